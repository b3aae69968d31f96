"""The cells of the fill-in workbook without which a table cannot be built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juesuan_tables.inputs.fill_in.sheets import (
    BALANCES,
    BALANCES_NEEDED,
    BUDGETS,
    CARRIED,
    EXPENDITURE,
    THREE_PUBLIC,
)
from juesuan_tables.terms import Stage, ThreePublicItem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan_tables.inputs.fill_in._table import Table
    from juesuan_tables.inputs.places import Faults, Place


def add_gaps(tables: Mapping[str, Table], fields: Mapping[str, Any], faults: Faults) -> None:
    """Add every cell that must be filled in and that no fact was read from."""
    if (table := tables.get(EXPENDITURE.name)) and not fields["expenditure"]:
        place = table.row(table.first).place(EXPENDITURE.heading)
        if not faults.told_of(place.sheet):
            faults.gap(place, "没有填写任何支出")
    if table := tables.get(BALANCES.name):
        _balances(table, fields, faults)
    if table := tables.get(THREE_PUBLIC.name):
        _three_public(table, fields, faults)


def _balances(table: Table, fields: Mapping[str, Any], faults: Faults) -> None:
    stated = {(fact.fund, fact.kind) for fact in fields["balances"]}
    for fund in CARRIED:
        for kind in BALANCES_NEEDED:
            if (fund, kind) not in stated:
                place = _place(table, BALANCES.heading, fund, kind.value)
                faults.gap(place, f"没有填写{fund}的{kind}，没有的填0")


def _three_public(table: Table, fields: Mapping[str, Any], faults: Faults) -> None:
    """Ask for the outturn of every item, and for a budget: the one that the sheet shows."""
    stated = {(fact.item, fact.stage) for fact in fields["three_public"]}
    shown = [stage for stage in BUDGETS if f"{stage}数" in table.columns]
    for item in ThreePublicItem:
        for stages in (shown, [Stage.OUTTURN]):
            if stages and not any((item, stage) in stated for stage in stages):
                place = _place(table, THREE_PUBLIC.heading, item, f"{stages[0]}数")
                faults.gap(place, f"没有填写{item}的{stages[0]}数，没有的填0")


def _place(table: Table, heading: str, key: str, title: str) -> Place:
    """Return the cell of the first row that begins with a key, else the heading above all."""
    for row in table.rows():
        if row.place(heading).value == key:
            break
    else:
        row = table.row(table.first - 1)
    return row.place(title if title in row.columns else heading)
