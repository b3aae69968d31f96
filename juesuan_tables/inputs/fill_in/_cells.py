"""What officers type into cells, made what the model takes; places, and what is wrong at them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan_tables.errors import Problem, shortened
from juesuan_tables.inputs.fill_in.layout import Kind
from juesuan_tables.reading.numbers import near_two_decimals, number
from juesuan_tables.terms import english_figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from juesuan_tables.reading.sheet import Sheet, Value

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_CODE_AND_NAME = re.compile(r"(\d{3,7})[-—_、:.]*[^\W\d].*")
"""What is pasted from a list of codes: 2010301 行政运行."""
_NUMBER_EXPECTED = "应为数，例如 1234567.89"
_MOST_DIGITS = 30
"""Digits before the point beyond which a number is no amount, whatever its decimals."""
UNCACHED = "公式没有算出结果"
SAVE_ONCE = "请用WPS或Excel打开并保存一次"
FILL_IN = "请填写后重新生成"


class NotUsableError(ValueError):
    """A cell cannot be what it should; the message says in Chinese what that is."""


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


class Faults:
    """All that is wrong in a workbook, and all that is still to be filled in."""

    def __init__(self) -> None:
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
        whole = value == value.to_integral_value() and value.adjusted() < _MOST_DIGITS
        return f"{int(value)}" if whole else f"{value}"
    return "" if value is None else str(value)


def parsed(kind: Kind, value: Value) -> object:
    """Return what a cell of a column gives; raise ``NotUsableError`` where it cannot.

    The rules of the model are left to the model.
    """
    return _PARSERS[kind](value)


def _number(value: Value) -> object:
    try:
        found = number(value)
    except ValueError:
        raise NotUsableError(_NUMBER_EXPECTED) from None
    if found is None:  # a dash: somebody says that there is nothing
        return Decimal(0)
    if found.adjusted() > _MOST_DIGITS:
        return found
    exact = near_two_decimals(found)
    if exact is None:
        raise NotUsableError("小数多于两位，应为至多两位小数的数，例如 1234567.89")
    return exact


def _date(value: Value) -> object:
    if isinstance(value, str) and (match := _DATE.fullmatch(_plain(value))):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            pass
    return value


def _code(value: Value) -> object:
    text = re.sub(r"\s", "", _plain(text_of(value)))
    named = _CODE_AND_NAME.fullmatch(text)
    return named[1] if named else text


def _plain(text: str) -> str:
    """Return text with full-width digits made plain."""
    return unicodedata.normalize("NFKC", text).strip()


def _text(value: Value) -> object:
    return text_of(value)


def _choice(value: Value) -> object:
    return text_of(value).strip()


def _figure(value: Value) -> object:
    return english_figure(text_of(value).strip())


_PARSERS: dict[Kind, Callable[[Value], object]] = {
    Kind.CODE: _code,
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.AMOUNT: _number,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.FIGURE: _figure,
}
