"""Years where the formulas of a publication name this year, last year, or the day of its balance.

Years in free text, of laws, plans and projects, may be any.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from juesuan_tables.auditing._cues import cued
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.wording._days import DAY, balances, no_such_day, staff
from juesuan_tables.auditing.wording._other_years import (
    Seen,
    is_nothing_last_year,
    sections_of_another_year,
)
from juesuan_tables.auditing.wording._text import of_text
from juesuan_tables.findings import Severity
from juesuan_tables.passages import PassageKind
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing.wording._text import Line, Reading
    from juesuan_tables.findings import Finding

_SOURCE = "核对清单第74条"
YEAR = AuditRule(
    "wording-year",
    "标题、公式化的句子中的年度都是本年度，相比的都是上年",
    _SOURCE,
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
RULES = (YEAR, DAY)

_UNIT = "(?:部门|单位|部门（单位）|单位（部门）)?"
_SUBJECT = (
    "(?:收入、?支出总?|收、支|收支|财政拨款(?:收|支出|“)|一般公共预算财政拨款|政府性基金预算财政拨款|"
    "国有资本经营预算财政拨款|“?三公”?经费|机关运行经费支出|政府采购(?:支出总额|金额)|"
    "(?:没有|无)(?:“?三公”?|财政拨款|一般公共|政府性|国有资本|机关运行)|"
    "预算绩效管理工作开展情况|收入总?计|支出总?计|本年收入|本年支出|总收入|总支出)"
)
_THIS_YEAR = re.compile(
    rf"^(?:[^，。；：\d]{{0,40}}?)(?P<a>\d{{4}})年度?{_UNIT}{_SUBJECT}"
    r"|(?<=纳入)[^，。；：\d]{2,40}(?P<b>\d{4})年度?(?:部门|单位)?决算编制范围"
    r"|(?P<c>\d{4})年度?(?:部门|单位)?决算(?:编制范围|汇总公开|公开单位构成)"
    r"|绩效(?:目标|跟踪(?:评价)?|自评|监控)的(?P<d>\d{4})年度?项目"
    r"|^(?P<e>\d{4})年度?本(?:部门|单位)(?:会议费|面向|政府采购|机关运行|无)"
    r"|(?P<f>\d{4})年(?:度|末|底)?，?[^，。；\d]{0,40}开支财政拨款的公务用车保有量"
    r"|(?P<g>\d{4})年度?“?三公”?经费(?:财政拨款)?支出决算(?:数比|数[大小]于|中|数与)"
)
_A_YEAR = re.compile(r"\d{4}年")
_AMOUNT = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?万元")
_SENTENCE = re.compile(r"[^。；]+[。；]?")
_HEAD = re.compile(
    rf"(?<![与比较同])(?P<a>\d{{4}})年度?{_UNIT}"
    r"(?:决算|预算绩效情况说明|(?:财政拨款|一般公共预算|“?三公”?经费)(?![^，。；]*预算$))"
)
_TABLE_HEAD = re.compile(
    rf"^[（]?(?P<a>\d{{4}})年度?[）]?$|(?P<b>\d{{4}})年度?{_UNIT}(?:决算|[^，。；\d]{{2,40}}决算(?:总|明细)?表)"
)
_NONE_OF = re.compile(r"(?:说明|注)?：?[^，。；\d]{0,40}(?P<a>\d{4})年度?(?:没有|无)")
_REPORT = re.compile(r"(?P<a>\d{4})年度?[^\d]{0,40}(?:绩效(?:自评|评价)?报告|自评报告)$")
_LAST_YEAR = re.compile(
    r"(?:与|比|较|同)(?P<a>\d{4})年度?(?:决算数?)?(?:相比|比较|，|增加|减少|增长|下降|降低|上升|持平)"
    r"(?=[^。；]{0,60}?(?:增加|减少|增长|下降|降低|上升|持平|[\d.]))"
    r"|(?:与|比|较)(?P<b>\d{4})年度?(?:相比)?(?:持平|增加|减少)"
)
_WITH = re.compile(r"[与比较同](\d{4})年")
_BECAUSE = re.compile(r"(?:主要)?(?:原因|是因为|是由于)")
_NO_YEAR = cued(r"(?<![\d.])(?:20\d|20\d{3})年(?=度|12月31日)", "年度", "年12月")


_amounts = of_text(_AMOUNT.findall)
_broken = of_text(_NO_YEAR.finditer)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield years that formulas cannot mean, and days that are not those of the balance."""
    told = Counter(each for line in reading.prose for each in _amounts(line.text))
    seen = [*_named(reading, told), *_compared(reading, told)]
    year = _year(reading, seen)
    if year is not None:
        agreeing = sum(each.year == year for each in seen)
        if agreeing * 2 >= len(seen):  # else it is not clear what the document is about
            yield from _wrong(reading, seen, year)
        yield from balances(reading, year)
        yield from staff(reading, year)
    yield from no_such_day(reading)
    yield from _no_such_year(reading)


def _year(reading: Reading, seen: list[Seen]) -> int | None:
    """Return the year of the document: that of nearly all formulas, else what its title says."""
    said = reading.audited.year
    counted = Counter(each.year for each in seen if each.severity is None)
    if not counted:
        return said
    year, times = counted.most_common(1)[0]
    if said is None:
        return year if times > counted.total() // 2 else None
    return year if times >= 4 and times * 4 >= counted.total() * 3 else said  # noqa: PLR2004


def _wrong(reading: Reading, seen: list[Seen], year: int) -> Iterator[Finding]:
    others = sections_of_another_year(reading, seen, year)
    for each in seen:
        section = each.line.passage.section
        if each.year == year or any(section[: len(other)] == other for other in others):
            continue
        if each.year == year - 1 and is_nothing_last_year(reading, each, year):
            continue
        expected = each.printed - each.year + year
        if each.printed != each.year and each.printed == year:
            what = f"与本年度（{year}年）相比，应为上年{expected}年。请改正。"
        else:
            what = f"写的是{each.printed}年，按全文应为{expected}年。请改正。"
        yield reading.found(
            YEAR,
            each.line,
            each.start,
            each.end,
            what,
            severity=each.severity,
            printed=f"{each.printed}年",
            expected=f"{expected}年",
            difference=f"{abs(each.printed - expected)}年",
        )


def _named(reading: Reading, told: Counter[str]) -> Iterator[Seen]:
    """Yield the years of titles, heads and sentences that name this year."""
    kinds = PassageKind
    for line in reading.of_kind(kinds.COVER, kinds.CONTENTS, kinds.HEADING):
        for match, severity in _in_head(line.text):
            yield _this(line, match, severity)
    for line in reading.of_kind(kinds.NOTE):
        yield from (_this(line, match) for match in _TABLE_HEAD.finditer(line.text))
        if nothing := _NONE_OF.match(line.text):
            yield _this(line, nothing)
    for line in reading.of_kind(kinds.PARAGRAPH):
        yield from _in_sentences(line, told)


@of_text
def _in_head(text: str) -> Iterator[tuple[re.Match[str], Severity | None]]:
    """Yield the years of a title or a heading."""
    for pattern, severity in ((_HEAD, None), (_REPORT, Severity.ADVISORY)):
        if match := pattern.search(text):
            yield match, severity


@of_text
def _formulas(text: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield the formulas that name this year, each behind its sentence."""
    for sentence in _SENTENCE.finditer(text) if "年" in text else ():
        if _A_YEAR.search(sentence[0]):
            yield from ((sentence, match) for match in _THIS_YEAR.finditer(sentence[0]))


def _in_sentences(line: Line, told: Counter[str]) -> Iterator[Seen]:
    """Yield the years that the formulas of a paragraph say they are about.

    ``told`` counts the amounts of the whole document.
    """
    for sentence, match in _formulas(line.text):
        one = _this(line, match, None, sentence.start())
        several = _is_a_series(line) or _several(sentence[0], one.printed)
        if not several and _is_meant(line, match, told):
            yield one


def _is_meant(line: Line, match: re.Match[str], told: Counter[str]) -> bool:
    """Return whether a formula must be about this year.

    In free text it must tell an amount that is told elsewhere, too; nowhere may it be one of a row
    of years: 2022年度收入总计…。2021年度收入总计….
    """
    if match.lastgroup != "a" or not line.passage.section or "绩效管理" in match[0]:
        return True
    subject = match.string[match.end("a") : match.end()]
    if len(set(re.findall(rf"(\d{{4}})(?={re.escape(subject)})", line.text))) > 1:
        return False
    amount = _AMOUNT.search(match.string, match.end())
    return line.is_official or (amount is not None and told[amount[0]] > 1)


def _is_a_series(line: Line) -> bool:
    """Tell if a paragraph compares with several years: 比2020年增加…，比2019年增加…."""
    return len({*_WITH.findall(line.text)}) > 1


def _several(sentence: str, year: int) -> bool:
    """Return whether a sentence goes from year to year: 2022年度…，2023年度…."""
    years = [
        int(each) for each in re.findall(r"(?<![与比较同〔（\d])(\d{4})年度?(?!\d*月)", sentence)
    ]
    return len({*years} - {year}) > 0


def _this(line: Line, match: re.Match[str], severity: Severity | None = None, at: int = 0) -> Seen:
    name = match.lastgroup or "a"
    year = int(match[name])
    return Seen(line, at + match.start(name), at + match.end(name) + 1, year, year, severity)


def _compared(reading: Reading, told: Counter[str]) -> Iterator[Seen]:
    """Yield the years that a formula compares with, before it gives reasons.

    In free text a formula is one whose change is told elsewhere, too.
    """
    for line in reading.of_kind(PassageKind.PARAGRAPH):
        compared = _comparisons(line.text)
        if not compared or _is_a_series(line):
            continue
        reason = _BECAUSE.search(line.text)
        for match in compared:
            if reason and match.start() > reason.start() and not _in_formula(line.text, match):
                continue
            if not line.is_official and line.passage.section:
                change = _AMOUNT.search(line.text, match.end())
                if change is None or told[change[0]] < 2:  # noqa: PLR2004
                    continue
            name = match.lastgroup or "a"
            year = int(match[name])
            yield Seen(line, match.start(), match.end(name) + 1, year, year + 1)


@of_text
def _comparisons(text: str) -> Iterator[re.Match[str]]:
    """Yield the years that a paragraph with amounts compares with."""
    yield from _LAST_YEAR.finditer(text) if "元" in text else ()


def _in_formula(text: str, match: re.Match[str]) -> bool:
    """Return whether a comparison after a reason begins a formula of its own."""
    before = text[text.rfind("。", 0, match.start()) + 1 : match.start()]
    return not _BECAUSE.search(before) and "万元" in text[match.end() : match.end() + 60]


def _no_such_year(reading: Reading) -> Iterator[Finding]:
    """Yield years of a digit less or more."""
    for line in reading.lines:
        for match in _broken(line.text):
            what = f"“{match[0]}”不是完整的年份。请改正。"
            yield reading.found(YEAR, line, *match.span(), what, printed=match[0])
