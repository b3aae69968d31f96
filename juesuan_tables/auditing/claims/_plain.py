"""A passage's text as the grammar reads it, and where each character stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence  # noqa: TC003 a field of a dataclass
from dataclasses import dataclass
from functools import lru_cache

_DROPPED = set("“”‘’\"'「」『』《》〈〉\u200b\ufeff\u00ad")
"""Quotation marks, and what nobody sees."""
_SAME = {
    "，": "，",
    "；": "；",
    "：": "：",
    "！": "。",
    "？": "。",
    "｡": "。",
    "､": "、",
    "﹪": "%",
}
_ASCII = {";": "；", ":": "：", "〔": "[", "〕": "]", "【": "[", "】": "]"}
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Plain:
    """Text without spaces and quotation marks, digits and brackets half-width.

    ``text[i]`` is the character of the passage at ``at[i]``.

    >>> plain("增长 １３.7％").text
    '增长13.7%'
    """

    text: str
    at: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return from where to where that stands in the passage."""
        if start >= end:
            return (0, 0)
        return self.at[start], self.at[end - 1] + 1


def _spelled(character: str) -> str:
    """Return a character as the grammar knows it, empty where it says nothing."""
    if character in _SAME:
        return _SAME[character]
    if character.isspace() or character in _DROPPED:
        return ""
    normal = unicodedata.normalize("NFKC", character)
    normal = _ASCII.get(normal, normal)
    return normal if len(normal) == 1 else character


class _Spelling(dict[int, str]):
    """What ``str.translate`` makes of each character, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        """Find out."""
        self[code] = spelled = _spelled(chr(code))
        return spelled


_SPELLING = _Spelling()


@lru_cache(maxsize=2_000)  # headings stand above many passages, and formulas in many documents
def plain(text: str) -> Plain:
    """Return the text of a passage as the grammar reads it."""
    letters = text.translate(_SPELLING)
    at: Sequence[int] = range(len(text))
    if len(letters) < len(text):
        at = tuple(i for i, character in enumerate(text) if _SPELLING[ord(character)])
    return Plain(_COMMA.sub("，", letters) if "," in letters else letters, at)
