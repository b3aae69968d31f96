"""Where a title that is too long for a line breaks: 回行时词意完整 (GB/T 9704, 7.3.1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BEHIND_PART = re.compile("^第[一二三四五六七八九十]+部分[ \u3000]+()")
BEFORE_YEAR = re.compile("()(?:[0-9]{4}|[〇零○一二三四五六七八九]{4})年度")
BEFORE_REPORT = re.compile(
    "()(?:(?:部门)?整体支出|(?:部门|专项|项目)?(?:资金|支出))?绩效(?:自评|评价)(?:报告|情况)$"
)
"""Places of a break, each by the empty group of its first match."""


def pieces(
    text: str, breaks: Iterable[re.Pattern[str]], fits: Callable[[str], bool]
) -> tuple[str, ...]:
    """Return the parts of ``text`` that begin lines; joined they are ``text`` again.

    Only what does not fit is parted, at the first of ``breaks`` first. Where no break is of
    use, a part stays longer than a line.
    """
    found = [text]
    for place in breaks:
        found = [
            part for piece in found for part in ([piece] if fits(piece) else _parted(piece, place))
        ]
    return tuple(found)


def _parted(text: str, place: re.Pattern[str]) -> list[str]:
    """Return the two sides of a place, or the text where it has no such place inside it."""
    match = place.search(text)
    at = match.start(1) if match else 0
    return [text[:at], text[at:]] if 0 < at < len(text) else [text]
