"""Reasons in the prose that explain nothing: missing, circular, short, the same for many items."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.auditing._cues import cued
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.wording._items import items
from juesuan_tables.auditing.wording._text import line as line_of
from juesuan_tables.auditing.wording._text import of_text
from juesuan_tables.checks.reasons import CIRCULAR
from juesuan_tables.checks.settings import Limits
from juesuan_tables.errors import shortened
from juesuan_tables.findings import Severity
from juesuan_tables.passages import PassageKind
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing._document import Audited
    from juesuan_tables.auditing.wording._items import Part
    from juesuan_tables.auditing.wording._text import Reading
    from juesuan_tables.findings import Finding


def _rule(name: str, said: str) -> AuditRule:
    return AuditRule(name, said, "核对清单第81、82条", Severity.ADVISORY, Dimension.LEVEL_OF_DETAIL)


MISSING = _rule("wording-reason-missing", "有差异的写明原因")
EMPTY = _rule("wording-reason-circular", "原因不只重复结果")
SHORT = _rule("wording-reason-short", "原因不过短")
SAME = _rule("wording-reason-repeated", "不同的项不用同一个原因")
RULES = (MISSING, EMPTY, SHORT, SAME)

_REASON = cued(
    r"主要(?:原因|是因为|是由于)(?:为|是)?：?(?P<text>[^。；，：][^。；]*)(?=[。；]|$)", "主要"
)
_UNEXPLAINED = re.compile(
    r"决算数[大小]于(?:年初|全年|调整)?预算数?(?=[。；])"
    r"|(?:增加|减少)[\d.]+万元，(?:增长|下降)[\d.]+%(?=。$)"
)
_SHOWN = 60
"""Characters that a message repeats of a sentence."""
_CAUSE = re.compile(r"原因|因为|由于|系")


_reasons = of_text(_REASON.finditer)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield reasons that explain nothing; none of a fragment."""
    if not reading.audited.whole:
        return
    limits = Limits()
    for line in reading.of_kind(PassageKind.PARAGRAPH):
        for match in _reasons(line.text):
            yield from _weak(reading, match, line.number, limits)
        if line.is_official and not _CAUSE.search(line.text):
            for match in _UNEXPLAINED.finditer(line.text):
                what = f"{_of_what(line.text, match.start())}有差异而没有写原因。请补上。"
                yield reading.found(MISSING, line, *match.span(), what)
    yield from _repeated(reading, limits)


def _of_what(text: str, end: int) -> str:
    """Return what a sentence says before a place: the same words stand in many of them."""
    before = text[text.rfind("。", 0, end) + 1 : end].strip("，；")
    return f"“{shortened(before, _SHOWN)}”，" if before else ""


def reasons(audited: Audited) -> Iterator[str]:
    """Yield the reasons that a document gives, verbatim but for the blanks in them."""
    for number, passage in enumerate(audited.passages):
        if passage.kind is PassageKind.PARAGRAPH:
            line = line_of(number, passage)
            for match in _reasons(line.text):
                _, start, end = line.span(*match.span("text"))
                yield "".join(passage.text[start:end].split())


def _weak(reading: Reading, match: re.Match[str], number: int, limits: Limits) -> Iterator[Finding]:
    text, line = match["text"], reading.lines[number]
    if "X" in text:
        return
    if CIRCULAR.fullmatch(text):
        what = "原因只是重复了结果。请写明为什么。"
        yield reading.found(EMPTY, line, *match.span("text"), what, printed=text)
    elif limits.reason_length is not None and len(text) < limits.reason_length:
        what = f"原因只有{len(text)}个字，少于{limits.reason_length}个字。请写具体。"
        yield reading.found(SHORT, line, *match.span("text"), what, printed=text)


def _repeated(reading: Reading, limits: Limits) -> Iterator[Finding]:
    same: defaultdict[str, list[Part]] = defaultdict(list)
    for item in items(reading):
        if (reason := item.reason) and "X" not in reason.text:
            same[reason.text.strip("。；，")].append(reason)
    for text, parts in same.items():
        if limits.repeated_reasons is not None and len(parts) >= limits.repeated_reasons:
            first = parts[0]
            what = f"{len(parts)}项用了同一个原因。请分别写明各项的原因。"
            span = first.line.span(first.start, first.end)
            yield SAME.in_text(reading.audited.passages, span, what, printed=text)
