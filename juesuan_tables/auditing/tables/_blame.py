"""Which cell is wrong: the one whose change repairs every relation that does not hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.auditing.tables._instances import coefficient
from juesuan_tables.figure import Figure, add

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from juesuan_tables.auditing.tables._instances import Place

_SEVERAL = 2


class Range(NamedTuple):
    """By how much a cell may change, from the least to the most, in 元."""

    least: Decimal
    most: Decimal

    def __bool__(self) -> bool:
        """Return whether there is such a change."""
        return self.least <= self.most


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
    _of_cell: dict[str, list[Place]] = field(init=False)

    def __post_init__(self) -> None:
        """Note where each cell takes part."""
        self._of_cell = defaultdict(list)
        for place in self.places:
            for term in place.terms:
                self._of_cell[term.figure.name].append(place)

    def verdict(self) -> Verdict:
        """Return which cells explain what is broken, and what they leave."""
        culprits: list[Culprit] = []
        unexplained: list[Place] = []
        for group in _groups([place for place in self.places if place.broken]):
            found, left = self._explained(group)
            culprits += found
            unexplained += left
        return Verdict(tuple(culprits), tuple(unexplained))

    def _explained(self, broken: list[Place]) -> tuple[list[Culprit], list[Place]]:
        """Return the culprits of relations that share cells: those that repair most of them first."""
        culprits: list[Culprit] = []
        left = broken
        while left:
            candidates = self._candidates(left)
            most = max((len(each.broken) for each in candidates), default=0)
            best = [each for each in candidates if len(each.broken) == most]
            if len(best) != 1 or (most < _SEVERAL and len(left) > 1):
                break
            culprits += best
            left = [place for place in left if place not in best[0].broken]
        return culprits, left

    def _candidates(self, broken: Iterable[Place]) -> list[Culprit]:
        """Return each cell whose change repairs all broken relations that it is in, and breaks none."""
        names = dict.fromkeys(term.figure.name for place in broken for term in place.terms)
        found = (self._culprit(name) for name in names if name in self._of_cell)
        return [each for each in found if each]

    def _culprit(self, name: str) -> Culprit | None:
        ranges = [(place, _range(place, name)) for place in self._of_cell[name]]
        least = max(each.least for _, each in ranges)
        most = min(each.most for _, each in ranges)
        if least > most:
            return None
        broken = tuple(place for place, _ in ranges if place.broken)
        closest = min(broken, key=lambda place: place.tolerance)
        term = next(t for t in closest.terms if t.figure.name == name)
        change = coefficient(-term.sign, closest.gap)
        change = min(max(change, least), most)
        expected = Figure(name, add((term.figure.amount, change)), term.figure.margin)
        lowest, highest = (add((term.figure.amount, each)) for each in (least, most))
        return Culprit(term.figure, broken, lowest, highest, expected)


def _range(place: Place, name: str) -> Range:
    """Return by how much a cell may change for a relation to hold."""
    sign = sum(term.sign for term in place.terms if term.figure.name == name)
    gap = coefficient(-sign, place.gap)
    return Range(add((gap, -place.tolerance)), add((gap, place.tolerance)))


def _groups(broken: Sequence[Place]) -> Iterator[list[Place]]:
    """Yield the relations that share cells, group by group."""
    group_of: dict[str, int] = {}
    groups: dict[int, list[Place]] = {}
    for number, place in enumerate(broken):
        names = [term.figure.name for term in place.terms]
        joined = {group_of[name] for name in names if name in group_of}
        groups[number] = [each for group in sorted(joined) for each in groups.pop(group)] + [place]
        for each in groups[number]:
            group_of |= {term.figure.name: number for term in each.terms}
    yield from groups.values()
