"""Prose as plain text and as Markdown: a paragraph is one line of either."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.prose import Heading

if TYPE_CHECKING:
    from juesuan_tables.prose import Paragraph, Prose

# Also what GitHub's Markdown would make a link of.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&!@]|:(?=//)|(?<=www)\.")
_LIST_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def plain(prose: Prose) -> str:
    """Return the document as text, UTF-8 lines without any markup."""
    return "\n".join([prose.title, *(block.text for block in prose.blocks)]) + "\n"


def markdown(prose: Prose) -> str:
    """Return the document as Markdown that renders to exactly its words."""
    return "\n\n".join([f"# {escaped(prose.title)}", *map(_markdown, prose.blocks)]) + "\n"


def _markdown(block: Heading | Paragraph) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {escaped(block.text)}"
    return escaped(block.text)


def escaped(text: str) -> str:
    """Return text in which no character has a meaning to Markdown."""
    text = _MARKUP.sub(r"\\\g<0>", text)
    return _LIST_START.sub(_escaped_start, text)


def _escaped_start(match: re.Match[str]) -> str:
    """Keep a line's start from opening a list, a rule or a heading."""
    start = match[2]
    return match[1] + (f"{start}\\" if start.isdecimal() else f"\\{start}")
