"""What a template leaves behind: alternatives, blanks, instructions, values that nobody filled in."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from juesuan_tables.auditing._cues import cued
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.wording._text import of_text
from juesuan_tables.findings import Severity
from juesuan_tables.passages import PassageKind
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing.wording._text import Line, Reading
    from juesuan_tables.findings import Finding

_SOURCE = "决算公开说明的通行模板；核对清单第75条"
CHOICE = AuditRule(
    "wording-choice",
    "“增加（减少）”一类的选择已经选定",
    _SOURCE,
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
BLANK = AuditRule(
    "wording-blank", "“XX”一类的空白已经填写", _SOURCE, Severity.ERROR, Dimension.TRUTHFULNESS
)
INSTRUCTION = AuditRule(
    "wording-instruction", "模板的填写说明已经删去", _SOURCE, Severity.ERROR, Dimension.TRUTHFULNESS
)
SLOT = AuditRule(
    "wording-empty-slot",
    "应有数字或内容的地方没有空着",
    _SOURCE,
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
FIELD = AuditRule(
    "wording-field-error",
    "没有域代码和公式的出错信息",
    "核对清单第94条",
    Severity.ERROR,
    Dimension.PUBLICATION_CHANNEL,
)
RULES = (CHOICE, BLANK, INSTRUCTION, SLOT, FIELD)

_WAY = "增加额?|减少额?|增长率?|下降率?|降低|上升|提高|大于|小于|等于|高于|低于|多于|少于|持平"
_CHOICES = cued(
    rf"(?<![“‘])(?P<a>{_WAY})（(?:或者?|/)?(?P<b>(?:{_WAY})(?:[、/或，](?:{_WAY}))*)）"
    rf"|(?P<g>增加|减少|大于|小于|增长|下降)(?:(?:年初|全年)?预算数?)?（或?与[^）]{{0,8}}持平）"
    rf"|（(?P<c>{_WAY})）(?P<d>{_WAY})"
    rf"|(?P<e>{_WAY})/(?P<f>{_WAY})(?=[X×*_\d])",
    *("（增", "（减", "（下", "（降", "（上", "（提", "（大", "（小", "（等", "（高", "（低"),
    *("（多", "（少", "（持", "（或", "（/", "持平）", "/"),
)
_UNIT = "万元|亿元|元|%|个|辆|年|月|日|人|批|台|分|局|部|委|院|中心|单位|项|类|款"
_SURNAMES = "张王李赵刘陈杨黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董曹袁邓许沈曾彭吕苏蒋蔡贾魏薛潘杜戴姚谭廖邹熊"
_AFTER_NAME = "(?!万|亿|元|%|[个辆年月日人批台分局部委院项类款]|单位|中心)"
_BLANKS = cued(
    rf"(?<![A-Za-z0-9.])(?!(?<=[{_SURNAMES}])X{{2}}{_AFTER_NAME})X{{2,}}(?![A-Za-z])(?!\d(?!\d{{3}}年))"
    rf"|(?!(?<=[{_SURNAMES}])×{{2}}{_AFTER_NAME})×{{2,}}"
    r"|(?<![A-Za-z0-9])x{2,}(?![A-Za-z0-9])|_{2,}|﹍{2,}"
    rf"|(?<=[为占加少长降市县区省共出额因由的])[*○?？]{{2,}}|[*○?？]{{2,}}(?={_UNIT})"
    r"|【】|【(?:请|此处|填写|填入|单位名称|部门名称|项目名称)[^】]{0,30}】",
    *("X", "x", "×", "_", "﹍", "*", "○", "?", "？", "【"),
)
_DOTS = cued(r"…+|\.{4,}|。{2,}|·{3,}", "…", "....", "。。", "···")
_AFTER_DOTS = re.compile(r"(?:（不涉及|其他|$|（|，建立|。|；)")
_INSTRUCTIONS = cued(
    r"（?如(?:预决算)?持平[，的]?(?:可)?(?:作|做|按)持平(?:表述|说明|处理)）?"
    r"|（?(?:不涉及|没有|无发生额)的(?:可)?不(?:用|需|必)?列(?:示|出)?）?"
    r"|预决算持平的(?:可)?不(?:用|需|必)说明(?:变动)?原因"
    r"|按上述格式(?:依次)?(?:说明|列示|填写|逐项)"
    r"|仍保留(?:该|此|本)表(?:格式)?|(?:并在本表下方)?作(?:下述|如下|以下)说明：?$"
    r"|的(?:部门|单位)，作(?:下述|如下|以下)说明"
    r"|(?<=[，；（。])(?:请)?列明[^，。；\d]{0,16}(?:数量|批次|人次|金额|原因|名称|内容)"
    r"|由[^，。；]{2,12}根据[^。；]{2,40}填(?:写|列|报)"
    r"|（(?:制度名称|单位名称|部门名称|项目名称|简要说明|具体原因|具体内容|请[^）]{1,30})）"
    r"|仅有一个单位的部门，本部分内容|(?:保留[^，。]{2,12}名词解释)，但不列举"
    r"|(?:可|请)(?:根据|结合|按照?)(?:本?(?:部门|单位))?实际情况?(?:自行)?(?:填写|填列|填报|增删|增减|修改|调整表述)"
    r"|此处(?:插入|填写|填列|粘贴|省略|应)[^，。；]{0,20}"
    r"|请(?:自行)?(?:删除|补充完整|填写|填列)(?:本|此|该|相关|以上|以下|具体)[^，。；]{0,16}"
    r"|（(?:待补充|待填写|待核实|待定|此处略|样式|示例|模板|下同，略)）|\bTODO\b|\bTBD\b",
    *(
        "持平",
        "的不",
        "的可",
        "按上述格式",
        "仍保留",
        "作下述",
        "作如下",
        "作以下",
        "列明",
        "填",
        "名称）",
    ),
    *("简要说明", "具体原因", "具体内容", "请", "仅有一个", "但不列举", "实际", "此处", "（待"),
    *("样式", "示例", "模板", "，略", "TODO", "TBD"),
)
_EDITORIAL = cued(
    r"（?此页为?(?:封面|目录|封底|空白页?|扉页)）?|（?以下(?:为)?空白）?$|（此处(?:分页|换页)）",
    *("此页", "空白", "此处"),
)
_AMOUNT = "支出|收入|总计|合计|金额|总额|决算数?|预算数?|经费|增加|减少|结转|结余|资金"
_NOT_SLOT = "(?!以上|以下|以内|GDP|地区|国内|生产|产值|工业|增加值|能耗|左右)"
_SLOTS = re.compile(
    rf"(?:(?<!单位)(?<!均)为|{_AMOUNT})(?:万元|亿元){_NOT_SLOT}"
    r"|(?:占|增长|下降|降低|上升|(?:预算|预算数)的|合计的|支出的)%"
    r"|截[至止]年|(?<=[自于至])年月日|(?<!\d)月日(?=，|。|$)"
    r"|(?:为|共|累计|第|占|加|少|长|降|出)（）(?:万元|元|%|个|辆|人|年|批|台)"
    r"|(?:车辆|用车|保有量为|团组|累计|设备)(?:辆|个|人次|批次|台（套）)(?=[、，。；])"
    r"|主要(?:原因|用于)(?:是|为|：|是：|为：|如下：)?(?=[。；]|，(?:完成|年初|全年|支出|决算))"
)
_PARTS = cued(
    r"共有(?:公务)?(?:车辆|用车)(?P<n>\d+)辆[，；：]其中[，：:]?(?P<parts>[^；。]*)",
    "共有",
)
_NONE = re.compile(r"\d|[零一二两三四五六七八九十]辆|均|都|无|没有|各")
_FIELDS = cued(
    r"PAGEREF[A-Za-z0-9_\\]*|MERGEFORMAT|(?:HYPERLINK|REF)\\?[lh]?“?_Toc\d+|_Toc\d{5,}"
    r"|错误[!！](?:未(?:定义书签|找到引用源)|文档中没有|不能)[^，；]{0,12}"
    r"|Error[!！](?:Reference|Bookmark|No)[A-Za-z.]*"
    r"|#(?:REF!|VALUE!|DIV/0!|N/A|NAME\?|NUM!|NULL!)|#{4,}"
    r"|\{\{[^{}]{1,40}\}\}|\$\{[^{}]{1,40}\}|\{%[^{}]{1,40}%\}",
    *("PAGEREF", "MERGEFORMAT", "_Toc", "错误", "Error", "#", "{"),
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield what is left of a template, one finding of each kind a passage."""
    for line in reading.lines:
        if not _anything(line.text):
            continue
        for rule, seen, what in _left(line.text):
            if rule is not SLOT or line.passage.kind is PassageKind.PARAGRAPH:
                yield _listed(reading, rule, line, seen, what)
        yield from _dots(reading, line)
        yield from _uncounted(reading, line)


@of_text
def _anything(text: str) -> Iterator[object]:
    """Yield all that may be left in a line."""
    return chain(_left(text), _dots_of(text), _cars(text))


@of_text
def _left(text: str) -> Iterator[tuple[AuditRule, list[re.Match[str]], str]]:
    """Yield what is left in a line, a kind at a time."""
    for rule, pattern, what in _KINDS:
        if seen := [match for match in pattern.finditer(text) if _meant(rule, match)]:
            yield rule, seen, what


def _meant(rule: AuditRule, match: re.Match[str]) -> bool:
    """Return whether a match is a choice between two words, or is no choice at all."""
    if rule is not CHOICE or match["g"]:
        return True
    first, second = match["a"] or match["c"] or match["e"], match["b"] or match["d"] or match["f"]
    return first != second


def _listed(
    reading: Reading, rule: AuditRule, line: Line, seen: list[re.Match[str]], what: str
) -> Finding:
    texts = [match[0] for match in seen]
    number = f"，共{len(texts)}处：{'、'.join(dict.fromkeys(texts))}" if len(texts) > 1 else ""
    first = seen[0]
    severity = Severity.ADVISORY if what is _EDITOR else None
    return reading.found(
        rule,
        line,
        first.start(),
        first.end(),
        what.format(first[0], number),
        severity=severity,
        printed="、".join(dict.fromkeys(texts)),
    )


_EDITOR = "“{}”是排版用的话{}。请删去。"
_KINDS = (
    (CHOICE, _CHOICES, "模板的“{}”没有选定{}。请按实际数字只留一个。"),
    (BLANK, _BLANKS, "“{}”没有填写{}。请填写，不涉及的删去整句。"),
    (INSTRUCTION, _INSTRUCTIONS, "“{}”是模板的填写说明{}。请删去。"),
    (INSTRUCTION, _EDITORIAL, _EDITOR),
    (SLOT, _SLOTS, "“{}”中应有的数字或内容空着{}。请填写，没有发生的写0或删去。"),
    (FIELD, _FIELDS, "“{}”是程序的出错信息或代码{}。请更新域或改成文字。"),
)


def _dots(reading: Reading, line: Line) -> Iterator[Finding]:
    """Yield dots that stand where a list was to go on; leaders of contents are none."""
    if line.is_contents or line.passage.kind is PassageKind.HEADING:
        return
    seen = _dots_of(line.text)
    if not seen:
        return
    first = seen[0]
    left = first[0] == line.text or any(_is_left(line.text, match) for match in seen)
    what = f"“{first[0]}”没有写完{f'，共{len(seen)}处' if len(seen) > 1 else ''}。请写完整或删去。"
    severity = Severity.ERROR if left else Severity.ADVISORY
    yield reading.found(
        BLANK, line, first.start(), first.end(), what, severity=severity, printed=first[0]
    )


@of_text
def _dots_of(text: str) -> Iterator[re.Match[str]]:
    """Yield dots but those before a number, as before that of a page."""
    for match in _DOTS.finditer(text):
        if match.end() == len(text) or not text[match.end() :].isdecimal():
            yield match


def _is_left(text: str, match: re.Match[str]) -> bool:
    """Return whether dots stand in a list of names and shares, as templates have them."""
    if not match[0].startswith("…") or match.start() == 0:
        return False
    before = text[match.start() - 1]
    return before in "%费金、）" and bool(_AFTER_DOTS.match(text, match.end()))


_cars = of_text(_PARTS.finditer)


def _uncounted(reading: Reading, line: Line) -> Iterator[Finding]:
    """Yield 其中 after a number of cars that names kinds, but not how many."""
    for match in _cars(line.text):
        if int(match["n"]) and not _NONE.search(match["parts"]):
            span = line.span(match.start(), match.end())
            what = f"“其中”之后没有写各类车辆的数量。请写明，合计应为{match['n']}辆。"
            yield SLOT.in_text(
                reading.audited.passages, span, what, printed=match[0], expected=f"{match['n']}辆"
            )
