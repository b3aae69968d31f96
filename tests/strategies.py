"""The shared Hypothesis strategies: facts of a unit whose figures are all consistent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import strategies_measures
import strategies_notes
import strategies_parts as parts
from hypothesis import settings
from hypothesis import strategies as st
from strategies_parts import BUDGET, added, amounts, close_to, names, of_fund

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

FUND, CAPITAL = jt.Fund.GOVERNMENT_FUND, jt.Fund.STATE_CAPITAL
TABLE_OF_FUND = {
    BUDGET: "general_budget_expenditure",
    FUND: "government_fund",
    CAPITAL: "state_capital",
}
SUBJECTS = {
    BUDGET: (
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
    ),
    FUND: ("2120803", "2120899", "2296002", "2290804"),
    CAPITAL: ("2230105", "2230201"),
}
"""Subjects that each appropriation pays for; an edition without their class has no place for some."""
HUNAN, SHANGHAI = (
    tuple(name for name in jt.edition_ids() if jt.load_edition(name).wording == wording)
    for wording in ("hunan", "shanghai")
)
"""The editions by the wording of their explanation."""
half = settings(max_examples=max(settings().max_examples // 2, 1))
"""Half as many examples as the profile says: for a few editions, or what shows in any of them."""


class Flows(NamedTuple):
    """What came in, went out and was carried over."""

    income: list[jt.Income]
    expenditure: list[jt.Expenditure]
    balances: list[jt.Balance]


@st.composite
def accounts(draw: st.DrawFn, *editions: str) -> jt.Accounts:
    """Consistent accounts of one of the editions, or of any shipped one: all printed must agree."""
    edition = jt.load_edition(draw(st.sampled_from(editions or jt.edition_ids())))
    flows = draw(_flows(edition))
    basic = [f for f in of_fund(flows.expenditure, BUDGET) if f.nature is jt.Nature.BASIC]
    economic = draw(parts.economic(edition, added(basic)))
    three_public = draw(parts.three_public(edition, economic))
    kinds = draw(parts.kinds)
    measures = draw(strategies_measures.measures(edition, economic, three_public, kinds))
    budgets = draw(_budgets(edition, flows.expenditure))
    new = draw(st.booleans())
    facts: dict[str, list[Any]] = {
        "income": flows.income,
        "expenditure": flows.expenditure,
        "economic_expenditure": economic,
        "balances": flows.balances,
        "budgets": budgets,
        "three_public": three_public,
        "measures": measures,
    }
    return jt.Accounts(
        unit=draw(names),
        entity=draw(st.sampled_from(jt.Entity)),
        year=edition.from_year,
        edition=edition.id,
        newly_established=new,
        names={code: draw(names) for code in _codes(flows, budgets)},
        members=[jt.Unit(name=draw(names), kind=kind) for kind in kinds],
        stated=[] if new else draw(strategies_notes.last_year(edition, facts)),
        notes=draw(strategies_notes.notes(edition, [*flows.expenditure, *budgets])),
        **facts,
    )


def funds(edition: jt.Edition) -> list[jt.Fund]:
    """Return the appropriations that an edition has a table for."""
    return [fund for fund, table in TABLE_OF_FUND.items() if edition.form(table)]


def subjects(edition: jt.Edition, fund: jt.Fund) -> list[str]:
    """Return the subjects of a fund whose class the edition has."""
    return [code for code in SUBJECTS[fund] if code[:3] in edition.class_names]


@st.composite
def _flows(draw: st.DrawFn, edition: jt.Edition) -> Flows:
    """Draw the general budget and what is no appropriation, then the other funds by subject."""
    known = subjects(edition, BUDGET)
    chosen = draw(st.lists(st.sampled_from(known), unique=True, max_size=4))
    expenditure = [fact for each in chosen for fact in draw(parts.expenditure(each))]
    income = draw(st.lists(parts.income(known), max_size=3))
    balances = draw(parts.balances(income, expenditure))
    for fund in funds(edition)[1:]:
        of_the_fund = st.sampled_from(subjects(edition, fund))
        for subject in draw(st.lists(of_the_fund, unique=True, max_size=2)):
            received, spent, carried = draw(parts.fund(fund, subject))
            income, expenditure = [*income, *received], [*expenditure, *spent]
            balances = [*balances, *carried]
    return Flows(income, expenditure, balances)


def _codes(flows: Flows, budgets: Iterable[jt.Budget]) -> list[str]:
    """Return the codes of 款 and 项 in use."""
    facts: list[Any] = [*flows.income, *flows.expenditure, *flows.balances, *budgets]
    return sorted({fact.subject[:n] for fact in facts if fact.subject for n in (5, 7)})


@st.composite
def _budgets(
    draw: st.DrawFn, edition: jt.Edition, expenditure: list[jt.Expenditure]
) -> list[jt.Budget]:
    """Draw the budget that the edition prints, of every item spent on and of some that were not.

    The budget of the other stage is sometimes stated, and then another amount.
    """
    drawn = []
    for fund in funds(edition):
        facts = of_fund(expenditure, fund)
        printed = edition.stage(TABLE_OF_FUND[fund])
        idle = draw(st.lists(st.sampled_from(subjects(edition, fund)), max_size=1))
        for subject in sorted({*(fact.subject for fact in facts), *idle}):
            outturn = added(fact for fact in facts if fact.subject == subject)
            for stage in (jt.Stage.INITIAL_BUDGET, jt.Stage.FULL_YEAR_BUDGET):
                amount: Decimal | None = draw(
                    close_to(outturn) if stage is printed else st.none() | close_to(outturn)
                )
                if amount is not None:
                    drawn.append(jt.Budget(subject=subject, fund=fund, stage=stage, amount=amount))
    return drawn


def shuffled(facts: jt.Accounts, order: Callable[[list[Any]], list[Any]]) -> jt.Accounts:
    """Return the same facts, handed over in another order."""
    fields = {name: getattr(facts, name) for name in type(facts).model_fields}
    for name in jt.Accounts.FACTS:
        fields[name] = order(list(fields[name]))
    return jt.Accounts(**fields)


__all__ = [
    "HUNAN",
    "SHANGHAI",
    "SUBJECTS",
    "TABLE_OF_FUND",
    "accounts",
    "amounts",
    "funds",
    "half",
    "names",
    "shuffled",
]
