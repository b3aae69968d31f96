"""The lines of a PDF → paragraphs, by where they stand on the page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from juesuan_tables.reading.documents._healing import certainly_goes_on, is_open, joined
from juesuan_tables.reading.documents._marks import (
    LONGEST,
    TERMINAL,
    has_leaders,
    is_whole_title,
    mark_of,
)
from juesuan_tables.reading.documents._pieces import Content, Piece, is_one_column
from juesuan_tables.reading.documents._rows import cells_of, runs
from juesuan_tables.reading.official.titles import beside_title
from juesuan_tables.reading.official.words import closed
from juesuan_tables.reading.pdf import parts_of_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from juesuan_tables.reading.pdf import Part
    from juesuan_tables.reading.pdf_lines import Block
    from juesuan_tables.reading.safety import SafeFile

_EDGE = 0.12
"""Running heads and feet stand in this part of the page's height, at its top or bottom."""
_FEW = 3
"""Pages, or lines, from which on what they have in common is no accident."""
_NEAR = 2.0
"""Points within which edges are the same."""
_DIGITS = re.compile(r"\d+")


def content_of_pdf(file: SafeFile) -> Content:
    """Return the pages of a PDF as sheets, and its paragraphs and tables."""
    parts = parts_of_pdf(file)
    sheets = tuple(part.sheet(file.name) for part in parts)
    return Content(sheets, [*_pieces(_without_furniture(parts), _margins(parts))])


def _text(block: Block) -> str:
    """Return a line as text."""
    return " ".join(str(cell) for cell in block.rows[0] if cell)


def _without_furniture(parts: Sequence[Part]) -> list[Block]:
    """Return lines and tables without what is printed at the edge of one page after the other."""
    pages: defaultdict[tuple[str, bool], set[int]] = defaultdict(set)
    edges: dict[int, tuple[str, bool]] = {}
    for part in parts:
        for block in part.blocks:
            top = block.bottom < part.height * _EDGE
            if not block.is_table and (top or block.top > part.height * (1 - _EDGE)):
                said = closed(_text(block))
                if not beside_title(said):
                    key = (_DIGITS.sub("0", said), top)
                    pages[key].add(block.page)
                    edges[id(block)] = key
    every = {block.page for part in parts for block in part.blocks}
    running = {key for key, on in pages.items() if len(on) >= max(_FEW, len(every) / 3)}
    blocks = [block for part in parts for block in part.blocks]
    return [block for block in blocks if edges.get(id(block)) not in running]


@dataclass(slots=True)
class _Margins:
    """Where the lines of pages of one kind begin and end, and how far apart they stand."""

    left: float
    right: float
    pitch: float


def _pieces(blocks: Sequence[Block], margins: dict[int, _Margins]) -> Iterator[Piece]:
    """Yield the paragraphs and tables."""
    texts = [_text(block) if not block.is_table else "" for block in blocks]
    tabular = runs(texts)
    begun: _Paragraph | None = None
    for block, text, is_row in zip(blocks, texts, tabular, strict=True):
        if not block.is_table and not is_row and begun and begun.takes(block, text):
            continue
        if begun:
            yield begun.piece()
            begun = None
        if is_row:
            yield Piece(page=block.page, rows=(cells_of(text),))
        elif block.is_table and is_one_column(block.rows):
            yield from (Piece(str(cell), block.page) for row in block.rows for cell in row if cell)
        elif block.is_table:
            yield Piece(page=block.page, rows=tuple(block.rows))
        else:
            begun = _Paragraph(text, block, margins)
    if begun:
        yield begun.piece()


def _margins(parts: Iterable[Part]) -> dict[int, _Margins]:
    """Return the margins of each page: pages of one size have the same."""
    papers: defaultdict[tuple[int, int], list[Block]] = defaultdict(list)
    for part in parts:
        lines = (block for block in part.blocks if not block.is_table)
        papers[int(part.width), int(part.height)] += lines
    found: dict[int, _Margins] = {}
    for lines_of_paper in papers.values():
        if lines_of_paper:
            margins = _margins_of(lines_of_paper)
            found |= {line.page: margins for line in lines_of_paper}
    return found


def _margins_of(lines: Sequence[Block]) -> _Margins:
    """Return the outermost edges that several lines share, and their usual distance."""
    pitches = [
        below.top - above.top
        for above, below in pairwise(lines)
        if above.page == below.page and 0 < below.top - above.top < 4 * above.size
    ]
    return _Margins(
        min(_shared(line.left for line in lines)),
        max(_shared([line.right for line in lines if not _hangs(line)] or [lines[0].right])),
        median(pitches) if pitches else 0.0,
    )


def _hangs(line: Block) -> bool:
    """Return whether a line may reach beyond the margin: stops may hang there."""
    return _text(line)[-1:] in "，。、；：！？,.;:”’）》"


def _shared(edges: Iterable[float]) -> list[float]:
    """Return the edges that several lines have, all if none has."""
    every = sorted(edges)
    near: Counter[int] = Counter()
    for edge in every:
        for cell in {int(edge / _NEAR), int((edge + _NEAR / 2) / _NEAR)}:
            near[cell] += 1
    shared = [edge for edge in every if near[int(edge / _NEAR)] >= _FEW]
    return shared or every


@dataclass(slots=True)
class _Paragraph:
    """A paragraph as far as it has been read, and its last line."""

    text: str
    last: Block
    margins: dict[int, _Margins]
    page: int = 0
    first: Block | None = None

    def __post_init__(self) -> None:
        """Note where it begins."""
        self.page, self.first = self.last.page, self.last

    def piece(self) -> Piece:
        """Return it when it is over."""
        return Piece(self.text.strip(), self.page)

    def takes(self, line: Block, text: str) -> bool:
        """Add a line if it is the paragraph's next."""
        if len(self.text) > LONGEST or not self._goes_on(line, text):
            return False
        self.text = joined(self.text, text)
        self.last = line
        return True

    def _goes_on(self, line: Block, text: str) -> bool:
        """Return whether a line is the paragraph's next."""
        apart = has_leaders(self.text) or any(
            beside_title(closed(each)) for each in (text, self.text)
        )
        if apart or not self._is_near(line):
            return False
        here, there = self.margins[self.last.page], self.margins[line.page]
        if self._is_title(self.last, here) and self._is_title(line, there):
            return self.last.page == line.page and not self._is_over(text)
        full = self.last.right + line.lead > here.right + 0.1 * line.size
        indented = line.left > there.left + 0.8 * line.size
        if not full:
            return not indented and is_open(self.text) and certainly_goes_on(self.text, text)
        if indented:
            return not self._is_over(text) and self._may_stand_in(line, there)
        if mark_of(text) is None:
            return True
        return self.last is not self.first and is_open(self.text)

    def _is_near(self, line: Block) -> bool:
        """Return whether a line stands below the last one, or on the next page, and is as large."""
        last = self.last
        if abs(last.size - line.size) > 0.2 * last.size:
            return False
        if last.page != line.page:
            return line.page == last.page + 1
        return line.top - last.top < 1.8 * max(self.margins[last.page].pitch, last.size)

    def _is_over(self, text: str) -> bool:
        """Return whether the paragraph has an end, or the next line the number of another."""
        return bool(TERMINAL.search(self.text) or mark_of(text) or is_whole_title(self.text, text))

    def _may_stand_in(self, line: Block, margins: _Margins) -> bool:
        """Return whether a line may go on although it stands in from the margin.

        The title in the middle of the page does, items do below their number, and blocks of text.
        """
        hanging = self.last is self.first and mark_of(self.text) and line.left > self.last.left
        same = abs(line.left - self.last.left) < 0.5 * line.size
        return bool(self._is_title(line, margins) or hanging or same)

    def _is_title(self, line: Block, margins: _Margins) -> bool:
        """Return whether a line stands in the middle, clear of both margins."""
        left, right = line.left - margins.left, margins.right - line.right
        return left > 0.8 * line.size and abs(left - right) < 1.2 * line.size
