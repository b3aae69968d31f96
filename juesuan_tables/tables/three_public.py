"""“三公”经费支出决算表: budget and outturn by item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juesuan_tables.tables._lines import Lines, by_line
from juesuan_tables.terms import Stage, ThreePublicItem

if TYPE_CHECKING:
    from juesuan_tables.editions import Form
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts

VEHICLES = (ThreePublicItem.VEHICLE_PURCHASE, ThreePublicItem.VEHICLE_RUNNING)


def build(accounts: Accounts, form: Form) -> Grid:
    """Build “三公”经费支出决算表: a line per 预算阶段, from the funds that the form's title names."""
    columns: dict[str, Any] = {
        item.key: lambda fact, item=item: fact.item is item for item in ThreePublicItem
    } | {"vehicles": lambda fact: fact.item in VEHICLES}
    lines = Lines(form, columns)
    facts = [fact for fact in accounts.three_public if fact.fund in form.funds]
    stages = {stage.key: stage for stage in Stage}
    for key in lines.printed(stages):
        lines.add(key, [fact for fact in facts if fact.stage is stages[key]])
    return by_line(accounts, lines)
