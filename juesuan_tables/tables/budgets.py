"""预算数: what prose sets beside the outturn. No official table of 2018 prints these figures.

They are addressed like columns of the table of their fund, for example
``general_budget_expenditure.2010301.initial_budget``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import TABLE_OF_FUND
from juesuan_tables.subjects import ancestors
from juesuan_tables.tables._subjects import subject_figures
from juesuan_tables.terms import TABLES, Stage

if TYPE_CHECKING:
    from juesuan_tables.figure import Figure
    from juesuan_tables.model import Accounts, Budget


def build(accounts: Accounts) -> dict[str, Figure]:
    """Build 年初 and 全年预算 by fund and subject, totals included, by address.

    A budget of zero is a figure; where none was stated there is none, nor is there a total over
    items that were spent on without a stated budget.
    """
    figures: dict[str, Figure] = {}
    for fund, table in TABLE_OF_FUND.items():
        for stage in (Stage.INITIAL_BUDGET, Stage.FULL_YEAR_BUDGET):
            facts = [b for b in accounts.budgets if b.fund is fund and b.stage is stage]
            if facts:
                figures |= _figures(accounts, table, stage, facts)
    return figures


def _figures(
    accounts: Accounts, table: str, stage: Stage, facts: list[Budget]
) -> dict[str, Figure]:
    """Return the figures of one fund and stage."""

    def lead(row: str) -> str:
        subject = "合计" if row == "total" else f"{row} {accounts.names.get(row, row)}"
        return f"{TABLES[table]} {subject}"

    every = {stage.key: lambda _fact: True}
    rows = subject_figures(table, facts, every, lead, {stage.key: stage})
    fund, stated = facts[0].fund, {budget.subject for budget in facts}
    spent = {each.subject for each in accounts.expenditure if each.fund is fund and each.exists}
    unknown = {row for subject in spent - stated for row in ("total", *ancestors(subject))}
    return {f[stage.key].name: f[stage.key] for row, f in rows.items() if row not in unknown}
