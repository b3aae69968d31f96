"""Units like an example: other amounts and another name, so that nothing is remembered of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import juesuan_tables as jt

_FACTS = ("income", "expenditure", "economic_expenditure", "balances")


def others(accounts: jt.Accounts, number: int) -> list[jt.Accounts]:
    """Return so many units like one."""
    return [_another(accounts, each) for each in range(number)]


def _another(accounts: jt.Accounts, number: int) -> jt.Accounts:
    changed: dict[str, object] = {"unit": f"某市第{number}局"}
    for facts in _FACTS:
        changed[facts] = tuple(
            fact.model_copy(update={"amount": fact.amount * (number + 2) + Decimal(place)})
            for place, fact in enumerate(getattr(accounts, facts))
        )
    return accounts.model_copy(update=changed)
