"""An independent reader of our documents: lxml over the zip, nothing of the writer's."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from itertools import dropwhile
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Words:
    """A paragraph with the key of its style; tabs are tabs."""

    style: str
    text: str


@dataclass(frozen=True)
class Table:
    """A table's cells by row, merged ones once, where they begin."""

    rows: tuple[tuple[str, ...], ...]


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(content: bytes, name: str = "word/document.xml") -> Any:  # noqa: ANN401 an element of lxml
    """Return the root of a part."""
    return etree.fromstring(parts(content)[name])


def read(content: bytes) -> list[Words | Table]:
    """Return paragraphs and tables in their order: the cover, the contents, the text."""
    return [
        Table(tuple(_rows(child))) if child.tag == f"{W}tbl" else Words(_style(child), words(child))
        for child in tree(content).find(f"{W}body")
        if child.tag in (f"{W}p", f"{W}tbl")
    ]


def body(content: bytes) -> list[Words | Table]:
    """Return what stands behind the contents."""
    behind_cover = dropwhile(lambda each: _key(each) != "TOCHeading", read(content))
    return [*dropwhile(lambda each: _key(each) in ("TOCHeading", "TOC1", "TOC2"), behind_cover)]


def words(element: Any) -> str:  # noqa: ANN401 an element of lxml
    """Return the text of an element as a reader sees it, without what fields say to programs.

    Where a line ends is no part of it; ``lines`` says that.
    """
    shown = [each for run in element.iter(f"{W}r") for each in run]
    tabs_and_texts = (each for each in shown if each.tag in (f"{W}t", f"{W}tab"))
    return "".join("\t" if each.tag == f"{W}tab" else each.text or "" for each in tabs_and_texts)


def lines(paragraph: Any) -> list[str]:  # noqa: ANN401 an element of lxml
    """Return what stands between the breaks that a paragraph holds."""
    found = [""]
    for each in paragraph.iter(f"{W}t", f"{W}br"):
        if each.tag == f"{W}br":
            found.append("")
        else:
            found[-1] += each.text or ""
    return found


def _rows(table: Any) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 an element of lxml
    for row in table.iter(f"{W}tr"):
        yield tuple(words(cell) for cell in row.iter(f"{W}tc") if not _continues(cell))


def _continues(cell: Any) -> bool:  # noqa: ANN401 an element of lxml
    """Return whether a cell only continues one above."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"


def _style(paragraph: Any) -> str:  # noqa: ANN401 an element of lxml
    return str(paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"))


def _key(each: Words | Table) -> str:
    return each.style if isinstance(each, Words) else ""
