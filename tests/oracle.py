"""What must be printed, worked out from the facts alone, in whole numbers.

It shares no code with ``figure``, ``tables`` or ``narrative``: amounts are counted in hundredths
of 万元 and rates in hundredths of a percent, both rounded half up by integer division.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from juesuan_tables.model import AmountFact

CENTS_PER_HUNDREDTH = 10_000
"""分 in 0.01万元."""


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


@dataclass(frozen=True)
class Comparison:
    """What a sentence must say of a change: its words, and its numbers where it has any."""

    kind: str
    amount: int | None = None
    rate: int | None = None


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
    return Comparison(words if percentage else words[:2], abs(now - before), percentage)


def general(accounts: jt.Accounts) -> list[jt.Expenditure]:
    """Return what the general public budget paid for."""
    return [f for f in accounts.expenditure if f.fund is jt.Fund.GENERAL_PUBLIC_BUDGET]


def total_income(accounts: jt.Accounts) -> int:
    """Return 收入总计 as printed."""
    brought = (jt.BalanceKind.OPENING_BALANCE, jt.BalanceKind.USED_SURPLUS)
    balances = [fact for fact in accounts.balances if fact.kind in brought]
    return shown(cents([*accounts.income, *balances]))


def appropriation_total(accounts: jt.Accounts) -> int:
    """Return 收入总计 of 财政拨款收入支出决算总表 as printed."""
    funds = tuple(jt.Fund)[:3]
    opening = [
        fact
        for fact in accounts.balances
        if fact.kind is jt.BalanceKind.OPENING_BALANCE and fact.fund in funds
    ]
    return shown(cents([*_appropriated(accounts), *opening]))


def _appropriated(accounts: jt.Accounts) -> list[jt.Income]:
    return [fact for fact in accounts.income if fact.kind in tuple(jt.IncomeKind)[:3]]


def incomes(accounts: jt.Accounts) -> dict[str, tuple[int, int | None]]:
    """Return the amount and share of every kind of income, the three appropriations as one."""
    parts = {"财政拨款收入": _appropriated(accounts)}
    for kind in tuple(jt.IncomeKind)[3:]:
        parts[kind.value] = [fact for fact in accounts.income if fact.kind is kind]
    whole = shown(cents(accounts.income))
    return {
        name: (shown(cents(facts)), rate(shown(cents(facts)), whole))
        for name, facts in parts.items()
        if any(fact.amount for fact in facts)
    }


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


def three_public(accounts: jt.Accounts, *items: jt.ThreePublicItem) -> Item:
    """Return what must be said of some items of “三公” together, or of all."""
    amounts = {
        stage: shown(
            cents(
                fact
                for fact in accounts.three_public
                if fact.stage is stage and fact.item in (items or tuple(jt.ThreePublicItem))
            )
        )
        for stage in (jt.Stage.INITIAL_BUDGET, jt.Stage.OUTTURN)
    }
    return item(amounts[jt.Stage.INITIAL_BUDGET], amounts[jt.Stage.OUTTURN])


def fund(accounts: jt.Accounts) -> tuple[int, ...] | None:
    """Return 年初, 本年收入, 本年支出, 年末 of the government funds, None where there is nothing."""
    source = jt.Fund.GOVERNMENT_FUND
    balances = [fact for fact in accounts.balances if fact.fund is source]
    groups: tuple[list[AmountFact], ...] = (
        [fact for fact in balances if fact.kind is jt.BalanceKind.OPENING_BALANCE],
        [f for f in accounts.income if f.kind is jt.IncomeKind.GOVERNMENT_FUND_INCOME],
        [fact for fact in accounts.expenditure if fact.fund is source],
        [fact for fact in balances if fact.kind is jt.BalanceKind.CLOSING_BALANCE],
    )
    if not any(fact.amount for facts in groups for fact in facts):
        return None
    return tuple(shown(cents(facts)) for facts in groups)


def measure(accounts: jt.Accounts, *keys: jt.MeasureKey) -> int:
    """Return the sum of some amounts of 其他数据 as printed."""
    return shown(sum(int(m.value.scaleb(2)) for m in accounts.measures if m.key in keys))


def stated(accounts: jt.Accounts, key: jt.MeasureKey) -> bool:
    """Return whether there is any of an amount of 其他数据, however little."""
    return any(m.value for m in accounts.measures if m.key is key)


def count(accounts: jt.Accounts, *keys: jt.MeasureKey) -> int:
    """Return the sum of some counts."""
    return sum(int(m.value) for m in accounts.measures if m.key in keys)


def natures(accounts: jt.Accounts) -> dict[str, tuple[int, int | None]]:
    """Return the amount and share of every 支出性质 that was spent on."""
    whole = shown(cents(accounts.expenditure))
    parts = {
        nature.value: [fact for fact in accounts.expenditure if fact.nature is nature]
        for nature in jt.Nature
    }
    return {
        name: (shown(cents(facts)), rate(shown(cents(facts)), whole))
        for name, facts in parts.items()
        if any(fact.amount for fact in facts)
    }


def categories(accounts: jt.Accounts) -> dict[str, tuple[int, int | None]]:
    """Return the amount and share of every 类 of the general public budget, by code."""
    facts = general(accounts)
    whole = shown(cents(facts))
    codes = sorted({fact.subject[:3] for fact in facts})
    amounts = {c: shown(cents(f for f in facts if f.subject.startswith(c))) for c in codes}
    return {code: (amount, rate(amount, whole)) for code, amount in amounts.items()}


@dataclass(frozen=True)
class Item:
    """What must be said of one 项: budget, outturn, completion, and which is larger."""

    budget: int
    outturn: int
    completion: int | None
    words: str


def item(budget: int, outturn: int) -> Item:
    """Return what must be said of a budget and an outturn, both as printed."""
    words = "持平" if budget == outturn else "大于" if outturn > budget else "小于"
    return Item(budget, outturn, rate(outturn, budget), words)


def items(
    accounts: jt.Accounts, source: jt.Fund = jt.Fund.GENERAL_PUBLIC_BUDGET
) -> dict[str, Item]:
    """Return every 项 of a fund that was spent on or budgeted for, by code."""
    spent = [fact for fact in accounts.expenditure if fact.fund is source]
    budgets = {b.subject: b.amount for b in accounts.budgets if b.fund is source}
    codes = {f.subject for f in spent if f.amount} | {c for c, amount in budgets.items() if amount}
    return {
        code: item(_hundredths(budgets[code]), shown(cents(f for f in spent if f.subject == code)))
        for code in sorted(codes)
    }


def _hundredths(amount: Decimal) -> int:
    return shown(int(amount.scaleb(2)))
