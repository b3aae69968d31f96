"""The rules for single values: what an amount, a text, a name and a code may be.

What is refused says in Chinese what should have been there; ``inputs`` adds where and what was.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Context, Decimal
from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from juesuan_tables.errors import shortened
from juesuan_tables.printable import unprintable
from juesuan_tables.terms import TABLES, glossary

CENT = Decimal("0.01")
_PADDING = Context(prec=200)  # not the caller's; wide enough for whatever passes the pattern
MAX_DIGITS = 15
EXCEL_TEXT_LIMIT = 32_767
NAME_LIMIT = 200
FULL_MARKS = 100
FIRST_YEAR, LAST_YEAR = 2000, 2100
_AMOUNT = re.compile(r"-?\d+(\.\d{1,2})?", re.ASCII)
_FUNCTIONAL = re.compile(r"2\d{2}(\d{2}){0,2}", re.ASCII)
_ECONOMIC = re.compile(r"3\d{2}(\d{2})?", re.ASCII)
_CODE = re.compile(rf"{_FUNCTIONAL.pattern}|{_ECONOMIC.pattern}", re.ASCII)
_INCOME_CODE = re.compile(r"1\d{2}(\d{2}){0,3}", re.ASCII)
_GOVERNMENT_ECONOMIC = re.compile(r"5\d{2}(\d{2})?", re.ASCII)
_PART = re.compile(r"[a-z0-9_]+", re.ASCII)
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_ANSWERS = {"是": True, "否": False}


def refused(expected: str) -> PydanticCustomError:
    """Return the error that says what should have been there; the door adds what was."""
    return PydanticCustomError("expected", "{expected}", {"expected": expected})


def broken(rule: str) -> PydanticCustomError:
    """Return the error of a rule about several values: it says itself what it saw."""
    return PydanticCustomError("rule", "{expected}", {"expected": rule})


AMOUNT_EXPECTED = "应为以元为单位、至多两位小数的数，例如 1234567.89"


def _amount(value: object) -> Decimal:
    """Accept Decimal, int or text; refuse float, which has already lost the exact amount."""
    if isinstance(value, float):
        raise refused("不接受浮点数，请用 Decimal、整数或文字，例如 1234567.89")
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise refused(AMOUNT_EXPECTED)
    text = f"{value:f}" if isinstance(value, Decimal) else str(value).strip()
    if len(text) > 100 or not _AMOUNT.fullmatch(text):  # noqa: PLR2004 longer is no amount
        raise refused(AMOUNT_EXPECTED)
    amount = _PADDING.quantize(Decimal(text), CENT)
    if len(amount.as_tuple().digits) > MAX_DIGITS:
        raise refused(f"应为至多{MAX_DIGITS}位数字的金额")
    return amount or Decimal("0.00")


def _not_negative(amount: Decimal) -> Decimal:
    """Accept zero and more."""
    if amount < 0:
        raise refused("应为零或正数")
    return amount


def _score(value: object) -> Decimal:
    """Accept what can be a score."""
    expected = f"应为0至{FULL_MARKS}、至多两位小数的数"
    try:
        score = _amount(value)
    except PydanticCustomError:  # it speaks of 元
        raise refused(expected) from None
    if not 0 <= score <= FULL_MARKS:
        raise refused(expected)
    return score


def _text(value: object) -> str:
    """Accept text that every file format can carry and every screen shows as it is."""
    if not isinstance(value, str):
        raise refused("应为文字")
    if character := unprintable(value):
        name = "制表符（Tab）" if character == "\t" else f"看不见的字符 U+{ord(character):04X}"
        raise refused(f"里面有{name}，请删去后重新输入")
    if len(value.encode("utf-16-le")) // 2 > EXCEL_TEXT_LIMIT:
        raise refused(f"应为不超过{EXCEL_TEXT_LIMIT}字的文字（Excel单元格的上限）")
    return value


def _date(value: object) -> date:
    """Accept a date, or text such as 2019-08-30."""
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    if type(value) is date:
        return value
    raise refused("应为日期，例如 2019-08-30")


def _year(value: object) -> int:
    """Accept a whole number, or four digits."""
    if isinstance(value, str) and _YEAR.fullmatch(value):
        value = int(value)
    if type(value) is int and FIRST_YEAR <= value <= LAST_YEAR:
        return value
    raise refused(f"应为{FIRST_YEAR}至{LAST_YEAR}之间的年份，例如 2018")


def _yes_no(value: object) -> bool:
    """Accept a bool, or 是 and 否."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _ANSWERS:
        return _ANSWERS[value]
    raise refused("应为“是”或“否”")


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


def _figure(address: str) -> str:
    """Accept the address of a figure of a table that exists in some edition."""
    table, *place = address.split(".")
    if len(place) != len(("row", "column")) or not all(place):
        raise refused("应为“表.行.列”形式的指标，例如 支出决算表.合计.基本支出")
    if table not in TABLES:
        close = get_close_matches(table, TABLES.values(), n=1)
        known = f"是否应为“{close[0]}”" if close else f"应为：{'、'.join(TABLES.values())}"
        raise refused(f"没有“{shortened(table)}”这张表，{known}")
    for part in place:
        if not _PART.fullmatch(part):
            close = get_close_matches(part, glossary().values(), n=1)
            hint = f"，是否应为“{close[0]}”" if close else "，行用科目编码、合计或表上的行名"
            raise refused(f"没有“{shortened(part)}”这一行或这一列{hint}")
    return address


def _matching(pattern: re.Pattern[str], expected: str) -> AfterValidator:
    """Return a validator that accepts text of the given form."""

    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise refused(expected)
        return text

    return AfterValidator(check)


def _of_departments(code: str) -> str:
    """Refuse a code of 政府预算支出经济分类 with the reason; other rules refuse the rest."""
    if _GOVERNMENT_ECONOMIC.fullmatch(code):
        raise refused(
            "5开头的是政府预算支出经济分类，部门决算按部门预算支出经济分类（3开头）填，例如 30201"
        )
    return code


def _of_expenditure(code: str) -> str:
    """Refuse a code of 收入分类 with the reason; other rules refuse the rest."""
    if _INCOME_CODE.fullmatch(code):
        raise refused(
            "1开头的是收入分类科目，收入也按它用于的支出功能分类（2开头）填，例如 2010301"
        )
    return code


def _said_in_json(pattern: str, *types: str) -> WithJsonSchema:
    """Return how a schema for input files says what a value may be."""
    kinds: list[str] = ["string", *types]
    return WithJsonSchema({"type": kinds if types else "string", "pattern": f"^(?:{pattern})$"})


Amount = Annotated[Decimal, BeforeValidator(_amount), _said_in_json(_AMOUNT.pattern, "number")]
"""Exact 元, at most two decimals and 15 digits; never a float."""
Margin = Annotated[
    Decimal,
    BeforeValidator(_amount),
    AfterValidator(_not_negative),
    _said_in_json(_AMOUNT.pattern.removeprefix("-?"), "number"),
]
Score = Annotated[
    Decimal,
    BeforeValidator(_score),
    _said_in_json(_AMOUNT.pattern.removeprefix("-?"), "number"),
]
"""分, at most two decimals, from 0 to 100."""
Text = Annotated[str, BeforeValidator(_text), AfterValidator(str.strip)]
OneLine = Annotated[Text, AfterValidator(_one_line)]
Name = Annotated[OneLine, AfterValidator(_short)]
Date = Annotated[date, BeforeValidator(_date), _said_in_json(_DATE.pattern)]
Year = Annotated[int, BeforeValidator(_year), _said_in_json(_YEAR.pattern, "integer")]
YesNo = Annotated[
    bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": [*_ANSWERS, *_ANSWERS.values()]})
]
# Codes and addresses are not stripped: " 201" beside "201" would otherwise be lost.
_Exact = Annotated[str, BeforeValidator(_text)]
Subject = Annotated[
    _Exact,
    AfterValidator(_of_expenditure),
    _matching(_FUNCTIONAL, "应为3、5或7位的功能分类科目编码，例如 201、20103、2010301"),
    _said_in_json(_FUNCTIONAL.pattern, "integer"),
]
EconomicSubject = Annotated[
    _Exact,
    AfterValidator(_of_departments),
    _matching(_ECONOMIC, "应为3或5位、以3开头的部门预算支出经济分类科目编码，例如 30201"),
    _said_in_json(_ECONOMIC.pattern, "integer"),
]
Code = Annotated[
    _Exact,
    AfterValidator(_of_departments),
    _matching(_CODE, "应为功能分类或经济分类科目编码，例如 2010301、30201"),
    _said_in_json(_CODE.pattern),
]
FigureName = Annotated[_Exact, AfterValidator(_figure), _said_in_json(r"[^.]+\.[^.]+\.[^.]+")]
