"""What a bureau gives a review: every wrong cell is named at once, whatever the columns' order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from bureau import save
from hypothesis import given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.inputs.approved_totals import AMOUNTS, read_approved_totals
from juesuan_tables.inputs.roster import COLUMNS, read_roster

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan_tables.inputs.headed import Column

TOTAL = "income_expenditure_summary.income_total.amount"


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_a_column_is_known_by_any_of_its_words_and_whatever_explains_it(
    tmp_path: Path, column: Column
) -> None:  # fmt: skip
    """Blanks, stars, full-width letters and what stands in brackets do not matter."""
    values = {
        "unit": "市文化局",
        "entity": "部门",
        "approval_date": "2025-09-01",
        "publication_date": "2025/9/2",
        "exempt": "涉密",
        "file": "a.pdf",
        "superior": "市政府",
    }
    for word in column.words:
        heads = [each.words[0] if each is not column else f"{word} （说明）*" for each in COLUMNS]
        save(
            tmp_path / "名单.xlsx", [["名单"], heads[::-1], [values[c.key] for c in COLUMNS[::-1]]]
        )

        (entry,) = read_roster(tmp_path / "名单.xlsx")

        assert entry.unit == "市文化局"
        assert entry.entity is jt.Entity.DEPARTMENT
        assert (entry.approval_date, entry.publication_date) == (date(2025, 9, 1), date(2025, 9, 2))
        assert (entry.exempt, entry.file, entry.superior) == ("涉密", "a.pdf", "市政府")


@pytest.mark.parametrize(
    "day",
    [
        "2025-09-01",
        "2025年9月1日",
        "2025.9.1",
        "2025/09/01",
        "20250901",
        20250901,
        date(2025, 9, 1),
    ],
)
def test_a_day_is_understood_however_it_was_typed(tmp_path: Path, day: object) -> None:
    """As text, as a number, as a date."""
    save(tmp_path / "名单.xlsx", [["单位名称", "批复日期"], ["市文化局", day]])

    (entry,) = read_roster(tmp_path / "名单.xlsx")

    assert entry.approval_date == date(2025, 9, 1)


def test_a_roster_may_be_a_csv_file_from_any_program(tmp_path: Path) -> None:
    """In GB18030, with a title; a row of totals is none of its departments."""
    text = "名单,,\n部门名称,免于公开,批复日期\n市文化局,否,2025-9-1\n市安全局,涉密,\n合计,2,\n"
    path = tmp_path / "名单.csv"
    path.write_bytes(text.encode("gb18030"))

    entries = read_roster(path)

    assert [(each.unit, each.exempt) for each in entries] == [
        ("市文化局", ""),
        ("市安全局", "涉密"),
    ]


def test_everything_wrong_with_a_roster_is_told_at_once_with_its_cells(tmp_path: Path) -> None:
    """Days that do not exist, kinds that are none, names twice or not at all."""
    rows: list[list[Any]] = [
        ["单位名称", "公开主体", "批复日期"],
        ["市文化局", "局", "2025-02-30"],
        ["市教育局", "部门", "九月"],
        [None, "部门", "2025-09-01"],
        ["市水务局", None, None],
        ["市水务局", "单位", None],
        ["市财政局", "部门", None],
        ["市 财政局", "部门", None],
    ]
    save(tmp_path / "名单.xlsx", rows)

    with pytest.raises(jt.InputError) as refused:
        read_roster(tmp_path / "名单.xlsx")

    told = [str(problem) for problem in refused.value.problems]
    cells = ["B2", "C2", "C3", "A4", "A6", "A8"]
    assert [each.partition("：")[0].rpartition("!")[2] for each in told] == cells
    assert all("请" in each for each in told)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["甲", "乙"], ["丙", "丁"]], "没有找到表头"),
        ([["单位名称", "批复日期"]], "名单是空的"),
        ([["单位名称", "批复日期"], ["甲局", "=TODAY()"]], "公式没有算出结果"),
        ([["单位名称", "批复日期"], ["=1+1", None]], "公式没有算出结果"),
        ([["单位名称", "批复日期", "批复时间"], ["甲局", None, None]], "是同一栏"),
    ],
)
def test_a_sheet_that_is_no_roster_is_refused(
    tmp_path: Path, rows: list[list[Any]], words: str
) -> None:
    """Without headings, without rows, with a column twice."""
    save(tmp_path / "名单.xlsx", rows)

    with pytest.raises(jt.InputError, match=words):
        read_roster(tmp_path / "名单.xlsx")


@given(st.decimals(0, 10**10, places=2), st.sampled_from(["元", "万元"]))
def test_approved_amounts_are_exact_in_yuan_and_as_printed_in_wan(
    tmp_path_factory: pytest.TempPathFactory, amount: Decimal, currency: str
) -> None:
    """In 元 to the 分; in 万元 with two decimals give or take 50 元."""
    path = tmp_path_factory.mktemp("approved") / "批复数.csv"
    path.write_text(f"单位：{currency}\n部门,收入总计\n市文化局,{amount}\n", encoding="utf-8")

    (totals,) = read_approved_totals(path)

    scale = Decimal(10_000 if currency == "万元" else 1)
    assert totals.figures[TOTAL].amount == amount * scale
    assert totals.figures[TOTAL].margin == (50 if currency == "万元" else 0)


def test_every_approved_column_is_the_address_of_a_figure_that_some_edition_prints() -> None:
    """A column that nothing publishes could never be compared."""
    editions = [jt.load_edition(name) for name in jt.edition_ids()]
    for column in AMOUNTS:
        table, row, key = column.key.split(".")
        forms = [form for e in editions if (form := e.form(table)) is not None]
        assert forms, column.key
        lines = {line.key for form in forms for block in form.blocks for line in block.lines}
        assert any(key in form.column_labels for form in forms) or row == "outturn", column.key
        assert row in lines | {"total", "outturn"}, column.key


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["部门", "收入总计"], ["市文化局", 1]], "没有写金额的单位"),
        ([["部门", "收入总计（元）"], ["市文化局", "约一百"]], "填的是“约一百”"),
        ([["部门", "收入总计（元）"], [None, 1]], "没有写名称"),
        ([["部门", "收入总计（元）"], ["市文化局", "=1+1"]], "公式没有算出结果"),
        ([["部门", "公开主体"], ["市文化局", "部门"]], "没有一栏是金额"),
    ],
)
def test_approved_totals_that_cannot_be_read_are_refused(
    tmp_path: Path, rows: list[list[Any]], words: str
) -> None:
    """No unit, no number, no name, no amounts."""
    save(tmp_path / "批复数.xlsx", rows)

    with pytest.raises(jt.InputError, match=words):
        read_approved_totals(tmp_path / "批复数.xlsx")
