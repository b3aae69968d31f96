"""一般公共预算财政拨款支出决算表: what the general public budget paid for, by subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.tables._subjects import by_subject, columns_by_nature, refuse_natures
from juesuan_tables.terms import Fund, Nature

if TYPE_CHECKING:
    from juesuan_tables.editions import Form
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts


def build(accounts: Accounts, form: Form) -> Grid:
    """Build 一般公共预算财政拨款支出决算表: basic and project spending from that fund.

    Raise ``InputError`` for spending of another nature, which an appropriation does not pay for.
    """
    facts = [f for f in accounts.expenditure if f.fund is Fund.GENERAL_PUBLIC_BUDGET]
    refuse_natures(facts)
    return by_subject(
        accounts,
        form=form,
        facts=facts,
        columns=columns_by_nature(Nature.BASIC, Nature.PROJECT),
    )
