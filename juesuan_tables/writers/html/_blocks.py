"""Prose → what a page is made of: headings with ids, linked paragraphs, tables, contents."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from juesuan_tables.grid import Grid
from juesuan_tables.once import once
from juesuan_tables.prose import Heading, Paragraph
from juesuan_tables.writers.html._tables import cell_id, download, paper, table
from juesuan_tables.writers.html._view import Entry, Passage, Run, Title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from juesuan_tables.prose import Prose, Quotation
    from juesuan_tables.writers.html._view import Block, Table

DEEPEST = 2
"""The deepest level of headings that the contents list."""


@once
def blocks(prose: Prose) -> tuple[Block, ...]:
    """Return the blocks of a document."""
    return tuple(_blocks(prose))


def _blocks(prose: Prose) -> Iterator[Block]:
    printed = {name for grid in prose.grids for name in table(grid).ids}
    taken: set[str] = set()
    numbers: list[int] = []
    heading = ""
    for block, after in zip_longest(prose.blocks, prose.blocks[1:]):
        if isinstance(block, Heading):
            heading = block.text
            numbers = _next(numbers, block.level)
            name = f"s{'-'.join(map(str, numbers))}"
            form = paper(after) if isinstance(after, Grid) else ""
            yield Title(block.level, heading, name, form)
        elif isinstance(block, Paragraph):
            yield Passage(block.text, tuple(_runs(block, printed)))
        else:
            made = _without(taken, table(block))
            taken |= made.ids
            yield replace(made, named=heading.endswith(block.title), csv=download(block))


def _without(taken: AbstractSet[str], made: Table) -> Table:
    """Return a table without the ids that stand elsewhere on the page."""
    if taken.isdisjoint(made.ids):
        return made
    body = (
        tuple(slot._replace(id="") if slot.id in taken else slot for slot in row)
        for row in made.body
    )
    return replace(made, body=tuple(body))


def _next(numbers: Sequence[int], level: int) -> list[int]:
    """Return the number of the next heading of a level: after 1-2, 1-3 or 1-2-1 or 2."""
    padded = [*numbers, *[0] * level][:level]
    return [*padded[:-1], padded[-1] + 1]


def _runs(paragraph: Paragraph, printed: AbstractSet[str]) -> Iterator[Run]:
    """Yield a paragraph in pieces: what a table prints is linked to its cell."""
    end = 0
    for quotation in paragraph.quotations:
        link = _link(quotation, printed)
        if link and quotation.start < quotation.end:
            if end < quotation.start:
                yield Run(paragraph.text[end : quotation.start])
            yield Run(paragraph.text[quotation.start : quotation.end], link)
            end = quotation.end
    if end < len(paragraph.text):
        yield Run(paragraph.text[end:])


def _link(quotation: Quotation, printed: AbstractSet[str]) -> str:
    """Return the id of the first figure of a quotation that a table prints."""
    return next((name for name in map(cell_id, quotation.figures) if name in printed), "")


def contents(blocks: Iterable[Block]) -> tuple[Entry, ...]:
    """Return the contents: parts with their sections.

    Where nothing stands between one part's heading and the next, as below 附件, the parts that
    follow are listed within it.
    """
    parts: list[tuple[Title, list[Entry]]] = []
    gathering, previous = False, None
    for block in blocks:
        if isinstance(block, Title) and block.level == 1:
            gathering = gathering or (isinstance(previous, Title) and previous.level == 1)
            if gathering:
                parts[-1][1].append(Entry(block.text, block.id))
            else:
                parts.append((block, []))
        elif isinstance(block, Title) and block.level <= DEEPEST and parts and not gathering:
            parts[-1][1].append(Entry(block.text, block.id))
        previous = block
    return tuple(Entry(part.text, part.id, tuple(entries)) for part, entries in parts)
