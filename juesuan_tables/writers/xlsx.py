"""Grids → an Excel workbook that is ready to print and to publish.

One sheet a table. Only amounts are numbers; everything else is text and can never become a
formula. The same grids give the same bytes.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from juesuan_tables.figure import Figure
from juesuan_tables.grid import Cell, Grid, Role, Row, display_width
from juesuan_tables.writers._package import (
    A4,
    BODY_FONT,
    BODY_SIZE,
    TITLE_FONT,
    new_book,
    saved,
    write_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TITLE_SIZE = 18
LINE_HEIGHT, TITLE_HEIGHT = 15.0, 32.0
ROW_PADDING = 3.0
INDENT_WIDTH = 3
"""Characters that one level of indent takes at most: programs differ."""
MARGINS = {"left": 0.6, "right": 0.6, "top": 0.7, "bottom": 0.7, "header": 0.3, "footer": 0.3}
"""Inches."""

_THIN = Side(style="thin", color="FF000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTER = {"horizontal": "center", "vertical": "center", "wrap_text": True}
_LEFT = {"horizontal": "left", "vertical": "center", "wrap_text": True}
_RIGHT = {"horizontal": "right", "vertical": "center"}
_LOOKS: dict[Role, tuple[bool, dict[str, Any]]] = {
    Role.TITLE: (False, _CENTER),
    Role.FORM_NUMBER: (False, _RIGHT),
    Role.UNIT_LINE: (False, _LEFT),
    Role.CURRENCY_LINE: (False, _RIGHT),
    Role.HEADER: (True, _CENTER),
    Role.ORDINAL: (True, _CENTER),
    Role.CODE: (True, _LEFT),
    Role.LABEL: (True, _LEFT),
    Role.TOTAL_LABEL: (True, _CENTER),
    Role.LINE_NUMBER: (True, _CENTER),
    Role.AMOUNT: (True, _RIGHT | {"shrink_to_fit": True}),  # never ###, however large
    Role.NOTE: (False, _LEFT),
}
"""Whether a role is boxed, and how it is aligned."""


def workbook(grids: Iterable[Grid], *, title: str, author: str, made: date) -> bytes:
    """Return an xlsx file with one sheet for each grid, named by its title.

    ``made`` becomes the date of creation, so that the same input gives the same bytes.
    """
    book = new_book()
    _prepare_styles(book)
    for grid in grids:
        _write_sheet(book.create_sheet(grid.title), grid)
    return saved(book, title=title, author=author, made=made)


def _prepare_styles(book: Workbook) -> None:
    """Give the book one named style a role."""
    for role, (boxed, alignment) in _LOOKS.items():
        style = NamedStyle(_style_name(role))
        big = role is Role.TITLE
        style.font = Font(
            name=TITLE_FONT if big else BODY_FONT, size=TITLE_SIZE if big else BODY_SIZE
        )
        style.alignment = Alignment(**alignment)
        style.number_format = "#,##0.00_ " if role is Role.AMOUNT else "@"
        if boxed:
            style.border = _BOX
        book.add_named_style(style)


def _style_name(role: Role) -> str:
    """Return a name that is none of Excel's own, such as Title or Note."""
    return f"table {role.name.lower().replace('_', ' ')}"


def _write_sheet(sheet: Worksheet, grid: Grid) -> None:
    """Write cells, then what makes the sheet ready to print."""
    for column, width in enumerate(grid.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(grid.rows, start=1):
        sheet.row_dimensions[number].height = _height(row, grid)
        for cell in row:
            _write_cell(sheet, number, cell)
    _set_up_page(sheet, grid)


def _write_cell(sheet: Worksheet, row: int, cell: Cell) -> None:
    """Write a value in its style over all that the cell spans."""
    left, bottom, right = cell.column + 1, row + cell.rows - 1, cell.column + cell.columns
    for below in range(row, bottom + 1):
        for column in range(left, right + 1):
            sheet.cell(below, column).style = _style_name(cell.role)
    target = sheet.cell(row, left)
    if isinstance(cell.value, Figure):
        # As text of digits: openpyxl would write a Decimal through float, 67.43000000000001.
        target.value, target.data_type = f"{cell.value.shown:f}", "n"
    elif cell.value:
        write_text(target, cell.value)
    if cell.indent:
        target.alignment = Alignment(**_LOOKS[cell.role][1], indent=cell.indent)
    if (bottom, right) != (row, left):
        # Not `merge_cells`, which throws away the styles of the covered cells, and their borders.
        first, last = (f"{get_column_letter(c)}{r}" for c, r in ((left, row), (right, bottom)))
        sheet.merged_cells.add(f"{first}:{last}")


def _height(row: Row, grid: Grid) -> float:
    """Return a height in points in which every cell's text fits after wrapping."""
    if row[0].role is Role.TITLE:
        return TITLE_HEIGHT
    return ROW_PADDING + LINE_HEIGHT * max(_lines(cell, grid) for cell in row)


def _lines(cell: Cell, grid: Grid) -> int:
    """Return how many lines a cell's text takes, one character's width kept free."""
    width = sum(grid.widths[cell.column : cell.column + cell.columns])
    room = max(width - 1 - INDENT_WIDTH * cell.indent, 2)
    return max(1, math.ceil(display_width(cell.text) / room / cell.rows))


def _set_up_page(sheet: Worksheet, grid: Grid) -> None:
    """A4, one page wide, headings on every page, page numbers, headings in view on screen."""
    first, end = grid.heading
    sheet.freeze_panes = sheet.cell(end + 1, _frozen_columns(grid.rows[end]) + 1).coordinate
    sheet.print_title_rows = f"{first + 1}:{end}"
    sheet.print_area = f"A1:{get_column_letter(len(grid.widths))}{len(grid.rows)}"
    sheet.page_setup.orientation = "landscape" if grid.landscape else "portrait"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(grid.one_page)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    for edge, inches in MARGINS.items():
        setattr(sheet.page_margins, edge, inches)
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"  # type: ignore[union-attr]
    sheet.sheet_view.showGridLines = False


def _frozen_columns(row: Row) -> int:
    """Return how many columns of codes and names stay in view: none if there are two sides."""
    amounts = [cell.column for cell in row if cell.role is Role.AMOUNT]
    names = [cell.column for cell in row if cell.role is not Role.AMOUNT]
    return 0 if max(names, default=0) > min(amounts) else min(amounts)
