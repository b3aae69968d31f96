"""What accounts say in words, and of last year: whatever the outline of their edition asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from strategies_parts import added, close_to, names, of_fund

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

ITEM = jt.ThreePublicItem
THREE_PUBLIC = {
    "three_public.outturn.travel_abroad": (ITEM.TRAVEL_ABROAD,),
    "three_public.outturn.reception": (ITEM.RECEPTION,),
    "three_public.outturn.vehicles": (ITEM.VEHICLE_PURCHASE, ITEM.VEHICLE_RUNNING),
}
FUND_OF_TABLE = {
    "general_budget_expenditure": jt.Fund.GENERAL_PUBLIC_BUDGET,
    "government_fund": jt.Fund.GOVERNMENT_FUND,
    "state_capital": jt.Fund.STATE_CAPITAL,
}
reasons = st.sampled_from(("", "年中追加资金", "人员增加，工资上调", "厉行节约。"))
purposes = st.sampled_from(("", "办公和差旅", "主要用于印刷。"))


@st.composite
def last_year(
    draw: st.DrawFn, edition: jt.Edition, facts: Mapping[str, Sequence[Any]]
) -> list[jt.Stated]:
    """Draw last year's figures, often close to this year's; what is nothing now may go without.

    Last year's “三公” is the sum of its items.
    """
    compared = {name for section in edition.sections for name in section.last_year}
    before: dict[str, Decimal] = {}
    for name, now in (_this_year(facts) | _three_public(edition, facts["three_public"])).items():
        if name in compared and (now or draw(st.booleans())):
            before[name] = draw(close_to(now))
    items = [amount for name, amount in before.items() if name in THREE_PUBLIC]
    if items and "three_public.outturn.total" in compared:
        before["three_public.outturn.total"] = sum(items[1:], items[0])
    period = jt.Period.LAST_YEAR
    return [jt.Stated(figure=name, period=period, amount=each) for name, each in before.items()]


def _this_year(facts: Mapping[str, Sequence[Any]]) -> dict[str, Decimal]:
    """Return the figures, other than “三公”, that an edition may compare with last year's."""
    brought = (jt.BalanceKind.OPENING_BALANCE, jt.BalanceKind.USED_SURPLUS)
    opening = [fact for fact in facts["balances"] if fact.kind in brought]
    funded = [fact for fact in facts["income"] if fact.kind in tuple(jt.IncomeKind)[:3]]
    carried = [fact for fact in opening if fact.fund is not jt.Fund.NON_APPROPRIATION]
    general = of_fund(facts["expenditure"], jt.Fund.GENERAL_PUBLIC_BUDGET)
    found = {
        "income_expenditure_summary.income_total.amount": added([*facts["income"], *opening]),
        "appropriation_summary.income_total.amount": added([*funded, *carried]),
        "general_budget_expenditure.total.total": added(general),
    }
    for measure in facts["measures"]:
        if measure.key is jt.MeasureKey.AGENCY_OPERATING_COST:
            found["measures.agency_operating_cost.amount"] = measure.value
    return found


def _three_public(edition: jt.Edition, facts: Iterable[jt.ThreePublic]) -> dict[str, Decimal]:
    """Return the outturn of the items of “三公”, of the funds that the edition's table prints."""
    form = edition.form("three_public")
    assert form
    spent = [f for f in facts if f.stage is jt.Stage.OUTTURN and f.fund in form.funds]
    return {
        name: added(fact for fact in spent if fact.item in items)
        for name, items in THREE_PUBLIC.items()
    }


@st.composite
def notes(
    draw: st.DrawFn, edition: jt.Edition, facts: Sequence[jt.Expenditure | jt.Budget]
) -> list[jt.Note]:
    """Draw reasons and purposes, an empty one as good as none, and texts; a few are left out."""
    drawn = []
    for kind, figure in _wanted(edition, facts):
        text = draw(purposes if kind is jt.NoteKind.PURPOSE else reasons)
        drawn.append(jt.Note(kind=kind, figure=figure, text=text))
    needed = {topic for each in edition.sections for topic in each.texts}
    needed |= {each.topic for each in edition.sections if each.topic and not each.optional}
    for topic in jt.Topic:
        if topic in needed or draw(st.booleans()):
            text = draw(names)
            drawn.append(jt.Note(kind=jt.NoteKind.STATEMENT, topic=topic, text=text))
    return drawn


def _wanted(
    edition: jt.Edition, facts: Sequence[jt.Expenditure | jt.Budget]
) -> dict[tuple[jt.NoteKind, str], None]:
    """Return, in the outline's order, what may be given a reason or a purpose."""
    kind = jt.NoteKind
    found: dict[tuple[jt.NoteKind, str], None] = {}

    def want(kind: jt.NoteKind, names: Iterable[str]) -> None:
        for name in names:
            found.update(dict.fromkeys((kind, each) for each in _figures(name, facts)))

    for section in edition.sections:
        explained = [each for each in section.last_year if each not in section.unexplained]
        want(kind.CHANGE_REASON, explained)
        want(kind.BUDGET_REASON, section.budgets)
        want(kind.PURPOSE, section.purposes)
    want(kind.PURPOSE, (entry.figure for entry in edition.glossary if entry.figure))
    return found


def _figures(name: str, facts: Sequence[jt.Expenditure | jt.Budget]) -> list[str]:
    """Return a figure, or those of all items of a table."""
    if "." in name:
        return [name]
    codes = {fact.subject for fact in facts if fact.fund is FUND_OF_TABLE[name]}
    return [f"{name}.{code}.total" for code in sorted(codes)]
