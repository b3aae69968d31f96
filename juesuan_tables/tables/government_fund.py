"""政府性基金预算财政拨款收入支出决算表: what came in, was spent and is left, by subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.model import Expenditure, Income
from juesuan_tables.tables._subjects import by_subject, refuse_natures
from juesuan_tables.terms import BalanceKind, Fund, IncomeKind, Nature

if TYPE_CHECKING:
    from juesuan_tables.editions import Form
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts, AmountFact, Balance


def build(accounts: Accounts, form: Form) -> Grid:
    """Build 政府性基金预算财政拨款收入支出决算表: 年初, 本年收入, 本年支出 by nature, 年末.

    Raise ``InputError`` for spending of another nature than basic and project.
    """
    refuse_natures(f for f in accounts.expenditure if f.fund is Fund.GOVERNMENT_FUND)
    income = [f for f in accounts.income if f.kind is IncomeKind.GOVERNMENT_FUND_INCOME]
    funded: list[Expenditure | Balance] = [*accounts.expenditure, *accounts.balances]
    of_fund = [fact for fact in funded if fact.fund is Fund.GOVERNMENT_FUND]
    return by_subject(
        accounts,
        form=form,
        facts=[*income, *of_fund],
        columns={
            "opening_balance": lambda fact: _is(fact, BalanceKind.OPENING_BALANCE),
            "income_subtotal": lambda fact: isinstance(fact, Income),
            "total": lambda fact: isinstance(fact, Expenditure),
            "basic": lambda fact: _is(fact, Nature.BASIC),
            "project": lambda fact: _is(fact, Nature.PROJECT),
            "closing_balance": lambda fact: _is(fact, BalanceKind.CLOSING_BALANCE),
        },
    )


def _is(fact: AmountFact, what: BalanceKind | Nature) -> bool:
    """Return whether a fact is a balance or an expenditure of that kind."""
    return what in {getattr(fact, "kind", None), getattr(fact, "nature", None)}
