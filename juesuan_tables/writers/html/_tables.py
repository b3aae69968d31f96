"""A grid → a table as HTML knows it: head and body, row and column headings, and as CSV."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING

from juesuan_tables.figure import Figure
from juesuan_tables.grid import OUTSIDE, Cell, Grid, Role, Row, spread
from juesuan_tables.writers.html._view import Slot, Table

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

ABOVE = (Role.UNIT_LINE, Role.FORM_NUMBER, Role.CURRENCY_LINE)
_NAMES = {Role.LABEL, Role.TOTAL_LABEL}
_CLASSES = {role: role.name.lower().replace("_", "-") for role in Role}
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|\t")  # full width, too: programs turn it into half
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$')
_CSV = "data:text/csv;charset=utf-8;base64,"


def cell_id(address: str) -> str:
    """Return the id of the cell that prints a figure: ASCII, another for every address.

    >>> cell_id("expenditure.2010301.basic")
    'expenditure.2010301.basic'
    """
    return _UNSAFE.sub(lambda match: f"~{ord(match[0]):x}~", address)


def table(grid: Grid, *, heading: str, taken: Container[str] = ()) -> Table:
    """Return a grid as a table; ``heading`` stands before it, ``taken`` ids stand elsewhere."""
    first, end = grid.heading
    inside = [row for row in grid.rows[end:] if row[0].role not in OUTSIDE]
    return Table(
        title=grid.title,
        named=heading.endswith(grid.title),
        lines=_texts(grid, ABOVE),
        groups=_groups(grid),
        characters=int(sum(grid.widths)),
        head=tuple(
            tuple(_head_cell(cell, top=row is grid.rows[first]) for cell in row)
            for row in grid.rows[first:end]
        ),
        body=tuple(tuple(_body_cell(cell, row, taken) for cell in row) for row in inside),
        notes=_texts(grid, (Role.NOTE,)),
        paper=paper(grid),
        csv=_CSV + b64encode(csv(grid).encode("utf-8-sig")).decode(),
    )


def paper(grid: Grid) -> str:
    """Return how a table is printed."""
    return "wide" if grid.landscape else "upright"


def _texts(grid: Grid, roles: Sequence[Role]) -> tuple[str, ...]:
    cells = (cell for role in roles for row in grid.rows for cell in row if cell.role is role)
    return tuple(cell.text for cell in cells if cell.text)


def _groups(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """Return the widths of the columns under each heading of the first row, in percent."""
    total = sum(grid.widths)
    shares = [f"{100 * width / total:.2f}" for width in grid.widths]
    first = grid.rows[grid.heading[0]]
    return tuple(tuple(shares[cell.column : cell.column + cell.columns]) for cell in first)


def _head_cell(cell: Cell, *, top: bool) -> Slot:
    """Return a cell of the head; only what spans columns from the top heads a group of them."""
    if cell.role is not Role.HEADER or not cell.text:
        return _slot(cell, "td")
    return _slot(cell, "th", "colgroup" if top and cell.columns > 1 else "col")


def _body_cell(cell: Cell, row: Row, taken: Container[str]) -> Slot:
    if cell.role in _NAMES and cell.text and _heads(cell, row):
        return _slot(cell, "th", "row")
    name = cell_id(cell.value.name) if isinstance(cell.value, Figure) else ""
    return _slot(cell, "td", id="" if name in taken else name)


def _heads(cell: Cell, row: Row) -> bool:
    """Return whether a label heads its row: where there are no amounts, only the first does."""
    return cell is row[0] or any(other.role is Role.AMOUNT for other in row)


def _slot(cell: Cell, tag: str, scope: str = "", id: str = "") -> Slot:  # noqa: A002 HTML's own name
    return Slot(
        tag, cell.text, _CLASSES[cell.role], scope, id, cell.columns, cell.rows, cell.indent
    )


def csv(grid: Grid) -> str:
    """Return a table from title to notes as RFC 4180 wants it; no text can become a formula."""
    columns = len(grid.widths)
    return "".join(f"{','.join(spread(row, columns, _field))}\r\n" for row in grid.rows)


def _field(cell: Cell) -> str:
    text = cell.text
    if not isinstance(cell.value, Figure) and _FORMULA.match(text):
        text = f"'{text}"  # what programs show as it is, and do not compute
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text
