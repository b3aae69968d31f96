"""What an Office file carries besides what it shows: comments, changes, what is hidden, links out."""

from __future__ import annotations

import posixpath
import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple

from juesuan_tables.reading.safety import Refused, parsed
from juesuan_tables.reading.safety._archive import MAGIC, unpacked
from juesuan_tables.reading.safety._elements import Walk
from juesuan_tables.reading.sheet import column_name
from juesuan_tables.reading.word import attribute_of, kind_of
from juesuan_tables.strict_yaml import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class TraceKind(Enum):
    """What kind of trace it is."""

    COMMENT = auto()
    CHANGE = auto()
    HIDDEN_TEXT = auto()
    HIDDEN_SHEET = auto()
    HIDDEN_CELLS = auto()
    LINK = auto()
    TITLE = auto()
    AUTHOR = auto()


class Trace(NamedTuple):
    """A trace: ``text`` is what it says or whose it is, ``place`` the sheet, or empty."""

    kind: TraceKind
    text: str
    place: str = ""


_TEXT_PARTS = re.compile(
    r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml", re.ASCII
)
_COMMENTS = re.compile(
    r"(?:word/comments|xl/comments\d*|xl/(?:comments|threadedComments)/[^/]+)\.xml", re.ASCII
)
_CHANGED = {"ins", "del", "moveFrom", "moveTo"}
_NOT_ON = {"0", "false", "off"}
_HARMLESS = {"hyperlink", "attachedTemplate"}
_COLUMN = re.compile(r"[A-Z]{1,3}", re.ASCII)
_MOST = 60
"""Characters of a text that a trace quotes."""


def traces(path: Path) -> tuple[Trace, ...]:
    """Return the traces in a .docx or .xlsx file; none in another file, or in one that is refused."""
    content = content_of(path)
    if not content.startswith(MAGIC):
        return ()
    try:
        _, packed = unpacked(content)
        return tuple(_found(packed))
    except Refused:
        return ()


def _found(packed: Mapping[str, bytes]) -> Iterator[Trace]:
    for name, part in packed.items():
        if _TEXT_PARTS.fullmatch(name):
            yield from _in_text(_root(part))
        elif _COMMENTS.fullmatch(name):
            yield from _comments(_root(part))
        elif name.endswith(".rels"):
            yield from _links(_root(part))
        elif name == "docProps/core.xml":
            yield from _properties(_root(part))
    if "xl/workbook.xml" in packed:
        yield from _in_workbook(packed)


def _root(part: bytes) -> Any:  # noqa: ANN401 an element
    """Return the root of a part that may be parsed."""
    Walk().over(part)
    return parsed(part)


def _text(element: Any) -> str:  # noqa: ANN401 an element
    """Return the text in an element, deleted text too."""
    pieces = (each.text or "" for each in element.iter("{*}t", "{*}delText", "{*}text"))
    return "".join(pieces).strip()[:_MOST]


def _in_text(root: Any) -> Iterator[Trace]:  # noqa: ANN401 an element
    for element in root.iter():
        kind = kind_of(element)
        if kind in _CHANGED:
            yield Trace(TraceKind.CHANGE, _text(element) or attribute_of(element, "author") or "")
        elif kind == "vanish" and attribute_of(element, "val") not in _NOT_ON:
            run = element.getparent().getparent()
            if kind_of(run) == "r" and (text := _text(run)):
                yield Trace(TraceKind.HIDDEN_TEXT, text)


def _comments(root: Any) -> Iterator[Trace]:  # noqa: ANN401 an element
    for element in root.iter("{*}comment", "{*}threadedComment"):
        yield Trace(TraceKind.COMMENT, _text(element), attribute_of(element, "ref") or "")


def _links(root: Any) -> Iterator[Trace]:  # noqa: ANN401 an element
    """Yield what a file takes from elsewhere; addresses that a reader may click are none."""
    for element in root.iter("{*}Relationship"):
        kind = posixpath.basename(element.get("Type") or "")
        if element.get("TargetMode") == "External" and kind not in _HARMLESS:
            yield Trace(TraceKind.LINK, (element.get("Target") or "")[-_MOST:])


def _properties(root: Any) -> Iterator[Trace]:  # noqa: ANN401 an element
    names = {"title": TraceKind.TITLE, "creator": TraceKind.AUTHOR}
    for element in root:
        text = (element.text or "").strip()[:_MOST]
        if text and kind_of(element) in names:
            yield Trace(names[kind_of(element)], text)


def _in_workbook(packed: Mapping[str, bytes]) -> Iterator[Trace]:
    """Yield the hidden sheets of a workbook, and the hidden rows and columns that hold something."""
    parts = _sheets(packed)
    for element in _root(packed["xl/workbook.xml"]).iter("{*}sheet"):
        name = element.get("name") or ""
        if (element.get("state") or "visible") != "visible":
            yield Trace(TraceKind.HIDDEN_SHEET, name, name)
        elif part := packed.get(parts.get(attribute_of(element, "id") or "", "")):
            for cells in _hidden_cells(_root(part)):
                yield Trace(TraceKind.HIDDEN_CELLS, cells, name)


def _sheets(packed: Mapping[str, bytes]) -> dict[str, str]:
    """Return the parts of a workbook by the ids of their relations."""
    listed = packed.get("xl/_rels/workbook.xml.rels")
    if listed is None:
        return {}
    return {
        element.get("Id") or "": posixpath.normpath(
            posixpath.join("/xl", element.get("Target") or "")
        ).lstrip("/")
        for element in _root(listed).iter("{*}Relationship")
    }


def _hidden_cells(root: Any) -> Iterator[str]:  # noqa: ANN401 an element
    hidden = {
        column_name(number - 1)
        for element in root.iter("{*}col")
        if element.get("hidden") in {"1", "true"}
        for number in _columns(element)
    }
    filled: set[str] = set()
    for row in root.iter("{*}row"):
        cells = [cell for cell in row if len(cell)]
        if row.get("hidden") in {"1", "true"} and cells:
            yield f"第{row.get('r')}行"
        elif hidden:
            found = (_COLUMN.match(cell.get("r") or "") for cell in cells)
            filled |= {match[0] for match in found if match} & hidden
    yield from (f"{name}列" for name in sorted(filled))


def _columns(element: Any) -> range:  # noqa: ANN401 an element
    """Return the numbers of the columns that an element is about, as far as Excel has them."""
    first, last = (element.get(name) or "" for name in ("min", "max"))
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(max(int(first), 1), min(int(last), 1 << 14) + 1)
