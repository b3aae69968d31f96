"""A reader of .xlsx that shares nothing with the package's: openpyxl, and lxml for open formulas."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]
from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.reading.sheet import Value


def read_again(content: bytes, file: str = "填报表.xlsx") -> list[Sheet]:
    """Return the sheets of a workbook, with the formulas that nothing has computed."""
    book = load_workbook(io.BytesIO(content), data_only=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [
            archive.read(f"xl/worksheets/sheet{n + 1}.xml") for n in range(len(book.sheetnames))
        ]
    return [
        Sheet(
            file,
            sheet.title,
            tuple(tuple(_value(cell.value) for cell in row) for row in sheet.iter_rows()),
            frozenset(_uncached(part)),
        )
        for sheet, part in zip(book.worksheets, parts, strict=True)
    ]


def _uncached(part: bytes) -> Iterator[tuple[int, int]]:
    """Yield the cells that hold a formula without a value; an empty text is one."""
    for cell in etree.fromstring(part).iter("{*}c"):
        value = cell.find("{*}v")
        empty = value is None or not (value.text or cell.get("t") == "str")
        if cell.find("{*}f") is not None and empty:
            letters, row = coordinate_from_string(cell.get("r"))
            yield row - 1, column_index_from_string(letters) - 1


def _value(value: Any) -> Value:  # noqa: ANN401 what openpyxl reads
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(value))
    assert value is None or isinstance(value, str | bool | date)
    return value
