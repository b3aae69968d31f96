"""决算公开填报表 asks for what the attached reports need: 专项, their uses and 绩效指标, a topic."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from fill_in_books import draft_of, sheets_of, typed
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import juesuan_tables as jt
from juesuan_tables.editions import Attached, Units
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.inputs.fill_in import read_fill_in
from juesuan_tables.terms import NEEDED_TEXTS
from juesuan_tables.writers.fill_in import workbook

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

SHEETS = {"专项", "专项资金使用", "专项绩效指标"}
YELLOW = "FFFFFF00"
EDITIONS = [jt.load_edition(name) for name in jt.edition_ids()]


def _book(draft: Draft, edition: jt.Edition) -> Workbook:
    return load_workbook(io.BytesIO(workbook(draft, edition)))


def _row(sheet: Worksheet, number: int) -> dict[str, str]:
    """Return the places of a row's cells by their headings."""
    places = zip(sheet[4], sheet[number], strict=True)
    return {f"{head.value}": cell.coordinate for head, cell in places}


def _by_topic(texts: Worksheet) -> dict[str, tuple[Cell, ...]]:
    return {f"{row[0].value}": row for row in texts.iter_rows(min_row=5)}  # type: ignore[misc]


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_a_new_workbook_asks_for_projects_where_reports_are_attached(edition: jt.Edition) -> None:
    """The three sheets are there and ask for nothing yet; without such reports they are not."""
    attached = {section.attached for section in edition.sections}

    book = _book(Draft({}), edition)
    without = _book(Draft({}), edition.reporting((), projects=False))

    assert Attached.PROJECT in attached
    assert {*book.sheetnames} >= SHEETS
    assert not {*without.sheetnames} & SHEETS
    fills = {c.fill.fgColor.rgb for row in book["专项"].iter_rows(min_row=5) for c in row}
    assert YELLOW not in fills


def test_a_project_is_asked_for_what_its_report_cannot_do_without() -> None:
    """Funds are there; the paragraphs that are needed are yellow, the others are not."""
    project = jt.Project(name="大厅管理", funds=1)
    book = _book(Draft({"projects": (project,)}), jt.load_edition("mof-2018"))

    sheet = book["专项"]
    places = _row(sheet, 5)

    yellow = {title for title, at in places.items() if sheet[at].fill.fgColor.rgb == YELLOW}
    assert yellow == {*NEEDED_TEXTS}


def test_scores_are_typed_as_scores() -> None:
    """A cell for 分值 or 得分 takes 0 to 100, with decimals."""
    sheet = _book(Draft({}), jt.load_edition("mof-2018"))["专项绩效指标"]

    places = _row(sheet, 5)

    for title in ("分值", "得分"):
        (rule,) = (v for v in sheet.data_validations.dataValidation if places[title] in v.sqref)
        assert (rule.type, rule.formula1, rule.formula2) == ("decimal", "0", "100")


def test_the_topic_of_a_report_says_what_it_is_for() -> None:
    """Nobody has to know that a text on the goals brings a whole report with it."""
    edition = jt.load_edition("mof-2018")

    texts = _book(Draft({}), edition)["文字"]

    rows = _by_topic(texts)
    topic, name, content = (rows[jt.Topic.OVERALL_GOALS.value][n] for n in (0, 2, 4))
    assert topic.value == "整体支出绩效目标完成情况"
    assert "附整体支出绩效报告" in f"{name.value}"
    assert content.fill.fgColor.rgb != YELLOW


def test_a_report_that_is_there_asks_for_the_rest_of_it() -> None:
    """Shanghai's department says nothing of its offices, unless the report on it does."""
    edition = jt.load_edition("shanghai-2024").of(Units.SEVERAL)
    goals = jt.Note(kind=jt.NoteKind.STATEMENT, topic=jt.Topic.OVERALL_GOALS, text="目标一完成。")

    for notes, asked in (((), False), ((goals,), True)):
        texts = _book(Draft({"notes": notes}), edition)["文字"]
        rows = _by_topic(texts)
        assert (rows["内设机构"][4].fill.fgColor.rgb == YELLOW) == asked


def test_indicators_come_back_in_their_order_and_to_their_project(lusong: jt.Report) -> None:
    """Two projects, indicators of one name in both, some without scores."""
    one, other = (
        jt.Project(
            name=name,
            funds=100,
            indicators=[
                jt.Indicator(
                    aspect="产出指标", name=f"第{n}项", target=name, actual="9", score=score
                )
                for n, score in enumerate((Decimal("9.5"), None, 0), start=1)
            ],
        )
        for name in ("甲项目", "乙项目")
    )
    accounts = lusong.accounts.model_copy(update={"projects": (one, other)})

    read = read_fill_in(sheets_of(workbook(draft_of(accounts), lusong.edition)))

    found = {project.name: project.indicators for project in read.fields["projects"]}
    assert found == {"甲项目": one.indicators, "乙项目": other.indicators}


GOOD: dict[str, str | int | Decimal | None] = {
    "专项!A5": "1",
    "专项!B5": "甲项目",
    "专项!C5": 300000,
    "专项!A6": "2",
    "专项!B6": "乙项目",
    "专项!C6": 100,
    "专项资金使用!A5": "1",
    "专项资金使用!B5": "30201",
    "专项资金使用!C5": 300000,
    "专项资金使用!A6": "2",
    "专项资金使用!B6": "30201",
    "专项资金使用!C6": 100,
    "专项绩效指标!A5": "1",
    "专项绩效指标!B5": "产出指标",
    "专项绩效指标!C5": "甲",
    "专项绩效指标!D5": "1次",
    "专项绩效指标!E5": "1次",
    "专项绩效指标!G5": 9,
}
WRONG: dict[str, str | int | None] = {
    "专项!A5": None,
    "专项!A6": "1",
    "专项!B5": None,
    "专项!C5": "30万",
    "专项!C6": None,
    "专项资金使用!A5": None,
    "专项资金使用!A6": "3",
    "专项资金使用!B5": "办公费",
    "专项资金使用!B6": None,
    "专项资金使用!C5": "三万",
    "专项资金使用!C6": None,
    "专项绩效指标!A5": "9",
    "专项绩效指标!B5": None,
    "专项绩效指标!C5": None,
    "专项绩效指标!E5": None,
    "专项绩效指标!G5": "三十八",
}
"""Every cell of the three sheets, made wrong in a way of its own."""
OF_NO_PROJECT = {"专项资金使用!A6", "专项绩效指标!A5"}
"""Numbers that no project has: not said while a project lacks its own."""
NEW = workbook(Draft({}), jt.load_edition("mof-2018"))


def _told(changes: dict[str, str | int | None]) -> set[str]:
    """Return the cells of 专项 of which something is said, once each."""
    with pytest.raises(jt.InputError) as refused:
        read_fill_in(sheets_of(typed(NEW, {**GOOD, "封面!B12": "某年", **changes})))
    told = [problem.where.partition("!")[2] for problem in refused.value.problems]
    told = [place for place in told if place.startswith("专项")]
    assert len(told) == len({*told})
    return {*told}


@settings(max_examples=25)
@given(st.sets(st.sampled_from(sorted(WRONG))))
def test_every_wrong_cell_of_projects_is_told_at_once_and_no_other(wrong: set[str]) -> None:
    """Whatever else is wrong: a project's number is there if its row has it."""
    expected = wrong - OF_NO_PROJECT if "专项!A5" in wrong else {*wrong}
    if "专项!A5" in wrong:  # 专项!A6 is then the only 1
        expected -= {"专项!A6"}
    elif "专项!A6" in wrong and "专项资金使用!A6" not in wrong:
        expected |= {"专项资金使用!A6"}  # the 2 that was there

    assert _told({cell: WRONG[cell] for cell in wrong}) == expected


def test_a_number_is_the_same_however_it_was_typed() -> None:
    """A number, text, full-width, with a blank: all are 1."""
    for number in (1, "1", "１", " 1 "):
        read = read_fill_in(
            sheets_of(typed(NEW, {**GOOD, "封面!B12": 2018, "专项资金使用!A5": number}))
        )
        assert [len(project.uses) for project in read.fields["projects"]] == [1, 1]


def test_what_names_a_project_is_not_blamed_for_headings_that_are_lost() -> None:
    """The sheet 专项 cannot be read: only that is said."""
    assert _told({"专项!A4": "号"}) == {"专项!A1"}
