"""A grid → a table as HTML knows it: head and body, row and column headings, and as CSV."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan_tables.figure import Figure
from juesuan_tables.grid import OUTSIDE, Cell, Grid, Role, Row, spread
from juesuan_tables.once import once
from juesuan_tables.writers.html._view import Slot, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

ABOVE = (Role.UNIT_LINE, Role.FORM_NUMBER, Role.CURRENCY_LINE)
_NAMES = {Role.LABEL, Role.TOTAL_LABEL}
_CLASSES = {role: role.name.lower().replace("_", "-") for role in Role}
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|\t")  # full width, too: programs turn it into half
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$')
_CSV = "data:text/csv;charset=utf-8;base64,"
_MOST = 10_000
"""How many texts, cells and addresses are remembered; tables print most of them again and again."""
_MOST_HEADS = 500


@lru_cache(_MOST)
def cell_id(address: str) -> str:
    """Return the id of the cell that prints a figure: ASCII, another for every address.

    >>> cell_id("expenditure.2010301.basic")
    'expenditure.2010301.basic'
    """
    return _UNSAFE.sub(lambda match: f"~{ord(match[0]):x}~", address)


@once
def table(grid: Grid) -> Table:
    """Return a grid as a table, its title not yet said, and every amount with its id."""
    first, end = grid.heading
    heading = grid.rows[first:end]
    body = tuple(_body_row(row) for row in grid.rows[end:] if row[0].role not in OUTSIDE)
    return Table(
        title=grid.title,
        named=False,
        lines=_texts(grid, ABOVE),
        groups=_groups(heading[0], grid.widths),
        characters=int(sum(grid.widths)),
        head=_head(heading),
        body=body,
        notes=_texts(grid, (Role.NOTE,)),
        paper=paper(grid),
        ids=frozenset(slot.id for row in body for slot in row if slot.id),
    )


def paper(grid: Grid) -> str:
    """Return how a table is printed."""
    return "wide" if grid.landscape else "upright"


def _texts(grid: Grid, roles: Sequence[Role]) -> tuple[str, ...]:
    """Return what stands above or below the lines of a table, in the order of the roles."""
    outside = [cell for row in grid.rows if row[0].role in OUTSIDE for cell in row]
    cells = (cell for role in roles for cell in outside if cell.role is role)
    return tuple(cell.text for cell in cells if cell.text)


@lru_cache(_MOST_HEADS)
def _groups(top: Row, widths: tuple[float, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the widths of the columns under each heading of the top row, in percent."""
    total = sum(widths)
    shares = [f"{100 * width / total:.2f}" for width in widths]
    return tuple(tuple(shares[cell.column : cell.column + cell.columns]) for cell in top)


@lru_cache(_MOST_HEADS)
def _head(rows: tuple[Row, ...]) -> tuple[tuple[Slot, ...], ...]:
    """Return the head of a table, which every table of its form has."""
    return tuple(
        tuple(_head_cell(cell, top=number == 0) for cell in row) for number, row in enumerate(rows)
    )


def _head_cell(cell: Cell, *, top: bool) -> Slot:
    """Return a cell of the head; only what spans columns from the top heads a group of them."""
    if cell.role is not Role.HEADER or not cell.text:
        return _words(cell, "td", "")
    return _words(cell, "th", "colgroup" if top and cell.columns > 1 else "col")


def _body_row(row: Row) -> tuple[Slot, ...]:
    """Return a row: a label heads it; where there are no amounts, only the first does."""
    alone = all(cell.role is not Role.AMOUNT for cell in row)
    return tuple(
        Slot("td", cell.text, "amount", "", cell_id(value.name), cell.columns, cell.rows)
        if isinstance(value := cell.value, Figure)
        else _words(cell, "th", "row")
        if cell.role in _NAMES and value and not (alone and cell is not row[0])
        else _words(cell, "td", "")
        for cell in row
    )


@lru_cache(_MOST)
def _words(cell: Cell, tag: str, scope: str) -> Slot:
    """Return a cell that holds no figure: forms print most of them for every unit."""
    role = _CLASSES[cell.role]
    return Slot(tag, cell.text, role, scope, "", cell.columns, cell.rows, cell.indent)


def download(grid: Grid) -> str:
    """Return the address of a table as a CSV file."""
    return _CSV + b64encode(csv(grid).encode("utf-8-sig")).decode()


def csv(grid: Grid) -> str:
    """Return a table from title to notes as RFC 4180 wants it; no text can become a formula."""
    columns = len(grid.widths)
    return "".join(f"{','.join(spread(row, columns, _field))}\r\n" for row in grid.rows)


def _field(cell: Cell) -> str:
    return cell.text if isinstance(cell.value, Figure) else _quoted(cell.value or "")


@lru_cache(_MOST)
def _quoted(text: str) -> str:
    """Return a text as it stands between commas."""
    if _FORMULA.match(text):
        text = f"'{text}"  # what programs show as it is, and do not compute
    if _QUOTED.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text
