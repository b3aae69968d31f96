"""Official tables as somebody may have published them: sheets made from a report, and changed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import juesuan_tables as jt
from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.grid import Grid
    from juesuan_tables.reading.official import OfficialTables
    from juesuan_tables.reading.sheet import Value

Cells = list[list["Value"]]
"""The cells of a sheet, to be changed."""
Amounts = dict[str, dict[str, tuple[Decimal, Decimal]]]
"""By table and address: 元 and margin."""


def grids(report: jt.Report, zero: str | None = None) -> dict[str, Grid]:
    """Return the tables of a report as they are printed."""
    blank = None if zero is None else zero == "blank"
    return {table: grid.as_printed(blank_zeros=blank) for table, grid in report.tables.items()}


def cells_of(grid: Grid) -> Cells:
    """Return a table's cells as a workbook stores them: a number drops its last zeros."""
    rows: Cells = []
    for row in grid.rows:
        values: list[Value] = [None] * len(grid.widths)
        for cell in row:
            values[cell.column] = _stored(cell.value)
        rows.append(values)
    return rows


def _stored(value: str | jt.Figure | None) -> Value:
    if isinstance(value, jt.Figure):
        return Decimal(f"{value.shown:f}".rstrip("0").rstrip("."))
    return value or None


def sheet(file: str, name: str, rows: Iterable[Iterable[Value]]) -> Sheet:
    """Return a sheet of these rows."""
    return Sheet(file, name, tuple(map(tuple, rows)))


def sheets_of_report(report: jt.Report, zero: str | None = None) -> list[Sheet]:
    """Return the sheets of a report's workbook."""
    file = f"{report.title}公开表.xlsx"
    return [sheet(file, grid.title, cells_of(grid)) for grid in grids(report, zero).values()]


def printed(report: jt.Report, zero: str | None = None) -> Amounts:
    """Return what a report prints, by table and address."""
    return {
        table: {
            cell.value.name: (cell.value.shown * 10_000, Decimal(50))
            for row in grid.rows
            for cell in row
            if isinstance(cell.value, jt.Figure)
        }
        for table, grid in grids(report, zero).items()
    }


def read(found: OfficialTables) -> Amounts:
    """Return what was read, by table and address."""
    return {
        table: {name: (cell.amount, cell.margin) for name, cell in cells.items()}
        for table, cells in found.cells.items()
    }


def layout(edition: jt.Edition) -> list[tuple[str, ...]]:
    """Return what an edition's forms print whatever the facts, form by form."""
    return [
        (
            form.title,
            form.number or "",
            *(leaf.label for leaf in form.leaves),
            *(line.label for block in form.blocks for line in block.lines),
        )
        for form in edition.forms
    ]
