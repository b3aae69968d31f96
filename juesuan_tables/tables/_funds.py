"""Tables of one fund: what came in, was spent and is left, by subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import INCOME_OF_FUND
from juesuan_tables.model import Expenditure, Income
from juesuan_tables.tables._subjects import by_subject, refuse_natures
from juesuan_tables.terms import BalanceKind, Nature

if TYPE_CHECKING:
    from juesuan_tables.editions import Form
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts, AmountFact, Balance
    from juesuan_tables.terms import Fund


def by_fund(accounts: Accounts, form: Form, fund: Fund) -> Grid:
    """Lay out the table of one fund: 年初, 本年收入, 本年支出 by nature, 年末.

    A form may print the 本年支出 alone. Raise ``InputError`` for spending of another nature than
    basic and project.
    """
    refuse_natures(f for f in accounts.expenditure if f.fund is fund)
    income = [f for f in accounts.income if f.kind is INCOME_OF_FUND[fund]]
    funded: list[Expenditure | Balance] = [*accounts.expenditure, *accounts.balances]
    return by_subject(
        accounts,
        form=form,
        facts=[*income, *(fact for fact in funded if fact.fund is fund)],
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
