"""Shares told one after another: 基本支出、项目支出分别为A、B，占支出的比例分别为x%和y%."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from juesuan_tables.auditing.claims._model import Base, Shared
from juesuan_tables.auditing.claims._numbers import Kind, Number
from juesuan_tables.auditing.claims._subjects import canonical, of_no_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juesuan_tables.auditing.claims._leads import Said
    from juesuan_tables.auditing.claims._model import Printed, Quantity
    from juesuan_tables.auditing.claims._place import Place

_AND = re.compile(r"、|和|及|与|以及")
_OF_EACH = re.compile(r"(?:^比|的?(?:比例|比重|份额))?(?:分别|各)$")
_NO_NAMES = re.compile(r"[，的所]*(?:分别|各)?")


def runs_of(numbers: Sequence[Number], text: str) -> Mapping[int, tuple[Number, ...]]:
    """Return the percentages that only 、 or 和 parts, by where the first of them starts."""
    runs: list[list[Number]] = []
    for one, other in pairwise(numbers):
        both = one.kind is other.kind is Kind.PERCENT
        if not both or not _AND.fullmatch(text[one.end : other.start]):
            continue
        if runs and runs[-1][-1] is one:
            runs[-1].append(other)
        else:
            runs.append([one, other])
    return {run[0].start: tuple(run) for run in runs}


def shared(at: Place, said: Said, rates: Sequence[Printed], together: Sequence[Quantity]) -> bool:
    """Take as many shares of one whole as there are parts; return whether it is clear of which.

    ``together`` are the amounts that the sentence stated in the same way.
    """
    words = of_no_year(_OF_EACH.sub("", said.words))
    parts = _parts(at, said.before, len(rates), together)
    if not parts or _AND.search(words):
        return False
    parent = at.frames.parent
    whole = parent.outturn if parent and parent.listing else None
    if words:
        found = at.spoken_of(words)
        whole = found.outturn if found else None
    for part, rate in zip(parts, rates, strict=True):
        at.add(Shared(part, whole, words, rate, at.since(part, rate.span)))
    if parent and parent.sum and parent.sum.parts == [*parts] and whole is parent.outturn:
        parent.sum.shares[:] = rates
    return True


def _parts(at: Place, before: str, count: int, together: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return so many parts that are named before 占, were stated together, or make up a list."""
    parent = at.frames.parent
    if not _NO_NAMES.fullmatch(before):
        named = [at.spoken_of(canonical(name)) for name in _AND.split(before)]
        stated = [frame.quantities.get(Base.OUTTURN) for frame in named if frame]
        together = [each for each in stated if each and each.span.passage == at.index]
    elif len(together) != count and parent and parent.listing and parent.sum:
        together = parent.sum.parts
    return together if len(together) == count else ()
