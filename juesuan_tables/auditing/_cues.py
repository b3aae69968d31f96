"""Patterns that are tried only where they may match: looking for a few characters is far cheaper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Cued(NamedTuple):
    """A pattern, and the words one of which stands in every text in which it matches.

    >>> [match[0] for match in Cued(re.compile(r"与.*?持平"), ("持平",)).finditer("与上年持平")]
    ['与上年持平']
    """

    pattern: re.Pattern[str]
    cues: tuple[str, ...]

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Return all matches in a text, from left to right."""
        return self.pattern.finditer(text) if self.may_match(text) else ()

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match that a text begins with."""
        return self.pattern.match(text) if self.may_match(text) else None

    def may_match(self, text: str) -> bool:
        """Return whether one of the cues stands in a text."""
        for cue in self.cues:  # noqa: SIM110 any() takes five times as long
            if cue in text:
                return True
        return False


def cued(pattern: str, *cues: str) -> Cued:
    """Return a pattern with its cues."""
    return Cued(re.compile(pattern), cues)
