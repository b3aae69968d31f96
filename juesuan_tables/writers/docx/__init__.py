"""Prose → a Word document in the format of official documents, GB/T 9704.

Its contents are true when it is first opened, in Word, WPS or LibreOffice, and none of them asks
to update them: every height is exact, parts and tables begin pages, and each paragraph is set so
that all of them break it into as many lines (``_lines``). No grid, no widow control. Titles too long
for a line break by sense (``_sense``).

Digits and letters are set in the Chinese font, as the standard says of all that it makes no
exception for (5.2.2: 一般用3号仿宋体字). Page numbers count from the first page behind the contents;
cover and contents bear none, as in most departments' publications; the standard is silent on it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan_tables.writers._archive import joined
from juesuan_tables.writers.docx import _looks as looks
from juesuan_tables.writers.docx._contents import contents, contents_line, markup
from juesuan_tables.writers.docx._fitting import Fitted
from juesuan_tables.writers.docx._flow import Text, Turn, flow
from juesuan_tables.writers.docx._parts import parts
from juesuan_tables.writers.docx._table import table
from juesuan_tables.writers.docx._xml import (
    TAB,
    alignment,
    anchor,
    indents,
    paragraph,
    run,
    section,
    tabs,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from juesuan_tables.prose import Prose
    from juesuan_tables.writers.docx._flow import Item

_TITLE_BEGINS, _UNIT_BEGINS = 3600, 9000
"""How far down the cover the title and the unit stand."""


def document(prose: Prose, *, made: date, issued: date | None = None) -> bytes:
    """Return a docx file with cover, contents and everything in ``prose``.

    ``made`` becomes the date of creation, ``issued`` the month on the cover, where it is known.
    The same prose gives the same bytes. A table's title is not printed again below the heading
    that says it.
    """
    items = flow(prose.blocks)
    listed = contents(items)
    unnumbered = section(looks.PORTRAIT, numbered=False)
    front = [*_cover(prose, issued), paragraph(looks.GAP.key, "", unnumbered)]
    front += markup(listed, unnumbered)
    text = ("".join(front).encode(), *_body(items))
    line = contents_line(listed)
    return joined(parts(text, line, title=prose.title, author=prose.unit, made=made))


def _cover(prose: Prose, issued: date | None) -> Iterator[str]:
    """Yield the title over the middle of the page, and below the unit and the month."""
    title = Text(looks.TITLE, prose.title, before=_TITLE_BEGINS)
    space = max(0, _UNIT_BEGINS - title.height)
    yield _text(title)
    yield _text(Text(looks.COVER, prose.unit, before=space))
    if issued:
        yield _text(Text(looks.COVER, f"{issued.year}年{issued.month}月"))


def _body(items: Sequence[Item]) -> Iterator[bytes]:
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
            yield _text(item, end).encode()
        elif isinstance(item, Fitted):
            yield table(item)
    yield section(paper, numbered=True, start=start).encode()


def _text(text: Text, end: str = "") -> str:
    """Return a paragraph, in the contents' reach if it is a heading."""
    look = text.look
    if text.sides:
        look = replace(look, left=look.left + text.sides, right=look.right + text.sides)
    properties = "<w:pageBreakBefore/>" if text.new_page else ""
    if look.direct:
        properties += tabs(look)
    if text.before:
        properties += f'<w:spacing w:before="{text.before}"/>'
    if look.direct or text.sides:
        properties += indents(look)
    if look.direct:
        properties += alignment(look)
    content = words(text)
    if text.right:
        content += TAB + run(text.right)
    if text.mark is not None:
        content = (
            f'<w:bookmarkStart w:id="{text.mark}" w:name="{anchor(text.mark)}"/>{content}'
            f'<w:bookmarkEnd w:id="{text.mark}"/>'
        )
    return paragraph(look.key, content, properties + end)
