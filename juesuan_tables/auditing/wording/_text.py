"""Passages as the rules of wording read them: without blanks, and with one kind of brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar

from juesuan_tables.auditing._rules import Span
from juesuan_tables.passages import PassageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from juesuan_tables.auditing._document import Audited
    from juesuan_tables.auditing._rules import AuditRule
    from juesuan_tables.findings import Finding, Severity
    from juesuan_tables.passages import Passage

Found = TypeVar("Found")

_REMEMBERED = 2_000
"""Lines that a rule remembers; a document has some hundred."""
_ALIKE = str.maketrans("():;％．０１２３４５６７８９＝＊＿Ｘｘ", "（）：；%.0123456789=*_XX")
_BLANKS = re.compile(r"\s+")
_COMMA = re.compile(r",(?!\d)")
_CLAUSE = "，。；：、,\n"
_CONTEXT, _WHOLE = 14, 24
"""How many characters beside it a snippet shows where its clause goes on for more than the second."""
_CLOSING = "”）》〉’"
"""What a snippet does not begin with: it belongs to something before."""
_FREE = re.compile(r"绩效|职责|职能|概况|机构|构成|名词解释|附件|报告|目标|问题")
_OFFICIAL = re.compile(r"决算|机关运行经费|三公|政府采购|国有资产|一般性支出|基金|国有资本")


def of_text(find: Callable[[str], Iterable[Found]]) -> Callable[[str], tuple[Found, ...]]:
    """Return a function that keeps what it found in a line, which must follow from its text alone.

    Headings, formulas and explanations of terms are the same in most documents of one kind.
    """

    @lru_cache(maxsize=_REMEMBERED)
    @wraps(find)
    def remembering(text: str) -> tuple[Found, ...]:
        return tuple(find(text))

    return remembering


@dataclass(frozen=True, slots=True)
class Line:
    """A passage by its number; ``text`` is without blanks, ``places`` are its characters' old ones."""

    number: int
    passage: Passage
    text: str
    places: tuple[int, ...] | None

    def span(self, start: int, end: int) -> Span:
        """Return where characters of ``text`` stand in the passage."""
        if self.places is None:
            return Span(self.number, start, end)
        return Span(self.number, self.places[start], self.places[max(end - 1, start)] + 1)

    def around(self, start: int, end: int) -> Span:
        """Return the same with the rest of the clause, as far as it helps to find the place."""
        before = self._clause(self.text[max(0, start - _WHOLE - 1) : start][::-1])
        after = self._clause(self.text[end : end + _WHOLE + 1])
        first = start - before
        while first < start and _is_inside(self.text, first):
            first += 1
        return self.span(first, end + after)

    @staticmethod
    def _clause(beside: str) -> int:
        """Return how much of what stands beside a place is shown: its clause, else a part of it."""
        length = next((i for i, each in enumerate(beside) if each in _CLAUSE), len(beside))
        return length if length <= _WHOLE else _CONTEXT

    @property
    def is_official(self) -> bool:
        """Whether its headings are those under which formulas stand, and not free text."""
        return _is_official(next(reversed(self.passage.section), ""))

    @property
    def is_contents(self) -> bool:
        """Whether it stands in the list of contents."""
        return self.passage.kind is PassageKind.CONTENTS


@lru_cache(maxsize=_REMEMBERED)
def _is_official(heading: str) -> bool:
    return bool(_OFFICIAL.search(heading)) and not _FREE.search(heading)


def _is_inside(text: str, at: int) -> bool:
    """Return whether text that begins here begins inside a number, or with the end of a quotation."""
    number = text[at].isdigit() and at > 0 and (text[at - 1].isdigit() or text[at - 1] == ".")
    return number or text[at] in _CLOSING


def line(number: int, passage: Passage) -> Line:
    """Return a passage as a line."""
    return Line(number, passage, *_alike(passage.text))


@lru_cache(maxsize=_REMEMBERED)
def _alike(text: str) -> tuple[str, tuple[int, ...] | None]:
    """Return a text without blanks and with one kind of brackets, and its characters' old places."""
    places = None
    if _BLANKS.search(text):
        places = tuple(i for i, character in enumerate(text) if not character.isspace())
        text = "".join(text[i] for i in places)
    alike = text.translate(_ALIKE)
    return _COMMA.sub("，", alike) if "," in alike else alike, places


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as all rules of wording see it."""

    audited: Audited
    lines: tuple[Line, ...] = field(default=())
    _of_kinds: dict[tuple[PassageKind, ...], tuple[Line, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, audited: Audited) -> Reading:
        """Return the reading of a document."""
        return cls(audited, tuple(line(n, each) for n, each in enumerate(audited.passages)))

    def of_kind(self, *kinds: PassageKind) -> tuple[Line, ...]:
        """Return the lines of some kinds."""
        if kinds not in self._of_kinds:
            of = (each for each in self.lines if each.passage.kind in kinds)
            self._of_kinds[kinds] = tuple(of)
        return self._of_kinds[kinds]

    @property
    def prose(self) -> tuple[Line, ...]:
        """The paragraphs of the body, and notes beside tables."""
        return self.of_kind(PassageKind.PARAGRAPH, PassageKind.NOTE)

    def found(  # noqa: PLR0913 where it is, and what a finding may say
        self,
        rule: AuditRule,
        line: Line,
        start: int,
        end: int,
        what: str,
        *,
        severity: Severity | None = None,
        printed: str | None = None,
        expected: str | None = None,
        difference: str | None = None,
    ) -> Finding:
        """Return a finding about some characters of a line, shown with the clause around them."""
        return rule.in_text(
            self.audited.passages,
            line.around(start, end),
            what,
            severity=severity,
            printed=printed,
            expected=expected,
            difference=difference,
        )
