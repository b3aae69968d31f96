"""财决 exports that are incomplete, older, of two units, or wrong in a cell: told with the cell."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from export_books import changed, export_of
from hypothesis import given, settings
from hypothesis import strategies as st
from test_export import imported

import juesuan_tables as jt
from juesuan_tables.inputs.export import is_export, read_export
from juesuan_tables.inputs.export._forms import Form, form_of, number_of
from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan_tables.reading.sheet import Value

ANYTHING: list[Value] = [
    None, "", "—", "项目", "科目编码", "合计", "栏次", "类", "本年支出", "基本支出", "决算数", "预算数",
    "注：", "编制单位：某中心", "2019年度", "金额单位：万元", "一、“三公”经费支出", "三、", "１２３", "abc",
    "=1+1", "=" * 40_000, "\x00", "\ue000", "201", "2010301", "30101", "1" * 70, f"0.{'3' * 80}",
    Decimal("1e500"), Decimal("-0"), Decimal("1e-30"), Decimal(7), True, date(2018, 1, 1),
]  # fmt: skip
"""What may stand in a cell where nobody expects it."""
HOW_TO = Path(__file__).parent.parent / "docs" / "howto" / "from-export.md"


@pytest.fixture
def sheets(whole: jt.Report) -> list[Sheet]:
    """Return the export of the made-up unit."""
    return export_of(whole.accounts)


def told(sheets: Sequence[Sheet]) -> list[str]:
    """Return everything that is wrong."""
    with pytest.raises(jt.InputError) as caught:
        read_export(sheets)
    return [str(problem) for problem in caught.value.problems]


def put(sheets: Sequence[Sheet], **cells: Value) -> list[Sheet]:
    """Return the sheets with values put into cells, given as Z04_F9."""
    found = [*sheets]
    for place, value in cells.items():
        name, cell = place.rsplit("_", 1)
        number = next(n for n, sheet in enumerate(found) if sheet.name.startswith(f"{name} "))
        found[number] = changed(found[number], int(cell[1:]) - 1, ord(cell[0]) - ord("A"), value)
    return found


def without(sheets: Sequence[Sheet], *names: str) -> list[Sheet]:
    """Return the sheets but for some."""
    return [sheet for sheet in sheets if not sheet.name.startswith(names)]


@pytest.mark.parametrize(
    ("name", "file", "texts", "form"),
    [
        ("Z01 收入支出决算总表(财决01表)", "某局.XLS", (), Form.SUMMARY),
        ("Z01_1 财政拨款收入支出决算总表(财决01-1表)", "某局.XLS", (), Form.APPROPRIATIONS),
        ("Z1 收入支出决算总表", "某局.XLS", (), Form.SUMMARY),
        ("Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-", "某局.XLS", (), Form.BASIC),
        ("Z08-1 一般公共预算财政拨款基本支出决算明细表（财决0", "某局.XLS", (), Form.BASIC),
        ("一般公共预算财政拨款基本支出决算明细表（财决０８－", "某局.XLS", (), Form.BASIC),
        ("一般公共预算财政拨款项目支出决算明细表(财决08-", "某局.XLS", (), None),
        ("Z08_2 一般公共预算财政拨款项目支出决算明细表(财决08-", "某局.XLS", (), None),
        ("Z05_3 经营支出决算明细表(财决05-3表)", "某局.XLS", (), None),
        ("F03 机构运行信息表(财决附03表)", "某局.XLS", (), Form.OPERATION),
        ("FMDM 封面代码", "某局.XLS", (), Form.COVER),
        ("Z04", "某局.XLS", ("支出决算表",), Form.EXPENDITURE),
        ("财决04表", "某局.XLS", (), Form.EXPENDITURE),
        ("Sheet1", "财决04表.xlsx", (), Form.EXPENDITURE),
        ("Sheet1", "某局.xlsx", ("支出决算表", "财决04表"), Form.EXPENDITURE),
        ("Sheet1", "某局.xlsx", ("某局2018年度支出决算表（财决04表）",), Form.EXPENDITURE),
        ("Sheet1", "财决2018.xlsx", ("支出决算表",), Form.EXPENDITURE),
    ],
)
def test_a_sheet_is_known_by_code_number_or_title(
    name: str, file: str, texts: tuple[str, ...], form: Form | None
) -> None:
    """Names may be cut off at 31 characters, say - or _, and have brackets of either width."""
    sheet = Sheet(file, name, tuple((text,) for text in texts))

    assert form_of(sheet) is form


@pytest.mark.parametrize(
    "sheet",
    [
        Sheet("公开表.xlsx", "支出决算表", (("支出决算表",), ("公开03表",))),
        Sheet("财决2018.xlsx", "支出决算表", (("支出决算表",), ("公开03表",))),
        Sheet("公开表.xlsx", "封面", (("某局2018年度部门决算",),)),
        Sheet("公开表.xlsx", "支出", (("注：取自财决04表的合计",),)),
        Sheet("某.xlsx", "Z3", ()),
    ],
)
def test_other_workbooks_are_no_export(sheet: Sheet) -> None:
    """A title alone is printed by the published tables, too."""
    assert number_of(sheet) in {None, "封面"}
    assert not is_export([sheet])


def test_a_cover_alone_is_part_of_an_export(sheets: list[Sheet]) -> None:
    """A table to a file: 封面 is one of the files."""
    assert is_export(sheets[:1])


def test_missing_tables_are_named_at_once(sheets: list[Sheet]) -> None:
    """What is needed is needed although it be empty; what was found is said."""
    (problem,) = told(without(sheets, "Z07", "Z09", "F03", "Z01_1"))

    assert problem == (
        "错误 某局.xls：没有找到财决07表（一般公共预算财政拨款收入支出决算表）、"
        "财决09表（政府性基金预算财政拨款收入支出决算表），找到的工作表有：FMDM 封面代码、"
        "Z01 收入支出决算总表(财决01表)、Z02 收入支出决算表(财决02表)、Z03 收入决算表(财决03表)、"
        "Z04 支出决算表(财决04表)、Z11 国有资本经营预算财政拨款收入支出决算表(财决11表)、"
        "Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-。"
        "请从部门决算软件导出全部报表，没有数据的空表也要导出。"
    )


def test_every_wrong_cell_is_told_in_the_order_of_the_workbook(sheets: list[Sheet]) -> None:
    """A cell that is no number, one that is too fine, a code that is none, an amount without one."""
    wrong = put(
        sheets,
        Z03_E9="约三万",
        Z03_A12="5010101",
        Z04_F9=date(2018, 12, 31),
        Z04_A10="20103051",
        Z04_A12=None,
        Z07_K9=Decimal("0.001"),
        Z07_L9=Decimal("1e30"),
    )

    assert told(wrong) == [
        "错误 某局.xls!Z03 收入决算表(财决03表)!E9：填的是“约三万”，应为数，例如 1234567.89。请修改后重新生成。",
        (
            "错误 某局.xls!Z03 收入决算表(财决03表)!A12：填的是“5010101”，应为3、5或7位的功能分类科目编码，"
            "例如 201、20103、2010301。请修改后重新生成。"
        ),
        "错误 某局.xls!Z04 支出决算表(财决04表)!F9：填的是“2018-12-31”，应为数，例如 1234567.89。请修改后重新生成。",
        (
            "错误 某局.xls!Z04 支出决算表(财决04表)!A10：填的是“20103051”，应为3、5或7位的功能分类科目编码，"
            "例如 201、20103、2010301。请修改后重新生成。"
        ),
        "错误 某局.xls!Z04 支出决算表(财决04表)!A12：这一行有金额，没有科目编码。请修改后重新生成。",
        (
            "错误 某局.xls!Z07 一般公共预算财政拨款收入支出决算表(财决07表)!K9：填的是“0.001”，"
            "小数多于两位，应为至多两位小数的数。请修改后重新生成。"
        ),
        "错误 某局.xls!Z07 一般公共预算财政拨款收入支出决算表(财决07表)!L9：填的是“1E+30”，太大，不像金额。请修改后重新生成。",
    ]


def test_a_formula_without_a_value_is_told_once_a_sheet(sheets: list[Sheet]) -> None:
    """Some program wrote it, and none has computed it."""
    number = next(n for n, sheet in enumerate(sheets) if sheet.name.startswith("Z04"))
    sheet = changed(changed(sheets[number], 8, 4, None), 9, 4, None)
    sheets[number] = replace(sheet, uncached=frozenset({(8, 4), (9, 4)}))

    assert told(sheets) == [
        "错误 某局.xls!Z04 支出决算表(财决04表)!E9：公式没有算出结果。请用WPS或Excel打开并保存一次。"
    ]


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("Z07", "公共预算财政拨款收入支出决算表"),
        ("Z04", "收入支出决算表"),
    ],
)
def test_an_older_generation_is_told_by_its_titles(
    sheets: list[Sheet], form: str, title: str
) -> None:
    """In 2011 the same numbers meant other tables: they are not read as today's."""
    number = next(n for n, sheet in enumerate(sheets) if sheet.name.startswith(form))
    sheets[number] = replace(sheets[number], name=f"{form} {title}(财决{form[1:]}表)")

    (problem,) = told(sheets)

    assert problem.startswith(f"错误 某局.xls!{form} {title}")
    assert f"标题是“{title}”，财决{form[1:]}表应为“" in problem
    assert "这是较早年度或另一套报表，科目和栏目不同，不能读；请改用填报表填写。" in problem


def test_a_number_that_meant_another_table_is_not_read_as_this_one(sheets: list[Sheet]) -> None:
    """财决11表 once was 财政专户管理资金; it can be done without, so it is left alone."""
    sheet = next(sheet for sheet in sheets if sheet.name.startswith("Z11"))
    other = replace(sheet, name="Z11 财政专户管理资金收入支出决算表(财决11表)")

    assert form_of(sheet) is Form.CAPITAL
    assert form_of(other) is None
    assert (
        form_of(replace(sheet, name="Z13 国有资本经营预算财政拨款收入支出决算表")) is Form.CAPITAL
    )


def test_two_units_two_years_or_a_table_twice_are_refused(sheets: list[Sheet]) -> None:
    """An export is of one unit and one year."""
    other = put(sheets, Z04_A3="编制单位：某中心", Z03_C3="2017年度")

    assert told([*other, sheets[-1]]) == [
        (
            "错误 某局.xls：有2张财决附03表：某局.xls!F03 机构运行信息表(财决附03表)、"
            "某局.xls!F03 机构运行信息表(财决附03表)。请只留一张，一次只读一个单位的财决。"
        ),
        (
            "错误 某局.xls：编制单位是“某中心”（Z04 支出决算表(财决04表)），别的是“云溪市文化局”。"
            "请一次只读一个单位的财决。"
        ),
        (
            "错误 某局.xls：各表的年度不同：2018（FMDM 封面代码）、2017（Z03 收入决算表(财决03表)）。"
            "请一次只读一个年度的财决。"
        ),
    ]


def test_a_year_that_nobody_says_is_asked_for(whole: jt.Report) -> None:
    """The layout depends on it; the name of the file may say it."""
    sheets = [
        replace(
            sheet, rows=(*sheet.rows[:2], ("编制单位：某局", None, "金额单位：元"), *sheet.rows[3:])
        )
        for sheet in export_of(whole.accounts)[1:]
    ]

    assert told(sheets)[0] == (
        "错误 某局.xls：没有找到年度，封面、表头和文件名里都没有。请在文件名里写上年度，例如 某局2024.xls。"
    )
    named = [replace(sheet, file="某局2018年.xls") for sheet in sheets]
    assert read_export(named).fields["year"] == 2018


def test_amounts_in_another_unit_are_refused(sheets: list[Sheet]) -> None:
    """元 and 万元 are understood; nothing is guessed of others."""
    assert told(put(sheets, Z04_D3="金额单位：千元")) == [
        "错误 某局.xls!Z04 支出决算表(财决04表)：金额单位是“千元”，应为元或万元。请按元导出。"
    ]


def test_columns_that_are_missing_or_there_twice_are_told(sheets: list[Sheet]) -> None:
    """Columns are found by their heads; of two with the same nobody can say which counts."""
    missing = put(sheets, Z04_F4="人员支出", Z09_O5="公用支出")
    twice = put(sheets, Z04_J4="经营支出")

    lacks, both = told(missing), told(twice)

    assert lacks[0].startswith(
        "错误 某局.xls!Z04 支出决算表(财决04表)!A4：财决04表没有找到“基本支出”这一栏，"
        "表头有：支出功能分类科目编码、科目名称、本年支出合计、人员支出、项目支出、"
    )
    assert "财决09表没有找到“本年支出—项目支出”这一栏" in lacks[1]
    assert both == [
        "错误 某局.xls!Z04 支出决算表(财决04表)!J4：“经营支出”有两栏，不知道用哪一栏。请修改后重新生成。"
    ]


def test_an_unknown_economic_subject_is_told_if_it_holds_anything(sheets: list[Sheet]) -> None:
    """A head that is no subject's name is nothing as long as nothing stands below it."""
    name = next(n for n, sheet in enumerate(sheets) if sheet.name.startswith("Z08_1"))
    column = next(c for c, text in enumerate(sheets[name].rows[4]) if text == "基本工资")
    sheets[name] = changed(sheets[name], 4, column, "岗位津贴")

    (problem,) = told(sheets)

    assert problem.endswith("“岗位津贴”不是认识的经济分类科目，请核对表头。请修改后重新生成。")


def test_a_title_that_is_not_the_form_s_table_says_so(sheets: list[Sheet]) -> None:
    """A sheet without heads is no table."""
    number = next(n for n, sheet in enumerate(sheets) if sheet.name.startswith("Z03"))
    sheets[number] = replace(sheets[number], rows=(("收入决算表",), ("编制单位：云溪市文化局",)))

    assert told(sheets) == [
        (
            "错误 某局.xls!Z03 收入决算表(财决03表)!A1：没有找到财决03表的表头（科目编码、科目名称）。"
            "请核对是不是这张表。"
        )
    ]


def test_without_its_form_three_public_is_a_gap(sheets: list[Sheet]) -> None:
    """The tables can be built but for “三公”, which the 填报表 asks for."""
    draft = read_export(without(sheets, "F03"))

    assert "three_public" not in draft.fields
    assert [str(gap) for gap in draft.gaps] == [
        (
            "错误 某局.xls!Z01 收入支出决算总表(财决01表)!A1：“三公”经费没有读到因公出国（境）费、公务用车购置费、"
            "公务用车运行维护费、公务接待费（财决附03表）。请填写后重新生成。"
        )
    ]


@pytest.mark.parametrize(
    ("note", "stages"),
    [
        ("注：预算数填列年初预算数。", {jt.Stage.INITIAL_BUDGET, jt.Stage.OUTTURN}),
        ("注：预算数为全年预算数。", {jt.Stage.FULL_YEAR_BUDGET, jt.Stage.OUTTURN}),
        ("注：本表反映“三公”经费。", {jt.Stage.OUTTURN}),
    ],
)
def test_a_budget_that_says_no_more_is_what_the_note_says(
    sheets: list[Sheet], note: str, stages: set[jt.Stage]
) -> None:
    """A head 预算数 alone may be either budget: if nothing says which, it is asked."""
    number = len(sheets) - 1
    rows = [list(row) for row in sheets[number].rows]
    rows[3][2:4] = ["预算数", None]
    rows[-1][0] = note
    sheets[number] = replace(sheets[number], rows=tuple(map(tuple, rows)))

    draft = read_export(sheets)

    assert {fact.stage for fact in draft.fields["three_public"]} == stages
    assert [gap.what for gap in draft.gaps] == (
        [] if len(stages) > 1 else ["“预算数”没有写明是年初预算还是全年预算，没有采用"]
    )


def test_rows_of_one_code_add_up(sheets: list[Sheet], whole: jt.Report) -> None:
    """A subject may be there once for each of its projects."""
    number = next(n for n, sheet in enumerate(sheets) if sheet.name.startswith("Z07"))
    sheet = sheets[number]
    row = next(r for r, cells in enumerate(sheet.rows) if cells[0] == "2070104")
    half = changed(changed(sheet, row, 14, Decimal(1)), row, 10, Decimal(1))
    rest = [*sheet.rows[row]]
    assert isinstance(rest[14], Decimal)
    assert isinstance(rest[10], Decimal)
    rest[14], rest[10] = rest[14] - 1, rest[10] - 1
    for column in (4, 7, 11, 12, 13, 15, 18):
        rest[column] = None
    sheets[number] = replace(half, rows=(*half.rows[: row + 1], tuple(rest), *half.rows[row + 1 :]))

    read = imported(read_export(sheets), whole.accounts)

    def spent(facts: jt.Accounts) -> list[tuple[Any, ...]]:
        return [(f.subject, f.nature, f.fund, f.amount) for f in facts.expenditure]

    assert spent(read) == spent(whole.accounts)


def test_a_total_that_is_not_the_sum_is_a_finding(sheets: list[Sheet], whole: jt.Report) -> None:
    """What the rows of 类 and 款 say is compared, not believed."""
    number = next(n for n, sheet in enumerate(sheets) if sheet.name.startswith("Z04"))
    row = next(r for r, cells in enumerate(sheets[number].rows) if cells[0] == "20701")
    sheets[number] = changed(sheets[number], row, 6, Decimal("1.00"))

    report = jt.build_report(imported(read_export(sheets), whole.accounts))

    (finding,) = [f for f in jt.check(report) if f.rule == "stated-total"]
    assert (finding.table, finding.row, finding.column) == ("支出决算表", "文化", "项目支出")
    assert f"Z04 支出决算表(财决04表)!G{row + 1}" in finding.message


def test_agency_cost_may_stand_in_its_parts(sheets: list[Sheet]) -> None:
    """Where the line of 机关运行经费 is blank, the kinds of units below it add up."""
    number = len(sheets) - 1
    rows = [list(row) for row in sheets[number].rows]
    line = next(r for r, row in enumerate(rows) if "二、机关运行经费" in row)
    rows[line][7], rows[line + 1][7], rows[line + 2][7] = "—", Decimal("2.50"), Decimal("0.25")
    sheets[number] = replace(sheets[number], rows=tuple(map(tuple, rows)))

    measures = {m.key: m.value for m in read_export(sheets).fields["measures"]}

    assert measures[jt.MeasureKey.AGENCY_OPERATING_COST] == Decimal("2.75")


def test_a_label_that_says_two_numbers_says_nothing(sheets: list[Sheet]) -> None:
    """Which of two lines of the same label is meant cannot be told."""
    number = len(sheets) - 1
    rows = [list(row) for row in sheets[number].rows]
    line = next(r for r, row in enumerate(rows) if "五、会议费" in row)
    rows[line + 1][5], rows[line + 1][7] = "六、会议费", Decimal(1)
    sheets[number] = replace(sheets[number], rows=tuple(map(tuple, rows)))

    measures = {m.key for m in read_export(sheets).fields["measures"]}

    assert jt.MeasureKey.MEETING_EXPENSE not in measures


def test_the_form_of_assets_supplies_what_the_other_lacks(sheets: list[Sheet]) -> None:
    """附01 and 附03 may both count vehicles; 附03 comes first."""
    lines = (
        ("项目", "行次", "统计数"),
        ("一般公务用车", "1", Decimal(77)),
        ("单价100万元（含）以上专用设备", "2", Decimal(5)),
    )
    assets = Sheet("某局.xls", "F01 预算支出相关信息表(财决附01表)", lines)
    number = len(sheets) - 1
    rows = [row for row in sheets[number].rows if "专用设备" not in f"{row[5:6]}"]
    sheets[number] = replace(sheets[number], rows=tuple(rows))
    before = {m.key: m.value for m in read_export(sheets).fields["measures"]}

    measures = {m.key: m.value for m in read_export([*sheets, assets]).fields["measures"]}

    assert measures == before | {jt.MeasureKey.SPECIAL_EQUIPMENT: Decimal(5)}


def test_the_how_to_shows_what_is_said(sheets: list[Sheet], whole: jt.Report) -> None:
    """Its messages and its source are those of the made-up unit's export, word for word."""
    shown = re.findall(r"^(?:错误|提示|某局).*$", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE)
    facts = whole.accounts
    older = replace(sheets[6], name="Z07 公共预算财政拨款收入支出决算表(财决07表)")

    said = [
        *told(put(sheets, Z03_E9="约三万", Z04_A12=None)),
        *told([*sheets[:6], older, *sheets[7:]]),
    ]
    for wrong in (
        put(sheets, Z04_G15=Decimal("15991124.16")),
        put(sheets, Z09_O11=Decimal("9998642.28")),
    ):
        said += map(str, jt.check(jt.build_report(imported(read_export(wrong), facts))))
    said += [fact.source for fact in read_export(sheets).fields["expenditure"]]

    assert [line for line in shown if line not in said] == []
    assert len(shown) == 6


WHOLE = export_of(jt.load_accounts(HOW_TO.parents[2] / "examples" / "whole-2018.yaml"))


@settings(max_examples=max(settings().max_examples // 4, 1))
@given(st.data(), st.integers(1, 9))
def test_whatever_stands_in_whatever_cell_is_read_or_told(data: st.DataObject, times: int) -> None:
    """No workbook ends in anything but a draft or problems in Chinese."""
    sheets = [*WHOLE]
    for _ in range(times):
        number = data.draw(st.integers(0, len(sheets) - 1))
        rows = sheets[number].rows
        row = data.draw(st.integers(0, min(len(rows) - 1, 12)))
        if rows[row]:
            column = data.draw(st.integers(0, len(rows[row]) - 1))
            value = data.draw(st.sampled_from(ANYTHING))
            sheets[number] = changed(sheets[number], row, column, value)

    try:
        problems = read_export(sheets).gaps
    except jt.InputError as error:
        problems = error.problems

    assert all(re.search("[一-龥]", problem.what) for problem in problems)
