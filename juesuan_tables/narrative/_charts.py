"""What of a report is worth drawing: the structure of income and expenditure, and two years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.chart import Chart, Series
from juesuan_tables.terms import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.report import Report

STRUCTURES = ("income", "expenditure")
"""The tables whose 合计 is drawn by its columns."""
COMPARED = {
    "income_expenditure_summary.income_total.amount": "收、支总计",
    "appropriation_summary.income_total.amount": "财政拨款收、支总计",
    "general_budget_expenditure.total.total": "一般公共预算财政拨款支出",
}
"""The totals that are drawn beside last year's, where that was stated."""


def charts(report: Report) -> tuple[Chart, ...]:
    """Return the charts of a report: those of at least two bars: a single one says nothing."""
    return tuple(chart for chart in _charts(report) if len(chart.labels) * len(chart.series) > 1)


def _charts(report: Report) -> Iterator[Chart]:
    year = report.accounts.year
    for table in STRUCTURES:
        title = f"{year}年度{TABLES[table].removesuffix('决算表')}决算结构"
        yield _structure(report, table, title)
    names = [name for name in COMPARED if name in report.prior and name in report.figures]
    yield Chart(
        "years",
        f"{year - 1}年度和{year}年度对比",
        tuple(COMPARED[name] for name in names),
        (
            Series(f"{year - 1}年度", tuple(report.prior[name] for name in names)),
            Series(f"{year}年度", tuple(report.figures[name] for name in names)),
        ),
    )


def _structure(report: Report, table: str, title: str) -> Chart:
    """Return the columns of a table's 合计 that have facts, the total itself left out."""
    labels = report.tables[table].column_labels if table in report.tables else {}
    found = {
        label: figure
        for column, label in labels.items()
        if column != "total"
        and (figure := report.figures.get(f"{table}.total.{column}"))
        and figure.exists
    }
    series = Series(f"{report.accounts.year}年度", tuple(found.values()))
    return Chart(table, title, tuple(found), (series,))
