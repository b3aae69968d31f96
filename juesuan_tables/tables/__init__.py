"""One module per official table, each with one ``build(accounts, form) -> Grid``."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from juesuan_tables.editions import Form
from juesuan_tables.grid import Grid
from juesuan_tables.model import Accounts
from juesuan_tables.tables import (
    expenditure,
    general_budget_expenditure,
    income_expenditure_summary,
)

BUILDERS: Mapping[str, Callable[[Accounts, Form], Grid]] = MappingProxyType(
    {
        "income_expenditure_summary": income_expenditure_summary.build,
        "expenditure": expenditure.build,
        "general_budget_expenditure": general_budget_expenditure.build,
    }
)
"""The builder of every official table, by the table's name."""
