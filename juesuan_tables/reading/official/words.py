"""What official tables print, brought to one spelling: titles, heads, labels of lines."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan_tables.reading.numbers import NOTHING, number
from juesuan_tables.terms import Stage

if TYPE_CHECKING:
    from juesuan_tables.reading.sheet import Value

TOTAL = "合计"
CODE, LABEL, LINE = "科目编码", "科目名称", "行次"
ORDINAL = "栏次"
BUDGET = "预算数"
DETAIL = "其中"
"""How what is a part of the column or line before it begins."""
NOTES = ("注", "说明", "备注")
"""How the lines below a table begin."""
SUMS = {TOTAL, "总计", "小计"}
"""What a row is called that adds up all others."""

_HEADS = {
    CODE: (
        "功能分类科目编码",
        "功能分类科目代码",
        "支出功能分类科目编码",
        "支出功能分类科目代码",
        "功能科目编码",
        "经济分类科目编码",
        "经济分类科目代码",
        "支出经济分类科目编码",
        "支出经济分类科目代码",
        "经济科目编码",
        "科目代码",
        "编码",
        "类",
        "款",
        "项",
    ),
    LABEL: (
        "项目",
        "项目名称",
        "支出项目",
        "收入项目",
        "功能分类科目名称",
        "支出功能分类科目名称",
        "经济分类科目名称",
        "科目",
        "名称",
    ),
    LINE: ("序号",),
    TOTAL: ("小计", "本年收入合计", "本年支出合计", "收入合计", "支出合计"),
    "决算数": ("金额", "决算", "决算金额", "收入决算数", "支出决算数", "本年决算数"),
    BUDGET: (
        "年初预算数",
        "年初预算",
        "全年预算数",
        "全年预算",
        "全年(调整)预算数",
        "调整预算数",
        "预算",
    ),
    "因公出国(境)费": ("因公出国(境)费用", "因公出国(境)经费", "因公出国(境)"),
    "公务用车购置及运行维护费": (
        "公务用车购置及运行费",
        "公务用车购置和运行费",
        "公务用车购置和运行维护费",
        "公务用车购置及运行维护费用",
    ),
    "公务用车运行维护费": ("公务用车运行费",),
    "一般公共预算财政拨款": ("一般公共预算",),
    "政府性基金预算财政拨款": ("政府性基金预算", "政府性基金财政拨款", "政府性基金"),
    "国有资本经营预算财政拨款": ("国有资本经营预算", "国有资本经营财政拨款"),
}
"""Heads of columns, each with what is printed instead; 合计 and 小计 are told apart by their band."""
_HEAD = {also: head for head, others in _HEADS.items() for also in others}
_STAGES = {
    "年初预算": Stage.INITIAL_BUDGET,
    "全年": Stage.FULL_YEAR_BUDGET,
    "调整预算": Stage.FULL_YEAR_BUDGET,
}
_LONGEST_DASH = 4
_UNSEEN = re.compile(r"[\s\u200b\ufeff“”‘’\"'「」『』]")
_NUMBERING = re.compile(r"(?:\([一二三四五六七八九十\d]+\)[、.]?|[一二三四五六七八九十\d]+[、.])+")
_BESIDE_HEAD = re.compile(rf"^{DETAIL}:|^\d{{4}}年度?|\((?:单位:)?(?:万元|元)\)$")


def closed(value: Value) -> str:
    """Return a cell's text without spaces and quotation marks, brackets half-width.

    >>> closed(" 收 入 决 算 表（公开０２表）")
    '收入决算表(公开02表)'
    """
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".removesuffix(".0")
    return _closed(str(value))


@lru_cache(maxsize=20_000)  # the same few thousand texts make up all documents
def _closed(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=20_000)
def is_number(text: str) -> bool:
    """Return whether a cell's text, given as ``closed``, is a number."""
    try:
        return number(text) is not None
    except ValueError:
        return False


def says_nothing(text: str) -> bool:
    """Return whether a cell's text, given as ``closed``, is blank or a dash."""
    return len(text) <= _LONGEST_DASH and NOTHING.fullmatch(text) is not None


def head(text: str) -> str:
    """Return the usual word for the head of a column, given as ``closed``.

    其中, a year and the unit of amounts say nothing.

    >>> head("金额"), head("支出决算数(万元)"), head("其中:公务接待费")
    ('决算数', '决算数', '公务接待费')
    """
    plain = _BESIDE_HEAD.sub("", text)
    return LABEL if plain.startswith("项目(") else _HEAD.get(plain, plain)


def line_label(text: str) -> str:
    """Return the label of a line without its numbering, given as ``closed``.

    >>> line_label("(一)一般公共预算财政拨款"), line_label("一般公共服务支出")
    ('一般公共预算财政拨款', '一般公共服务支出')
    """
    return _NUMBERING.sub("", text, count=1) if _NUMBERING.match(text) else text


def stage_of(heads: tuple[str, ...]) -> Stage | None:
    """Return which budget the heads over a column name, None where they do not say."""
    named = (stage for text in heads for word, stage in _STAGES.items() if word in text)
    return next(named, None)
