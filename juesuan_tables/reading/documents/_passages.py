"""Pieces → passages: what is cover, contents, heading, note, and what stands under what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from juesuan_tables.passages import Passage, PassageKind
from juesuan_tables.reading.documents._healing import joined
from juesuan_tables.reading.documents._marks import (
    STOPS,
    TERMINAL,
    has_leaders,
    is_bare,
    is_part_alone,
    mark_of,
    part_of,
)
from juesuan_tables.reading.documents._pieces import filled
from juesuan_tables.reading.official.titles import beside_title, table_of
from juesuan_tables.reading.official.words import NOTES, closed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan_tables.reading.documents._pieces import Piece

_LONGEST_HEADING = 60
_LONGEST_ENTRY, _LONGEST_LINE = 90, 300
_CONTENTS = re.compile(r"目录|目次|contents", re.IGNORECASE)
_PAGE_BEHIND = re.compile(r"[\s.．…·•_‥\-—]*\(?\d{1,3}\)?$")
_REPORT = re.compile(r"(?:自评|评价|工作|决算)报告$|自评表$")
"""How the title of an attached report ends."""
_FIGURES = re.compile(r"\d\s*(?:亿元|万元|元|%|％)|[：:，,、]$")
_SECTION, _PART = 2, 1
_DEEPEST = 5
"""The level of headings below which signs stand in front of items only."""


def passages_of(
    pieces: Sequence[Piece], titles: Mapping[str, str], *, styled: bool
) -> tuple[Passage, ...]:
    """Return the passages of a document; ``titles`` are the official tables by their titles.

    ``styled`` says that all headings are told by the format, so none is guessed.
    """
    return tuple(_Reader(_with_whole_parts(pieces), titles, styled).passages())


def _with_whole_parts(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces in which 第一部分 and its title on the next line are one."""
    whole: list[Piece] = []
    for piece in pieces:
        last = whole[-1] if whole else None
        if last and is_part_alone(last.text) and _is_its_title(last, piece):
            whole[-1] = replace(last, text=joined(last.text, piece.text))
        else:
            whole.append(piece)
    return whole


def _is_its_title(part: Piece, piece: Piece) -> bool:
    """Return whether a line can be the title of the part that the line before it names."""
    if piece.kind is not part.kind or not _is_short(piece):
        return False
    return mark_of(piece.text) is None and not _CONTENTS.fullmatch(closed(piece.text))


@dataclass(slots=True)
class _Reader:
    """Goes through the pieces; ``section`` are the headings above, each with its level."""

    pieces: Sequence[Piece]
    titles: Mapping[str, str]
    styled: bool
    section: list[tuple[int, str]] = field(default_factory=list)
    table: str | None = None
    after_table: bool = False
    listed: dict[str, int] = field(default_factory=dict)
    """The levels of what the list of contents names, by its text without number."""

    def passages(self) -> Iterator[Passage]:
        """Yield the passages."""
        kinds = _front(self.pieces)
        for number, piece in enumerate(self.pieces):
            kind = kinds.get(number, piece.kind)
            if kind is PassageKind.CONTENTS and (mark := mark_of(piece.text)):
                self.listed.setdefault(_entry(piece.text[mark.end :]), mark.level)
            if piece.rows is not None:
                yield from self._table(piece)
            elif kind in {PassageKind.COVER, PassageKind.CONTENTS}:
                yield Passage(piece.text, kind, piece.page)
            else:
                yield self._passage(number, piece, kind)

    def _table(self, piece: Piece) -> Iterator[Passage]:
        """Yield what stands in a table but is no part of it: its title, its notes."""
        for row in piece.rows or ():
            cells = filled(row)
            texts = [str(cell).strip() for _, cell in cells if isinstance(cell, str)]
            if cells and len(texts) == len(cells):
                beside = [text for text in texts if self._is_beside(text)]
                alone = len(cells) == 1
                if len(beside) == len(texts) or (alone and texts[0].startswith(NOTES)):
                    yield from (self._note(text, piece.page) for text in texts)
                elif alone and STOPS.search(texts[0]):
                    yield Passage(
                        texts[0], PassageKind.PARAGRAPH, piece.page, section=self._trail()
                    )
        self.after_table = True

    def _named(self, text: str) -> str | None:
        """Return which table a line is the title of."""
        short = len(text) < _LONGEST_ENTRY
        return table_of(closed(text), self.titles) if short else None

    def _is_beside(self, text: str) -> bool:
        """Return whether a cell is a title, or may stand beside one."""
        return beside_title(closed(text)) or self._named(text) is not None

    def _note(self, text: str, page: int | None) -> Passage:
        self.table = self._named(text) or self.table
        return Passage(text, PassageKind.NOTE, page, section=self._trail(), table=self.table)

    def _passage(self, number: int, piece: Piece, kind: PassageKind | None) -> Passage:
        """Return a paragraph, a heading or a note."""
        text = piece.text
        if kind is not PassageKind.HEADING and self._is_note(number, text):
            return self._note(text, piece.page)
        self.after_table = False
        told = kind is PassageKind.HEADING
        level = piece.level if told else 0 if self.styled else self._level(number, text)
        if told:
            mark = mark_of(text)
            level = level or (mark.level if mark else _SECTION)
        if not level:
            self.table = None
            return Passage(text, PassageKind.PARAGRAPH, piece.page, section=self._trail())
        self.section = [each for each in self.section if each[0] < level]
        self.section.append((level, text))
        self.table = self._named(text)
        return Passage(text, PassageKind.HEADING, piece.page, min(level, 3), self._trail())

    def _trail(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.section)

    def _is_note(self, number: int, text: str) -> bool:
        """Return whether a line stands above or below a table and belongs to it."""
        plain = closed(text)
        if beside_title(plain):
            return True
        if self.after_table and (plain.startswith(NOTES) or self._before_note(number)):
            return True
        above = self._named(plain) is not None and mark_of(text) is None
        return above and self._before_table(number)

    def _before_note(self, number: int) -> bool:
        """Return whether the next line is a note, and this one no heading: notes on many lines."""
        following = self.pieces[number + 1 : number + 2]
        return mark_of(self.pieces[number].text) is None and any(
            closed(piece.text).startswith(NOTES) and piece.page == self.pieces[number].page
            for piece in following
        )

    def _before_table(self, number: int) -> bool:
        """Return whether nothing but lines beside a title stands between here and a table."""
        for piece in self.pieces[number + 1 : number + 5]:
            if piece.rows is not None:
                return True
            if not self._is_beside(piece.text):
                return False
        return False

    def _level(self, number: int, text: str) -> int:
        """Return the level of the heading that a line is, 0 where it is none."""
        mark = mark_of(text)
        if mark and is_bare(text.removesuffix("。")):
            text = text.removesuffix("。")
        if len(text) > _LONGEST_HEADING or STOPS.search(text) or _FIGURES.search(text):
            return 0
        if mark is None:
            return self._unnumbered(text)
        title = text[mark.end :].strip()
        if mark.level == _PART:
            return _PART
        if mark.level > _DEEPEST or not title or TERMINAL.search(title) or self._is_item(number):
            return 0
        return mark.level

    def _unnumbered(self, text: str) -> int:
        """Return the level of the heading that a line without a number is, 0 where it is none."""
        plain = closed(text)
        if TERMINAL.search(text) or "," in plain:
            return 0
        if level := self.listed.get(plain):
            return level
        if _REPORT.search(plain) and len(plain) < 45:  # noqa: PLR2004 a title
            return _PART
        if is_bare(plain) and len(plain) < 40:  # noqa: PLR2004 a title
            return self._bare_level()
        return 0

    def _bare_level(self) -> int:
        """Return the level of a heading without number: below the last one that has one."""
        numbered = [level for level, text in self.section if mark_of(text)]
        return max(numbered, default=_PART) + 1

    def _is_item(self, number: int) -> bool:
        """Return whether a numbered line is one of a list: the next one is, and no title."""
        text = self.pieces[number].text
        mine = mark_of(text)
        title = is_bare(closed(text)) or self._named(text)
        for other, step in ((number - 1, -1), (number + 1, 1)):
            if mine and 0 <= other < len(self.pieces) and self.pieces[other].rows is None:
                beside = self.pieces[other].text
                mark = mark_of(beside)
                if mark and mark.look == mine.look and mark.number == mine.number + step:
                    return not title or TERMINAL.search(beside) is not None
        return False


def _entry(text: str) -> str:
    """Return an entry of the contents without the number of its page."""
    return _PAGE_BEHIND.sub("", closed(text)) if len(text) < _LONGEST_LINE else text


def _front(pieces: Sequence[Piece]) -> dict[int, PassageKind]:
    """Return which pieces are the cover and the contents, by their numbers."""
    kinds = {n: PassageKind.CONTENTS for n, p in enumerate(pieces) if has_leaders(p.text)}
    head = next((n for n, p in enumerate(pieces) if _CONTENTS.fullmatch(closed(p.text))), None)
    told = [n for n, p in enumerate(pieces) if p.kind is PassageKind.CONTENTS]
    if head is not None:
        kinds |= dict.fromkeys(range(head, _end_of_contents(pieces, head)), PassageKind.CONTENTS)
    first = min([*kinds, *told], default=None)
    if first is None:
        return dict.fromkeys(range(_end_of_cover(pieces)), PassageKind.COVER)
    before = pieces[:first]
    if all(_is_short(piece) for piece in before):
        kinds |= dict.fromkeys(range(first), PassageKind.COVER)
    return kinds


def _is_short(piece: Piece) -> bool:
    return (
        piece.rows is None and len(piece.text) < _LONGEST_HEADING and not STOPS.search(piece.text)
    )


def _end_of_contents(pieces: Sequence[Piece], head: int) -> int:
    """Return where the list of contents ends: where its first entry comes again, or a sentence."""
    first = ""
    number = head + 1
    while number < len(pieces):
        piece = pieces[number]
        text = _entry(piece.text)
        again = first and (text == first or (part_of(text) and part_of(text) == part_of(first)))
        if again or piece.rows is not None or piece.kind is PassageKind.HEADING:
            break
        if len(piece.text) > _LONGEST_ENTRY or STOPS.search(piece.text):
            break
        first = first or text
        number += 1
    return number


def _end_of_cover(pieces: Sequence[Piece]) -> int:
    """Return where the title page ends if there is no list of contents."""
    number = 0
    for piece in pieces:
        if piece.kind not in {None, PassageKind.COVER} or not _is_short(piece):
            break
        text = closed(piece.text)
        if mark_of(piece.text) or beside_title(text) or is_bare(text):
            break
        if is_part_alone(piece.text) or text.endswith("表"):
            break
        number += 1
    return number if number < len(pieces) else 0
