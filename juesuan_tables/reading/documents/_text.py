"""Text files → paragraphs and tables: a line is a paragraph, or lines were broken at some width."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from juesuan_tables.grid import BAR, display_width
from juesuan_tables.reading.documents._healing import (
    breaks_sentence,
    certainly_goes_on,
    joined,
    probably_goes_on,
)
from juesuan_tables.reading.documents._marks import LONGEST, TERMINAL, is_whole_title, mark_of
from juesuan_tables.reading.documents._pieces import Content, Piece
from juesuan_tables.reading.documents._rows import cells_of, runs
from juesuan_tables.reading.pdf_lines import UNBROKEN
from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.reading.documents._pieces import Row

_BREAK = re.compile(r"\r\n?|\n|\f|\v|\x85|\u2028|\u2029")
_BULLET = re.compile(r"^\s*[-*•]\s+")
_PUSHED = 8
"""Half-width columns by which heads that are too long push bars to the right."""
_MOST_COLUMNS = 200
_MOST_BARE = 60
"""Rows after each other that have nothing but a label: 外交支出, 国防支出."""
_LEAST_WRAPPED, _FEW = 5, 3
_NARROWEST, _WIDEST = 36, 140
"""Half-width columns of paper."""
_NEARLY = 0.85
"""Share of its width that a line fills: the blank before a paragraph may be lost."""
_ENDS = re.compile(r"[。！？][”’」』）)]*$")
_INDENT = re.compile(r"(?:　{1,4}| {2,8}|\t)\S")


def content_of_text(name: str, text: str) -> Content:
    """Return the paragraphs and tables of a text file, and these as one sheet."""
    lines = [line.rstrip() for line in _BREAK.split(text)]
    pieces = [*_pieces(lines)]
    return Content((sheet_of(name, pieces),), pieces)


def sheet_of(name: str, pieces: Sequence[Piece]) -> Sheet:
    """Return pieces as a sheet: a paragraph is a row of one cell."""
    rows = (row for piece in pieces for row in (piece.rows or ((piece.text,),)))
    return Sheet(name, "正文", tuple(rows))


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    """Yield the tables, and the paragraphs between them."""
    between: list[str] = []
    number = 0
    loose = [*runs(lines), False]
    while number < len(lines):
        end = _end_of_table(lines, number)
        if end == number and loose[number]:
            end = loose.index(False, number)
            rows: tuple[Row, ...] = tuple(map(cells_of, lines[number:end]))
        else:
            rows = _rows(lines[number:end])
        if end > number:
            yield from paragraphs(between)
            yield Piece(rows=rows)
            between, number = [], end
        else:
            between.append(lines[number])
            number += 1
    yield from paragraphs(between)


def _bars(line: str) -> tuple[int, ...]:
    """Return where bars stand in a line, in half-width columns."""
    places, width = [], 0
    for cell in line.split(BAR)[:-1]:
        width += display_width(cell)
        places.append(width)
        width += len(BAR)
    return tuple(places)


def _end_of_table(lines: Sequence[str], number: int) -> int:
    """Return where the table ends that begins at a line, the line itself if none does.

    A row whose last cells are blank has no bar; then the rows below it have those above.
    """
    bars, end = _barred(lines, number)
    while bars and end < len(lines):
        after = end
        while after < min(end + _MOST_BARE, len(lines)) and _may_be_row(lines[after]):
            after += 1
        below, next_end = _barred(lines, after)
        if not below or not (_within(bars, below) or _within(below, bars)):
            break
        bars, end = bars | below, next_end
    return end


def _barred(lines: Sequence[str], number: int) -> tuple[set[int], int]:
    """Return where bars stand in the lines from one on that have any, and where these end."""
    bars: set[int] = set()
    while number < len(lines) and 0 < lines[number].count(BAR) < _MOST_COLUMNS:
        bars.update(_bars(lines[number]))
        number += 1
    return bars, number


def _within(few: set[int], many: set[int]) -> bool:
    """Return whether bars stand where others do; a long head pushes those behind it a little."""
    return all(any(abs(bar - other) <= _PUSHED for other in many) for bar in few)


def _may_be_row(line: str) -> bool:
    return bool(line) and BAR not in line and not TERMINAL.search(line)


def _rows(lines: Sequence[str]) -> tuple[Row, ...]:
    """Return the rows of an aligned table; a cell over several columns stands in the first."""
    rows = [frozenset(_bars(line)) for line in lines]
    seen = Counter(bar for bars in rows for bar in bars)
    columns = sorted(bar for bar in seen if not _is_pushed(bar, seen, rows))
    if len(columns) < max(map(len, rows), default=0):
        columns = sorted(seen)
    return tuple(_row(line, columns) for line in lines)


def _is_pushed(bar: int, seen: Counter[int], rows: Sequence[frozenset[int]]) -> bool:
    """Return whether a bar stands a little to the right of where more rows have it, and no other."""
    return any(
        seen[bar] < seen[other] and not any(bar in row and other in row for row in rows)
        for other in range(bar - _PUSHED, bar)
    )


def _row(line: str, columns: Sequence[int]) -> Row:
    """Return the cells of a row whose table has bars at these places."""
    cells: list[str | None] = [None] * (len(columns) + 1)
    bars = _bars(line)
    number = 0
    for place, cell in enumerate(line.split(BAR)):
        if place:
            left = range(number, len(columns) - len(bars) + place)
            number = min(left, key=lambda n: abs(columns[n] - bars[place - 1])) + 1
        cells[number] = cell.strip() or None
    return tuple(cells)


def paragraphs(lines: Sequence[str], *, paged: bool = True) -> Iterator[Piece]:
    """Yield the paragraphs that lines make up.

    A blank line ends one; where a text may have been ``paged``, unless a page ended there.
    """
    width = _wrapped_at(lines)
    indented = sum(1 for line in lines if _INDENT.match(line)) >= _FEW
    text, last, blank = "", "", False
    for line in lines:
        if not line.strip():
            blank = True
            continue
        if text and _goes_on(
            text, last, line, blank=blank and paged, width=width, indented=indented
        ):
            text = joined(text, line)
        else:
            if text:
                yield Piece(text)
            text = _BULLET.sub("", line).strip()
        last, blank = line, False
    if text:
        yield Piece(text)


def _goes_on(  # noqa: PLR0913 two lines, and how the text is laid out
    text: str, last: str, line: str, *, blank: bool, width: int, indented: bool
) -> bool:
    """Return whether a line goes on with the paragraph before it."""
    if len(text) > LONGEST or _BULLET.match(line) or is_whole_title(text, line.strip()):
        return False
    if not width:
        return (probably_goes_on if blank else breaks_sentence)(text, line)
    if certainly_goes_on(text, line):
        return True
    if _INDENT.match(line) or mark_of(line):
        return False
    if _ENDS.search(last):  # by chance at the end of a full line
        return display_width(last) + (_lead_width(line) if indented else 1) > width
    return display_width(last) + _lead_width(line) > _NEARLY * width


def _lead_width(line: str) -> int:
    """Return how wide the beginning of a line is that no program would break."""
    found = UNBROKEN.match(line.strip())
    return display_width(found[0]) if found else 0


def _wrapped_at(lines: Sequence[str]) -> int:
    """Return the width at which lines were broken, 0 where each is a whole paragraph.

    Then the lines that end in the middle of a sentence are about as wide as each other, and hardly
    any line is wider.
    """
    shown = [line for line in lines if line.strip()]
    widths = sorted(map(display_width, shown))
    broken = Counter(display_width(line) for line in shown if not TERMINAL.search(line))
    if sum(broken.values()) < _LEAST_WRAPPED:
        return 0
    width = broken.most_common(1)[0][0]
    alike = sum(count for each, count in broken.items() if 0.8 * width <= each <= 1.2 * width)
    wider = sum(each > 1.2 * width for each in widths)
    usual = _NARROWEST <= width <= _WIDEST
    return width if usual and alike * 2 > sum(broken.values()) and wider * 50 <= len(shown) else 0
