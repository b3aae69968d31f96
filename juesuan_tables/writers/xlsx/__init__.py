"""Grids → an Excel workbook that is ready to print and to publish.

One sheet a table. Only amounts are numbers; everything else is text and can never become a
formula. The same grids give the same bytes.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from juesuan_tables.grid import Cell, Grid, Role, Row, display_width
from juesuan_tables.writers._package import new_book, saved
from juesuan_tables.writers.xlsx._cells import Styles, set_up_paper, write_cell
from juesuan_tables.writers.xlsx._charts import write_charts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from openpyxl.worksheet.worksheet import Worksheet

    from juesuan_tables.chart import Chart

CHARTS = "图表"
"""The name of the sheet of charts."""
LINE_HEIGHT, TITLE_HEIGHT = 15.0, 32.0
ROW_PADDING = 3.0
INDENT_WIDTH = 3
"""Characters that one level of indent takes at most: programs differ."""


def workbook(
    grids: Iterable[Grid], *, title: str, author: str, made: date, charts: Sequence[Chart] = ()
) -> bytes:
    """Return an xlsx file with one sheet for each grid, named by its title.

    ``charts``, where there are any, are drawn on a last sheet, 图表, so that they can be edited.
    ``made`` becomes the date of creation, so that the same input gives the same bytes.
    """
    book = new_book()
    styles = Styles(book)
    for grid in grids:
        _write_sheet(book.create_sheet(grid.title), grid, styles)
    if charts:
        write_charts(book.create_sheet(CHARTS), charts, styles)
    return saved(book, title=title, author=author, made=made)


def _write_sheet(sheet: Worksheet, grid: Grid, styles: Styles) -> None:
    """Write cells, then what makes the sheet ready to print."""
    for column, width in enumerate(grid.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(grid.rows, start=1):
        sheet.row_dimensions[number].height = _height(row, grid)
        for cell in row:
            write_cell(sheet, number, cell, styles)
    _set_up_page(sheet, grid)


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
    """Print it on paper of its own, headings on every page, and keep them in view on screen."""
    first, end = grid.heading
    sheet.freeze_panes = sheet.cell(end + 1, _frozen_columns(grid.rows[end]) + 1).coordinate
    sheet.print_title_rows = f"{first + 1}:{end}"
    columns, rows = len(grid.widths), len(grid.rows)
    set_up_paper(sheet, columns, rows, landscape=grid.landscape, one_page=grid.one_page)


def _frozen_columns(row: Row) -> int:
    """Return how many columns of codes and names stay in view: none if there are two sides."""
    amounts = [cell.column for cell in row if cell.role is Role.AMOUNT]
    names = [cell.column for cell in row if cell.role is not Role.AMOUNT]
    return 0 if max(names, default=0) > min(amounts) else min(amounts)
