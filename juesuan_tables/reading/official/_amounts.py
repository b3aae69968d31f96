"""What the numbers of printed tables stand for: exact 元, give or take half the last digit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan_tables.figure import CENT, WAN, ZERO, Figure, times
from juesuan_tables.reading.numbers import number
from juesuan_tables.reading.official._found import PrintedAmount

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from juesuan_tables.reading.sheet import Value

CURRENCIES = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": WAN,
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""元 in each unit of amounts."""
_HALF = Decimal("0.5")
_USUAL = 2
"""Decimals of official tables, in whatever unit."""
_ENOUGH = 10
"""Different amounts from which on their decimals say how many a table prints."""
_SOME, _MOST = Decimal("0.25"), Decimal("0.75")
_MOST_DIGITS = 30
"""Digits, before the point or altogether, from which on a number is no amount."""


@dataclass(frozen=True, slots=True)
class Read:
    """A number as a cell holds it, the unit of its table, and the cell; ``stored`` if no text.

    A cell that stores a number drops its last zeros, and may hold more digits than it shows.
    """

    number: Decimal
    stored: bool
    currency: str
    source: str

    @property
    def decimals(self) -> int:
        """Return how many decimals it has."""
        return _decimals(self.number)

    @property
    def amount(self) -> Decimal:
        """Return the number in 元."""
        return times(self.number, CURRENCIES[self.currency]) or ZERO


def read_amount(value: Value, currency: str, source: str) -> Read | None:
    """Return the amount in a cell, None where it is blank.

    What Excel's arithmetic or a quotient left beyond 分 is gone. Raise ``ValueError`` where it is
    no amount.
    """
    found = number(value)
    if found is None:
        return None
    if max(abs(found.adjusted()), len(found.as_tuple().digits)) > _MOST_DIGITS:
        raise ValueError(value)
    stored = isinstance(value, Decimal)
    if _decimals(found) > _finest(currency):
        found = _to_cents(found, currency)
    return Read(_short(found) if stored else found, stored, currency, source)


def _to_cents(found: Decimal, currency: str) -> Decimal:
    """Return a number with decimals beyond 分 without them."""
    scale = CURRENCIES[currency]
    cents = Figure("", times(times(found, scale), WAN)).shown
    return times(cents, Decimal(1).scaleb(-scale.adjusted()))


def _short(found: Decimal) -> Decimal:
    """Return a number without zeros behind its decimals."""
    text = f"{found:f}"
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else found


def _decimals(found: Decimal) -> int:
    exponent = found.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _finest(currency: str) -> int:
    """Return with how many decimals a number in this unit is exact to 分."""
    return _USUAL + CURRENCIES[currency].adjusted()


def printed_amounts(
    tables: Mapping[str, Mapping[str, Read]],
) -> dict[str, dict[str, PrintedAmount]]:
    """Return the amounts of each table by address, as precise as the table prints them.

    A table with few amounts prints what the document does, a document with few what all do.
    """
    everywhere: defaultdict[str, set[Decimal]] = defaultdict(set)
    for cells in tables.values():
        for read in cells.values():
            everywhere[read.currency].add(read.number)
    usual = {currency: _precision(numbers, _USUAL) for currency, numbers in everywhere.items()}
    found = {}
    for table, cells in tables.items():
        of_table: defaultdict[str, set[Decimal]] = defaultdict(set)
        for read in cells.values():
            of_table[read.currency].add(read.number)
        own = {each: _precision(numbers, usual[each]) for each, numbers in of_table.items()}
        found[table] = {name: _printed(read, own[read.currency]) for name, read in cells.items()}
    return found


def _precision(numbers: Collection[Decimal], usual: int) -> int:
    """Return how many decimals most of the different numbers show, ``usual`` if too few can say.

    Cells drop zeros, so that one in ten shows fewer than were printed: it is the most that some
    show. More than two are those of cells that store exact amounts, if most do.
    """
    shown = [_decimals(number) for number in numbers if number]
    if len(shown) < _ENOUGH:
        return usual
    if sum(each > _USUAL for each in shown) >= _MOST * len(shown):
        return max(shown)
    printed = (d for d in (_USUAL, 1) if sum(each >= d for each in shown) >= _SOME * len(shown))
    return next(printed, 0)


def _printed(read: Read, precision: int) -> PrintedAmount:
    """Return an amount with its margin: none where it is exact to 分."""
    half = _HALF.scaleb(-max(read.decimals, precision))
    margin = times(CURRENCIES[read.currency], half)
    exact = margin < CENT or (read.stored and read.decimals > _USUAL)
    return PrintedAmount(read.amount, ZERO if exact else margin, read.source)
