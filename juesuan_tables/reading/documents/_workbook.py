"""The sheets of a workbook, and the paragraphs that stand in their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.reading.documents._pieces import Content, Piece, filled, is_one_column
from juesuan_tables.reading.documents._text import paragraphs
from juesuan_tables.reading.workbooks import sheets_of_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.reading.safety import SafeFile
    from juesuan_tables.reading.sheet import Sheet


def content_of_workbook(file: SafeFile) -> Content:
    """Return the sheets of a workbook; a sheet of one column is text."""
    sheets = sheets_of_workbook(file)
    return Content(sheets, [piece for sheet in sheets for piece in _pieces(sheet)])


def _pieces(sheet: Sheet) -> Iterator[Piece]:
    if not is_one_column(sheet.rows):
        yield Piece(rows=sheet.rows)
        return
    for row in sheet.rows:
        for _, cell in filled(row):
            yield from paragraphs(str(cell).splitlines())
