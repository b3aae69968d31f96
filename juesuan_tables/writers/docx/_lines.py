"""How many lines a text takes: which characters are wide, and between which a line may end.

All programs fill a line and take the last character along where one may not begin or end it, but
they differ in a few things: the space between Chinese and Latin letters or digits is a quarter
of the type's size in Word and a fifth in LibreOffice, whose tracking does not count before such
a change either; some let punctuation hang over the edge; each has its own list of characters.
``PROGRAMS`` holds these ways; texts are set so that all of them lead to as many lines.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NO_START = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞！＂％＇），．：；？］｀｜｝～￠"
"""What never begins a line in Word (避头尾)."""
NO_END = "$([{£¥‘“〈《「『【〔〖〝（．［｛￡￥"
"""What never ends one."""
_NO_START_IN_LIBREOFFICE = "!%),.:;?]}¢°'‰℃\"、。〉》」』】〕〗〞！），．：；？｜｝～￠々‖•·ˇˉ―′’”"
_HANGING = "!,.:;?、。！，．：；？"


class _Kinds(dict[int, str]):
    """The kind of every character, by its number.

    In upper case if it is wide, it is a letter or digit (W, n), what may not begin a line (S, s)
    and may hang over its end (H, h), what may not end one (E, e), or anything else (O, o); or a
    space. ``others`` adds kinds of its own.
    """

    def __init__(self, no_start: str, hanging: str = "", others: Mapping[str, str] = {}) -> None:
        """Begin with what does not depend on how wide a character is."""
        super().__init__({ord(" "): " "})
        self.update({ord(each): kind for kind, them in others.items() for each in them})
        self._small = dict.fromkeys(NO_END, "e") | dict.fromkeys(no_start, "s")
        self._small |= dict.fromkeys(hanging, "h")

    def __missing__(self, number: int) -> str:
        """Return the kind of a character, and remember it."""
        character = chr(number)
        kind = self._small.get(character) or ("n" if character.isalnum() else "o")
        if unicodedata.east_asian_width(character) in "WFA":
            kind = "W" if kind == "n" else kind.upper()
        self[number] = kind
        return kind


class _Rules(NamedTuple):
    """How a program breaks lines.

    ``together`` finds what it does not break, and runs of Chinese characters, which it breaks
    anywhere, in one go. ``hangs`` finds what may hang over the edge with its last character.
    """

    kinds: _Kinds
    together: re.Pattern[str]
    hangs: re.Pattern[str]


_TOGETHER = re.compile("(?:W(?![SsHh]))+| |[^ ](?:(?<=[Ee])[^ ]|[SsHh]|(?<=[nshoe])[nshoe])*")
_RULES = {
    "strict": _Rules(_Kinds(NO_START), _TOGETHER, re.compile("(?!)")),
    "hanging": _Rules(_Kinds(NO_START, _HANGING), _TOGETHER, re.compile("[^ ]H$")),
    # It parts closing brackets (C) and opening quotes (Q) less readily from letters and digits.
    "LibreOffice": _Rules(
        _Kinds(_NO_START_IN_LIBREOFFICE, _HANGING, {"C": "’”〉》」』】〕〗〞）｝", "Q": "“‘"}),
        re.compile(
            "(?:W(?![SsHhC]))+| |[^ ](?:(?<=[EeQ])[^ ]|[SsHhC]|(?<=[nshoeC])[nshoe]|(?<=[nshoe][SH])[nshoe]"
            "|(?<=[nshoe])Q)*"
        ),
        re.compile("[A-Z]H$"),
    ),
}


class Widths(NamedTuple):
    """How wide characters are, what is added between wide and narrow ones, and whose rules hold."""

    wide: int
    narrow: int
    between_letters: int
    between_others: int = 0
    rules: str = "strict"


def _in_word(size: int, tracking: int) -> Widths:
    """Return the widths in Word: Chinese fonts have Latin letters half as wide as they are high."""
    return Widths(size + tracking, size // 2 + tracking, size // 4)


def _hanging_in_word(size: int, tracking: int) -> Widths:
    return _in_word(size, tracking)._replace(rules="hanging")


def _in_libreoffice(size: int, tracking: int) -> Widths:
    wide, narrow = size + tracking, size // 2 + tracking
    return Widths(wide, narrow, size // 5 - tracking, -tracking, "LibreOffice")


PROGRAMS: tuple[Callable[[int, int], Widths], ...] = (
    _in_word,
    _hanging_in_word,
    _in_libreoffice,
)
"""How wide characters are in the programs that open our documents, by size and tracking."""


@lru_cache(maxsize=1024)
def in_programs(size: int, tracking: int) -> tuple[Widths, ...]:
    """Return how wide characters are in each of ``PROGRAMS``."""
    return tuple(widths(size, tracking) for widths in PROGRAMS)


@lru_cache(maxsize=8192)
def line_count(text: str, first: int, room: int, widths: Widths) -> int:
    """Return the lines that a text takes in ``room``, the first beginning ``first`` further in."""
    if len(text) * (widths.wide + widths.between_letters) <= room - first:
        return 1
    hangs = _RULES[widths.rules].hangs
    room -= widths.between_others  # as if a change followed at the end of the line
    lines, left, last = 1, room - first, " "
    for unit in _units(text, widths.rules):
        is_run = unit.count("W") == len(unit)
        width = widths.wide * len(unit) if is_run else _width(unit, widths)
        joint = 0 if last.isupper() == unit[0].isupper() else _joint(last, unit[0], widths)
        if unit == " ":  # it hangs over the edge
            left = max(0, left - width)
        elif joint + width <= left:
            left -= joint + width
        elif is_run:
            more, left = _broken(len(unit), left - joint, room, widths.wide)
            lines += more
        elif hangs.search(unit) and joint + _width(unit[:-1], widths) <= left:
            left = 0
        elif width <= room:
            lines, left = lines + 1, room - width
        else:
            for kind in unit:  # a word longer than a line is cut anywhere
                if (one := _width(kind, widths)) > left:
                    lines, left = lines + 1, room
                left -= one
        last = unit[-1]
    return lines


@lru_cache(maxsize=1024)  # every tracking that is tried asks again
def _units(text: str, rules: str) -> list[str]:
    """Return the kinds of a text's characters, parted where a program may break it."""
    return _RULES[rules].together.findall(text.translate(_RULES[rules].kinds))


def _broken(characters: int, left: int, room: int, wide: int) -> tuple[int, int]:
    """Return how many lines Chinese characters begin, and what they leave of the last one."""
    characters -= max(0, left // wide)
    on_a_line = max(1, room // wide)
    lines = -(-characters // on_a_line)
    return lines, room - (characters - (lines - 1) * on_a_line) * wide


def text_width(text: str, widths: Widths) -> int:
    """Return how much room a text takes on one line."""
    return _width(text.translate(_RULES[widths.rules].kinds), widths)


@lru_cache(maxsize=1024)
def _width(kinds: str, widths: Widths) -> int:
    """Return the width of characters by their kinds."""
    many = sum(kind.isupper() for kind in kinds)
    joints = sum(_joint(left, right, widths) for left, right in pairwise(kinds))
    return many * widths.wide + (len(kinds) - many) * widths.narrow + joints


def _joint(left: str, right: str, widths: Widths) -> int:
    """Return what is added between two characters."""
    if left == " " or right == " " or left.isupper() == right.isupper():
        return 0
    return widths.between_letters if left + right in {"Wn", "nW"} else widths.between_others
