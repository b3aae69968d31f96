"""The name of the unit, where official phrases print it: everywhere the same, letter by letter."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.wording._distance import is_one_edit
from juesuan_tables.auditing.wording._text import of_text
from juesuan_tables.findings import Severity
from juesuan_tables.passages import PassageKind
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing.wording._text import Line, Reading
    from juesuan_tables.findings import Finding

UNIT = AuditRule(
    "wording-unit-name",
    "单位名称前后一致",
    "核对清单第74条",
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
RULES = (UNIT,)

_SAID = r"(?:“?三公”?|部门|单位|一般公共|财政拨款|政府性|国有资本|收入|收、支|没有|无|预算绩效|政府采购|机关运行)"


def _name(group: str) -> str:
    return rf"(?P<{group}>[^，。；：、\d]{{3,40}}?)"


_NAME = _name("name")
_IN_PARAGRAPHS = re.compile(
    rf"^(?!纳入|从|截){_NAME}\d{{4}}年度{_SAID}"
    rf"|日，{_name('cars')}共有车辆"
    rf"|纳入{_name('scope')}\d{{4}}年度?(?:部门|单位)?决算"
    rf"|\d{{4}}年，{_name('owner')}所属各预算单位"
    rf"|^\d{{4}}年，{_name('spending')}(?:机关运行经费支出|政府采购支出总额|“?三公”?经费)"
    rf"|从预算单位构成看，{_name('made')}(?:部门)?决算包括"
)
_IN_HEADINGS = re.compile(
    rf"^(?:第[一二三四五六七八九十]+部分)?{_NAME}(?:概况$|概况[.…\d]+$|\d{{4}}年度?(?:部门|单位)?(?:决算|整体支出))"
)
_IN_NOTES = re.compile(
    r"(?:编制|公开|预算|填报)?(?:部门|单位)(?:名称)?：(?P<name>[^，。；：\d]{3,40}?)(?=$|\d{4}年|单位：|金额)"
    rf"|^说明：{_name('told')}(?:本年度|\d{{4}}年度?)(?:没有|无)"
)
_SELF = re.compile(
    r"^(?:本|我|该|各|全)?(?:部门|单位|局|委|院|中心|校|所|站|机关|系统)?$|^(?:本|我|该)"
)
_AFTER = re.compile(r"(?:（?(?:本级|机关|部门|单位|汇总|本部|系统|公章|盖章)）?)+$")
_BOUNDARY = "省市区县州盟旗镇乡委府国共"
_ORGAN = re.compile(
    r"(?:局|委|委员会|部|中心|院|校|学校|大学|学院|所|站|队|办|办公室|室|会|厅|馆|处|园|库|镇|乡|街道|政府|联合会|总工会)$"
)
_LISTING = re.compile(r"构成|机构|范围")
_RENAMED = re.compile(r"更名|划转|原名|合并")
_PHRASES = 3
"""How often official phrases must print a name before another may be called wrong."""


class Seen(NamedTuple):
    """Where an official phrase prints a name."""

    line: Line
    start: int
    end: int
    name: str
    own: bool = True
    """Whether the phrase can but speak of the unit of the document."""


def find(reading: Reading) -> Iterator[Finding]:
    """Yield official phrases with a name that is not that of the unit, nor short for it."""
    seen = [*_seen(reading)]
    unit = _unit(reading, seen)
    if unit is None:
        return
    times = Counter(each.name for each in seen)
    own = times[unit]
    others = cache(lambda: _members(reading))
    for each in seen:
        wrong = _fault(unit, each.name)
        if wrong == "是另一个单位的名称" and (
            not each.own
            or own < _PHRASES
            or times[each.name] * 3 > own
            or each.name in others()
            or not _is_whole(each.line)
        ):
            continue
        if wrong:
            what = f"单位名称写作“{each.name}”，全文是“{unit}”，{wrong}。请改正。"
            yield reading.found(
                UNIT, each.line, each.start, each.end, what, printed=each.name, expected=unit
            )
    yield from _in_passing(reading, unit, seen)


def _is_whole(line: Line) -> bool:
    """Return whether a line speaks for the document, and not of one of several units."""
    return line.is_official or line.passage.kind is not PassageKind.PARAGRAPH


_in_paragraphs = of_text(_IN_PARAGRAPHS.finditer)
_in_headings = of_text(_IN_HEADINGS.finditer)
_in_notes = of_text(_IN_NOTES.finditer)


def _seen(reading: Reading) -> Iterator[Seen]:
    kinds = PassageKind
    for matches, *of in (
        (_in_paragraphs, kinds.PARAGRAPH),
        (_in_headings, kinds.COVER, kinds.HEADING, kinds.CONTENTS),
        (_in_notes, kinds.NOTE),
    ):
        for line in reading.of_kind(*of):
            for match in matches(line.text):
                group = match.lastgroup or "name"
                name, start = match[group], match.start(group)
                bare = _AFTER.sub("", name)
                if "X" not in name and not _SELF.match(bare):
                    yield Seen(line, start, start + len(bare), bare, group != "spending")


def _unit(reading: Reading, seen: list[Seen]) -> str | None:
    """Return the name that most official phrases print, else what the document is said to be of."""
    said = reading.audited.unit and "".join(reading.audited.unit.split()).translate(
        {40: "（", 41: "）"}
    )
    counted = Counter(each.name for each in seen)
    if not counted:
        return said
    name, times = counted.most_common(1)[0]
    if said is None or (times > counted[said] and is_one_edit(name, said)):
        return name if times >= _PHRASES else said
    return said


def _fault(unit: str, name: str) -> str | None:
    """Return in which way a name is not that of a unit, None where it is, or is short for it."""
    if name == unit or _AFTER.sub("", unit) == name:
        return None
    if is_one_edit(name, unit):
        return None if _is_short(unit, name) else "差一个字"
    if _is_within(name, unit) or _is_within(unit, name) or not _ORGAN.search(name):
        return None
    return "是另一个单位的名称"


def _is_short(unit: str, name: str) -> bool:
    """Return whether a name leaves out what a short form leaves out: 市, or all before the place.

    No 人民政府 is without its 县, 镇 or 乡.
    """
    if len(name) >= len(unit):
        return False
    at = next((i for i, (a, b) in enumerate(zip(unit, name, strict=False)) if a != b), len(name))
    return unit[at] in "省市区县州盟旗镇乡（）" and not unit.startswith("人民政府", at + 1)


def _is_within(short: str, long: str) -> bool:
    """Return whether all characters of one name stand in another, in order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _members(reading: Reading) -> str:
    """Return what the sections say that list the units of a department, and what was renamed."""
    return "\n".join(
        line.text
        for line in reading.lines
        if _LISTING.search(line.passage.place) or _RENAMED.search(line.text)
    )


def _in_passing(reading: Reading, unit: str, seen: list[Seen]) -> Iterator[Finding]:
    """Yield the whole name with a character lost, anywhere else in the text."""
    if len(unit) < 8:  # noqa: PLR2004 below, a character less is easily another word
        return
    official = {(each.line.number, each.start) for each in seen}
    inner = (i for i in range(1, len(unit) - 1) if unit[i] not in _BOUNDARY)
    lost = dict.fromkeys(unit[:i] + unit[i + 1 :] for i in inner)
    for line in reading.prose:
        if unit[0] not in line.text:
            continue
        for name in lost:
            at = line.text.find(name)
            if at >= 0 and (line.number, at) not in official:
                what = f"单位名称写作“{name}”，全文是“{unit}”，差一个字。请核对。"
                yield reading.found(
                    UNIT,
                    line,
                    at,
                    at + len(name),
                    what,
                    severity=Severity.ADVISORY,
                    printed=name,
                    expected=unit,
                )
