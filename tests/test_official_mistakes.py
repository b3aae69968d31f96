"""What stands in the way of reading official tables is said at once, each with its cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import official_variants as variants
import pytest
from every_edition import facts
from official_sheets import printed, read, sheet

import juesuan_tables as jt
from juesuan_tables.reading.official import official_tables

if TYPE_CHECKING:
    from official_sheets import Cells
    from official_variants import Printed

    from juesuan_tables.reading.sheet import Sheet

EDITION = "shanghai-2024"


@pytest.fixture(scope="module")
def report() -> jt.Report:
    """Return the report of the made-up unit."""
    return jt.build_report(facts(EDITION))


@pytest.fixture
def tables(report: jt.Report) -> dict[str, Printed]:
    """Return its tables, to be spoiled."""
    return {table.grid.table: table for table in variants.book(report)}


def refused(sheets: list[Sheet]) -> list[str]:
    """Return the problems that are told of sheets."""
    with pytest.raises(jt.InputError) as caught:
        official_tables(sheets)
    return [str(problem) for problem in caught.value.problems]


def test_everything_wrong_is_told_in_the_order_of_the_document(
    tables: dict[str, Printed],
) -> None:
    """Cells that are no number, a code that is none, a line that no form has."""
    tables["income"].cells[5][2] = "#REF!"
    tables["income"].cells[6][0] = "2010"
    tables["income_expenditure_summary"].cells[4][0] = "一、公共预算收入"
    tables["income_expenditure_summary"].cells[6][3] = "见附件"
    tables["expenditure"].cells[5][0] = "社会保障"
    tables["expenditure"].cells[5][1] = None
    tables["expenditure"].cells[6][:2] = [None, None]

    problems = refused(variants.sheets([*tables.values()]))

    assert problems == [
        (
            "错误 公开表.xlsx!收入支出决算总表!A5：收入支出决算总表有“一、公共预算收入”一行，表样上没有。"
            "请改成表样上的名称；不属于本表的，请删去这一行。"
        ),
        (
            "错误 公开表.xlsx!收入支出决算总表!D7：收入支出决算总表“三、国防支出”一行“支出 决算数”"
            "是“见附件”，应为数，没有的应留空。请修改后重新生成。"
        ),
        (
            "错误 公开表.xlsx!收入决算表!C6：收入决算表“201 一般公共服务支出”一行“本年收入合计”"
            "是“#REF!”，应为数，没有的应留空。请修改后重新生成。"
        ),
        (
            "错误 公开表.xlsx!收入决算表!A7：收入决算表有“2010”一行，科目编码应为3位、5位或7位数字。"
            "请修改后重新生成。"
        ),
        (
            "错误 公开表.xlsx!支出决算表!A6：支出决算表有“社会保障”一行，应为科目编码或合计。"
            "请改成表样上的名称；不属于本表的，请删去这一行。"
        ),
        (
            "错误 公开表.xlsx!支出决算表!C7：支出决算表这一行有金额，没有科目编码，也没有名称。"
            "请修改后重新生成。"
        ),
    ]


def test_lines_without_amounts_are_nobodys_concern(
    tables: dict[str, Printed], report: jt.Report
) -> None:
    """What no form has is told only where there are amounts."""
    table = tables["income_expenditure_summary"]
    table.cells.insert(5, ["  其中：专户收入", None, None, None])
    table.cells.insert(6, ["另列", None, None, None])

    found = official_tables(variants.sheets([*tables.values()]))

    assert read(found) == printed(report)


def test_a_table_printed_twice_must_print_the_same(
    tables: dict[str, Printed], report: jt.Report
) -> None:
    """A copy is ignored; one with another number is told with both cells."""
    sheets = variants.sheets([*tables.values()])
    again = replace(sheets[1], name="收入决算表 (2)")
    tables["income"].cells[5][2] = Decimal("1.5")
    other = sheet("公开表.xlsx", "收入决算表 (3)", tables["income"].cells)

    found = official_tables([*sheets, again])
    (problem,) = refused([*sheets, other])

    assert read(found) == printed(report)
    assert problem == (
        "错误 公开表.xlsx!收入决算表 (3)!C6：收入决算表“201 一般公共服务支出”一行“本年收入合计”"
        "印了两次，公开表.xlsx!收入决算表!C6 是67.49万元，这里是1.5万元。请核对后只留正确的。"
    )


def test_a_formula_without_a_value_is_no_blank(tables: dict[str, Printed]) -> None:
    """Nothing has computed it: WPS or Excel must."""
    sheets = variants.sheets([*tables.values()])
    sheets[1] = replace(sheets[1], uncached=frozenset({(5, 2)}))

    assert refused(sheets) == [
        "错误 公开表.xlsx!收入决算表!C6：公式没有算出结果。请用WPS或Excel打开并保存一次。"
    ]


def test_no_table_is_told_with_what_was_expected() -> None:
    """Neither titles in sentences nor tables of other things are official tables."""
    rows: Cells = [
        ["关于收入决算表的说明", None],
        ["项目", "金额"],
        ["会议费", Decimal(3)],
        ["详见收入支出决算总表", None],
    ]

    assert refused([sheet("说明.xlsx", "Sheet1", rows)]) == [
        (
            "错误 说明.xlsx：没有找到决算公开表，应有“收入支出决算总表”、“收入决算表”、“支出决算表”等标题，"
            "标题下面是栏目和数。请核对是不是这个文件，标题和栏目是不是和表样一样。"
        )
    ]
    assert refused([])[0].startswith("错误 文件：没有找到决算公开表")


def test_amounts_of_an_unknown_unit_are_not_guessed(tables: dict[str, Printed]) -> None:
    """A table without 单位 is in that of the others; where none says it, it must be asked."""
    for table in tables.values():
        variants.replace_text(lambda text: "" if text == "单位：万元" else text)(table)
    sheets = variants.sheets([*tables.values()])

    problems = refused(sheets)

    assert problems[0] == (
        "错误 公开表.xlsx!收入支出决算总表!A5：收入支出决算总表没有写明金额单位，"
        "应为“单位：万元”或“单位：元”。请在表头写明后重新生成。"
    )
    assert len(problems) == len(sheets)


def test_a_table_without_unit_is_in_that_of_the_others(
    tables: dict[str, Printed], report: jt.Report
) -> None:
    """As in a document that says 单位：万元 on its first table only."""
    first, *others = tables.values()
    for table in others:
        variants.replace_text(lambda text: "" if text == "单位：万元" else text)(table)

    found = official_tables(variants.sheets([first, *others]))

    assert read(found) == printed(report)


def test_tables_of_other_things_do_no_harm(tables: dict[str, Printed], report: jt.Report) -> None:
    """Budgets, last year's tables of another kind, performance: with the same heads, too."""
    width = 8
    strange: list[Cells] = [
        [
            ["支出预算总表"],
            ["科目编码", "科目名称", "合计", "基本支出"],
            ["201", "公共", "1.00", "1.00"],
        ],
        [["项目支出决算表"], ["科目编码", "科目名称", "合计"], ["2010301", "行政运行", "7.00"]],
        [["国有资产占用情况表"], ["项目", "数量"], ["车辆", "3"]],
        [["财政拨款支出决算明细表"], ["科目编码", "科目名称", "合计"], ["201", "公共", "9.00"]],
    ]
    other = [
        sheet("公开表.xlsx", f"附{n}", [[*row, *[None] * (width - len(row))] for row in rows])
        for n, rows in enumerate(strange)
    ]
    sheets = variants.sheets([*tables.values()])

    found = official_tables([*other[:2], *sheets[:4], other[2], *sheets[4:], other[3]])

    assert read(found) == printed(report)
