"""Parts of consistent accounts: amounts, income and expenditure, balances, “三公”, measures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ECONOMIC = {
    None: ("30101", "30103", "30199", "30302", "30201", "30211", "30299", "31002", "39999"),
    jt.ThreePublicItem.TRAVEL_ABROAD: ("30212",),
    jt.ThreePublicItem.RECEPTION: ("30217",),
    jt.ThreePublicItem.VEHICLE_RUNNING: ("30231",),
    jt.ThreePublicItem.VEHICLE_PURCHASE: ("31013",),
}
"""Economic subjects by the item of “三公” that they are part of."""
ZERO = Decimal("0.00")
BUDGET = jt.Fund.GENERAL_PUBLIC_BUDGET
F = TypeVar("F")


def spread(cents: int) -> Decimal:
    """Return 分 as 元."""
    return Decimal(cents).scaleb(-2)


amounts = st.one_of(
    st.integers(1, 10**6),  # below 万元, where rounding shows
    st.integers(1, 10**11),
    st.integers(0, 10**7).map(lambda n: n * 10_000 + 5_000),  # ties: exactly half a last digit
    st.integers(0, 10**7).map(lambda n: n * 10_000 + 4_999),
).map(spread)
"""Positive 元, dense where printing in 万元 rounds."""
some = st.one_of(st.just(ZERO), amounts)
names = st.text("甲乙丙丁戊己庚辛壬癸局办中心事务管理支出其他（）", min_size=1, max_size=12)
"""Names without digits, so that a reader can tell numbers from names."""
kinds = st.lists(st.sampled_from(jt.UnitKind), min_size=1, max_size=2).filter(
    lambda drawn: set(drawn) != {jt.UnitKind.INSTITUTION}
)


def close_to(amount: Decimal) -> st.SearchStrategy[Decimal]:
    """Amounts equal, just beside, or far from a given one, and zero."""
    beside = st.integers(-20_000, 20_000).map(lambda cents: max(amount + spread(cents), ZERO))
    return st.one_of(st.just(amount), beside, amounts, st.just(ZERO))


def added(facts: Iterable[Any]) -> Decimal:
    """Return the sum of facts."""
    return sum((fact.amount for fact in facts), ZERO)


def of_fund(facts: Iterable[F], fund: jt.Fund) -> list[F]:
    """Return the facts of one fund."""
    return [fact for fact in facts if getattr(fact, "fund", None) is fund]


@st.composite
def expenditure(draw: st.DrawFn, subject: str) -> list[jt.Expenditure]:
    """Spending under one subject: from the general public budget, or from elsewhere."""
    either = st.one_of(
        st.tuples(st.sampled_from((jt.Nature.BASIC, jt.Nature.PROJECT)), st.just(BUDGET)),
        st.tuples(st.sampled_from(jt.Nature), st.just(jt.Fund.NON_APPROPRIATION)),
    )
    return [
        jt.Expenditure(subject=subject, nature=nature, fund=source, amount=draw(amounts))
        for nature, source in draw(st.lists(either, min_size=1, max_size=3, unique=True))
    ]


def income(subjects: Sequence[str]) -> st.SearchStrategy[jt.Income]:
    """Income of any kind but those of the government funds, which ``fund`` draws."""
    apart = (jt.IncomeKind.GOVERNMENT_FUND_INCOME, jt.IncomeKind.STATE_CAPITAL_INCOME)
    return st.builds(
        jt.Income,
        subject=st.sampled_from(subjects),
        kind=st.sampled_from([kind for kind in jt.IncomeKind if kind not in apart]),
        amount=amounts,
        source=st.just(""),
        margin=st.just(ZERO),
        counterparty=st.none(),
    )


@st.composite
def balances(
    draw: st.DrawFn, received: list[jt.Income], spent: list[jt.Expenditure]
) -> list[jt.Balance]:
    """Draw what was there before; what is left of each fund follows."""
    general = [f for f in received if f.kind is jt.IncomeKind.GENERAL_PUBLIC_BUDGET_INCOME]
    other = [f for f in received if f.kind is not jt.IncomeKind.GENERAL_PUBLIC_BUDGET_INCOME]
    used, distributed = draw(some), draw(some)
    carried = draw(carry(BUDGET, None, added(general) - added(of_fund(spent, BUDGET))))
    outside = jt.Fund.NON_APPROPRIATION
    flow = added(other) + used - added(of_fund(spent, outside)) - distributed
    carried += draw(carry(outside, None, flow))
    for kind, amount in (
        (jt.BalanceKind.USED_SURPLUS, used),
        (jt.BalanceKind.SURPLUS_DISTRIBUTION, distributed),
    ):
        carried.append(jt.Balance(kind=kind, fund=outside, amount=amount))
    return carried


@st.composite
def carry(draw: st.DrawFn, source: jt.Fund, subject: str | None, flow: Decimal) -> list[jt.Balance]:
    """Draw an opening balance that can bear what flows out, and the closing one that follows."""
    opening = draw(some) + max(-flow, ZERO)
    return [
        jt.Balance(kind=kind, fund=source, subject=subject, amount=amount)
        for kind, amount in (
            (jt.BalanceKind.OPENING_BALANCE, opening),
            (jt.BalanceKind.CLOSING_BALANCE, opening + flow),
        )
    ]


@st.composite
def fund(
    draw: st.DrawFn, subject: str
) -> tuple[list[jt.Income], list[jt.Expenditure], list[jt.Balance]]:
    """One subject of a government fund: income, spending, balances."""
    source, kind = jt.Fund.GOVERNMENT_FUND, jt.IncomeKind.GOVERNMENT_FUND_INCOME
    received = [jt.Income(subject=subject, kind=kind, amount=draw(some))]
    natures = st.sampled_from((jt.Nature.BASIC, jt.Nature.PROJECT))
    spent = [
        jt.Expenditure(subject=subject, nature=nature, fund=source, amount=draw(amounts))
        for nature in draw(st.lists(natures, unique=True, max_size=2))
    ]
    flow = added(received) - added(spent)
    return received, spent, draw(carry(source, subject, flow))


@st.composite
def economic(draw: st.DrawFn, total: Decimal) -> list[jt.EconomicExpenditure]:
    """Split basic spending over economic subjects."""
    codes = sorted(code for each in ECONOMIC.values() for code in each)
    chosen = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=4, unique=True))
    facts, left = [], int(total.scaleb(2))
    for code in chosen:
        last = code == chosen[-1]
        amount = left if last else draw(st.integers(0, left))
        left -= amount
        facts.append(jt.EconomicExpenditure(economic_subject=code, amount=spread(amount)))
    return facts


@st.composite
def three_public(draw: st.DrawFn, basic: Sequence[jt.EconomicExpenditure]) -> list[jt.ThreePublic]:
    """Draw “三公”: at least what the basic spending holds of it."""
    drawn = []
    for item, codes in ((item, ECONOMIC[item]) for item in jt.ThreePublicItem):
        within = added(fact for fact in basic if fact.economic_subject in codes)
        outturn = within + draw(some)
        for stage, amount in (
            (jt.Stage.OUTTURN, outturn),
            (jt.Stage.INITIAL_BUDGET, draw(close_to(outturn))),
        ):
            drawn.append(jt.ThreePublic(item=item, fund=BUDGET, stage=stage, amount=amount))
    return drawn


@st.composite
def measures(
    draw: st.DrawFn,
    basic: Sequence[jt.EconomicExpenditure],
    spent: Sequence[jt.ThreePublic],
) -> list[jt.Measure]:
    """Draw every measure, in step with the amounts that it belongs to."""
    key = jt.MeasureKey
    running = int(added(f for f in basic if f.economic_subject[:3] not in ("301", "303")) * 100)
    values: dict[jt.MeasureKey, Decimal] = {
        key.AGENCY_OPERATING_COST: spread(draw(st.integers(0, running))),
        key.MEETING_EXPENSE: draw(some),
        key.TRAINING_EXPENSE: draw(some),
        key.PROCUREMENT_GOODS: draw(some),
        key.PROCUREMENT_WORKS: draw(some),
        key.PROCUREMENT_SERVICES: draw(some),
    }
    total = sum((values[each] for each in tuple(values)[3:]), ZERO)
    medium = draw(st.integers(0, int(total * 100)))
    values[key.AWARDS_SMALL_MEDIUM] = spread(medium)
    values[key.AWARDS_SMALL_MICRO] = spread(draw(st.integers(0, medium)))
    for more, fewer, item in (
        (key.TRAVELLERS_ABROAD, key.DELEGATIONS_ABROAD, jt.ThreePublicItem.TRAVEL_ABROAD),
        (key.GUESTS, key.RECEPTIONS, jt.ThreePublicItem.RECEPTION),
        (key.VEHICLES_KEPT, key.VEHICLES_KEPT, jt.ThreePublicItem.VEHICLE_RUNNING),
        (key.VEHICLES_BOUGHT, key.VEHICLES_BOUGHT, jt.ThreePublicItem.VEHICLE_PURCHASE),
    ):
        outturn = [f for f in spent if f.item is item and f.stage is jt.Stage.OUTTURN]
        number = draw(st.integers(1, 50)) if added(outturn) else 0
        values[fewer] = Decimal(number)
        if more is not fewer:
            values[more] = Decimal(number + draw(st.integers(0, 50)) if number else 0)
    for each in (*VEHICLES, key.GENERAL_EQUIPMENT, key.SPECIAL_EQUIPMENT):
        values[each] = Decimal(draw(st.integers(0, 3)))
    return [jt.Measure(key=name, value=value) for name, value in values.items()]


VEHICLES = (
    jt.MeasureKey.VEHICLES_LEADERS,
    jt.MeasureKey.VEHICLES_GENERAL,
    jt.MeasureKey.VEHICLES_ENFORCEMENT,
    jt.MeasureKey.VEHICLES_SPECIAL,
    jt.MeasureKey.VEHICLES_OTHER,
)
