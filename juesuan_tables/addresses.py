"""A figure's address: ``table.row.column``."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from juesuan_tables.terms import APPROPRIATIONS, Fund, IncomeKind, Stage, english_figure, glossary

TABLE_OF_FUND = {
    Fund.GENERAL_PUBLIC_BUDGET: "general_budget_expenditure",
    Fund.GOVERNMENT_FUND: "government_fund",
    Fund.STATE_CAPITAL: "state_capital",
}
"""The table by subject of what each appropriation paid for; its budgets are addressed in it."""
INCOME_OF_FUND: dict[Fund, IncomeKind] = dict(zip(Fund, APPROPRIATIONS, strict=False))
"""Which kind of appropriation feeds each fund."""
FUND_OF_INCOME = {kind: fund for fund, kind in INCOME_OF_FUND.items()}
MEASURES = "measures"
"""The table of an address in 其他数据, which no official table prints."""

PROJECTS = "projects"
"""The table of an address in 专项: a project a row, its name in the place of a code."""

IN_NO_FORM = frozenset({MEASURES, PROJECTS})
"""The tables of addresses that no official table prints."""


class Address(NamedTuple):
    """Where a figure stands: English names, a row by subject its code."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        """Return it as one name.

        >>> str(Address("expenditure", "2010301", "basic"))
        'expenditure.2010301.basic'
        """
        return ".".join(self)

    def budget(self, stage: Stage) -> Address | None:
        """Return where the budget of this outturn stands, or None: a part of a subject has none.

        >>> str(address("general_budget_expenditure.2010301.total").budget(Stage.INITIAL_BUDGET))
        'general_budget_expenditure.2010301.initial_budget'
        >>> str(address("three_public.outturn.reception").budget(Stage.FULL_YEAR_BUDGET))
        'three_public.full_year_budget.reception'
        """
        if self.row == Stage.OUTTURN.key:
            return self._replace(row=stage.key)
        if self.column == "total":
            return self._replace(column=stage.key)
        return None


def of_project(name: str, column: str) -> str:
    """Return where a figure of a project stands; ``column`` is an English name or a code."""
    return english_figure(f"{PROJECTS}.{project_row(name)}.{column}")


def project_row(name: str) -> str:
    """Return a project's name as an address holds it; names with one row count as one name."""
    row = name.replace(".", "．")  # the one character that an address cannot hold
    return f"{row}．" if row in {"total", glossary()["total"]} else row


@lru_cache(maxsize=10_000)  # every rule asks for the same names again
def address(name: str) -> Address:
    """Return the parts of a figure's name."""
    return Address(*name.split("."))
