"""What Word refuses or misunderstands in a document, as far as openxml-audit does not see it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any

from docx_reader import W, parts
from lxml import etree  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS = re.compile(r'(PAGE|TOC \\o "1-2" \\h \\z|PAGEREF _Toc\d{9} \\h)')
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def lint(content: bytes) -> list[str]:
    """Return the faults of a document, in English since only developers read them."""
    files = parts(content)
    roots = {name: etree.fromstring(part) for name, part in files.items()}
    document, styles = roots["word/document.xml"], roots["word/styles.xml"]
    faults = [*_packaging(roots), *_references(document, styles), *_fields(roots)]
    for number, table in enumerate(document.iter(f"{W}tbl"), start=1):
        faults += [f"table {number}: {fault}" for fault in _table(table)]
    return [*faults, *_order(document)]


def _packaging(roots: dict[str, Any]) -> Iterator[str]:
    """Every relationship leads to a part, every part has a type and is led to."""
    reached = {"[Content_Types].xml"}
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        reached.add(name)
        folder = dirname(dirname(name))
        for each in root:
            target = normpath(join(folder, each.get("Target")))
            reached.add(target)
            if target not in roots or each.get("TargetMode"):
                yield f"relationship leads nowhere: {target}"
    yield from (f"part that nothing leads to: {name}" for name in roots.keys() - reached)
    types = {each.get("PartName", "")[1:] for each in roots["[Content_Types].xml"]}
    for name in roots:
        if name not in types and not name.endswith(".rels") and name != "[Content_Types].xml":
            yield f"part without a type: {name}"
    known = {each.get("Id") for each in roots["word/_rels/document.xml.rels"]}
    used = {each.get(f"{_R}id") for each in roots["word/document.xml"].iter(f"{W}footerReference")}
    yield from (f"unknown relationship: {each}" for each in used - known)


def _references(document: Any, styles: Any) -> Iterator[str]:  # noqa: ANN401 elements of lxml
    """Styles and bookmarks exist, once."""
    known = Counter(each.get(f"{W}styleId") for each in styles.iter(f"{W}style"))
    yield from (f"style twice: {key}" for key, many in known.items() if many > 1)
    used = {each.get(f"{W}val") for tag in ("pStyle", "basedOn") for each in document.iter(W + tag)}
    yield from (f"unknown style: {key}" for key in used - known.keys())
    starts, ends = ([*document.iter(f"{W}bookmark{end}")] for end in ("Start", "End"))
    names = [each.get(f"{W}name") for each in starts]
    ids = [each.get(f"{W}id") for each in starts]
    if len({*names}) < len(names) or len({*ids}) < len(ids):
        yield "bookmark twice"
    if sorted(ids) != sorted(each.get(f"{W}id") for each in ends):
        yield "bookmark without end"
    targets = {each.get(f"{W}anchor") for each in document.iter(f"{W}hyperlink")}
    targets |= {*re.findall(r"PAGEREF (\S+)", "".join(document.itertext(f"{W}instrText")))}
    yield from (f"link leads nowhere: {each}" for each in targets - {*names})


def _fields(roots: dict[str, Any]) -> Iterator[str]:
    """Only our own fields occur, each with a beginning, a middle and an end."""
    for name, root in roots.items():
        depth = 0
        for each in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
            kind = each.get(f"{W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            if each.tag == f"{W}instrText" and not FIELDS.fullmatch(each.text.strip()):
                yield f"{name}: unknown field {each.text}"
            if each.tag == f"{W}fldSimple" or depth < 0:
                yield f"{name}: field out of order"
        if depth:
            yield f"{name}: field without end"


def _table(table: Any) -> Iterator[str]:  # noqa: ANN401 an element of lxml
    """Widths add up, rows cover every column, what goes on has begun, cells hold paragraphs."""
    columns = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
    if sum(columns) != int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w")):
        yield "columns do not add up"
    open_above: set[int] = set()
    for row in table.iter(f"{W}tr"):
        column, open_here = 0, set()
        for cell in row.iter(f"{W}tc"):
            properties = cell.find(f"{W}tcPr")
            span = properties.find(f"{W}gridSpan")
            merge = properties.find(f"{W}vMerge")
            many = 1 if span is None else int(span.get(f"{W}val"))
            if int(properties.find(f"{W}tcW").get(f"{W}w")) != sum(columns[column : column + many]):
                yield "a cell is not as wide as its columns"
            if cell[-1].tag != f"{W}p":
                yield "a cell without a paragraph"
            if merge is not None:
                open_here.add(column)
                if merge.get(f"{W}val") is None and column not in open_above:
                    yield "a cell continues none"
            column += many
        open_above = open_here
        if column != len(columns):
            yield "a row does not cover the columns"


def _order(document: Any) -> Iterator[str]:  # noqa: ANN401 an element of lxml
    """Look for tables that no paragraph follows: two would become one, and none may be the last."""
    children = [child.tag for child in document.find(f"{W}body")]
    for child, after in pairwise(children):
        if child == f"{W}tbl" and after != f"{W}p":
            yield "a table without a paragraph behind it"
