"""What is seldom right in official tables, though nothing in them proves it wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.auditing._on_demand import OnDemand
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.tables._printed import View
from juesuan_tables.auditing.tables._words import about, amount, pages_of_table
from juesuan_tables.checks import CHECKS, Limits
from juesuan_tables.checks.inspection import ON_TABLES
from juesuan_tables.figure import ZERO
from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from juesuan_tables.auditing.tables._printed import PrintedTables
    from juesuan_tables.figure import Figure
    from juesuan_tables.findings import Finding

_EXPERIENCE = "经验规则，未经官方文件核对"
NEGATIVE = AuditRule(
    "amount-negative",
    "支出一般不为负数",
    _EXPERIENCE,
    Severity.ADVISORY,
    Dimension.TRUTHFULNESS,
)
BASIC_CLASSES = AuditRule(
    "basic-classes",
    "基本支出一般不列309、311、312、313类",
    "政府收支分类科目（所列科目的年度未核对）",
    Severity.ADVISORY,
    Dimension.TRUTHFULNESS,
)
_CHECKED = tuple(check for check in CHECKS if check.id in ON_TABLES)
RULES = (
    NEGATIVE,
    BASIC_CLASSES,
    *map(AuditRule.of, _CHECKED),
)
_SPENDING = {
    "expenditure": {"total", "basic", "project", "operating"},
    "general_budget_expenditure": {"total", "basic", "project"},
    "general_budget_basic": {"amount"},
    "three_public": {"total", "travel_abroad", "vehicle_purchase", "vehicle_running", "reception"},
}
_NOT_BASIC = ("309", "311", "312", "313")


def unusual(tables: PrintedTables, misread: Collection[str]) -> Iterator[Finding]:
    """Yield what an inspector would ask about, in the tables that are not ``misread``."""
    understood = {table: grid for table, grid in tables.tables.items() if table not in misread}
    figures = OnDemand(
        {n: None for n in tables.figures if address(n).table in understood},
        lambda name, _: _exactly(tables.figures[name]),
    )
    certain = View(understood, figures, tables.edition)
    for check in _CHECKED:
        for finding in ON_TABLES[check.id](certain, Limits()):
            table = next((address(each.name).table for each in finding.figures), "")
            pages = pages_of_table(tables, table)
            yield replace(
                finding,
                rule=check.id,
                severity=check.severity,
                page=pages.first,
                message=f"{pages.start}{finding.message}",
            )
    yield from _negative(tables)
    yield from _other_classes(tables)


def _exactly(printed: Figure) -> Figure:
    """Return what is printed, a zero as one: a page cannot tell it from what was rounded away."""
    return printed if printed.amount else replace(printed, margin=ZERO)


def _negative(tables: PrintedTables) -> Iterator[Finding]:
    """Yield the deepest negative amounts among spending, at most one for a row."""
    told: set[tuple[str, str]] = set()
    cells = (each for cells in tables.official.cells.values() for each in cells.items())
    for name in [name for name, cell in cells if cell.amount < 0]:
        table, row, column = address(name)
        if column in _SPENDING.get(table, ()) and (table, row) not in told:
            told.add((table, row))
            what = (
                f"印的是 {amount(tables.printed[name])}，支出一般不为负数。"
                "请核对，属于冲减以前年度支出的应说明。"
            )
            yield about(NEGATIVE, tables, name, what)


def _other_classes(tables: PrintedTables) -> Iterator[Finding]:
    for row in _NOT_BASIC:
        figure = tables.printed.get(f"general_budget_basic.{row}.amount")
        if figure and figure.amount:
            what = f"印的是 {amount(figure)}，基本支出一般不列 {row} 类。请核对。"
            yield about(BASIC_CLASSES, tables, figure.name, what)
