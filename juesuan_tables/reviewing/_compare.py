"""What only shows when departments stand side by side: large changes, and copied reasons."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.figure import Change
from juesuan_tables.reviewing._assess import OPERATING_COST, PROCUREMENT
from juesuan_tables.reviewing._results import Changed, Copied
from juesuan_tables.terms import chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from juesuan_tables.reviewing._results import Department


_LISTED = (
    "income_expenditure_summary.",
    "expenditure.total.",
    "general_budget_expenditure.total.",
    "three_public.outturn.",
)


def changed(departments: Sequence[Department], limit: Decimal | None) -> Iterator[Changed]:
    """Yield the figures that changed by more percent than the limit, the largest first in each.

    One that was nothing, and is something now, has no rate and is listed, too. Without a limit
    nothing is.
    """
    for each in departments:
        found = []
        for name in sorted(each.now) if limit is not None else ():
            if name not in each.last or not _is_listed(name):
                continue
            change = Change(each.now[name], each.last[name])
            if change.difference and (change.rate is None or change.rate > (limit or 0)):
                found.append(_changed(each.title, name, change))
        yield from sorted(found, key=lambda one: -abs(one.difference))


def _is_listed(name: str) -> bool:
    """Return whether a figure is one of those that changes are listed of: no other says the same."""
    return name.startswith(_LISTED) or name in {OPERATING_COST, PROCUREMENT}


def _changed(unit: str, name: str, change: Change) -> Changed:
    before, now = change.before.shown, change.now.shown
    figure = " ".join(chinese_figure(name).split("."))
    sign = 1 if change.difference > 0 else -1
    rate = None if change.rate is None else change.rate * sign
    return Changed(unit, figure, now, before, change.difference, rate)


def copied(departments: Sequence[Department], more_than: Decimal | None) -> Iterator[Copied]:
    """Yield the reasons that more departments than that give word for word, the commonest first."""
    given: defaultdict[str, list[str]] = defaultdict(list)
    for each in departments:
        for reason in each.reasons:
            given[reason].append(each.title)
    if more_than is not None:
        found = [Copied(text, tuple(units)) for text, units in given.items()]
        often = [one for one in found if len(one.units) > more_than]
        yield from sorted(often, key=lambda one: (-len(one.units), one.text))
