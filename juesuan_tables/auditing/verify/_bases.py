"""What several sentences say of one base: last year's amounts that changes imply."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import NOTHING, Range, total
from juesuan_tables.auditing.claims._model import Base, Changed, Direction, Quantity
from juesuan_tables.auditing.verify import _rules as rules
from juesuan_tables.auditing.verify._book import in_unit, range_of, wan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing.claims._model import Printed
    from juesuan_tables.auditing.verify._book import Book


def now_of(book: Book, claim: Changed) -> tuple[Range, Decimal] | None:
    """Return what a change is of: as stated, else as a table prints it."""
    if claim.now:
        return claim.now.range, claim.now.amount
    if claim.address is None:
        return None
    if found := book.first(claim.address):
        return found.range, found.amount
    figure = book.table(claim.address)
    return (range_of(figure), figure.amount) if figure else None


def called(claim: Changed) -> str:
    """Return what a change is against, in words."""
    return "基数" if claim.base is Base.OTHER else claim.base.value


def _before(now: Range, claim: Changed) -> Range:
    """Return what the base may have been; the change may have been computed from printed numbers."""
    if not claim.amount:
        return now
    change = claim.amount.range.widened()
    return now - change if claim.direction is Direction.MORE else total([now, change])


def bases(book: Book, told: list[Changed]) -> None:
    """Let all that is said of one figure's last year agree, with last year's publication first."""
    implied: dict[str, list[tuple[Range, Changed | None]]] = defaultdict(list)
    for address, figure in book.prior.items():
        implied[address].append((range_of(figure), None))
    for (address, base), quantities in book.stated.items():
        if base is Base.LAST_YEAR:
            implied[address] += [(each.range, None) for each in quantities]
    for claim in told:
        known = now_of(book, claim)
        if claim.base is not Base.LAST_YEAR or claim.address is None or known is None:
            continue
        if claim.amount or claim.direction is Direction.SAME:
            _one_base(book, claim, _before(known[0], claim), implied[claim.address])
        elif claim.rate and implied[claim.address]:
            _rate_alone(book, claim, claim.rate, known[0], implied[claim.address][0][0])


_PUBLIC = "three_public.outturn"


def sum_of_changes(book: Book, told: list[Changed]) -> None:
    """Let “三公” change by as much as its items together, where the changes of all are told."""
    found: dict[str, tuple[Range, Changed]] = {}
    for claim in told:
        signed = _signed(claim)
        told_well = claim.base is Base.LAST_YEAR and id(claim) not in book.wrong
        if claim.address and signed and told_well:
            found.setdefault(claim.address, (signed, claim))
    whole = found.get(f"{_PUBLIC}.total")
    parts = [found.get(f"{_PUBLIC}.{item}") for item in ("travel_abroad", "vehicles", "reception")]
    known = [part[0] for part in parts if part]
    if whole is None or len(known) != len(parts):
        return
    added = total(known)
    if not added.meets(whole[0]):
        what = (
            f"“三公”经费的增减额是{_middle(whole[0])}，各项增减之和却是{_middle(added)}"
            "（减少的为负数）。请核对。"
        )
        book.add(
            rules.LAST_YEAR, whole[1].span, what, printed=_middle(whole[0]), expected=_middle(added)
        )
        book.contradict(whole[1])


def _signed(claim: Changed) -> Range | None:
    """Return a change with its sign; None where only a rate is told."""
    if claim.direction is Direction.SAME:
        return NOTHING
    if claim.amount is None:
        return None
    change = claim.amount.range.widened()
    return change if claim.direction is Direction.MORE else -change


def stated_before(book: Book, claim: Changed, before: Quantity) -> None:
    """Prove a change beside which the sentence says last year's amount, too."""
    known = now_of(book, claim)
    if known is None or id(claim) in book.wrong:
        return
    implied = _before(known[0], claim)
    if claim.amount and not implied.meets(before.range):
        what = (
            f"{called(claim)}{before.printed}，增减{claim.amount.printed}，与本年的数"
            f"{in_unit(known[1], claim.amount.number.unit)}对不上。请核对。"
        )
        book.add(rules.LAST_YEAR, claim.span, what, printed=claim.amount.printed)
        book.contradict(claim)
    elif claim.rate:
        _rate_alone(book, claim, claim.rate, known[0], before.range)


def _one_base(
    book: Book, claim: Changed, before: Range, others: list[tuple[Range, Changed | None]]
) -> None:
    """Compare the base that a change implies with those that are known."""
    if id(claim) in book.wrong or book.is_wrong((claim.now,)):
        return
    if before.most < 0:
        what = "增加的比本年的还多，上年就成了负数。请核对增减额和方向。"
        book.add(rules.DIRECTION, claim.span, what)
        book.contradict(claim)
        return
    first = others[0][0] if others else None
    others.append((before, claim))
    if first is None:
        return
    if before.meets(first):
        book.prove(claim, claim.now)
        return
    what = (
        f"按这里的增减推算，上年是{_middle(before)}，而按{'上年公开的决算' if others[0][1] is None else '前文的增减'}，"
        f"上年是{_middle(first)}。请核对。"
    )
    book.add(rules.LAST_YEAR, claim.span, what, printed=_middle(before), expected=_middle(first))
    book.contradict(claim)


def _middle(of: Range) -> str:
    """Return the middle of a range of 元 in 万元."""
    return wan(Decimal(int((of.low + of.high) * 50)).scaleb(-2))


def _rate_alone(book: Book, claim: Changed, rate: Printed, now: Range, before: Range) -> None:
    """Prove a rate of change from what is known of last year."""
    if id(claim) in book.wrong:
        return
    if before.most <= 0 or before.least <= 0:
        return
    more = now - before if claim.direction is Direction.MORE else before - now
    true = more.percent_of(before)
    if true and true.meets(rate.range):
        book.prove(claim, claim.now)
    elif true:
        what = (
            f"上年是{_middle(before)}，本年是{_middle(now)}，比率不可能是{rate.printed}。请核对。"
        )
        book.add(rules.GROWTH, claim.span, what, printed=rate.printed)
        book.contradict(claim)


def repeated(book: Book, told: list[Changed]) -> None:
    """Point out a rate that is said once more where it was proved wrong of the same amount."""
    wrong = [claim for claim in told if id(claim) in book.wrong and claim.rate and claim.now]
    for claim in told:
        if claim.amount or not claim.rate or id(claim) in book.wrong | book.proved:
            continue
        for other in wrong:
            if _same_rate(claim, other) and _speaks_of(book, claim, other.now):
                what = (
                    f"前文“{_snippet(book, other)}”的比率不成立，这里又写了同一个比率。请一并改正。"
                )
                book.add(rules.GROWTH, claim.span, what, printed=claim.rate.printed)
                book.contradict(claim)
                break


def _same_rate(claim: Changed, other: Changed) -> bool:
    return bool(
        claim.rate
        and other.rate
        and claim.rate.number.value == other.rate.number.value
        and claim.direction is other.direction
    )


def _speaks_of(book: Book, claim: Changed, now: Quantity | None) -> bool:
    """Return whether a claim's passage states the amount that the rate was wrong for."""
    return now is not None and any(
        each.span.passage == claim.span.passage and each.range.meets(now.range) and each.amount
        for each in _all(book)
    )


def _all(book: Book) -> Iterator[Quantity]:
    for quantities in book.stated.values():
        yield from quantities


def _snippet(book: Book, claim: Changed) -> str:
    text = book.audited.passages[claim.span.passage].text
    return text[claim.span.start : claim.span.end]
