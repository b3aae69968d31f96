"""The paragraphs of a Word document, with what their styles say of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from juesuan_tables.passages import PassageKind
from juesuan_tables.reading.documents._healing import certainly_goes_on, joined
from juesuan_tables.reading.documents._numbering import Numbering, Place
from juesuan_tables.reading.documents._pieces import Content, Piece
from juesuan_tables.reading.safety import parsed
from juesuan_tables.reading.word import blocks_of_document, kind_of, sheet_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.reading.safety import SafeFile
    from juesuan_tables.reading.word import Block

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\b.*|toc ?\d|目录.*", re.IGNORECASE)
_COVER = re.compile(r"title|subtitle|标题|副标题", re.IGNORECASE)
_BREAK = re.compile(r"(?<![ \u3000])[ \u3000]*(?:(?<=([A-Za-z,]))\n+(?=([A-Za-z]))|\n+)[ \u3000]*")
_DEEPEST = 9
_MOST_STYLES_ABOVE = 20


class _Style(NamedTuple):
    """What a style says: what its paragraphs are, and how they are numbered.

    ``title`` says that its lines are broken for looks only.
    """

    kind: PassageKind | None = None
    level: int = 0
    place: Place | None = None
    title: bool = False


def content_of_document(file: SafeFile) -> Content:
    """Return the text of a Word document as one sheet, and its paragraphs and tables."""
    blocks = blocks_of_document(file)
    styles = _styles(file.more.get("styles"))
    pieces = [*_pieces(blocks, styles, Numbering(file.more.get("numbering")))]
    return Content((sheet_of(file.name, blocks),), pieces, styled=_all_told(pieces))


def _all_told(pieces: Sequence[Piece]) -> bool:
    """Return whether styles tell the headings: parts and sections, not a title only."""
    headings = [piece for piece in pieces if piece.kind is PassageKind.HEADING]
    return len({piece.level for piece in headings}) > 1 and any(
        piece.kind is PassageKind.CONTENTS for piece in pieces
    )


def _pieces(
    blocks: Sequence[Block], styles: dict[str, _Style], numbering: Numbering
) -> Iterator[Piece]:
    for block in blocks:
        if block.is_table:
            yield Piece(rows=block.rows)
            continue
        style = _style_of(block.properties, styles)
        label = numbering.label(style.place) if style.place else ""
        if style.kind is not None or style.title:
            texts = [_BREAK.sub(_unbroken, block.text).strip()]
        else:
            texts = [*_healed([str(line) for (line,) in block.rows])]
        texts[0] = f"{label}{texts[0]}"
        for text in texts:
            yield Piece(text, kind=style.kind, level=style.level)


def _unbroken(found: re.Match[str]) -> str:
    """Return what stands where a title was broken: a blank if there was one."""
    return " " if found[0].strip("\n") or (found[1] and found[2]) else ""


def _healed(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a paragraph, those joined that a break parts by mistake."""
    text = lines[0]
    for line in lines[1:]:
        if certainly_goes_on(text, line):
            text = joined(text, line)
        else:
            yield text
            text = line
    yield text


def _style_of(properties: Any, styles: dict[str, _Style]) -> _Style:  # noqa: ANN401 an element
    """Return what a paragraph's own properties and its style say."""
    if properties is None:
        return styles.get("", _Style())
    name = next(map(value_of, properties.iterchildren("{*}pStyle")), None) or ""
    return _said(properties, styles.get(name, _Style()))


def _said(properties: Any, style: _Style) -> _Style:  # noqa: ANN401 an element
    """Return a style with what properties say besides."""
    for each in properties:
        if kind_of(each) == "outlineLvl" and style.kind is not PassageKind.CONTENTS:
            outline = value_of(each) or ""
            if outline.isdecimal() and int(outline) < _DEEPEST:
                style = style._replace(kind=PassageKind.HEADING, level=int(outline) + 1)
        elif kind_of(each) == "jc" and value_of(each) == "center":
            style = style._replace(title=True)
        elif kind_of(each) == "numPr":
            style = style._replace(place=Place.of(each, style.place))
    return style


def _styles(part: bytes | None) -> dict[str, _Style]:
    """Return what each style says, with those that it rests on."""
    if part is None:
        return {}
    elements = {
        next((v for key, v in each.items() if key.endswith("styleId")), ""): each
        for each in parsed(part).iter("{*}style")
    }
    return {name: _resolved(name, elements, _MOST_STYLES_ABOVE) for name in elements}


def _resolved(name: str, elements: dict[str, Any], left: int) -> _Style:
    """Return what a style says."""
    element = elements.get(name)
    if element is None or not left:
        return _Style()
    above = next(map(value_of, element.iterchildren("{*}basedOn")), None)
    style = _resolved(above, elements, left - 1) if above else _Style()
    called = next(map(value_of, element.iterchildren("{*}name")), None) or ""
    if found := _HEADING.fullmatch(called):
        style = style._replace(kind=PassageKind.HEADING, level=int(found[1]))
    elif _CONTENTS.fullmatch(called):
        style = style._replace(kind=PassageKind.CONTENTS, level=0)
    elif _COVER.fullmatch(called):
        style = style._replace(kind=None, level=0, title=True)
    for properties in element.iterchildren("{*}pPr"):
        style = _said(properties, style)
    return style
