"""Which sheet is which of the ministry's forms: by code, by form number, by title."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from juesuan_tables.errors import Problem, shortened
from juesuan_tables.reading.official.words import closed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.reading.sheet import Sheet

TOP_ROWS = 8
"""Rows in which a sheet says its title, its unit, its year and 金额单位."""


class Form(Enum):
    """A form that is read: its number, its title, and what every title of its kind says."""

    COVER = ("封面", "封面", "")
    SUMMARY = ("01", "收入支出决算总表", r"(?<!拨款)收入支出决算总")
    APPROPRIATIONS = ("01-1", "财政拨款收入支出决算总表", r"财政拨款.*总")
    ROLL_FORWARD = ("02", "收入支出决算表", r"(?<!拨款)收入支出决算表")
    INCOME = ("03", "收入决算表", r"收入决算")
    EXPENDITURE = ("04", "支出决算表", r"(?<!收入)(?<!拨款)支出决算")
    GENERAL = ("07", "一般公共预算财政拨款收入支出决算表", r"一般公共预算.*支出")
    BASIC = ("08-1", "一般公共预算财政拨款基本支出决算明细表", r"一般公共预算.*基本支出")
    FUND = ("09", "政府性基金预算财政拨款收入支出决算表", r"政府性基金.*支出")
    CAPITAL = ("11", "国有资本经营预算财政拨款收入支出决算表", r"国有资本经营.*支出")
    ASSETS = ("附01", "预算支出相关信息表", "")
    OPERATION = ("附03", "机构运行信息表", "")

    def __init__(self, number: str, title: str, says: str) -> None:
        """Keep what the form is known by."""
        self.number, self.title, self.says = number, title, says

    def __str__(self) -> str:
        """Return what officers call it.

        >>> str(Form.BASIC), str(Form.COVER)
        ('财决08-1表', '封面')
        """
        return self.number if self is Form.COVER else f"财决{self.number}表"


NEEDED = (
    Form.SUMMARY,
    Form.INCOME,
    Form.EXPENDITURE,
    Form.GENERAL,
    Form.BASIC,
    Form.FUND,
)
"""The forms without which the facts cannot be worked out, whether or not they hold anything."""
_BY_NUMBER = {form.number: form for form in Form}
_BY_TITLE = {form.title: form for form in Form} | {"部门决算相关信息统计表": Form.OPERATION}
_CODE = re.compile(r"(Z|F)0?(\d{1,2})(?!\d)(?:[_-](\d)(?!\d))?")
_COVER = re.compile(r"FM|封面")
_NUMBER = re.compile(r"财决(附?)(\d{1,2})(?!\d)(?:[-_](\d?))?(表?)")
_TITLE = re.compile(r"[^:]*?([一-龥]*(?:决算|相关信息|运行信息)[一-龥]*)")
_BRACKET = re.compile(rf"\(?{_NUMBER.pattern}\)?|\((?:财决?\d?)?$")


def number_of(sheet: Sheet) -> str | None:
    """Return the form number that a sheet bears, None where it bears none.

    Its name says it as a code (Z08_1) or as 财决08-1表, perhaps cut off; else a cell on top, else
    the name of a file that holds one table. A number that is cut off is told by the title.
    """
    name = closed(sheet.name).upper()
    if _COVER.match(name):
        return Form.COVER.number
    if (code := _CODE.match(name)) and title_of(sheet):
        return _number("附" if code[1] == "F" else "", code[2], code[3])
    if (found := _NUMBER.search(name)) and (found[4] or len(found[2]) > 1):
        return _by_title(sheet) if name.endswith("-") else _number(*found.groups()[:3])
    texts = [text for text in _top(sheet) if not _TITLE.sub("", _without_number(text))]
    for text in (*texts, closed(sheet.file).rpartition(".")[0]):
        if (found := _NUMBER.search(text)) and found[4]:
            return _number(*found.groups()[:3])
    return None


def form_of(sheet: Sheet) -> Form | None:
    """Return which form a sheet of an export is, None for those that are not read.

    The number of a form that can be done without may have meant another table: then its title
    decides. For those that are needed ``misread`` tells it.
    """
    form = _BY_NUMBER.get(number_of(sheet) or "")
    if form in NEEDED or (form and re.search(form.says, title_of(sheet) or form.title)):
        return form
    return _BY_TITLE.get(title_of(sheet))


def title_of(sheet: Sheet) -> str:
    """Return the title of a sheet, as its name says it or a cell on top; "" where neither does."""
    name = _BRACKET.sub("", _CODE.sub("", closed(sheet.name), count=1))
    on_top = (text for text in map(_without_number, _top(sheet)) if text.endswith("表"))
    for text in (name, *on_top):
        if found := _TITLE.fullmatch(text):
            return found[1]
    return ""


def misread(forms: Mapping[Form, Sequence[Sheet]]) -> Iterator[Problem]:
    """Yield what is wrong with the sheets as a whole: a form there twice, or of another meaning."""
    for form, sheets in forms.items():
        if len(sheets) > 1:
            places = "、".join(f"{sheet.file}!{sheet.name}" for sheet in sheets)
            advice = "请只留一张，一次只读一个单位的财决"
            yield Problem(sheets[0].file, f"有{len(sheets)}张{form}：{places}", advice)
        for sheet in sheets:
            title = title_of(sheet)
            if title and not re.search(form.says, title):
                what = f"标题是“{shortened(title)}”，{form}应为“{form.title}”"
                advice = "这是较早年度或另一套报表，科目和栏目不同，不能读；请改用填报表填写"
                yield Problem(f"{sheet.file}!{sheet.name}", what, advice)


def missing(forms: Iterable[Form], sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """Yield what to export where forms are missing that cannot be done without."""
    lacking = [form for form in NEEDED if form not in {*forms}]
    if lacking:
        there = shortened("、".join(sheet.name for sheet in sheets), most=200)
        names = "、".join(f"{form}（{form.title}）" for form in lacking)
        what = f"没有找到{names}，找到的工作表有：{there}"
        yield Problem(sheets[0].file, what, "请从部门决算软件导出全部报表，没有数据的空表也要导出")


def _number(appended: str, number: str, part: str | None) -> str:
    """Return a form number as ``Form`` writes it."""
    return f"{appended}{int(number):02}" + (f"-{part}" if part else "")


def _without_number(text: str) -> str:
    return _BRACKET.sub("", text)


def _by_title(sheet: Sheet) -> str | None:
    form = _BY_TITLE.get(title_of(sheet))
    return form.number if form else None


def _top(sheet: Sheet) -> Iterator[str]:
    """Yield the texts in the first rows of a sheet."""
    for cells in sheet.rows[:TOP_ROWS]:
        yield from (closed(cell) for cell in cells if isinstance(cell, str) and cell)
