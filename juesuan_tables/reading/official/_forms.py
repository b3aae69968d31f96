"""What the forms of all editions print, by table: heads of columns and labels of lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.editions import TEXT_COLUMNS, edition_ids, load_edition
from juesuan_tables.reading.official.titles import titles
from juesuan_tables.reading.official.words import (
    BUDGET,
    CODE,
    LABEL,
    LINE,
    ORDINAL,
    SUMS,
    TOTAL,
    closed,
    head,
    line_label,
)
from juesuan_tables.subjects import is_category
from juesuan_tables.terms import IncomeKind, Stage, glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.editions import Block, Column, Edition, Form

BUDGETS = {Stage.INITIAL_BUDGET.key, Stage.FULL_YEAR_BUDGET.key}
_INCOME, _EXPENDITURE = "收入", "支出"
_INCOME_KINDS = {kind.key for kind in IncomeKind} | {"appropriation_income"}


class Place(NamedTuple):
    """An amount column's key, and the line whose amounts it holds where columns say so.

    The line is 预算数 where it is a budget of whatever stage.
    """

    key: str
    row: str | None


Shape = tuple[tuple[bool, frozenset[Place]], ...]


@dataclass(slots=True)
class Part:
    """What the blocks that stand at one place of a table print, in any edition.

    ``columns`` are the amount columns by words over them: all words of its path, and fewer where
    they still tell it from the others. ``lines`` are the keys by label, more than one where a
    label is printed twice; ``order`` says which comes first.
    """

    columns: dict[frozenset[str], Place] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)

    def add(self, block: Block) -> None:
        """Learn what a block of some edition prints."""
        found = [(path, place) for path, place in paths(block.columns) if place.key not in _TEXTS]
        for path, place in found:
            for words in _telling(path, [other for other, at in found if at != place]):
                self.columns.setdefault(words, place)
        for number, line in enumerate(block.lines):
            if line.key:
                self.order[line.key] = max(number, self.order.get(line.key, 0))
                self._learn(line_label(closed(line.label)), line.key)
                self._learn(closed(glossary().get(line.key, line.label)), line.key)

    def _learn(self, label: str, key: str) -> None:
        labels = {label}
        if key in _INCOME_KINDS:  # 一般公共预算财政拨款 and …收入 are the same
            labels |= {label.removesuffix(_INCOME), f"{label.removesuffix(_INCOME)}{_INCOME}"}
        if is_category(key):
            labels.add(label.removesuffix(_EXPENDITURE))
        for each in labels:
            keys = self.lines.setdefault(each, [])
            if key not in keys:
                keys.append(key)

    def column(self, words: set[str]) -> tuple[int, Place | None]:
        """Return the column under some heads, and how many of the words say so.

        合计 says less than any other word: under 事业收入 it is that of 事业收入.
        """
        fitting = [known for known in self.columns if known <= words]
        if not fitting:
            return 0, None
        best = max(fitting, key=lambda known: (len(known), TOTAL not in known))
        return len(best), self.columns[best]


_TEXTS = set(TEXT_COLUMNS)


@dataclass(slots=True)
class Table:
    """What one official table prints, in any edition.

    ``words`` are all that may stand over its columns, ``heads`` the same as printed, ``forms`` the
    blocks of each form: whether it has codes, and its columns. ``by_code`` says that its lines have codes, and may stand in
    whatever block; ``by_subject`` that it has a row per subject that has facts.
    """

    parts: list[Part] = field(default_factory=list)
    words: set[str] = field(default_factory=lambda: {CODE, LABEL, LINE, ORDINAL})
    heads: set[str] = field(default_factory=set)
    closing: dict[str, str] = field(default_factory=dict)
    totals: set[str] = field(default_factory=lambda: set(SUMS))
    forms: set[Shape] = field(default_factory=set)
    by_code: bool = False
    by_subject: bool = False

    def add(self, form: Form) -> None:
        """Learn what the form of some edition prints."""
        shape = []
        for number, block in enumerate(form.blocks):
            coded = any(leaf.key == "code" for leaf in block.leaves)
            self.by_subject = self.by_subject or block.total is not None
            self.by_code = self.by_code or (coded and block.total is None)
            if number == len(self.parts) and not (self.by_code and self.parts):
                self.parts.append(Part())
            self.part(number).add(block)
            self.heads |= {closed(label) for label in labels(block.columns)}
            found = [*paths(block.columns)]
            self.words |= {word for path, _ in found for word in path}
            columns = frozenset(place for _, place in found if place.key not in _TEXTS)
            shape.append((coded, columns))
        self.forms.add(tuple(shape))
        for item in form.closing:
            label = closed(item.label)
            self.closing |= {label: item.key, label.removesuffix(TOTAL): item.key}
        self.totals.add(closed(form.total_label))
        if self.by_code:  # where 人员经费 and 公用经费 stand side by side, the sum has its own head
            self.words.add(TOTAL)
            for part in self.parts:
                part.columns.setdefault(frozenset({TOTAL}), Place("amount", None))

    def part(self, number: int) -> Part:
        """Return what the block at a place prints."""
        return self.parts[min(number, len(self.parts) - 1)]

    def is_line(self, text: str) -> bool:
        """Return whether a cell is the label of a line and cannot be a head."""
        if text in self.heads:
            return False
        return text in self.closing or any(line_label(text) in part.lines for part in self.parts)


class Known(NamedTuple):
    """All that is known of official tables: the tables by title, and what each prints."""

    titles: dict[str, str]
    tables: dict[str, Table]


def known_with(edition: Edition | None) -> Known:
    """Return what the shipped editions print, and one's own where it is given: its words first."""
    if edition is None or edition in shipped():
        return _of_shipped()
    return _known([edition, *shipped()])


@cache
def shipped() -> tuple[Edition, ...]:
    """Return the editions that the package ships."""
    return tuple(load_edition(name) for name in edition_ids())


@cache
def _of_shipped() -> Known:
    return _known(shipped())


def _known(editions: Iterable[Edition]) -> Known:
    """Return what editions print; of two that disagree, the first is believed."""
    editions = tuple(editions)
    tables: dict[str, Table] = {}
    for edition in editions:
        for form in edition.forms:
            tables.setdefault(form.table, Table()).add(form)
    return Known(titles(editions), tables)


def paths(
    columns: Iterable[Column], row: str | None = None
) -> Iterator[tuple[tuple[str, ...], Place]]:
    """Yield for each column the words over it, from the top, and what it holds."""
    for column in columns:
        word, line = head(closed(column.label)), column.row or row
        if column.key:
            yield (word,), Place(column.key, BUDGET if line in BUDGETS else line)
        for path, place in paths(column.columns, line):
            yield (word, *path), place


def _telling(path: tuple[str, ...], others: list[tuple[str, ...]]) -> Iterator[frozenset[str]]:
    """Yield the words of a path that no other has: its last, and so many of the bands over it."""
    *bands, leaf = path
    for count in range(len(bands) + 1):
        for chosen in combinations(bands, count):
            words = frozenset((*chosen, leaf))
            if len(chosen) == len(bands) or not any(words <= set(other) for other in others):
                yield words


def labels(columns: Iterable[Column]) -> Iterator[str]:
    """Yield the heads of columns and bands."""
    for column in columns:
        yield column.label
        yield from labels(column.columns)
