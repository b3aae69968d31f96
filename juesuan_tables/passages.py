"""Passages: a finished document's text as plain data, whoever wrote it and in whatever format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class PassageKind(Enum):
    """What a passage is in its document."""

    __hash__ = object.__hash__  # members are told by identity, and looked up all the time

    COVER = auto()
    """A line of the title page."""
    CONTENTS = auto()
    """A line of the list of contents (目录), or its heading."""
    HEADING = auto()
    """A heading of the body."""
    PARAGRAPH = auto()
    """A paragraph, or an item of a list."""
    NOTE = auto()
    """A line above or below an official table: its title, 单位：万元, 注."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading or a paragraph, in one piece: what a line or a page broke is joined again.

    ``text`` is verbatim but for the breaks. ``page`` counts from 1, None where the format has no
    pages. ``level`` of a heading is 1 for a part or an attached report, 2 for a section (一、), 3
    and more below; 0 for what is no heading. ``section`` are the headings above it, from the part
    down, a heading itself included. ``table`` is the official table that a NOTE stands beside.
    """

    text: str
    kind: PassageKind = PassageKind.PARAGRAPH
    page: int | None = None
    level: int = 0
    section: tuple[str, ...] = ()
    table: str | None = None

    @property
    def place(self) -> str:
        """Return the headings above it as findings name them: 五、…（三）…, without the part."""
        return "".join(self.section[1:]) or "".join(self.section)
