"""Numbers that have lost what they are numbers of: 万元, 元, %."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.auditing._cues import cued
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.wording._text import of_text
from juesuan_tables.findings import Severity
from juesuan_tables.passages import PassageKind
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing.wording._text import Reading
    from juesuan_tables.findings import Finding

UNIT = AuditRule(
    "wording-missing-unit",
    "金额带“万元”，比率带“%”",
    "核对清单第75条",
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
STRAY = AuditRule(
    "wording-stray-unit",
    "比率后面没有多余的“万元”，句中没有孤零零的数",
    "核对清单第75条",
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
RULES = (UNIT, STRAY)

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_EXACT = r"\d[\d,]*\.\d{2,}"
_MONEY = (
    "支出|收入|决算数?|预算数?|经费|费用?|总额|总计|合计|金额|结转和结余|年初结转|年末结转|资金"
)
_END = r"(?=[，。；、）]|$|决算数|支出决算|完成|增长|下降|降低|占|其中|主要|与\d{4}年)"
_STOP = r"(?=[，。；、）]|$)"
_AMOUNTS = re.compile(
    rf"(?:{_MONEY})(?:为|是){_NUMBER}{_END}"
    rf"|(?:{_MONEY}){_EXACT}{_END}"
    rf"|（[类款项]）(?:支出)?{_EXACT}{_END}"
    rf"|(?:增加|减少){_NUMBER}(?=，?(?:增长|下降|降低){_NUMBER}%)"
    rf"|(?:增加|减少){_EXACT}(?=[，。；])"
)
_TEN_THOUSANDS = cued(
    rf"(?:{_MONEY})(?:为|是)?{_NUMBER}万(?=[，。；、）（]|决算数|完成|增长|下降|占)"
    rf"|(?:增加|减少){_NUMBER}万(?=，?(?:增长|下降|降低){_NUMBER}%)",
    *(
        "万，",
        "万。",
        "万；",
        "万、",
        "万）",
        "万（",
        "万决算数",
        "万完成",
        "万增长",
        "万下降",
        "万降低",
    ),
    "万占",
)
_RATES = re.compile(
    rf"(?<!\d)占(?:本年[收支][入出]合计|基本支出|政府采购支出总额|总额|比|比为|比例为)?的?{_NUMBER}(?=[，。；）]|$)"
    rf"|万元，?(?:同比)?(?:增长|下降|降低|上升){_NUMBER}(?:[，。；）]|$)"
    rf"|(?:增长|下降){_EXACT}{_STOP}"
    rf"|完成(?:年初|全年|调整|当年)?预算数?的{_NUMBER}{_STOP}"
)
_LONE = re.compile(rf"(?<![\d.,]){_NUMBER}[万亿]?元[，,](?P<it>{_NUMBER})(?=[；。])")
_STRAY = cued(rf"(?<![\d.,])(?P<it>{_NUMBER}%[万亿]元)(?=[，。；、）]|$)", "%万元", "%亿元")
_WITH_UNIT = re.compile(r"\d万元")
_ZERO = re.compile(r"(?<![\d.])0(?:\.0+)?$")
_ZERO_WITH_UNIT = re.compile(r"(?<![\d.])0(?:\.0+)?万?元")
"""Where a paragraph writes 0万元 elsewhere, a bare 0 has lost its unit."""
_SCORE = re.compile(r"得分|评分|分值|满分|权重|\d分")


def find(reading: Reading) -> Iterator[Finding]:
    """Yield amounts without 万元 or 元, and rates without %."""
    yield from _stray(reading)
    if not _prints_units(reading):
        return
    for line in reading.of_kind(PassageKind.PARAGRAPH):
        if "元" not in line.text and _SCORE.search(line.text):
            continue
        for start, printed, unit in _bare(line.text):
            lost = unit != "万元" or not _is_bare_zero(line.text, printed, start)
            yield reading.found(
                UNIT,
                line,
                start,
                start + len(printed),
                f"“{printed}”后面缺“{unit}”。请补上，并核对数字。",
                severity=None if lost else Severity.ADVISORY,
                printed=printed,
                expected=f"{printed}{unit}",
            )


@of_text
def _bare(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the words with a number that lacks a unit, where they begin, and the unit."""
    for pattern, unit in ((_AMOUNTS, "万元"), (_TEN_THOUSANDS, "元"), (_RATES, "%")):
        for match in pattern.finditer(text):
            yield match.start(), match[0].rstrip("，。；）"), unit


def _is_bare_zero(text: str, printed: str, start: int) -> bool:
    """Return whether a zero may do without its unit: nobody writes one, or it ends a bracket."""
    in_bracket = text[start + len(printed) :].startswith("）")
    return bool(_ZERO.search(printed)) and (in_bracket or not _ZERO_WITH_UNIT.search(text))


def _stray(reading: Reading) -> Iterator[Finding]:
    """Yield a number that is a clause of its own, and 万元 behind a rate."""
    for line in reading.of_kind(PassageKind.PARAGRAPH):
        for match, what in _strays(line.text):
            yield reading.found(
                STRAY, line, *match.span(), what.format(match["it"]), printed=match["it"]
            )


@of_text
def _strays(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for pattern, what in (
        (
            _LONE,
            "“{}”是一个孤零零的数，没有写明是什么数，也没有单位。请补全（如“占…%”）或删去。",
        ),
        (_STRAY, "“{}”既有“%”又有“元”，不能同时是比率和金额。请删去多余的单位。"),
    ):
        for match in pattern.finditer(text):
            yield match, what


def _prints_units(reading: Reading) -> bool:
    """Return whether the text itself writes 万元 after its amounts."""
    return any(_WITH_UNIT.search(each.text) for each in reading.prose if "万元" in each.text)
