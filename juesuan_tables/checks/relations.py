"""勾稽关系 as data: what must hold between the figures of one or two tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan_tables.checks._words import disagreement
from juesuan_tables.figure import ZERO, Figure, agrees
from juesuan_tables.findings import Severity
from juesuan_tables.subjects import is_category, parent
from juesuan_tables.terms import IncomeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan_tables.findings import Finding
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts

    Tables = Mapping[str, Grid]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """``left`` equals the sum of ``right``, or is at most that.

    Addresses may hold ``{row}`` (any row of the left table), ``{class}`` (any of its 类) and
    ``{column}``; on the right also ``{children}`` (the rows right below the left one) and
    ``{classes}`` (all 类 of the left table). A figure that the right side lacks counts as zero;
    a relation to a table that is not there is skipped.
    """

    id: str
    name: str
    source: str
    left: str
    right: tuple[str, ...]
    at_most: bool = False


_SUMMARY = "income_expenditure_summary"
_GENERAL = "general_budget_expenditure"
RELATIONS: tuple[Relation, ...] = (
    Relation(
        id="summary-income-lines",
        name="本年收入合计＝各项收入之和",
        source="收入支出决算总表表内关系",
        left=f"{_SUMMARY}.income_subtotal.amount",
        right=(
            f"{_SUMMARY}.appropriation_income.amount",
            *(f"{_SUMMARY}.{kind.key}.amount" for kind in IncomeKind),
        ),
    ),
    Relation(
        id="summary-expenditure-lines",
        name="本年支出合计＝各类支出之和",
        source="收入支出决算总表表内关系",
        left=f"{_SUMMARY}.expenditure_subtotal.amount",
        right=(f"{_SUMMARY}.{{classes}}.amount",),
    ),
    Relation(
        id="summary-income-total",
        name="收入总计＝本年收入合计＋使用非财政拨款结余（用事业基金弥补收支差额）＋年初结转和结余",
        source="收入支出决算总表表内关系",
        left=f"{_SUMMARY}.income_total.amount",
        right=(
            f"{_SUMMARY}.income_subtotal.amount",
            f"{_SUMMARY}.used_surplus.amount",
            f"{_SUMMARY}.opening_balance.amount",
        ),
    ),
    Relation(
        id="summary-expenditure-total",
        name="支出总计＝本年支出合计＋结余分配＋年末结转和结余",
        source="收入支出决算总表表内关系",
        left=f"{_SUMMARY}.expenditure_total.amount",
        right=(
            f"{_SUMMARY}.expenditure_subtotal.amount",
            f"{_SUMMARY}.surplus_distribution.amount",
            f"{_SUMMARY}.closing_balance.amount",
        ),
    ),
    Relation(
        id="summary-balances",
        name="收入总计＝支出总计",
        source="收入支出决算总表表内关系",
        left=f"{_SUMMARY}.income_total.amount",
        right=(f"{_SUMMARY}.expenditure_total.amount",),
    ),
    Relation(
        id="expenditure-hierarchy",
        name="支出决算表各行＝下级科目之和",
        source="支出决算表表内关系",
        left="expenditure.{row}.{column}",
        right=("expenditure.{children}.{column}",),
    ),
    Relation(
        id="expenditure-natures",
        name="本年支出合计＝基本支出＋项目支出＋上缴上级支出＋经营支出＋对附属单位补助支出",
        source="支出决算表表内关系",
        left="expenditure.{row}.total",
        right=(
            "expenditure.{row}.basic",
            "expenditure.{row}.project",
            "expenditure.{row}.remitted_to_superior",
            "expenditure.{row}.operating",
            "expenditure.{row}.subsidy_to_subordinates",
        ),
    ),
    Relation(
        id="expenditure-summary",
        name="支出决算表合计＝收入支出决算总表本年支出合计",
        source="支出决算表与收入支出决算总表",
        left="expenditure.total.total",
        right=(f"{_SUMMARY}.expenditure_subtotal.amount",),
    ),
    Relation(
        id="summary-classes",
        name="收入支出决算总表各类支出＝支出决算表该类的本年支出合计",
        source="支出决算表与收入支出决算总表",
        left=f"{_SUMMARY}.{{class}}.amount",
        right=("expenditure.{class}.total",),
    ),
    Relation(
        id="general-budget-hierarchy",
        name="一般公共预算财政拨款支出决算表各行＝下级科目之和",
        source="一般公共预算财政拨款支出决算表表内关系",
        left=f"{_GENERAL}.{{row}}.{{column}}",
        right=(f"{_GENERAL}.{{children}}.{{column}}",),
    ),
    Relation(
        id="general-budget-natures",
        name="一般公共预算财政拨款支出合计＝基本支出＋项目支出",
        source="一般公共预算财政拨款支出决算表表内关系",
        left=f"{_GENERAL}.{{row}}.total",
        right=(f"{_GENERAL}.{{row}}.basic", f"{_GENERAL}.{{row}}.project"),
    ),
    Relation(
        id="general-budget-within-expenditure",
        name="一般公共预算财政拨款支出≤支出决算表同一科目的支出",
        source="一般公共预算财政拨款支出决算表与支出决算表",
        left=f"{_GENERAL}.{{row}}.{{column}}",
        right=("expenditure.{row}.{column}",),
        at_most=True,
    ),
)


def expand(relation: Relation, tables: Tables) -> Iterator[tuple[Figure, list[Figure]]]:
    """Yield each left figure that the relation speaks of, with the figures on its right."""
    if any(address.split(".")[0] not in tables for address in (relation.left, *relation.right)):
        return
    figures = {name: figure for grid in tables.values() for name, figure in grid.figures.items()}
    table, row_pattern, column_pattern = relation.left.split(".")
    children = children_of(tables[table])
    for name, figure in tables[table].figures.items():
        _, row, column = name.split(".")
        if _fits(row_pattern, row) and column_pattern in {column, "{column}"}:
            meant = {
                "{row}": [row],
                "{class}": [row],
                "{column}": [column],
                "{children}": children.get(row, []),
                "{classes}": children.get("total", []),
            }
            right = [name for address in relation.right for name in _meant(address, meant)]
            if right:
                yield figure, [figures.get(name, Figure(name, ZERO)) for name in right]


def _meant(address: str, meant: Mapping[str, list[str]]) -> list[str]:
    """Return the addresses that a pattern stands for."""
    addresses = [address]
    for pattern, values in meant.items():
        if pattern in address:
            addresses = [each.replace(pattern, value) for each in addresses for value in values]
    return addresses


def _fits(pattern: str, row: str) -> bool:
    """Return whether a row is one that the pattern stands for."""
    return pattern in {"{row}", row} or (pattern == "{class}" and is_category(row))


def children_of(grid: Grid) -> dict[str, list[str]]:
    """Return the rows right below each row of a table by subject."""
    children: dict[str, list[str]] = {}
    for row in grid.row_labels:
        if row.isdecimal():
            children.setdefault(parent(row), []).append(row)
    return children


def find_breaches(tables: Tables, _accounts: Accounts | None) -> Iterator[Finding]:
    """Check every line of ``RELATIONS``."""
    for relation in RELATIONS:
        for left, parts in expand(relation, tables):
            right = Figure.total("", parts)
            within = relation.at_most and left.amount <= right.amount
            if not (agrees(left, right) or within):
                yield _breach(relation, tables, left, right)


def _breach(relation: Relation, tables: Tables, left: Figure, right: Figure) -> Finding:
    """Say by how much a relation does not hold."""
    table = tables[left.name.split(".")[0]]
    bound = "不应大于" if relation.at_most else "应为"
    says = f"{bound} {right}（{relation.name}），"
    # A bound may be broken by a negative adjustment of another fund, so it accuses nobody.
    severity = Severity.ADVISORY if relation.at_most else Severity.ERROR
    advice = "请核对有关明细"
    return disagreement(
        relation.id, table, left, right, says=says, advice=advice, severity=severity
    )
