"""Prose as plain text and as Markdown: a paragraph is one line of either."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from juesuan_tables.grid import OUTSIDE, Grid, Role, spread
from juesuan_tables.prose import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.grid import Row
    from juesuan_tables.prose import Block, Prose

# Also what GitHub's Markdown would make a link of.
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~&!@]")
_MARKUP = re.compile(rf"{_SIGNS.pattern}|:(?=//)|(?<=www)\.")
_LIST_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def plain(prose: Prose) -> str:
    """Return the document as text, UTF-8 lines without any markup; tables are aligned."""
    return "\n".join([prose.title, *map(_plain, prose.blocks)]) + "\n"


def _plain(block: Block) -> str:
    if not isinstance(block, Grid):
        return block.text
    lines = block.to_text().splitlines()
    return "\n".join(lines[block.rows[0][0].role is Role.TITLE :])  # which the heading has said


def markdown(prose: Prose) -> str:
    """Return the document as Markdown that renders to exactly its words."""
    return "\n\n".join([f"# {escaped(prose.title)}", *map(_markdown, prose.blocks)]) + "\n"


def _markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {escaped(block.text)}"
    if isinstance(block, Grid):
        return "\n\n".join(_table(block))
    return escaped(block.text)


def _table(grid: Grid) -> Iterator[str]:
    """Yield what stands above a table, its lines, and its notes; the title is its heading's."""
    for outside, rows in groupby(grid.rows, key=lambda row: row[0].role in OUTSIDE):
        if outside:
            cells = (cell for row in rows for cell in row if cell.role is not Role.TITLE)
            yield from (escaped(cell.text) for cell in cells if cell.text)
        else:
            yield "\n".join(_lines([*rows], len(grid.widths)))


def _lines(rows: list[Row], columns: int) -> Iterator[str]:
    """Yield the rows between bars: the first is the head, which Markdown has only one of."""
    yield _line(rows[0], columns)
    yield f"|{'---|' * columns}"
    for row in rows[1:]:
        yield _line(row, columns)


def _line(row: Row, columns: int) -> str:
    texts = spread(row, columns, lambda cell: _escaped_cell(cell.text))
    return f"| {' | '.join(texts)} |"


def escaped(text: str) -> str:
    """Return text in which no character has a meaning to Markdown."""
    text = _without_markup(text)
    match = _LIST_START.match(text)
    return text if match is None else _escaped_start(match) + text[match.end() :]


def _without_markup(text: str) -> str:
    if not _SIGNS.search(text) and "://" not in text and "www." not in text:
        return text
    return _MARKUP.sub(r"\\\g<0>", text)


_escaped_cell = lru_cache(maxsize=10_000)(_without_markup)
"""Heads, names and codes stand in the tables of every unit."""


def _escaped_start(match: re.Match[str]) -> str:
    """Keep a line's start from opening a list, a rule or a heading."""
    start = match[2]
    return match[1] + (f"{start}\\" if start.isdecimal() else f"\\{start}")
