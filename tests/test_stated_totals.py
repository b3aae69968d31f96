"""A total that somebody else printed: it checks exact facts, and takes the place of wider sums."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import strategies
from every_edition import with_facts
from hypothesis import given, settings
from read_back import printed

import juesuan_tables as jt
from juesuan_tables.figure import PRINTED_MARGIN, WAN

SUBJECTS = ("2010301", "2010302", "2010601")
PLACE = "expenditure.20103.basic"
few = settings(max_examples=max(settings().max_examples // 8, 1))


def _accounts(amounts: list[str], margin: int, *totals: tuple[str, str]) -> jt.Accounts:
    """Return spending on some subjects in 万元, and printed totals, all give or take a margin."""
    spent: list[dict[str, Any]] = [
        {"subject": subject, "nature": "基本支出", "fund": "非财政拨款", "source": f"{subject}!D7"}
        | {"amount": Decimal(amount) * WAN, "margin": margin}
        for subject, amount in zip(SUBJECTS, amounts, strict=True)
    ]
    stated = [
        {"figure": figure, "period": "本年", "amount": Decimal(amount) * WAN, "margin": 50}
        | {"source": f"公开表.xlsx!{figure}"}
        for figure, amount in totals
    ]
    return jt.Accounts(unit="某局", entity="部门", year=2022, expenditure=spent, stated=stated)


def _build(*arguments: Any) -> jt.Report:  # noqa: ANN401 those of the facts
    return jt.build_report(_accounts(*arguments), "mof-2022")


def _disagreements(report: jt.Report) -> list[str]:
    return [finding.message for finding in jt.check(report) if finding.rule == "stated-total"]


def test_a_printed_total_that_agrees_takes_the_place_of_a_wider_sum() -> None:
    """Amount, margin and source are the printed ones; the parts stay, and explain tells of both."""
    report = _build(["1.00", "2.00", "4.00"], 50, (PLACE, "3.01"))

    figure = report.figures[PLACE]

    assert (figure.amount, figure.margin) == (Decimal(30_100), PRINTED_MARGIN)
    assert figure.source == f"公开表.xlsx!{PLACE}"
    assert [part.amount for part in figure.parts] == [10_000, 20_000]
    first, *parts = figure.explain()
    assert "（原表合计）：3.01万元" in first
    assert f"← 公开表.xlsx!{PLACE}" in first
    assert len(parts) == 2
    assert _disagreements(report) == []


def test_what_adds_up_replaced_totals_is_narrower_too() -> None:
    """类 and 合计 add up what is known of the rows below, whether or not they were printed."""
    report = _build(["1.00", "2.00", "4.00"], 50, (PLACE, "3.01"))

    above = [report.figures[f"expenditure.{row}.basic"] for row in ("201", "total")]

    assert [figure.amount for figure in above] == [70_100, 70_100]
    assert [figure.margin for figure in above] == [100, 100]  # 款 with its total, the other item


def test_exact_facts_are_only_checked() -> None:
    """They are better than anything that was printed."""
    report = _build(["1.00", "2.00", "4.00"], 0, (PLACE, "3.00"), ("expenditure.201.basic", "9.00"))

    assert report.figures[PLACE].margin == 0
    assert report.figures["expenditure.201.basic"].amount == 70_000
    assert len(_disagreements(report)) == 1


@pytest.mark.parametrize(("near", "far"), [("2.99", "2.98"), ("3.01", "3.02")])
def test_a_printed_total_that_does_not_agree_replaces_nothing(near: str, far: str) -> None:
    """It lies beyond what the parts and its own last digit allow: a finding says so."""
    agreeing, wrong = (_build(["1.00", "2.00", "4.00"], 50, (PLACE, each)) for each in (near, far))

    assert agreeing.figures[PLACE].shown == Decimal(near)
    assert wrong.figures[PLACE].shown == Decimal("3.00")
    assert _disagreements(agreeing) == []
    assert len(_disagreements(wrong)) == 1


def test_a_total_known_less_exactly_than_the_sum_replaces_nothing() -> None:
    """What is stated to within 50 元 does not improve a sum that is known to within 1 元."""
    report = _build(["1.00", "2.00", "4.00"], 1, (PLACE, "3.00"), ("expenditure.total.basic", "7"))

    assert [report.figures[name].margin for name in (PLACE, "expenditure.total.basic")] == [2, 3]


def test_last_years_totals_replace_nothing() -> None:
    """They are what this year's are compared with."""
    facts = _accounts(["1.00", "2.00", "4.00"], 50, (PLACE, "3.01"))
    last = [fact.model_copy(update={"period": jt.Period.LAST_YEAR}) for fact in facts.stated]

    report = jt.build_report(facts.model_copy(update={"stated": tuple(last)}), "mof-2022")

    assert report.figures[PLACE].amount == 30_000


def test_a_budgets_total_is_replaced_as_well() -> None:
    """No table prints it, prose does."""
    budgets = [
        {"subject": subject, "fund": "一般公共预算财政拨款", "stage": "年初预算", "amount": 10_000}
        | {"margin": 50}
        for subject in SUBJECTS
    ]
    name = "general_budget_expenditure.total.initial_budget"
    facts = _accounts(["1.00", "2.00", "4.00"], 50, (name, "3.01"))

    report = jt.build_report(with_facts(facts, {"budgets": budgets}), "mof-2022")

    assert report.figures[name].shown == Decimal("3.01")


def test_zeros_that_nobody_stated_are_known_as_far_as_the_page_prints_them() -> None:
    """7.00 and four times 0.00 may add up to what prints as 7.03; 7.04 is no rounding."""
    row = "expenditure.201"
    report = _build(
        ["1.00", "2.00", "4.00"], 50, (f"{row}.basic", "7.00"), (f"{row}.total", "7.01")
    )

    found = []
    for amount in ("7.03", "7.04"):
        total = replace(report.figures[f"{row}.total"], amount=Decimal(amount) * WAN)
        changed = replace(report, figures=dict(report.figures) | {total.name: total})
        found.append({f.rule for f in jt.check(changed)} & {"expenditure-natures"})

    assert found == [set(), {"expenditure-natures"}]


@few
@given(strategies.accounts())
def test_rounded_facts_with_all_printed_totals_print_the_same(accounts: jt.Accounts) -> None:
    """Facts rounded to 万元, and every total as it was printed: no cell of any table changes."""
    report = jt.build_report(accounts)
    changes: dict[str, object] = {
        name: [
            fact.model_copy(
                update={"amount": jt.Figure("", fact.amount).shown * WAN, "margin": PRINTED_MARGIN}
            )
            for fact in getattr(accounts, name)
            if fact.amount
        ]
        for name in jt.Accounts.OF_TABLES
    }
    changes["stated"] = [
        {"figure": name, "period": "本年", "amount": each.amount, "margin": each.margin}
        for cells in printed(report).cells.values()
        for name, each in cells.items()
    ]

    rounded = jt.build_report(with_facts(accounts, changes))

    for name, table in report.tables.items():
        assert rounded.tables[name].to_text() == table.to_text()
        assert rounded.tables[name].figures.items() <= rounded.figures.items()
    assert _disagreements(rounded) == []
