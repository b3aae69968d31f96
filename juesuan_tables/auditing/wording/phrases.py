"""Fixed phrases with a character lost or doubled, words said twice, punctuation gone or doubled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.wording._lexicon import damaged, is_wrong, known_words
from juesuan_tables.auditing.wording._text import of_text
from juesuan_tables.findings import Severity
from juesuan_tables.passages import PassageKind
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from juesuan_tables.auditing.wording._text import Line, Reading
    from juesuan_tables.findings import Finding

_SOURCE = "公文用语规范；表样和模板的固定用语"
PHRASE = AuditRule(
    "wording-phrase",
    "固定用语没有缺字、重字、错字",
    _SOURCE,
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
POINTS = AuditRule(
    "wording-punctuation", "标点没有缺少或重复", _SOURCE, Severity.ADVISORY, Dimension.TRUTHFULNESS
)
RULES = (PHRASE, POINTS)

_TWICE = re.compile(
    r"(?P<word>财政拨款|拨款|支出(?!支出决算)|收入(?!收入入)|预算|决算|万元|年度|合计|总计|经费|情况|说明|主要|原因|增加|减少|增长|下降|"
    r"公用|人员|完成|部门|单位|采购|政府|基金|其中|占本年|本年|与上年|相比|万元万元)(?P=word)"
    r"|的的|为为|占占|万万元|费费(?!用)|额额|计计(?![划算提])|元元(?=[，。；])|%%|(?<=\d)年年(?![初末底中])|年度度|月月(?=\d)|日日(?=，)"
)
_ORGANS = re.compile(r"(?:人民|[省市区县州旗镇乡])政府(?=政府(?:采购|购买|性基金|投资|债))")
"""A government's name before what a government does: 某镇人民政府|政府采购."""
_NOT_TWICE = re.compile(r"其他支出支出|各项支出支出|非税收入收入|本年年|年年度")
_TYPOS = {
    "财政拔款": "财政拨款",
    "财政拔付": "财政拨付",
    "一般公共予算": "一般公共预算",
    "机关运行经废": "机关运行经费",
    "公务接侍": "公务接待",
    "公务招待费": "公务接待费",
    "结转和节余": "结转和结余",
    "国有资产经营预算": "国有资本经营预算",
    "政府性基金予算": "政府性基金预算",
    "事业单位养老保险缴废": "事业单位养老保险缴费",
    "支出收入": "支出",
    "大小于": "大于”或“小于",
    "小大于": "大于”或“小于",
    "减增加": "增加”或“减少",
    "增减少": "增加”或“减少",
    "主要原因是主要原因": "主要原因",
    "主要原因：主要原因": "主要原因",
}
_ENDING = frozenset(
    (
        *(
            "统一",
            "加上",
            "收支",
            "本年",
            "历年",
            "往年",
            "次年",
            "明年",
            "去年",
            "同年",
            "唯一",
            "第一",
            "之一",
            "单一",
            "同一",
            "万一",
            "逐一",
            "不一",
            "任一",
            "办公",
            "财政",
            "行政",
        ),
        *(
            "基本",
            "成本",
            "资本",
            "根本",
            "全年",
            "上年",
            "每年",
            "当年",
            "今年",
            "因公",
            "综合",
            "符合",
            "总支",
        ),
        *(
            "是否",
            "完整",
            "安全",
            "决定",
            "表决",
            "解决",
            "上下",
            "以上",
            "向上",
            "网上",
            "补助",
            "日常",
            "主要",
        ),
    )
)
"""Words whose end may stand before the same character."""
_ADVISED = frozenset({"公务招待费", "结转和节余"})
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_REVERSED = re.compile(r"支出收入(?=[\dX])")
_CERTAIN = 6
"""Characters that no other words could be by chance, whatever stands before them."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_POINTS = re.compile(
    r"万元(?=(?:支出)?决算数(?:[大小]于|与))|，，|；；|、、|：：|，。|。，|；。|。；|、。|，；|(?<!。)。。(?!。)"
)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield damaged phrases and punctuation; names that accounts make up themselves are no phrases."""
    names = _own_names(reading)
    for line in reading.lines:
        if faults := _faults(line.text, reading.audited.unit or ""):
            yield from _damages(reading, line, faults, names)
        if line.passage.kind is PassageKind.PARAGRAPH:
            yield from _points(reading, line)


class Fault(NamedTuple):
    """What is printed from a place to another, and what it should be."""

    start: int
    end: int
    printed: str
    expected: str


def _damages(
    reading: Reading, line: Line, faults: list[Fault], names: set[str]
) -> Iterator[Finding]:
    """Yield the faults of a line that are no names, each place once."""
    seen: set[int] = set()
    for start, end, printed, expected in faults:
        place = range(start, end)
        named = any(printed in name and name in line.text for name in names)
        if named or not seen.isdisjoint(place):
            continue
        seen.update(place)
        yield reading.found(
            PHRASE,
            line,
            start,
            end,
            f"“{printed}”应为“{expected}”。请改正。",
            severity=Severity.ADVISORY if printed in _ADVISED else None,
            printed=printed,
            expected=expected,
        )


def _faults(text: str, unit: str) -> list[Fault]:
    """Return damaged phrases, then words said twice, then typos.

    No number is part of any of these, so what stands between numbers is looked at by itself: that
    is the same in many sentences.
    """
    return [*_all_damaged(text), *_said_twice(text, unit), *_typos(text)]


def _within(text: str, find: Callable[[str], tuple[Fault, ...]]) -> Iterator[Fault]:
    """Yield what is found between the numbers of a text, which look all alike from there."""
    end = 0
    for number in (*_NUMBER.finditer(text), None):
        before = 1 if end else 0
        part = f"{'0' * before}{text[end : number.start() if number else None]}"
        for fault in find(f"{part}0" if number else part):
            start = end - before + fault.start
            yield fault._replace(start=start, end=start + len(fault.printed))
        end = number.end() if number else end


def _own_names(reading: Reading) -> set[str]:
    """Return the names of the unit and of what its tables print."""
    tables = reading.audited.tables
    names = set() if tables is None else set(tables.names.values())
    return {"".join(each.split()) for each in (*names, reading.audited.unit or "") if each}


@of_text
def _damaged(text: str) -> Iterator[Fault]:
    table = damaged()
    beginnings = table.lengths
    for i in [i for i in range(len(text) - 3) if text[i : i + 4] in beginnings]:
        for variant, phrase in table.at(text, i):
            if is_wrong(variant, phrase) and not _goes_on(text, i, variant, phrase):
                yield Fault(i, i + len(variant), variant, phrase)
                break


@of_text
def _all_damaged(text: str) -> Iterator[Fault]:
    return _within(text, _damaged)


def _goes_on(text: str, i: int, variant: str, phrase: str) -> bool:
    """Return whether the characters belong to something else: another word, or the phrase itself."""
    if variant == phrase + phrase[-1] and _HAN.match(text, i + len(variant)):  # 支出|出国
        return True
    if i and not _begins(text, i, variant):
        return True
    for shift in range(1, len(phrase)):
        start = i - shift
        if (
            start >= 0
            and text.startswith(phrase, start)
            and start + len(phrase) >= i + len(variant)
        ):
            return True
    return False


def _begins(text: str, i: int, variant: str) -> bool:
    """Return whether a phrase may begin where it seems to: 统一|一般, 上年|结转 and 收支|决算 say no."""
    if text[i - 1 : i + 1] in _ENDING or (text[i] == "年" and text[i - 1].isdigit()):
        return False
    if len(variant) >= _CERTAIN or text[i - 1] in "的和与及" or not _HAN.match(text[i - 1]):
        return True
    return any(text[max(i - size, 0) : i] in known_words() for size in (2, 3, 4))


def _said_twice(text: str, unit: str) -> Iterator[Fault]:
    """Yield words said twice, where the first is not the end of a name."""
    for fault in _all_repeated(text):
        if not (unit and text.endswith(unit, 0, (fault.start + fault.end) // 2)):
            yield fault


@of_text
def _repeated(text: str) -> Iterator[Fault]:
    """Yield words said twice, whatever the unit is called."""
    named = {match.end() for match in _ORGANS.finditer(text)}
    for match in _TWICE.finditer(text):
        around = text[max(0, match.start() - 2) : match.end()]
        if (match.start() + match.end()) // 2 not in named and not _NOT_TWICE.search(around):
            word = match["word"] or match[0][len(match[0]) // 2 :]
            yield Fault(*match.span(), match[0], word)


@of_text
def _all_repeated(text: str) -> Iterator[Fault]:
    return _within(text, _repeated)


@of_text
def _typos(text: str) -> Iterator[Fault]:
    for typo, right in _TYPOS.items():
        if typo == "支出收入":
            for match in _REVERSED.finditer(text):
                yield Fault(*match.span(), typo, right)
        elif (at := text.find(typo)) >= 0:
            yield Fault(at, at + len(typo), typo, right)


_misplaced = of_text(_POINTS.finditer)


def _points(reading: Reading, line: Line) -> Iterator[Finding]:
    for match in _misplaced(line.text):
        missing = match[0] == "万元"
        what = "“万元”后面缺逗号。请补上。" if missing else f"标点“{match[0]}”重复。请留一个。"
        yield reading.found(POINTS, line, *match.span(), what, printed=match[0])
