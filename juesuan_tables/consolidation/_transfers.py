"""What the units of a department gave each other: eliminated where both sides agree to the 分."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.consolidation._sources import joined, source_of, told
from juesuan_tables.consolidation._units import HEAD_OFFICE, plain
from juesuan_tables.figure import add
from juesuan_tables.model import Expenditure, Income, Transfer
from juesuan_tables.terms import (
    PAID_AS,
    RECEIVED_AS,
    Entity,
    Fund,
    TransferKind,
    Treatment,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from juesuan_tables.consolidation._units import Group
    from juesuan_tables.model import Accounts

_PAID = {nature: kind for kind, nature in PAID_AS.items()}
_RECEIVED = {income: kind for kind, income in RECEIVED_AS.items()}


class _Pair(NamedTuple):
    """Who paid whom, by their places among what is added up, and of which kind."""

    kind: TransferKind
    payer: int
    receiver: int


@dataclass(slots=True)
class _Sides:
    """The facts of a pair, each side's own."""

    paid: list[Expenditure] = field(default_factory=list)
    received: list[Income] = field(default_factory=list)


class Transfers:
    """The income and expenditure of a group without what was eliminated, and the record of it.

    ``eliminated`` are the facts that were taken out, by the name of their list. Only what was paid
    from 非财政拨款 is a transfer: taking an appropriation out of one side would leave it open.
    """

    def __init__(self, group: Group) -> None:
        """Find the pairs, and take out those whose sides agree."""
        self._group = group
        self._inside = _inside(group)
        self._pairs: defaultdict[_Pair, _Sides] = defaultdict(_Sides)
        self._unnamed: set[tuple[str, TransferKind, int]] = set()
        for number, unit in enumerate(group.units):
            for received in unit.income:
                self._add_received(number, received)
            for paid in unit.expenditure:
                self._add_paid(number, paid)
        adjusted = {*_kinds_in(group.adjusting)}
        found = {pair: self._record(pair, adjusted) for pair in self._pairs}
        out = [pair for pair, record in found.items() if record.treatment is Treatment.ELIMINATED]
        self.eliminated: dict[str, list[Income] | list[Expenditure]] = {
            "income": [fact for pair in out for fact in self._pairs[pair].received],
            "expenditure": [fact for pair in out for fact in self._pairs[pair].paid],
        }
        before = (record for unit in group.units for record in unit.transfers)
        self.records = (*before, *found.values())
        self.income = tuple(self._kept("income", {*out}))
        self.expenditure = tuple(self._kept("expenditure", {*out}))

    def _add_received(self, number: int, fact: Income) -> None:
        if fact.kind in _RECEIVED and fact.exists:
            pair = self._pair_of(number, fact)
            if pair:
                self._pairs[pair].received.append(fact)
            elif self._may_be_inside(fact):
                self._unnamed.add(("received", _RECEIVED[fact.kind], number))

    def _add_paid(self, number: int, fact: Expenditure) -> None:
        if fact.nature in _PAID and fact.exists:
            pair = self._pair_of(number, fact)
            if pair:
                self._pairs[pair].paid.append(fact)
            elif self._may_be_inside(fact):
                self._unnamed.add(("paid", _PAID[fact.nature], number))

    def _may_be_inside(self, fact: Income | Expenditure) -> bool:
        """Return whether a fact names nobody, or the department, and which of its units is open."""
        named = plain(fact.counterparty or "")
        return not named or (named == plain(self._group.unit) and named not in self._inside)

    def _pair_of(self, number: int, fact: Income | Expenditure) -> _Pair | None:
        """Return between whom a fact is, None where it names nobody else of the department."""
        other = self._inside.get(plain(fact.counterparty or ""))
        if other is None or other == number:
            return None
        if isinstance(fact, Income):
            kind = _RECEIVED.get(fact.kind)
            return _Pair(kind, other, number) if kind else None
        kind = _PAID.get(fact.nature) if fact.fund is Fund.NON_APPROPRIATION else None
        return _Pair(kind, number, other) if kind else None

    def _record(self, pair: _Pair, adjusted: set[TransferKind]) -> Transfer:
        """Return what both sides state, and what becomes of it."""
        sides = self._pairs[pair]
        paid = self._side("paid", pair.kind, pair.payer, sides.paid)
        received = self._side("received", pair.kind, pair.receiver, sides.received)
        facts = (*sides.paid, *sides.received)
        margin = add(fact.margin for fact in facts)
        payer, receiver = (self._group.units[number] for number in pair[1:])
        of_payer = (source_of(payer, fact.source) for fact in sides.paid)
        of_receiver = (source_of(receiver, fact.source) for fact in sides.received)
        return Transfer(
            kind=pair.kind,
            payer=payer.unit,
            receiver=receiver.unit,
            paid=paid,
            received=received,
            treatment=_treatment(paid, received, margin, adjusted=pair.kind in adjusted),
            source=joined((*of_payer, *of_receiver)),
        )

    def _side(
        self, side: str, kind: TransferKind, number: int, facts: Iterable[Income | Expenditure]
    ) -> Decimal | None:
        """Return what a unit states; None where it names nobody, and states such money."""
        facts = (*facts,)
        if not facts and (side, kind, number) in self._unnamed:
            return None
        return add(fact.amount for fact in facts)

    def _kept(self, name: str, out: set[_Pair]) -> Iterator[Income | Expenditure]:
        """Yield the facts of a list that were not eliminated."""
        for number, unit in enumerate(self._group.added):
            for fact in getattr(unit, name):
                of_unit = number < len(self._group.units)
                if not (of_unit and fact.exists and self._pair_of(number, fact) in out):
                    yield told(unit, fact)


def _treatment(
    paid: Decimal | None, received: Decimal | None, margin: Decimal, *, adjusted: bool
) -> Treatment:
    if adjusted:
        return Treatment.ADJUSTED
    if paid is None or received is None:
        return Treatment.UNNAMED
    if add((paid, -received)).copy_abs() > margin:
        return Treatment.DIFFERING
    return Treatment.INEXACT if margin else Treatment.ELIMINATED


def _inside(group: Group) -> dict[str, int]:
    """Return which of the units a name is of: its own, a member's, the department's for 本级."""
    found: dict[str, int] = {}
    for number, unit in enumerate(group.units):
        within = unit.members if unit.entity is Entity.DEPARTMENT else ()
        for name in (unit.unit, *(member.name for member in within)):
            found[plain(name)] = number
    heads = [n for n, unit in enumerate(group.units) if unit.entity is Entity.HEAD_OFFICE]
    for number in heads:
        _call(found, plain(group.units[number].unit), number)
    names = _names_of_head(plain(group.unit))
    known = [found[name] for name in names if name in found]
    if head := known or (heads if len(heads) == 1 else []):
        _call(found, plain(group.unit), head[0])
    return found


def _call(found: dict[str, int], name: str, number: int) -> None:
    """Let the names of a 本级 be that unit's, but for those that are another's."""
    for each in _names_of_head(name):
        found.setdefault(each, number)


def _names_of_head(name: str) -> list[str]:
    """Return what a 本级 is called: like its department, with 本级 behind that or without."""
    whole = name.removesuffix(f"({HEAD_OFFICE})").removesuffix(HEAD_OFFICE)
    return [whole, f"{whole}{HEAD_OFFICE}", f"{whole}({HEAD_OFFICE})"]


def _kinds_in(adjusting: Iterable[Accounts]) -> Iterator[TransferKind]:
    """Yield the kinds of transfers that 差额表 and 调整表 state themselves."""
    for unit in adjusting:
        yield from (_RECEIVED[f.kind] for f in unit.income if f.exists and f.kind in _RECEIVED)
        yield from (_PAID[f.nature] for f in unit.expenditure if f.exists and f.nature in _PAID)
