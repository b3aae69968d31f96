"""决算公开填报表: whatever officers type is understood, or answered with its sheet and cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from fill_in_books import draft_of, sheets_of
from hypothesis import given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.inputs.fill_in import is_fill_in, read_fill_in
from juesuan_tables.reading.sheet import Sheet
from juesuan_tables.writers.fill_in import workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from juesuan_tables.reading.sheet import Value

FRESH = sheets_of(workbook(Draft({}), jt.load_edition("mof-2018")))


@pytest.fixture(scope="module")
def whole(lusong: jt.Report) -> list[Sheet]:
    """Return the sheets of a real unit."""
    return sheets_of(workbook(draft_of(lusong.accounts), lusong.edition))


def _typed(sheets: Sequence[Sheet], **cells: Value) -> list[Sheet]:
    """Return the sheets with values typed into cells, given as 工作表_A1."""
    for place, value in cells.items():
        name, cell = place.rsplit("_", 1)
        column, row = ord(cell[0]) - ord("A"), int(cell[1:]) - 1
        sheets = [
            _with(sheet, row, column, value) if sheet.name == name else sheet for sheet in sheets
        ]
    return list(sheets)


def _with(sheet: Sheet, row: int, column: int, value: Value) -> Sheet:
    width = max(column + 1, *map(len, sheet.rows))
    rows = [[*cells, *[None] * (width - len(cells))] for cells in sheet.rows]
    rows += [[None] * width for _ in range(row + 1 - len(rows))]
    rows[row][column] = value
    return replace(sheet, rows=tuple(map(tuple, rows)), uncached=sheet.uncached - {(row, column)})


def _told(sheets: Sequence[Sheet]) -> list[str]:
    """Return everything that is wrong, gaps apart."""
    with pytest.raises(jt.InputError) as caught:
        read_fill_in(sheets)
    return [str(each) for each in caught.value.problems if "没有填写" not in each.what]


def test_a_fresh_workbook_asks_for_what_a_table_cannot_be_built_without() -> None:
    """Every gap is a cell of its own; texts, reasons, dates and budgets by item are none."""
    draft = read_fill_in(FRESH)

    assert is_fill_in(FRESH)
    assert len(draft.gaps) == 3 + 1 + 4 + 8
    assert len({gap.where for gap in draft.gaps}) == len(draft.gaps)
    with pytest.raises(jt.InputError) as caught:
        draft.accounts()
    assert caught.value.problems == draft.gaps
    assert str(draft.gaps[0]) == "错误 填报表.xlsx!封面!B10：没有填写单位名称。请填写后重新生成。"


def test_notes_beside_and_below_a_table_do_no_harm(whole: list[Sheet]) -> None:
    """A column headed 备注 and a row that begins 注： are nobody's amounts."""
    noted = _typed(whole, 支出_T4="备注", 支出_T5="与财政核对过", 支出_A40="注：本表不含往来款。")

    assert read_fill_in(noted).fields == read_fill_in(whole).fields
    (told,) = _told(_typed(whole, 支出_T5="与财政核对过"))
    assert "要留着的，表头写“备注”" in told


def test_a_code_may_bring_its_name(whole: list[Sheet]) -> None:
    """It is pasted from a list of codes as it stands there."""
    pasted = _typed(whole, 支出_A5="2010301 行政运行")

    assert read_fill_in(pasted).fields == read_fill_in(whole).fields


def test_a_column_that_is_gone_is_told(whole: list[Sheet]) -> None:
    """Amounts that were typed would be lost unsaid."""
    (told,) = _told(_typed(whole, 结转结余_F4=None))

    assert "没有“使用非财政拨款结余”这一列" in told


def test_another_workbook_is_none() -> None:
    """Only a sheet that begins with the title makes it one, since officers rename sheets, too."""
    assert not is_fill_in([Sheet("公开表.xlsx", "封面", (("某局决算",),))])
    assert not is_fill_in([Sheet("公开表.xlsx", "支出", ((None,), ("决算公开填报表",)))])


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,234.56", "1234.56"), ("１２３４．５６", "1234.56"), (Decimal("234.55999999999995"), "234.56"),
        ("￥1 000元", "1000.00"), ("—", "0.00"), (Decimal(7), "7.00"), ("(3.00)", "-3.00"),
    ],
)  # fmt: skip
def test_a_number_is_understood_however_it_was_typed(
    whole: list[Sheet], typed: Value, amount: str
) -> None:
    """Thousands, full-width digits and what Excel's arithmetic leaves behind are amounts."""
    draft = read_fill_in(_typed(whole, 支出_F5=typed))

    first = next(fact for fact in draft.fields["expenditure"] if fact.source.endswith("!F5"))
    assert first.amount == Decimal(amount)


@pytest.mark.parametrize("typed", ["2019-08-30", "2019年8月30日", "2019/8/30", "2019.8.30", date(2019, 8, 30)])  # fmt: skip
def test_a_date_is_understood_however_it_was_typed(whole: list[Sheet], typed: Value) -> None:
    """As a date, or as text in the usual ways."""
    draft = read_fill_in(_typed(whole, 封面_B15=typed))

    assert draft.fields["approval_date"] == date(2019, 8, 30)


@pytest.mark.parametrize("typed", ["2010301", Decimal(2010301), " ２０１０３０１ "])
def test_a_code_is_understood_as_text_and_as_number(whole: list[Sheet], typed: Value) -> None:
    """Excel makes numbers of codes."""
    assert read_fill_in(_typed(whole, 支出_A5=typed)).fields == read_fill_in(whole).fields


@given(st.lists(st.integers(0, 40), max_size=4), st.lists(st.integers(0, 20), max_size=3))
def test_blank_rows_and_columns_may_be_put_anywhere(rows: list[int], columns: list[int]) -> None:
    """Sheets are found by name and columns by their headings."""
    asked = [gap.what for gap in read_fill_in(FRESH).gaps]

    moved = read_fill_in([_spread(sheet, rows, columns) for sheet in FRESH])

    assert [gap.what for gap in moved.gaps] == asked


def _spread(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> Sheet:
    cells = [list(row) for row in sheet.rows]
    for column in columns:
        for row in cells:
            row.insert(min(column, len(row)), None)
    for number in rows:
        cells.insert(number, [])
    return replace(sheet, rows=tuple(map(tuple, cells)), uncached=frozenset())


MISTAKES: dict[str, tuple[dict[str, Any], str]] = {
    "an amount in words": (
        {"支出_F5": "一百"},
        "错误 填报表.xlsx!支出!F5：填的是“一百”，应为数，例如 1234567.89。请修改后重新生成。",
    ),
    "too many decimals": (
        {"支出_F5": Decimal("1.005")},
        "错误 填报表.xlsx!支出!F5：填的是“1.005”，小数多于两位，应为至多两位小数的数，例如 1234567.89。请修改后重新生成。",
    ),
    "a code of income": (
        {"支出_A5": "1010101"},
        "错误 填报表.xlsx!支出!A5：填的是“1010101”，1开头的是收入分类科目，收入也按它用于的支出功能分类（2开头）填，例如 2010301。请修改后重新生成。",
    ),
    "an entity that is none": (
        {"封面_B11": "部们"},
        "错误 填报表.xlsx!封面!B11：填的是“部们”，是否应为“部门”，可填：部门、单位、单位本级。请修改后重新生成。",
    ),
    "a date that is none": (
        {"封面_B15": "2019年13月1日"},
        "错误 填报表.xlsx!封面!B15：填的是“2019年13月1日”，应为日期，例如 2019-08-30。请修改后重新生成。",
    ),
    "a year as a fraction": (
        {"封面_B12": Decimal("2018.5")},
        "错误 填报表.xlsx!封面!B12：填的是“2018.5”，应为2000至2100之间的年份，例如 2018。请修改后重新生成。",
    ),
    "half a vehicle": (
        {"三公经费_H5": Decimal("1.5")},
        "错误 填报表.xlsx!三公经费!H5：填的是“1.5”，因公出国（境）团组数应为整数（个）。请修改后重新生成。",
    ),
    "a heading that is none": (
        {"支出_D4": "年初预祘"},
        "错误 填报表.xlsx!支出!D4：有不认识的列“年初预祘”，是否应为“年初预算”。请修改后重新生成。",
    ),
    "an item of 封面 that is none": (
        {"封面_A10": "单位的名称"},
        "错误 填报表.xlsx!封面!A10：填的是“单位的名称”，封面没有这一项。请修改后重新生成。",
    ),
    "a number beyond all bounds": (
        {"支出_F5": "1e99"},
        "错误 填报表.xlsx!支出!F5：填的是“1e99”，应为至多15位数字的金额。请修改后重新生成。",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_answered_with_its_cell(whole: list[Sheet], mistake: str) -> None:
    """Sheet, cell, what was found, what was expected, what to do."""
    typed, told = MISTAKES[mistake]

    assert told in _told(_typed(whole, **typed))


def test_all_mistakes_are_told_at_once_in_the_order_of_the_workbook(whole: list[Sheet]) -> None:
    """The officer corrects everything in one go."""
    spoilt = _typed(
        whole,
        文字_E5="",
        支出_G7="甲",
        支出_F5="乙",
        封面_B11="丙",
        收入_C6="丁",
    )

    places = [line.split("：")[0] for line in _told(spoilt)]
    assert places == [
        f"错误 填报表.xlsx!{place}" for place in ("封面!B11", "支出!F5", "支出!G7", "收入!C6")
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda sheets: [replace(s, name="支 出") if s.name == "支出" else s for s in sheets],
            [
                "错误 填报表.xlsx!支 出!A1：有不认识的工作表“支 出”，是否应为“支出”。请改名，或删去这张工作表。",
                "错误 填报表.xlsx!封面!A1：没有“支出”这张工作表。请从原来的填报表复制回来。",
            ],
        ),
        (
            lambda sheets: [*sheets, Sheet("填报表.xlsx", "Sheet1", ((None, " "),))],
            [],
        ),
        (
            lambda sheets: [*sheets, Sheet("填报表.xlsx", "草稿", (("记",),))],
            ["有不认识的工作表“草稿”"],
        ),
    ],
    ids=["renamed", "empty", "unknown"],
)
def test_sheets_are_found_by_name(
    whole: list[Sheet], change: Callable[[list[Sheet]], list[Sheet]], told: list[str]
) -> None:
    """An unknown one is an error with the name that is nearest, an empty one is nothing."""
    changed = change(whole)
    if not told:
        assert read_fill_in(changed).fields == read_fill_in(whole).fields
        return
    found = _told(changed)
    assert all(any(each in line for line in found) for each in told)


def test_a_line_without_an_amount_or_without_a_code_is_a_gap(whole: list[Sheet]) -> None:
    """Both are cells without which a table cannot be built."""
    draft = read_fill_in(_typed(whole, 支出_A16="2010401", 支出_F17=Decimal(5)))

    wheres = [gap.where for gap in draft.gaps if "支出!" in gap.where]
    assert wheres == ["填报表.xlsx!支出!D16", "填报表.xlsx!支出!A17"]


def test_two_names_of_one_code_are_told(whole: list[Sheet]) -> None:
    """A code has one name."""
    (told,) = _told(_typed(whole, 支出_A16="2010301", 支出_B16="别的名称", 支出_F16=Decimal(1)))

    assert told == (
        "错误 填报表.xlsx!支出!B16：填的是“别的名称”，"
        "2010301 在 填报表.xlsx!支出!B5 的名称是“行政运行”，应一致。请修改后重新生成。"
    )


def test_a_budget_is_of_the_general_public_budget_unless_the_line_says_otherwise(
    whole: list[Sheet],
) -> None:
    """资金性质 may be left empty."""
    draft = read_fill_in(_typed(whole, 支出_A16="2010401", 支出_C16=None, 支出_D16=Decimal(5)))

    (budget,) = [each for each in draft.fields["budgets"] if each.subject == "2010401"]
    assert budget.fund is jt.Fund.GENERAL_PUBLIC_BUDGET
