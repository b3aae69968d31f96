"""Where printed tables come from: the sheets of a file, or the tables of a document in memory."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from juesuan_tables.auditing._on_demand import OnDemand
from juesuan_tables.figure import PRINTED_MARGIN, WAN, Figure, times
from juesuan_tables.grid import Role
from juesuan_tables.reading.official import OfficialTables, PrintedAmount, readable_tables
from juesuan_tables.terms import chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from juesuan_tables.editions import Edition
    from juesuan_tables.grid import Grid
    from juesuan_tables.reading.sheet import Sheet
    from juesuan_tables.terms import Entity

__all__ = ["figure_of", "figures_of", "tables_of_grids", "tables_of_sheets"]


def tables_of_sheets(
    sheets: Sequence[Sheet], edition: Edition | None = None
) -> OfficialTables | None:
    """Return the official tables of a document, with all that could not be read; None if none."""
    return readable_tables(sheets, edition)


def tables_of_grids(  # noqa: PLR0913 a document in memory says of itself what a file does
    grids: Iterable[Grid],
    edition: Edition,
    *,
    file: str,
    unit: str | None = None,
    entity: Entity | None = None,
    year: int | None = None,
    blank_zeros: bool | None = None,
) -> OfficialTables | None:
    """Return tables in memory as whoever reads them on paper finds them; None if there are none.

    ``blank_zeros`` says whether amounts without facts are blank, whatever the tables say of it.
    """
    printed = {grid.table: grid for grid in grids}
    if not printed:
        return None
    labels = {table: _names(grid) for table, grid in printed.items()}
    blanks = {t: g.blank_zeros if blank_zeros is None else blank_zeros for t, g in printed.items()}
    return OfficialTables(
        file=file,
        unit=unit,
        entity=entity,
        year=year,
        edition=edition,
        names={code: name for names in labels.values() for code, name in names.items()},
        cells={
            table: _cells(grid, file, blank_zeros=blanks[table]) for table, grid in printed.items()
        },
        rows={table: (*grid.row_labels,) for table, grid in printed.items()},
        labels={
            table: {code: (name,) for code, name in names.items()}
            for table, names in labels.items()
        },
    )


def _cells(grid: Grid, file: str, *, blank_zeros: bool) -> dict[str, PrintedAmount]:
    """Return the amounts that a table prints: where zeros are blank, without those of no fact."""
    source = f"{file}!{grid.title}"
    return {
        cell.value.name: PrintedAmount(times(cell.value.shown, WAN), PRINTED_MARGIN, source)
        for row in grid.rows
        for cell in row
        if isinstance(cell.value, Figure) and (not blank_zeros or cell.value.exists)
    }


def _names(grid: Grid) -> dict[str, str]:
    """Return the codes of a table, each with the name beside it."""
    return {
        code.text: label.text
        for row in grid.rows
        for code, label in pairwise(row)
        if code.role is Role.CODE and code.text and label.text not in {"", code.text}
    }


def figures_of(tables: OfficialTables | None) -> Mapping[str, Figure]:
    """Return the amounts that tables print, by address: nothing where there are none."""
    cells: dict[str, PrintedAmount] = {}
    for table in tables.cells.values() if tables else ():
        cells |= table
    return OnDemand(cells, figure_of)


def figure_of(name: str, cell: PrintedAmount) -> Figure:
    """Return what a cell prints as a figure."""
    return Figure(name, cell.amount, cell.margin, cell.source, label=chinese_figure(name))
