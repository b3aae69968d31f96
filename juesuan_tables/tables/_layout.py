"""What all official tables share: title, number, unit line, headings, 栏次, notes, and leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juesuan_tables.editions import Orientation, Zero
from juesuan_tables.errors import InputError, Problem
from juesuan_tables.figure import Figure
from juesuan_tables.grid import Cell, Grid, Role, Row
from juesuan_tables.once import once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from juesuan_tables.editions import Block, Column, Form
    from juesuan_tables.model import Accounts, AmountFact

TEXT_ROLES = {"code": Role.CODE, "label": Role.LABEL, "line": Role.LINE_NUMBER}
"""The columns that hold text, by key; all others hold amounts."""
CURRENCY_LINE_WIDTH = 16
"""Characters that 「金额单位：万元」 takes at a table's right edge."""


def from_facts(name: str, facts: Sequence[AmountFact], label: str = "") -> Figure:
    """Return the figure of facts: a leaf of a single one, the sum of several."""
    if len(facts) == 1:
        return Figure(name, facts[0].amount, facts[0].margin, facts[0].source, label)
    leaves = (
        Figure(fact.source or name, fact.amount, fact.margin, fact.source, label or name)
        for fact in facts
    )
    return Figure.total(name, leaves, label=label)


def row_figure(
    name: str, facts: Sequence[AmountFact], below: Sequence[Figure], label: str
) -> Figure:
    """Return a row's figure: of its own facts, of the rows below it, or of both."""
    if not facts:
        return Figure.total(name, below, label=label)
    if not below:
        return from_facts(name, facts, label)
    own = from_facts(name, facts, f"{label}（未分到下级科目）")
    return Figure.total(name, (own, *below), label=label)


def refuse(
    facts: Iterable[AmountFact],
    printable: Callable[[Any], bool],
    why: str,
    advice: str = "请核对编码、资金性质和表样",
) -> None:
    """Raise ``InputError`` for facts that the form has no place for; ``why`` may hold ``{fact}``."""
    problems = [
        Problem(fact.source or "记录", why.format(fact=fact), advice)
        for fact in facts
        if fact.exists and not printable(fact)
    ]
    if problems:
        raise InputError(problems)


def values_row(
    block: Block,
    values: Mapping[str, str | Figure | None],
    *,
    indent: int = 0,
    strong: bool = False,
    offset: int = 0,
) -> Row:
    """Return a body row: each column's value in the role that its key gives it."""
    label = Role.TOTAL_LABEL if strong else Role.LABEL
    return tuple(
        Cell(values.get(key), label, column, 1, 1, 0 if strong else indent)
        if role is Role.LABEL
        else Cell(values.get(key), role, column)
        for column, (key, role) in enumerate(_roles(block), start=offset)
    )


@once
def _roles(block: Block) -> tuple[tuple[str, Role], ...]:
    """Return the key of every column, and the role that it gives to cells."""
    keys = (leaf.key or "" for leaf in block.leaves)
    return tuple((key, TEXT_ROLES.get(key, Role.AMOUNT)) for key in keys)


def assemble(
    accounts: Accounts, form: Form, body: Sequence[Row], row_labels: Mapping[str, str]
) -> Grid:
    """Put title, number, unit line, headings, 栏次, body and notes together."""
    frame = frame_of(form)
    top = (*frame.titles, _unit_row(accounts, form, frame))
    columns = len(frame.widths)
    notes = (_across(note, Role.NOTE, columns) for note in _notes(accounts, form, body))
    return Grid(
        table=form.table,
        title=form.title,
        rows=(*top, *frame.heading, *body, *notes),
        widths=frame.widths,
        heading=(len(top), len(top) + len(frame.heading)),
        landscape=form.orientation is Orientation.LANDSCAPE,
        one_page=form.one_page,
        blank_zeros=form.zero is Zero.BLANK,
        row_labels=dict(row_labels),
        column_labels=frame.column_labels,
    )


@dataclass(frozen=True, slots=True)
class Frame:
    """What all tables of a form share: title and number, heads with 栏次, and widths.

    The unit stands above the first ``left`` columns, the currency above the others.
    """

    titles: tuple[Row, ...]
    heading: tuple[Row, ...]
    widths: tuple[float, ...]
    left: int
    column_labels: dict[str, str]


@once
def frame_of(form: Form) -> Frame:
    """Return the frame of a form."""
    widths = tuple(leaf.width or 0 for leaf in form.leaves)
    titles = [_across(form.title, Role.TITLE, len(widths))]
    if form.number:
        titles.append(_across(form.number, Role.FORM_NUMBER, len(widths)))
    heading = [*_header_rows(form), *([_ordinal_row(form)] if form.ordinal_label else [])]
    right = 1
    while sum(widths[-right:]) < CURRENCY_LINE_WIDTH:
        right += 1
    left = len(widths) - right
    return Frame(tuple(titles), tuple(heading), widths, left, form.column_labels)


def _notes(accounts: Accounts, form: Form, body: Sequence[Row]) -> list[str]:
    """Return what stands below the body: the notes, and that there was nothing to print."""
    figures = (cell.value for row in body for cell in row if isinstance(cell.value, Figure))
    empty = form.empty and not any(figure.exists for figure in figures)
    notes = (*form.notes, form.empty) if empty else form.notes
    return [accounts.filled(note) for note in notes]


def _across(text: str, role: Role, columns: int) -> Row:
    """Return a row that is one cell."""
    return (Cell(text, role, 0, columns=columns),)


def _unit_row(accounts: Accounts, form: Form, frame: Frame) -> Row:
    """Return the row with the unit on the left and the currency unit on the right."""
    left = frame.left
    lead = form.unit_lines.get(accounts.entity)
    unit = "" if lead is None else f"{lead}{accounts.unit}"
    return (
        Cell(unit, Role.UNIT_LINE, 0, columns=left),
        Cell(form.currency_line, Role.CURRENCY_LINE, left, columns=len(frame.widths) - left),
    )


def _header_rows(form: Form) -> list[Row]:
    """Return the column headings, bands above their columns.

    Whatever has fewer levels below it than its neighbours is the taller itself.
    """
    depth = max(column.depth for block in form.blocks for column in block.columns)
    rows: list[list[Cell]] = [[] for _ in range(depth)]

    def place(columns: Iterable[Column], level: int, start: int) -> int:
        for column in columns:
            below = column.depth - 1
            tall = depth - level - below
            end = place(column.columns, level + tall, start) if below else start + 1
            rows[level].append(Cell(column.label, Role.HEADER, start, end - start, tall))
            start = end
        return start

    start = 0
    for block in form.blocks:
        start = place(block.columns, 0, start)
    return [_joined(row) for row in rows]


def _joined(row: Iterable[Cell]) -> Row:
    """Return a heading row in which bands of one name side by side are one band."""
    joined: list[Cell] = []
    for cell in row:
        last = joined[-1] if joined else None
        if last and last.value == cell.value and min(last.columns, cell.columns) > 1:
            joined[-1] = last._replace(columns=last.columns + cell.columns)
        else:
            joined.append(cell)
    return tuple(joined)


def _ordinal_row(form: Form) -> Row:
    """Return the 栏次 row: its label under codes and names, numbers under amounts."""
    cells = []
    offset = 0
    for block in form.blocks:
        named = sum(leaf.key in {"code", "label"} for leaf in block.leaves)
        if named:
            cells.append(Cell(form.ordinal_label, Role.ORDINAL, offset, columns=named))
        numbered = enumerate(block.leaves[named:], start=offset + named)
        cells += [Cell(leaf.ordinal, Role.ORDINAL, column) for column, leaf in numbered]
        offset += len(block.leaves)
    return tuple(cells)
