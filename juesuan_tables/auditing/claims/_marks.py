"""What stands between the numbers of a sentence: ends, lists, reasons, comparisons, directions."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.auditing._cues import cued
from juesuan_tables.auditing.claims._model import Base, Direction

if TYPE_CHECKING:
    from collections.abc import Iterator


class Mark(Enum):
    """What a mark says about what follows or what was said."""

    __hash__ = object.__hash__  # members are told by identity, and looked up all the time

    SENTENCE = auto()
    SEMICOLON = auto()
    LIST = auto()
    FREE = auto()
    AGAINST = auto()
    BUDGET = auto()
    FLAT = auto()
    ITEM = auto()
    NONE = auto()
    BUDGETED = auto()
    MEMBER = auto()
    BRACKET = auto()
    BRACKET_END = auto()


SILENT = frozenset(
    {Mark.SENTENCE, Mark.SEMICOLON, Mark.FREE, Mark.MEMBER, Mark.BRACKET, Mark.BRACKET_END}
)
"""Marks that say nothing where no number is told and no subject was left open."""


class Found(NamedTuple):
    """A mark, and from where to where it stands; ``word`` is what it is about."""

    mark: Mark
    start: int
    end: int
    word: str = ""
    more: str = ""


IN_A_NAME = "类|款|项|境|护|役|室|套|台"
"""What a bracket has that is part of a name: 因公出国(境)费, 小学教育(项)."""
BRACKETS = re.compile(rf"\((?!{IN_A_NAME})[^()]*\)")
"""All others."""
_STAGE = r"(?:年初|全年|调整后?|年度|当年|批复)?(?<!公共)(?<!基金)(?<!经营)预算"
_YEAR = r"(?:上年|去年|上一?年度?|(?:19|20)\d{2}年度?)"
_PARTS = r"[^。；\d]{2,40}(?:\(类\)[^。；\d]{0,4}\d|\d[\d.,]*(?:亿|万)?元[，、；](?:占|[^。；\d]{2,20}\d[\d.,]*(?:亿|万)?元))"
"""How a list of amounts begins, where a list of names or a purpose might stand."""
ITEM = cued(
    r"(?P<word>(?:[^，。；：]{1,60}?\((?:类|款)\)){0,2}(?:支出)?[^，。；：]{1,60}?\(项\))", "(项)"
)
"""The full name of an item of expenditure."""
_PATTERNS = (
    (Mark.SENTENCE, cued(r"[。\n]", "。", "\n")),
    (Mark.SEMICOLON, cued(r"；", "；")),
    (
        Mark.LIST,
        cued(
            r"其中[：，]?|用于以下(?:几个)?方面[：，]?|(?:情况|结构|明细|项目)?如下[：，]?"
            rf"|(?:主要)?(?:用于|包括)[：，]?(?={_PARTS})",
            *("其中", "如下", "用于", "包括"),
        ),
    ),
    (Mark.ITEM, ITEM),
    (
        Mark.AGAINST,
        cued(
            rf"(?:与|比|较于?|同|对比|较之)(?P<word>{_YEAR}的?{_STAGE}|{_YEAR}|{_STAGE})(?:决算|支出|同期|数|度)*(?:相比|比较|对比)?|(?P<more>同比)(?:去年|上年)?",
            *("与", "比", "较", "同"),
        ),
    ),
    (
        Mark.BUDGET,
        cued(
            rf"(?:决算数?|支出|经费)(?P<more>大于|小于|等于|高于|低于|超过|少于|多于|超出)(?P<word>{_STAGE})数?"
            rf"|与(?P<flat>{_STAGE})(?:数|安排)?(?:相比)?(?:基本)?(?P<same>持平|一致|相等|相同)",
            "预算",
        ),
    ),
    (
        Mark.MEMBER,
        cued(
            r"(?:^|(?<=[。；]))(?:\(?\d{1,2}[.、)])?(?!其中|具体|主要|原因)(?P<word>[^，。；：\d]{2,24}"
            r"(?<!情况)(?<!原因)(?<!方面)(?<!如下)(?<!支出)(?<!收入)(?<!合计)(?<!\(项\))(?<!费)(?<!目标)(?<!用途)"
            r"(?<!效果)(?<!说明)(?<!包括)(?<!性质))：(?=[^。；]{0,40}\d)",
            "：",
        ),
    ),
    (Mark.BUDGETED, cued(rf"{_STAGE}(?:数|安排)?中[，：]", "中，", "中：")),
    (
        Mark.FLAT,
        cued(
            rf"(?:与|同|较|比)(?P<word>{_YEAR})(?:决算|支出|同期|数|度)*(?:相比)?，?(?P<more>基本)?(?:保持)?(?:持平|相同|一致|无变化|无增减)",
            *("持平", "相同", "一致", "无变化", "无增减"),
        ),
    ),
    (
        Mark.NONE,
        cued(
            r"(?:无|没有|未发生|未安排|未使用)(?P<word>[^，。；：]{0,40}?(?:支出|收入|开支|收支|费用|费|预算|经费|拨款)[^，。；：]{0,10})(?=[，。；]|$)",
            *("无", "没有", "未"),
        ),
    ),
)
AGAINST = next(each.pattern for mark, each in _PATTERNS if mark is Mark.AGAINST)
"""What a figure is compared with, as words: 与2017年相比, 较年初预算, 同比."""
_WHY = cued(
    r"(?:主要)?原因(?:是|为|：|有|在于)*|主要(?:是|系)(?:因|由于|由|为了)?|由于|是因为|因为",
    *("原因", "主要是", "主要系", "由于", "因为"),
)
_WHAT_FOR = cued(
    rf"(?:主要)?用于(?!以下)[：，]?(?!{_PARTS})|开支内容(?:包括)?[：，]?"
    rf"|主要(?:包括|为|支出)[：，]?(?!{_PARTS})|具体包括[：，]?(?!{_PARTS})",
    *("用于", "开支内容", "主要包括", "主要为", "主要支出", "具体包括"),
)
_RESUMED = re.compile(
    rf"(?<=[，、])(?:其中[：，]|(?:与|比|较|同)(?:{_YEAR}|{_STAGE})|同比|{_STAGE}(?:数|安排|为)|支出决算|决算数|完成[^，。；]{0, 20}预算"
    r"|占(?:[^，。；]{0,24}的)?\d|(?:因公出国|公务接待费|公务用车)[^，。；\d]{0,20}\d)|(?<=\))(?=[；，])"
)
_ENDS = re.compile(r"[。；\n]")


_BRACKET = re.compile(r"[()\[\]]")
_PART_OF_A_NAME = re.compile(rf"\((?:{IN_A_NAME})\)")


@lru_cache(maxsize=2_000)  # many documents have formulas in common
def marks_of(text: str) -> tuple[Found, ...]:
    """Return all marks of a plain text, in its order; free text hides those within it."""
    free = bytearray(len(text) + 1)
    found = []
    for start, end in _free(text):
        found.append(Found(Mark.FREE, start, end))
        free[start + 1 : end] = b"1" * (end - start - 1)
    for mark, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not free[match.start()]:
                groups = match.groupdict()
                word = groups.get("word") or groups.get("flat") or ""
                more = groups.get("more") or groups.get("same") or ""
                found.append(Found(mark, match.start(), match.end(), word, more))
    found += _brackets(text)
    return tuple(sorted(found, key=lambda each: (each.start, each.mark.value)))


@lru_cache(maxsize=2_000)
def kinds_of(text: str) -> frozenset[Mark]:
    """Return which marks there are in a plain text."""
    return frozenset(each.mark for each in marks_of(text))


def _brackets(text: str) -> Iterator[Found]:
    """Yield where brackets open and close, those of (类) and (境) apart."""
    open_: list[bool] = []
    for match in _BRACKET.finditer(text):
        if match[0] in "([":
            open_.append(not _PART_OF_A_NAME.match(text, match.start()))
            if open_[-1]:
                yield Found(Mark.BRACKET, match.start(), match.end())
        elif open_ and open_.pop():
            yield Found(Mark.BRACKET_END, match.start(), match.end())


def _free(text: str) -> Iterator[tuple[int, int]]:
    """Yield where reasons and purposes stand: the numbers in them are the unit's own."""
    end = 0
    for pattern_match in sorted(
        (*_WHY.finditer(text), *_WHAT_FOR.finditer(text)), key=lambda match: match.start()
    ):
        if pattern_match.start() < end:
            continue
        stop = _ENDS.search(text, pattern_match.end())
        end = stop.start() if stop else len(text)
        if resumed := _RESUMED.search(text, pattern_match.end(), end):
            end = resumed.start()
        yield pattern_match.start(), end


def stage_of(word: str) -> Base:
    """Return which budget a word means."""
    if word.startswith("年初"):
        return Base.INITIAL_BUDGET
    return Base.FULL_YEAR_BUDGET if word.startswith(("全年", "调整")) else Base.BUDGET


_MORE_THAN = {"大于", "高于", "超过", "多于", "超出"}
_FLAT = {"持平", "一致", "相等", "相同", "等于"}


def direction_of(word: str) -> Direction:
    """Return what a word of comparison says."""
    if word in _FLAT:
        return Direction.SAME
    return Direction.MORE if word in _MORE_THAN else Direction.LESS
