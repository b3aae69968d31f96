"""What the numbers of printed tables stand for: exact 元, give or take half the last digit."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.figure import CENT, WAN, ZERO, Figure, times
from juesuan_tables.reading.numbers import number
from juesuan_tables.reading.official._found import PrintedAmount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from juesuan_tables.reading.sheet import Value

CURRENCIES = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": WAN,
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""元 in each unit of amounts."""
_USUAL = 2
"""Decimals of official tables, in whatever unit."""
_ENOUGH = 10
"""Different amounts from which on their decimals say how many a table prints."""
_SOME, _MOST = Decimal("0.25"), Decimal("0.75")
_MOST_DIGITS = 50
"""Digits, zeros on either side included, from which on a number is no amount."""


class Read(NamedTuple):
    """A number as a cell holds it, in the unit of its table, the same in 元, and the cell.

    ``stored`` says that it is no text: a cell that stores a number drops its last zeros, and may
    hold more digits than it shows.
    """

    number: Decimal
    decimals: int
    currency: str
    amount: Decimal
    stored: bool
    source: str


def read_amount(value: Value, currency: str, source: str) -> Read | None:
    """Return the amount in a cell, None where it is blank.

    What Excel's arithmetic or a quotient left beyond 分 is gone. Raise ``ValueError`` where it is
    no amount.
    """
    found = number(value)
    if found is None:
        return None
    _sign, digits, exponent = found.as_tuple()
    if not isinstance(exponent, int) or len(digits) + abs(exponent) > _MOST_DIGITS:
        raise ValueError(value)
    stored, decimals = isinstance(value, Decimal), max(-exponent, 0)
    if decimals > _USUAL:
        if decimals > _USUAL + CURRENCIES[currency].adjusted():
            found = _to_cents(found, currency)
        found = _short(found) if stored else found
        decimals = len(f"{found:f}".partition(".")[2])
    amount = times(found, CURRENCIES[currency]) or ZERO
    return Read(found, decimals, currency, amount, stored, source)


def _to_cents(found: Decimal, currency: str) -> Decimal:
    """Return a number with decimals beyond 分 without them."""
    scale = CURRENCIES[currency]
    cents = Figure("", times(times(found, scale), WAN)).shown
    return times(cents, Decimal(1).scaleb(-scale.adjusted()))


def _short(found: Decimal) -> Decimal:
    """Return a number with decimals without zeros behind them."""
    return Decimal(f"{found:f}".rstrip("0").rstrip("."))


def printed_amounts(
    tables: Mapping[str, Mapping[str, Read]],
) -> dict[str, dict[str, PrintedAmount]]:
    """Return the amounts of each table by address, as precise as the table prints them.

    A table with few amounts prints what the document does, a document with few what all do.
    """
    everything = [read for cells in tables.values() for read in cells.values()]
    usual = _precisions(everything, {})
    found = {}
    for table, cells in tables.items():
        own = _precisions(cells.values(), usual)
        found[table] = {name: _printed(read, own[read.currency]) for name, read in cells.items()}
    return found


def _precisions(reads: Iterable[Read], usual: Mapping[str, int]) -> dict[str, int]:
    """Return how many decimals amounts have that are printed in one unit, by the unit.

    It is what the different amounts show, or ``usual`` where they are too few to say.
    """
    different: defaultdict[str, dict[Decimal, int]] = defaultdict(dict)
    for read in reads:
        different[read.currency][read.number] = read.decimals
    return {
        currency: _precision([d for each, d in shown.items() if each], usual.get(currency, _USUAL))
        for currency, shown in different.items()
    }


def _precision(shown: Sequence[int], usual: int) -> int:
    """Return how many decimals are printed where these are shown, ``usual`` if too few can say.

    Cells drop zeros, so that one in ten shows fewer than were printed: it is the most that some
    show. More than two are those of cells that store exact amounts, if most do.
    """
    if len(shown) < _ENOUGH:
        return usual
    if sum(each > _USUAL for each in shown) >= _MOST * len(shown):
        return max(shown)
    printed = (d for d in (_USUAL, 1) if sum(each >= d for each in shown) >= _SOME * len(shown))
    return next(printed, 0)


def _printed(read: Read, precision: int) -> PrintedAmount:
    """Return an amount with its margin: none where it is exact to 分."""
    exact = read.stored and read.decimals > _USUAL
    margin = ZERO if exact else _half_digit(read.currency, max(read.decimals, precision))
    return PrintedAmount(read.amount, margin, read.source)


@cache
def _half_digit(currency: str, decimals: int) -> Decimal:
    """Return half of the last of so many decimals in 元, nothing for half a 分."""
    half = times(CURRENCIES[currency], Decimal("0.5").scaleb(-decimals))
    return ZERO if half < CENT else half
