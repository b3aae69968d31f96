"""Prose: a finished document as plain data: headings, paragraphs with what they quote, tables."""

from __future__ import annotations

from dataclasses import dataclass, replace

from juesuan_tables.grid import Grid


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where a paragraph prints a figure, or something computed from several.

    ``text[start:end]`` of the paragraph is what stands there; ``figures`` are the addresses of
    the figures behind it.
    """

    start: int
    end: int
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` 1 is a part or a report that is attached, 2 a section, 3 one within."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph on one line, and every figure that it quotes, from left to right."""

    text: str
    quotations: tuple[Quotation, ...] = ()


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Prose:
    """A titled document of one ``unit``; an official table stands under the heading of its title."""

    title: str
    unit: str
    blocks: tuple[Block, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Return the tables in order."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    def as_printed(self, *, blank_zeros: bool | None = None) -> Prose:
        """Return the document with its tables as they are printed, see ``Grid.as_printed``."""
        blocks = (
            block.as_printed(blank_zeros=blank_zeros) if isinstance(block, Grid) else block
            for block in self.blocks
        )
        return replace(self, blocks=tuple(blocks))
