"""What a reader finds in each file of 公开/: every text, table by table and line by line.

Each format has a reader that shares nothing with the writer.
"""

from __future__ import annotations

import io
import re
import zipfile
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import docx_reader
import html_reader
from markdown_reader import Markdown
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER = re.compile(r"(?<![\d.])-?\d+\.\d\d(?![\d.])")
"""An amount, a rate or a score as every file prints it."""


class Read(NamedTuple):
    """The numbers with two decimals of each table, and those of everything else, in order."""

    tables: list[list[str]]
    prose: list[str]

    @property
    def in_one(self) -> Read:
        """Return the same with all tables in one, which is all that plain text tells apart."""
        numbers = [*chain(*self.tables)]
        return Read([numbers] if numbers else [], self.prose)


def numbers(texts: Iterator[str] | list[str]) -> list[str]:
    """Return the numbers of texts in order."""
    return [number for text in texts for number in NUMBER.findall(text)]


def in_tables(tables: list[list[list[str]]]) -> list[list[str]]:
    """Return the numbers of each table that has some."""
    found = [numbers([cell for row in table for cell in row]) for table in tables]
    return [each for each in found if each]


def of_workbook(content: bytes) -> list[list[str]]:
    """Return the numbers of each sheet; a cell of an amount is a number of at most two decimals."""
    book = load_workbook(io.BytesIO(content))
    tables = [
        [[_shown(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
        for sheet in book
    ]
    return in_tables(tables)


def _shown(value: object, kind: str) -> str:
    """Return a cell as Excel shows it with two decimals; its digits must be no more than those."""
    if kind != "n" or value is None:
        return str(value or "")
    assert re.fullmatch(r"-?\d+(\.\d{1,2})?", f"{value}"), value
    whole, _, cents = f"{value}".partition(".")
    return f"{whole}.{cents:0<2}"


def of_text(content: bytes) -> Read:
    """Return what stands in plain text: lines with bars are those of tables, here all in one."""
    lines = content.decode().splitlines()
    barred = [line.split(" | ") for line in lines if " | " in line]
    return Read(in_tables([barred]), numbers([line for line in lines if " | " not in line]))


def of_markdown(content: bytes) -> Read:
    """Return what stands in Markdown."""
    read = Markdown(content.decode())
    return Read(in_tables(read.tables), numbers(read.lines))


def of_page(content: bytes) -> Read:
    """Return what stands in a web page."""
    root = html_reader.read(content.decode())
    return Read(in_tables(html_reader.tables(root)), numbers(html_reader.paragraphs(root)))


def of_document(content: bytes) -> Read:
    """Return what stands in a Word document."""
    read = docx_reader.body(content)
    tables = [[[*row] for row in each.rows] for each in read if isinstance(each, docx_reader.Table)]
    texts = [each.text for each in read if isinstance(each, docx_reader.Words)]
    return Read(in_tables(tables), numbers(texts))


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield every part of a file as text: the members of an archive one by one."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield name, content.decode(errors="replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.comment == b""
        for member in archive.infolist():
            assert member.comment == member.extra == b""
            yield f"{name}!{member.filename}", archive.read(member).decode(errors="replace")
