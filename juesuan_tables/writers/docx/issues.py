"""问题清单: what a department is to correct → a Word document to fill in, sign and send back.

Rows grow with what is typed into them, unlike those of a publication, whose heights are exact.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from juesuan_tables.writers._archive import joined
from juesuan_tables.writers.docx import _looks as looks
from juesuan_tables.writers.docx._parts import parts
from juesuan_tables.writers.docx._table import EDGES
from juesuan_tables.writers.docx._xml import paragraph, run, section

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Issue:
    """A row: what kind of thing, where, the words there, what is wrong, by which rule."""

    kind: str
    place: str
    words: str
    wrong: str
    basis: str


@dataclass(frozen=True, slots=True)
class IssueList:
    """The list of one department: lines above the table, its rows, and lines below by their titles."""

    title: str
    lines: tuple[str, ...]
    issues: tuple[Issue, ...]
    below: tuple[tuple[str, tuple[str, ...]], ...]
    signatures: tuple[str, ...]


_PAPER = replace(looks.LANDSCAPE, top=964, right=850, bottom=1134, left=850, footer=567)
"""A4 on its side with margins of 15 mm: nine columns need the room."""
_COLUMNS = (
    ("序号", 620),
    ("类别", 1020),
    ("位置", 1950),
    ("原文", 2850),
    ("问题和应改为", 3550),
    ("依据", 1850),
    ("整改结果", 1550),
    ("整改人", 830),
    ("整改日期", 918),
)
"""Headings and widths in twips, as wide as the paper in all."""
_BOLD = f'<w:rFonts w:eastAsia="{looks.HEI}" w:ascii="{looks.HEI}" w:hAnsi="{looks.HEI}"/>'
_TYPE, _LINE, _ROW = 18, 250, 620
"""Half points of the type, twips of a line, and of the lowest row: there is room for handwriting."""


def issue_list(made_of: IssueList, *, author: str, made: date) -> bytes:
    """Return a docx file, A4 landscape; the same list gives the same bytes."""
    body = [paragraph(looks.CONTENTS_TITLE.key, run(made_of.title), _OUTSIDE)]
    body += [_line(text) for text in made_of.lines]
    if made_of.issues:
        body += [_table(made_of.issues), paragraph(looks.GAP.key, "")]
    for title, lines in made_of.below:
        body += [_line(title, bold=True), *(_line(text) for text in lines)]
    body += [paragraph(looks.GAP.key, ""), *(_line(text, above=240) for text in made_of.signatures)]
    body.append(section(_PAPER, numbered=True, start=1))
    text = ("".join(body).encode(),)
    line = looks.CONTENTS[0].line
    return joined(parts(text, line, title=made_of.title, author=author, made=made))


_OUTSIDE = '<w:spacing w:after="120"/>'


def _line(text: str, *, bold: bool = False, above: int = 0) -> str:
    """Return a line beside the table."""
    spacing = f'<w:spacing w:before="{above}" w:line="320" w:lineRule="exact"/><w:jc w:val="left"/>'
    properties = f'{_BOLD if bold else ""}<w:sz w:val="21"/><w:szCs w:val="21"/>'
    return paragraph(looks.CELL.key, run(text, properties), spacing)


def _table(issues: Sequence[Issue]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for _, width in _COLUMNS)
    heads = _row([title for title, _ in _COLUMNS], head=True)
    rows = "".join(
        _row([f"{n}", e.kind, e.place, e.words, e.wrong, e.basis, "", "", ""])
        for n, e in enumerate(issues, start=1)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(w for _, w in _COLUMNS)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{heads}{rows}</w:tbl>"
    )


def _row(texts: Iterable[str], *, head: bool = False) -> str:
    """Return a row that is at least as high as handwriting needs; the heads repeat."""
    repeated = "<w:tblHeader/>" if head else ""
    height = f'<w:trHeight w:val="{_ROW}" w:hRule="atLeast"/>'
    cells = "".join(
        _cell(text, width, head=head, centred=head or number < len(("序号", "类别")))
        for number, (text, (_, width)) in enumerate(zip(texts, _COLUMNS, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, *, head: bool, centred: bool) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>' if head else ""
    properties = f'{_BOLD if head else ""}<w:sz w:val="{_TYPE}"/><w:szCs w:val="{_TYPE}"/>'
    aligned = f'<w:jc w:val="{"center" if centred else "left"}"/>'
    spacing = f'<w:spacing w:line="{_LINE}" w:lineRule="exact"/>{aligned}'
    lines = "".join(
        paragraph(looks.CELL.key, run(line, properties), spacing) for line in text.split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/>'
        f"</w:tcPr>{lines}</w:tc>"
    )
