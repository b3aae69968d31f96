"""The workbook written with openpyxl, cell by cell: the only description of how it looks.

What is cast (``_casting``) is taken from what this writes, and has the same bytes.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from juesuan_tables.grid import Cell, Grid, Role, Row, display_width
from juesuan_tables.writers._package import new_book, saved
from juesuan_tables.writers.xlsx._cells import InOrder, Styles, set_up_paper, write_cell
from juesuan_tables.writers.xlsx._charts import write_charts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from juesuan_tables.chart import Chart

CHARTS = "图表"
"""The name of the sheet of charts."""
LINE_HEIGHT, TITLE_HEIGHT = 15.0, 32.0
ROW_PADDING = 3.0
INDENT_WIDTH = 3
"""Characters that one level of indent takes at most: programs differ."""


def written(
    grids: Iterable[Grid], *, title: str, author: str, made: date, charts: Sequence[Chart] = ()
) -> bytes:
    """Return an xlsx file with one sheet for each grid, and one of ``charts`` if there are any."""
    book = new_book()
    styles = Styles(book)
    for grid in grids:
        _write_sheet(book.create_sheet(grid.title), grid, styles)
    if charts:
        write_charts(book.create_sheet(CHARTS), charts, styles)
    return saved(book, title=title, author=author, made=made)


def written_rows(grid: Grid) -> bytes:
    """Return a workbook of one sheet that holds a table's rows and is not set up for printing."""
    book = new_book()
    _write_rows(book.create_sheet(grid.title), grid, Styles(book))
    return saved(book, title=grid.title, author="", made=date.min)


def _write_sheet(sheet: Worksheet, grid: Grid, styles: Styles) -> None:
    """Write cells, then what makes the sheet ready to print."""
    for column, width in enumerate(grid.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    _write_rows(sheet, grid, styles)
    _set_up_page(sheet, grid)


def _write_rows(sheet: Worksheet, grid: Grid, styles: Styles) -> None:
    sheet.merged_cells = InOrder()
    for number, row in enumerate(grid.rows, start=1):
        sheet.row_dimensions[number].height = row_height(row, grid)
        for cell in row:
            write_cell(sheet, number, cell, styles)


def row_height(row: Row, grid: Grid) -> float:
    """Return a height in points in which every cell's text fits after wrapping."""
    if row[0].role is Role.TITLE:
        return TITLE_HEIGHT
    return ROW_PADDING + LINE_HEIGHT * max(lines(cell, grid) for cell in row)


def lines(cell: Cell, grid: Grid) -> int:
    """Return how many lines a cell's text takes."""
    return max(1, math.ceil(display_width(cell.text) / room(cell, grid) / cell.rows))


def room(cell: Cell, grid: Grid) -> float:
    """Return how many characters a line of a cell has room for, one character's width kept free."""
    width = sum(grid.widths[cell.column : cell.column + cell.columns])
    return max(width - 1 - INDENT_WIDTH * cell.indent, 2)


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
