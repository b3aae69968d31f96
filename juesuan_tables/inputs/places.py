"""Cells of somebody's workbook as places, and all that is wrong or missing at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan_tables.errors import Problem, shortened
from juesuan_tables.reading.sheet import SAVE_ONCE, UNCACHED

if TYPE_CHECKING:
    from juesuan_tables.reading.sheet import Sheet, Value

MOST_DIGITS = 30
"""Digits before the point beyond which a number is no amount, whatever its decimals."""
FILL_IN = "请填写后重新生成"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell of the workbook under the heading ``title``; places sort by sheet, row and column."""

    order: int
    row: int
    column: int
    sheet: Sheet = field(compare=False)
    title: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return where it is, as messages and sources say it."""
        return self.sheet.place(self.row, self.column)

    @property
    def value(self) -> Value:
        """Return what the cell holds, None where it is blank."""
        value = self.sheet.at(self.row, self.column)
        return None if isinstance(value, str) and not value.strip() else value

    @property
    def uncached(self) -> bool:
        """Return whether nothing has computed the cell's formula yet."""
        return (self.row, self.column) in self.sheet.uncached

    @property
    def filled(self) -> bool:
        """Return whether somebody put anything there."""
        return self.uncached or self.value is not None


class Faults:
    """All that is wrong in a workbook, and all that is still to be filled in."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._bad: list[tuple[Place, Problem]] = []
        self._gaps: list[tuple[Place, Problem]] = []

    def refuse(self, place: Place, what: str, advice: str = "请修改后重新生成") -> None:
        """Add what is wrong at a place."""
        self._bad.append((place, Problem(str(place), what, advice)))

    def refuse_typed(self, place: Place, expected: str) -> None:
        """Add that what stands at a place is not what was expected."""
        typed = text_of(place.value)
        found = f"填的是“{shortened(typed)}”，" if typed else ""
        self.refuse(place, f"{found}{expected}")

    def refuse_formula(self, place: Place) -> None:
        """Add, once a sheet, that its formulas have no values."""
        said = {known.order for known, problem in self._bad if problem.what == UNCACHED}
        if place.order not in said:
            self.refuse(place, UNCACHED, SAVE_ONCE)

    def gap(self, place: Place, what: str) -> None:
        """Add a place that must still be filled in."""
        self._gaps.append((place, Problem(str(place), what, FILL_IN)))

    def told_of(self, sheet: Sheet) -> bool:
        """Return whether there is something about a sheet."""
        return any(place.sheet is sheet for place, _ in (*self._bad, *self._gaps))

    @property
    def gaps(self) -> tuple[Problem, ...]:
        """Return what is still to be filled in, in the workbook's order."""
        return _sorted(self._gaps)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return everything, in the workbook's order, where something is wrong; else nothing.

        A cell that holds something wrong is not told to be empty besides.
        """
        bad = {place for place, _ in self._bad}
        gaps = [each for each in self._gaps if each[0] not in bad]
        return _sorted([*self._bad, *gaps]) if bad else ()


def _sorted(found: list[tuple[Place, Problem]]) -> tuple[Problem, ...]:
    by_place = sorted(dict.fromkeys(found), key=lambda each: each[0])
    return tuple(problem for _, problem in by_place)


def text_of(value: Value) -> str:
    """Return what a cell holds as it is read aloud."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() and value.adjusted() < MOST_DIGITS
        return f"{int(value)}" if whole else f"{value}"
    return "" if value is None else str(value)
