"""Parts of consistent accounts: amounts, income and expenditure, balances, “三公”."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

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
names = st.text("乙丙丁戊己庚辛壬癸局办中心事务管理支出其他（）", min_size=1, max_size=5)
"""Names without digits, so that a reader can tell numbers from names."""
kinds = st.lists(st.sampled_from(jt.UnitKind), min_size=1, max_size=2)


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
    draw: st.DrawFn, source: jt.Fund, subject: str
) -> tuple[list[jt.Income], list[jt.Expenditure], list[jt.Balance]]:
    """One subject of a government fund or of the state capital: income, spending, balances."""
    kind = dict(zip(jt.Fund, jt.IncomeKind, strict=False))[source]
    received = [jt.Income(subject=subject, kind=kind, amount=draw(some))]
    natures = st.sampled_from((jt.Nature.BASIC, jt.Nature.PROJECT))
    spent = [
        jt.Expenditure(subject=subject, nature=nature, fund=source, amount=draw(amounts))
        for nature in draw(st.lists(natures, unique=True, max_size=2))
    ]
    flow = added(received) - added(spent)
    return received, spent, draw(carry(source, subject, flow))


@st.composite
def economic(draw: st.DrawFn, edition: jt.Edition, total: Decimal) -> list[jt.EconomicExpenditure]:
    """Split basic spending over economic subjects of the edition."""
    form = edition.form("general_budget_basic")
    assert form
    printed = {line.key for block in form.blocks for line in block.lines}
    codes = sorted(code for each in ECONOMIC.values() for code in each if code in printed)
    chosen = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=4, unique=True))
    facts, left = [], int(total.scaleb(2))
    for code in chosen:
        last = code == chosen[-1]
        amount = left if last else draw(st.integers(0, left))
        left -= amount
        facts.append(jt.EconomicExpenditure(economic_subject=code, amount=spread(amount)))
    return facts


@st.composite
def three_public(
    draw: st.DrawFn, edition: jt.Edition, basic: Sequence[jt.EconomicExpenditure]
) -> list[jt.ThreePublic]:
    """Draw “三公”: at least what the basic spending holds of it, and sometimes nothing more.

    Every stage is stated, and what other appropriations paid for, whatever the edition prints.
    """
    drawn: list[jt.ThreePublic] = []
    more = some if draw(st.integers(0, 4)) else st.just(ZERO)
    for item, codes in ((item, ECONOMIC[item]) for item in jt.ThreePublicItem):
        within = added(fact for fact in basic if fact.economic_subject in codes)
        outturn = within + draw(more)
        budget = close_to(outturn) if outturn else more
        for stage in jt.Stage:
            amount = outturn if stage is jt.Stage.OUTTURN else draw(budget)
            drawn.append(jt.ThreePublic(item=item, fund=BUDGET, stage=stage, amount=amount))
    funded = [fund for fund in tuple(jt.Fund)[1:3] if fund.key in _columns(edition)]
    other = st.builds(
        jt.ThreePublic,
        item=st.sampled_from(jt.ThreePublicItem),
        fund=st.sampled_from(funded),
        stage=st.sampled_from(jt.Stage),
        amount=amounts,
        source=st.just(""),
        margin=st.just(ZERO),
    )
    return drawn + draw(st.lists(other, max_size=3))


def _columns(edition: jt.Edition) -> Collection[str]:
    """Return the columns of 财政拨款收入支出决算总表: its appropriations are among them."""
    form = edition.form("appropriation_summary")
    assert form
    return form.column_labels
