"""The contents: a field of links to the headings, which already knows their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.writers.docx import _looks as looks
from juesuan_tables.writers.docx._flow import Text
from juesuan_tables.writers.docx._pages import page_count, pages
from juesuan_tables.writers.docx._xml import END, TAB, anchor, begin, field, paragraph, run, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan_tables.writers.docx._flow import Item
    from juesuan_tables.writers.docx._looks import Look

_TITLE = Text(looks.CONTENTS_TITLE, "目录")
_LINES = (440, 420, 400, 380, 360, 340, 320, 300, 480, 520, 560, 600, 640, 680, 720)
"""Heights of a line, the usual one first."""


def contents(items: Sequence[Item]) -> list[Text]:
    """Return the contents of what stands on the pages: a title, then lines with their pages.

    They take an odd number of pages where some height of lines makes that possible. The cover
    and they are then whole sheets, and page 1 lies on the right without a blank page before it,
    which programs would put there by themselves.
    """
    found = pages(items)
    headings = [
        item
        for item in items
        if isinstance(item, Text)
        if item.mark is not None and (item.look.outline or 0) < len(looks.CONTENTS)
    ]
    for line in _LINES:
        levels = looks.contents(line)
        tried = [_TITLE, *(_entry(heading, levels, found) for heading in headings)]
        if page_count(tried) % 2:
            return tried
    return tried


def _entry(heading: Text, levels: Sequence[Look], found: Mapping[int, int]) -> Text:
    """Return the line of a heading."""
    mark = heading.mark or 0
    look = levels[heading.look.outline or 0]
    return Text(look, heading.text, right=f"{found[mark]}", mark=mark)


def contents_line(texts: Sequence[Text]) -> int:
    """Return the height of a line of these contents."""
    return next((text.look.line for text in texts if text.right), looks.CONTENTS[0].line)


def markup(texts: Sequence[Text], end: str) -> Iterator[str]:
    """Yield the paragraphs of the contents; ``end`` ends their section."""
    title, *entries = texts
    yield paragraph(title.look.key, run(title.text))
    for number, entry in enumerate(entries):
        target = anchor(entry.mark)
        page = field(rf"PAGEREF {target} \h", entry.right)
        link = f'<w:hyperlink w:anchor="{target}" w:history="1">{words(entry)}{TAB}{page}'
        start = "" if number else begin(r'TOC \o "1-2" \h \z')
        yield paragraph(entry.look.key, f"{start}{link}</w:hyperlink>")
    yield paragraph(looks.GAP.key, END if entries else "", end)
