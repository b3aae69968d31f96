"""What stands in a ledger: the headings of its columns, and its codes, terms and amounts."""

from __future__ import annotations

import operator
import re
import unicodedata
from decimal import Decimal
from numbers import Integral
from typing import Any

from juesuan_tables.model._values import MAX_DIGITS
from juesuan_tables.reading.numbers import near_two_decimals, number
from juesuan_tables.terms import Fund, glossary

REQUIRED = ("subject", "fund", "nature", "amount")
SUBJECT_NAME, ECONOMIC_NAME = "subject_name", "economic_name"
_ALSO_CALLED = {
    "subject": (
        "功能科目编码",
        "功能分类",
        "功能分类科目",
        "功能分类科目编码",
        "支出功能分类",
        "支出功能分类科目",
        "支出功能分类科目编码",
        "支出功能科目",
        "预算科目",
        "预算科目编码",
    ),
    SUBJECT_NAME: (
        "功能科目名称",
        "功能分类名称",
        "功能分类科目名称",
        "支出功能分类名称",
        "支出功能分类科目名称",
        "预算科目名称",
    ),
    "economic_subject": (
        "经济科目编码",
        "经济分类",
        "经济分类科目",
        "经济分类科目编码",
        "支出经济分类",
        "支出经济分类科目",
        "支出经济分类科目编码",
        "部门经济分类",
        "部门经济分类科目编码",
        "部门预算经济分类",
        "部门预算支出经济分类",
        "部门预算支出经济分类科目编码",
    ),
    ECONOMIC_NAME: (
        "经济科目名称",
        "经济分类名称",
        "经济分类科目名称",
        "支出经济分类名称",
        "支出经济分类科目名称",
        "部门经济分类名称",
        "部门预算支出经济分类科目名称",
    ),
    "fund": ("资金来源",),
    "nature": ("支出类型", "支出类别"),
    "amount": ("支出金额", "发生额", "金额（元）", "金额(元)"),
}
HEADINGS = {
    heading: field
    for field, headings in _ALSO_CALLED.items()
    for heading in (*headings, *([glossary()[field]] if field in glossary() else []))
}
"""What the columns that are read may be called, with the field that each fills."""
_FUNDS: dict[str, str] = {
    "一般公共预算": Fund.GENERAL_PUBLIC_BUDGET,
    "一般公共预算资金": Fund.GENERAL_PUBLIC_BUDGET,
    "政府性基金": Fund.GOVERNMENT_FUND,
    "政府性基金预算": Fund.GOVERNMENT_FUND,
    "政府性基金预算资金": Fund.GOVERNMENT_FUND,
    "国有资本经营预算": Fund.STATE_CAPITAL,
    "国有资本经营预算资金": Fund.STATE_CAPITAL,
    "财政专户管理资金": Fund.NON_APPROPRIATION,
    "单位资金": Fund.NON_APPROPRIATION,
}
"""资金性质 as the budget system says it."""
_CODE = re.compile(r"[\[【(（]?(\d+)[\]】)）]?(?:[\s\-—_、:：]*[^\W\d].*)?")
"""A code, perhaps in brackets, perhaps with its name behind it."""
_PLAIN = re.compile(r"-?\d{1,13}(?:\.\d{1,2})?", re.ASCII)
_NOTHING = frozenset({"nan", "NaN", "<NA>", "NaT", "None"})
"""How Python and pandas print what is missing."""


def text_of(value: Any) -> str:  # noqa: ANN401 whatever a row holds
    """Return what a code, a term or a name says; an empty text where there is nothing."""
    if isinstance(value, str):
        return value.strip()
    if str(value) in _NOTHING:
        return ""
    if isinstance(value, float) and value.is_integer():  # codes in a column with gaps
        return f"{value:.0f}"
    return str(value)


def meant(field: str, text: str) -> str:
    """Return the code without its name, or the term by its official name."""
    if field == "fund":
        return _FUNDS.get(text, text)
    if field in {"subject", "economic_subject"} and (code := _CODE.fullmatch(text)):
        return unicodedata.normalize("NFKC", code[1])
    return text


def cents_of(value: Any) -> int:  # noqa: ANN401 whatever a row holds
    """Return an exact amount in 分; raise ``ValueError`` where it is none.

    A Decimal or a whole number is what it is. A float, or a text that may have been one, is an
    amount if it lies within 10⁻⁶ of two decimals.
    """
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return _cents(value)
    exact = _exact(value)
    rounded = near_two_decimals(exact) if exact.adjusted() < MAX_DIGITS - 2 else None
    if rounded is None or (isinstance(value, Decimal) and rounded != value):
        raise ValueError(value)
    return _cents(f"{rounded:f}")


def _exact(value: Any) -> Decimal:  # noqa: ANN401 whatever a row holds
    """Return the number that a value is; raise ``ValueError`` where it is none."""
    if isinstance(value, float):
        exact: Decimal | None = Decimal(float.__repr__(value))  # numpy's own prints otherwise
    elif isinstance(value, Integral) and not isinstance(value, bool):
        exact = Decimal(operator.index(value))
    else:
        exact = number(value)
    if exact is None or not exact.is_finite():
        raise ValueError(value)
    return exact


def _cents(digits: str) -> int:
    """Return 分 of digits with at most two decimals."""
    whole, _, decimals = digits.partition(".")
    return int(whole + decimals.ljust(2, "0"))
