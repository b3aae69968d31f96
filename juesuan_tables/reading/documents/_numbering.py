"""The numbers that Word puts in front of paragraphs by itself: 一、 （一） 1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from juesuan_tables.reading.safety import parsed
from juesuan_tables.reading.word import attribute_of, kind_of, value_of
from juesuan_tables.terms import chinese_number

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHINESE = re.compile(r"chinese|japaneseCounting|ideograph|taiwanese|korean", re.IGNORECASE)
_DIGITS = {"decimal", "decimalFullWidth", "decimalZero", "decimalHalfWidth"}
_HOLDER = re.compile(r"%([1-9])")
_MOST, _MOST_CHINESE = 999, 99
_LEVELS = 9


class Place(NamedTuple):
    """Which list a paragraph is in, and at which of its levels, from 0."""

    list: str
    level: int

    @classmethod
    def of(cls, properties: Any, otherwise: Place | None) -> Place | None:  # noqa: ANN401 an element
        """Return what ``numPr`` says; what it leaves out, the style says. List 0 is none."""
        said = {kind_of(each): value_of(each) or "" for each in properties}
        name = said.get("numId", otherwise.list if otherwise else "")
        level = said.get("ilvl", str(otherwise.level) if otherwise else "0")
        valid = level.isdecimal() and int(level) < _LEVELS and name not in {"", "0"}
        return cls(name, int(level)) if valid else None


class _Level(NamedTuple):
    """How the numbers of a level look."""

    start: int = 1
    look: str = ""
    text: str = ""


class Numbering:
    """Counts as Word does: a level begins anew where one above it goes on."""

    def __init__(self, part: bytes | None) -> None:
        """Read what the lists look like."""
        root = parsed(part) if part is not None else None
        self._looks: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        if root is not None:
            for each in root.iterchildren("{*}abstractNum"):
                self._looks[attribute_of(each, "abstractNumId") or ""] = _levels(each)
            for each in root.iterchildren("{*}num"):
                target = next(map(value_of, each.iterchildren("{*}abstractNumId")), None)
                self._abstract[attribute_of(each, "numId") or ""] = target or ""

    def label(self, place: Place) -> str:
        """Return the number of the next paragraph at a place; a bullet is none."""
        abstract = self._abstract.get(place.list, "")
        looks = self._looks.get(abstract, {})
        look = looks.get(place.level)
        if look is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        before = counts[place.level]
        counts[place.level] = look.start if before is None else before + 1
        counts[place.level + 1 :] = [None] * (_LEVELS - place.level - 1)
        return _HOLDER.sub(lambda found: self._number(counts, looks, int(found[1]) - 1), look.text)

    def _number(self, counts: list[int | None], looks: Mapping[int, _Level], level: int) -> str:
        look = looks.get(level, _Level())
        count = counts[level]
        return _written(look.start if count is None else count, look.look)


def _levels(abstract: Any) -> dict[int, _Level]:  # noqa: ANN401 an element
    """Return how the levels of a list look."""
    found: dict[int, _Level] = {}
    for level in abstract.iterchildren("{*}lvl"):
        number = attribute_of(level, "ilvl") or ""
        said = {kind_of(each): value_of(each) or "" for each in level}
        look, start = said.get("numFmt", "decimal"), said.get("start", "1")
        known = look in _DIGITS or _CHINESE.search(look)
        if number.isdecimal() and known:
            first = int(start) if start.isdecimal() and len(start) < 4 else 1  # noqa: PLR2004
            found[int(number)] = _Level(first, look, said.get("lvlText", ""))
    return found


def _written(number: int, look: str) -> str:
    """Return a number as a list prints it.

    >>> _written(12, "chineseCounting"), _written(3, "decimal")
    ('十二', '3')
    """
    if look in _DIGITS or not 0 < number <= _MOST_CHINESE:
        return str(min(number, _MOST))
    return chinese_number(number)
