"""收入支出决算总表: everything that came in and went out, and what was carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.subjects import ancestors
from juesuan_tables.tables._layout import refuse
from juesuan_tables.tables._lines import Lines, by_line
from juesuan_tables.terms import APPROPRIATIONS, BalanceKind, IncomeKind

if TYPE_CHECKING:
    from juesuan_tables.editions import Form
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts

INCOME_LINES = {"appropriation_income": APPROPRIATIONS} | {kind.key: (kind,) for kind in IncomeKind}
"""The kinds of income on each line; which lines are printed is the form's to say."""
SUMS = {
    "income_subtotal": tuple(INCOME_LINES),
    "income_total": (
        "income_subtotal",
        BalanceKind.USED_SURPLUS.key,
        BalanceKind.OPENING_BALANCE.key,
    ),
    "expenditure_total": (
        "expenditure_subtotal",
        BalanceKind.SURPLUS_DISTRIBUTION.key,
        BalanceKind.CLOSING_BALANCE.key,
    ),
}


def build(accounts: Accounts, form: Form) -> Grid:
    """Build 收入支出决算总表: income by kind, expenditure by class, balances of all funds.

    Raise ``InputError`` for facts of a class that the form has no line for.
    """
    lines = Lines(form)
    classes = [key for key in lines.labels if key.isdecimal()]
    _refuse_classes(accounts, classes)
    for key in lines.printed(INCOME_LINES):
        lines.add(key, [fact for fact in accounts.income if fact.kind in INCOME_LINES[key]])
    for key in classes:
        of_class = [f for f in accounts.expenditure if ancestors(f.subject)[0] == key]
        lines.add(key, of_class)
    for kind in BalanceKind:
        lines.add(kind.key, [fact for fact in accounts.balances if fact.kind is kind])
    lines.add_sum("expenditure_subtotal", classes)
    for key, parts in SUMS.items():
        lines.add_sum(key, parts)
    return by_line(accounts, lines)


def _refuse_classes(accounts: Accounts, classes: list[str]) -> None:
    """Raise for facts of a class without a line."""
    why = "功能科目 {fact.subject} 所属的类不在本表样的类级科目中，{fact.amount} 元没有地方可印"
    facts = (*accounts.income, *accounts.expenditure, *accounts.budgets)
    refuse(facts, lambda fact: ancestors(fact.subject)[0] in classes, why)
