"""勾稽关系: each finds its breach, none accuses a rounding tail, and no cell is left out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.checks.formulas import parse
from juesuan_tables.checks.relations import expand

CENT, LAST_DIGIT, HALF_A_DIGIT = Decimal("0.01"), Decimal(100), Decimal(50)


ALL = pytest.mark.parametrize("relation", jt.RELATIONS, ids=lambda relation: relation.id)
IDENTITIES = pytest.mark.parametrize(
    "relation", [r for r in jt.RELATIONS if not parse(r.formula).at_most], ids=lambda r: r.id
)
BOUNDS = pytest.mark.parametrize(
    "relation", [r for r in jt.RELATIONS if parse(r.formula).at_most], ids=lambda r: r.id
)


@pytest.fixture
def where_it_holds(relation: jt.Relation, whole: jt.Report, whole_of_nine: jt.Report) -> jt.Report:
    """Return the made-up unit's report that has what the relation speaks of."""
    return next(report for report in (whole, whole_of_nine) if [*expand(relation, report)])


def _with_amount(report: jt.Report, name: str, amount: Decimal) -> jt.Report:
    """Return the report with another amount in one cell, as if someone had typed it."""
    typed = replace(report.figures[name], amount=amount)
    return replace(report, figures={**report.figures, name: typed})


def _as_printed(report: jt.Report) -> jt.Report:
    """Return the report as a reader knows it: every figure give or take half a last digit."""
    figures = {name: figure.as_printed() for name, figure in report.figures.items()}
    return replace(report, figures=figures)


def _broken(report: jt.Report) -> dict[str, jt.Finding]:
    """Return the first finding of every relation that does not hold."""
    found = jt.check(report, jt.RELATIONS)
    return {finding.rule: finding for finding in reversed(found)}


@ALL
def test_a_relation_finds_an_amount_that_is_one_cent_too_much(
    where_it_holds: jt.Report, relation: jt.Relation
) -> None:
    """Raising the left side by one 分 above the right breaks the relation, and it says where."""
    left, right = next(iter(expand(relation, where_it_holds)))

    broken = _broken(_with_amount(where_it_holds, left.name, right.amount + CENT))

    finding = broken[relation.id]
    assert finding.severity is relation.severity
    assert finding.difference == "0.01元"
    assert relation.name in finding.message
    assert "多 0.01元" in finding.message


@ALL
def test_a_relation_between_printed_numbers_allows_their_tails_and_no_more(
    where_it_holds: jt.Report, relation: jt.Relation
) -> None:
    """Half a last digit for every number that takes part: at the edge silent, beyond it broken."""
    printed = _as_printed(where_it_holds)
    left, right = next(iter(expand(relation, printed)))
    edge = right.amount + right.margin + HALF_A_DIGIT

    assert relation.id not in _broken(_with_amount(printed, left.name, edge))
    assert relation.id in _broken(_with_amount(printed, left.name, edge + CENT))


@IDENTITIES
def test_an_identity_finds_an_amount_that_is_too_little(
    where_it_holds: jt.Report, relation: jt.Relation
) -> None:
    """One 分 below the right side is as wrong as one above."""
    left, right = next(iter(expand(relation, where_it_holds)))

    finding = _broken(_with_amount(where_it_holds, left.name, right.amount - CENT))[relation.id]

    assert "少 0.01元" in finding.message


@BOUNDS
def test_a_bound_is_silent_at_and_below_it(
    where_it_holds: jt.Report, relation: jt.Relation
) -> None:
    """At most means at most."""
    left, right = next(iter(expand(relation, where_it_holds)))

    for amount in (right.amount, right.amount - CENT, Decimal(0)):
        assert relation.id not in _broken(_with_amount(where_it_holds, left.name, amount))


@given(strategies.accounts(), st.data())
def test_any_cell_changed_by_hand_is_found(accounts: jt.Accounts, data: st.DataObject) -> None:
    """Every amount of every table stands in some identity: none can be altered unseen."""
    report = jt.build_report(accounts)
    name = data.draw(st.sampled_from(_cells(report)))
    by = data.draw(strategies.amounts) * data.draw(st.sampled_from((1, -1)))

    found = jt.check(_with_amount(report, name, report.figures[name].amount + by), jt.RELATIONS)

    assert [finding for finding in found if finding.severity is jt.Severity.ERROR]


@given(strategies.accounts(), st.data())
def test_a_printed_cell_changed_by_last_digits_is_found_or_is_provably_a_tail(
    accounts: jt.Accounts, data: st.DataObject
) -> None:
    """What is not found could have been printed: no identity is off by more than its tails."""
    report = _as_printed(jt.build_report(accounts))
    name = data.draw(st.sampled_from(_cells(report)))
    by = data.draw(st.integers(1, 40)) * data.draw(st.sampled_from((1, -1)))

    changed = _with_amount(report, name, report.figures[name].amount + by * LAST_DIGIT)
    found = {f.rule for f in jt.check(changed, jt.RELATIONS)}

    for relation in jt.RELATIONS:
        formula = parse(relation.formula)
        pairs = [*expand(relation, changed)]
        if formula.at_most:  # nothing is within a bound that is below zero
            pairs = [pair for pair in pairs if pair[0].amount > 0 or pair[1].amount >= 0]
        gaps = [_gap(left, right) for left, right in pairs]
        over = [gap - tail for gap, tail in gaps]
        if not formula.at_most:
            over += [-gap - tail for gap, tail in gaps]
        assert (relation.id in found) == any(each > 0 for each in over)


def _gap(left: jt.Figure, right: jt.Figure) -> tuple[int, int]:
    """Return, in whole 元, by how much the left side exceeds the right, and the tails of both."""
    numbers = [left, *right.parts]
    return int(left.amount) - sum(int(part.amount) for part in right.parts), 50 * sum(
        bool(number.margin) for number in numbers
    )


def _cells(report: jt.Report) -> list[str]:
    return [name for table in report.tables.values() for name in table.figures]


@given(strategies.accounts())
def test_printed_tables_are_never_contradicted_by_rounding(accounts: jt.Accounts) -> None:
    """Whatever the amounts, the printed tables satisfy every identity within their tails."""
    found = jt.check(_as_printed(jt.build_report(accounts)), jt.RELATIONS)

    assert [finding for finding in found if finding.severity is jt.Severity.ERROR] == []


def test_relations_to_a_missing_table_are_skipped(whole: jt.Report) -> None:
    """A table read alone is checked in itself only."""
    name = "general_budget_expenditure"
    alone = replace(whole, tables={name: whole.tables[name]})

    assert jt.check(alone, jt.RELATIONS) == []


def test_a_relation_to_a_measure_that_nobody_stated_is_skipped(whole: jt.Report) -> None:
    """An unknown total is no zero: awards are not above a procurement that was not stated."""
    figures = {n: f for n, f in whole.figures.items() if "procurement" not in n}

    assert jt.check(replace(whole, figures=figures), jt.RELATIONS) == []


def test_a_relation_of_ones_own_is_written_as_a_formula(whole: jt.Report) -> None:
    """A script author adds a bound in one line; Chinese says what it means."""
    own = jt.Relation(
        id="half",
        name="项目支出不大于基本支出减去经营支出",
        formula="expenditure.total.project <= expenditure.total.basic - expenditure.total.total",
    )

    (finding,) = jt.check(whole, [own])

    assert finding.rule == "half"
    assert finding.expected == "-2815.87万元"
    assert own.source == "支出决算表表内关系"


@pytest.mark.parametrize("formula", ["", "甲 = 乙", "income.total = 5", "a.b.c < d.e.f", "a.b.c ="])
def test_a_formula_that_is_none_is_refused_at_once(formula: str) -> None:
    """A relation that could never speak would be worse than an error."""
    with pytest.raises(ValueError, match="formula"):
        jt.Relation(id="own", name="自己的", formula=formula)


def test_two_figures_that_print_alike_are_told_apart_in_yuan(whole: jt.Report) -> None:
    """「应为 6267.42万元」 beside 6267.42万元 would help nobody."""
    name = "income_expenditure_summary.income_total.amount"
    amount = whole.figures[name].amount

    finding = _broken(_with_amount(whole, name, amount + CENT))["summary-balances"]

    assert finding.printed == f"{amount + CENT:,.2f}元"
    assert finding.expected == f"{amount:,.2f}元"
    assert f"本表 {finding.printed}，应为 {finding.expected}（" in finding.message


def test_a_breach_is_told_at_the_row_where_it_arises(whole: jt.Report) -> None:
    """An item off by 1.00万元 puts its 款, its 类 and 合计 off too: one finding, the item's."""
    rows = ("total", "207", "20701", "2070199")
    changed = whole
    for row in rows:
        name = f"expenditure.{row}.total"
        changed = _with_amount(changed, name, whole.figures[name].amount + 10_000)

    found = [f for f in jt.check(changed, jt.RELATIONS) if f.rule == "expenditure-natures"]

    assert [finding.row for finding in found] == ["其他文化支出"]


def test_a_breach_of_a_total_that_is_more_than_its_rows_is_told_too(whole: jt.Report) -> None:
    """The 款 has a mistake of its own besides its item's."""
    changed = whole
    for row, wan in (("2070199", 1), ("20701", 3)):
        name = f"expenditure.{row}.total"
        changed = _with_amount(changed, name, whole.figures[name].amount + 10_000 * wan)

    found = [f for f in jt.check(changed, jt.RELATIONS) if f.rule == "expenditure-natures"]

    assert {finding.row for finding in found} == {"文化", "其他文化支出"}


@given(strategies.accounts(), st.data())
def test_one_amount_of_the_input_changed_is_found(
    accounts: jt.Accounts, data: st.DataObject
) -> None:
    """Income, expenditure, balances and economic subjects hold one another to the 分."""
    kinds = ("income", "expenditure", "economic_expenditure", "balances")
    places = [(kind, n) for kind in kinds for n in range(len(getattr(accounts, kind)))]
    kind, number = data.draw(st.sampled_from(places))
    facts = list(getattr(accounts, kind))
    by = data.draw(strategies.amounts) * data.draw(st.sampled_from((1, -1)))
    facts[number] = facts[number].model_copy(update={"amount": facts[number].amount + by})

    report = jt.build_report(accounts.model_copy(update={kind: tuple(facts)}))

    found = jt.check(report, jt.RELATIONS)
    assert [finding for finding in found if finding.severity is jt.Severity.ERROR]
