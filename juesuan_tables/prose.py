"""Prose: a finished document as plain data: headings and paragraphs, with what they quote."""

from __future__ import annotations

from dataclasses import dataclass


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
    """A heading; ``level`` 1 is a part, 2 a section, 3 a section within."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph on one line, and every figure that it quotes, from left to right."""

    text: str
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A titled document."""

    title: str
    blocks: tuple[Heading | Paragraph, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs in order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
