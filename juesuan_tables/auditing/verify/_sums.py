"""Whether parts add up to their whole: lists in a sentence, and what is known to be all of a figure."""

from __future__ import annotations

import re
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


def _more_parts(book: Book, whole: Quantity, parts: tuple[str, ...]) -> bool:
    """Return whether a list in a sentence names other parts of a whole, too."""
    return any(
        part.address not in parts
        for claim in book.reading.claims
        if isinstance(claim, Summed) and claim.whole.key == whole.key
        for part in claim.parts
    )


def _beyond_all(book: Book, claim: Summed) -> None:
    """Refuse shares of one whole that come to more than all of it."""
    rates = [rate for rate in claim.shares if rate]
    if len(rates) > 1 and total([rate.range for rate in rates]).low > HUNDRED:
        added = add(rate.number.value for rate in rates)
        what = f"各部分占比之和是{added}%，超过100%。请核对。"
        book.add(rules.PARTS, rates[-1].span, what, printed=f"{added}%", expected="不大于100%")


def _listed(book: Book, claim: Summed) -> None:
    """Prove a list in a sentence: complete where all shares come to 100, else no part is too large."""
    parts = claim.parts
    _beyond_all(book, claim)
    if book.is_wrong((claim.whole, *parts)):
        return
    sum_ = total([part.range for part in parts])
    if _complete(claim):
        _compare(book, claim.whole, parts, claim)
    elif sum_.meets(claim.whole.range):
        book.prove(claim, claim.whole, *parts)
    for part in parts:
        total_too = _TOTAL.search(part.subject)
        if part.range.low > claim.whole.range.high and claim.whole.amount >= 0 and not total_too:
            what = f"其中的{part.printed}大于总体{claim.whole.printed}。请核对。"
            book.add(
                rules.PART,
                part.span,
                what,
                printed=part.printed,
                expected=f"不大于{claim.whole.printed}",
            )
            book.contradict(claim, part)


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
    counted = "元" not in whole.number.unit
    shown = f"{added:f}{whole.number.unit}" if counted else wan(added)
    gap = None if counted else wan(distance(Figure("", added), Figure("", whole.amount)))
    listed = "＋".join(part.printed for part in parts)
    what = f"各部分之和{listed}＝{shown}，总体是{whole.printed}{'' if gap is None else f'，差{gap}'}。请核对。"
    book.add(
        rules.PARTS,
        _around(whole, parts),
        what,
        printed=whole.printed,
        expected=shown,
        difference=gap,
    )
    book.contradict(claim or Summed(whole), whole, *parts)


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
