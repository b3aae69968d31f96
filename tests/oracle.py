"""What must be printed, worked out from the facts alone, in whole numbers.

It shares no code with ``figure``, ``tables`` or ``narrative``: amounts are counted in hundredths
of 万元 and rates in hundredths of a percent, both rounded half up by integer division. Of the
edition it takes what its file says: which budget stands beside what, of which funds “三公” is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from juesuan_tables.editions import Form
    from juesuan_tables.model import AmountFact

    Flow = dict[str, list[AmountFact]]
    Parts = dict[str, tuple[int, int | None]]

CENTS_PER_HUNDREDTH = 10_000
"""分 in 0.01万元."""
GENERAL, FUND, CAPITAL = (
    jt.Fund.GENERAL_PUBLIC_BUDGET,
    jt.Fund.GOVERNMENT_FUND,
    jt.Fund.STATE_CAPITAL,
)
TABLE_OF_FUND = {
    GENERAL: "general_budget_expenditure",
    FUND: "government_fund",
    CAPITAL: "state_capital",
}
VEHICLES = (jt.ThreePublicItem.VEHICLE_PURCHASE, jt.ThreePublicItem.VEHICLE_RUNNING)


def shown(cents: int) -> int:
    """Return an amount as printed, in hundredths of 万元."""
    size = (abs(cents) + CENTS_PER_HUNDREDTH // 2) // CENTS_PER_HUNDREDTH
    return size if cents > 0 else -size


def cents(facts: Iterable[AmountFact]) -> int:
    """Return the exact sum of facts in 分."""
    return sum(int(fact.amount.scaleb(2)) for fact in facts)


def rate(part: int, whole: int) -> int | None:
    """Return hundredths of a percent, or None where there is nothing to divide by."""
    if whole <= 0:
        return None
    return (part * 10_000 * 2 + whole) // (2 * whole)


def edition(accounts: jt.Accounts) -> jt.Edition:
    """Return the edition that the accounts name."""
    return jt.load_edition(accounts.edition or "")


def form(accounts: jt.Accounts, table: str) -> Form:
    """Return a form of the accounts' edition."""
    found = edition(accounts).form(table)
    assert found
    return found


def this_unit(accounts: jt.Accounts) -> str:
    """Return what a unit calls itself."""
    return "本部门" if accounts.entity is jt.Entity.DEPARTMENT else "本单位"


def note(accounts: jt.Accounts, kind: jt.NoteKind, figure: str) -> str:
    """Return what was said of a figure, without the words that a sentence has anyway."""
    texts = [n.text for n in accounts.notes if n.kind is kind and n.figure == figure]
    return "".join(texts).rstrip("。").removeprefix("主要用于")


def purpose(accounts: jt.Accounts, figure: str) -> str:
    """Return what a figure was for."""
    return note(accounts, jt.NoteKind.PURPOSE, figure)


@dataclass(frozen=True)
class Comparison:
    """What a sentence must say of a change: its words, its numbers where it has any, the reason."""

    kind: str
    amount: int | None = None
    rate: int | None = None
    reason: str = ""


def comparison(accounts: jt.Accounts, now: int, figure: str) -> Comparison:
    """Return what must be said of ``now`` against last year's ``figure``."""
    if accounts.newly_established:
        return Comparison("新设")
    stated = [fact for fact in accounts.stated if fact.figure == figure]
    if not stated:
        return Comparison("无上年数")
    before = shown(cents(stated))
    if now == before:
        return Comparison("持平", now if now == 0 else None)
    words = "增加增长" if now > before else "减少下降"
    percentage = rate(abs(now - before), before) or None
    reason = note(accounts, jt.NoteKind.CHANGE_REASON, figure)
    return Comparison(words if percentage else words[:2], abs(now - before), percentage, reason)


def general(accounts: jt.Accounts) -> list[jt.Expenditure]:
    """Return what the general public budget paid for."""
    return [f for f in accounts.expenditure if f.fund is GENERAL]


def total_income(accounts: jt.Accounts) -> int:
    """Return 收入总计 as printed."""
    brought = (jt.BalanceKind.OPENING_BALANCE, jt.BalanceKind.USED_SURPLUS)
    balances = [fact for fact in accounts.balances if fact.kind in brought]
    return shown(cents([*accounts.income, *balances]))


def appropriation_total(accounts: jt.Accounts) -> int:
    """Return 收入总计 of 财政拨款收入支出决算总表 as printed."""
    opening = [
        fact
        for fact in accounts.balances
        if fact.kind is jt.BalanceKind.OPENING_BALANCE and fact.fund in TABLE_OF_FUND
    ]
    return shown(cents([*_appropriated(accounts), *opening]))


def _appropriated(accounts: jt.Accounts) -> list[jt.Income]:
    return [fact for fact in accounts.income if fact.kind in tuple(jt.IncomeKind)[:3]]


def _parts(groups: dict[str, list[AmountFact]], whole: Iterable[AmountFact]) -> Parts:
    """Return amount and share of every group that has facts."""
    total = shown(cents(whole))
    return {
        name: (shown(cents(facts)), rate(shown(cents(facts)), total))
        for name, facts in groups.items()
        if any(fact.amount for fact in facts)
    }


def incomes(accounts: jt.Accounts) -> Parts:
    """Return the amount and share of every kind of income, the three appropriations as one."""
    groups: dict[str, list[AmountFact]] = {"财政拨款收入": [*_appropriated(accounts)]}
    for kind in tuple(jt.IncomeKind)[3:]:
        groups[kind.value] = [fact for fact in accounts.income if fact.kind is kind]
    return _parts(groups, accounts.income)


def natures(accounts: jt.Accounts) -> Parts:
    """Return the amount and share of every 支出性质 that was spent on."""
    spent = accounts.expenditure
    return _parts({n.value: [f for f in spent if f.nature is n] for n in jt.Nature}, spent)


def categories(accounts: jt.Accounts) -> Parts:
    """Return the amount and share of every 类 of the general public budget, by code."""
    facts = general(accounts)
    codes = sorted({fact.subject[:3] for fact in facts})
    return _parts({c: [f for f in facts if f.subject.startswith(c)] for c in codes}, facts)


def basic(accounts: jt.Accounts) -> dict[str, tuple[int, int | None, list[str]]]:
    """Return amount, share and codes of 人员经费 and 公用经费."""
    spent = [fact for fact in general(accounts) if fact.nature is jt.Nature.BASIC]
    whole = shown(cents(spent))
    groups: dict[str, tuple[int, int | None, list[str]]] = {}
    for name, classes in (("人员经费", ("301", "303")), ("公用经费", ("302", "307", "310", "399"))):
        facts = [f for f in accounts.economic_expenditure if f.economic_subject[:3] in classes]
        amount = shown(cents(facts))
        codes = sorted({fact.economic_subject for fact in facts if fact.amount})
        groups[name] = amount, rate(amount, whole), codes
    return groups


@dataclass(frozen=True)
class Item:
    """What must be said of an outturn and its budget: all numbers, which is larger, why, what for."""

    stage: str
    initial: int | None
    budget: int
    outturn: int
    completion: int | None
    words: str
    reason: str = ""
    purpose: str = ""


def item(
    accounts: jt.Accounts,
    figure: str,
    outturn: Iterable[AmountFact],
    budgets: Mapping[jt.Stage, Iterable[AmountFact]],
) -> Item:
    """Return what must be said of a figure; 年初预算 only beside 全年预算, and where it is given."""
    stage = form(accounts, figure.split(".", maxsplit=1)[0]).stage
    amounts = {each: shown(cents(facts)) for each, facts in budgets.items()}
    initial = None if stage is jt.Stage.INITIAL_BUDGET else amounts.get(jt.Stage.INITIAL_BUDGET)
    budget, spent = amounts[stage], shown(cents(outturn))
    words = "持平" if budget == spent else "大于" if spent > budget else "小于"
    reason = "" if words == "持平" else note(accounts, jt.NoteKind.BUDGET_REASON, figure)
    why = purpose(accounts, figure)
    return Item(stage.value, initial, budget, spent, rate(spent, budget), words, reason, why)


def three_public_facts(
    accounts: jt.Accounts, stage: jt.Stage, *items: jt.ThreePublicItem
) -> list[AmountFact]:
    """Return the facts of some items of “三公” together, or of all, of the funds in the title."""
    funds = form(accounts, "three_public").funds
    wanted = items or tuple(jt.ThreePublicItem)
    return [
        fact
        for fact in accounts.three_public
        if fact.stage is stage and fact.fund in funds and fact.item in wanted
    ]


def three_public(accounts: jt.Accounts, figure: str, *items: jt.ThreePublicItem) -> Item:
    """Return what must be said of some items of “三公” together, or of all."""
    outturn = three_public_facts(accounts, jt.Stage.OUTTURN, *items)
    printed = form(accounts, "three_public").stage
    return item(accounts, figure, outturn, {printed: three_public_facts(accounts, printed, *items)})


def any_three_public(accounts: jt.Accounts) -> bool:
    """Return whether there is any “三公”, in outturn or budget."""
    stages = (form(accounts, "three_public").stage, jt.Stage.OUTTURN)
    facts = [fact for stage in stages for fact in three_public_facts(accounts, stage)]
    return any(fact.amount for fact in facts)


def flow(accounts: jt.Accounts, source: jt.Fund) -> Flow:
    """Return the facts of a fund by column of its table, those of the columns that the form has."""
    balances = [fact for fact in accounts.balances if fact.fund is source]
    kind = dict(zip(TABLE_OF_FUND, jt.IncomeKind, strict=False))[source]
    groups: Flow = {
        "opening_balance": [f for f in balances if f.kind is jt.BalanceKind.OPENING_BALANCE],
        "income_subtotal": [fact for fact in accounts.income if fact.kind is kind],
        "total": [fact for fact in accounts.expenditure if fact.fund is source],
        "closing_balance": [f for f in balances if f.kind is jt.BalanceKind.CLOSING_BALANCE],
    }
    printed = form(accounts, TABLE_OF_FUND[source]).column_labels
    return {column: facts for column, facts in groups.items() if column in printed}


def any_flow(accounts: jt.Accounts, source: jt.Fund) -> bool:
    """Return whether the table of a fund or the list of its items has anything."""
    facts = [fact for group in flow(accounts, source).values() for fact in group]
    return any(fact.amount for fact in facts) or bool(items(accounts, source))


def items(accounts: jt.Accounts, source: jt.Fund = GENERAL) -> dict[str, Item]:
    """Return every 项 of a fund that was spent on or budgeted for, by code."""
    table = TABLE_OF_FUND[source]
    stage = form(accounts, table).stage
    spent = [fact for fact in accounts.expenditure if fact.fund is source]
    budgets = [b for b in accounts.budgets if b.fund is source and b.stage is stage]
    subjects = {fact.subject for fact in spent if fact.amount}
    subjects |= {fact.subject for fact in budgets if fact.amount}
    return {
        code: item(
            accounts,
            f"{table}.{code}.total",
            [fact for fact in spent if fact.subject == code],
            {stage: [fact for fact in budgets if fact.subject == code]},
        )
        for code in sorted(subjects)
    }


def general_budget(accounts: jt.Accounts) -> Item:
    """Return what must be said of the general public budget as a whole, if there is any.

    A budget is known if it was stated of everything that was spent on.
    """
    outturn = general(accounts)
    stated: dict[jt.Stage, list[AmountFact]] = {}
    for stage in (jt.Stage.INITIAL_BUDGET, jt.Stage.FULL_YEAR_BUDGET):
        facts = [b for b in accounts.budgets if b.fund is GENERAL and b.stage is stage]
        if facts and {fact.subject for fact in outturn} <= {fact.subject for fact in facts}:
            stated[stage] = [*facts]
    return item(accounts, "general_budget_expenditure.total.total", outturn, stated)


def stated(accounts: jt.Accounts, *keys: jt.MeasureKey) -> bool:
    """Return whether each of some numbers of 其他数据 was stated."""
    return set(keys) <= {measure.key for measure in accounts.measures}


def measure(accounts: jt.Accounts, *keys: jt.MeasureKey) -> int:
    """Return the sum of some amounts of 其他数据 as printed."""
    return shown(exact(accounts, *keys))


def exact(accounts: jt.Accounts, *keys: jt.MeasureKey) -> int:
    """Return the sum of some numbers of 其他数据 in hundredths: 分, or hundredths of a 分数."""
    return sum(int(m.value.scaleb(2)) for m in accounts.measures if m.key in keys)


def count(accounts: jt.Accounts, *keys: jt.MeasureKey) -> int:
    """Return the sum of some counts."""
    return sum(int(m.value) for m in accounts.measures if m.key in keys)
