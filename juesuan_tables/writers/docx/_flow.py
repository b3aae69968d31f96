"""A document as what follows one another on its pages: texts, tables, and changes of paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.grid import Grid, Role
from juesuan_tables.prose import Heading
from juesuan_tables.writers.docx import _looks as looks
from juesuan_tables.writers.docx._fitting import Fitted, fitted
from juesuan_tables.writers.docx._lines import Widths, in_programs, line_count, text_width
from juesuan_tables.writers.docx._sense import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.grid import Row
    from juesuan_tables.prose import Block
    from juesuan_tables.writers.docx._looks import Look, Paper


_CHANGES = (0, *(sign * step for step in range(1, 8) for sign in (-1, 1)))
"""By how much tracking may differ, in twips: seldom more than two, and nobody sees a third of a point."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``right`` stands behind a tab, ``mark`` numbers the headings in the contents.

    Its ``tracking`` is its look's, or as little off it as makes programs agree on its lines.
    """

    look: Look
    text: str
    right: str = ""
    mark: int | None = None
    new_page: bool = False
    before: int = 0
    paper: Paper = looks.PORTRAIT
    tracking: int = field(init=False)
    pieces: tuple[str, ...] = field(init=False)
    """What begins lines of its own: the text breaks by sense between them."""
    lines: int = field(init=False)
    sides: int = field(init=False)
    """How much further in than its look both edges are: the lines of a title are alike."""

    def __post_init__(self) -> None:
        """Break the text by sense where it must break, and count the lines."""
        setting = _set(self.text, self.right, self.look, self.paper.room_across)
        for name, value in zip(_Setting._fields, setting, strict=True):
            object.__setattr__(self, name, value)

    @property
    def height(self) -> int:
        """Return the height of all its lines, and what is free above and below."""
        return self.before + self.lines * self.look.line + self.look.after


class _Setting(NamedTuple):
    """How a text is set: see ``Text``."""

    tracking: int
    pieces: tuple[str, ...]
    lines: int
    sides: int


@lru_cache(maxsize=4096)  # headings stand in the contents, too, and in the documents of all units
def _set(text: str, right: str, look: Look, across: int) -> _Setting:
    """Return how a text is set so that all programs break it into as many lines."""

    def counted(piece: str, tracking: int, sides: int) -> list[int]:
        """Return how many lines a piece takes in each program; the last has the page behind it."""
        if right and text.endswith(piece):
            piece = f"{piece} .{right}"
        room = across - look.left - look.right - 2 * sides
        programs = in_programs(look.size, tracking)
        return [line_count(piece, look.first, room, widths) for widths in programs]

    def lines_of_all(tracking: int, sides: int) -> set[int]:
        """Return how many lines the pieces take: one number if all programs agree."""
        counts = [counted(piece, tracking, sides) for piece in parts]
        return {sum(each) for each in zip(*counts, strict=True)}

    parts = pieces(text, look.breaks, lambda piece: {*counted(piece, look.tracking, 0)} == {1})
    for change in _CHANGES:
        tracking = look.tracking + change
        lines = lines_of_all(tracking, 0)
        if len(lines) == 1:
            break
    sides = 0
    if look.align == "center" and lines != {len(parts)}:
        further = range(look.size, across // 2, look.size // 2)
        same = takewhile(lambda sides: lines_of_all(tracking, sides) == lines, further)
        sides = max(same, default=0)
    return _Setting(tracking, parts, min(lines), sides)


@dataclass(frozen=True, slots=True)
class Turn:
    """From here on the paper is another, on a new page."""

    paper: Paper


Item = Text | Fitted | Turn


def flow(blocks: Sequence[Block]) -> list[Item]:
    """Return what stands on the pages: tables with what is above and below them, on their paper."""
    items: list[Item] = []
    paper, mark = looks.PORTRAIT, 0
    for number, block in enumerate(blocks):
        below = blocks[number + 1] if number + 1 < len(blocks) else None
        if isinstance(block, Heading):
            official = isinstance(below, Grid) and _has_title(below)
            wanted = _paper(below) if isinstance(below, Grid) and official else looks.PORTRAIT
            mark += 1
            starts = official or block.level == 1
            items += [Turn(wanted)] if wanted is not paper else []
            new_page = starts and bool(items) and wanted is paper
            look = looks.TABLE_TITLE if official else looks.HEADINGS[block.level - 1]
            items.append(Text(look, block.text, mark=mark, new_page=new_page, paper=wanted))
            paper = wanted
        elif isinstance(block, Grid):
            items += _table(block, items[-1] if items else None, paper)
        else:
            items.append(Text(looks.BODY, block.text))
    return items


def _has_title(grid: Grid) -> bool:
    """Return whether a table is an official one, which has a page of its own."""
    return bool(grid.rows) and grid.rows[0][0].role is Role.TITLE


def _paper(grid: Grid) -> Paper:
    return looks.LANDSCAPE if grid.landscape else looks.PORTRAIT


def _table(grid: Grid, title: Item | None, paper: Paper) -> Iterator[Item]:
    """Yield the lines above a table, its rows, and its notes."""
    first, _ = grid.heading
    if title is not None and isinstance(title, Text) and title.look is looks.BODY:
        yield Text(looks.GAP, "")
    notes = [row for row in grid.rows if row[0].role is Role.NOTE]
    above = [text for row in grid.rows[:first] for text in _above(row, paper)]
    below = [Text(looks.NOTE, cell.text, paper=paper) for row in notes for cell in row if cell.text]
    below = below or [Text(looks.GAP, "")]
    around = [*above, *below, *([title] if isinstance(title, Text) else [])]
    room = paper.room_down - sum(text.height for text in around)
    yield from above
    yield fitted(grid, paper.room_across, room, paper.room_down)
    yield from below


def _above(row: Row, paper: Paper) -> Iterator[Text]:
    """Yield a line above a table: 公开NN表 to the right, 单位 and 金额单位 on one line."""
    cells = [cell for cell in row if cell.text and cell.role is not Role.TITLE]
    look = looks.UNIT_LINE[paper]
    left = "".join(cell.text for cell in cells if cell.role is Role.UNIT_LINE)
    right = "".join(cell.text for cell in cells if cell.role is not Role.UNIT_LINE)
    width = text_width(left + right, Widths(look.size, look.size * 3 // 5, look.size // 4))
    if left and right and width > paper.room_across - look.size:
        yield Text(look, left, paper=paper)
        left = ""
    if left:
        yield Text(look, left, right=right, paper=paper)
    elif right:
        yield Text(looks.TABLE_HEAD, right)
