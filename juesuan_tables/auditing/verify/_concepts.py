"""What figures mean: 机关运行经费 is part of 公用经费, awards of procurement, guests need a reception."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import total
from juesuan_tables.auditing._rules import Span
from juesuan_tables.auditing.claims._model import Base, Stated
from juesuan_tables.auditing.verify import _rules as rules
from juesuan_tables.auditing.verify._book import range_of, wan
from juesuan_tables.checks.matters import COST, RUNNING
from juesuan_tables.figure import add
from juesuan_tables.findings import Severity

if TYPE_CHECKING:
    from juesuan_tables.auditing._ranges import Range
    from juesuan_tables.auditing.verify._book import Book

BASIC = "general_budget_expenditure.total.basic"
_OFFICES = re.compile(
    r"内设(?:机构|科室|处室|股室)\s*(?P<count>\d{1,3})\s*个[，,]?\s*(?:包括|分别是|分别为|即)[：:]?(?P<names>[^。；;（(\n]+)"
)
TOTAL = "measures.procurement_total.amount"


def concepts(book: Book) -> None:
    """Prove what follows from what the figures are."""
    _operating_cost(book)
    _awards(book)
    _counts(book)
    _offices(book)


def _known(book: Book, address: str) -> tuple[Range, str] | None:
    """Return a figure as the text states it, else as a table prints it."""
    if stated := book.first(address):
        return stated.range, stated.printed
    figure = book.table(address)
    return (range_of(figure), str(figure)) if figure else None


def _operating_cost(book: Book) -> None:
    running, basic = _known(book, RUNNING), _known(book, BASIC)
    if running is None:
        return
    for cost in book.stated.get((COST, Base.OUTTURN), ()):
        if cost.range.least > running[0].most:
            why = "，这是整个基本支出" if basic and basic[0].meets(cost.range) else ""
            what = (
                f"机关运行经费是{cost.printed}{why}，大于公用经费{running[1]}；"
                "机关运行经费是基本支出中的日常公用经费，不含人员经费。请核对。"
            )
            book.add(
                rules.OPERATING_COST,
                cost.span,
                what,
                printed=cost.printed,
                expected=f"不大于{running[1]}",
            )
            book.contradict(Stated(cost, cost.span), cost)


def _awards(book: Book) -> None:
    """Refuse awards beyond all procurement: counted twice, or one above the other."""
    whole = book.first(TOTAL)
    inside = book.first("measures.reserved_awards_small_medium.amount")
    outside = book.first("measures.other_awards_small_medium.amount")
    if whole and inside and outside:
        sum_ = total([inside.range, outside.range])
        if sum_.least > whole.range.most:
            added = wan(add((inside.amount, outside.amount)))
            what = (
                f"授予中小企业的金额合计{inside.printed}＋{outside.printed}＝{added}，"
                f"大于政府采购金额{whole.printed}，可能重复计算。请核对。"
            )
            span = inside.span
            if outside.span.passage == span.passage:
                span = span._replace(end=max(span.end, outside.span.end))
            book.add(rules.AWARDS, span, what, printed=added, expected=f"不大于{whole.printed}")
    for small, large in (
        ("measures.awards_small_medium.amount", TOTAL),
        ("measures.awards_small_micro.amount", "measures.awards_small_medium.amount"),
    ):
        part, of = book.first(small), book.first(large)
        if part and of and part.range.least > of.range.most and not book.is_wrong((part, of)):
            what = f"{part.subject}{part.printed}大于{of.subject}{of.printed}。请核对。"
            book.add(
                rules.AWARDS, part.span, what, printed=part.printed, expected=f"不大于{of.printed}"
            )


_NEEDED = (
    ("three_public.outturn.travel_abroad", "measures.delegations_abroad.value", "团组"),
    ("three_public.outturn.reception", "measures.receptions.value", "接待批次"),
    ("three_public.outturn.vehicle_purchase", "measures.vehicles_bought.value", "购置数量"),
)


def _counts(book: Book) -> None:
    """Refuse a count of zero beside money that was spent; some travel with others' delegations."""
    for address, count, words in _NEEDED:
        spent, counted = _known(book, address), book.first(count)
        if spent and counted and spent[0].least > 0 and not counted.amount:
            what = f"支出是{spent[1]}，{words}却是0。请核对。"
            alone = Severity.ADVISORY if words == "团组" else None
            book.add(rules.COUNTS, counted.span, what, printed=counted.printed, severity=alone)


def _offices(book: Book) -> None:
    """Count the offices that are named behind their number."""
    for number, passage in enumerate(book.audited.passages):
        for found in _OFFICES.finditer(passage.text):
            names = [name for name in re.split(r"[、，,和及]", found["names"]) if name.strip()]
            if "等" in found["names"] or len(names) == int(found["count"]):
                continue
            what = f"写的是{found['count']}个，列出的有{len(names)}个。请核对。"
            span = Span(number, found.start(), found.end())
            printed, expected = f"{found['count']}个", f"{len(names)}个"
            book.add(rules.OFFICES, span, what, printed=printed, expected=expected)
