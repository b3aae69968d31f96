"""Whatever file an officer has → sheets, read by what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.errors import InputError
from juesuan_tables.reading.pdf import sheets_of_pdf
from juesuan_tables.reading.safety import Kind, checked
from juesuan_tables.reading.word import sheets_of_document
from juesuan_tables.reading.workbooks import sheets_of_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan_tables.reading.sheet import Sheet

_BY_KIND = {
    Kind.XLSX: sheets_of_workbook,
    Kind.XLS: sheets_of_workbook,
    Kind.DOCX: sheets_of_document,
    Kind.PDF: sheets_of_pdf,
}


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, the pages of a PDF, or the text of a Word document.

    What a file is follows from its content, whatever its name. Raise ``InputError`` for one that
    is something else, must not be opened, or cannot be read.
    """
    file = checked(path)
    return _BY_KIND[file.kind](file)


def workbook(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, as ``sheets_of``; anything else is an ``InputError``."""
    return _only(path, (Kind.XLSX, Kind.XLS), "Excel工作簿（.xlsx、.xls）")


def document(path: Path) -> tuple[Sheet, ...]:
    """Return a document's text and tables, as ``sheets_of``; anything else is an ``InputError``."""
    return _only(path, (Kind.DOCX, Kind.PDF), "Word文档（.docx）或PDF")


def _only(path: Path, kinds: tuple[Kind, ...], expected: str) -> tuple[Sheet, ...]:
    """Return what a file holds if it is of one of the kinds."""
    file = checked(path)
    if file.kind not in kinds:
        raise InputError.of(file.name, f"这是{file.kind.value}，应为{expected}", "请换一个文件")
    return _BY_KIND[file.kind](file)
