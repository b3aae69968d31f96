"""The rules for single values: what an amount, a text, a name and a code may be.

What is refused says in Chinese what should have been there; ``inputs`` adds where and what was.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

CENT = Decimal("0.01")
MAX_DIGITS = 15
EXCEL_TEXT_LIMIT = 32_767
NAME_LIMIT = 200
_AMOUNT = re.compile(r"-?\d+(\.\d{1,2})?", re.ASCII)
_FUNCTIONAL = re.compile(r"2\d{2}(\d{2}){0,2}", re.ASCII)
_ECONOMIC = re.compile(r"3\d{2}(\d{2})?", re.ASCII)
_CODE = re.compile(rf"{_FUNCTIONAL.pattern}|{_ECONOMIC.pattern}", re.ASCII)
_FIGURE = re.compile(r"[a-z_]+\.[a-z0-9_]+\.[a-z_]+", re.ASCII)
_BIDIRECTIONAL = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def refused(expected: str) -> PydanticCustomError:
    """Return the error that says what should have been there; the door adds what was."""
    return PydanticCustomError("expected", "{expected}", {"expected": expected})


AMOUNT_EXPECTED = "应为以元为单位、至多两位小数的数，例如 1234567.89"


def _amount(value: object) -> Decimal:
    """Accept Decimal, int or text; refuse float, which has already lost the exact amount."""
    if isinstance(value, bool | float) or not isinstance(value, Decimal | int | str):
        raise refused(AMOUNT_EXPECTED)
    text = f"{value:f}" if isinstance(value, Decimal) else str(value).strip()
    if len(text) > 100 or not _AMOUNT.fullmatch(text):  # noqa: PLR2004 longer is no amount
        raise refused(AMOUNT_EXPECTED)
    try:
        amount = Decimal(text).quantize(CENT)
    except InvalidOperation as error:
        raise refused(f"应为至多{MAX_DIGITS}位数字的金额") from error
    if len(amount.as_tuple().digits) > MAX_DIGITS:
        raise refused(f"应为至多{MAX_DIGITS}位数字的金额")
    return amount or Decimal("0.00")


def _not_negative(amount: Decimal) -> Decimal:
    """Accept zero and more."""
    if amount < 0:
        raise refused("应为零或正数")
    return amount


def _printable(value: object) -> str:
    """Accept text that every file format can carry and every screen shows as it is."""
    if not isinstance(value, str):
        raise refused("应为文字")
    for character in value:
        category = unicodedata.category(character)
        noncharacter = category == "Cn" and (
            0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE  # noqa: PLR2004 Unicode's own
        )
        if character != "\n" and (
            category in {"Cc", "Cs"} or noncharacter or character in _BIDIRECTIONAL
        ):
            raise refused(f"有不可见的控制字符 U+{ord(character):04X}，应为可以打印的文字")
    if len(value.encode("utf-16-le")) // 2 > EXCEL_TEXT_LIMIT:
        raise refused(f"应为不超过{EXCEL_TEXT_LIMIT}字的文字（Excel单元格的上限）")
    return value.strip()


def _one_line(text: str) -> str:
    """Accept a single line that is not empty."""
    if not text:
        raise refused("应填写内容")
    if "\n" in text:
        raise refused("应为一行文字，不能换行")
    return text


def _short(text: str) -> str:
    """Accept what can be a name."""
    if len(text) > NAME_LIMIT:
        raise refused(f"应为不超过{NAME_LIMIT}字的名称")
    return text


def _matching(pattern: re.Pattern[str], expected: str) -> AfterValidator:
    """Return a validator that accepts text of the given form."""

    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise refused(expected)
        return text

    return AfterValidator(check)


Amount = Annotated[Decimal, BeforeValidator(_amount)]
"""Exact 元, at most two decimals and 15 digits; never a float."""
Margin = Annotated[Decimal, BeforeValidator(_amount), AfterValidator(_not_negative)]
Text = Annotated[str, BeforeValidator(_printable)]
Line = Annotated[Text, AfterValidator(_one_line)]
Name = Annotated[Line, AfterValidator(_short)]
Subject = Annotated[
    Name, _matching(_FUNCTIONAL, "应为3、5或7位的功能分类科目编码，例如 201、20103、2010301")
]
EconomicSubject = Annotated[
    Name, _matching(_ECONOMIC, "应为3或5位、以3开头的部门预算支出经济分类科目编码，例如 30201")
]
Code = Annotated[Name, _matching(_CODE, "应为功能分类或经济分类科目编码，例如 2010301、30201")]
FigureName = Annotated[
    Name, _matching(_FIGURE, "应为“表.行.列”形式的指标，例如 支出决算表.合计.基本支出")
]
