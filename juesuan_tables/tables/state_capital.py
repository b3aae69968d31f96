"""国有资本经营预算财政拨款支出决算表: what the state capital budget brought and paid for, by subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.tables._funds import by_fund
from juesuan_tables.terms import Fund

if TYPE_CHECKING:
    from juesuan_tables.editions import Form
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts


def build(accounts: Accounts, form: Form) -> Grid:
    """Build 国有资本经营预算财政拨款支出决算表; see ``by_fund``."""
    return by_fund(accounts, form, Fund.STATE_CAPITAL)
