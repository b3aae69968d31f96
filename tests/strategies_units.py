"""Units of a department whose own figures are consistent, and what they give each other."""

from __future__ import annotations

from itertools import permutations
from typing import Any, NamedTuple

import strategies
from hypothesis import strategies as st
from strategies_parts import BUDGET, ZERO, added, amounts

import juesuan_tables as jt

OUTSIDE = jt.Fund.NON_APPROPRIATION
SIDES = {
    jt.TransferKind.SUBSIDY: (
        jt.Nature.SUBSIDY_TO_SUBORDINATES,
        jt.IncomeKind.SUPERIOR_SUBSIDY,
    ),
    jt.TransferKind.REMITTANCE: (
        jt.Nature.REMITTED_TO_SUPERIOR,
        jt.IncomeKind.REMITTED_BY_SUBORDINATES,
    ),
}
NAMES = ("甲局", "乙馆", "丙站", "丁所")


class Given(NamedTuple):
    """One transfer: who gave whom how much, under which subjects of each."""

    kind: jt.TransferKind
    payer: int
    receiver: int
    amount: Any
    subjects: tuple[str, str]


@st.composite
def units(draw: st.DrawFn, *editions: str, least: int = 1, most: int = 3) -> list[jt.Accounts]:
    """Draw units of one year and one edition, each with its kind."""
    edition = draw(st.sampled_from(editions or jt.edition_ids()))
    drawn = []
    for name in NAMES[: draw(st.integers(least, most))]:
        accounts = draw(strategies.accounts(edition))
        kinds = {member.kind for member in accounts.members}
        kind = max(kinds, key=lambda each: each is not jt.UnitKind.INSTITUTION)
        members = (jt.Unit(name=name, kind=kind),)
        of_one = {"unit": name, "entity": jt.Entity.SINGLE_UNIT, "members": members}
        drawn.append(accounts.model_copy(update=of_one))
    return drawn


@st.composite
def transfers(draw: st.DrawFn, of: list[jt.Accounts]) -> list[Given]:
    """Draw what some of the units give others."""
    edition = jt.load_edition(of[0].edition or "")
    subjects = st.sampled_from(strategies.subjects(edition, BUDGET))
    pairs = st.sampled_from([*permutations(range(len(of)), 2)])
    given_ = st.builds(
        lambda kind, pair, amount, both: Given(kind, pair[0], pair[1], amount, both),
        st.sampled_from(jt.TransferKind),
        pairs,
        amounts,
        st.tuples(subjects, subjects),
    )
    return draw(st.lists(given_, min_size=1, max_size=4))


def with_transfers(of: list[jt.Accounts], given: list[Given]) -> list[jt.Accounts]:
    """Return the units with both sides of the transfers, and balances that bear them."""
    facts: list[dict[str, list[Any]]] = [
        {name: [*getattr(unit, name)] for name in ("income", "expenditure", "balances")}
        for unit in of
    ]
    for each in given:
        nature, kind = SIDES[each.kind]
        paid, received = each.subjects
        payer, receiver = facts[each.payer], facts[each.receiver]
        payer["expenditure"].append(
            jt.Expenditure(
                subject=paid,
                nature=nature,
                fund=OUTSIDE,
                amount=each.amount,
                counterparty=of[each.receiver].unit,
            )
        )
        payer["balances"].append(_balance(jt.BalanceKind.OPENING_BALANCE, each.amount))
        receiver["income"].append(
            jt.Income(
                subject=received,
                kind=kind,
                amount=each.amount,
                counterparty=of[each.payer].unit,
            )
        )
        receiver["balances"].append(_balance(jt.BalanceKind.CLOSING_BALANCE, each.amount))
    return [
        jt.Accounts(**{**dict(unit), **changed}) for unit, changed in zip(of, facts, strict=True)
    ]


def _balance(kind: jt.BalanceKind, amount: Any) -> jt.Balance:  # noqa: ANN401 a Decimal
    return jt.Balance(kind=kind, fund=OUTSIDE, amount=amount)


def given_in_all(given: list[Given]) -> Any:  # noqa: ANN401 a Decimal
    """Return the sum of all transfers."""
    return added(given)


def table_amounts(report: jt.Report) -> dict[str, Any]:
    """Return the exact amounts of all cells of the tables that are not zero."""
    return {
        name: figure.amount
        for grid in report.tables.values()
        for name, figure in grid.figures.items()
        if figure.amount != ZERO
    }


def summed(reports: list[jt.Report]) -> dict[str, Any]:
    """Return the exact sums of units' cells by address, those that are not zero."""
    sums: dict[str, Any] = {}
    for report in reports:
        for name, amount in table_amounts(report).items():
            sums[name] = sums.get(name, ZERO) + amount
    return {name: amount for name, amount in sums.items() if amount}
