"""财政拨款收入支出决算总表: what each appropriation brought, paid for and carried over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juesuan_tables.addresses import FUND_OF_INCOME
from juesuan_tables.subjects import ancestors
from juesuan_tables.tables._layout import refuse
from juesuan_tables.tables._lines import Lines, by_line
from juesuan_tables.terms import BalanceKind, Fund

if TYPE_CHECKING:
    from juesuan_tables.editions import Form
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts

"""Which fund each kind of appropriation feeds."""
OPENING_LINES = {f"opening_{fund.key}": fund for fund in FUND_OF_INCOME.values()}
CARRIED = (BalanceKind.OPENING_BALANCE, BalanceKind.CLOSING_BALANCE)
"""The balances that an appropriation has; the others are of 非财政拨款 alone."""
SUMS = {
    "income_subtotal": tuple(kind.key for kind in FUND_OF_INCOME),
    "opening_balance": tuple(OPENING_LINES),
    "income_total": ("income_subtotal", "opening_balance"),
    "expenditure_total": ("expenditure_subtotal", "closing_balance"),
}


def build(accounts: Accounts, form: Form) -> Grid:
    """Build 财政拨款收入支出决算总表: income and 年初 by fund; expenditure and 年末 by class and fund.

    Raise ``InputError`` for facts of an appropriation that the form has no column for.
    """
    columns: dict[str, Any] = {
        fund.key: lambda fact, fund=fund: fact.fund is fund for fund in FUND_OF_INCOME.values()
    }
    lines = Lines(form, columns)
    _refuse_funds(accounts, form)
    expenditure = [fact for fact in accounts.expenditure if fact.fund in OPENING_LINES.values()]
    balances = [fact for fact in accounts.balances if fact.fund in OPENING_LINES.values()]
    opening = [fact for fact in balances if fact.kind is BalanceKind.OPENING_BALANCE]
    classes = [key for key in lines.labels if key.isdecimal()]

    for kind in FUND_OF_INCOME:
        if lines.printed([kind.key]):  # else its facts were refused
            lines.add(kind.key, [fact for fact in accounts.income if fact.kind is kind])
    for key in lines.printed(OPENING_LINES):
        lines.add(key, [fact for fact in opening if fact.fund is OPENING_LINES[key]])
    for key in classes:
        lines.add(key, [fact for fact in expenditure if ancestors(fact.subject)[0] == key])
    lines.add("closing_balance", [f for f in balances if f.kind is BalanceKind.CLOSING_BALANCE])
    lines.add_sum("expenditure_subtotal", classes)
    for key, parts in SUMS.items():
        lines.add_sum(key, parts)
    return by_line(accounts, lines)


def _refuse_funds(accounts: Accounts, form: Form) -> None:
    """Raise for facts of an appropriation without a column."""
    printed = form.column_labels
    why = "本表样没有“{fact.%s}”一栏，{fact.amount} 元没有地方可印"
    funded = (*accounts.expenditure, *accounts.balances, *accounts.budgets)
    refuse(
        funded, lambda f: f.fund is Fund.NON_APPROPRIATION or f.fund.key in printed, why % "fund"
    )
    refuse(
        (f for f in accounts.balances if f.fund is not Fund.NON_APPROPRIATION),
        lambda fact: fact.kind in CARRIED,
        "“{fact.fund}”没有“{fact.kind}”，资金性质应为非财政拨款",
    )
    refuse(
        accounts.income,
        lambda f: f.kind not in FUND_OF_INCOME or FUND_OF_INCOME[f.kind].key in printed,
        why % "kind",
    )
