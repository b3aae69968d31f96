"""What leads to a number: whether it is a change, a share, a budget, or what something is."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from juesuan_tables.auditing.claims._marks import stage_of
from juesuan_tables.auditing.claims._model import Base, Direction


class Lead(Enum):
    """What kind of statement the words before a number begin."""

    CHANGE = auto()
    SHARE = auto()
    COMPLETION = auto()
    STATED = auto()
    OTHER_RATE = auto()


class Said(NamedTuple):
    """What the words before a number say: ``words`` is the subject, or the whole of a share."""

    lead: Lead
    words: str
    base: Base = Base.OUTTURN
    direction: Direction = Direction.SAME
    before: str = ""


_MORE = "增加|增长|增收|增支|上升|提高|上涨|净增|扩大|增幅|增速|增|多|超出|超"
_LESS = "减少|下降|降低|减收|减支|下滑|压减|压缩|缩减|节约|减幅|降幅|下浮|减|少|降"
_CHANGE = re.compile(
    rf"(?:有所|各|分别|共|也|均|了)?(?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?:率|比例|幅度|额|金额|资金|了|约|为|达|：|支出|收入)*$"
)
_TO = re.compile(r"(?:增加|增长|减少|下降|降低|提高|上升|增|减|降)(?:到|至|为)$")
_STAGE = r"(?:年初|全年|调整后?|年度|当年|批复|本年)?(?<!公共)(?<!基金)(?<!经营)预算"
_COMPLETION = re.compile(
    rf"(?:完成|为|是|占|达到?|占到)(?:了)?(?P<stage>(?:[^，。；：]{{0,12}}?)?{_STAGE}(?:数|安排|支出|收入|资金|指标|总额)*)的?(?:比例|比重)?(?:为|达)?$"
    rf"|(?P<stage2>{_STAGE})?(?:支出)?(?:完成率|执行率|完成比例|完成进度|执行进度)(?:为|达到?|是)?$"
    rf"|(?P<stage3>{_STAGE}(?:数|安排)?)的$"
)
_SHARE = re.compile(
    r"占(?P<words>[^，。；：占]*?)(?:的)?(?:比重|比例|比率|百分比|比)?(?:为|是|约|达|到|：|的)*$"
)
_BUDGET = re.compile(
    rf"(?P<before>.*?)(?P<stage>{_STAGE})(?:数|安排|批复|资金|金额|财政拨款|支出|收入|总额|合计|指标)*(?:为|是|：|共|约)*$"
)
_BESIDE = re.compile(
    r"(?P<before>.*?)(?:同?比|较于?|与|对比|由|从)(?P<base>(?:上年|去年|上一?年度?|(?:19|20)\d{2}年度?)的?(?:预算)?|"
    r"(?:年初|全年|调整后?|年度|当年)?预算)"
    r"(?:决算|支出|累计|实际|同期|的|数|度|收入|总额|合计|总计)*$"
)
"""An amount that is told only to compare with: 比上年支出433万元减少2万元."""
_LAST_YEAR = re.compile(
    r"(?:上年|去年|上一?年度?)(?:度|同期)?(?P<before>[^，。；：]*?)(?:决算|支出|实际|收入)*(?:数|金额)?(?:为|是|：)?$"
)


@lru_cache(maxsize=20_000)
def said_of_rate(lead: str) -> Said:
    """Return what the words before a percentage say."""
    if found := _COMPLETION.search(lead):
        stage = found["stage"] or found["stage2"] or found["stage3"] or "预算"
        name = re.search(_STAGE, stage)
        base = stage_of(name[0] if name else "预算")
        return Said(Lead.COMPLETION, lead[: found.start()], base)
    if found := _SHARE.search(lead):
        return Said(Lead.SHARE, found["words"], before=lead[: found.start()])
    if (found := _CHANGE.search(lead)) and not _TO.search(lead) and "节约" not in found[0]:
        direction = Direction.MORE if found["more"] else Direction.LESS
        return Said(Lead.CHANGE, lead[: found.start()], direction=direction)
    return Said(Lead.OTHER_RATE, lead)


@lru_cache(maxsize=20_000)
def said_of_amount(lead: str) -> Said:
    """Return what the words before an amount or a count say."""
    if _TO.search(lead):
        return Said(Lead.STATED, _TO.sub("", lead))
    if found := _CHANGE.search(lead):
        direction = Direction.MORE if found["more"] else Direction.LESS
        return Said(Lead.CHANGE, lead[: found.start()], direction=direction)
    if found := _BESIDE.fullmatch(lead):
        return Said(Lead.STATED, "", Base.LAST_YEAR, before=found["base"])
    if found := _BUDGET.fullmatch(lead):
        return Said(Lead.STATED, found["before"], stage_of(found["stage"]))
    if found := _LAST_YEAR.fullmatch(lead):
        return Said(Lead.STATED, found["before"], Base.LAST_YEAR)
    return Said(Lead.STATED, lead)
