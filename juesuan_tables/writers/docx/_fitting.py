"""A table fitted to the room on its page: size of type, widths of columns, heights of rows.

Every height is exact, so that all programs break pages at the same row. Letters and digits are
taken wider than they are in 宋体, so that nothing is cut off where another font stands in for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from juesuan_tables.grid import OUTSIDE, Role
from juesuan_tables.writers.docx._lines import Widths, line_count, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from juesuan_tables.grid import Cell, Grid

SIDES = 60
"""The margin on the left and on the right of a cell."""
_LINES = 20
"""What the lines around cells may take of a width or a height."""
_LARGEST, _USUAL, _READABLE, _SMALLEST, _STEP = 210, 180, 160, 130, 10
"""Sizes of type: 五号, 小五, what a table over several pages has at least, and 6.5 points."""
_TALLEST = 380
"""No row of one line is made higher than this to fill a page."""
_UNBROKEN = {Role.AMOUNT, Role.CODE, Role.LINE_NUMBER}


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell with its text."""

    cell: Cell
    text: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """The rows of a table between its lines; the first ``heads`` repeat on every page."""

    rows: tuple[tuple[Printed, ...], ...]
    heads: int
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    size: int
    line: int


def fitted(grid: Grid, across: int, down: int, page: int) -> Fitted:
    """Return a table as wide as the page, ``across``, in the largest type that is becoming.

    No amount needs a second line. With ``one_page`` the table is no higher than ``down`` either;
    else it takes as few pages as it can, the first ``down`` high and the others ``page``. Type of
    6.5 points is the smallest; what does not fit then breaks lines and pages.
    """
    tried = _tries(grid, across)
    best, most = next(tried), 1
    if grid.one_page:
        while _pages(best, down, page) > most and (smaller := next(tried, None)):
            best = smaller
    else:
        choice = [best, *takewhile(_is_readable, tried)]
        best = min(choice, key=lambda each: _pages(each, down, page))
        most = _pages(best, down, page)
    spare = range(_TALLEST - min(best.heights), 0, -_STEP)
    more = next((each for each in spare if _pages(best, down, page, each) <= most), 0)
    return replace(best, heights=tuple(height + more for height in best.heights))


def _is_readable(table: Fitted) -> bool:
    return table.size >= _READABLE


def _tries(grid: Grid, across: int) -> Iterator[Fitted]:
    """Yield the table in ever smaller type, loosely and then closely set."""
    rows = tuple(
        tuple(Printed(cell, cell.text) for cell in row)
        for row in grid.rows
        if row[0].role not in OUTSIDE
    )
    unbroken = _unbroken(rows, len(grid.widths))
    heads = grid.heading[1] - grid.heading[0]
    largest = min(_LARGEST, max(_USUAL, 2 * across // int(sum(grid.widths))))
    for size in range(largest - largest % _STEP, _SMALLEST - 1, -_STEP):
        least = [_width(text, size) for text in unbroken]
        if sum(least) > across and size > _SMALLEST:
            continue
        widths = _widths(grid.widths, least, across)
        lines = _line_counts(rows, widths, size)
        for line, padding in ((size * 5 // 4, size // 2), (size * 23 // 20, size // 5)):
            heights = tuple(count * line + padding for count in lines)
            yield Fitted(rows, heads, widths, heights, size, line)


def _unbroken(rows: Iterable[Iterable[Printed]], columns: int) -> list[str]:
    """Return what each column must have room for: its longest amount or code, or two characters."""
    longest = ["一二"] * columns
    for row in rows:
        for each in row:
            column, text = each.cell.column, each.text
            if len(text) > 2 * len("一二") and each.cell.role in _UNBROKEN:
                longest[column] = max(longest[column], text, key=lambda t: _width(t, _SMALLEST))
    return longest


def _widths(shares: Sequence[float], least: Sequence[int], across: int) -> tuple[int, ...]:
    """Return the form's widths, columns made as wide as they must be at the others' expense."""
    fixed: set[int] = set()
    while True:
        free = max(0, across - sum(least[column] for column in fixed))
        share = sum(w for column, w in enumerate(shares) if column not in fixed) or 1
        widths = [
            least[column] if column in fixed else int(free * width / share)
            for column, width in enumerate(shares)
        ]
        tight = {column for column, width in enumerate(widths) if width < least[column]}
        if not tight:
            break
        fixed |= tight
    scaled = [width * across // sum(widths) for width in widths]
    return (*scaled[:-1], across - sum(scaled[:-1]))


def _width(text: str, size: int) -> int:
    """Return the width of a cell in which a text stands on one line."""
    return text_width(text, _generous(size)) + 2 * SIDES + _LINES


@cache
def _generous(size: int) -> Widths:
    """Return how wide characters may be in a font that stands in for 宋体."""
    return Widths(size, size * 29 // 50, size // 4)


def _line_counts(rows: Sequence[Sequence[Printed]], widths: Sequence[int], size: int) -> list[int]:
    """Return how many lines each row is high; what spans rows needs a part in each."""
    counts = [1] * len(rows)
    for number, row in enumerate(rows):
        for each in row:
            cell = each.cell
            if cell.role is Role.AMOUNT or not each.text:
                continue
            lines = -(-_lines(each, widths, size) // cell.rows)
            for below in range(number, min(number + cell.rows, len(rows))):
                counts[below] = max(counts[below], lines)
    return counts


def _lines(printed: Printed, widths: Sequence[int], size: int) -> int:
    """Return how many lines a cell's text takes."""
    cell = printed.cell
    room = sum(widths[cell.column : cell.column + cell.columns]) - 2 * SIDES - _LINES
    room = max(room - cell.indent * size, size)
    return line_count(printed.text, 0, room, _generous(size))


def _pages(table: Fitted, down: int, page: int, more: int = 0) -> int:
    """Return how many pages a table takes, the first ``down`` high, with rows ``more`` high."""
    heads = sum(table.heights[: table.heads]) + table.heads * more
    pages, left = 1, down - _LINES
    for height in table.heights:
        left -= height + more
        if left < 0:
            pages, left = pages + 1, page - _LINES - heads - height - more
    return pages
