"""支出决算表: this year's spending by subject and nature, all funds together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.tables._subjects import by_subject, columns_by_nature
from juesuan_tables.terms import Nature

if TYPE_CHECKING:
    from juesuan_tables.editions import Form
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts


def build(accounts: Accounts, form: Form) -> Grid:
    """Build 支出决算表: this year's spending by subject, split by 支出性质."""
    return by_subject(
        accounts,
        form=form,
        facts=accounts.expenditure,
        columns=columns_by_nature(*Nature),
    )
