"""Which cell is wrong: the one whose change repairs every relation that does not hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.auditing.tables._instances import coefficient
from juesuan_tables.auditing.tables._printed import UNKNOWN
from juesuan_tables.figure import add

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from juesuan_tables.auditing.tables._instances import Place
    from juesuan_tables.figure import Figure

_SEVERAL = 2
_MOST = 3
"""Cells that together may explain what shares cells; more would explain anything."""


class Range(NamedTuple):
    """By how much a cell may change, from the least to the most, in 元."""

    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Culprit:
    """A cell, the relations that its change repairs, and what it should be, from ``least`` on."""

    figure: Figure
    broken: tuple[Place, ...]
    least: Decimal
    most: Decimal
    expected: Figure


@dataclass(frozen=True, slots=True)
class Verdict:
    """The cells that are wrong, and the relations that do not hold for reasons nobody can tell."""

    culprits: tuple[Culprit, ...]
    unexplained: tuple[Place, ...]


@dataclass
class Blame:
    """Explains what does not hold among the identities of some tables."""

    places: Sequence[Place]
    _of_cell: dict[str, list[int]] = field(init=False)
    _gaps: list[Decimal] = field(init=False)

    def __post_init__(self) -> None:
        """Note where each cell takes part, and by how much each relation is off."""
        self._of_cell = defaultdict(list)
        self._gaps = [place.gap for place in self.places]
        for number, place in enumerate(self.places):
            for term in place.terms:
                self._of_cell[term.figure.name].append(number)

    def verdict(self) -> Verdict:
        """Return which cells explain what is broken, and what they leave."""
        culprits: list[Culprit] = []
        unexplained: list[Place] = []
        for group in _groups(self.places, [n for n in range(len(self.places)) if self._off(n)]):
            found, left = self._explained(group, whole=True)
            if left:
                others, still_left = self._explained(group, whole=False)
                if not still_left and len(others) <= _MOST:
                    found, left = others, []
            culprits += found
            unexplained += [self.places[number] for number in left]
        return Verdict(tuple(culprits), tuple(unexplained))

    def _off(self, number: int) -> bool:
        return self._gaps[number].copy_abs() > self.places[number].tolerance

    def _explained(self, broken: list[int], *, whole: bool) -> tuple[list[Culprit], list[int]]:
        """Return the culprits of relations that share cells, those that repair most first.

        What they repair is taken for repaired when the next is sought. A culprit repairs all
        relations that it is in if ``whole``, else as many as one change can, and at least two.
        """
        before, culprits, left = [*self._gaps], list[Culprit](), broken
        while left:
            candidates = self._candidates(left, whole=whole)
            most = max((len(each.broken) for each in candidates), default=0)
            best = [each for each in candidates if len(each.broken) == most]
            if not best or not _disjoint(best) or (most < _SEVERAL and len(left) > 1):
                break
            culprits += best
            for culprit in best:
                self._repair(culprit)
            left = [number for number in left if self._off(number)]
        self._gaps = before
        return culprits, left

    def _repair(self, culprit: Culprit) -> None:
        change = add((culprit.expected.amount, -culprit.figure.amount))
        for number in self._of_cell[culprit.figure.name]:
            sign = self._sign(number, culprit.figure.name)
            self._gaps[number] = add((self._gaps[number], coefficient(sign, change)))

    def _sign(self, number: int, name: str) -> int:
        return sum(term.sign for term in self.places[number].terms if term.figure.name == name)

    def _candidates(self, broken: Iterable[int], *, whole: bool) -> list[Culprit]:
        """Return each cell whose change repairs broken relations that it is in, and breaks none."""
        terms = (term for number in broken for term in self.places[number].terms)
        figures = {term.figure.name: term.figure for term in terms}
        found = (self._culprit(figure, whole=whole) for figure in figures.values())
        return [each for each in found if each]

    def _culprit(self, figure: Figure, *, whole: bool) -> Culprit | None:
        ranges = {number: self._range(number, figure.name) for number in self._of_cell[figure.name]}
        common = _overlap(each for number, each in ranges.items() if not self._off(number))
        off = {number: each for number, each in ranges.items() if self._off(number)}
        repaired = [*off] if whole else _most_at_once(off, common)
        least, most = _overlap((common, *(off[number] for number in repaired)))
        if not repaired or least > most:
            return None
        closest = min(repaired, key=lambda number: self.places[number].tolerance)
        change = coefficient(-self._sign(closest, figure.name), self._gaps[closest])
        change = min(max(change, least), most)
        expected = replace(figure, amount=add((figure.amount, change)), source="")
        lowest, highest = (add((figure.amount, each)) for each in (least, most))
        broken = tuple(self.places[number] for number in repaired)
        return Culprit(figure, broken, lowest, highest, expected)

    def _range(self, number: int, name: str) -> Range:
        """Return by how much a cell may change for a relation to hold."""
        gap = coefficient(-self._sign(number, name), self._gaps[number])
        tolerance = self.places[number].tolerance
        return Range(add((gap, -tolerance)), add((gap, tolerance)))


def _disjoint(culprits: Iterable[Culprit]) -> bool:
    """Return whether no two culprits explain the same relation: else it may be either."""
    explained = [id(place) for culprit in culprits for place in culprit.broken]
    return len(explained) == len({*explained})


def _overlap(ranges: Iterable[Range]) -> Range:
    """Return what ranges have in common; all there is, of none."""
    found = [*ranges]
    least = max((each.least for each in found), default=-UNKNOWN)
    return Range(least, min((each.most for each in found), default=UNKNOWN))


def _most_at_once(ranges: dict[int, Range], common: Range) -> list[int]:
    """Return the relations, as many as one change repairs, where that is more than one."""
    most: list[int] = []
    for start in (each.least for each in ranges.values()):
        if common.least <= start <= common.most:
            met = [n for n, each in ranges.items() if each.least <= start <= each.most]
            most = max(most, met, key=len)
    return most if len(most) >= _SEVERAL else []


def _groups(places: Sequence[Place], broken: Iterable[int]) -> Iterator[list[int]]:
    """Yield the relations, by number, that share cells, group by group."""
    group_of: dict[str, int] = {}
    groups: dict[int, list[int]] = {}
    for number in broken:
        names = [term.figure.name for term in places[number].terms]
        joined = {group_of[name] for name in names if name in group_of}
        groups[number] = [*(n for group in sorted(joined) for n in groups.pop(group)), number]
        for each in groups[number]:
            group_of |= {term.figure.name: number for term in places[each].terms}
    yield from groups.values()
