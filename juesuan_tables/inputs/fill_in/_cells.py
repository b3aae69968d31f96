"""What officers type into cells, made what the model takes."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan_tables.inputs.fill_in.layout import Kind
from juesuan_tables.inputs.places import MOST_DIGITS, text_of
from juesuan_tables.model._values import FULL_MARKS
from juesuan_tables.reading.numbers import near_two_decimals, number
from juesuan_tables.terms import english_figure

if TYPE_CHECKING:
    from collections.abc import Callable

    from juesuan_tables.reading.sheet import Value

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_CODE_AND_NAME = re.compile(r"(\d{3,7})[-—_、:.]*[^\W\d].*")
"""What is pasted from a list of codes: 2010301 行政运行."""
_NUMBER_EXPECTED = "应为数，例如 1234567.89"
_SCORE_EXPECTED = f"应为0至{FULL_MARKS}、至多两位小数的数，例如 9.5"


class NotUsableError(ValueError):
    """A cell cannot be what it should; the message says in Chinese what that is."""


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
    if found.adjusted() > MOST_DIGITS:
        return found
    exact = near_two_decimals(found)
    if exact is None:
        raise NotUsableError("小数多于两位，应为至多两位小数的数，例如 1234567.89")
    return exact


def _score(value: Value) -> object:
    try:
        return _number(value)
    except NotUsableError:
        raise NotUsableError(_SCORE_EXPECTED) from None


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
    Kind.SCORE: _score,
    Kind.DATE: _date,
    Kind.FIGURE: _figure,
}
