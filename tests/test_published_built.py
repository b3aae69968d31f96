"""The real publication of 2024, built from its facts: what differs is meant to, and named."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from published_tables import TABLES, figures, published

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.grid import Grid

EXAMPLE = Path(__file__).parent.parent / "examples" / "shegongbu-2024.yaml"

# --- the tables, cell by cell ------------------------------------------------------------------

TABLE_DIFFERENCES: dict[str, dict[str, tuple[list[str], list[str]]]] = {
    "government_fund": {
        "合计与表头的末行印在同一行，有数的单位没有地方填": (
            ["功能分类科目编码 科目名称", "合计 合计 基本支出 项目支出"],
            ["功能分类科目编码 科目名称 合计 基本支出 项目支出", "合计"],
        ),
        "填表要求没有删去": (
            ["无政府性基金预算财政拨款收入支出的，仍保留该表格式，并在本表下方作下述说明："],
            [],
        ),
    },
    "state_capital": {
        "合计与表头的末行印在同一行，有数的单位没有地方填": (
            ["功能分类科目编码 科目名称", "合计 合计 基本支出 项目支出"],
            ["功能分类科目编码 科目名称 合计 基本支出 项目支出", "合计"],
        ),
        "填表要求没有删去": (
            ["无国有资本经营预算财政拨款收入支出的，仍保留该表格式，并在本表下方作下述说明："],
            [],
        ),
    },
}
"""What the publication prints otherwise than we, by table: why, its rows, and ours."""


@pytest.fixture(scope="module")
def report() -> jt.Report:
    """Return the publication, built from its facts."""
    return jt.build_report(jt.load_accounts(EXAMPLE))


@pytest.mark.parametrize("table", TABLES)
def test_every_label_and_cell_is_the_published_one(table: str, report: jt.Report) -> None:
    """Row by row in order, and cell by cell in its column, but for what is named above."""
    differences = TABLE_DIFFERENCES.get(table, {}).values()
    theirs = [row for rows, _ in differences for row in rows]
    ours = [row for _, rows in differences for row in rows]

    built = _printed_rows(report.tables[table])

    assert [row for row in published(table) if _words(row) not in theirs] == [
        row for row in built if _words(row) not in ours
    ]
    assert _only(published(table), built) == Counter(theirs)
    assert _only(built, published(table)) == Counter(ours)


def _printed_rows(grid: Grid) -> list[list[str]]:
    """Return a table's rows as the copies of the publication have them."""
    rows = []
    for row in grid.as_printed().rows:
        cells = [""] * len(grid.widths)
        for cell in row:
            at = -1 if cell.role is jt.Role.CURRENCY_LINE else cell.column
            cells[at] = cell.text
        rows.append(cells)
    return rows


def _words(row: list[str]) -> str:
    return " ".join(filter(None, row))


def _only(rows: list[list[str]], others: list[list[str]]) -> Counter[str]:
    """Return the rows that the others lack."""
    return Counter(map(_words, rows)) - Counter(map(_words, others))


# --- the explanation, number by number ----------------------------------------------------------

NO_RATE = "增长100%：上年没有数，谈不上增减"
SOME_RATES = "九项中只有三项写了完成率：模板都不写"
FIGURE_DIFFERENCES: dict[tuple[str, str], tuple[str, str]] = {
    ("一", "与上年增加额"): ("", NO_RATE),
    ("一", "与上年增长率"): ("", NO_RATE),
    ("四", "与上年增加额"): ("", NO_RATE),
    ("四", "与上年增长率"): ("", NO_RATE),
    ("五（一）", "与上年增加额"): ("", NO_RATE),
    ("五（一）", "与上年增长率"): ("", NO_RATE),
    ("十一（一）", "与上年增加额"): ("", NO_RATE),
    ("十一（一）", "与上年增长率"): ("", NO_RATE),
    ("五（二）", "221 住房保障支出占比"): ("9.56%", "9.55%是为了凑成100%"),
    ("五（三）", "1 行政运行 完成全年预算的比例"): ("", SOME_RATES),
    ("五（三）", "6 行政单位医疗 完成全年预算的比例"): ("", SOME_RATES),
    ("五（三）", "8 住房公积金 完成全年预算的比例"): ("", SOME_RATES),
    ("十一（二）", "其他项目中小企业成交"): ("0万元", "同一笔21.07万元算了两次"),
}
"""What we print instead of a published number, perhaps nothing, and why."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:万元|%|个|辆|台（套）|分)")
_NO_FIGURE = re.compile(r"单价\d+万元（含）|\d{4}年(?:度|\d+月\d+日)?|^\d、")


def test_every_figure_of_the_explanation_is_the_published_one(report: jt.Report) -> None:
    """In each section the same numbers in the same order, but for what is named above."""
    expected: defaultdict[str, list[str]] = defaultdict(list)
    for section, what, printed in figures():
        ours, _why = FIGURE_DIFFERENCES.get((section, what), (printed, ""))
        expected[section] += [_plain(ours)] if ours else []

    found = {name: list(_numbers(lines)) for name, lines in _sections(report).items()}

    assert {name: numbers for name, numbers in found.items() if numbers} == expected


def _sections(report: jt.Report) -> dict[str, list[str]]:
    """Return the lines under each heading of 第三部分: 一, 五（三）, 十一（二）."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    part = section = ""
    for block in jt.narrate(report).blocks:
        if isinstance(block, jt.Grid):
            continue
        if isinstance(block, jt.Paragraph):
            found[section if part == "第三部分" else ""].append(block.text)
        elif block.level == 1:
            part, section = block.text[:4], ""
        elif block.text.startswith("（"):
            section = section.split("（")[0] + block.text[: block.text.index("）") + 1]
        else:
            section = block.text.split("、")[0]
    del found[""]
    return found


def _numbers(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from map(_plain, _NUMBER.findall(_NO_FIGURE.sub("", line)))


def _plain(printed: str) -> str:
    """Return a number without zeros that say nothing: 0.00万元 is 0万元."""
    return re.sub(r"^0\.00", "0", printed)


def test_every_named_difference_is_a_published_number_and_none_of_ours() -> None:
    """What agrees need not be excused."""
    printed = {(section, what): number for section, what, number in figures()}

    for place, (ours, why) in FIGURE_DIFFERENCES.items():
        assert printed[place] != ours
        assert why
    assert len({why for _, why in FIGURE_DIFFERENCES.values()}) == 4


def test_the_names_in_the_text_are_the_subjects_with_an_amount(report: jt.Report) -> None:
    """The published rows that are not zero, and 邮电费, which 30 元 print as 0.00."""
    cells = [cell for row in published("general_budget_basic")[3:-2] for cell in row]
    rows = [cells[at : at + 3] for at in range(0, len(cells), 3)]
    spent = [
        name
        for code, name, amount in rows
        if len(code) == len("30101") and (amount not in {"", "0.00"} or name == "邮电费")
    ]

    (line,) = _sections(report)["六"]
    listed = [
        name for part in re.findall(r"主要包括：([^；。]+)", line) for name in part.split("、")
    ]

    assert sorted(listed) == sorted(spent)


def test_what_the_publication_says_in_wrong_words_is_put_right(report: jt.Report) -> None:
    """完成全年预算, not 年初预算, which was 0; 住房公积金 is no 医疗保险; nothing is left of the form."""
    text = jt.text(report).decode()
    (fund,) = [line for line in _sections(report)["五（三）"] if "住房公积金（项）" in line]

    assert (
        "年初预算为0.00万元，全年预算为321.02万元，支出决算为307.82万元，完成全年预算的95.89%"
        in text
    )
    assert "完成年初预算" not in text
    assert "医疗" not in fund
    assert not re.search(r"XX|（减少）|（下降）|不涉及的不列|作下述说明", text)
