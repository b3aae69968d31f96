"""Which characters a text may hold: those that every file carries and every screen shows."""

from __future__ import annotations

import unicodedata

_NEVER_PRINTED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories: control, format (invisible), surrogate, line and paragraph separator."""


def unprintable(text: str) -> str | None:
    """Return the first character that no text may hold, or None; line breaks are none."""
    if text.replace("\n", "").isprintable():  # as nearly all texts are; it refuses more than we do
        return None
    return next((c for c in text if c != "\n" and _is_unprintable(c)), None)


def _is_unprintable(character: str) -> bool:
    """Return whether a character is invisible, turns text around, or is none at all."""
    noncharacter = 0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE  # noqa: PLR2004 Unicode's own
    return noncharacter or unicodedata.category(character) in _NEVER_PRINTED
