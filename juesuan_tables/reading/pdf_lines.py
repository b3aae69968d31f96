"""The characters of a page → its lines of text, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_Row = tuple[str | None, ...]
_Char = dict[str, Any]
_SAME_LINE = 6
"""Points by which the characters of one line may stand apart: subscripts, other fonts."""
_WIDE = 4
"""Blanks of so many characters' width part a line into cells: 部门：某局 on the left, 单位：万元
on the right."""
_BLANK, _WIDE_BLANK = 3, 0.4
"""Points between two letters, and sizes of a character beside a Chinese one, that are a blank."""
UNBROKEN = re.compile(
    r"(?:[（(“‘《]*)(?:[\w.,%+-]*[0-9A-Za-z%]|.)[，。；：、！？）》”’%,.;:)]*", re.ASCII
)


@dataclass(slots=True)
class Block:
    """A line of text, or a table: what it takes up on its page, and its rows.

    ``size`` is that of a line's characters, ``lead`` how wide its beginning is that cannot be
    broken: a Chinese character or a whole number, and the stops behind it.
    """

    page: int
    top: float
    bottom: float
    left: float
    right: float
    rows: list[_Row]
    is_table: bool = False
    size: float = 0
    lead: float = 0


def lines_of(chars: Sequence[_Char], page: int) -> list[Block]:
    """Return the lines that characters make up, from top to bottom.

    What is turned is read apart, as it stands.
    """
    found: list[Block] = []
    for upright in (True, False):
        those = [char for char in chars if bool(char["upright"]) is upright]
        found += filter(None, (_line(each, page) for each in _clusters(those)))
    return found


def _clusters(chars: Iterable[_Char]) -> Iterator[list[_Char]]:
    """Yield the characters of each line, from left to right."""
    line: list[_Char] = []
    for char in sorted(chars, key=itemgetter("top")):
        if line and char["top"] - line[-1]["top"] > _SAME_LINE:
            yield sorted(line, key=itemgetter("x0"))
            line = []
        line.append(char)
    if line:
        yield sorted(line, key=itemgetter("x0"))


def _line(chars: list[_Char], number: int) -> Block | None:
    """Return a line of text, parted where wide blanks part it; None where it is all blank."""
    shown = [char for char in chars if not char["text"].isspace()]
    if not shown:
        return None
    groups: list[list[_Char]] = [[]]
    last = shown[0]["x0"]
    for char in chars:
        blank = char["text"].isspace()
        if not blank and char["x0"] - last > _WIDE * char["size"]:
            groups.append([])
        groups[-1].append(char)
        last = last if blank else max(last, char["x1"])
    return Block(
        number,
        min(char["top"] for char in shown),
        max(char["bottom"] for char in shown),
        shown[0]["x0"],
        max(char["x1"] for char in shown),
        [tuple(map(_text, groups))],
        size=shown[0]["size"],
        lead=_lead_width(shown),
    )


def _lead_width(chars: list[_Char]) -> float:
    """Return how wide the beginning of a line is that no program would break."""
    text = "".join(char["text"][:1] or " " for char in chars)
    found = UNBROKEN.match(text)
    end = found.end() if found else 1
    width: float = chars[end - 1]["x1"] - chars[0]["x0"]
    return width


def _text(chars: list[_Char]) -> str:
    """Return part of a line as text, with a blank where there is one, or room for one.

    Programs leave a little between Chinese characters and numbers, and where they fill a line.
    """
    pieces: list[str] = []
    last: _Char | None = None
    for char in chars:
        text = " " if char["text"].isspace() else char["text"]
        if last is not None and not (last["text"].isspace() or text == " "):
            narrow = last["text"].isascii() and text.isascii()
            if char["x0"] - last["x1"] > (_BLANK if narrow else _WIDE_BLANK * char["size"]):
                pieces.append(" ")
        if text != " " or (pieces and pieces[-1] != " "):
            pieces.append(text)
        last = char
    return "".join(pieces).strip()
