"""The shapes that official tables share: fixed lines side by side, and rows by subject.

A builder says which facts a line or a column adds up; this module knows how the form is laid
out, and makes the figures with their parts, addresses and labels.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from juesuan_tables.editions import Orientation, Total
from juesuan_tables.figure import Figure
from juesuan_tables.grid import Cell, Grid, Role, Row
from juesuan_tables.terms import glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.editions import Block, Column, Form
    from juesuan_tables.model import Accounts, AmountFact, Budget, Expenditure, Income
    from juesuan_tables.terms import Nature

SUBJECT_LENGTHS = (3, 5, 7)
"""Digits of 类, 款 and 项."""
TEXT_ROLES = {"code": Role.CODE, "label": Role.LABEL, "line": Role.LINE_NUMBER}
CURRENCY_LINE_WIDTH = 16
"""Characters that 「金额单位：万元」 takes at a table's right edge."""


F = TypeVar("F", bound="Income | Expenditure | Budget")


def from_facts(name: str, facts: Sequence[AmountFact], label: str = "") -> Figure:
    """Return the figure of facts: a leaf of a single one, the sum of several."""
    leaves = [
        Figure(fact.source or name, fact.amount, fact.margin, fact.source, label or name)
        for fact in facts
    ]
    if len(leaves) == 1:
        return Figure(name, facts[0].amount, facts[0].margin, facts[0].source, label)
    return Figure.total(name, leaves, label=label)


# --- rows by subject ------------------------------------------------------------------------


def ancestors(subject: str) -> tuple[str, ...]:
    """Return the subjects above and including this one: 201, 20103, 2010301."""
    return tuple(subject[:length] for length in SUBJECT_LENGTHS if length <= len(subject))


def parent(row: str) -> str:
    """Return the row that a subject's row adds up into."""
    return ("total", *ancestors(row)[:-1])[-1]


def subject_figures(
    table: str,
    facts: Iterable[F],
    columns: Mapping[str, Callable[[F], bool]],
    label: Callable[[str, str], str] = lambda row, column: f"{row} {column}",
) -> dict[str, dict[str, Figure]]:
    """Return figures by row and column: 合计, then 类, 款, 项 in order of their codes.

    Rows are the subjects of ``facts`` and all above them. The parts of a row are the rows
    below it, and the facts stated on the row itself.
    """
    facts = list(facts)
    own: defaultdict[str, list[F]] = defaultdict(list)
    for fact in facts:
        own[fact.subject].append(fact)
    rows = sorted({row for subject in own for row in ancestors(subject)}, reverse=True)
    below: defaultdict[str, list[str]] = defaultdict(list)
    figures: dict[str, dict[str, Figure]] = {}
    for row in [*rows, "total"]:
        children = sorted(below[row])
        figures[row] = {
            column: _row_figure(
                f"{table}.{row}.{column}",
                [fact for fact in own[row] if wanted(fact)],
                [figures[child][column] for child in children],
                label(row, column),
            )
            for column, wanted in columns.items()
        }
        below[parent(row)].append(row)
    return {row: figures[row] for row in ["total", *reversed(rows)]}


def _row_figure(
    name: str, facts: Sequence[AmountFact], below: Sequence[Figure], label: str
) -> Figure:
    """Return a row's figure: of its own facts, of the rows below it, or of both."""
    if not below:
        return from_facts(name, facts, label)
    own = [from_facts(name, facts, f"{label}（未分到下级科目）")] if facts else []
    return Figure.total(name, [*own, *below], label=label)


def by_subject(
    accounts: Accounts,
    *,
    form: Form,
    facts: Iterable[F],
    columns: Mapping[str, Callable[[F], bool]],
) -> Grid:
    """Lay out a table with one row per 类, 款 and 项 that has facts, and a 合计."""
    (block,) = form.blocks

    def row_label(row: str) -> str:
        return form.total_label if row == "total" else accounts.names.get(row, row)

    def label(row: str, column: str) -> str:
        code = "" if row == "total" else f"{row} "
        return f"{form.title} {code}{row_label(row)} {form.column_label(column)}"

    present = (fact for fact in facts if fact.exists)
    figures = subject_figures(form.table, present, columns, label)
    total, *subjects = figures
    order = [*subjects, total] if block.total is Total.LAST else [total, *subjects]
    body = [
        _total_row(block, row_label(row), figures[row])
        if row == "total"
        else _values_row(
            block,
            {"code": row, "label": row_label(row)} | figures[row],
            indent=SUBJECT_LENGTHS.index(len(row)),
        )
        for row in order
    ]
    return _assemble(accounts, form, body, {row: row_label(row) for row in figures})


def columns_by_nature(*natures: Nature) -> dict[str, Callable[[Expenditure], bool]]:
    """Return the columns 合计 and one per 支出性质."""
    columns: dict[str, Callable[[Expenditure], bool]] = {"total": lambda _fact: True}
    for nature in natures:
        columns[nature.key] = lambda fact, nature=nature: fact.nature is nature  # type: ignore[misc]
    return columns


def _total_row(block: Block, label: str, values: Mapping[str, Figure]) -> Row:
    """Return the 合计 row: its label takes all the text columns."""
    texts = sum(leaf.key in TEXT_ROLES for leaf in block.leaves)
    amounts = list(_values_row(block, values))[texts:]
    return (Cell(label, Role.TOTAL_LABEL, 0, columns=texts), *amounts)


# --- fixed lines ----------------------------------------------------------------------------


class Lines:
    """The figures of a form with fixed lines and one amount column, made line by line."""

    def __init__(self, form: Form) -> None:
        """Start with no line filled."""
        self.form = form
        self.labels = line_labels(form)
        self.figures: dict[str, Figure] = {}

    def printed(self, keys: Iterable[str]) -> list[str]:
        """Return those of the keys that the form has a line for."""
        return [key for key in keys if key in self.labels]

    def add(self, key: str, facts: Sequence[AmountFact]) -> None:
        """Fill a line with the sum of facts."""
        present = [fact for fact in facts if fact.exists]
        self.figures[key] = from_facts(self._name(key), present, self._label(key))

    def add_sum(self, key: str, parts: Iterable[str]) -> None:
        """Fill a line with the sum of those other lines that the form prints."""
        figures = [self.figures[part] for part in self.printed(parts)]
        self.figures[key] = Figure.total(self._name(key), figures, label=self._label(key))

    def _name(self, key: str) -> str:
        return f"{self.form.table}.{key}.amount"

    def _label(self, key: str) -> str:
        return f"{self.form.title} {self.labels[key]}"


def line_labels(form: Form) -> dict[str, str]:
    """Return the Chinese name of every fixed line: as printed, or the term where two are alike."""
    printed = {line.key: line.label for b in form.blocks for line in b.lines if line.key}
    alike = Counter(printed.values())
    return {
        key: label if alike[label] == 1 else glossary()[key] for key, label in printed.items()
    }


def by_line(accounts: Accounts, lines: Lines) -> Grid:
    """Lay out a table of fixed lines, its blocks side by side."""
    form = lines.form
    halves = []
    offset = 0
    for block in form.blocks:
        halves.append(_line_rows(block, lines, offset))
        offset += len(block.leaves)
    rows = zip_longest(*halves, fillvalue=())
    body = [tuple(cell for half in row for cell in half) for row in rows]
    return _assemble(accounts, form, body, lines.labels)


def _line_rows(block: Block, lines: Lines, offset: int) -> list[Row]:
    """Return one block's share of the body rows."""
    each = [line for line in block.lines for _ in range(line.blank or 1)]
    return [
        _values_row(
            block,
            {
                "label": line.label,
                "line": "" if block.first_line is None else str(block.first_line + number),
                "amount": lines.figures[line.key] if line.key else None,
            },
            strong=line.strong,
            offset=offset,
        )
        for number, line in enumerate(each)
    ]


# --- the whole table ------------------------------------------------------------------------


def _values_row(
    block: Block,
    values: Mapping[str, str | Figure | None],
    *,
    indent: int = 0,
    strong: bool = False,
    offset: int = 0,
) -> Row:
    """Return a body row: each column's value in the role that its key gives it."""

    def cell(column: int, key: str) -> Cell:
        role = TEXT_ROLES.get(key, Role.AMOUNT)
        if strong and role is Role.LABEL:
            role = Role.TOTAL_LABEL
        value = values.get(key)
        return Cell(value, role, offset + column, indent=indent if role is Role.LABEL else 0)

    return tuple(cell(column, leaf.key or "") for column, leaf in enumerate(block.leaves))


def _assemble(
    accounts: Accounts, form: Form, body: Sequence[Row], row_labels: Mapping[str, str]
) -> Grid:
    """Put title, number, unit line, headings, 栏次, body and notes together."""
    widths = tuple(leaf.width or 0 for leaf in form.leaves)
    top = [
        _across(form.title, Role.TITLE, widths),
        *([_across(form.number, Role.FORM_NUMBER, widths)] if form.number else []),
        _unit_row(accounts, form, widths),
    ]
    heading = [*_header_rows(form), *([_ordinal_row(form)] if form.ordinal_label else [])]
    notes = [_across(note, Role.NOTE, widths) for note in form.notes]
    return Grid(
        table=form.table,
        title=form.title,
        rows=(*top, *heading, *body, *notes),
        widths=widths,
        heading=(len(top), len(top) + len(heading)),
        landscape=form.orientation is Orientation.LANDSCAPE,
        row_labels=dict(row_labels),
        column_labels={leaf.key: leaf.label for leaf in form.leaves if leaf.key},
    )


def _across(text: str, role: Role, widths: Sequence[float]) -> Row:
    """Return a row that is one cell."""
    return (Cell(text, role, 0, columns=len(widths)),)


def _unit_row(accounts: Accounts, form: Form, widths: Sequence[float]) -> Row:
    """Return the row with the unit on the left and the currency unit on the right."""
    right = 1
    while sum(widths[-right:]) < CURRENCY_LINE_WIDTH:
        right += 1
    left = len(widths) - right
    unit = f"{form.unit_lines[accounts.entity]}{accounts.unit}"
    return (
        Cell(unit, Role.UNIT_LINE, 0, columns=left),
        Cell(form.currency_line, Role.CURRENCY_LINE, left, columns=right),
    )


def _header_rows(form: Form) -> list[Row]:
    """Return the column headings, bands above their columns."""
    depth = max(column.depth for block in form.blocks for column in block.columns)
    rows: list[list[Cell]] = [[] for _ in range(depth)]

    def place(columns: Iterable[Column], level: int, start: int) -> int:
        for column in columns:
            end = place(column.columns, level + 1, start) if column.columns else start + 1
            tall = 1 if column.columns else depth - level
            rows[level].append(Cell(column.label, Role.HEADER, start, end - start, tall))
            start = end
        return start

    start = 0
    for block in form.blocks:
        start = place(block.columns, 0, start)
    return [tuple(row) for row in rows]


def _ordinal_row(form: Form) -> Row:
    """Return the 栏次 row: its label under each block's text columns, numbers under amounts."""
    return tuple(_ordinal_cells(form))


def _ordinal_cells(form: Form) -> Iterator[Cell]:
    column = 0
    for block in form.blocks:
        texts = [leaf.key for leaf in block.leaves if leaf.key in TEXT_ROLES]
        labels = len(texts) - texts.count("line")
        yield Cell(form.ordinal_label, Role.ORDINAL, column, columns=labels)
        for leaf in block.leaves[labels:]:
            column_of_leaf = column + block.leaves.index(leaf)
            yield Cell(leaf.ordinal, Role.ORDINAL, column_of_leaf)
        column += len(block.leaves)
