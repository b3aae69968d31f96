"""Closed ranges of what a printed number may stand for, and exact arithmetic with them."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, Self

HUNDRED = 100
_EXACT = Context(prec=200, traps=[Inexact, InvalidOperation])
"""Digits for any printed number with the margin of any other."""


class Range(NamedTuple):
    """All values from ``low`` to ``high``, both included; exact."""

    low: Fraction
    high: Fraction

    @classmethod
    def around(cls, value: Decimal, margin: Decimal) -> Self:
        """Return what a value may be that is known give or take a margin."""
        return cls(Fraction(_EXACT.subtract(value, margin)), Fraction(_EXACT.add(value, margin)))

    @classmethod
    def printed(cls, value: Decimal, decimals: int) -> Self:
        """Return what rounds to a value that is printed with so many decimals."""
        return cls.around(value, Decimal(5).scaleb(-decimals - 1))

    def meets(self, other: Range) -> bool:
        """Return whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def __sub__(self, other: Range) -> Range:
        """Return what the difference may be."""
        return Range(self.low - other.high, self.high - other.low)

    def __neg__(self) -> Range:
        """Return what the opposite may be."""
        return Range(-self.high, -self.low)

    def times(self, factor: Fraction | int) -> Range:
        """Return what a multiple may be."""
        return Range(self.low * factor, self.high * factor)

    def widened(self) -> Range:
        """Return the range of a number that was computed from printed ones, not from exact ones."""
        half = (self.high - self.low) / 2
        return Range(self.low - half, self.high + half)

    def percent_of(self, whole: Range) -> Range | None:
        """Return 100 × this ÷ whole; None where the whole may be nothing or less."""
        if whole.low <= 0:
            return None
        corners = [
            HUNDRED * part / base
            for part in (self.low, self.high)
            for base in (whole.low, whole.high)
        ]
        return Range(min(corners), max(corners))


@lru_cache(maxsize=5_000)  # an amount is compared again and again
def _ends(value: Decimal, margin: Decimal) -> tuple[Fraction, Fraction]:
    return Fraction(_EXACT.subtract(value, margin)), Fraction(_EXACT.add(value, margin))


NOTHING = Range(Fraction(0), Fraction(0))


def total(ranges: list[Range]) -> Range:
    """Return what the sum of all may be."""
    return Range(
        sum((each.low for each in ranges), Fraction(0)),
        sum((each.high for each in ranges), Fraction(0)),
    )
