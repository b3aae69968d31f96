"""预算数: what prose sets beside the outturn. No official table of 2018 prints these figures.

They are addressed like columns of the table of their fund, for example
``general_budget_expenditure.2010301.initial_budget``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.tables._layout import subject_figures
from juesuan_tables.terms import TABLES, Fund, Stage

if TYPE_CHECKING:
    from juesuan_tables.figure import Figure
    from juesuan_tables.model import Accounts

TABLE_OF_FUND = {
    Fund.GENERAL_PUBLIC_BUDGET: "general_budget_expenditure",
    Fund.GOVERNMENT_FUND: "government_fund",
    Fund.STATE_CAPITAL: "state_capital",
}


def build(accounts: Accounts) -> dict[str, Figure]:
    """Build 年初 and 全年预算 by fund and subject, totals included, by address.

    A budget of zero is a figure; where no budget was stated there is none.
    """
    figures: dict[str, Figure] = {}
    for fund, table in TABLE_OF_FUND.items():
        for stage in (Stage.INITIAL_BUDGET, Stage.FULL_YEAR_BUDGET):
            facts = [b for b in accounts.budgets if b.fund is fund and b.stage is stage]
            rows = subject_figures(
                table,
                facts,
                {stage.key: lambda _fact: True},
                lambda row, _column, stage=stage, table=table: _label(accounts, table, row, stage),
            )
            if facts:
                figures |= {row[stage.key].name: row[stage.key] for row in rows.values()}
    return figures


def _label(accounts: Accounts, table: str, row: str, stage: Stage) -> str:
    subject = "合计" if row == "total" else f"{row} {accounts.names.get(row, row)}"
    return f"{TABLES[table]} {subject} {stage}"
