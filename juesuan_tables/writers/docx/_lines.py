"""How many lines a text takes: which characters are wide, and between which a line may end.

It is what Word, WPS and LibreOffice do when the space between Chinese and Latin letters,
hanging punctuation and the compression of punctuation are off, as they are in our documents:
fill a line, and take the last character along where one may not begin or end it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NO_START = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～￠"
"""What never begins a line (避头尾)."""
NO_END = "$([{£¥‘“〈《「『【〔〖〝（．［｛￡￥"
"""What never ends one."""
# Every character is one of these: wide (W) or narrow (n), then those that may not begin a line
# (S, s) or end one (E, e); a space. What belongs together is then one regular expression.
_UNIT = re.compile(" |[^ ](?:(?<=[Ee])[^ ]|[Ss]|(?<=[nse])[nse])*")


class _Kinds(dict[int, str]):
    """The kind of every character, by its number."""

    def __missing__(self, number: int) -> str:
        """Return the kind of a character, and remember it."""
        character = chr(number)
        kind = "s" if character in NO_START else "e" if character in NO_END else "n"
        if is_wide(character):
            kind = "W" if kind == "n" else kind.upper()
        self[number] = kind if character != " " else " "
        return self[number]


def is_wide(character: str) -> bool:
    """Return whether a character is as wide as it is high, as Chinese fonts have it."""
    return unicodedata.east_asian_width(character) in "WFA"


_KINDS = _Kinds()


@lru_cache(maxsize=8192)
def line_count(text: str, first: int, room: int, *, wide: int, narrow: int) -> int:
    """Return the lines that a text takes in ``room``, the first beginning ``first`` further in."""
    if len(text) * wide <= room - first:
        return 1
    lines, left = 1, room - first
    for unit in _UNIT.findall(text.translate(_KINDS)):
        width = wide if unit == "W" else _width(unit, wide, narrow)
        if unit == " ":  # it hangs over the edge
            left = max(0, left - width)
        elif width <= left:
            left -= width
        elif width <= room:
            lines, left = lines + 1, room - width
        else:
            for kind in unit:  # a word longer than a line is cut anywhere
                width = _width(kind, wide, narrow)
                if width > left:
                    lines, left = lines + 1, room
                left -= width
    return lines


def text_width(text: str, *, wide: int, narrow: int) -> int:
    """Return how much room a text takes on one line."""
    return _width(text.translate(_KINDS), wide, narrow)


def _width(kinds: str, wide: int, narrow: int) -> int:
    """Return the width of characters by their kinds."""
    many = kinds.count("W") + kinds.count("S") + kinds.count("E")
    return many * wide + (len(kinds) - many) * narrow
