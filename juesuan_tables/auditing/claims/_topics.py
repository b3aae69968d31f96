"""What a section of the explanation is about, by the words of its headings."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache

from juesuan_tables.auditing.claims._plain import plain


class TopicOf(Enum):
    """What the sections of an explanation are about, whatever their number and order."""

    __hash__ = object.__hash__  # members are told by identity, and looked up all the time

    OVERALL = auto()
    INCOME = auto()
    EXPENDITURE = auto()
    APPROPRIATION = auto()
    GENERAL_BUDGET = auto()
    BASIC = auto()
    THREE_PUBLIC = auto()
    GOVERNMENT_FUND = auto()
    STATE_CAPITAL = auto()
    OPERATING_COST = auto()
    PROCUREMENT = auto()
    ASSETS = auto()
    GENERAL_EXPENSES = auto()
    PERFORMANCE = auto()
    GLOSSARY = auto()
    PROJECT_REPORT = auto()
    UNIT_REPORT = auto()
    OTHER = auto()


_TOPICS = tuple(
    (re.compile(pattern), topic)
    for pattern, topic in (
        (r"名词解释", TopicOf.GLOSSARY),
        (r"整体支出.*(?:报告|评价|自评)", TopicOf.UNIT_REPORT),
        (r"(?:专项|项目).*(?:自评|评价).*报告$", TopicOf.PROJECT_REPORT),
        (r"绩效", TopicOf.PERFORMANCE),
        (r"机关运行", TopicOf.OPERATING_COST),
        (r"三公", TopicOf.THREE_PUBLIC),
        (r"政府采购", TopicOf.PROCUREMENT),
        (r"国有资产|资产占[有用]|车辆", TopicOf.ASSETS),
        (r"会议费|培训费|一般性支出", TopicOf.GENERAL_EXPENSES),
        (r"政府性基金", TopicOf.GOVERNMENT_FUND),
        (r"国有资本", TopicOf.STATE_CAPITAL),
        (r"财政拨款(?:收入支出|收支|收、支|收入、支出)", TopicOf.APPROPRIATION),
        (r"基本支出", TopicOf.BASIC),
        (r"(?:一般公共预算|财政拨款)(?:当年拨款|财政拨款)?支出", TopicOf.GENERAL_BUDGET),
        (
            r"(?:收入支出|收支|收、支|收入、支出)决?算?(?:预算)?(?:执行)?(?:总体|总|情况)",
            TopicOf.OVERALL,
        ),
        (r"^收入(?:决算|总体|执行|情况)|[^、和]收入决算(?:总体|结构|具体)?情况", TopicOf.INCOME),
        (
            r"^支出(?:决算|总体|执行|情况)|[^、和款算]支出决算(?:总体|结构|具体)?情况",
            TopicOf.EXPENDITURE,
        ),
        (r"职责|职能|机构|概况|单位构成", TopicOf.OTHER),
    )
)
_NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[(]?[一二三四五六七八九十\d]+[)、.．]|关于|(?:19|20)\d{2}年度?)+"
)


@lru_cache(maxsize=2_000)
def _topic(heading: str) -> TopicOf | None:
    text = _NUMBERING.sub("", plain(heading).text)
    return next((topic for pattern, topic in _TOPICS if pattern.search(text)), None)


@lru_cache(maxsize=2_000)
def topic_of(section: tuple[str, ...]) -> TopicOf:
    """Return what a section is about: its lowest heading that says so, of an attached report its title.

    Sections of an attached report are about the report, whatever their own headings say.
    """
    topics = [_topic(heading) for heading in section]
    for topic in topics[:1]:
        if topic in {TopicOf.PROJECT_REPORT, TopicOf.UNIT_REPORT, TopicOf.GLOSSARY}:
            return topic
    return next((topic for topic in reversed(topics) if topic), TopicOf.OTHER)
