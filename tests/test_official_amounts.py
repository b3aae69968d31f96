"""What a printed number stands for: the interval of amounts that would be printed so."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_sheets import sheet

import juesuan_tables as jt
from juesuan_tables.reading.official import PrintedAmount, official_tables

if TYPE_CHECKING:
    from official_sheets import Cells

KEY = "income_expenditure_summary.institutional_income.amount"


def amount(text: str | Decimal, currency: str = "万元", like: int | None = None) -> PrintedAmount:
    """Return what a cell stands for, in a document whose others have so many decimals."""
    rows: Cells = [
        ["收入支出决算总表", None],
        [f"单位：{currency}", None],
        ["项目", "决算数"],
        ["事业收入", text],
    ]
    others: Cells = []
    if like is not None:
        numbers = (Decimal(f"{n}{'.' * bool(like)}{'3' * like}") for n in count(11))
        others += [
            ["收入决算表", *[None] * 4],
            [f"单位：{currency}", *[None] * 4],
            ["科目编码", "科目名称", "本年收入合计", "事业收入", "其他收入"],
        ]
        others += [[f"20{n}", "支出", *(next(numbers) for _ in range(3))] for n in range(1, 8)]
    found = official_tables([sheet("甲.xlsx", "01", rows), sheet("甲.xlsx", "02", others)])
    return found.cells["income_expenditure_summary"][KEY]


@pytest.mark.parametrize(
    ("text", "currency", "like", "yuan", "margin"),
    [
        ("1,234.56", "万元", None, "12345600", "50"),
        (Decimal("1234.5"), "万元", None, "12345000", "50"),  # a cell drops zeros
        ("1.2", "万元", 2, "12000", "50"),  # so do some offices
        ("0.00", "万元", 2, "0", "50"),
        ("-3", "万元", 2, "-30000", "50"),
        (Decimal("1.2"), "万元", 1, "12000", "500"),  # 万元 with one decimal
        (Decimal(7), "万元", 0, "70000", "5000"),
        ("7.25", "万元", 0, "72500", "50"),  # more decimals are its own
        ("12.345", "万元", 2, "123450", "5"),
        (Decimal("12.345678"), "万元", 2, "123456.78", "0"),  # a cell holds more than it shows
        (Decimal("12.3"), "万元", 6, "123000", "0"),  # where all do
        (Decimal("234.55999999999995"), "万元", 2, "2345600", "50"),  # Excel's arithmetic
        (Decimal("12.3456785"), "万元", 2, "123456.79", "0"),  # a quotient
        ("123456.78", "元", None, "123456.78", "0"),
        (Decimal(123456), "元", 0, "123456", "0.5"),
        (Decimal("1.5"), "千元", 2, "1500", "5"),
        (Decimal("1.25"), "亿元", 2, "125000000", "500000"),
    ],
)
def test_the_last_digit_printed_says_how_exact_a_number_is(
    text: str | Decimal, currency: str, like: int | None, yuan: str, margin: str
) -> None:
    """Half of it, either way; nothing where the cell holds whole 分."""
    found = amount(text, currency, like)

    assert (found.amount, found.margin) == (Decimal(yuan), Decimal(margin))
    assert found.source == "甲.xlsx!01!B4"


@given(cents=st.integers(0, 10**13), decimals=st.integers(0, 2))
def test_the_true_amount_lies_within_the_margin(cents: int, decimals: int) -> None:
    """Whatever was rounded half up to so many decimals of 万元, where others have as many."""
    true = Decimal(cents) / 100
    unit = Decimal(10_000) / 10**decimals
    printed = (true / unit + Decimal("0.5")) // 1 * unit / 10_000

    found = amount(f"{printed:.{decimals}f}", like=decimals)

    assert abs(found.amount - true) <= found.margin == unit / 2


@pytest.mark.parametrize("text", ["1e99", "1" * 60, "1/2", "12.3.4", "约3", "#DIV/0!", "是"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    """A number that nobody can print, and text."""
    with pytest.raises(Exception, match="B4：收入支出决算总表“事业收入”一行“决算数”是“"):
        amount(text)


def cells() -> st.SearchStrategy[str | Decimal | None]:
    """Words of official tables, numbers, codes, and whatever else."""
    words = "项目 科目编码 科目名称 类 款 项 行次 栏次 收入 支出 合计 小计 决算数 金额 预算数 本年支出 其中："
    lines = "总计 一、一般公共服务支出 一般公共预算财政拨款 人员经费合计 201 20101 2010101 301 1 2 3 2.50"
    titles = (
        "收入决算表 支出决算表 收入支出决算总表 财政拨款“三公”经费支出决算表 国有资产表 单位：万元"
    )
    known = st.sampled_from(f"{words} {lines} {titles} 公开01表 注：无 #REF! —".split())
    return st.one_of(
        st.none(), known, known, known, st.decimals(places=2, min_value=0, max_value=9)
    )


@given(
    pages=st.lists(
        st.lists(st.lists(cells(), min_size=1, max_size=5), max_size=10), min_size=1, max_size=3
    ),
    file=st.sampled_from(["甲.xlsx", "甲.pdf"]),
)
def test_any_sheets_are_read_or_refused(pages: list[Cells], file: str) -> None:
    """However the words of official tables are strewn over sheets, nothing else happens."""
    sheets = [sheet(file, f"第{n}页", rows) for n, rows in enumerate(pages)]

    with suppress(jt.InputError):
        assert official_tables(sheets).cells
