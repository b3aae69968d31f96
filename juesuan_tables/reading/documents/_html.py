"""Web pages → the paragraphs, headings and tables of their main content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree, html  # type: ignore[import-untyped]

from juesuan_tables.passages import PassageKind
from juesuan_tables.reading.documents._pieces import Content, Piece, is_one_column
from juesuan_tables.reading.documents._text import sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.reading.documents._pieces import Row

_NOT_SHOWN = {
    "script", "style", "head", "nav", "header", "footer", "noscript", "template", "svg", "form",
    "button", "select", "textarea", "iframe", "object", "aside", "caption", "colgroup", "rt", "rp",
    "video", "audio", "map", "title",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "input", "o:p",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADING = re.compile(r"h([1-6])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_OWN_HINT = re.compile(r"本页是.*，共\d+个部分、\d+张表。点文中的数，就到表中的位置。")
"""What our own pages say of themselves."""
_MOST_COLUMNS, _MOST_ROWS = 100, 5_000
_MOST_DEPTH = 200
_MAIN = 0.8
"""Share of a page's text that its main content holds."""


def content_of_html(name: str, text: str) -> Content:
    """Return the paragraphs and tables of a page's main content, and these as one sheet."""
    root = _parsed(text)
    main = None if root is None else _main(root)
    pieces = [] if main is None else [*_Page().pieces(main)]
    headings = [piece for piece in pieces if piece.kind is PassageKind.HEADING]
    if headings and headings[0] is pieces[0] and [p.level for p in headings].count(1) == 1:
        headings.pop(0).kind = PassageKind.COVER
    if headings and all(piece.level > 1 for piece in headings):
        for piece in headings:
            piece.level -= 1
    if main is not None and next(main.iter("h1"), None) is None:
        titles = [" ".join(_shown(each).split()) for each in root.iter("h1")]
        pieces[:0] = [Piece(title, kind=PassageKind.COVER) for title in titles[:1] if title]
    return Content((sheet_of(name, pieces),), pieces, styled=len(headings) > 2)  # noqa: PLR2004 more than a title


def _parsed(text: str) -> Any:  # noqa: ANN401 an element
    """Return the body of a page; nothing outside the file is read."""
    text = re.sub(r"^\s*<\?xml[^>]*>", "", text)
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    if not text.strip():
        return None
    root = html.document_fromstring(text, parser=parser)
    return root.find("body") if root.find("body") is not None else root


def _main(body: Any) -> Any:  # noqa: ANN401 an element
    """Return the deepest element that holds most of what the page says."""
    mains = [each for each in body.iter("main", "article") if not _is_hidden(each)]
    sizes = _sizes(body)
    if len(mains) == 1 and sizes.get(mains[0], 0) * 2 > sizes[body]:
        return mains[0]
    found = body
    while True:
        inner = max(
            (each for each in found if _is_block(each)), key=lambda e: sizes.get(e, 0), default=None
        )
        if inner is None or sizes.get(inner, 0) < _MAIN * sizes[body]:
            return found
        if inner.tag in {"p", "table"} or _HEADING.fullmatch(inner.tag):
            return found
        found = inner


def _is_block(element: Any) -> bool:  # noqa: ANN401 an element
    return isinstance(element.tag, str) and element.tag not in _INLINE and not _is_hidden(element)


def _sizes(body: Any) -> dict[Any, int]:  # noqa: ANN401 an element
    """Return how many characters each element shows that are no links."""
    sizes: dict[Any, int] = {}
    for _, element in _walk(body):
        own = sum(len(_SPACE.sub("", text or "")) for text in _own_texts(element))
        sizes[element] = own + sum(sizes.get(child, 0) for child in element)
    return sizes


def _own_texts(element: Any) -> Iterator[str | None]:  # noqa: ANN401 an element
    if element.tag != "a" or (element.get("href") or "").startswith("#"):
        yield element.text
    for child in element:
        yield child.tail


def _walk(body: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 an element
    """Yield the elements that are shown, those within first."""
    walker = etree.iterwalk(body, events=("start", "end"))
    skipped = 0
    for event, element in walker:
        if event == "start":
            if _is_hidden(element):
                walker.skip_subtree()
                skipped += 1
        elif not _is_hidden(element):
            yield event, element


def _is_hidden(element: Any) -> bool:  # noqa: ANN401 an element
    if not isinstance(element.tag, str) or element.tag in _NOT_SHOWN:
        return True
    if element.tag == "figure" and next(element.iter("table"), None) is None:
        return True
    style = element.get("style")
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(style and _HIDDEN.search(style))


class _Page:
    """Goes through elements; text gathers until a block begins or ends."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._text: list[str] = []

    def pieces(self, element: Any) -> Iterator[Piece]:  # noqa: ANN401 an element
        """Yield what an element holds."""
        yield from self._inside(element, 0)
        yield from self._flush()

    def _inside(self, element: Any, depth: int) -> Iterator[Piece]:  # noqa: ANN401 an element
        self._text.append(element.text or "")
        for child in element:
            yield from self._element(child, depth + 1)
            self._text.append(child.tail or "")

    def _element(self, element: Any, depth: int) -> Iterator[Piece]:  # noqa: ANN401 an element
        if _is_hidden(element) or depth > _MOST_DEPTH:
            return
        if element.tag in {"br", "hr"}:
            yield from self._flush()
        elif element.tag in _INLINE:
            yield from self._inside(element, depth)
        elif element.tag == "table":
            yield from self._flush()
            yield from self._table(element, depth)
        else:
            yield from self._flush()
            yield from self._inside(element, depth)
            heading = _HEADING.fullmatch(element.tag)
            if _leads_elsewhere(element):
                self._text = []
            yield from self._flush(int(heading[1]) if heading else 0)

    def _flush(self, level: int = 0) -> Iterator[Piece]:
        text = _SPACE.sub(" ", "".join(self._text)).strip()
        self._text = []
        if text and not _OWN_HINT.fullmatch(text):
            yield Piece(text, kind=PassageKind.HEADING if level else None, level=level)

    def _table(self, table: Any, depth: int) -> Iterator[Piece]:  # noqa: ANN401 an element
        rows = _rows(table)
        if any(True for _ in table.iterdescendants("table")) or is_one_column(rows):
            for row in table.iter("td", "th"):  # it lays out what it holds
                if next(row.iterancestors("table"), None) is table:
                    yield from self._inside(row, depth)
                    yield from self._flush()
        elif rows:
            yield Piece(rows=rows)


def _leads_elsewhere(element: Any) -> bool:  # noqa: ANN401 an element
    """Return whether a block is nothing but links to other pages: 打印, 下载本表, 上一篇."""
    if any(_is_block(child) for child in element):
        return False
    links = [each for each in element.iter("a") if not (each.get("href") or "#").startswith("#")]
    said = "".join(_shown(link) for link in links).split()
    return bool(said) and said == _shown(element).split() and not said[0].startswith("附")


def _rows(table: Any) -> tuple[Row, ...]:  # noqa: ANN401 an element
    """Return the rows of a table; a cell over several rows or columns stands in its first."""
    rows: list[Row] = []
    taken: dict[int, int] = {}
    for line in [*table.iter("tr")][:_MOST_ROWS]:
        cells: list[str | None] = []
        for cell in line.iterchildren("td", "th"):
            while taken.get(len(cells), 0) > 0:
                cells.append(None)
            down, across = _span(cell, "rowspan", _MOST_ROWS), _span(cell, "colspan", _MOST_COLUMNS)
            text = "" if _is_hidden(cell) else _SPACE.sub(" ", _shown(cell)).strip()
            across = min(across, _MOST_COLUMNS - len(cells))
            if across < 1:
                break
            for column in range(len(cells), len(cells) + across):
                taken[column] = max(taken.get(column, 0), down)
            cells += [text or None, *[None] * (across - 1)]
        width = max((n + 1 for n, left in taken.items() if left), default=0)
        cells += [None] * (min(width, _MOST_COLUMNS) - len(cells))
        taken = {n: left - 1 for n, left in taken.items() if left > 1}
        if any(cells):
            rows.append(tuple(cells))
    return tuple(rows)


def _span(cell: Any, name: str, most: int) -> int:  # noqa: ANN401 an element
    text = (cell.get(name) or "1").strip()
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 6 else 1  # noqa: PLR2004


def _shown(element: Any) -> str:  # noqa: ANN401 an element
    """Return the text that an element shows."""
    texts = [element.text or ""]
    for child in element:
        if not _is_hidden(child):
            texts.append("" if child.tag == "br" else _shown(child))
        texts.append(child.tail or "")
    return "".join(texts)
