"""Last year's publication: what this year's input need not ask for again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from every_edition import facts
from read_back import printed

import juesuan_tables as jt
from juesuan_tables.figure import PRINTED_MARGIN, WAN
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.inputs.prior import Prior, prior_from, read_prior, with_prior

if TYPE_CHECKING:
    from pathlib import Path

COST = "measures.agency_operating_cost.amount"
LAST_YEAR = jt.Period.LAST_YEAR


@cache
def _report(edition: str) -> jt.Report:
    """Return the made-up unit's report: what it published last year."""
    return jt.build_report(facts(edition))


@cache
def _prior(edition: str) -> Prior:
    report = _report(edition)
    return read_prior(printed(report), jt.text(report).decode().splitlines())


def _last_year(draft: Draft) -> dict[str, jt.Stated]:
    return {fact.figure: fact for fact in draft.fields["stated"] if fact.period is LAST_YEAR}


@pytest.mark.parametrize("edition", jt.edition_ids())
def test_all_that_is_compared_with_last_year_is_known(edition: str) -> None:
    """Each figure as last year's publication printed it, give or take half a last digit."""
    report = _report(edition)

    draft = with_prior(Draft({"edition": edition}), _prior(edition))

    compared = {name for section in report.edition.sections for name in section.last_year}
    stated = _last_year(draft)
    assert {name: fact.amount for name, fact in stated.items()} == {
        name: report.figures[name].shown * WAN for name in compared
    }
    assert {fact.margin for fact in stated.values()} == {PRINTED_MARGIN}
    assert all(fact.source.startswith("公开表.xlsx") for fact in stated.values())


@pytest.mark.parametrize("edition", ["mof-2018", "shanghai-2024"])
def test_what_was_left_at_the_end_of_last_year_opens_this_one(edition: str) -> None:
    """By fund, and by subject where a table prints it so."""
    draft = with_prior(Draft({"edition": edition}), _prior(edition))

    closing, opening = jt.BalanceKind.CLOSING_BALANCE, jt.BalanceKind.OPENING_BALANCE
    left = {
        (fact.fund, fact.subject): jt.Figure("", fact.amount).shown * WAN
        for fact in facts(edition).balances
        if fact.kind is closing and fact.fund is not jt.Fund.NON_APPROPRIATION
    }
    found = {(fact.fund, fact.subject): fact for fact in draft.fields["balances"]}
    assert {fact.kind for fact in found.values()} == {opening}
    assert {place: found[place].amount for place in left} == left
    assert len(found) == len(left) + 1  # what is no appropriation


def test_the_unit_the_year_and_the_reasons_come_along() -> None:
    """The year is the one after; a reason is a reminder, and stands in no fact."""
    draft = with_prior(Draft({"edition": "mof-2018"}), _prior("mof-2018"))

    assert draft.fields["unit"] == facts("mof-2018").unit
    assert draft.fields["year"] == 2019
    notes = [n for n in facts("mof-2018").notes if n.kind is jt.NoteKind.CHANGE_REASON]
    assert dict(draft.last_reasons) == {note.figure: note.text for note in notes}
    assert "notes" not in draft.fields


def test_nothing_that_the_draft_states_is_overridden() -> None:
    """Names, totals of last year and balances stay; what is missing beside them is filled in."""
    cost = jt.Stated(figure=COST, period=LAST_YEAR, amount=5)
    own: dict[str, Any] = {"unit": "新局", "year": 2019, "names": {"2070104": "图书馆（新）"}}
    own |= {"edition": "mof-2018", "stated": (cost,), "balances": ()}

    draft = with_prior(Draft(own), _prior("mof-2018"))

    assert draft.fields["unit"] == "新局"
    assert draft.fields["names"]["2070104"] == "图书馆（新）"
    assert draft.fields["balances"] == ()
    assert _last_year(draft)[COST] == cost
    assert len(_last_year(draft)) > 1


def test_a_publication_of_another_year_is_refused() -> None:
    """It would be compared with as if it were last year's."""
    prior = _prior("mof-2018")

    with pytest.raises(jt.InputError) as caught:
        with_prior(Draft({"year": 2022, "edition": "mof-2022"}), prior)

    assert str(caught.value) == (
        "错误 公开表.xlsx：上年公开表是2018年度的，应为2021年度。请换成上一年度公开的文件。"
    )


def test_a_newer_edition_compares_what_the_older_one_printed() -> None:
    """Figures are found by what they mean; what the older forms lack is just not there."""
    draft = with_prior(Draft({"edition": "mof-2020"}), _prior("mof-2019"))

    figures = _report("mof-2019").figures
    stated = _last_year(draft)
    assert {name: fact.amount for name, fact in stated.items()} == {
        name: figures[name].shown * WAN for name in stated
    }
    assert "income_expenditure_summary.income_total.amount" in stated


def test_a_blank_is_nothing() -> None:
    """What a form left blank last year was exactly nothing."""
    tables = printed(_report("shanghai-2024"))
    cells = {**tables.cells, "three_public": {}}

    draft = with_prior(
        Draft({"edition": "shanghai-2024"}), read_prior(replace(tables, cells=cells))
    )

    total = _last_year(draft)["three_public.outturn.total"]
    assert not total.exists
    assert COST not in _last_year(draft)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("本部门2018年度机关运行经费支出 266.29 万元，比2017年度增加1.20万元", "2662900"),
        ("机关运行经费支出决算为71.5万元，比上年减少", "715000"),
        ("机关运行经费支出1,234,567.89元。", "1234567.89"),
        ("2018年度机关运行经费支出8.00万元，2017年度机关运行经费支出7.00万元", "80000"),
        ("机关运行经费8.00万元……机关运行经费支出9.00万元", None),
        ("机关运行经费支出减少3.00万元", None),
        ("某局2018年度无机关运行经费支出。", "0"),
        ("机关运行经费：指行政单位……的日常公用经费支出。", None),
    ],
)
def test_the_operating_cost_is_found_where_it_is_said_once(text: str, amount: str | None) -> None:
    """No table prints it; a sentence does, broken over lines or not."""
    prior = read_prior(printed(_report("mof-2018")), [text[:12], text[12:]])

    assert (prior.cost and prior.cost.amount) == (amount and Decimal(amount))


def test_files_are_read_as_they_were_published(tmp_path: Path) -> None:
    """The workbook of last year's tables: its name says the unit and the year, its cells the rest."""
    report = _report("mof-2022")
    path = tmp_path / f"{report.title}公开表.xlsx"
    path.write_bytes(jt.workbook(report))

    draft = with_prior(Draft({"edition": "mof-2022", "year": 2023}), prior_from([path]))

    total = _last_year(draft)["income_expenditure_summary.income_total.amount"]
    assert total.amount == report.figures[total.figure].shown * WAN
    assert total.source == f"{path.name}!收入支出决算总表!C37"
