"""The numbers of a text, each with what it is by its unit and its neighbours."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(Enum):
    """What a number is; the value is what documents and reports call it."""

    __hash__ = object.__hash__  # members are told by identity, and looked up all the time

    AMOUNT = "金额"
    PERCENT = "百分比"
    POINTS = "百分点"
    TIMES = "倍数"
    COUNT = "数量"
    DATE = "年份、日期"
    ORDINAL = "序号"
    CODE = "编码、文号"
    THRESHOLD = "限额"
    OTHER = "其他数量"
    BARE = "没有单位的数"


CLAIMED = frozenset({Kind.AMOUNT, Kind.PERCENT, Kind.TIMES, Kind.COUNT, Kind.BARE, Kind.POINTS})
"""What a claim may be about; all others are classes of their own."""


class Number(NamedTuple):
    """A number with its unit, from ``start`` to ``end`` of the plain text.

    ``value`` is as printed, ``decimals`` how many were printed; ``unit`` is 万元, % or 辆.
    """

    kind: Kind
    value: Decimal
    unit: str
    decimals: int
    start: int
    end: int


_MONEY = r"(?:亿|百万|万|千)?元"
_COUNTED = (
    "人次|批次|辆次|台\\(套\\)|台件|辆|台|套|个|人|次|批|项|家|户|件|条|块|名|张|份|篇|期|场|册|"
    "平方米|平方公里|公里|万平方米|亩|吨|天|日|个月|小时|岁|周年|分钟|分|余|多|位|所|处|座|间|"
    "艘|架|棵|株|头|只|公斤|千克|米|克|度|平米|部|本|幅|支|宗|笔|起|例|班|级|届|轮|版"
)
_UNIT = re.compile(
    rf"(?P<points>个?百分点)|(?P<percent>%|‰)|(?P<money>{_MONEY})|(?P<times>倍)"
    rf"|(?P<wan>万(?!元))?(?P<count>{_COUNTED})|(?P<bare_wan>[亿万])"
)
_NUMBER = re.compile(
    r"(?=[-\d])(?<![\d.])(?:(?<![\d年月日号%])-)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
)
_YEAR = re.compile(
    r"(?=\d)(?:(?<!\d)(?:19|20)\d{2}(?:年度?)?(?:(?:[-—–~～至、和到]+)(?:19|20)\d{2})+年度?"
    r"|(?<![\d.])(?:19|20)\d{2}年(?:度|\d{1,2}月(?:\d{1,2}日)?)?"
    r"|(?<![\d.])\d{1,2}月(?:\d{1,2}日|份|底|末|初)?|(?<![\d.])\d{1,2}日"
    r"|(?<!\d)(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}(?!\d))"
)
_CODE = re.compile(
    r"(?=[\[(第公附财表\dA-Za-z])(?:[\[(](?:19|20)\d{2}[\])](?:第?\d+号)?|第\d{1,9}[号条款项章批次期页]|(?<!\d)\d{1,9}号|(?:公开|附|财决)?表?(?<!\d)\d{1,4}表"
    r"|(?<![\d.])(?:20[1-9]|21\d|22[0-9]|23\d|30[1-9]|31[0-3]|399)(?:\d{2}){0,2}(?=[\u4e00-\u9fff])(?!万|元|亿|人|个|辆|台|次|批|件|户|家|条|年|项|份|余|多|千|名)"
    r"|(?<![A-Za-z])[A-Za-z][A-Za-z.+-]{0,20}\d[A-Za-z\d.-]{0,20}|(?<!\d)\d{1,9}[A-Za-z][A-Za-z\d]{0,20}|(?<!\d)\d{3,4}-\d{7,8}|1\d{10}(?!\d)|\d{1,2}：\d{2})"
)
_ORDINAL = re.compile(
    r"^\(?\d{1,2}(?:\.\d{1,2})*[.、)．](?!\d)|(?<=[。；：，])\(?\d{1,2}[.、)．](?=[^\d])"
    r"|\(\d{1,2}\)|^\d{1,2}(?=[\u4e00-\u9fff]{4})(?!\d*(?:年|月|日|个|人|万|台|辆|项|次|家|批|户))"
)
_DIGIT = re.compile(r"\d")
"""What every number has."""
_MOST_DIGITS = 30
_LIMIT_AFTER = re.compile(r"\(?(?:含|不含)?\)?(?:以上|以下|以内|及以上|及以下)")


@lru_cache(maxsize=2_000)  # many documents have formulas in common
def numbers_of(text: str) -> tuple[Number, ...]:
    """Return every number of a plain text, from left to right."""
    if not _DIGIT.search(text):
        return ()
    taken = bytearray(len(text))
    numbers: list[Number] = []
    for pattern, kind in ((_YEAR, Kind.DATE), (_CODE, Kind.CODE), (_ORDINAL, Kind.ORDINAL)):
        for found in pattern.finditer(text):
            start, end = found.span()
            if not any(taken[start:end]):
                taken[start:end] = b"1" * (end - start)
                numbers.append(Number(kind, Decimal(0), "", 0, start, end))
    numbers += (each for each in _measured(text) if not any(taken[each.start : each.end]))
    return tuple(sorted(numbers, key=lambda number: number.start))


_NAMED = {"points": Kind.POINTS, "percent": Kind.PERCENT, "times": Kind.TIMES, "money": Kind.AMOUNT}


def _measured(text: str) -> Iterator[Number]:
    """Yield the numbers with their units."""
    for found in _NUMBER.finditer(text):
        digits = found[0].replace(",", "")
        if len(digits) > _MOST_DIGITS:
            yield Number(Kind.OTHER, Decimal(0), "", 0, found.start(), found.end())
            continue
        value, decimals = Decimal(digits), len(digits.partition(".")[2])
        unit = _UNIT.match(text, found.end())
        kind, end, word = Kind.BARE, found.end(), ""
        if unit:
            kind = _NAMED.get(unit.lastgroup or "", Kind.COUNT)
            end, word = unit.end(), unit[0]
            if unit["bare_wan"] or unit["wan"]:
                kind = Kind.OTHER
            if unit["money"] and text.startswith(("美元", "港元"), unit.start()):
                kind = Kind.OTHER
            if kind is Kind.AMOUNT and _LIMIT_AFTER.match(text, end):
                kind = Kind.THRESHOLD
        yield Number(kind, value, word, decimals, found.start(), end)
