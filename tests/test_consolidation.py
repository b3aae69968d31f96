"""A department's accounts are the sum of its units', less what they gave each other."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import strategies_units as of_units
from hypothesis import given
from hypothesis import strategies as st
from strategies import half

import juesuan_tables as jt
from juesuan_tables.writers.inputs import to_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DEPARTMENT = "市文化局"
ARTICULATION = {relation.id for relation in jt.RELATIONS}
OF_FACTS = {
    "stated-total",
    "figure-unknown",
    "balance-subject",
    "subject-depth",
    "transfer-differs",
}


def _errors(report: jt.Report, rules: Iterable[str]) -> list[jt.Finding]:
    found = jt.check(report)
    return [f for f in found if f.rule in {*rules} and f.severity is jt.Severity.ERROR]


def _department(units: list[jt.Accounts]) -> jt.Report:
    return jt.build_report(jt.consolidate(units, unit=DEPARTMENT))


@half
@given(of_units.units())
def test_every_cell_is_the_exact_sum_of_the_units_cells(units: list[jt.Accounts]) -> None:
    """Without transfers between them, in 元, in every table of every edition."""
    sums = of_units.summed([jt.build_report(unit) for unit in units])

    report = _department(units)

    assert of_units.table_amounts(report) == sums
    assert _errors(report, ARTICULATION | OF_FACTS) == []
    of_parts = {"members-rollup", "record-twice", "transfer-differs", "transfer-eliminated"}
    assert of_parts.isdisjoint({finding.rule for finding in jt.check(report)})


@half
@given(st.data())
def test_a_transfer_that_both_sides_state_alike_is_in_no_cell(data: st.DataObject) -> None:
    """The department is what its units would be without it, and every relation still holds."""
    plain = data.draw(of_units.units(least=2))
    transfers = data.draw(of_units.transfers(plain))
    units = of_units.with_transfers(plain, transfers)
    sums = of_units.summed([jt.build_report(unit) for unit in units])

    report = _department(units)

    total = of_units.given_in_all(transfers)
    for name in (
        "income.total.total",
        "expenditure.total.total",
        "income_expenditure_summary.income_total.amount",
        "income_expenditure_summary.expenditure_total.amount",
    ):
        assert report.figures[name].amount == sums.get(name, 0) - total
    accounts = report.accounts
    assert not any(fact.counterparty for fact in accounts.income)
    assert not any(fact.counterparty for fact in accounts.expenditure)
    assert {each.treatment for each in report.accounts.transfers} == {jt.Treatment.ELIMINATED}
    assert sum(each.paid or 0 for each in report.accounts.transfers) == total
    assert _errors(report, ARTICULATION | OF_FACTS) == []
    untouched = of_units.summed([jt.build_report(unit) for unit in plain])
    assert _without_summary(of_units.table_amounts(report)) == _without_summary(untouched)


def _without_summary(amounts: dict[str, Any]) -> dict[str, Any]:
    """Return all cells but those of 收入支出决算总表, whose balances bear the transfers."""
    summary = "income_expenditure_summary."
    return {name: amount for name, amount in amounts.items() if not name.startswith(summary)}


@half
@given(st.data())
def test_sides_that_differ_by_a_cent_are_kept_and_told(data: st.DataObject) -> None:
    """The cells are the sums, and an error names both units."""
    plain = data.draw(of_units.units(least=2))
    transfer = data.draw(of_units.transfers(plain))[0]
    units = of_units.with_transfers(plain, [transfer])
    income = [
        fact.model_copy(update={"amount": fact.amount + Decimal("0.01")})
        if fact.counterparty
        else fact
        for fact in units[transfer.receiver].income
    ]
    units[transfer.receiver] = units[transfer.receiver].model_copy(update={"income": tuple(income)})

    report = _department(units)

    assert of_units.table_amounts(report) == of_units.summed([jt.build_report(u) for u in units])
    (error,) = _errors(report, {"transfer-differs"})
    assert units[transfer.payer].unit in error.message
    assert units[transfer.receiver].unit in error.message
    assert "相差 0.01元" in error.message


@half
@given(st.data())
def test_the_order_of_the_units_does_not_matter(data: st.DataObject) -> None:
    """Facts, members, sources: all is the same."""
    plain = data.draw(of_units.units(least=2))
    units = of_units.with_transfers(plain, data.draw(of_units.transfers(plain)))

    other = jt.consolidate(data.draw(st.permutations(units)), unit=DEPARTMENT)

    assert other == jt.consolidate(units, unit=DEPARTMENT)


@half
@given(st.data())
def test_a_department_within_adds_up_like_its_units(data: st.DataObject) -> None:
    """Step by step or at once, cells and members are the same, transfers across included."""
    plain = data.draw(of_units.units(least=3))
    units = of_units.with_transfers(plain, data.draw(of_units.transfers(plain)))
    first, *others = units

    within = jt.consolidate(others, unit="文化系统")
    stepwise = _department([within, first])

    at_once = _department(units)
    assert of_units.table_amounts(stepwise) == of_units.table_amounts(at_once)
    assert stepwise.accounts.members == at_once.accounts.members


@half
@given(st.data())
def test_totals_that_all_units_state_are_the_departments(data: st.DataObject) -> None:
    """What an elimination changes is left out, all else agrees with the department's own sums."""
    plain = data.draw(of_units.units(least=2))
    units = of_units.with_transfers(plain, data.draw(of_units.transfers(plain)))
    stating = [_stating(unit) for unit in units]

    report = _department(stating)

    this_year = [s for s in report.accounts.stated if s.period is jt.Period.THIS_YEAR]
    assert _errors(report, OF_FACTS) == []
    touched = {"income.total.total", "expenditure.total.total"}
    assert touched.isdisjoint({stated.figure for stated in this_year})
    assert "appropriation_summary.income_total.amount" in {each.figure for each in this_year}


def _stating(unit: jt.Accounts) -> jt.Accounts:
    """Return a unit that states every total that its tables print."""
    report = jt.build_report(unit)
    stated = [
        jt.Stated(figure=name, period=jt.Period.THIS_YEAR, amount=figure.amount)
        for grid in report.tables.values()
        for name, figure in grid.figures.items()
    ]
    before = [each for each in unit.stated if each.period is jt.Period.LAST_YEAR]
    return jt.Accounts(**{**dict(unit), "stated": [*before, *stated]})


@half
@given(st.data())
def test_the_softwares_own_sum_is_compared_with_ours(data: st.DataObject) -> None:
    """Where it is the same, nothing is said; one cent in one record is told as 原表合计."""
    units = data.draw(of_units.units())
    whole = jt.consolidate(units, unit=DEPARTMENT)
    own = whole.model_copy(update={"report_type": None, "measures": (), "transfers": ()})
    spent = [*own.expenditure]

    same = _department([*units, own])

    assert _errors(same, OF_FACTS) == []
    if spent:
        one = spent.pop(data.draw(st.integers(0, len(spent) - 1)))
        more = one.model_copy(update={"amount": one.amount + Decimal("0.01")})
        other = own.model_copy(update={"expenditure": (*spent, more)})
        errors = _errors(_department([*units, other]), {"stated-total"})
        assert errors
        assert all("0.01元" in error.message for error in errors)


def test_what_cancels_out_on_one_side_is_recorded_when_it_is_taken_out() -> None:
    """A payment moved from one subject to another changes both subjects, and nobody else states it."""
    paid = [_transfer("5", "乙馆"), _transfer("-5", "乙馆", subject="2070102")]
    units = [_unit("甲局", "行政单位", expenditure=paid), _unit("乙馆")]

    department = jt.consolidate(units, unit=DEPARTMENT)

    assert department.expenditure == ()
    (record,) = department.transfers
    assert (record.payer, record.receiver, record.paid) == ("甲局", "乙馆", Decimal(0))
    assert record.treatment is jt.Treatment.ELIMINATED


def test_who_names_the_department_as_payer_is_not_said_to_have_received_nothing() -> None:
    """Where no unit is known as 本级, the department's name leaves open which of its units it was."""
    payer = _unit("文化局机关", "行政单位", expenditure=[_transfer("5", "乙馆")])
    received = {"subject": "2070101", "kind": "上级补助收入", "amount": "5"}
    receiver = _unit("乙馆", income=[received | {"counterparty": DEPARTMENT}])

    report = _department([payer, receiver])

    (record,) = report.accounts.transfers
    assert record.treatment is jt.Treatment.UNNAMED
    assert record.received is None
    assert _errors(report, {"transfer-differs"}) == []


def test_an_item_that_a_unit_did_not_have_last_year_does_not_spoil_the_departments_total() -> None:
    """Where the items that it states are its whole “三公”, the one that it leaves out was nothing."""
    units = [
        _unit("甲馆", stated=_last_year(total="10", travel_abroad="10", vehicles="0")),
        _unit("乙馆", stated=_last_year(total="7", travel_abroad="4", vehicles="0", reception="3")),
    ]

    report = _department(units)

    stated = {fact.figure: fact.amount for fact in report.accounts.stated}
    assert stated["three_public.outturn.reception"] == Decimal(3)
    assert _errors(report, {"three-public-prior"}) == []


def test_an_item_that_may_have_been_something_last_year_is_not_added_up() -> None:
    """What a unit's total leaves open stays open in the department's."""
    units = [
        _unit("甲馆", stated=_last_year(total="10", travel_abroad="4")),
        _unit("乙馆", stated=_last_year(total="3", reception="3")),
    ]

    stated = {fact.figure for fact in _department(units).accounts.stated}

    assert stated == {"three_public.outturn.total", "three_public.outturn.travel_abroad"}


def test_a_head_office_is_meant_by_the_name_of_its_department_also_within() -> None:
    """Of two 本级, each is called like what it heads, with 本级 behind it or without."""
    heads = [
        _unit(name, "行政单位", entity="单位本级", expenditure=[_transfer(amount, "乙馆")])
        for name, amount in (("市文化局本级", "5"), ("市文物局（本级）", "6"))
    ]
    received = {"subject": "2070101", "kind": "上级补助收入"}
    payers = (("市文化局", "5"), ("市文物局", "4"), ("市文物局本级", "2"))
    income = [received | {"counterparty": payer, "amount": amount} for payer, amount in payers]

    department = jt.consolidate([*heads, _unit("乙馆", income=income)], unit=DEPARTMENT)

    assert (department.income, department.expenditure) == ((), ())
    assert [each.treatment for each in department.transfers] == [jt.Treatment.ELIMINATED] * 2


def _last_year(**items: str) -> list[dict[str, str]]:
    return [
        {"figure": f"three_public.outturn.{item}", "period": "上年", "amount": amount}
        for item, amount in items.items()
    ]


def _transfer(amount: str, to: str, subject: str = "2070101") -> dict[str, str]:
    return {
        "subject": subject,
        "nature": "对附属单位补助支出",
        "fund": "非财政拨款",
        "amount": amount,
        "counterparty": to,
    }


def test_a_units_fact_is_explained_down_to_its_cell() -> None:
    """The file's name says whose it is; else the unit's stands before it."""
    one = _unit("甲局", expenditure=[_basic("100", "甲局.xlsx!支出!D7")])
    other = _unit("乙馆", expenditure=[_basic("20", "决算.yaml 支出第3条")])
    third = _unit("丙站", expenditure=[_basic("3", "")])

    lines = _department([one, other, third]).explain("expenditure.2070101.basic")

    assert [line.split(" ← ")[1] for line in lines[1:]] == [
        "甲局.xlsx!支出!D7",
        "乙馆（决算.yaml 支出第3条）",
        "丙站",
    ]


def test_a_units_place_is_kept_when_the_department_is_written_and_read_again(
    tmp_path: Path,
) -> None:
    """In YAML the place in the unit's file is the origin of the record."""
    other = _unit("乙馆", expenditure=[_basic("20", "决算.yaml 支出第3条")])
    file = tmp_path / "部门.yaml"
    file.write_text(to_yaml(jt.consolidate([other], unit=DEPARTMENT)), encoding="utf-8")

    (fact,) = jt.load_accounts(file).expenditure

    assert fact.source == "部门.yaml 支出第1条（乙馆（决算.yaml 支出第3条））"


def _unit(name: str, kind: str = "事业单位", **facts: Any) -> jt.Accounts:  # noqa: ANN401 fields
    fields = {"entity": "单位", "year": 2018, "edition": "mof-2018"} | facts
    return jt.Accounts(unit=name, members=[{"name": name, "kind": kind}], **fields)


def _basic(amount: str, source: str) -> dict[str, str]:
    fund = "一般公共预算财政拨款"
    return {
        "subject": "2070101",
        "nature": "基本支出",
        "fund": fund,
        "amount": amount,
        "source": source,
    }
