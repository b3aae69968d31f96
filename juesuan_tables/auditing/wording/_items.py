"""Items of the prose: A（类）B（款）C（项）, what they are said to be for, and what explains them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.once import once_in_a_row
from juesuan_tables.passages import PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing.wording._text import Line, Reading

_ITEM = re.compile(
    r"(?:^|(?<=[。：；，、]))(?:\d{1,3}[.、．]|（\d{1,3}）)?"
    r"(?P<category>[^。：；，\d]{2,40}?)（类）(?P<group>[^。：；，]{1,60}?)（款）(?P<item>[^。：；，]{1,60}?)（项）"
)
_CATEGORY = re.compile(
    r"(?:^|(?<=[。：；，、]))(?P<category>[^。：；，、\d（）]{2,40})（类）(?![^。：；，]{2,60}（款）)"
)
_PURPOSE = re.compile(r"主要用于：?(?P<text>[^。]{2,200})[。；]")
_REASON = re.compile(
    r"(?:主要)?原因(?:是)?：?(?P<text>[^。：][^。]*(?:。(?=[^年全支完决\d])[^。]*)*)"
)


class Part(NamedTuple):
    """Some characters of a line."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return them."""
        return self.line.text[self.start : self.end]


class Item(NamedTuple):
    """An item of the prose: the names of its 类, 款 and 项, and where more is said of it.

    ``follows`` is the rest of its line and the next line, up to the next item.
    """

    category: Part
    group: Part
    item: Part
    follows: tuple[Part, ...]

    @property
    def purpose(self) -> Part | None:
        """Return what the money is said to be for."""
        return _first(_PURPOSE, self.follows)

    @property
    def reason(self) -> Part | None:
        """Return what is said to be the reason of a difference."""
        return _first(_REASON, self.follows)


def _first(pattern: re.Pattern[str], parts: tuple[Part, ...]) -> Part | None:
    for part in parts:
        if match := pattern.search(part.line.text, part.start, part.end):
            return Part(part.line, *match.span("text"))
    return None


@once_in_a_row
def items(reading: Reading) -> tuple[Item, ...]:
    """Return the items of the prose in their order."""
    return tuple(_items(reading))


def _items(reading: Reading) -> Iterator[Item]:
    lines = [*reading.of_kind(PassageKind.PARAGRAPH, PassageKind.HEADING)]
    for number, line in enumerate(lines):
        if "（项）" not in line.text:
            continue
        found = [*_ITEM.finditer(line.text)]
        for match, following in zip(found, [*found[1:], None], strict=False):
            end = following.start() if following else len(line.text)
            follows = [Part(line, match.end(), end)]
            if not following and number + 1 < len(lines) and "（项）" not in lines[number + 1].text:
                follows.append(Part(lines[number + 1], 0, len(lines[number + 1].text)))
            category, group, item = (
                Part(line, *match.span(n)) for n in ("category", "group", "item")
            )
            yield Item(category, group, item, tuple(follows))


def categories(reading: Reading) -> Iterator[Part]:
    """Yield the names of 类 that stand by themselves, as where the structure is told."""
    for line in reading.of_kind(PassageKind.PARAGRAPH):
        if "（类）" in line.text:
            for match in _CATEGORY.finditer(line.text):
                yield Part(line, *match.span("category"))
