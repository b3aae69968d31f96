"""Why a rate is what it is, where arithmetic shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import Range

if TYPE_CHECKING:
    from juesuan_tables.auditing.claims._model import Printed

Cause = tuple[str, Callable[[], Range | None]]


def first_cause(rate: Printed, causes: Iterator[Cause]) -> str:
    """Return the first explanation that yields the printed rate, in brackets, or nothing."""
    for words, computed in causes:
        found = computed()
        if found is not None and found.meets(rate.range):
            return f"（{words}）"
    return ""


def slips(true: Range, rate: Printed) -> Iterator[Cause]:
    """Yield what may have gone wrong with any rate: cut off, a decimal point, 100 less."""
    yield "所写的比率是截断的，没有四舍五入", lambda: _cut(true, rate)
    yield "小数点错了一位", lambda: true.times(10)
    yield "小数点错了一位", lambda: true.times(Fraction(1, 10))
    yield "小数点错了两位", lambda: true.times(100)
    yield "小数点错了两位", lambda: true.times(Fraction(1, 100))


def _cut(true: Range, rate: Printed) -> Range | None:
    """Return the printed rate where cutting off digits, not rounding, yields it."""
    scale = Fraction(10) ** rate.number.decimals
    printed = (rate.range.low + rate.range.high) / 2
    cut = {Fraction(int(bound * scale)) / scale for bound in (true.low, true.high)}
    return rate.range if printed in cut else None


def of(part: Range, whole: Range) -> Callable[[], Range | None]:
    """Return what computes a percentage."""
    return lambda: part.percent_of(whole)


def difference(rate: Printed, true: Range) -> Fraction:
    """Return by how many percentage points a rate lies outside what is true."""
    return max(true.low - rate.range.high, rate.range.low - true.high, Fraction(0))
