"""Whether parts add up to their whole: lists in a sentence, and what is known to be all of a figure."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import HUNDRED, Range, total
from juesuan_tables.auditing.claims._model import Base, Quantity, Summed
from juesuan_tables.auditing.verify import _rules as rules
from juesuan_tables.auditing.verify._book import wan
from juesuan_tables.figure import Figure, add, distance
from juesuan_tables.terms import VEHICLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.auditing._rules import Span
    from juesuan_tables.auditing.verify._book import Book

_T01, _PUBLIC = "income_expenditure_summary", "three_public.outturn"
_LEVELS = 3
"""类, 款 and 项 in the address of an item that no table gives a code."""
_TOTAL = re.compile(r"[总合共]计|总额|^总|累计")
"""What is no part, wherever it stands."""
_ALL_OF = {
    "general_budget_expenditure.total.basic": (
        "general_budget_basic.personnel.amount",
        "general_budget_basic.running_costs.amount",
    ),
    f"{_PUBLIC}.total": (f"{_PUBLIC}.travel_abroad", f"{_PUBLIC}.vehicles", f"{_PUBLIC}.reception"),
    f"{_PUBLIC}.vehicles": (f"{_PUBLIC}.vehicle_purchase", f"{_PUBLIC}.vehicle_running"),
    "measures.procurement_total.amount": (
        "measures.procurement_goods.amount",
        "measures.procurement_works.amount",
        "measures.procurement_services.amount",
    ),
    "measures.projects_evaluated.value": (
        "measures.rated_excellent.value",
        "measures.rated_good.value",
        "measures.rated_passed.value",
        "measures.rated_failed.value",
    ),
}
"""What is all of a figure: where each part is stated, they add up to it."""


def sums(book: Book) -> None:
    """Prove the lists of sentences, then what the whole document says of a figure and its parts."""
    for claim in book.reading.claims:
        if isinstance(claim, Summed):
            _listed(book, claim)
    for whole, parts in _ALL_OF.items():
        for base in (Base.OUTTURN, Base.INITIAL_BUDGET, Base.FULL_YEAR_BUDGET, Base.BUDGET):
            stated = [book.first(part, base) for part in parts]
            found = book.first(whole, base)
            if found and all(stated) and not _more_parts(book, found, parts):
                _compare(book, found, [each for each in stated if each], None)
    _vehicles(book)
    _items(book)


def _more_parts(book: Book, whole: Quantity, parts: tuple[str, ...]) -> bool:
    """Return whether a list in a sentence names other parts of a whole, too."""
    return any(
        part.address not in parts
        for claim in book.reading.claims
        if isinstance(claim, Summed) and claim.whole.key == whole.key
        for part in claim.parts
    )


def _listed(book: Book, claim: Summed) -> None:
    """Prove a list in a sentence: complete where all shares come to 100, else no part is too large."""
    parts = claim.parts
    if book.is_wrong((claim.whole, *parts)):
        return
    sum_ = total([part.range for part in parts])
    if _complete(claim):
        _compare(book, claim.whole, parts, claim)
    elif sum_.meets(claim.whole.range):
        book.prove(claim, claim.whole, *parts)
    _too_large(book, claim)


def _too_large(book: Book, claim: Summed) -> None:
    """Refuse a part beyond its whole, unless a refund among the parts makes up for it."""
    whole = claim.whole
    if whole.amount < 0 or any(part.amount < 0 for part in claim.parts) or not _is_money(whole):
        return
    for part in claim.parts:
        if part.range.low > whole.range.high and not _TOTAL.search(part.subject):
            what = f"其中的{part.printed}大于总体{whole.printed}。请核对。"
            expected = f"不大于{whole.printed}"
            book.add(rules.PART, part.span, what, printed=part.printed, expected=expected)
            book.contradict(claim, part)


def _is_money(quantity: Quantity) -> bool:
    return quantity.number.unit.endswith("元")


def _complete(claim: Summed) -> bool:
    """Return whether the shares of a list say that it is all of its whole."""
    rates = [rate for rate in claim.shares if rate]
    if len(rates) != len(claim.parts) or len(rates) < 2:  # noqa: PLR2004 a list
        return False
    hundred = Range.around(Figure("", add(())).amount + HUNDRED, add(()))
    return total([rate.range for rate in rates]).meets(hundred)


def _compare(book: Book, whole: Quantity, parts: list[Quantity], claim: Summed | None) -> None:
    """Refuse parts that cannot add up to their whole."""
    if book.is_wrong((whole, *parts)):
        return
    if total([part.range for part in parts]).meets(whole.range):
        for each in (whole, *parts):
            book.proved.add(id(each))
        if claim:
            book.prove(claim)
        return
    added = add(part.amount for part in parts)
    money = _is_money(whole)
    shown = wan(added) if money else f"{added:f}{whole.number.unit}"
    gap = wan(distance(Figure("", added), Figure("", whole.amount))) if money else None
    listed = "＋".join(part.printed for part in parts)
    at_fault, why = _slipped(whole, parts)
    span = at_fault.span if at_fault else _around(whole, parts)
    what = f"各部分之和{listed}＝{shown}，总体是{whole.printed}{f'，差{gap}' if gap else ''}{why}。请核对。"
    said = at_fault or whole
    expected = None if at_fault else shown
    book.add(rules.PARTS, span, what, printed=said.printed, expected=expected, difference=gap)
    book.contradict(claim or Summed(whole), whole, *parts)


_SLIPS = (
    (4, "单位可能应为万元"),
    (-4, "单位可能应为元"),
    (1, "小数点可能错了一位"),
    (-1, "小数点可能错了一位"),
)
"""Powers of ten by which a number is often wrong."""


def _slipped(whole: Quantity, parts: list[Quantity]) -> tuple[Quantity | None, str]:
    """Return the only number that a slip of the point or the unit explains, and the words for it."""
    found = []
    for each in (whole, *parts):
        for power, words in _SLIPS:
            scaled = each.range.times(10**power if power > 0 else Fraction(1, 10**-power))
            ranges = {id(q): q.range for q in (whole, *parts)} | {id(each): scaled}
            if each.amount and total([ranges[id(q)] for q in parts]).meets(ranges[id(whole)]):
                found.append((each, f"（{each.printed}的{words}）"))
    return found[0] if len(found) == 1 else (None, "")


def _around(whole: Quantity, parts: Iterable[Quantity]) -> Span:
    """Return the whole with those of its parts that stand in the same passage."""
    near = [part.span for part in parts if part.span.passage == whole.span.passage]
    end = max((span.end for span in near if span.start >= whole.span.start), default=whole.span.end)
    return whole.span._replace(end=max(end, whole.span.end))


def _vehicles(book: Book) -> None:
    """Compare 车辆 with what they are used for, where 其他用车 closes the list."""
    whole = book.first("measures.vehicles_total.value")
    kinds = [book.first(f"measures.{key.key}.value") for key in sorted(VEHICLES)]
    parts = [each for each in kinds if each]
    if (whole and parts and book.first("measures.vehicles_other.value")) or (
        whole and sum(part.amount for part in parts) > whole.amount
    ):
        _compare(book, whole, parts, None)


def _items(book: Book) -> None:
    """Let the 项 of each 类 add up to it, where the items of some 类 show that all are listed."""
    table = "general_budget_expenditure"
    if any(name.startswith(f"{table}.") for name in book.audited.figures):
        return
    items: dict[str, list[Quantity]] = {}
    for address, base in book.stated:
        row = address.split(".")[1] if address.startswith(f"{table}.") else ""
        levels = row.split("|")
        if base is Base.OUTTURN and len(levels) == _LEVELS:
            items.setdefault(levels[0], []).append(book.stated[address, base][0])
    wholes = {name: book.first(f"{table}.{name}.total") for name in items}
    agree = [
        name
        for name, whole in wholes.items()
        if whole and total([each.range for each in items[name]]).meets(whole.range)
    ]
    for name, whole in wholes.items():
        if whole and agree and name not in agree:
            _compare(book, whole, items[name], None)
