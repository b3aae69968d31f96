"""Whether a reason explains anything: circular, short, contrary, repeated, vague ones."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.addresses import address
from juesuan_tables.checks._evidence import INSPECTION, Check
from juesuan_tables.checks._words import found
from juesuan_tables.checks.explanation import comparisons
from juesuan_tables.figure import Change, Figure
from juesuan_tables.findings import Severity
from juesuan_tables.once import once_in_a_row
from juesuan_tables.terms import Dimension, NoteKind, chinese_figure, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding

_END = "。；;.，, "
CIRCULAR = re.compile(
    r"(?!上年)[^，。；]*(无|没有)[^，。；]*支出"
    r"|.*(支出|费用|经费|费|收入|总额)(有所)?(增加|减少|下降|增长)"
)
_MORE = re.compile(r"增加|增长|上升|上涨|提高|追加|新增|扩大|下拨|下达|拨付")
_LESS = re.compile(r"减少|下降|降低|压减|压缩|节约|缩减|取消|核减|厉行|精简")
_CAUSE = re.compile(
    r"\d|因|由于|追加|新增|调整|结转|上级|转移|退休|调入|调出|招录|工资|社保|公积金|采购|购置|更新|"
    r"建设|项目|政策|改革|划转|合并|撤销|疫情|维修|活动|会议|培训|人员|厉行|节约|压减|压缩|停|完工"
)
_ADDED = re.compile(r"追加|结转|上级|转移|下达|补助|调整|年中|新增|增加")


class Given(NamedTuple):
    """A reason beside what it explains: more or less than before, and by how much."""

    kind: NoteKind
    now: Figure
    before: Figure
    text: str

    @property
    def grew(self) -> bool:
        """Whether the reader sees more than before."""
        return self.now.shown > self.before.shown


@once_in_a_row
def _given(evidence: Evidence) -> list[Given]:
    """Return every reason that the explanation prints."""
    texts = {(n.kind, n.figure): n.text.strip(_END) for n in evidence.accounts.notes if n.figure}
    return [
        Given(each.kind, each.now, each.before, text)
        for each in comparisons(evidence)
        if each.differ and (text := texts.get((each.kind, each.now.name), ""))
    ]


def _weak(evidence: Evidence, reason: Given, what: str, advice: str) -> Finding:
    message = (
        f"情况说明 {chinese_figure(reason.now.name)} {reason.kind}：填的是“{reason.text}”，"
        f"{what}。{advice}。"
    )
    return found(evidence, reason.now.name, message, printed=reason.now, expected=reason.before)


def circular(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out reasons that only say once more that there was less or nothing."""
    for reason in _given(evidence):
        if CIRCULAR.fullmatch(reason.text) and not _names_a_cause(evidence, reason):
            yield _weak(evidence, reason, "只是重复了结果", "请写明为什么")


def _names_a_cause(evidence: Evidence, reason: Given) -> bool:
    """Return whether a reason holds a word of causes, the names of what it speaks of apart."""
    text = reason.text
    names = _names(evidence)
    possible = (name for first in {*text} for name in names.get(first, ()))
    for name in sorted(possible, key=len, reverse=True):
        text = text.replace(name, "")
    return bool(_CAUSE.search(text))


@once_in_a_row
def _names(evidence: Evidence) -> Mapping[str, Sequence[str]]:
    """Return what the rows of tables and all terms are called, by their first character."""
    labels = {label for grid in evidence.tables.values() for label in grid.row_labels.values()}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in labels | set(glossary().values()):
        if len(name) > 1:
            found[name[0]].append(name)
    return found


def short(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Point out reasons of a few characters."""
    for reason in _given(evidence):
        if limits.reason_length is not None and len(reason.text) < limits.reason_length:
            what = f"只有{len(reason.text)}个字，少于{limits.reason_length}个字"
            yield _weak(evidence, reason, what, "请写具体")


def contrary(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out reasons that speak of more where there is less, or of less where there is more."""
    for reason in _given(evidence):
        if _direction(reason.text) is not None and _direction(reason.text) != reason.grew:
            what = f"而数字是{'增加' if reason.grew else '减少'}的"
            yield _weak(evidence, reason, what, "请核对原因与方向")


def _direction(text: str) -> bool | None:
    """Return whether a text speaks of more (not less); None where it speaks of both or neither."""
    more, less = bool(_MORE.search(text)), bool(_LESS.search(text))
    return None if more == less else more


def repeated(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Point out one reason given for many items."""
    same: defaultdict[str, list[Given]] = defaultdict(list)
    for reason in _given(evidence):
        if reason.kind is NoteKind.BUDGET_REASON:  # one change may show in several totals
            same[reason.text].append(reason)
    for reasons in same.values():
        if limits.repeated_reasons is not None and len(reasons) >= limits.repeated_reasons:
            what = f"{len(reasons)}项用了同一个原因"
            yield _weak(evidence, reasons[0], what, "请分别写明各项的原因")


def vague(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Point out large changes whose reason names neither an amount nor a cause."""
    for reason in _given(evidence):
        rate = Change(reason.now, reason.before).rate
        if limits.large_change is None or rate is None or rate <= limits.large_change:
            continue
        if not _names_a_cause(evidence, reason):
            what = f"变动 {rate:.2f}%，大于 {limits.large_change}%，没有写出金额或起因"
            yield _weak(evidence, reason, what, "请写明是什么事、多少钱")


def unfunded(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out spending above the budget without a word on where the money came from."""
    for reason in _given(evidence):
        above = reason.kind is NoteKind.BUDGET_REASON and reason.grew
        if above and not _ADDED.search(reason.text):
            stage = evidence.edition.stage(address(reason.now.name).table)
            what = f"决算大于{stage}，没有写到追加、结转或上级转移"
            yield _weak(evidence, reason, what, "请写明资金来源")


CHECKS = tuple(
    Check(name, rule, INSPECTION, Severity.ADVISORY, find, dimension)
    for name, rule, find, dimension in (
        ("reason-circular", "原因不能只重复结果", circular, Dimension.LEVEL_OF_DETAIL),
        ("reason-short", "原因不能过短", short, Dimension.LEVEL_OF_DETAIL),
        ("reason-contrary", "原因与增减方向一致", contrary, Dimension.TRUTHFULNESS),
        ("reason-repeated", "不同的项不能都用同一个原因", repeated, Dimension.LEVEL_OF_DETAIL),
        ("reason-vague", "变动较大的要写明金额或起因", vague, Dimension.LEVEL_OF_DETAIL),
        (
            "reason-above-budget",
            "决算大于预算的要写明资金来源",
            unfunded,
            Dimension.LEVEL_OF_DETAIL,
        ),
    )
)
