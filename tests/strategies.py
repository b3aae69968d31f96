"""The shared Hypothesis strategies: facts of a unit whose figures are all consistent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strategies_parts as parts
from hypothesis import strategies as st
from strategies_parts import added, amounts, close_to, names, of_fund

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

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
FUND_SUBJECTS = ("2120803", "2120899", "2296002", "2290804")
BUDGET = jt.Fund.GENERAL_PUBLIC_BUDGET
APPROPRIATIONS = (jt.Fund.GENERAL_PUBLIC_BUDGET, jt.Fund.GOVERNMENT_FUND)
PRIOR = (
    "income_expenditure_summary.income_total.amount",
    "appropriation_summary.income_total.amount",
    "general_budget_expenditure.total.total",
    "three_public.outturn.travel_abroad",
    "three_public.outturn.reception",
    "three_public.outturn.vehicles",
    "measures.agency_operating_cost.amount",
)
THREE_PUBLIC = PRIOR[3:6]
reasons = st.sampled_from(("", "年中追加资金", "人员增加，工资上调", "厉行节约。"))


@st.composite
def accounts(draw: st.DrawFn) -> jt.Accounts:
    """Consistent accounts: whatever is printed of them must agree."""
    subjects = draw(st.lists(st.sampled_from(SUBJECTS), unique=True, max_size=4))
    expenditure = [fact for each in subjects for fact in draw(parts.expenditure(each))]
    income = draw(st.lists(parts.income(SUBJECTS), max_size=3))
    balances = draw(parts.balances(income, expenditure))
    for subject in draw(st.lists(st.sampled_from(FUND_SUBJECTS), unique=True, max_size=2)):
        received, spent, carried = draw(parts.fund(subject))
        income, expenditure = [*income, *received], [*expenditure, *spent]
        balances = [*balances, *carried]
    basic = [f for f in of_fund(expenditure, BUDGET) if f.nature is jt.Nature.BASIC]
    economic = draw(parts.economic(added(basic)))
    three_public = draw(parts.three_public(economic))
    measures = draw(parts.measures(economic, three_public))
    budgets = draw(_budgets(expenditure))
    new = draw(st.booleans())
    now = _this_year(income, expenditure, balances, three_public, measures)
    return jt.Accounts(
        unit=draw(names),
        entity=draw(st.sampled_from(jt.Entity)),
        year=2018,
        edition="mof-2018",
        newly_established=new,
        names={code: draw(names) for code in _codes([*SUBJECTS, *FUND_SUBJECTS])},
        members=[jt.Unit(name=draw(names), kind=kind) for kind in draw(parts.kinds)],
        income=income,
        expenditure=expenditure,
        economic_expenditure=economic,
        balances=balances,
        budgets=budgets,
        three_public=three_public,
        stated=[] if new else [draw(_prior(name, amount)) for name, amount in now.items()],
        measures=measures,
        notes=draw(_notes(expenditure, budgets)),
    )


def _codes(subjects: Iterable[str]) -> list[str]:
    return sorted({code[:n] for code in subjects for n in (5, 7)})


def _this_year(
    income: Sequence[jt.Income],
    expenditure: Sequence[jt.Expenditure],
    balances: Sequence[jt.Balance],
    three_public: Sequence[jt.ThreePublic],
    measures: Sequence[jt.Measure],
) -> dict[str, Decimal]:
    """Return the figures that are compared with last year's."""
    brought = (jt.BalanceKind.OPENING_BALANCE, jt.BalanceKind.USED_SURPLUS)
    opening = [fact for fact in balances if fact.kind in brought]
    funded = [fact for fact in income if fact.kind in tuple(jt.IncomeKind)[:3]]
    items = {
        item: [f for f in three_public if f.item is item and f.stage is jt.Stage.OUTTURN]
        for item in jt.ThreePublicItem
    }
    vehicles = (jt.ThreePublicItem.VEHICLE_PURCHASE, jt.ThreePublicItem.VEHICLE_RUNNING)
    cost = [m.value for m in measures if m.key is jt.MeasureKey.AGENCY_OPERATING_COST]
    values = (
        added([*income, *opening]),
        added([*funded, *(f for f in opening if f.fund in APPROPRIATIONS)]),
        added(of_fund(expenditure, BUDGET)),
        added(items[jt.ThreePublicItem.TRAVEL_ABROAD]),
        added(items[jt.ThreePublicItem.RECEPTION]),
        added(fact for item in vehicles for fact in items[item]),
        *cost,
    )
    return dict(zip(PRIOR, values, strict=False))


def _prior(name: str, amount: Decimal) -> st.SearchStrategy[jt.Stated]:
    """Last year's figure, often close to this year's."""
    return close_to(amount).map(
        lambda before: jt.Stated(figure=name, period=jt.Period.LAST_YEAR, amount=before)
    )


@st.composite
def _budgets(draw: st.DrawFn, expenditure: list[jt.Expenditure]) -> list[jt.Budget]:
    """Draw an initial budget for every item spent on, and for some that were not."""
    drawn = []
    for fund, subjects in zip(APPROPRIATIONS, (SUBJECTS, FUND_SUBJECTS), strict=True):
        facts = of_fund(expenditure, fund)
        spent = {fact.subject for fact in facts}
        idle = draw(st.lists(st.sampled_from(subjects), unique=True, max_size=1))
        for subject in sorted({*spent, *idle}):
            outturn = added(fact for fact in facts if fact.subject == subject)
            amount = draw(close_to(outturn))
            stage = jt.Stage.INITIAL_BUDGET
            drawn.append(jt.Budget(subject=subject, fund=fund, stage=stage, amount=amount))
    return drawn


@st.composite
def _notes(
    draw: st.DrawFn, expenditure: list[jt.Expenditure], budgets: list[jt.Budget]
) -> list[jt.Note]:
    """Reasons for what may have changed; an empty one is as good as none. And all texts."""
    facts: list[jt.Expenditure | jt.Budget] = [*expenditure, *budgets]
    items = {(fact.fund, fact.subject) for fact in facts}
    tables = dict(
        zip(APPROPRIATIONS, ("general_budget_expenditure", "government_fund"), strict=True)
    )
    change, budget = jt.NoteKind.CHANGE_REASON, jt.NoteKind.BUDGET_REASON
    wanted = [(change, name) for name in PRIOR] + [(budget, name) for name in THREE_PUBLIC]
    wanted += [
        (budget, f"{tables[fund]}.{item}.total") for fund, item in sorted(items) if fund in tables
    ]
    notes = [jt.Note(kind=kind, figure=name, text=draw(reasons)) for kind, name in wanted]
    texts = [
        jt.Note(kind=jt.NoteKind.STATEMENT, topic=topic, text=draw(names)) for topic in jt.Topic
    ]
    return [*notes, *texts]


def shuffled(facts: jt.Accounts, order: Callable[[list[Any]], list[Any]]) -> jt.Accounts:
    """Return the same facts, handed over in another order."""
    fields = {name: getattr(facts, name) for name in type(facts).model_fields}
    for name in jt.Accounts.FACTS:
        fields[name] = order(list(fields[name]))
    return jt.Accounts(**fields)


__all__ = ["FUND_SUBJECTS", "PRIOR", "SUBJECTS", "accounts", "amounts", "names", "shuffled"]
