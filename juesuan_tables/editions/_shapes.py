"""What a form of each table must have and may have: the keys of its lines and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan_tables.terms import (
    APPROPRIATIONS,
    IncomeKind,
    Nature,
    Stage,
    ThreePublicItem,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_OTHER_INCOME = frozenset(kind.key for kind in IncomeKind if kind not in APPROPRIATIONS)
_FUND_INCOME = tuple(kind.key for kind in APPROPRIATIONS)
ITEMS = frozenset({"total", "vehicles", *(item.key for item in ThreePublicItem)})
"""The columns of “三公”经费, once for the budget and once for the outturn."""
_BALANCES = frozenset({"opening_balance", "income_subtotal", "closing_balance"})

ECONOMIC_CLASSES = ("301", "302", "303", "307", "310", "399")
"""The economic 类 that basic spending may have; 人员经费 and 公用经费 are made of them."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The keys of a table: what it must print, what it may, and what goes together.

    ``together`` are groups of lines and columns of which a form has all or none; ``one_of`` groups
    of which it has at least one, ``apart`` two groups of which it has one only, since both would
    count the same money. ``classes`` says whether it has a line for every 类,
    ``rows_in_columns`` whether it is a single row, whose columns say which line they print.
    """

    columns: frozenset[str]
    lines: frozenset[str] = frozenset()
    together: tuple[frozenset[str], ...] = ()
    one_of: tuple[frozenset[str], ...] = ()
    apart: tuple[frozenset[str], ...] = ()
    classes: bool = False
    by_subject: bool = False
    rows_in_columns: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Return every key that a form of the table may have."""
        return self.columns.union(self.lines, *self.together, *self.one_of)


def _by_subject(*columns: str, together: Iterable[str] = ()) -> Shape:
    groups = (frozenset(together),) if together else ()
    return Shape(frozenset({"total", *columns}), together=groups, by_subject=True)


SHAPES = {
    "income_expenditure_summary": Shape(
        frozenset({"amount"}),
        _OTHER_INCOME
        | {"income_subtotal", "used_surplus", "opening_balance", "income_total"}
        | {"expenditure_subtotal", "surplus_distribution", "closing_balance", "expenditure_total"},
        one_of=(frozenset({"appropriation_income", *_FUND_INCOME}),),
        apart=(frozenset({"appropriation_income"}), frozenset(_FUND_INCOME)),
        classes=True,
    ),
    "income": _by_subject("appropriation_income", *_OTHER_INCOME),
    "expenditure": _by_subject(*(nature.key for nature in Nature)),
    "appropriation_summary": Shape(
        frozenset({"amount", "total", "general_public_budget", "government_fund"}),
        frozenset({"income_subtotal", "opening_balance", "income_total", *_FUND_INCOME[:2]})
        | {"opening_general_public_budget", "opening_government_fund"}
        | {"expenditure_subtotal", "closing_balance", "expenditure_total"},
        together=(frozenset({"state_capital", "opening_state_capital", _FUND_INCOME[2]}),),
        classes=True,
    ),
    "general_budget_expenditure": _by_subject("basic", "project"),
    "general_budget_basic": Shape(frozenset({"amount"}), frozenset({"personnel", "running_costs"})),
    "three_public": Shape(
        ITEMS,
        frozenset({Stage.OUTTURN.key}),
        one_of=(frozenset({Stage.INITIAL_BUDGET.key, Stage.FULL_YEAR_BUDGET.key}),),
        rows_in_columns=True,
    ),
    "government_fund": _by_subject(*_BALANCES, "basic", "project"),
    "state_capital": _by_subject("basic", "project", together=_BALANCES),
}
"""The shape of every official table, by the table's name."""
