"""一般公共预算财政拨款基本支出决算表: basic spending by economic subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.subjects import PERSONNEL, is_category, parent
from juesuan_tables.tables._layout import refuse
from juesuan_tables.tables._lines import Lines, by_line

if TYPE_CHECKING:
    from juesuan_tables.editions import Form
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts, EconomicExpenditure


def build(accounts: Accounts, form: Form) -> Grid:
    """Build 一般公共预算财政拨款基本支出决算表: 款 add up to 类, and these to two totals.

    Raise ``InputError`` for an economic subject that the form has no line for.
    """
    lines = Lines(form)
    subjects = [key for key in lines.labels if key.isdecimal()]
    refuse(
        accounts.economic_expenditure,
        lambda fact: fact.economic_subject in subjects,
        "经济科目 {fact.economic_subject} 不在本表样的基本支出决算表上，{fact.amount} 元没有地方可印",
        "请改用表上的科目（juesuan explain 或表样中可查）；基本支出不列 309、311、312、313",
    )

    def stated_on(code: str) -> list[EconomicExpenditure]:
        return [f for f in accounts.economic_expenditure if f.economic_subject == code]

    classes = [key for key in subjects if is_category(key)]
    for key in subjects:
        if key not in classes:
            lines.add(key, stated_on(key))
    for key in classes:
        items = [each for each in subjects if each not in classes and parent(each) == key]
        lines.add_sum(key, items, stated_on(key))
    lines.add_sum("personnel", [key for key in classes if key in PERSONNEL])
    lines.add_sum("running_costs", [key for key in classes if key not in PERSONNEL])
    return by_line(accounts, lines)
