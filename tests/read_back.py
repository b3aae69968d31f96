"""A report's tables as a reader of its publication finds them: printed amounts by address."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import juesuan_tables as jt
from juesuan_tables.figure import PRINTED_MARGIN, WAN
from juesuan_tables.grid import Role
from juesuan_tables.reading.official import OfficialTables, PrintedAmount

if TYPE_CHECKING:
    from juesuan_tables.grid import Grid, Row


def printed(report: jt.Report) -> OfficialTables:
    """Return what the publication of a report prints."""
    accounts, tables = report.accounts, report.tables
    return OfficialTables(
        file="公开表.xlsx",
        unit=accounts.unit,
        entity=accounts.entity,
        year=accounts.year,
        edition=report.edition,
        names={code: name for grid in tables.values() for code, name in _names(grid)},
        cells={table: _cells(grid) for table, grid in tables.items()},
        rows={table: (*grid.row_labels,) for table, grid in tables.items()},
    )


def _cells(grid: Grid) -> dict[str, PrintedAmount]:
    found = {}
    for number, row in enumerate(grid.as_printed().rows, start=1):
        for cell in row:
            if isinstance(cell.value, jt.Figure):
                source = f"公开表.xlsx!{grid.title}!{chr(ord('A') + cell.column)}{number}"
                amount = cell.value.shown * WAN
                found[cell.value.name] = PrintedAmount(amount, PRINTED_MARGIN, source)
    return found


def _names(grid: Grid) -> list[tuple[str, str]]:
    return [(code, name) for row in grid.rows for code, name in _named(row)]


def _named(row: Row) -> list[tuple[str, str]]:
    """Return the codes of a row, each with the name beside it."""
    return [
        (code.text, label.text)
        for code, label in pairwise(row)
        if code.role is Role.CODE and code.text and code.text != label.text
    ]
