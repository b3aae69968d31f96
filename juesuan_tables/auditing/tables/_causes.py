"""What may have happened to a number, where arithmetic shows it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.auditing.tables._words import amount, where
from juesuan_tables.figure import WAN, Figure, add, times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing.tables._blame import Culprit
    from juesuan_tables.auditing.tables._instances import Place
    from juesuan_tables.auditing.tables._printed import PrintedTables

_SLIPS = (
    (Decimal(10), "少写了一位（小数点错位）"),
    (Decimal("0.1"), "多写了一位（小数点错位）"),
    (Decimal(100), "小数点错了两位"),
    (Decimal("0.01"), "小数点错了两位"),
    (WAN, "把亿元写成了万元，或者把万元写成了元"),
    (Decimal("0.0001"), "把元写成了万元"),
    (Decimal(-1), "正负号写反"),
)


def cause_of_cell(culprit: Culprit, tables: PrintedTables) -> str:
    """Return what may have become of a cell's number, empty where nothing shows it."""
    figure = culprit.figure
    if not figure.source:
        return "这一格可能漏填"
    fits = (
        what
        for scale, what in _SLIPS
        if figure.amount and culprit.least <= times(figure.amount, scale) <= culprit.most
    )
    slip = next(fits, "")
    if slip:
        return f"可能是{slip}"
    if any(culprit.least <= each <= culprit.most for each in _swapped(figure)):
        return "可能是相邻两个数字颠倒"
    if other := _pasted(figure, tables):
        return f"印的数与“{other}”相同，可能是填错了位置"
    if not figure.amount:
        return "这一格可能漏填"
    return ""


def cause_of_sum(place: Place, tables: PrintedTables) -> str:
    """Return which part of a sum was counted twice or left out, empty where none was."""
    parts = [term.figure for term in place.terms[1:] if term.figure.amount]
    few = [part for part in parts if _fits(part.amount, place.gap.copy_abs(), part.margin)]
    if len(parts) < _PARTS or len(few) != 1:
        return ""
    (part,) = few
    sign = next(term.sign for term in place.terms if term.figure == part)
    more = (place.gap > 0) is (sign < 0)
    what = "可能多加了一次" if more else "可能漏加了"
    return f"相差的数等于“{where(tables, part.name)}”的 {amount(part)}，{what}"


_PARTS = 2


def _fits(amount: Decimal, gap: Decimal, margin: Decimal) -> bool:
    """Return whether two amounts are the same within a margin."""
    return bool(amount) and add((amount.copy_abs(), -gap)).copy_abs() <= margin


def _swapped(figure: Figure) -> Iterator[Decimal]:
    """Yield the amounts whose digits are those of a figure, two neighbours exchanged."""
    text = f"{figure.shown:f}"
    places = [n for n, char in enumerate(text) if char.isdigit()]
    for first, second in pairwise(places):
        chars = [*text]
        chars[first], chars[second] = chars[second], chars[first]
        if chars != [*text]:
            yield times(Decimal("".join(chars)), WAN)


def _pasted(figure: Figure, tables: PrintedTables) -> str:
    """Return the only other cell of the row or the column that prints the same, if there is one."""
    at = address(figure.name)
    if not figure.amount:
        return ""
    same = [
        name
        for name, other in tables.printed.items()
        if name != figure.name
        and other.amount == figure.amount
        and (place := address(name)).table == at.table
        and (place.row == at.row or place.column == at.column)
    ]
    return where(tables, same[0]) if len(same) == 1 else ""
