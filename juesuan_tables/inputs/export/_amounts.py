"""Amounts of an export: exact 元, with every cell that they were read from or worked out of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.figure import CENT, WAN, ZERO, add, times
from juesuan_tables.inputs.places import Faults, Place
from juesuan_tables.model._values import MAX_DIGITS
from juesuan_tables.reading.numbers import near_two_decimals, number
from juesuan_tables.reading.sheet import column_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from juesuan_tables.reading.sheet import Sheet, Value

MOST_DIGITS = MAX_DIGITS + CENT.adjusted() - 1
"""The power of ten of the first digit beyond which 元 are no amount to the model."""
_FEWEST_DECIMALS, _EXACT_DECIMALS = 2, 6
"""Decimals of 万元: what is printed at least, and from where on an amount in 元 is exact."""
_DASH = "—"
"""What the software itself prints where nothing applies."""
_TYPED_DECIMALS = re.compile(r"[\d,]\.(\d+)")


class Cell(NamedTuple):
    """A cell that an amount comes from, added or taken away."""

    sheet: Sheet
    row: int
    column: int
    minus: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """So many 元, give or take ``margin``, and the cells that say so."""

    amount: Decimal = ZERO
    margin: Decimal = ZERO
    cells: tuple[Cell, ...] = ()

    def __add__(self, other: Amount) -> Amount:
        """Return the sum; what comes to nothing adds no cell."""
        if not other.exists:
            return self if self.cells else other
        cells = (*self.cells, *other.cells)
        return Amount(add((self.amount, other.amount)), add((self.margin, other.margin)), cells)

    def __neg__(self) -> Amount:
        """Return what takes the amount away when it is added."""
        cells = (cell._replace(minus=not cell.minus) for cell in self.cells)
        return Amount(-self.amount or ZERO, self.margin, tuple(cells))

    @property
    def exists(self) -> bool:
        """Return whether it is more than nothing; what is printed as 0.00万元 may be."""
        return bool(self.amount or self.margin)

    @property
    def beyond_rounding(self) -> bool:
        """Return whether it is more than a tail that rounding leaves."""
        return abs(self.amount) > self.margin

    @property
    def source(self) -> str:
        """Return every cell: the file and the sheet are said where they change."""
        return "".join(self._places())

    def _places(self) -> Iterator[str]:
        before = None
        for number_, cell in enumerate(self.cells):
            if number_ or cell.minus:
                yield " − " if cell.minus else " + "
            if cell.sheet is before:
                yield f"{column_name(cell.column)}{cell.row + 1}"
            else:
                yield cell.sheet.place(cell.row, cell.column)
            before = cell.sheet


NOTHING = Amount()


def total(amounts: Iterable[Amount]) -> Amount:
    """Return the sum of amounts."""
    return reduce(Amount.__add__, amounts, NOTHING)


class Reader:
    """Reads the cells of an export's sheets, and keeps what is wrong with them."""

    def __init__(self, sheets: Sequence[Sheet], in_wan: Iterable[Sheet]) -> None:
        """Begin with nothing wrong; ``in_wan`` are the sheets whose amounts are 万元."""
        self.faults = Faults()
        self._orders = {id(sheet): order for order, sheet in enumerate(sheets)}
        wan = [*in_wan]
        self._wan = {id(sheet) for sheet in wan}
        self._margin = _margin(wan)

    def place(self, sheet: Sheet, row: int, column: int) -> Place:
        """Return a cell as a place that can be complained about."""
        return Place(self._orders[id(sheet)], row, column, sheet)

    def amount(self, sheet: Sheet, row: int, column: int) -> Amount:
        """Return what a cell holds: zero where it is blank, a dash, or wrong, and then it is told."""
        cells = (Cell(sheet, row, column),)
        found = self.number(sheet, row, column)
        if found is None:
            return Amount(ZERO, ZERO, cells)
        wan = id(sheet) in self._wan
        exact = _yuan(found, wan=wan)
        if exact is None or exact.adjusted() > MOST_DIGITS:
            decimals = "小数多于六位，折不成元角分" if wan else "小数多于两位，应为至多两位小数的数"
            self.faults.refuse_typed(
                self.place(sheet, row, column), "太大，不像金额" if exact else decimals
            )
            return Amount(ZERO, ZERO, cells)
        return Amount(exact, self._margin if wan else ZERO, cells)

    def margin(self, sheet: Sheet) -> Decimal:
        """Return by how many 元 the amounts of a sheet may differ from what it shows."""
        return self._margin if id(sheet) in self._wan else ZERO

    def number(self, sheet: Sheet, row: int, column: int) -> Decimal | None:
        """Return the number that a cell holds, in its own unit; None where it holds none."""
        value = sheet.at(row, column)
        if value is None or value == _DASH:
            if (row, column) in sheet.uncached:
                self.faults.refuse_formula(self.place(sheet, row, column))
            return None
        try:
            return number(value)
        except ValueError:
            self.faults.refuse_typed(self.place(sheet, row, column), "应为数，例如 1234567.89")
            return None


def _yuan(number_: Decimal, *, wan: bool) -> Decimal | None:
    """Return a number in 元, exact to two decimals; None where it is not, or not in reach."""
    try:
        return near_two_decimals(times(number_, WAN) if wan else number_)
    except ArithmeticError:  # more digits than arithmetic keeps
        return None


def _margin(in_wan: Iterable[Sheet]) -> Decimal:
    """Return half of the last digit that amounts in 万元 show in most detail, in 元."""
    shown = [_decimals(v) for sheet in in_wan for cells in sheet.rows for v in cells if v]
    most = max([*shown, _FEWEST_DECIMALS])
    return ZERO if most >= _EXACT_DECIMALS else Decimal(5).scaleb(3 - most)


def _decimals(value: Value) -> int:
    """Return with how many decimals a cell shows 万元; what Excel's arithmetic adds is none."""
    if isinstance(value, Decimal):
        exact = _yuan(value, wan=True)
        if exact is None:
            return _EXACT_DECIMALS
        last = int(exact.normalize().as_tuple().exponent)
        return max(0, WAN.adjusted() - last) if exact else 0
    if isinstance(value, str) and (typed := _TYPED_DECIMALS.search(value)):
        return len(typed[1])
    return 0
