"""Numbers as people and programs leave them in cells, made exact."""

from __future__ import annotations

import re
import unicodedata
from decimal import Context, Decimal
from typing import TYPE_CHECKING

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
