"""A fitted table → its markup, made in one go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan_tables.grid import Cell, Role
from juesuan_tables.writers.docx import _looks as looks
from juesuan_tables.writers.docx._fitting import SIDES, Printed
from juesuan_tables.writers.docx._xml import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    reaching: dict[int, tuple[Printed, int]] = {}
    for number, row in enumerate(fitted.rows):
        repeated = "<w:tblHeader/>" if number < fitted.heads else ""
        height = f'<w:trHeight w:val="{fitted.heights[number]}" w:hRule="exact"/>'
        cells = "".join(_cells(row, reaching, fitted))
        yield f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _cells(
    row: Iterable[Printed], reaching: dict[int, tuple[Printed, int]], fitted: Fitted
) -> Iterator[str]:
    """Yield the cells of a row, with those that reach down from above and with blanks.

    ``reaching`` says by column which cells do, and for how many rows more.
    """
    starts = {each.cell.column: each for each in row}
    column = 0
    while column < len(fitted.widths):
        if column in reaching:
            printed, rows = reaching.pop(column)
            printed, merge = replace(printed, text=""), "<w:vMerge/>"
        else:
            printed = starts.get(column) or Printed(Cell(None, Role.LABEL, column), "")
            rows = printed.cell.rows
            merge = '<w:vMerge w:val="restart"/>' if rows > 1 else ""
        if rows > 1:
            reaching[column] = (printed, rows - 1)
        yield _cell(printed, merge, fitted)
        column += printed.cell.columns


def _cell(printed: Printed, merge: str, fitted: Fitted) -> str:
    """Return one cell with one paragraph."""
    cell, size = printed.cell, fitted.size // 10
    width = sum(fitted.widths[cell.column : cell.column + cell.columns])
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    indent = f'<w:ind w:left="{cell.indent * fitted.size}"/>' if cell.indent else ""
    aligned = _ALIGNED.get(cell.role)
    jc = f'<w:jc w:val="{aligned}"/>' if aligned else ""
    content = run(printed.text, f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>')
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{looks.CELL.key}"/>'
        f'<w:spacing w:line="{fitted.line}" w:lineRule="exact"/>{indent}{jc}</w:pPr>'
        f"{content}</w:p></w:tc>"
    )
