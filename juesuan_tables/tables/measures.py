"""其他数据: what stands in no table, amounts and counts, and what they add up to.

They are addressed like lines of a table: ``measures.agency_operating_cost.amount`` in 元,
``measures.vehicles_kept.value`` in the unit of its key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import MEASURES
from juesuan_tables.figure import Count, Figure
from juesuan_tables.terms import TABLES, MeasureKey, glossary

if TYPE_CHECKING:
    from collections.abc import Collection

    from juesuan_tables.model import Accounts

PROCUREMENT = (
    MeasureKey.PROCUREMENT_GOODS,
    MeasureKey.PROCUREMENT_WORKS,
    MeasureKey.PROCUREMENT_SERVICES,
)


def amounts(accounts: Accounts) -> dict[str, Figure]:
    """Build a figure for every amount, and 政府采购支出总额 where all its parts were stated."""
    figures = {
        fact.key: Figure(
            f"{MEASURES}.{fact.key.key}.amount",
            fact.value,
            source=fact.source,
            label=_label(fact.key.key),
        )
        for fact in accounts.measures
        if fact.key.unit == "元"
    }
    found = [*figures.values()]
    if all(key in figures for key in PROCUREMENT):
        name, parts = "procurement_total", [figures[key] for key in PROCUREMENT]
        found.append(Figure.total(f"{MEASURES}.{name}.amount", parts, label=_label(name)))
    return {figure.name: figure for figure in found}


def counts(accounts: Accounts, vehicles: Collection[MeasureKey]) -> dict[str, Count]:
    """Build every count and score, and 车辆总数 where a part of it was stated.

    ``vehicles`` are the categories that the edition counts: others are no part of it.
    """
    stated = {
        fact.key: Count(
            f"{MEASURES}.{fact.key.key}.value",
            fact.value,
            fact.key.unit,
            fact.source,
            _label(fact.key.key),
        )
        for fact in accounts.measures
        if fact.key.unit != "元"
    }
    found = [*stated.values()]
    if parts := [stated[key] for key in stated if key in vehicles]:
        name = "vehicles_total"
        found.append(Count.total(f"{MEASURES}.{name}.value", parts, label=_label(name)))
    return {count.name: count for count in found}


def _label(key: str) -> str:
    return f"{TABLES[MEASURES]} {glossary()[key]}"
