"""How lines begin and end: numbers of headings and items, stops, titles."""

from __future__ import annotations

import re
from typing import NamedTuple

_CHINESE = r"[一二三四五六七八九十]{1,3}"
_PART = re.compile(rf"\s*第\s*(?:{_CHINESE}|\d{{1,2}})\s*部\s*分")
_PART_ALONE = re.compile(
    rf"\s*(?:第\s*(?:{_CHINESE}|\d{{1,2}})\s*部\s*分|附\s*件\s*(?:{_CHINESE}|\d{{0,2}}))\s*[：:]?\s*"
)
_ATTACHED = re.compile(rf"\s*附\s*[件录](?:{_CHINESE}|\d{{1,2}})?(?:[：:.、\s]|$)")
_MARKS = (
    (2, "一、", re.compile(rf"\s*({_CHINESE})\s*[、.．]")),
    (3, "（一）", re.compile(rf"\s*[(（]\s*({_CHINESE})\s*[)）]")),
    (4, "1.", re.compile(r"\s*(\d{1,2})\s*(?:[、．]|\.(?!\d))", re.ASCII)),
    (5, "（1）", re.compile(r"\s*[(（]\s*(\d{1,2})\s*[)）]", re.ASCII)),
    (5, "1）", re.compile(r"\s*(\d{1,2})\s*[)）]", re.ASCII)),
    (6, "①", re.compile(r"\s*([①-⑳])")),
    (6, "-", re.compile(r"\s*([-•●○■□◆◇▪·*])\s+")),
)
TERMINAL = re.compile(r"[。；！？：;!?:…][”’」』）)\"'\s]*$")
"""How a paragraph ends that is complete."""
STOPS = re.compile(r"[。；;！？]")
_LEADERS = re.compile(r"(?:[.．…·•_‥]\s*){3,}[-—\s]*\d{0,3}[-—\s]*$|\t\s*\d{1,3}\s*$")
"""How a line of the contents ends."""
_BARE = re.compile(r"(?:情况|说明|解释|概况|职能|职责|设置|构成)$")
_REST_OF_TITLE = re.compile(r"\s*(?:情况|情况说明|说明|解释|概况)\s*")
_NUMERALS = "一二三四五六七八九十"


LONGEST = 5_000
"""Characters from which on a paragraph is over: no line is joined to it, whatever it says."""
_TAIL = 200


class Mark(NamedTuple):
    """The number that a line begins with: its level, its look, its value, and where it ends."""

    level: int
    look: str
    number: int
    end: int


def mark_of(text: str) -> Mark | None:
    """Return the number that a line begins with, None where it begins with none.

    >>> mark_of("（二）收入"), mark_of("1.065万元")
    (Mark(level=3, look='（一）', number=2, end=3), None)
    """
    if found := _PART.match(text) or _ATTACHED.match(text):
        return Mark(1, "第一部分", 0, found.end())
    for level, look, pattern in _MARKS:
        if found := pattern.match(text):
            return Mark(level, look, _value(found[1]), found.end())
    return None


def has_leaders(text: str) -> bool:
    """Return whether a line ends as those of the contents do, in dots and the number of a page."""
    return _LEADERS.search(text[-_TAIL:]) is not None


def part_of(text: str) -> str | None:
    """Return 第X部分 without spaces where a line begins with it."""
    found = _PART.match(text)
    return re.sub(r"\s", "", found[0]) if found else None


def is_part_alone(text: str) -> bool:
    """Return whether a line says only which part begins: its title stands on the next."""
    return _PART_ALONE.fullmatch(text) is not None


def is_bare(text: str) -> bool:
    """Return whether a line ends as headings without a number do: 收入决算情况说明."""
    return _BARE.search(text) is not None


def is_whole_title(text: str, following: str) -> bool:
    """Return whether a line is a numbered heading from end to end, whatever the next one says."""
    if mark_of(text) is None or not is_bare(text) or re.search(r"[，。；,;]", text):
        return False
    return _REST_OF_TITLE.fullmatch(following) is None


def _value(text: str) -> int:
    """Return what a number in digits or Chinese numerals counts, 0 for others."""
    if text.isdecimal():
        return int(text)
    if any(each not in _NUMERALS for each in text):
        return 0
    tens, ten, ones = text.rpartition("十")
    last = _NUMERALS.index(ones[-1]) + 1 if ones else 0
    return (_NUMERALS.index(tens[-1]) + 1 if tens else 1) * 10 + last if ten else last
