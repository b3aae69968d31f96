"""A table fitted to the room on its page: size of type, widths of columns, heights of rows.

Every height is exact, so that all programs break pages at the same row. Letters and digits are
taken wider than they are in 宋体, so that nothing is cut off where another font stands in for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from juesuan_tables.grid import Role
from juesuan_tables.writers.docx._lines import is_wide, line_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.grid import Cell, Grid, Row

SIDES = 50
"""The margin on the left and on the right of a cell."""
OUTSIDE = {Role.TITLE, Role.FORM_NUMBER, Role.UNIT_LINE, Role.CURRENCY_LINE, Role.NOTE}
"""The cells of a grid that stand above and below the table's lines."""
_LINES = 20
"""What the lines around cells may take of a width or a height."""
_LARGEST, _USUAL, _SMALLEST, _STEP = 210, 180, 130, 10
"""Sizes of type: 五号, 小五, and 6.5 points."""
_TALLEST = 380
"""No row of one line is made higher than this to fill a page."""
_UNBROKEN = {Role.AMOUNT, Role.CODE, Role.LINE_NUMBER}


@dataclass(frozen=True, slots=True)
class Fitted:
    """The rows of a table between its lines; the first ``heads`` repeat on every page."""

    rows: tuple[Row, ...]
    heads: int
    widths: tuple[int, ...]
    heights: tuple[int, ...]
    size: int
    line: int


def fitted(grid: Grid, across: int, down: int) -> Fitted:
    """Return a table as wide as the page, ``across``, in the largest type that is becoming.

    No amount needs a second line. With ``one_page`` the table is no higher than ``down`` either.
    Type of 6.5 points is the smallest; what does not fit then breaks lines and pages.
    """
    rows = tuple(row for row in grid.rows if row[0].role not in OUTSIDE)
    tried = _tries(grid, rows, across)
    if not grid.one_page:
        return next(tried)
    for each in tried:
        if sum(each.heights) + _LINES <= down:
            return _filling(each, down)
    return each


def _tries(grid: Grid, rows: tuple[Row, ...], across: int) -> Iterator[Fitted]:
    """Yield the table in ever smaller type, loosely and then closely set."""
    largest = min(_LARGEST, max(_USUAL, 2 * across // int(sum(grid.widths))))
    heads = grid.heading[1] - grid.heading[0]
    for size in range(largest - largest % _STEP, _SMALLEST - 1, -_STEP):
        widths = _widths(grid, rows, across, size)
        if sum(widths) > across and size > _SMALLEST:
            continue
        for line, padding in ((size * 5 // 4, size // 2), (size * 23 // 20, _LINES)):
            heights = tuple(n * line + padding for n in _line_counts(rows, widths, size))
            yield Fitted(rows, heads, _exactly(widths, across), heights, size, line)


def _widths(grid: Grid, rows: Sequence[Row], across: int, size: int) -> list[int]:
    """Return the form's widths, columns widened for what may not be broken at others' expense."""
    least = [2 * size + 2 * SIDES] * len(grid.widths)
    for row in rows:
        for cell in row:
            if cell.role in _UNBROKEN and cell.columns == 1:
                least[cell.column] = max(least[cell.column], _width(cell.text, size))
    fixed: set[int] = set()
    while True:
        free = across - sum(least[column] for column in fixed)
        share = sum(w for column, w in enumerate(grid.widths) if column not in fixed) or 1
        widths = [
            least[column] if column in fixed else int(free * width / share)
            for column, width in enumerate(grid.widths)
        ]
        tight = {column for column, width in enumerate(widths) if width < least[column]}
        if not tight:
            return widths
        fixed |= tight


def _exactly(widths: Sequence[int], across: int) -> tuple[int, ...]:
    """Return widths that add up to the page's: the last column takes what is left over."""
    scaled = [width * across // sum(widths) for width in widths]
    return (*scaled[:-1], across - sum(scaled[:-1]))


def _width(text: str, size: int) -> int:
    """Return the width of a cell in which a text stands on one line."""
    return sum(size if is_wide(c) else _narrow(size) for c in text) + 2 * SIDES + _LINES


def _narrow(size: int) -> int:
    """Return how wide a digit may be in a font that stands in for 宋体."""
    return size * 29 // 50


def _line_counts(rows: Sequence[Row], widths: Sequence[int], size: int) -> list[int]:
    """Return how many lines each row is high; what spans rows needs a part in each."""
    counts = [1] * len(rows)
    for number, row in enumerate(rows):
        for cell in row:
            lines, within = _lines(cell, widths, size), range(number, number + cell.rows)
            for each in within:
                if each < len(counts):
                    counts[each] = max(counts[each], -(-lines // cell.rows))
    return counts


def _lines(cell: Cell, widths: Sequence[int], size: int) -> int:
    """Return how many lines a cell's text takes."""
    if cell.role is Role.AMOUNT:
        return 1
    text = cell.text
    room = sum(widths[cell.column : cell.column + cell.columns]) - 2 * SIDES - _LINES
    room -= cell.indent * size
    if len(text) * size <= room:
        return 1
    return line_count(text, 0, max(room, size), wide=size, narrow=_narrow(size))


def _filling(table: Fitted, down: int) -> Fitted:
    """Return a table whose rows share the rest of the page, but do not fall apart."""
    spare = (down - _LINES - sum(table.heights)) // len(table.heights)
    more = max(0, min(spare, _TALLEST - min(table.heights)))
    return replace(table, heights=tuple(height + more for height in table.heights))
