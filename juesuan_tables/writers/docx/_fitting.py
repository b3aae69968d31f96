"""A table fitted to the room on its page: size of type, widths of columns, heights of rows.

Every height is exact, so that all programs break pages at the same row. Letters and digits are
taken wider than they are in 宋体, so that nothing is cut off where another font stands in for it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.figure import digits_in_wan
from juesuan_tables.grid import OUTSIDE, Role
from juesuan_tables.writers.docx._lines import Widths, line_count, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from juesuan_tables.grid import Grid, Row

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
class Fitted:
    """The rows of a table between its lines; the first ``heads`` repeat on every page."""

    rows: tuple[Row, ...]
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
    elif _pages(best, down, page) > most:
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
    rows = tuple(row for row in grid.rows if row[0].role not in OUTSIDE)
    unbroken, wrapping = _unbroken(rows, len(grid.widths)), _wrapping(rows)
    heads = grid.heading[1] - grid.heading[0]
    largest = min(_LARGEST, max(_USUAL, 2 * across // int(sum(grid.widths))))
    for size in range(largest - largest % _STEP, _SMALLEST - 1, -_STEP):
        least = [_width(text, size) for text in unbroken]
        if sum(least) > across and size > _SMALLEST:
            continue
        widths = _widths(grid.widths, least, across)
        lines = _line_counts(wrapping, len(rows), widths, size)
        for line, padding in ((size * 5 // 4, size // 2), (size * 23 // 20, size // 5)):
            heights = tuple(count * line + padding for count in lines)
            yield Fitted(rows, heads, widths, heights, size, line)


def _unbroken(rows: Iterable[Row], columns: int) -> list[str]:
    """Return what each column must have room for: its longest amount or code, or two characters."""
    texts: list[dict[str, None]] = [{"一二": None} for _ in range(columns)]
    longest = [2 * len("一二")] * columns
    for row in rows:
        for value, role, column, *_ in row:
            if not value or role not in _UNBROKEN:
                continue
            text = value if isinstance(value, str) else digits_in_wan(value.amount)
            length = len(text)
            if length > longest[column] or (length > 2 * len("一二") and not text.isascii()):
                texts[column][text] = None
                if text.isascii():  # of which the longer is the wider
                    longest[column] = length
    return [max(each, key=lambda text: _width(text, _SMALLEST)) for each in texts]


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


@lru_cache(maxsize=10_000)
def _width(text: str, size: int) -> int:
    """Return the width of a cell in which a text stands on one line."""
    return text_width(text, _generous(size)) + 2 * SIDES + _LINES


@cache
def _generous(size: int) -> Widths:
    """Return how wide characters may be in a font that stands in for 宋体."""
    return Widths(size, size * 29 // 50, size // 4)


class _Wrapping(NamedTuple):
    """Texts that stand below each other in a column, or in several, the longest first.

    Each is with the number of its first row, and of the rows that it spans.
    """

    columns: slice
    indent: int
    texts: list[tuple[str, int, int]]


def _wrapping(rows: Iterable[Row]) -> list[_Wrapping]:
    """Return the texts that may need more than a line."""
    found: dict[tuple[int, int, int], list[tuple[str, int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        for cell in row:
            if cell[0] and cell[1] is not Role.AMOUNT:
                _, _, column, columns, span, indent = cell
                found[column, columns, indent].append((cell.text, number, span))
    return [
        _Wrapping(slice(column, column + columns), indent, sorted(texts, key=_longest_first))
        for (column, columns, indent), texts in found.items()
    ]


def _longest_first(text: tuple[str, int, int]) -> int:
    return -len(text[0])


def _line_counts(
    wrapping: Iterable[_Wrapping], rows: int, widths: Sequence[int], size: int
) -> list[int]:
    """Return how many lines each row is high; what spans rows needs a part in each."""
    counts = [1] * rows
    generous = _generous(size)
    for columns, indent, texts in wrapping:
        room = max(sum(widths[columns]) - 2 * SIDES - _LINES - indent * size, size)
        surely = room // (generous.wide + generous.between_letters)
        for text, first, span in texts:
            if len(text) <= surely:
                break  # as are all that follow: one line is enough
            lines = -(-line_count(text, 0, room, generous) // span)
            for row in range(first, min(first + span, rows)):
                counts[row] = max(counts[row], lines)
    return counts


def _pages(table: Fitted, down: int, page: int, more: int = 0) -> int:
    """Return how many pages a table takes, the first ``down`` high, with rows ``more`` high."""
    heads = sum(table.heights[: table.heads]) + table.heads * more
    pages, left = 1, down - _LINES
    for height in table.heights:
        left -= height + more
        if left < 0:
            pages, left = pages + 1, page - _LINES - heads - height - more
    return pages
