"""Official tables printed otherwise: however a province prints them, the same cells are read."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import official_variants as variants
import pytest
from every_edition import facts
from official_sheets import printed, read, sheet

import juesuan_tables as jt
from juesuan_tables.reading.official import official_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from official_sheets import Cells
    from official_variants import Printed

EDITIONS = ("mof-2022", "shanghai-2024")
"""With 栏次 and 行次 and without, “三公” in two blocks and interleaved."""
VARIANTS: dict[str, tuple[Callable[[Printed], None], ...]] = {
    "codes in three cells": (variants.codes_in_three_cells,),
    "codes under three heads": (variants.codes_under_three_heads,),
    "codes in steps": (variants.codes_in_steps,),
    "codes before names": (variants.codes_before_names,),
    "codes as numbers": (variants.codes_as_numbers,),
    "no 栏次": (variants.without_rows_of(jt.Role.ORDINAL),),
    "栏次 without its name": (variants.replace_text(lambda text: text.replace("栏次", "")),),
    "no 行次": (variants.without_line_numbers,),
    "no form number": (variants.without_rows_of(jt.Role.FORM_NUMBER),),
    "another form number": (
        variants.replace_text(lambda text: text.replace("公开", "附").replace("附0", "附表")),
    ),
    "unit and year in the title": (variants.unit_and_year_before_title,),
    "no bands": (variants.without_bands,),
    "blank rows": (variants.blank_rows,),
    "blank columns": (variants.blank_columns,),
    "合计 elsewhere": (variants.total_moved,),
    "a detail beside": (variants.detail_column,),
    "a detail under a band": (variants.detail_under_a_band,),
    "other words": (variants.replace_text(variants.other_words),),
    "other numbering": (variants.replace_text(variants.other_numbering),),
    "no numbering": (variants.replace_text(variants.no_numbering),),
    "short labels": (variants.replace_text(variants.short_labels),),
    "amounts as text": (variants.amounts_as_text,),
    "full-width amounts, dashes": (variants.amounts_full_width,),
    "signatures": (variants.with_signatures,),
    "a third block": (variants.block_beside,),
    "a year in heads": (
        variants.replace_text(lambda text: f"2018年{text}" if text.endswith("算数") else text),
    ),
    "short titles": (
        variants.replace_text(lambda text: text.replace("预算财政拨款支出", "预算支出")),
    ),
    "much at once": (
        variants.amounts_as_text,
        variants.with_signatures,
        variants.unit_and_year_before_title,
        variants.replace_text(variants.other_numbering),
        variants.replace_text(variants.other_words),
        variants.codes_in_three_cells,
        variants.blank_columns,
    ),
}


@cache
def report(name: str) -> jt.Report:
    """Return the report of the made-up unit."""
    return jt.build_report(facts(name))


@cache
def names(name: str) -> Mapping[str, str]:
    """Return the names of codes as its tables print them."""
    return official_tables(variants.sheets(variants.book(report(name)))).names


@pytest.mark.parametrize("name", EDITIONS)
def test_a_code_before_its_name_in_one_cell_is_no_part_of_it(name: str) -> None:
    """2010301 行政运行 is 行政运行."""
    tables = variants.book(report(name), variants.codes_before_names)

    assert official_tables(variants.sheets(tables)).names == names(name)


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_table_printed_otherwise_has_the_same_cells(variant: str, name: str) -> None:
    """Every amount under its address, whatever is left out, added or called otherwise."""
    tables = variants.book(report(name), *VARIANTS[variant])

    found = official_tables(variants.sheets(tables))

    assert read(found) == printed(report(name))
    assert found.names.keys() == names(name).keys()


@pytest.mark.parametrize("name", EDITIONS)
def test_the_order_and_the_names_of_sheets_do_not_matter(name: str) -> None:
    """Titles tell, wherever they are."""
    tables = variants.book(report(name))[::-1]
    for number, table in enumerate(tables):
        table.name = f"Sheet{number}"

    found = official_tables(variants.sheets(tables))

    assert read(found) == printed(report(name))


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("before", ["", "公开表 ", "云溪市文化和旅游局2018年度"])
def test_a_sheet_without_title_is_what_its_name_says(name: str, before: str) -> None:
    """Even if Excel has cut the name off."""
    tables = variants.book(report(name), variants.without_rows_of(jt.Role.TITLE))
    for table in tables:
        table.name = f"{before}{table.name}"[:31]

    found = official_tables(variants.sheets(tables))

    assert read(found) == printed(report(name))


@pytest.mark.parametrize("name", EDITIONS)
def test_a_sheet_without_title_and_name_is_what_its_heads_say(name: str) -> None:
    """Where they are those of one form only: tables of the same heads stay unknown."""
    tables = variants.book(report(name), variants.without_rows_of(jt.Role.TITLE))
    for number, table in enumerate(tables):
        table.name = f"公开0{number}表"

    found = official_tables(variants.sheets(tables))

    everything = printed(report(name))
    assert read(found) == {table: everything[table] for table in found.cells}
    assert {
        "income_expenditure_summary",
        "income",
        "expenditure",
        "appropriation_summary",
        "general_budget_basic",
        "three_public",
    } <= found.cells.keys()


def test_a_sheet_is_not_what_goes_on_from_another_with_the_same_heads() -> None:
    """Its 合计 says that it begins anew: nobody can tell what it is."""
    tables = variants.book(report("shanghai-2024"))
    last = tables[-1]
    variants.without_rows_of(jt.Role.TITLE)(last)
    last.name = "Sheet9"

    found = official_tables(variants.sheets(tables))

    others = {table.grid.table for table in tables[:-1]}
    assert last.grid.table == "state_capital"
    assert read(found) == {
        table: cells for table, cells in printed(report("shanghai-2024")).items() if table in others
    }


@pytest.mark.parametrize("name", EDITIONS)
def test_all_tables_may_stand_on_one_sheet(name: str) -> None:
    """One below another, a list of them on top, one that nobody knows between them."""
    tables = variants.book(report(name))
    width = max(len(table.cells[0]) for table in tables)
    strange: Cells = [
        ["国有资产占用情况表"],
        ["项目", "数量", "金额"],
        ["车辆", Decimal(3), Decimal(45)],
    ]
    listed: Cells = [[f"{n}、{table.name}"] for n, table in enumerate(tables, start=1)]
    rows: Cells = [*listed, *(row for table in tables for row in [*table.cells, [], *strange])]

    cells = [[*row, *[None] * (width - len(row))] for row in rows]

    found = official_tables([sheet("公开表.xlsx", "公开表", cells)])

    assert read(found) == printed(report(name))


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("repeated", ["nothing", "heads", "title and heads"])
def test_a_table_may_go_on_overleaf(name: str, repeated: str) -> None:
    """Page by page as a PDF has them, with numbers of pages, heads repeated or not."""
    pages: list[Cells] = []
    for table in variants.book(report(name), variants.amounts_as_text):
        start, end = table.grid.heading
        lead: Cells = [["".join(str(cell or "") for cell in row)] for row in table.cells[:start]]
        heads, body = table.cells[start:end], table.cells[end:]
        half = len(body) // 2
        again: Cells = {"heads": heads, "title and heads": [*lead, *heads]}.get(repeated, [])
        pages.append([*lead, *heads, *body[:half], [f"- {len(pages) + 1} -"]])
        pages.append(
            [["云溪市文化局2018年度部门决算"], *again, *body[half:], [f"{len(pages) + 1}"]]
        )
    sheets = [sheet("决算.pdf", f"第{number}页", rows) for number, rows in enumerate(pages, 1)]

    found = official_tables(sheets)

    assert read(found) == printed(report(name))


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("together", [False, True])
def test_a_title_may_take_two_lines_of_a_page(name: str, together: bool) -> None:  # noqa: FBT001
    """国有资本经营预算财政拨款 and below it 支出决算表 is no 支出决算表; all may be one text."""
    pages: list[Cells] = []
    for table in variants.book(report(name)):
        first, last = table.name.rpartition("拨款")[0:3:2]
        title: Cells = [[f"{first}拨款"], [last]] if first else [[last]]
        pages.append([["第二部分 决算表"], *title, *table.cells[1:], ["说明：无。"]])
    if together:
        pages = [[row for page in pages for row in page]]

    found = official_tables(
        [sheet("决算.pdf", f"第{n}页", rows) for n, rows in enumerate(pages, 1)]
    )

    assert read(found) == printed(report(name))


@pytest.mark.parametrize("name", EDITIONS)
def test_amounts_in_yuan_are_exact(name: str) -> None:
    """Those with two decimals: 单位：元 in a table's head decides."""
    tables = variants.book(report(name), variants.in_yuan)

    found = official_tables(variants.sheets(tables))

    assert read(found) == exact(report(name))


@pytest.mark.parametrize("name", EDITIONS)
def test_cells_that_hold_more_than_they_show_are_exact(name: str) -> None:
    """A cell of 12.345678 万元 is 123456.78 元, whatever Excel shows of it."""
    tables = variants.book(report(name), variants.amounts_as(lambda amount: amount / 10_000))

    found = official_tables(variants.sheets(tables))

    assert read(found) == exact(report(name))


def exact(report: jt.Report) -> dict[str, dict[str, tuple[Decimal, Decimal]]]:
    """Return the exact amounts of what a report prints."""
    return {
        table: {name: (report.figures[name].amount, Decimal(0)) for name in cells}
        for table, cells in printed(report).items()
    }
