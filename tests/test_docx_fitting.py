"""Tables fit their pages: nothing is cut off, no amount is broken, one page is one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from docx_reader import W, tree, words
from every_edition import facts
from hypothesis import given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.grid import Cell, Grid, Role
from juesuan_tables.prose import Heading, Prose
from juesuan_tables.writers.docx import document

if TYPE_CHECKING:
    from collections.abc import Iterable

SIDES = 2 * 60
LARGEST = "-1000000000.00"
"""万元: no amount of the facts has more than thirteen digits of 元."""
DIGIT, WIDER_DIGIT, ASIAN = 0.5, 0.58, 1.0
"""Ems; a digit is half an em in 宋体, and wider where another font stands in for it."""


def _tables(*grids: Grid) -> list[Any]:
    """Return the tables of a document with some grids, as elements."""
    blocks = [block for grid in grids for block in (Heading(2, grid.title), grid)]
    content = document(Prose("决算", "某局", tuple(blocks)), made=date(2019, 8, 30))
    return [*tree(content).iter(f"{W}tbl")]


def _number(element: Any, path: str, name: str = "val") -> int:  # noqa: ANN401 an element of lxml
    return int(element.find("/".join(W + step for step in path.split("/"))).get(W + name))


def _height(table: Any) -> int:  # noqa: ANN401 an element of lxml
    return sum(_number(row, "trPr/trHeight") for row in table.iter(f"{W}tr"))


def _sizes(tables: Iterable[Any]) -> set[int]:
    """Return the sizes of type in use, in half points."""
    return {int(s.get(f"{W}val")) for table in tables for s in table.iter(f"{W}sz")}


def _grids(name: str) -> tuple[Grid, ...]:
    return jt.narrate(jt.build_report(facts(name))).as_printed().grids


@pytest.mark.parametrize("name", jt.edition_ids())
def test_a_table_for_one_page_fits_on_it_in_readable_type(name: str) -> None:
    """Its rows leave room for the lines above and below, in any edition, at 6.5 points or more."""
    grids = _grids(name)
    tables = _tables(*grids)

    for grid, table in zip(grids, tables, strict=True):
        if grid.one_page:
            assert _height(table) <= (8845 if grid.landscape else 12756) - 579 - 260
    assert min(_sizes(tables)) >= 13


@pytest.mark.parametrize("name", jt.edition_ids())
def test_no_amount_needs_a_second_line_however_large(name: str) -> None:
    """The largest amount in every cell still stands on one line, and tables stay in their place."""
    grids = [_with_amounts(grid, LARGEST) for grid in _grids(name)]

    for grid, table in zip(grids, _tables(*grids), strict=True):
        (size,) = _sizes([table])
        for cell in table.iter(f"{W}tc"):
            if words(cell) == LARGEST:
                room = _number(cell, "tcPr/tcW", "w") - SIDES
                assert room >= len(LARGEST) * DIGIT * size * 10
        if grid.one_page:
            assert _height(table) <= (8845 if grid.landscape else 12756) - 579 - 260


def _with_amounts(grid: Grid, amount: str) -> Grid:
    rows = tuple(
        tuple(
            Cell(amount, c.role, c.column, c.columns, c.rows) if c.role is Role.AMOUNT else c
            for c in row
        )
        for row in grid.rows
    )
    return replace(grid, rows=rows)


@given(st.text("一般公共预算abcXYZ019，。（） ", max_size=200), st.integers(0, 3))
def test_a_cell_is_as_high_as_the_lines_of_its_text(text: str, indent: int) -> None:
    """Even set without regard to punctuation and in wider letters, no text is cut off."""
    rows = (
        (Cell("名称", Role.HEADER, 0), Cell("金额", Role.HEADER, 1)),
        (Cell(text, Role.LABEL, 0, indent=indent), Cell("1.00", Role.AMOUNT, 1)),
    )
    grid = Grid("t", "表", rows, (20.0, 40.0), (0, 1), False, False, False, {}, {})  # noqa: FBT003 as declared

    (table,) = _tables(grid)

    row = [*table.iter(f"{W}tr")][1]
    (size,) = _sizes([table])
    line = _number(row, "tc/p/pPr/spacing", "line")
    room = _number(row, "tc/tcPr/tcW", "w") - SIDES - indent * size * 10
    width = sum(WIDER_DIGIT if each.isascii() else ASIAN for each in text.strip()) * size * 10
    assert _number(row, "trPr/trHeight") >= line * -(-int(width) // room)


def test_a_long_table_takes_no_more_pages_than_it_must(whole: jt.Report) -> None:
    """Two rows are not left over for a third page where smaller type would take them in."""
    expenditure = whole.tables["expenditure"].as_printed()

    (table,) = _tables(expenditure)

    assert _height(table) <= 2 * 8845
    assert min(_sizes([table])) >= 16
