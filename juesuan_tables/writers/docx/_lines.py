"""How many lines a text takes: which characters are wide, and between which a line may end.

It is what Word, WPS and LibreOffice do when the space between Chinese and Latin letters,
hanging punctuation and the compression of punctuation are off, as they are in our documents:
fill a line, and take the last character along where one may not begin or end it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_START = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～￠"
"""What never begins a line (避头尾)."""
NO_END = "$([{£¥‘“〈《「『【〔〖〝（．［｛￡￥"
"""What never ends one."""
_NO_START, _NO_END = frozenset(NO_START), frozenset(NO_END)


@lru_cache(maxsize=4096)
def is_wide(character: str) -> bool:
    """Return whether a character is as wide as it is high, as Chinese fonts have it."""
    return unicodedata.east_asian_width(character) in "WFA"


def line_count(text: str, first: int, room: int, *, wide: int, narrow: int) -> int:
    """Return the lines that a text takes in ``room``, the first beginning ``first`` further in."""
    lines, left = 1, room - first
    for unit in _units(text):
        widths = [wide if is_wide(character) else narrow for character in unit]
        total = sum(widths)
        if total > left and not (unit == " " or total > room):
            lines, left = lines + 1, room
        if total <= left:
            left -= total
            continue
        if unit == " ":  # it hangs over the edge
            left = 0
            continue
        for width in widths:  # a word longer than a line is cut anywhere
            if width > left:
                lines, left = lines + 1, room
            left -= width
    return lines


def _units(text: str) -> Iterator[str]:
    """Yield what is not broken: characters with their punctuation, words, numbers, spaces."""
    unit = ""
    for character in text:
        if unit and _may_break(unit[-1], character):
            yield unit
            unit = ""
        unit += character
    if unit:
        yield unit


def _may_break(before: str, after: str) -> bool:
    """Return whether a line may end between two characters."""
    if before == " " or after == " ":
        return True
    if after in _NO_START or before in _NO_END:
        return False
    return is_wide(before) or is_wide(after)
