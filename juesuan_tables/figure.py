"""Figure: one amount of the report, and the only place where an amount is rounded.

Everything that prose says about figures (change, share, completion) is computed here from what
is *shown*, so that a reader with a calculator gets what is printed. ``docs/explanation/
rounding.md`` argues why, and what it costs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from functools import lru_cache, reduce
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
WAN = Decimal(10_000)
SCORE = "分"
"""The unit of a score, the only number besides amounts and rates that has decimals."""
PRINTED_MARGIN = Decimal(50)
"""元 by which the true amount may differ from one that is printed in 万元 with two decimals."""

# Amounts are added in a context of our own: it is exact or raises, whatever the caller has set.
_EXACT = Context(prec=60, traps=[Inexact, InvalidOperation])
_ROUNDING = Context(prec=60, rounding=ROUND_HALF_UP)


_AMOUNT, _MARGIN = attrgetter("amount"), attrgetter("margin")


def add(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum of amounts in 元."""
    return reduce(_EXACT.add, amounts, ZERO)


def times(amount: Decimal, number: Decimal) -> Decimal:
    """Return the exact product of an amount and a number."""
    return _EXACT.multiply(amount, number)


def _two_decimals(value: Decimal) -> Decimal:
    """Round half up to two decimals; zero is never negative."""
    return _ROUNDING.quantize(value, CENT) or ZERO


@lru_cache(maxsize=10_000)  # every file prints the same amounts again
def _in_wan(amount: Decimal) -> Decimal:
    """Return an amount in 元 in 万元, rounded."""
    return _two_decimals(_EXACT.divide(amount, WAN))


@lru_cache(maxsize=10_000)
def digits_in_wan(amount: Decimal) -> str:
    """Return an amount in 元 as tables print it: in 万元, two decimals."""
    return str(_in_wan(amount))  # which has two decimals; a format would take three times as long


def wan_text(amount: Decimal) -> str:
    """Return an amount in 万元 as prose prints it, two decimals and the unit."""
    return f"{amount:.2f}万元"


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount of the report, in 元, give or take ``margin``.

    It is rounded in ``shown`` and nowhere else, so a cell and a sentence that quote the same
    figure cannot disagree. It is either read from the input, and has a ``source``, or added up
    from other figures, and keeps its ``parts``; a total that somebody else printed, and that is
    known more exactly than its parts, has both. ``name`` is its address, ``label`` the same in
    Chinese.

    >>> rent = Figure("rent", Decimal("1234567.89"), source="支出.csv:7")
    >>> str(rent)
    '123.46万元'
    """

    name: str
    amount: Decimal
    margin: Decimal = ZERO
    source: str = ""
    label: str = field(default="", compare=False)
    parts: tuple[Figure, ...] = ()

    @classmethod
    def total(cls, name: str, parts: Iterable[Figure], *, label: str = "") -> Figure:
        """Return the exact sum of ``parts``; its margin is the sum of theirs."""
        parts = tuple(parts)
        return cls(name, add(map(_AMOUNT, parts)), add(map(_MARGIN, parts)), "", label, parts)

    @property
    def shown(self) -> Decimal:
        """Return what is printed: 万元, two decimals, half up, never −0.00."""
        return _in_wan(self.amount)

    @property
    def digits(self) -> str:
        """Return what is printed as tables print it, without a unit: ``'123.46'``."""
        return digits_in_wan(self.amount)

    @property
    def exists(self) -> bool:
        """Return whether there is a fact behind it: a row, a listed name, a 「无…」 follow this.

        An amount of exactly zero is none; a cell read off a page as 0.00 may be one.
        """
        return bool(self.amount or self.margin) or any(part.exists for part in self.parts)

    def __str__(self) -> str:
        """Return the figure as prose prints it."""
        return wan_text(self.shown)

    def __neg__(self) -> Figure:
        """Return what takes the figure away when it is added."""
        return replace(self, amount=_EXACT.minus(self.amount) or ZERO)

    def as_printed(self) -> Figure:
        """Return the figure as a reader knows it: what is shown, give or take half a last digit."""
        amount = _EXACT.multiply(self.shown, WAN)
        return Figure(self.name, amount, PRINTED_MARGIN, self.source, self.label, self.parts)

    def explain(self, depth: int = 0) -> list[str]:
        """Return how the figure came about, a line each, down to the sources of its leaves.

        Parts that come to nothing are left out.
        """
        origin = f" ← {self.source}" if self.source else ""
        line = f"{'  ' * depth}{self.label or self.name}：{self}（{self.amount:,.2f}元）{origin}"
        parts = (part for part in self.parts if part.exists)
        return [line, *(line for part in parts for line in part.explain(depth + 1))]


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things, or a score, with its unit: what is printed and is no amount of money.

    >>> str(Count("measures.vehicles_kept.value", Decimal(1), "辆"))
    '1辆'
    """

    name: str
    value: Decimal
    unit: str
    source: str = ""
    label: str = field(default="", compare=False)
    parts: tuple[Count, ...] = ()

    @classmethod
    def total(cls, name: str, parts: Iterable[Count], *, label: str = "") -> Count:
        """Return the sum of ``parts``, which share a unit."""
        parts = tuple(parts)
        value = add(part.value for part in parts)
        return cls(name, value, parts[0].unit, label=label, parts=parts)

    def __str__(self) -> str:
        """Return it as prose prints it: a score with two decimals, a count without."""
        number = self.value if self.unit == SCORE else int(self.value)
        return f"{number}{self.unit}"

    def explain(self, depth: int = 0) -> list[str]:
        """Return how the number came about, a line each, down to its sources."""
        origin = f" ← {self.source}" if self.source else ""
        line = f"{'  ' * depth}{self.label or self.name}：{self}{origin}"
        parts = (part for part in self.parts if part.value)
        return [line, *(line for part in parts for line in part.explain(depth + 1))]


def agrees(left: Figure, right: Figure) -> bool:
    """Return whether both figures can be true at once: do their ranges meet?"""
    return distance(left, right) <= _EXACT.add(left.margin, right.margin)


def distance(left: Figure, right: Figure) -> Decimal:
    """Return by how many 元 two figures differ, without sign."""
    return _EXACT.subtract(left.amount, right.amount).copy_abs()


def percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return 100 × part ÷ whole with two decimals, or None where there is nothing to divide by.

    A whole that is zero or negative has no share, no growth and no completion rate; nor has a
    part that is negative.
    """
    if whole <= 0 or part < 0:
        return None
    return _two_decimals(_ROUNDING.divide(_EXACT.multiply(part, Decimal(100)), whole))


def share(part: Figure, whole: Figure) -> Decimal | None:
    """Return what percentage ``part`` is of ``whole``, as a reader would compute it."""
    return percent(part.shown, whole.shown)


def completion(outturn: Figure, budget: Figure) -> Decimal | None:
    """Return 决算 as a percentage of the budget, or None where the budget is shown as 0.00."""
    return percent(outturn.shown, budget.shown)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of ``before``: from what is shown of both, in 万元.

    >>> change = Change(Figure("now", Decimal(3605850)), Figure("before", Decimal(3111800)))
    >>> change.amount, change.rate
    (Decimal('49.41'), Decimal('15.88'))
    """

    now: Figure
    before: Figure

    @property
    def difference(self) -> Decimal:
        """Return 万元 by which the figure grew, negative where it shrank."""
        return _EXACT.subtract(self.now.shown, self.before.shown)

    @property
    def amount(self) -> Decimal:
        """Return the size of the change in 万元, without sign: the words carry it."""
        return self.difference.copy_abs()

    @property
    def rate(self) -> Decimal | None:
        """Return the size of the change in percent of last year, without sign.

        None where last year is shown as 0.00 or the rate itself would be.
        """
        return percent(self.amount, self.before.shown) or None
