"""收入决算表: this year's income by subject and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.tables._subjects import by_subject
from juesuan_tables.terms import APPROPRIATIONS, IncomeKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from juesuan_tables.editions import Form
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts, Income


def build(accounts: Accounts, form: Form) -> Grid:
    """Build 收入决算表: all income, the three appropriations as one, every other kind apart."""
    columns: dict[str, Callable[[Income], bool]] = {
        "total": lambda _fact: True,
        "appropriation_income": lambda fact: fact.kind in APPROPRIATIONS,
    }
    for kind in IncomeKind:
        if kind not in APPROPRIATIONS:
            columns[kind.key] = lambda fact, kind=kind: fact.kind is kind  # type: ignore[misc]
    return by_subject(accounts, form=form, facts=accounts.income, columns=columns)
