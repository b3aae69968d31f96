"""One module per official table, each with one ``build(accounts, form) -> Grid``."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from juesuan_tables.editions import Form
from juesuan_tables.grid import Grid
from juesuan_tables.model import Accounts
from juesuan_tables.tables import (
    appropriation_summary,
    expenditure,
    general_budget_basic,
    general_budget_expenditure,
    government_fund,
    income,
    income_expenditure_summary,
    state_capital,
    three_public,
)

BUILDERS: Mapping[str, Callable[[Accounts, Form], Grid]] = MappingProxyType(
    {
        "income_expenditure_summary": income_expenditure_summary.build,
        "income": income.build,
        "expenditure": expenditure.build,
        "appropriation_summary": appropriation_summary.build,
        "general_budget_expenditure": general_budget_expenditure.build,
        "general_budget_basic": general_budget_basic.build,
        "three_public": three_public.build,
        "government_fund": government_fund.build,
        "state_capital": state_capital.build,
    }
)
"""The builder of every official table, by the table's name."""
