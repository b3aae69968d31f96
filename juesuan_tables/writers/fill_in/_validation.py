"""What may be typed into the cells of the fill-in workbook: everything else is rejected."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from juesuan_tables.inputs.fill_in.layout import Kind
from juesuan_tables.model._values import FIRST_YEAR, FULL_MARKS, LAST_YEAR
from juesuan_tables.writers.fill_in._page import ranges

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from juesuan_tables.writers.fill_in._page import Entry, Page

_LARGEST = "9999999999999.99"
_LIST_LIMIT = 255
"""Characters that Excel allows for a list within a rule."""
_MOST_TEXT = 8000


class _Rule(NamedTuple):
    """What may be typed, in the words of Excel and in Chinese."""

    kind: Literal["list", "whole", "decimal", "date", "textLength"]
    first: str
    second: str
    title: str
    expected: str


def _rule(entry: Entry) -> _Rule | None:
    """Return the rule of a cell, None where anything may be typed."""
    if entry.kind is Kind.CHOICE:
        listed = ",".join(entry.choices)
        shown = "请从下拉列表中选择。"
        return _Rule("list", f'"{listed}"', "", "请选择", shown) if _short(listed) else None
    if entry.kind in {Kind.NUMBER, Kind.SCORE}:
        return _number(entry.unit)
    return _RULES.get(entry.kind)


def _short(listed: str) -> bool:
    return 0 < len(listed) < _LIST_LIMIT - 2


def _number(unit: str) -> _Rule:
    """Return the rule of a number with a unit."""
    if unit == "年":
        expected = f"应为{FIRST_YEAR}至{LAST_YEAR}之间的年份。"
        return _Rule("whole", str(FIRST_YEAR), str(LAST_YEAR), "年度", expected)
    if unit == "分":
        expected = f"应为0至{FULL_MARKS}的数。"
        return _Rule("decimal", "0", str(FULL_MARKS), "得分（分）", expected)
    if unit == "元":
        return _Rule(
            "decimal", "0", _LARGEST, "金额（元）", "应为零或正数，单位是元，至多两位小数。"
        )
    return _Rule("whole", "0", "999999999", f"数量（{unit}）", "应为零或正的整数。")


def _dates() -> _Rule:
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    start, end = (f"{to_excel(day):.0f}" for day in (first, last))  # type: ignore[no-untyped-call]
    return _Rule("date", start, end, "日期", "应为日期，例如 2019-08-30。")


_RULES = {
    Kind.AMOUNT: _Rule(
        "decimal", f"-{_LARGEST}", _LARGEST, "金额（元）", "应为数，单位是元，至多两位小数。"
    ),
    Kind.CODE: _Rule("textLength", "3", "7", "科目编码", "应为3、5或7位的科目编码，例如 2010301。"),
    Kind.TEXT: _Rule(
        "textLength", "1", str(_MOST_TEXT), "文字", f"应为文字，不超过{_MOST_TEXT}字。"
    ),
    Kind.DATE: _dates(),
}


def add_validation(sheet: Worksheet, page: Page) -> None:
    """Add a rule for every kind of cell that is open."""
    cells: defaultdict[_Rule, list[str]] = defaultdict(list)
    for index, _, row in page.each():
        for title, entry in row.items():
            rule = _rule(entry) if entry.open else None
            if rule:
                cells[rule].append(page.at(title, index))
    for rule, places in cells.items():
        validation = _validation(rule)
        validation.sqref = MultiCellRange(ranges(places))
        sheet.add_data_validation(validation)


def _validation(rule: _Rule) -> DataValidation:
    """Return Excel's rule, which rejects only where both its messages are shown."""
    bounds: dict[str, Any] = {"formula1": rule.first}
    if rule.second:
        bounds |= {"operator": "between", "formula2": rule.second}
    return DataValidation(
        type=rule.kind,
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        errorStyle="stop",
        errorTitle="填写有误",
        error=f"{rule.expected}请重新填写。",
        promptTitle=rule.title,
        prompt=rule.expected,
        **bounds,
    )
