"""Where the grammar is in a document: the passage it reads, and all that was said before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan_tables.auditing._rules import Span
from juesuan_tables.auditing.claims._frames import Frame, Frames
from juesuan_tables.auditing.claims._marks import BRACKETS, IN_A_NAME, stage_of
from juesuan_tables.auditing.claims._model import Base, Claim, Quantity, Reading
from juesuan_tables.auditing.claims._subjects import (
    GENERIC,
    address_of,
    is_class,
    item_address,
    loosely,
)
from juesuan_tables.auditing.claims._topics import TopicOf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan_tables.auditing.claims._numbers import Number
    from juesuan_tables.auditing.claims._plain import Plain

_FAR = 200
"""Characters before a number in which the words stand that say what it is."""
_UP_TO_A_CLAUSE = re.compile(rf".*(?:[，。；：\n]|\((?!{IN_A_NAME}))", re.DOTALL)
"""All that stands before the last clause of a text."""


@dataclass(slots=True)
class Known:
    """What the whole document says so far, and what names mean in its tables.

    ``unit`` is the name of the unit as the grammar reads it: it says nothing of a subject.

    ``item`` is the subject that the last passage left open: 「…（项）。」, 「其中：」. ``twice`` has
    the addresses of items that two headings name alike: which row each is, nobody can tell.
    """

    year: int | None
    names: Mapping[str, str]
    unit: str = ""
    reading: Reading = field(default_factory=Reading)
    by_address: dict[tuple[str, Base], Quantity] = field(default_factory=dict)
    item: Frame | None = None
    twice: frozenset[str | None] = frozenset()
    comparison: Base | None = None


@dataclass(slots=True)
class Place:
    """A passage while it is read; ``last_end`` is where the last number or mark ended.

    ``year`` is the document's, or where it has none, the first that the passage names. ``period``
    is OUTTURN where that is spoken of, else LAST_YEAR or OTHER. ``qualifier`` is the fund that the
    passage spoke of last, ``pending`` a subject whose change is told in the clauses to come; ``budgeted`` says
    that the section is on a budget, whatever year its sentences name.
    """

    known: Known
    index: int
    plain: Plain
    topic: TopicOf
    frames: Frames = field(default_factory=Frames)
    period: Base = Base.OUTTURN
    year: int | None = None
    qualifier: str = ""
    pending: Frame | None = None
    budgeted: bool = False
    last: Quantity | None = None
    last_end: int = 0

    def class_(self, what: str) -> None:
        """Count a number that is no claim, by what it is."""
        classes = self.known.reading.classes
        classes[what] = classes.get(what, 0) + 1

    def span(self, start: int, end: int) -> Span:
        """Return where characters of the plain text stand in the passage."""
        return Span(self.index, *self.plain.span(start, end))

    def since(self, quantity: Quantity | None, span: Span) -> Span:
        """Return a place from the statement of a quantity on, if this passage states it."""
        if quantity is None or quantity.span.passage != self.index:
            return span
        return Span(self.index, quantity.span.start, span.end)

    def add(self, claim: Claim) -> None:
        """Add a claim."""
        self.known.reading.claims.append(claim)

    def base(self, word: str) -> Base:
        """Return what is compared with: last year, another year, a budget."""
        year = int(word[:4]) if word[:4].isdigit() else None
        if "预算" in word:
            earlier = word.startswith(("上", "去")) or year not in {None, self.year}
            return Base.OTHER if earlier else stage_of(word.lstrip("0123456789年度"))
        if year and self.year:
            return Base.LAST_YEAR if year == self.year - 1 else Base.OTHER
        return Base.LAST_YEAR

    def period_of(self, year: int) -> Base:
        """Return which period a year is."""
        if self.year is None or year == self.year:
            return Base.OUTTURN
        return Base.LAST_YEAR if year == self.year - 1 else Base.OTHER

    def clause(self, end: int) -> str:
        """Return the words of a clause up to a place, from the last number on."""
        text = self.plain.text[max(self.last_end, end - _FAR) : end]
        text = BRACKETS.sub("", text) if "(" in text else text
        text = text.replace(self.known.unit, "") if self.known.unit else text
        text = text.rstrip("：")
        return text[_begun(text) :]

    def start(self, end: int) -> int:
        """Return where a clause begins, behind the last number."""
        first = max(self.last_end, end - _FAR)
        start = first + _begun(self.plain.text[first:end].rstrip("："))
        while start < end and self.plain.text[start] in "，、；。：)":
            start += 1
        return start

    def around(self, number: Number) -> Span:
        """Return a number with the clause that it stands in."""
        far = max(number.start - _FAR, 0)
        start = max(
            *(self.plain.text.rfind(mark, far, number.start) + 1 for mark in "，。；：\n"),
            far,
        )
        return self.span(start, number.end)

    def spoken_of(self, words: str) -> Frame | None:
        """Return the subject that words mean: of the paragraph, or of the whole document."""
        if not words or words in GENERIC:
            return self.pending or self.frames.current
        address, plainer = self.address(words), loosely(words)
        for frame in self.frames.known():
            if frame.subject == words or (address and frame.address == address):
                return frame
        alike = [f for f in self.frames.seen if f.outturn and _alike(loosely(f.subject), plainer)]
        if alike and len({f.outturn.amount for f in alike if f.outturn}) == 1:
            return alike[-1]
        found = self.known.by_address.get((address, Base.OUTTURN)) if address else None
        frame = Frame(words, address)
        if found:
            frame.quantities[Base.OUTTURN] = found
        return frame

    def address(self, words: str) -> str | None:
        """Return the address of the figure that canonical words mean here."""
        known = item_address(words, self.topic, self.known.names) or address_of(words, self.topic)
        if known is None and self.topic is TopicOf.GENERAL_BUDGET and is_class(words):
            return item_address(f"{words}(类)", self.topic, self.known.names)
        return known


def _begun(text: str) -> int:
    """Return where the last clause of a text begins."""
    found = _UP_TO_A_CLAUSE.match(text)
    return found.end() if found else 0


_BOTH = frozenset({"收支", "收入支出"})
_EITHER = _BOTH | {"收入", "支出"}


def _alike(subject: str, words: str) -> bool:
    """Return whether a subject is what words mean that are shorter: 收支 is 收入总计 and 支出总计."""
    return bool(words) and (subject == words or (words in _BOTH and subject in _EITHER))
