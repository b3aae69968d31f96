"""What facts add up to, by the address of the figure that prints it, whatever the edition.

It says which of two cells of an export that state the same figure disagrees, which zeros say nothing,
and, where units are added up, which figures a fact is part of.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from juesuan_tables.addresses import FUND_OF_INCOME, TABLE_OF_FUND
from juesuan_tables.figure import add
from juesuan_tables.subjects import PERSONNEL, ancestors
from juesuan_tables.terms import APPROPRIATIONS, BalanceKind, Stage, ThreePublicItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from juesuan_tables.model import Balance, Expenditure, Income
    from juesuan_tables.terms import Fund

_ALL, _FISCAL, _BASIC = (
    "income_expenditure_summary",
    "appropriation_summary",
    "general_budget_basic",
)
_TOTALS = {
    BalanceKind.OPENING_BALANCE: "income_total",
    BalanceKind.USED_SURPLUS: "income_total",
    BalanceKind.CLOSING_BALANCE: "expenditure_total",
    BalanceKind.SURPLUS_DISTRIBUTION: "expenditure_total",
}
"""The line of the summary that each balance is part of."""
_VEHICLES = (ThreePublicItem.VEHICLE_PURCHASE, ThreePublicItem.VEHICLE_RUNNING)


def parts(facts: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return the facts that each figure adds up; a figure that no fact is part of is not there.

    ``facts`` are lists of facts by the name that ``Accounts`` has for them.
    """
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for name, figures in (
        ("income", _of_income),
        ("expenditure", _of_expenditure),
        ("balances", _of_balance),
        ("economic_expenditure", _of_economic),
        ("three_public", _of_three_public),
    ):
        for fact in facts.get(name, ()):
            for figure in figures(fact):
                found[figure].append(fact)
    return dict(found)


def totals(facts: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return the sums of facts by figure; a figure that no fact is part of is not there."""
    return {figure: add(fact.amount for fact in each) for figure, each in parts(facts).items()}


def _rows(subject: str) -> tuple[str, ...]:
    return ("total", *ancestors(subject))


def _of_income(fact: Income) -> Iterator[str]:
    appropriated = fact.kind in APPROPRIATIONS
    for row in _rows(fact.subject):
        yield f"income.{row}.total"
        yield f"income.{row}.{'appropriation_income' if appropriated else fact.kind.key}"
    yield from (
        f"{_ALL}.{row}.amount" for row in (fact.kind.key, "income_subtotal", "income_total")
    )
    if appropriated:
        for line in (fact.kind.key, "income_subtotal", "income_total"):
            yield f"{_FISCAL}.{line}.amount"
        table = TABLE_OF_FUND[FUND_OF_INCOME[fact.kind]]
        yield from (f"{table}.{row}.income_subtotal" for row in _rows(fact.subject))


def _of_expenditure(fact: Expenditure) -> Iterator[str]:
    category, table = ancestors(fact.subject)[0], TABLE_OF_FUND.get(fact.fund)
    for row in _rows(fact.subject):
        for name in ("expenditure", table) if table else ("expenditure",):
            yield f"{name}.{row}.total"
            yield f"{name}.{row}.{fact.nature.key}"
    for line in (category, "expenditure_subtotal", "expenditure_total"):
        yield f"{_ALL}.{line}.amount"
        yield from _fiscal(line, fact.fund)


def _fiscal(line: str, fund: Fund) -> Iterator[str]:
    """Yield the figures of an expenditure line of the appropriations."""
    if fund in TABLE_OF_FUND:
        yield from (f"{_FISCAL}.{line}.{column}" for column in (fund.key, "total"))


def _of_balance(fact: Balance) -> Iterator[str]:
    yield f"{_ALL}.{fact.kind.key}.amount"
    yield f"{_ALL}.{_TOTALS[fact.kind]}.amount"
    if fact.kind is BalanceKind.CLOSING_BALANCE:
        yield from (
            *_fiscal("closing_balance", fact.fund),
            *_fiscal("expenditure_total", fact.fund),
        )
    elif fact.fund in TABLE_OF_FUND:
        for line in ("opening_balance", f"opening_{fact.fund.key}", "income_total"):
            yield f"{_FISCAL}.{line}.amount"
    if fact.subject and (table := TABLE_OF_FUND.get(fact.fund)):
        yield from (f"{table}.{row}.{fact.kind.key}" for row in _rows(fact.subject))


def _of_economic(fact: Any) -> Iterator[str]:  # noqa: ANN401 an economic expenditure
    code = fact.economic_subject
    part = "personnel" if code.startswith(PERSONNEL) else "running_costs"
    yield from (f"{_BASIC}.{row}.amount" for row in (*ancestors(code), part))


def _of_three_public(fact: Any) -> Iterator[str]:  # noqa: ANN401 one of “三公”
    if fact.stage is Stage.OUTTURN:
        yield "three_public.outturn.total"
        if fact.item in _VEHICLES:
            yield "three_public.outturn.vehicles"
