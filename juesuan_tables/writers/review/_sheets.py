"""The tables of a finished document as they were read, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from juesuan_tables.reading.sheet import Sheet, Value

MOST_LINES_ABOVE = 3
"""Title, number and unit stand above a table, a line each."""


class ReadCell(NamedTuple):
    """A cell, and the id that findings link to."""

    text: str
    id: str
    number: bool


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table: what stands right above it, and its rows from the left."""

    title: str
    lines: tuple[str, ...]
    rows: tuple[tuple[ReadCell, ...], ...]


def tables_of(sheets: Iterable[Sheet]) -> Iterator[ReadTable]:
    """Yield every table of the sheets: rows of several cells that follow one another.

    What stands alone in its row is text, of which a page of a document has much.
    """
    for number, sheet in enumerate(sheets):
        start = 0
        while start < len(sheet.rows):
            end = start
            while end < len(sheet.rows) and _is_line_of_a_table(sheet, end):
                end += 1
            if end > start + 1:
                yield _table(number, sheet, start, end)
            start = max(end, start + 1)


def _is_line_of_a_table(sheet: Sheet, row: int) -> bool:
    """Return whether a row has several cells, or stands between two that have."""
    if _filled(sheet.rows[row]) > 1:
        return True
    around = [each for each in (row - 1, row + 1) if 0 <= each < len(sheet.rows)]
    return len(around) > 1 and all(_filled(sheet.rows[each]) > 1 for each in around)


def _filled(row: Sequence[Value]) -> int:
    return sum(value is not None for value in row)


def _table(number: int, sheet: Sheet, start: int, end: int) -> ReadTable:
    above: list[str] = []
    for row in reversed(sheet.rows[max(start - MOST_LINES_ABOVE, 0) : start]):
        if _filled(row) != 1:
            break
        above.insert(0, next(_text(value) for value in row if value is not None))
    rows = tuple(
        tuple(
            ReadCell(_text(value), sheet_cell_id(number, row, column), _is_number(value))
            for column, value in enumerate(sheet.rows[row])
        )
        for row in range(start, end)
    )
    return ReadTable(above[0] if above else sheet.name, tuple(above[1:]), rows)


def _text(value: Value) -> str:
    """Return what a cell holds as people write it."""
    if value is None or isinstance(value, bool):
        return "" if value is None else ("是" if value else "否")
    return f"{value}"


def _is_number(value: Value) -> bool:
    return _text(value).replace(",", "").replace(".", "").removeprefix("-").isdecimal()


def sheet_cell_id(sheet: int, row: int, column: int) -> str:
    """Return the id of a cell, everything counted from zero."""
    return f"cell-{sheet}-{row}-{column}"


def sheet_cells(sheets: Iterable[Sheet]) -> dict[str, str]:
    """Return the ids of all cells by where they stand, as sources say it."""
    return {
        sheet.place(row, column): sheet_cell_id(number, row, column)
        for number, sheet in enumerate(sheets)
        for row, cells in enumerate(sheet.rows)
        for column, value in enumerate(cells)
        if value is not None
    }
