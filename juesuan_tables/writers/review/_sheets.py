"""The tables of a finished document as they were read, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from juesuan_tables.reading.sheet import Sheet, Value


class ReadCell(NamedTuple):
    """A cell as a template unpacks it; findings link to its ``id``. Codes in front are labels."""

    tag: str
    text: str
    look: str
    id: str


Rows = tuple[tuple[ReadCell, ...], ...]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table: ``lines`` stand above it, ``head`` are its first rows that hold no number."""

    title: str
    lines: tuple[str, ...]
    head: Rows
    body: Rows


def tables_of(sheets: Iterable[Sheet]) -> Iterator[ReadTable]:
    """Yield every table of the sheets: rows as wide as one another.

    A line of a document's text is a row of one cell.
    """
    for number, sheet in enumerate(sheets):
        said = ""
        for width, same in groupby(enumerate(sheet.rows), lambda pair: len(pair[1])):
            rows = [row for row, cells in same if any(map(_text, cells))]
            if width > 1 and rows:
                yield _table(number, sheet, rows, said)
            elif rows:
                said = _title([_text(sheet.rows[row][0]) for row in rows])


def _title(lines: Sequence[str]) -> str:
    """Return which of the lines above a table is probably its title: the last that names one."""
    named = [line for line in lines if line.endswith("表")]
    return named[-1] if named else ""


def _table(number: int, sheet: Sheet, rows: Sequence[int], said: str) -> ReadTable:
    above = list(takewhile(lambda row: _filled(sheet, row) == 1, rows))
    head = list(takewhile(lambda row: not _holds_number(sheet, row), rows[len(above) :]))
    lines = [next(filter(None, map(_text, sheet.rows[row]))) for row in above]
    title = lines.pop(0) if lines else said or sheet.name
    body = rows[len(above) + len(head) :]
    return ReadTable(
        title,
        tuple(lines),
        tuple(_row(number, sheet, row, "th") for row in head),
        tuple(_row(number, sheet, row, "td") for row in body),
    )


def _row(number: int, sheet: Sheet, row: int, tag: str) -> tuple[ReadCell, ...]:
    return tuple(
        ReadCell(
            tag if _text(value) else "td",
            _text(value),
            "amount" if column and _is_number(value) else "label",
            _cell_id(number, row, column),
        )
        for column, value in enumerate(sheet.rows[row])
    )


def _filled(sheet: Sheet, row: int) -> int:
    return sum(bool(_text(value)) for value in sheet.rows[row])


def _holds_number(sheet: Sheet, row: int) -> bool:
    return any(map(_is_number, sheet.rows[row]))


def _text(value: Value) -> str:
    """Return what a cell holds as people write it."""
    if value is None or isinstance(value, bool):
        return "" if value is None else ("是" if value else "否")
    return f"{value}"


def _is_number(value: Value) -> bool:
    return _text(value).replace(",", "").replace(".", "").removeprefix("-").isdecimal()


def _cell_id(sheet: int, row: int, column: int) -> str:
    """Return the id of a cell, everything counted from zero."""
    return f"cell-{sheet}-{row}-{column}"


def sheet_cells(sheets: Iterable[Sheet]) -> dict[str, str]:
    """Return the ids of all cells that hold something, by where they stand as sources say it."""
    return {
        sheet.place(row, column): _cell_id(number, row, column)
        for number, sheet in enumerate(sheets)
        for row, cells in enumerate(sheet.rows)
        for column, value in enumerate(cells)
        if _text(value)
    }
