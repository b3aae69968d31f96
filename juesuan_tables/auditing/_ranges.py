"""Closed ranges of what a printed number may stand for, and exact arithmetic with them."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

HUNDRED = 100
_HALF = Decimal("0.5")
_EXACT = Context(prec=200, traps=[Inexact, InvalidOperation])
"""Digits for any printed number with the margin of any other."""


Exact = Decimal | Fraction


class Range(NamedTuple):
    """All values from ``least`` to ``most``, both included; exact.

    Ends are decimals as long as they can be: these compare and add up a great deal faster.
    """

    least: Exact
    most: Exact

    @property
    def low(self) -> Fraction:
        """Return the lower end, to reckon with."""
        return Fraction(self.least)

    @property
    def high(self) -> Fraction:
        """Return the upper end, to reckon with."""
        return Fraction(self.most)

    @classmethod
    def around(cls, value: Decimal, margin: Decimal) -> Self:
        """Return what a value may be that is known give or take a margin."""
        return cls(_EXACT.subtract(value, margin), _EXACT.add(value, margin))

    @classmethod
    def printed(cls, value: Decimal, decimals: int) -> Self:
        """Return what rounds to a value that is printed with so many decimals."""
        return cls.around(value, Decimal(5).scaleb(-decimals - 1))

    def meets(self, other: Range) -> bool:
        """Return whether some value lies in both."""
        return self.least <= other.most and other.least <= self.most

    def __sub__(self, other: Range) -> Range:
        """Return what the difference may be."""
        return total([self, -other])

    def __neg__(self) -> Range:
        """Return what the opposite may be."""
        return Range(_opposite(self.most), _opposite(self.least))

    def times(self, factor: Fraction | int) -> Range:
        """Return what a multiple may be."""
        return Range(self.low * factor, self.high * factor)

    def widened(self) -> Range:
        """Return the range of a number that was computed from printed ones, not from exact ones."""
        half = _half(_sum([self.most, _opposite(self.least)]))
        return total([self, Range(_opposite(half), half)])

    def percent_of(self, whole: Range) -> Range | None:
        """Return 100 × this ÷ whole; None where the whole may be nothing or less."""
        if whole.least <= 0:
            return None
        over = whole.high if self.least >= 0 else whole.low
        under = whole.low if self.most >= 0 else whole.high
        return Range(HUNDRED * self.low / over, HUNDRED * self.high / under)


NOTHING = Range(Decimal(0), Decimal(0))


def total(ranges: Sequence[Range]) -> Range:
    """Return what the sum of all may be."""
    return Range(_sum([each.least for each in ranges]), _sum([each.most for each in ranges]))


def _sum(ends: Sequence[Exact]) -> Exact:
    """Return an exact sum, a decimal if all are."""
    decimals = [each for each in ends if isinstance(each, Decimal)]
    added = reduce(_EXACT.add, decimals, Decimal(0))
    if len(decimals) == len(ends):
        return added
    return sum((each for each in ends if isinstance(each, Fraction)), Fraction(added))


def _half(end: Exact) -> Exact:
    return _EXACT.multiply(end, _HALF) if isinstance(end, Decimal) else end / 2


def _opposite(end: Exact) -> Exact:
    return _EXACT.minus(end) if isinstance(end, Decimal) else -end
