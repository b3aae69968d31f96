"""A reader of Markdown that shares nothing with the writer: markdown-it, with tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

BLOCKS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "table_open",
    "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close",
    "th_open", "th_close", "td_open", "td_close",
}  # fmt: skip
"""All that a publication is made of."""


class Markdown:
    """A document: ``lines`` are its headings and paragraphs, ``tables`` rows of cells."""

    def __init__(self, source: str) -> None:
        """Read it; there must be nothing in it but headings, paragraphs and tables of plain text."""
        self.lines: list[str] = []
        self.tables: list[list[list[str]]] = []
        before = ""
        for token in MarkdownIt("commonmark").enable("table").parse(source):
            assert token.type in BLOCKS, token
            if token.type == "table_open":
                self.tables.append([])
            elif token.type == "tr_open":
                self.tables[-1].append([])
            elif token.type == "inline":
                self._take(_text(token), in_table=before in {"th_open", "td_open"})
            before = token.type

    def _take(self, text: str, *, in_table: bool) -> None:
        if in_table:
            self.tables[-1][-1].append(text)
        else:
            self.lines.append(text)


def _text(inline: Token) -> str:
    """Return the words of a line, in which nothing may be markup."""
    children = inline.children or ()
    assert {child.type for child in children} <= {"text", "text_special"}, inline.content
    return "".join(child.content for child in children)
