"""Which line of a table a printed row is, by its code or its label."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan_tables.reading.official.words import DETAIL, closed, is_number, line_label
from juesuan_tables.subjects import CATEGORY, LENGTHS, SECTION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.reading.official._forms import Part, Table
    from juesuan_tables.reading.sheet import Value

_DIGITS = re.compile(r"\d+", re.ASCII)
_CODE_AND_NAME = re.compile(r"[\[(]?(\d{7}|\d{5}|\d{3})[\])]?[-、.]?(\D+)", re.ASCII)
_BREAKS = re.compile(r"\s*[\n\r]\s*|(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_PAIR = 2
"""Digits that 款 and 项 add to what is above them."""
IGNORED = ""
"""The key of a row that no figure stands for."""


class NoCodeError(ValueError):
    """What stands where a code should is none."""


class NoLineError(ValueError):
    """What stands where a label should is none that any form knows."""


@dataclass(slots=True)
class Keys:
    """The keys of the rows of one block, from its first to its last."""

    table: Table
    part: Part | None
    _used: set[str] = field(default_factory=set)
    _last: int = -1

    def key(self, texts: Iterable[str]) -> str | None:
        """Return the key of a row with these texts before its amounts; None if it has none.

        A row that no figure stands for (其中：…, another sum) has an empty one. Raise
        ``NoCodeError`` or ``NoLineError`` where it is not what it should be.
        """
        digits, words = _parted(texts)
        if self.part is None:
            return IGNORED if digits or words else None
        if digits and (self.table.by_code or self.table.by_subject):
            return self._code(digits)
        return self._line(words[0]) if words else None

    def _code(self, digits: list[str]) -> str:
        """Return the code whose digits stand in one cell, or in those of 类, 款 and 项."""
        code = ""
        for text in digits:
            if text == code and len(text) >= CATEGORY:
                continue  # a code without a name is printed in its place
            whole = len(text) in LENGTHS and len(text) > len(code) and text.startswith(code)
            code = text if whole or not code else f"{code}{text.zfill(_PAIR)}"
        lengths = (CATEGORY, SECTION) if self.table.by_code else LENGTHS
        if len(code) not in lengths:
            raise NoCodeError(code)
        return code

    def _line(self, label: str) -> str:
        """Return the key of a line; one that is printed twice is the next that may come."""
        assert self.part is not None  # noqa: S101 else there are no lines to ask for
        if self.table.by_subject and label in self.table.totals:
            return "total"
        plain = line_label(label)
        if plain in self.table.closing:
            return self.table.closing[plain]
        keys = self.part.lines.get(plain, [])
        if not keys:
            if label.startswith(DETAIL) or label in self.table.totals:
                return IGNORED
            raise NoLineError(label)
        order = self.part.order
        later = [key for key in keys if order[key] > self._last]
        key = min(later or keys, key=lambda key: (key in self._used, order[key]))
        self._used.add(key)
        self._last = order[key]
        return key


def name_of(values: Iterable[Value]) -> str | None:
    """Return the name that stands beside a code as it is printed, without indents and breaks."""
    for value in values:
        text = value.strip() if isinstance(value, str) else ""
        if both := _CODE_AND_NAME.fullmatch(text):
            text = both[2]
        if text and not is_number(closed(text)):
            return _BREAKS.sub("", text)
    return None


def _parted(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the digits of a code and the other texts before a row's amounts."""
    digits, words = [], []
    for text in texts:
        if _DIGITS.fullmatch(text):
            digits.append(text)
        elif both := _CODE_AND_NAME.fullmatch(text):
            digits.append(both[1])
            words.append(both[2])
        elif text:
            words.append(text)
    return digits, words
