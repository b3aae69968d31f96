"""Changes against last year or a budget: rates, directions, and what they say of the base."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import Range
from juesuan_tables.auditing.claims._model import Changed, Direction
from juesuan_tables.auditing.verify import _causes as causes
from juesuan_tables.auditing.verify import _rules as rules
from juesuan_tables.auditing.verify._bases import (
    bases,
    called,
    now_of,
    repeated,
    stated_before,
    sum_of_changes,
)
from juesuan_tables.auditing.verify._book import in_unit
from juesuan_tables.figure import add, percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from juesuan_tables.auditing.claims._model import Printed
    from juesuan_tables.auditing.verify._book import Book

_WORDS = {Direction.MORE: "增加", Direction.LESS: "减少", Direction.SAME: "持平"}


def changes(book: Book) -> None:
    """Prove every change by itself, then the bases that they imply with each other."""
    told = [claim for claim in book.reading.claims if isinstance(claim, Changed)]
    for claim in told:
        _directions(book, claim)
        if claim.before:
            stated_before(book, claim, claim.before)
        elif claim.amount and claim.rate and not book.is_wrong((claim.now,)):
            _rate(book, claim, claim.amount, claim.rate)
    bases(book, told)
    sum_of_changes(book, told)
    repeated(book, told)


def _directions(book: Book, claim: Changed) -> None:
    """Refuse an amount and a rate that go in different directions."""
    rate = claim.rate
    if claim.amount and rate and claim.rate_direction is not claim.direction:
        if not claim.amount.amount or not rate.number.value:
            return
        what = (
            f"前面写“{_WORDS[claim.direction]}”，后面的比率却是相反的方向，应当一致。"
            "请核对是增加还是减少。"
        )
        book.add(rules.DIRECTION, claim.span, what, printed=rate.printed)
        book.contradict(claim)


def _sign(direction: Direction) -> int:
    return -1 if direction is Direction.MORE else 1


def _true_rate(now: Range, change: Range, direction: Direction) -> Range | None:
    """Return what the rate may be: change ÷ (now ∓ change), both ends exact."""
    sign = _sign(direction)
    low_base, high_base = now.high + sign * change.low, now.low + sign * change.high
    if low_base <= 0 or high_base <= 0 or change.high < 0:
        return None
    low = max(change.low, 0 * change.low)
    return Range(100 * low / low_base, 100 * change.high / high_base)


def _rate(book: Book, claim: Changed, amount: Printed, rate: Printed) -> None:
    """Prove the rate of a change from its amount and what it changed to."""
    known = now_of(book, claim)
    if known is None or book.is_wrong((claim.now,)) or id(claim) in book.wrong:
        return
    now, shown = known
    before = add((shown, amount.amount * _sign(claim.direction)))
    true = _true_rate(now, amount.range.widened(), claim.direction)
    if not before and rate.number.value and amount.amount:
        _no_base(book, claim, rate)
    elif true is None:
        return
    elif true.meets(rate.range):
        book.prove(claim, claim.now)
    else:
        _wrong_rate(book, claim, rate, true, (now, before))


def _no_base(book: Book, claim: Changed, rate: Printed) -> None:
    what = (
        f"按所写的数，{called(claim)}为0.00万元，基数为0的没有增减率，却写了{rate.printed}。"
        "请删去比率，只写金额。"
    )
    book.add(rules.GROWTH_BASE, claim.span, what, printed=rate.printed, expected="不写比率")
    book.contradict(claim)


def _wrong_rate(
    book: Book, claim: Changed, rate: Printed, true: Range, known: tuple[Range, Decimal]
) -> None:
    now, before = known
    change = claim.amount
    if change is None:
        return
    found = percent(change.amount.copy_abs(), before)
    expected = "" if found is None else f"{found}%"
    why = causes.first_cause(rate, _growth_causes(now, change, true, rate, claim.direction))
    unit = change.number.unit
    shown = in_unit(add((before, change.amount * -_sign(claim.direction))), unit)
    base = in_unit(before, unit)
    what = (
        f"本年是{shown}，{_WORDS[claim.direction]}{change.printed}，{called(claim)}就是{base}；"
        f"{change.printed}÷{base}＝{expected}，这里是{rate.printed}{why}。请核对。"
    )
    gap = causes.difference(rate, true)
    book.add(
        rules.GROWTH,
        claim.span,
        what,
        printed=rate.printed,
        expected=expected,
        difference=_points(gap),
    )
    book.contradict(claim)


def _points(gap: Fraction) -> str:
    """Return percentage points as text, cut to three decimals."""
    thousandths = int(gap * 1000)
    return f"至少{thousandths // 1000}.{thousandths % 1000:03d}个百分点"


def _growth_causes(
    now: Range, change: Printed, true: Range, rate: Printed, direction: Direction
) -> Iterator[causes.Cause]:
    """Yield what may have gone wrong with a rate of growth."""
    yield "除以了本年数，应除以上年数", causes.of(change.range, now)
    other = Direction.LESS if direction is Direction.MORE else Direction.MORE
    yield "增减的方向可能写反了", lambda: _true_rate(now, change.range, other)
    tenth = change.range.times(Fraction(1, 10))
    yield "增减额的小数点可能错了一位", lambda: _true_rate(now, tenth, direction)
    yield "增减额的小数点可能错了一位", causes.of(tenth, now)
    yield from causes.slips(true, rate)
