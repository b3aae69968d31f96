"""Where printed tables come from: the sheets of a file, or the tables of a document in memory."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from juesuan_tables.figure import PRINTED_MARGIN, WAN, Figure, times
from juesuan_tables.grid import Role
from juesuan_tables.reading.official import OfficialTables, PrintedAmount, readable_tables
from juesuan_tables.remembered import once_in_a_row
from juesuan_tables.terms import chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from juesuan_tables.editions import Edition
    from juesuan_tables.grid import Grid, Row
    from juesuan_tables.reading.sheet import Sheet
    from juesuan_tables.terms import Entity

__all__ = ["figures_of", "tables_of_grids", "tables_of_sheets"]


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
) -> OfficialTables | None:
    """Return tables in memory as whoever reads them on paper finds them; None if there are none."""
    printed = {grid.table: grid.as_printed(blank_zeros=grid.blank_zeros) for grid in grids}
    if not printed:
        return None
    labels = {table: {**_names(grid)} for table, grid in printed.items()}
    return OfficialTables(
        file=file,
        unit=unit,
        entity=entity,
        year=year,
        edition=edition,
        names={code: name for names in labels.values() for code, name in names.items()},
        cells={table: _cells(grid, file) for table, grid in printed.items()},
        rows={table: (*grid.row_labels,) for table, grid in printed.items()},
        labels={
            table: {code: (name,) for code, name in names.items()}
            for table, names in labels.items()
        },
    )


def _cells(grid: Grid, file: str) -> dict[str, PrintedAmount]:
    source = f"{file}!{grid.title}"
    return {
        cell.value.name: PrintedAmount(times(cell.value.shown, WAN), PRINTED_MARGIN, source)
        for row in grid.rows
        for cell in row
        if isinstance(cell.value, Figure)
    }


def _names(grid: Grid) -> dict[str, str]:
    return dict(named for row in grid.rows for named in _named(row))


def _named(row: Row) -> Iterator[tuple[str, str]]:
    """Yield the codes of a row, each with the name beside it."""
    for code, label in pairwise(row):
        if code.role is Role.CODE and code.text and label.text not in {"", code.text}:
            yield code.text, label.text


@once_in_a_row
def figures_of(tables: OfficialTables | None) -> dict[str, Figure]:
    """Return the amounts that tables print, by address: nothing where there are none."""
    cells = tables.cells.values() if tables else ()
    return {
        name: Figure(name, cell.amount, cell.margin, cell.source, label=chinese_figure(name))
        for table in cells
        for name, cell in table.items()
    }
