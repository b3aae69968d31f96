"""Grid: a finished table as plain data, with its widths and orientation but no fonts.

Builders make it, checks compare it, writers print it; it knows no file format.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.figure import Figure
from juesuan_tables.once import once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BAR = " | "
"""What parts the columns of a table printed as text."""


class Role(Enum):
    """What a cell is; writers choose looks by it."""

    __hash__ = object.__hash__  # each role is one object; Enum would hash its name, in Python

    TITLE = auto()
    FORM_NUMBER = auto()
    UNIT_LINE = auto()
    CURRENCY_LINE = auto()
    HEADER = auto()
    ORDINAL = auto()
    CODE = auto()
    LABEL = auto()
    TOTAL_LABEL = auto()
    LINE_NUMBER = auto()
    AMOUNT = auto()
    NOTE = auto()


OUTSIDE = frozenset({Role.TITLE, Role.FORM_NUMBER, Role.UNIT_LINE, Role.CURRENCY_LINE, Role.NOTE})
"""The cells of a table that stand above and below its lines."""


class Cell(NamedTuple):
    """One cell: text, a ``Figure``, or None where the form prints nothing.

    It starts at ``column`` (from 0) of its row and spans ``columns`` × ``rows``. ``indent``
    counts levels. None in an amount column is a structural blank, never 0.00.
    """

    value: str | Figure | None
    role: Role
    column: int
    columns: int = 1
    rows: int = 1
    indent: int = 0

    @property
    def text(self) -> str:
        """Return the cell as it is printed."""
        if isinstance(self.value, Figure):
            return self.value.digits
        return self.value or ""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Grid:
    """An official table, from its title to its notes.

    It is printed one page wide, and with ``one_page`` on one page.
    ``widths`` are in characters of the default font. ``heading`` is the range of rows (from 0,
    end excluded) that repeats on every printed page. ``row_labels`` and ``column_labels`` name
    the parts of a figure's address in Chinese. ``blank_zeros`` says that an amount without facts
    is printed as a blank; here it is a figure all the same.
    """

    table: str
    title: str
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    heading: tuple[int, int]
    landscape: bool
    one_page: bool
    blank_zeros: bool
    row_labels: dict[str, str]
    column_labels: dict[str, str]

    @property
    def figures(self) -> dict[str, Figure]:
        """Return every figure of the table by address, in reading order."""
        return {
            cell.value.name: cell.value
            for row in self.rows
            for cell in row
            if isinstance(cell.value, Figure)
        }

    def as_printed(self, *, blank_zeros: bool | None = None) -> Grid:
        """Return the table as it is printed: where zeros are blank, without those of no fact."""
        if not (self.blank_zeros if blank_zeros is None else blank_zeros):
            return replace(self, blank_zeros=False) if self.blank_zeros else self
        return _with_blanks(self)

    def place(self, name: str) -> tuple[str, str]:
        """Return the Chinese names of the row and the column of a figure's address."""
        _, row, column = name.split(".")
        return self.row_labels.get(row, row), self.column_labels.get(column, column)

    def to_text(self) -> str:
        """Return the table as aligned text, a line per row, merged cells over their columns."""
        widths = [0] * len(self.widths)
        rows = self.as_printed().rows
        texts = [[_indented(cell) for cell in row] for row in rows]
        for row, printed in zip(rows, texts, strict=True):
            for cell, text in zip(row, printed, strict=True):
                if cell.columns == 1 and (width := display_width(text)) > widths[cell.column]:
                    widths[cell.column] = width
        pairs = zip(rows, texts, strict=True)
        return "".join(f"{_aligned(row, printed, widths)}\n" for row, printed in pairs)


def spread(row: Row, columns: int, text: Callable[[Cell], str]) -> list[str]:
    """Return a text for each column, that of a cell in the first of the columns it spans."""
    texts = [""] * columns
    for cell in row:
        texts[cell.column] = text(cell)
    return texts


@once  # every format prints it
def _with_blanks(grid: Grid) -> Grid:
    rows = tuple(tuple(map(_without_zero, row)) for row in grid.rows)
    return replace(grid, rows=rows, blank_zeros=True)


def _without_zero(cell: Cell) -> Cell:
    """Return a cell, blank if it is an amount without facts."""
    nothing = isinstance(cell.value, Figure) and not cell.value.exists
    return cell._replace(value=None) if nothing else cell


def _indented(cell: Cell) -> str:
    return "  " * cell.indent + cell.text if cell.indent else cell.text


def _aligned(row: Row, printed: Sequence[str], widths: Sequence[int]) -> str:
    """Return the texts of a row's cells, each padded to its columns' width, bars between."""
    texts = []
    column = 0
    for cell, text in zip(row, printed, strict=True):
        if cell.column > column:
            texts += [" " * width for width in widths[column : cell.column]]
        column = cell.column + cell.columns
        room = widths[cell.column]
        if cell.columns > 1:
            room = sum(widths[cell.column : column]) + len(BAR) * (cell.columns - 1)
        texts.append(text + " " * (room - display_width(text)))
    return BAR.join(texts).rstrip(BAR)


def display_width(text: str) -> int:
    """Return the width of text in half-width characters: a Chinese one counts two."""
    return len(text) if text.isascii() else _display_width(text)


@lru_cache(maxsize=10_000)  # names of codes and heads stand in every format of every unit
def _display_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
