"""A fitted table → its markup, made in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.grid import Cell, Role
from juesuan_tables.writers.docx import _looks as looks
from juesuan_tables.writers.docx._fitting import SIDES
from juesuan_tables.writers.docx._xml import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.grid import Row
    from juesuan_tables.writers.docx._fitting import Fitted

_ALIGNED = {Role.AMOUNT: "right", Role.CODE: "left", Role.LABEL: "left"}
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table(fitted: Fitted) -> str:
    """Return a table with lines around every cell; no row is broken, the heads repeat."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in fitted.widths)
    rows = "".join(_rows(fitted))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(fitted.widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{_EDGES}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{SIDES}" w:type="dxa"/><w:right w:w="{SIDES}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _rows(fitted: Fitted) -> Iterator[str]:
    """Yield the rows; every place of the grid is covered once."""
    from_above: dict[int, tuple[Cell, int]] = {}
    for number, row in enumerate(fitted.rows):
        repeated = "<w:tblHeader/>" if number < fitted.heads else ""
        height = f'<w:trHeight w:val="{fitted.heights[number]}" w:hRule="exact"/>'
        cells = "".join(_cells(row, from_above, fitted))
        yield f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _cells(row: Row, from_above: dict[int, tuple[Cell, int]], fitted: Fitted) -> Iterator[str]:
    """Yield the cells of a row, those that come down from above and blanks included."""
    starts = {cell.column: cell for cell in row}
    column = 0
    while column < len(fitted.widths):
        if column in from_above:
            cell, rows = from_above.pop(column)
            merge = "<w:vMerge/>"
            text = ""
        else:
            cell = starts.get(column) or Cell(None, Role.LABEL, column)
            rows = cell.rows
            merge = '<w:vMerge w:val="restart"/>' if rows > 1 else ""
            text = cell.text
        if rows > 1:
            from_above[column] = (cell, rows - 1)
        yield _cell(cell, text, merge, fitted)
        column += cell.columns


def _cell(cell: Cell, text: str, merge: str, fitted: Fitted) -> str:
    """Return one cell with one paragraph."""
    width = sum(fitted.widths[cell.column : cell.column + cell.columns])
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    indent = f'<w:ind w:left="{cell.indent * fitted.size}"/>' if cell.indent else ""
    aligned = _ALIGNED.get(cell.role)
    jc = f'<w:jc w:val="{aligned}"/>' if aligned else ""
    size = fitted.size // 10
    content = run(text, f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>')
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{looks.CELL.key}"/>'
        f'<w:spacing w:line="{fitted.line}" w:lineRule="exact"/>{indent}{jc}</w:pPr>'
        f"{content}</w:p></w:tc>"
    )
