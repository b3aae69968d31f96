"""元 for 万元: a table whose amounts are ten thousand times those of the others."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.tables._words import about, amount, of_table, where
from juesuan_tables.checks.formulas import parse
from juesuan_tables.figure import WAN, Figure, add, times
from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.auditing.tables._instances import Place
    from juesuan_tables.auditing.tables._printed import PrintedTables
    from juesuan_tables.findings import Finding

UNIT = AuditRule(
    "currency-of-table",
    "各表的金额单位一致",
    "各表之间的勾稽关系",
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
LARGE = AuditRule(
    "amount-large",
    "金额不大得离奇",
    "经验规则，未经官方文件核对",
    Severity.ADVISORY,
    Dimension.TRUTHFULNESS,
)
RULES = (UNIT, LARGE)
_SMALL_PLACE = re.compile(r"[县镇乡旗]|街道")
_MOST = Decimal(1_000_000) * WAN
"""元 that a county's unit hardly ever spends."""


def in_other_units(found: Iterable[Place]) -> dict[str, Place]:
    """Return the tables that differ from the others by a factor of ten thousand, with a proof."""
    agree: Counter[str] = Counter()
    off: dict[tuple[str, str], Place] = {}
    for place in found:
        if len(place.terms) != 2 or parse(place.relation.formula).at_most:  # noqa: PLR2004
            continue
        left, right = (term.figure for term in place.terms)
        tables = (address(left.name).table, address(right.name).table)
        if tables[0] == tables[1] or not (left.amount and right.amount):
            continue
        if not place.broken:
            agree.update(tables)
        elif _is_factor(left, right) or _is_factor(right, left):
            larger = left.amount.copy_abs() > right.amount.copy_abs()
            off.setdefault(tables if larger else tables[::-1], place)
    return {
        _odd(pair, agree): place for pair, place in off.items() if not all(map(agree.get, pair))
    }


def _odd(pair: tuple[str, str], agree: Counter[str]) -> str:
    """Return which of two tables no other agrees with; the one with larger amounts if neither."""
    larger, smaller = pair
    return smaller if agree[larger] and not agree[smaller] else larger


def _is_factor(larger: Figure, smaller: Figure) -> bool:
    """Return whether one amount may be ten thousand times another."""
    gap = add((larger.amount, -times(smaller.amount, WAN)))
    return gap.copy_abs() <= add((larger.margin, times(smaller.margin, WAN)))


def magnitudes(
    tables: PrintedTables, others: dict[str, Place], unit: str | None
) -> Iterator[Finding]:
    """Yield the tables that are in 元 or 万元 where the others are not, and amounts past belief."""
    for table, place in others.items():
        mine, other = (term.figure for term in place.terms)
        if address(mine.name).table != table:
            mine, other = other, mine
        what = (
            f"{where(tables, mine.name)}是 {amount(mine)}，{where(tables, other.name)}是 "
            f"{amount(other)}，正好相差一万倍。可能是把元写成了万元，请核对本表的金额单位。"
        )
        yield of_table(UNIT, tables, table, what, printed=amount(mine), expected=amount(other))
    total = tables.printed.get("income_expenditure_summary.income_total.amount")
    if total and not others and total.amount > _MOST and unit and _SMALL_PLACE.search(unit):
        what = f"印的是 {amount(total)}，对{unit}来说过大。请核对金额单位。"
        yield about(LARGE, tables, total.name, what)
