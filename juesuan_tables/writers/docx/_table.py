"""A fitted table → its markup: rows of one shape differ in their texts only.

So a row is put together once for all tables of the same measures, with slots for its texts.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from juesuan_tables.figure import Figure, digits_in_wan
from juesuan_tables.grid import Cell, Role
from juesuan_tables.writers.docx import _looks as looks
from juesuan_tables.writers.docx._fitting import SIDES
from juesuan_tables.writers.docx._xml import escaped, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.writers.docx._fitting import Fitted

_ALIGNED = {Role.AMOUNT: "right", Role.CODE: "left", Role.LABEL: "left"}
EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


_Above: TypeAlias = tuple[tuple[Cell, int], ...]
"""Cells that reach down from above, in the order of their columns, and for how many rows more."""
_SAMPLE = "字"


class _RowForm(NamedTuple):
    """The cells of all rows of a shape, with ``%b`` for the text of each of ``places``."""

    cells: bytes
    places: tuple[int, ...]
    below: _Above


def table(fitted: Fitted) -> bytes:
    """Return a table with lines around every cell; no row is broken, the heads repeat."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in fitted.widths)
    start = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(fitted.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{EDGES}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{SIDES}" w:type="dxa"/><w:right w:w="{SIDES}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )
    return b"".join((start.encode(), *_rows(fitted), b"</w:tbl>"))


def _rows(fitted: Fitted) -> Iterator[bytes]:
    """Yield the rows; every place of the grid is covered once."""
    forms = _forms(fitted.widths, fitted.size, fitted.line)
    above: _Above = ()
    for number, row in enumerate(fitted.rows):
        shape: list[object] = [above]
        texts = []
        for cell in row:
            value = cell[0]
            if type(value) is Figure:
                texts.append(_content(digits_in_wan(value.amount)))
                shape.append(cell[1:])
            else:
                texts.append(_content(value) if value else b"")
                shape.append((bool(value), cell[1:]))
        key = tuple(shape)
        form = forms.get(key)
        if form is None:
            form = forms[key] = _row_form(row, above, fitted)
        repeated = "<w:tblHeader/>" if number < fitted.heads else ""
        height = f'<w:trHeight w:val="{fitted.heights[number]}" w:hRule="exact"/>'
        yield f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>".encode()
        yield form.cells % tuple([texts[place] for place in form.places])
        above = form.below


@lru_cache(maxsize=10_000)  # heads, names and codes stand in the tables of every unit
def _content(text: str) -> bytes:
    return escaped(text).encode()


@lru_cache(maxsize=100)
def _forms(
    widths: tuple[int, ...],  # noqa: ARG001 what is remembered is theirs
    size: int,  # noqa: ARG001
    line: int,  # noqa: ARG001
) -> dict[tuple[object, ...], _RowForm]:
    """Return the rows' forms of tables of these measures, which whoever misses one adds."""
    return {}


def _row_form(row: Sequence[Cell], above: _Above, fitted: Fitted) -> _RowForm:
    """Return the cells of a row, with those that reach down from above and with blanks."""
    starts = {cell.column: number for number, cell in enumerate(row)}
    reaching = {cell.column: (cell, rows) for cell, rows in above}
    size = fitted.size // 10
    slot = run(_SAMPLE, f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>').replace(_SAMPLE, "%b")
    cells: list[str] = []
    places: list[int] = []
    column = 0
    while column < len(fitted.widths):
        content = ""
        if column in reaching:
            cell, rows = reaching.pop(column)
            merge = "<w:vMerge/>"
        elif column in starts:
            cell = row[starts[column]]
            if cell.value:
                content = slot
                places.append(starts[column])
            rows = cell.rows
            merge = '<w:vMerge w:val="restart"/>' if rows > 1 else ""
        else:
            cell, rows, merge = Cell(None, Role.LABEL, column), 1, ""
        if rows > 1:
            reaching[column] = (cell._replace(value=None), rows - 1)
        cells.append(_cell(cell, content, merge, fitted))
        column += cell.columns
    below = tuple(reaching[column] for column in sorted(reaching))
    return _RowForm(f"{''.join(cells)}</w:tr>".encode(), tuple(places), below)


def _cell(cell: Cell, content: str, merge: str, fitted: Fitted) -> str:
    """Return one cell with one paragraph."""
    width = sum(fitted.widths[cell.column : cell.column + cell.columns])
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    indent = f'<w:ind w:left="{cell.indent * fitted.size}"/>' if cell.indent else ""
    aligned = _ALIGNED.get(cell.role)
    jc = f'<w:jc w:val="{aligned}"/>' if aligned else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{looks.CELL.key}"/>'
        f'<w:spacing w:line="{fitted.line}" w:lineRule="exact"/>{indent}{jc}</w:pPr>'
        f"{content}</w:p></w:tc>"
    )
