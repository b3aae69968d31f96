"""Numbers as people and programs leave them in cells, made exact."""

from __future__ import annotations

import operator
import re
import unicodedata
from decimal import Context, Decimal
from numbers import Integral
from typing import TYPE_CHECKING, Any

from juesuan_tables.model._values import MAX_DIGITS

if TYPE_CHECKING:
    from juesuan_tables.reading.sheet import Value

NOTHING = re.compile(r"[-‐‑‒–—―─一－/]*")
"""What is typed where there is nothing: no characters, dashes of all kinds, a slash."""
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d+(\.\d*)?|[+-]?\.\d+", re.ASCII)
_BRACKETED = re.compile(r"\((.*)\)")
_SCIENTIFIC = re.compile(r"[+-]?\d(\.\d+)?[eE][+-]?\d{1,3}", re.ASCII)
_NEAR = Decimal("0.000001")
"""Within this of two decimals a number is taken for one with two: Excel's own arithmetic."""
_CENT = Decimal("0.01")
_MOST = MAX_DIGITS - 3
"""The power of ten of an amount's first digit at most."""
_IN_FULL = re.compile(r"-?\d{1,13}\.\d\d", re.ASCII)
_CONTEXT = Context(prec=60)


def number(value: Value) -> Decimal | None:
    """Return the exact number that a cell holds; None where it says that there is nothing.

    Text with 「1,234.56」, full-width digits, spaces, ￥, 元 or accountants' brackets is a number,
    too. Raise ``ValueError`` for what is none.

    >>> number("１,２３４.５０"), number("—"), number("(3.00)")
    (Decimal('1234.50'), None, Decimal('-3.00'))
    """
    if value is None or isinstance(value, Decimal):
        return value
    if not isinstance(value, str):
        raise ValueError(value)  # noqa: TRY004 a date or 是/否: the caller says what was found
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", value)).replace("−", "-")
    text = text.removeprefix("¥").removesuffix("元")
    if NOTHING.fullmatch(text):
        return None
    if bracketed := _BRACKETED.fullmatch(text):
        text = f"-{bracketed[1]}"
    if not (_GROUPED.fullmatch(text) or _SCIENTIFIC.fullmatch(text)):
        raise ValueError(value)
    return Decimal(text.replace(",", ""))


def near_two_decimals(value: Decimal) -> Decimal | None:
    """Return the number with two decimals that lies within 10⁻⁶, or None.

    >>> near_two_decimals(Decimal("234.55999999999995")), near_two_decimals(Decimal("1.005"))
    (Decimal('234.56'), None)
    """
    rounded = _CONTEXT.quantize(value, _CENT)
    if _CONTEXT.subtract(value, rounded).copy_abs() <= _NEAR:
        return rounded or Decimal("0.00")
    return None


def cents(value: Any) -> int:  # noqa: ANN401 whatever a program holds
    """Return an exact amount of 元 in 分; raise ``ValueError`` where it is none.

    A Decimal or a whole number is what it is. A float, or a text that may have been one, is an
    amount if it lies within 10⁻⁶ of two decimals.

    >>> cents(0.1 + 0.2), cents("１,２３４.５元"), cents(Decimal("-3")), cents(12)
    (30, 123450, -300, 1200)
    """
    text = value if isinstance(value, str) else _text(value)
    if _IN_FULL.fullmatch(text):
        return int(text.replace(".", ""))
    exact = value if isinstance(value, Decimal) else number(text)
    if exact is None or not exact.is_finite() or exact.adjusted() > _MOST:
        raise ValueError(value)
    rounded = near_two_decimals(exact)
    if rounded is None or (isinstance(value, Decimal) and rounded != value):
        raise ValueError(value)
    return int(_CONTEXT.scaleb(rounded, 2))


def _text(value: Any) -> str:  # noqa: ANN401 whatever a program holds
    """Return the digits of what is a number to Python; yes, no and None are none."""
    if isinstance(value, float):
        return float.__repr__(value)  # numpy's own prints otherwise
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Integral) and not isinstance(value, bool):
        return str(operator.index(value))
    raise ValueError(value)
