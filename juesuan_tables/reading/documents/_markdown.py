"""Markdown → paragraphs, headings and tables: as much of it as plain documents use."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from juesuan_tables.passages import PassageKind
from juesuan_tables.reading.documents._pieces import Content, Piece
from juesuan_tables.reading.documents._text import paragraphs, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.reading.documents._pieces import Row

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_LONGEST = 1_000
_RULE = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_CELL_END = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKUP = re.compile(r"(?<!\\)(\*\*|__|`)")
_LINK = re.compile(r"(?<!\\)!?\[([^\]]*)\]\([^)]*\)")
_LIST = re.compile(r"^\s*[-*+]\s+")
_QUOTE = re.compile(r"^ {0,3}>\s?")


def content_of_markdown(name: str, text: str) -> Content:
    """Return the paragraphs and tables of a Markdown file, and these as one sheet."""
    pieces = [*_pieces(text.splitlines())]
    headings = [piece for piece in pieces if piece.kind is PassageKind.HEADING]
    tops = [piece for piece in headings if piece.level == 1]
    if len(tops) == 1 and pieces[0] is tops[0] and len(headings) > 1:
        tops[0].kind = PassageKind.COVER
        for piece in headings:
            piece.level -= 1
    return Content((sheet_of(name, pieces),), pieces, styled=len(headings) > 2)  # noqa: PLR2004 more than a title


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    between: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if heading := _HEADING.match(line[:_LONGEST]):
            yield from _paragraphs(between)
            between = []
            yield Piece(_words(heading[2]), kind=PassageKind.HEADING, level=len(heading[1]))
        elif end := _end_of_table(lines, number):
            yield from _paragraphs(between)
            between = []
            yield Piece(
                rows=tuple(_row(each) for each in lines[number:end] if not _RULE.match(each))
            )
            number = end
            continue
        else:
            between.append(_QUOTE.sub("", line))
        number += 1
    yield from _paragraphs(between)


def _paragraphs(lines: Sequence[str]) -> Iterator[Piece]:
    for piece in paragraphs([_LIST.sub("", line, count=1) for line in lines], paged=False):
        piece.text = _words(piece.text)
        yield piece


def _end_of_table(lines: Sequence[str], number: int) -> int:
    """Return where a table ends that begins here, 0 where none does."""
    below = lines[number + 1] if number + 1 < len(lines) else ""
    if "|" not in lines[number] or "|" not in below or not _RULE.match(below):
        return 0
    end = number + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _row(line: str) -> Row:
    """Return the cells of a row."""
    line = line.strip().removeprefix("|")
    cells, begin = [], 0
    for bar in _CELL_END.finditer(line):
        cells.append(line[begin : bar.end() - 1])
        begin = bar.end()
    if line[begin:].strip():
        cells.append(line[begin:])
    return tuple(_words(cell.strip()) or None for cell in cells)


def _words(text: str) -> str:
    """Return what is read of a text that may hold markup."""
    text = _MARKUP.sub("", _LINK.sub(r"\1", text))
    return html.unescape(_ESCAPED.sub(r"\1", text)) if "&" in text else _ESCAPED.sub(r"\1", text)
