"""Prose → a Word document in the format of official documents, GB/T 9704.

Word, WPS and LibreOffice break its lines and pages alike, and where its contents say: heights are
exact, 28 characters fill a line with room to spare, and everything is off by which programs
differ (space between Chinese and Latin letters, hanging and compressed punctuation, grids, widow
control). The contents are true when the document is first opened; no program asks to update them.

Digits and letters are set in the Chinese font, as the standard says of all that it makes no
exception for. Page numbers count from the first page behind the contents; cover and contents
bear none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.writers._archive import archive
from juesuan_tables.writers.docx import _looks as looks
from juesuan_tables.writers.docx._fitting import Fitted
from juesuan_tables.writers.docx._flow import Text, Turn, flow
from juesuan_tables.writers.docx._pages import page_count, pages
from juesuan_tables.writers.docx._parts import parts
from juesuan_tables.writers.docx._table import table
from juesuan_tables.writers.docx._xml import (
    END,
    TAB,
    alignment,
    begin,
    field,
    indents,
    paragraph,
    run,
    section,
    tabs,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from juesuan_tables.prose import Prose
    from juesuan_tables.writers.docx._flow import Item

_CONTENTS = r'TOC \o "1-2" \h \z'
_COVER_TOP = 3600
_COVER_UNIT = 9000
"""How far down the page the title and the unit stand."""


def document(prose: Prose, *, made: date) -> bytes:
    """Return a docx file with cover, contents and everything in ``prose``.

    ``made`` becomes the date of creation and the month on the cover. The same prose gives the
    same bytes. A table's title is not printed again below the heading that says it.
    """
    items = flow(prose.blocks)
    entries = _entries(items)
    before = 1 + page_count([Text(looks.CONTENTS_TITLE, "目录"), *entries])
    # The last page before the text bears an even number, so no program inserts a blank one.
    front = section(looks.PORTRAIT, numbered=False, start=1 + before % 2)
    body = [*_cover(prose, made), paragraph(looks.GAP.key, "", front)]
    body += [*_contents(entries), *_body(items)]
    return archive(parts("".join(body), title=prose.title, author=prose.unit, made=made))


def _cover(prose: Prose, made: date) -> Iterator[str]:
    """Yield the title over the middle of the page, and below the unit and the month."""
    title = Text(looks.TITLE, prose.title, before=_COVER_TOP)
    space = max(0, _COVER_UNIT - title.height(looks.PORTRAIT))
    yield _text(title)
    yield _text(Text(looks.COVER, prose.unit, before=space))
    yield _text(Text(looks.COVER, f"{made.year}年{made.month}月"))


def _entries(items: Sequence[Item]) -> list[Text]:
    """Return the lines of the contents, each with its page."""
    found = pages(items)
    return [
        Text(
            looks.CONTENTS[item.look.outline],
            item.text,
            right=f"{found[item.mark]}",
            mark=item.mark,
        )
        for item in items
        if isinstance(item, Text)
        and item.mark is not None
        and item.look.outline is not None
        and item.look.outline < len(looks.CONTENTS)
    ]


def _contents(entries: Sequence[Text]) -> Iterator[str]:
    """Yield the contents: a field of links to the headings, and the end of its section."""
    yield _text(Text(looks.CONTENTS_TITLE, "目录"))
    for number, entry in enumerate(entries):
        anchor = _anchor(entry.mark)
        page = field(rf"PAGEREF {anchor} \h", entry.right)
        content = (
            f'<w:hyperlink w:anchor="{anchor}" w:history="1">{run(entry.text)}{TAB}{page}'
            "</w:hyperlink>"
        )
        start = "" if number else begin(_CONTENTS)
        yield paragraph(entry.look.key, start + content)
    end = END if entries else ""
    yield paragraph(looks.GAP.key, end, section(looks.PORTRAIT, numbered=False))


def _body(items: Sequence[Item]) -> Iterator[str]:
    """Yield everything behind the contents; page numbers begin."""
    paper = looks.PORTRAIT
    start: int | None = 1
    for number, item in enumerate(items):
        turn = items[number + 1] if number + 1 < len(items) else None
        end = ""
        if isinstance(turn, Turn):
            end = section(paper, numbered=True, start=start)
            paper, start = turn.paper, None
        if isinstance(item, Text):
            yield _text(item, end)
        elif isinstance(item, Fitted):
            yield table(item)
    yield section(paper, numbered=True, start=start)


def _text(text: Text, end: str = "") -> str:
    """Return a paragraph, in the contents' reach if it is a heading."""
    look = text.look
    properties = "<w:pageBreakBefore/>" if text.new_page else ""
    if look.direct:
        properties += tabs(look)
    if text.before:
        properties += f'<w:spacing w:before="{text.before}"/>'
    if look.direct:
        properties += indents(look) + alignment(look)
    content = run(text.text)
    if text.right:
        content += TAB + run(text.right)
    if text.mark is not None:
        content = (
            f'<w:bookmarkStart w:id="{text.mark}" w:name="{_anchor(text.mark)}"/>{content}'
            f'<w:bookmarkEnd w:id="{text.mark}"/>'
        )
    return paragraph(look.key, content, properties + end)


def _anchor(mark: int | None) -> str:
    return f"_Toc{mark:09}"
