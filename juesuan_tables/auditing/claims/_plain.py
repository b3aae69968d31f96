"""A passage's text as the grammar reads it, and where each character stood."""

from __future__ import annotations

import re
import unicodedata
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
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return from where to where that stands in the passage."""
        if start >= end:
            return (0, 0)
        return self.at[start], self.at[end - 1] + 1


@lru_cache(maxsize=20_000)
def _spelled(character: str) -> str:
    """Return a character as the grammar knows it, empty where it says nothing."""
    if character in _SAME:
        return _SAME[character]
    if character.isspace() or character in _DROPPED:
        return ""
    normal = unicodedata.normalize("NFKC", character)
    normal = _ASCII.get(normal, normal)
    return normal if len(normal) == 1 else character


def plain(text: str) -> Plain:
    """Return the text of a passage as the grammar reads it."""
    letters: list[str] = []
    at: list[int] = []
    for place, character in enumerate(text):
        if spelled := _spelled(character):
            letters.append(spelled)
            at.append(place)
    return Plain(_COMMA.sub("，", "".join(letters)), tuple(at))
