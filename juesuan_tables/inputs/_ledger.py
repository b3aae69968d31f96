"""Adds up the rows of a ledger, and keeps what is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from juesuan_tables.errors import InputError, Problem, shortened
from juesuan_tables.inputs._ledger_facts import Group, Sum, facts, found, of_totals, problems
from juesuan_tables.model._values import AMOUNT_EXPECTED
from juesuan_tables.reading.numbers import cents
from juesuan_tables.terms import glossary
from juesuan_tables.terms.ledger import TOTAL_CELLS, ledger_field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from juesuan_tables.inputs._ledger_facts import Fault

NamedRow: TypeAlias = "tuple[int, Sequence[Any], Sequence[Any]]"
"""A row: its number, the names of its columns, its values.

As in csv.DictReader, None is the name of the list of cells that no heading stands above.
"""
MOST_PROBLEMS = 1000
MOST_GROUPS = 100_000
_NEEDED = ("subject", "fund", "nature", "amount")
_HASHED = (str, int, float, type(None))
"""What stands for a code or a term as it is; pandas' own signs of nothing do not."""
_NOTHING = frozenset({"nan", "NaN", "<NA>", "NaT", "None"})
"""How Python and pandas print what is missing."""


@dataclass(slots=True)
class _Layout:
    """Which column of a row is what, and what the rows that have such columns add up to."""

    headings: dict[str, str]
    amount: int
    key: Callable[[Sequence[Any]], tuple[Any, ...]]
    sums: dict[tuple[Any, ...], Sum] = field(default_factory=dict)


class Ledger:
    """Takes rows, then says what they add up to: each combination of codes is looked at once."""

    def __init__(self, name: str) -> None:
        """Begin with nothing; ``name`` says in sources and messages where the rows come from."""
        self.name = name
        self._layouts: dict[tuple[Any, ...], _Layout | None] = {}
        self._groups: list[Group] = []
        self._totals: dict[Fault, Sum] = {}
        self._wrong: list[tuple[int, Problem]] = []
        self._unsaid = 0

    def add(self, rows: Iterable[NamedRow]) -> None:
        """Add up all rows."""
        columns: Sequence[Any] | None = None
        layout: _Layout | None = None
        for number, names, values in rows:
            if names is not columns:
                columns, layout = names, self._layout(number, tuple(names), values)
            if layout is None:
                continue
            try:
                alike = layout.sums[layout.key(values)] if TOTAL_CELLS.isdisjoint(values) else None
            except (KeyError, TypeError):  # a list has no hash, and is no code
                alike = None
            alike = alike or self._sum(layout, number, values)
            if alike is None:
                continue
            alike.count += 1
            try:
                alike.cents += cents(values[layout.amount])
            except ValueError:
                what = f"{found(_text_of(values[layout.amount]))}{AMOUNT_EXPECTED}"
                self._refuse(number, f"“{layout.headings['amount']}”{what}")

    def _layout(self, number: int, names: tuple[Any, ...], values: Sequence[Any]) -> _Layout | None:
        """Return which column is what, or None where it cannot be told."""
        over = values[names.index(None)] if None in names else None
        if isinstance(over, list) and any(map(str.strip, over)):
            what = f"格数多于栏名，多出“{shortened('、'.join(over))}”"
            self._refuse(number, what, "请检查逗号：金额、摘要里有逗号的，应放在双引号里")
            return None
        if names not in self._layouts:
            self._layouts[names] = None
            if at := self._columns(number, names):
                self._layouts[names] = _Layout(
                    {each: names[index].strip() for each, index in at.items()},
                    at["amount"],
                    itemgetter(*(index for each, index in at.items() if each != "amount")),
                )
        return self._layouts[names]

    def _columns(self, number: int, names: tuple[Any, ...]) -> dict[str, int] | None:
        """Return where each field stands, or None where a needed one is missing or one is twice."""
        at: defaultdict[str, list[int]] = defaultdict(list)
        for index, heading in enumerate(names):
            if known := ledger_field(heading):
                at[known].append(index)
        for known, indices in at.items():  # the official name goes before any other
            official = [i for i in indices if names[i].strip() == glossary().get(known)]
            at[known] = official or indices
        missing = [glossary()[each] for each in _NEEDED if each not in at]
        twice = [indices for indices in at.values() if len(indices) > 1]
        if missing:
            seen = shortened(
                "、".join(str(name) for name in names if name not in {"", None}), most=100
            )
            what = f"没有“{'”“'.join(missing)}”栏，有的是：{seen}"
            self._refuse(number, what, "请加上这些栏，或者修改栏名")
        for indices in twice:
            both = "”和“".join(shortened(names[index].strip()) for index in indices)
            self._refuse(number, f"“{both}”是同一项，应只有一栏", "请删去多余的栏")
        return None if missing or twice else {each: indices[0] for each, indices in at.items()}

    def _sum(self, layout: _Layout, number: int, values: Sequence[Any]) -> Sum | None:
        """Return to what a row is added; None where it is empty, or adds up others itself."""
        if words := [each for each in values if isinstance(each, str) and each in TOTAL_CELLS]:
            self._totals.setdefault(of_totals(words[0]), Sum(number)).count += 1
            return None
        key = layout.key(values)
        says = tuple(map(_text_of, key))
        if not any(says) and not _text_of(values[layout.amount]):
            return None
        if says not in layout.sums:
            layout.sums[says] = self._new_group(layout, number, says).sum
        alike = layout.sums[says]
        if len(layout.sums) < MOST_GROUPS and all(isinstance(each, _HASHED) for each in key):
            layout.sums[key] = alike
        return alike

    def _new_group(self, layout: _Layout, number: int, says: tuple[str, ...]) -> Group:
        if len(self._groups) >= MOST_GROUPS:
            what = f"不同的科目、资金性质、支出性质和名称超过{MOST_GROUPS}种"
            raise InputError.of(f"{self.name} 第{number}行", what, "请检查是不是一个单位的明细")
        fields = [each for each in layout.headings if each != "amount"]
        typed = dict(zip(fields, says, strict=True))
        self._groups.append(Group(typed, layout.headings, Sum(number)))
        return self._groups[-1]

    def _refuse(self, number: int, what: str, advice: str = "请修改后重新生成") -> None:
        """Keep what is wrong with a row, or count it where there are too many."""
        if len(self._wrong) < MOST_PROBLEMS:
            self._wrong.append((number, Problem(f"{self.name} 第{number}行", what, advice)))
        else:
            self._unsaid += 1

    def facts(self) -> dict[str, Any]:
        """Return the facts and the names of codes, or raise ``InputError`` with everything wrong."""
        wrong = sorted(
            [*self._wrong, *problems(self._groups, self._totals, self.name)], key=itemgetter(0)
        )
        listed = [problem for _, problem in wrong[:MOST_PROBLEMS]]
        if unsaid := self._unsaid + len(wrong) - len(listed):
            listed.append(Problem(self.name, f"另有{unsaid}处没有列出", "请先修改以上各处"))
        if listed:
            raise InputError(listed)
        if not self._groups:
            raise InputError.of(self.name, "没有一行明细", "请检查是否选对了文件")
        return facts(self._groups, self.name)


def _text_of(value: Any) -> str:  # noqa: ANN401 whatever a row holds
    """Return what a code, a term or a name says; an empty text where there is nothing."""
    text = str(value).strip()
    return "" if text in _NOTHING else text
