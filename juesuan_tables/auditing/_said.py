"""What a document says of itself: its figures, last year's, its reasons, the day it was published."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from juesuan_tables.auditing import _in_time
from juesuan_tables.auditing import tables as _tables
from juesuan_tables.auditing.claims import read_units
from juesuan_tables.auditing.claims._model import Base, Changed, Nothing, Stated
from juesuan_tables.auditing.wording.reasons import reasons
from juesuan_tables.figure import ZERO, Figure, add, times

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from juesuan_tables.auditing._document import Audited
    from juesuan_tables.auditing.claims._model import Claim, Printed, Quantity


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says, figures by address.

    ``now`` are those that tables print, else those that the text states; ``last`` are last year's as
    the text states them, or as they follow from a change that it states.
    ``reasons`` are what stands behind 主要原因, verbatim and each once; ``published`` are the days
    that are called those of publication, in their order.
    """

    now: Mapping[str, Figure] = field(default_factory=dict)
    last: Mapping[str, Figure] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    published: tuple[date, ...] = ()


def said(audited: Audited) -> Said:
    """Return what a document says; of one with explanations of several units, what the first says."""
    now: dict[str, Figure] = {**_tables.prior_figures(audited)}
    last: dict[str, Figure] = {}
    names = audited.tables.names if audited.tables else {}
    readings = read_units(audited.passages, year=audited.year, names=names, unit=audited.unit)
    for claim in readings[0].claims if readings else ():
        for base, figure in _figures(claim):
            (now if base is Base.OUTTURN else last).setdefault(figure.name, figure)
    return Said(now, last, (*dict.fromkeys(reasons(audited)),), published_on(audited))


def published_on(audited: Audited) -> tuple[date, ...]:
    """Return the days that a document calls those of its publication."""
    return tuple(day for _, day in _in_time.published(audited))


def _figures(claim: Claim) -> list[tuple[Base, Figure]]:
    """Return the figures of this year and the last that a claim states."""
    if isinstance(claim, Nothing):
        return [(Base.OUTTURN, Figure(name, ZERO)) for name in claim.addresses]
    if isinstance(claim, Stated) and (key := claim.quantity.key):
        name, base = key
        if base in {Base.OUTTURN, Base.LAST_YEAR}:
            return [(base, _figure(name, claim.quantity))]
    if isinstance(claim, Changed) and claim.amount and claim.now and claim.now.key:
        name, base = claim.now.key
        if base is Base.OUTTURN and claim.base is Base.LAST_YEAR and claim.direction.value:
            now, change = _figure(name, claim.now), _figure(name, claim.amount)
            signed = times(change.amount, Decimal(-claim.direction.value))
            margin = add((now.margin, change.margin))
            return [(Base.LAST_YEAR, Figure(name, add((now.amount, signed)), margin))]
    return []


def _figure(name: str, printed: Quantity | Printed) -> Figure:
    """Return a figure that is as exact as its digits are."""
    half = printed.range.high - Fraction(printed.amount)
    return Figure(name, printed.amount, Decimal(half.numerator) / Decimal(half.denominator))
