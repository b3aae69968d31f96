"""Workbooks (.xlsx, .xls) → sheets of exact values."""

from __future__ import annotations

import io
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from juesuan_tables.errors import InputError
from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.reading.safety import Marks, SafeFile
    from juesuan_tables.reading.sheet import Value

_Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta
_WHOLE = 10**15
"""Whole numbers below are floats of their own; beyond, the shortest form may end in zeros."""


def sheets_of_workbook(file: SafeFile) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, hidden ones too, in their order.

    Numbers are the Decimal of their shortest decimal form, error values (#REF!) their text, blank
    cells None, times of day text. Charts and sheets that no menu of WPS or Excel can show are left
    out.
    """
    try:
        sheets = tuple(_sheets(file))
    except BaseException as error:
        if not (isinstance(error, Exception) or type(error).__name__ == "PanicException"):
            raise  # someone pressed Ctrl+C; a panic of calamine is no Exception either
        what = "工作簿读不出来，可能已损坏"
        raise InputError.of(file.name, what, "请用WPS或Excel打开，另存为.xlsx后重试") from error
    if not sheets:
        raise InputError.of(file.name, "没有工作表", "请检查是不是选错了文件")
    return sheets


def _sheets(file: SafeFile) -> Iterator[Sheet]:
    with CalamineWorkbook.from_filelike(io.BytesIO(file.content)) as book:
        for sheet, marks in zip(book.sheets_metadata, file.marks, strict=True):
            if sheet.typ is SheetTypeEnum.WorkSheet and (
                sheet.visible is not SheetVisibleEnum.VeryHidden
            ):
                cells = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                yield Sheet(file.name, sheet.name, _rows(cells, marks), frozenset(marks.uncached))


def _rows(cells: list[list[_Cell]], marks: Marks) -> tuple[tuple[Value, ...], ...]:
    """Return the values of a sheet; calamine shows error values as blanks."""
    for (row, column), text in marks.errors.items():
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = text
    return tuple(tuple(map(_value, row)) for row in cells)


def _value(cell: _Cell) -> Value:
    """Return what a cell holds: an exact number, text, a date, 是/否, or nothing."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else str(cell)


def _number(cell: float) -> Value:
    """Return the shortest decimal that is this float; what is no number, as text."""
    if not math.isfinite(cell):
        return str(cell)
    if cell.is_integer() and abs(cell) < _WHOLE:
        return Decimal(int(cell))
    return Decimal(repr(cell))
