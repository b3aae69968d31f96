"""Lines → paragraphs: what the end of a line or a page broke is joined again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.reading.documents._marks import STOPS, TERMINAL, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z,;]$"), re.compile(r"[A-Za-z]")
_OPEN_END = re.compile(r"[，、（(“‘《〈【—,]\s*$")
"""How a line ends that cannot be the end of a paragraph."""
_GOES_ON = re.compile(
    r"\s*(?:[，。；：、！？）》”’】%％,;]|(?:亿元|百万元|万元|千元|个百分点|元)(?!\w*[：:]))"
)
"""How a line begins that cannot be the beginning of one."""
_NUMBER_START = re.compile(r"\s*-?[\d,]+(?:\.\d+)?\s*(?:亿元|百万元|万元|千元|元|%|％|个百分点)")
_DIGIT_END = re.compile(r"\d\.?$")
_DIGIT_START = re.compile(r"\.?\d")
_LABEL = re.compile(r"\s*[\w“”（）()]{2,10}\s*\d*\s*[：:]")
"""What a line of its own begins with: 绩效目标："""
_CLAUSE = re.compile(r"[，。；,;]")
_BRACKETS = (("（", "）"), ("“", "”"), ("《", "》"))
_LONG = 24
"""Characters from which on a line without an end may have lost it to the next page."""


def joined(first: str, second: str) -> str:
    """Return two halves of a broken line as one: Latin words stand apart, all else does not.

    >>> joined("增长 100", "万元"), joined("budget", "year")
    ('增长 100万元', 'budget year')
    """
    first, second = first.rstrip(), second.lstrip()
    between = " " if _LATIN_END.search(first) and _LATIN_START.match(second) else ""
    return f"{first}{between}{second}"


def joined_all(lines: Iterable[str]) -> str:
    """Return the lines of a paragraph as one."""
    text = ""
    for line in lines:
        text = joined(text, line) if text else line.strip()
    return text


def is_open(text: str) -> bool:
    """Return whether a line must go on: a comma, a bracket or a quotation is open."""
    if _OPEN_END.search(text):
        return True
    return any(text.count(begin) > text.count(end) for begin, end in _BRACKETS)


def certainly_goes_on(first: str, second: str) -> bool:
    """Return whether a second line can only be the rest of the first, of a sentence or a title."""
    if TERMINAL.search(first) or mark_of(second):
        return False
    if _GOES_ON.match(second) or is_open(first):
        return True
    return bool(_DIGIT_END.search(first) and _DIGIT_START.match(second) and STOPS.search(first))


def breaks_sentence(first: str, second: str) -> bool:
    """Return whether the end of a line stands in the middle of a sentence, with a clause before."""
    return _has_clause(first) and certainly_goes_on(first, second)


def probably_goes_on(first: str, second: str) -> bool:
    """Return whether a blank line between two lines may have been the end of a page.

    The first is the middle of a sentence, with a clause before it; the second is no item, no
    heading, and does not begin with a label.
    """
    if TERMINAL.search(first) or mark_of(second):
        return False
    if certainly_goes_on(first, second):
        return True
    if not _has_clause(first):
        return False
    if _NUMBER_START.match(second):
        return True
    return bool(_CLAUSE.search(second)) and not _LABEL.match(second)


def _has_clause(text: str) -> bool:
    """Return whether a line says enough for a sentence."""
    mark = mark_of(text)
    said = text[mark.end :] if mark else text
    return len(said) >= _LONG and _CLAUSE.search(said) is not None
