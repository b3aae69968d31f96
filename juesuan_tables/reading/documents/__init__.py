"""Any finished document → plain data: its passages and its sheets, from one reading of the file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from juesuan_tables.editions import edition_ids, load_edition
from juesuan_tables.errors import InputError, shortened
from juesuan_tables.reading.documents._decoding import decoded
from juesuan_tables.reading.documents._extract import Record, records_of
from juesuan_tables.reading.documents._html import content_of_html
from juesuan_tables.reading.documents._markdown import content_of_markdown
from juesuan_tables.reading.documents._passages import passages_of
from juesuan_tables.reading.documents._pdf import content_of_pdf
from juesuan_tables.reading.documents._text import content_of_text
from juesuan_tables.reading.documents._word import content_of_document
from juesuan_tables.reading.documents._workbook import content_of_workbook
from juesuan_tables.reading.official.titles import titles
from juesuan_tables.reading.safety import Kind, checked
from juesuan_tables.strict_yaml import content_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from juesuan_tables.passages import Passage
    from juesuan_tables.reading.documents._pieces import Content
    from juesuan_tables.reading.sheet import Sheet

__all__ = ["Document", "Record", "extract", "read_document", "together"]

_BY_KIND = {
    Kind.XLSX: content_of_workbook,
    Kind.XLS: content_of_workbook,
    Kind.DOCX: content_of_document,
    Kind.PDF: content_of_pdf,
}
_BY_SUFFIX = {
    ".txt": content_of_text,
    ".md": content_of_markdown,
    ".markdown": content_of_markdown,
    ".html": content_of_html,
    ".htm": content_of_html,
}
_MOST_LINES, _MOST_TAGS = 100_000, 400_000
"""Lines, and tags, of a text; the longest publication has a tenth of that."""
_LONGEST, _MOST_CHARACTERS, _MOST_PIECES = 20_000, 1_000_000, 20_000
"""Characters of a paragraph, and of all, and how many paragraphs there are; publications have less
than half of that."""
_PLAIN = (content_of_text, content_of_markdown)
_TOO_MUCH = ("文字太多，或者有一段太长，不像决算公开的文件", "请只留下决算公开的部分，照原文分段")
_BINARY = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document: ``file`` is its name, ``passages`` are its text in order.

    ``sheets`` are what ``reading.official.official_tables`` takes.
    """

    file: str
    passages: tuple[Passage, ...]
    sheets: tuple[Sheet, ...]


def read_document(path: Path) -> Document:
    """Read a finished document: .pdf, .docx, .html, .md, .txt, .xlsx, .xls.

    What it is follows from its content, for text from its name. Raise ``InputError`` for what
    cannot be read: a scan without text, a file with a password, a damaged or another one.
    """
    content = _content(path)
    _limited(path, content)
    passages = passages_of(content.pieces, _titles(), styled=content.styled)
    return Document(shortened(path.name), passages, content.sheets)


def together(documents: Sequence[Document]) -> Document | None:
    """Return documents as one, None for none: a publication may be in several files."""
    if len(documents) < len("ab"):
        return documents[0] if documents else None
    return Document(
        file="、".join(each.file for each in documents),
        passages=tuple(passage for each in documents for passage in each.passages),
        sheets=tuple(sheet for each in documents for sheet in each.sheets),
    )


def extract(path: Path) -> list[Record]:
    """Return the official tables of a finished document as records, an amount each.

    Raise ``InputError`` for what cannot be read, as ``read_document``; and where there is no
    official table, or something in one that is no amount.
    """
    return records_of(_content(path).sheets)


def _content(path: Path) -> Content:
    read = _BY_SUFFIX.get(path.suffix.lower())
    if read is None:
        file = checked(path)
        return _BY_KIND[file.kind](file)
    raw = content_of(path)
    if raw.startswith(_BINARY):
        file = checked(path)
        return _BY_KIND[file.kind](file)
    name = shortened(path.name)
    text = decoded(name, raw)
    if text.count("\n") > _MOST_LINES or text.count("<") > _MOST_TAGS:
        what = "文件里的行或标签太多，不像决算公开的文件"
        raise InputError.of(name, what, "请只留下决算公开的部分")
    if read in _PLAIN and len(text) > 2 * _MOST_CHARACTERS:  # tables are spaced out, too
        raise InputError.of(name, *_TOO_MUCH)
    found = read(name, text)
    if not found.pieces:
        raise InputError.of(name, "里面没有文字", "请检查是不是选错了文件")
    return found


def _limited(path: Path, content: Content) -> None:
    """Raise ``InputError`` for more text than an audit reads in a few seconds."""
    lengths = [len(piece.text) for piece in content.pieces]
    if (
        max(lengths, default=0) > _LONGEST
        or sum(lengths) > _MOST_CHARACTERS
        or len(lengths) > _MOST_PIECES
    ):
        raise InputError.of(shortened(path.name), *_TOO_MUCH)


@cache
def _titles() -> Mapping[str, str]:
    """Return the official tables by all titles that any edition prints."""
    return titles(load_edition(each) for each in edition_ids())
