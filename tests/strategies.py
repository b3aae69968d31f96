"""The shared Hypothesis strategies: facts of a unit whose figures are all consistent."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SUBJECTS = (
    "2010301",
    "2010302",
    "2010399",
    "2010601",
    "2050101",
    "2080102",
    "2080501",
    "2130205",
    "2210201",
    "2320301",
)
BUDGET = jt.Fund.GENERAL_PUBLIC_BUDGET
PRIOR = (
    "income_expenditure_summary.income_total.amount",
    "general_budget_expenditure.total.total",
)


def _spread(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


amounts = st.one_of(
    st.integers(1, 10**6),  # below 万元, where rounding shows
    st.integers(1, 10**11),
    st.integers(0, 10**7).map(lambda n: n * 10_000 + 5_000),  # ties: exactly half a last digit
    st.integers(0, 10**7).map(lambda n: n * 10_000 + 4_999),
).map(_spread)
"""Positive 元, dense where printing in 万元 rounds."""

names = st.text("甲乙丙丁戊己庚辛壬癸局办中心事务管理支出其他（）", min_size=1, max_size=12)
"""Names without digits, so that a reader can tell numbers from names."""
reasons = st.sampled_from(("", "年中追加资金", "人员增加，工资上调", "厉行节约。"))


def _close_to(amount: Decimal) -> st.SearchStrategy[Decimal]:
    """Amounts equal, just beside, or far from a given one, and zero."""
    beside = st.integers(-20_000, 20_000).map(
        lambda cents: max(amount + _spread(cents), Decimal(0))
    )
    return st.one_of(st.just(amount), beside, amounts, st.just(Decimal(0)))


@st.composite
def _expenditure(draw: st.DrawFn, subject: str) -> list[jt.Expenditure]:
    """Spending under one subject: from the general public budget, or from elsewhere."""
    kinds = st.one_of(
        st.tuples(st.sampled_from((jt.Nature.BASIC, jt.Nature.PROJECT)), st.sampled_from(jt.Fund)),
        st.tuples(st.sampled_from(jt.Nature), st.just(jt.Fund.NON_APPROPRIATION)),
    )
    return [
        jt.Expenditure(subject=subject, nature=nature, fund=fund, amount=draw(amounts))
        for nature, fund in draw(st.lists(kinds, min_size=1, max_size=4, unique=True))
    ]


@st.composite
def accounts(draw: st.DrawFn) -> jt.Accounts:
    """Consistent accounts: whatever is printed of them must agree."""
    subjects = draw(st.lists(st.sampled_from(SUBJECTS), unique=True, max_size=5))
    expenditure = [fact for subject in subjects for fact in draw(_expenditure(subject))]
    income = draw(st.lists(_income(), max_size=4))
    balances = draw(_balances(income, expenditure))
    budgets = draw(_budgets(expenditure))
    new = draw(st.booleans())
    stated = [] if new else draw(_prior(income, expenditure, balances))
    return jt.Accounts(
        unit=draw(names),
        entity=draw(st.sampled_from(jt.Entity)),
        year=2018,
        edition="mof-2018",
        newly_established=new,
        names={code: draw(names) for code in _codes(SUBJECTS)},
        income=income,
        expenditure=expenditure,
        balances=balances,
        budgets=budgets,
        stated=stated,
        notes=draw(_notes(expenditure, budgets)),
    )


def _codes(subjects: Iterable[str]) -> list[str]:
    return sorted({code[:n] for code in subjects for n in (5, 7)})


def _income() -> st.SearchStrategy[jt.Income]:
    return st.builds(
        jt.Income,
        subject=st.sampled_from(SUBJECTS),
        kind=st.sampled_from(jt.IncomeKind),
        amount=amounts,
        source=st.just(""),
        margin=st.just(Decimal(0)),
        counterparty=st.none(),
    )


def _sum(facts: Iterable[Any]) -> Decimal:
    return sum((fact.amount for fact in facts), Decimal(0))


@st.composite
def _balances(
    draw: st.DrawFn, income: list[jt.Income], expenditure: list[jt.Expenditure]
) -> list[jt.Balance]:
    """Draw opening and other balances at will; the closing one is what is left."""
    kinds = (
        jt.BalanceKind.OPENING_BALANCE,
        jt.BalanceKind.USED_SURPLUS,
        jt.BalanceKind.SURPLUS_DISTRIBUTION,
    )
    given = {kind: draw(st.one_of(st.just(Decimal(0)), amounts)) for kind in kinds}
    opening, used, distributed = (given[kind] for kind in kinds)
    left = _sum(income) + opening + used - _sum(expenditure) - distributed
    if left < 0:  # money must have come from somewhere
        given[jt.BalanceKind.OPENING_BALANCE] += -left
        left = Decimal(0)
    return [
        jt.Balance(kind=kind, fund=jt.Fund.NON_APPROPRIATION, amount=amount)
        for kind, amount in [*given.items(), (jt.BalanceKind.CLOSING_BALANCE, left)]
    ]


@st.composite
def _budgets(draw: st.DrawFn, expenditure: list[jt.Expenditure]) -> list[jt.Budget]:
    """Draw an initial budget for every item spent on, and for some that were not."""
    spent = dict.fromkeys((fact.subject for fact in _general(expenditure)), Decimal(0))
    for fact in _general(expenditure):
        spent[fact.subject] += fact.amount
    idle = draw(st.lists(st.sampled_from(SUBJECTS), unique=True, max_size=2))
    return [
        jt.Budget(
            subject=subject,
            fund=BUDGET,
            stage=jt.Stage.INITIAL_BUDGET,
            amount=draw(_close_to(spent.get(subject, Decimal(0)))),
        )
        for subject in sorted({*spent, *idle})
    ]


def _general(expenditure: Iterable[jt.Expenditure]) -> list[jt.Expenditure]:
    return [fact for fact in expenditure if fact.fund is BUDGET]


@st.composite
def _prior(
    draw: st.DrawFn,
    income: list[jt.Income],
    expenditure: list[jt.Expenditure],
    balances: list[jt.Balance],
) -> list[jt.Stated]:
    """Last year's totals, often close to this year's."""
    brought = (jt.BalanceKind.OPENING_BALANCE, jt.BalanceKind.USED_SURPLUS)
    total = _sum(income) + _sum(fact for fact in balances if fact.kind in brought)
    this_year = dict(zip(PRIOR, (total, _sum(_general(expenditure))), strict=True))
    return [
        jt.Stated(figure=name, period=jt.Period.LAST_YEAR, amount=draw(_close_to(amount)))
        for name, amount in this_year.items()
    ]


@st.composite
def _notes(
    draw: st.DrawFn, expenditure: list[jt.Expenditure], budgets: list[jt.Budget]
) -> list[jt.Note]:
    """Reasons for what may have changed; an empty one is as good as none."""
    items = {f.subject for f in _general(expenditure)} | {b.subject for b in budgets}
    wanted = [(jt.NoteKind.CHANGE_REASON, name) for name in PRIOR] + [
        (jt.NoteKind.BUDGET_REASON, f"general_budget_expenditure.{item}.total")
        for item in sorted(items)
    ]
    return [jt.Note(kind=kind, figure=name, text=draw(reasons)) for kind, name in wanted]


def shuffled(facts: jt.Accounts, order: Callable[[list[Any]], list[Any]]) -> jt.Accounts:
    """Return the same facts, handed over in another order."""
    fields = {name: getattr(facts, name) for name in type(facts).model_fields}
    for name in jt.Accounts.FACTS:
        fields[name] = order(list(fields[name]))
    return jt.Accounts(**fields)
