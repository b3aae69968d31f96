"""On which page each heading stands, counted without any word processor.

Everything that has a height has an exact one, widows and orphans may stand alone, and parts and
official tables begin a page, so that a line too many or too few does not travel far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.writers.docx import _looks as looks
from juesuan_tables.writers.docx._fitting import Fitted
from juesuan_tables.writers.docx._flow import Text, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan_tables.writers.docx._flow import Item
    from juesuan_tables.writers.docx._looks import Paper


def pages(items: Sequence[Item]) -> dict[int, int]:
    """Return the page of every heading by its mark; the first page is 1."""
    counter = _Counter()
    for number, item in enumerate(items):
        if isinstance(item, Turn):
            counter.turn(item.paper)
        elif isinstance(item, Fitted):
            counter.table(item)
        else:
            counter.text(item, _kept(items, number))
    return counter.found


def page_count(items: Sequence[Item]) -> int:
    """Return how many pages the items take."""
    counter = _Counter()
    for item in items:
        if isinstance(item, Text):
            counter.text(item, _kept([item], 0))
    return counter.page


def _kept(items: Sequence[Item], first: int) -> int:
    """Return what must fit on the page for an item to stand on it: up to a line of text."""
    height = 0
    for item in (items[number] for number in range(first, len(items))):
        if isinstance(item, Fitted):
            return height + sum(item.heights[: item.heads + 1])
        if isinstance(item, Turn):
            return height
        if not item.look.keep:
            return height + (item.height if item.look.whole else item.look.line)
        height += item.height
    return height


class _Counter:
    """Goes down page after page."""

    def __init__(self) -> None:
        """Start at the top of the first page."""
        self._down = looks.PORTRAIT.room_down
        self.page, self._used = 1, 0
        self.found: dict[int, int] = {}

    def turn(self, paper: Paper) -> None:
        """Take another paper."""
        self._next_page()
        self._down = paper.room_down

    def text(self, text: Text, kept: int) -> None:
        """Put the lines of a text one below the other; ``kept`` may not be parted."""
        if text.new_page or not self._has_room(kept):
            self._next_page()
        if text.mark is not None:
            self.found[text.mark] = self.page
        self._used += text.before
        for _ in range(text.lines):
            if not self._has_room(text.look.line):
                self._next_page()
            self._used += text.look.line
        self._used += text.look.after

    def table(self, table: Fitted) -> None:
        """Put rows one below the other, the heads again on every page."""
        heads = sum(table.heights[: table.heads])
        if not self._has_room(sum(table.heights[: table.heads + 1])):
            self._next_page()
        for number, height in enumerate(table.heights):
            if not self._has_room(height):
                self._next_page()
                self._used = heads if number >= table.heads else 0
            self._used += height

    def _has_room(self, height: int) -> bool:
        return not self._used or self._used + height <= self._down

    def _next_page(self) -> None:
        if self._used:
            self.page, self._used = self.page + 1, 0
