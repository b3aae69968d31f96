"""WordprocessingML as text. What comes from outside becomes text in ``w:t`` and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juesuan_tables.writers.docx._flow import Text
    from juesuan_tables.writers.docx._looks import Look, Paper

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TAB = "<w:r><w:tab/></w:r>"
_NOT_LITERAL = re.compile("[^ !-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\t": " ", "\n": " ", "\r": " "}


def escaped(text: str) -> str:
    """Return text that XML takes literally; what no XML may hold becomes a sign for it."""
    if text.isprintable() and "&" not in text and "<" not in text and ">" not in text:
        return text  # most are, and these questions are answered in no time
    return _NOT_LITERAL.sub(lambda match: _WRITTEN.get(match[0], "\ufffd"), text)


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    if not text:
        return ""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def field(instruction: str, shown: str) -> str:
    """Return a field of our own with what it shows until it is updated."""
    return f"{begin(instruction)}{run(shown)}{END}"


def begin(instruction: str) -> str:
    """Return the beginning of a field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def anchor(mark: int | None) -> str:
    """Return the name of a heading's bookmark, as Word itself names them."""
    return f"_Toc{mark:09}"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph of a style; ``properties`` follow it in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def tabs(look: Look) -> str:
    """Return the tab of a look."""
    if look.tab is None:
        return ""
    return f'<w:tabs><w:tab w:val="right" w:leader="{look.leader}" w:pos="{look.tab}"/></w:tabs>'


def indents(look: Look) -> str:
    """Return the indents of a look; a first line is indented by two characters."""
    chars = 'w:firstLineChars="200" ' if look.first else 'w:firstLineChars="0" '
    return f'<w:ind w:left="{look.left}" w:right="{look.right}" {chars}w:firstLine="{look.first}"/>'


def alignment(look: Look) -> str:
    """Return how the lines of a look are aligned."""
    return f'<w:jc w:val="{look.align}"/>'


def words(text: Text) -> str:
    """Return the runs of a text, broken between its pieces, a little closer or looser than others."""
    same = text.tracking == text.look.tracking
    tracked = "" if same else f'<w:spacing w:val="{text.tracking}"/>'
    return "<w:r><w:br/></w:r>".join(run(piece, tracked) for piece in text.pieces)


def section(paper: Paper, *, numbered: bool, start: int | None = None) -> str:
    """Return the end of a section that begins on a new page."""
    footers = (
        '<w:footerReference w:type="default" r:id="odd"/>'
        '<w:footerReference w:type="even" r:id="even"/>'
    )
    first = f'<w:pgNumType w:start="{start}"/>' if start is not None else ""
    turned = ' w:orient="landscape"' if paper.width > paper.height else ""
    return (
        f'<w:sectPr>{footers if numbered else ""}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{paper.width}" w:h="{paper.height}"{turned}/>'
        f'<w:pgMar w:top="{paper.top}" w:right="{paper.right}" w:bottom="{paper.bottom}" '
        f'w:left="{paper.left}" w:header="851" w:footer="{paper.footer}" w:gutter="0"/>'
        f'{first}<w:cols w:space="425"/></w:sectPr>'
    )
