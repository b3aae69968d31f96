"""Which 0.00 hides a fact: where a sum proves it, or a row or a cell could not be printed else."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.figure import Figure, add, agrees

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.inputs.published._cells import Cells
    from juesuan_tables.inputs.published._leaf import Leaf
    from juesuan_tables.reading.official import PrintedAmount


class Explained:
    """The leaves that explain the printed cells: what each figure adds up.

    A leaf that is not stated becomes so only where the stated ones cannot explain a cell, as few as
    it takes.
    """

    def __init__(self, cells: Cells, leaves: Iterable[Leaf]) -> None:
        """State every leaf that something printed cannot do without."""
        self.cells = cells
        self.leaves = [leaf for leaf in leaves if leaf.stated or cells.could_hold(leaf)]
        self._parts: defaultdict[str, list[Leaf]] = defaultdict(list)
        self._hidden: defaultdict[str, list[Leaf]] = defaultdict(list)
        self._sums: dict[str, Figure] = {}
        for leaf in self.leaves:
            where = self._parts if leaf.stated else self._hidden
            for place in leaf.places:
                where[place].append(leaf)
        self._state_rows()
        while self._state_hidden():
            pass

    def not_carried(self) -> Iterator[tuple[str, PrintedAmount]]:
        """Yield the cells that are printed otherwise, or more exactly, than their facts add up to.

        Nor does a fact carry a total above a cell of the same table that prints it otherwise.
        """
        cells = self.cells.amounts.items()
        sums = {place: self._sum_of(place) for place, _ in cells}
        otherwise = {place for place, printed in cells if sums[place].amount != printed.amount}
        moved = {self._facts_of(place) for place in otherwise if self._parts.get(place)}
        for place, printed in cells:
            wider = sums[place].margin > printed.margin
            if wider or place in otherwise or self._facts_of(place) in moved:
                yield place, printed

    def _facts_of(self, place: str) -> tuple[str, tuple[Leaf, ...]]:
        """Return the stated leaves of a figure, and the table that it is in."""
        return address(place).table, (*self._parts.get(place, ()),)

    def _sum_of(self, place: str) -> Figure:
        """Return what the stated leaves of a figure add up to."""
        if place not in self._sums:
            parts = self._parts.get(place, ())
            margin = add([part.margin for part in parts])
            self._sums[place] = Figure(place, add([part.amount for part in parts]), margin)
        return self._sums[place]

    def _state(self, leaf: Leaf) -> None:
        leaf.stated = True
        for place in leaf.places:
            self._sums.pop(place, None)
            self._hidden[place].remove(leaf)
            self._parts[place].append(leaf)

    def _state_rows(self) -> None:
        """Let each row of a table by subject have a fact: else it would not be printed."""
        for table in self.cells.by_subject:
            for subject in self.cells.subjects(table):
                places = [f"{table}.{subject}.{column}" for column in self.cells.columns(table)]
                hidden = [leaf for place in places for leaf in self._hidden[place]]
                if hidden and not any(self._parts.get(place) for place in places):
                    self._state(hidden[0])

    def _state_hidden(self) -> bool:
        """Go through all cells once, and return whether anything had to be stated."""
        changed = False
        for place in [place for place in self.cells.amounts if self._hidden.get(place)]:
            while not self._explains(place) and self._could_explain(place):
                self._state(self._hidden[place][0])
                changed = True
        return changed

    def _explains(self, place: str) -> bool:
        """Return whether the stated leaves can add up to what a cell prints."""
        if not self._parts.get(place) and self.cells.blank_zeros(address(place).table):
            return False
        return agrees(self._sum_of(place), self._printed(place))

    def _could_explain(self, place: str) -> bool:
        """Return whether all that may be hidden could: else the tables contradict each other."""
        hidden = self._hidden[place]
        parts = (Figure(place, leaf.amount, leaf.margin) for leaf in hidden)
        every = Figure.total(place, (self._sum_of(place), *parts))
        return bool(hidden) and agrees(every, self._printed(place))

    def _printed(self, place: str) -> Figure:
        printed = self.cells.amounts[place]
        return Figure(place, printed.amount, printed.margin)
