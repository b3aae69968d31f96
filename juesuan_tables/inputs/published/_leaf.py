"""What may be a fact behind a published table, and in which of its cells that fact is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juesuan_tables.addresses import FUND_OF_INCOME, TABLE_OF_FUND
from juesuan_tables.subjects import PERSONNEL, ancestors
from juesuan_tables.terms import APPROPRIATIONS, BalanceKind, ThreePublicItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal

    from juesuan_tables.terms import Fund, IncomeKind, Nature, Stage

"""Which fund each kind of appropriation feeds."""
_SUMMARY, _APPROPRIATIONS = "income_expenditure_summary", "appropriation_summary"
_BROUGHT = (BalanceKind.OPENING_BALANCE, BalanceKind.USED_SURPLUS)
"""The balances that count in 收入总计; the others count in 支出总计."""
_VEHICLES = (ThreePublicItem.VEHICLE_PURCHASE, ThreePublicItem.VEHICLE_RUNNING)


@dataclass(slots=True, eq=False)
class Leaf:
    """What may be a fact: its record and fields, its amount in 元 give or take ``margin``, its cells.

    It is ``stated`` where the tables show that there is such a fact; else it is 0.00 that may hide
    one, and is none until a sum proves that something is hidden. ``places`` are the addresses of
    all figures in which it counts.
    """

    record: str
    fields: Mapping[str, Any]
    amount: Decimal
    margin: Decimal
    source: str
    stated: bool
    places: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Find its places."""
        self.places = tuple(_PLACES[self.record](**self.fields))


def _spent(subject: str, nature: Nature, fund: Fund) -> Iterator[str]:
    table = TABLE_OF_FUND.get(fund)
    for row in ("total", *ancestors(subject)):
        for column in ("total", nature.key):
            yield f"expenditure.{row}.{column}"
            if table:
                yield f"{table}.{row}.{column}"
    for line in (ancestors(subject)[0], "expenditure_subtotal", "expenditure_total"):
        yield f"{_SUMMARY}.{line}.amount"
        if table:
            yield f"{_APPROPRIATIONS}.{line}.total"
            yield f"{_APPROPRIATIONS}.{line}.{fund.key}"


def _earned(subject: str, kind: IncomeKind) -> Iterator[str]:
    appropriated = kind in APPROPRIATIONS
    table = TABLE_OF_FUND[FUND_OF_INCOME[kind]] if appropriated else ""
    for row in ("total", *ancestors(subject)):
        yield f"income.{row}.total"
        yield f"income.{row}.{'appropriation_income' if appropriated else kind.key}"
        if appropriated:
            yield f"{table}.{row}.income_subtotal"
    for line in (kind.key, "income_subtotal", "income_total"):
        yield f"{_SUMMARY}.{line}.amount"
        if appropriated:
            yield f"{_APPROPRIATIONS}.{line}.amount"
    if appropriated:
        yield f"{_SUMMARY}.appropriation_income.amount"


def _carried(kind: BalanceKind, fund: Fund, subject: str | None = None) -> Iterator[str]:
    brought = kind in _BROUGHT
    yield f"{_SUMMARY}.{kind.key}.amount"
    yield f"{_SUMMARY}.{'income_total' if brought else 'expenditure_total'}.amount"
    table = TABLE_OF_FUND.get(fund)
    if not table:
        return
    for row in ("total", *ancestors(subject or "")):
        yield f"{table}.{row}.{kind.key}"
    lines = (kind.key, f"opening_{fund.key}", "income_total")
    for line in lines if brought else (kind.key, "expenditure_total"):
        for column in ("amount",) if brought else ("total", fund.key):
            yield f"{_APPROPRIATIONS}.{line}.{column}"


def _itemised(economic_subject: str) -> Iterator[str]:
    category = economic_subject[:3]
    group = "personnel" if category in PERSONNEL else "running_costs"
    for line in dict.fromkeys((economic_subject, category, group)):
        yield f"general_budget_basic.{line}.amount"


def _of_three_public(item: ThreePublicItem, fund: Fund, stage: Stage) -> Iterator[str]:  # noqa: ARG001 the table holds all
    yield f"three_public.{stage.key}.{item.key}"
    yield f"three_public.{stage.key}.total"
    if item in _VEHICLES:
        yield f"three_public.{stage.key}.vehicles"


_PLACES: Mapping[str, Callable[..., Iterator[str]]] = {
    "expenditure": _spent,
    "income": _earned,
    "balances": _carried,
    "economic_expenditure": _itemised,
    "three_public": _of_three_public,
}
