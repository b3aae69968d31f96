"""目录 against the body, and what the text promises against what there is."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

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

_SOURCE = "核对清单第92条"
CONTENTS = AuditRule(
    "wording-contents",
    "目录与正文的标题、次序一致",
    _SOURCE,
    Severity.ADVISORY,
    Dimension.COMPLETENESS,
)
PAGE = AuditRule(
    "wording-contents-page",
    "目录的页码与正文一致",
    _SOURCE,
    Severity.ADVISORY,
    Dimension.COMPLETENESS,
)
PROMISE = AuditRule(
    "wording-promise",
    "文中说“详见”的附件和部分都在",
    _SOURCE,
    Severity.ERROR,
    Dimension.COMPLETENESS,
)
RULES = (CONTENTS, PAGE, PROMISE)

_LEADERS = re.compile(r"[.…·]{2,}[-—]?\d{0,4}[-—]?$|(?<=[^\d年第])\d{1,3}$")
_PAGE = re.compile(r"\d{1,4}$")
_ORDINAL = re.compile(
    r"^(?:[-•●]|\d+[.、])*(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
)
_TABLE = re.compile(r"(?:决算(?:总|明细)?|明细|情况)表(?:（[^）]*）)?$")
_POINTS = re.compile(r"[“”\"《》（）、，：.\-·]")
_ENDING = re.compile(r"(?:情况)?(?:的)?(?:说明|情况)?$")
_ATTACHED = cued(
    r"(?:详见|参见|另见|见)(?:本?(?:公开|文|报告))?附件(?P<number>\d*|[一二三四五六七八九十])",
    "附件",
)
_APART = re.compile("报表|决算表|公开表|表格|下载|另附|链接")
"""What says that an attachment is a file beside this one."""
_PART = cued(r"详见(?:本(?:公开|报告|文))?第(?P<number>[一二三四五六七八九十])部分", "详见")
_BEGINS = re.compile(r"附(?:件|表)?\d*[：:.]|附件")
_IS_ATTACHMENT = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分)?附件|绩效(?:自评|评价)?报告|自评(?:报告|表)|评价(?:报告|表)$"
)


class Entry(NamedTuple):
    """A line of the contents."""

    line: Line
    title: str
    page: int | None


def find(reading: Reading) -> Iterator[Finding]:
    """Yield where the contents and the body part, and what is announced and missing."""
    if not reading.audited.whole:
        return
    headings = [*reading.of_kind(PassageKind.HEADING)]
    entries = _of_two_lines([*_entries(reading)], {_key(each.text) for each in headings})
    if entries and headings:
        yield from _titles(reading, entries, headings)
        yield from _pages(reading, entries, headings)
    yield from _promises(reading, headings)


def _entries(reading: Reading) -> Iterator[Entry]:
    for line in reading.of_kind(PassageKind.CONTENTS):
        title = _LEADERS.sub("", line.text)
        page = _PAGE.search(line.text[len(title) :])
        if _key(title) not in {"", "目录"}:
            yield Entry(line, title, int(page[0]) if page else None)


def _of_two_lines(entries: list[Entry], titles: set[str]) -> list[Entry]:
    """Return the entries, those as one whose title is in the body and goes over two lines."""
    joined: list[Entry] = []
    for entry in entries:
        before = joined[-1] if joined else None
        if before and before.page is None and _key(before.title) not in titles:
            title = before.title + entry.title
            if _key(title) in titles:
                joined[-1] = Entry(entry.line, title, entry.page)
                continue
        joined.append(entry)
    return joined


def _key(title: str) -> str:
    """Return a title as it compares: without its ordinal and its points."""
    return _POINTS.sub("", _ORDINAL.sub("", title))


def _stem(title: str) -> str:
    return _ENDING.sub("", _key(title))


def _titles(reading: Reading, entries: list[Entry], headings: list[Line]) -> Iterator[Finding]:
    """Yield titles that the body has not, or has in another order; tables are others' business."""
    entries = [each for each in entries if not _TABLE.search(each.title)]
    listed, found = [_key(each.title) for each in entries], [_key(each.text) for each in headings]
    matcher = SequenceMatcher(None, listed, found, autojunk=False)
    placed = {a + i: b + i for a, b, size in matcher.get_matching_blocks() for i in range(size)}
    for number, entry in enumerate(entries):
        if number in placed:
            continue
        after = max((placed[i] for i in placed if i < number), default=-1)
        before = min((placed[i] for i in placed if i > number), default=len(found))
        free = [headings[i] for i in range(after + 1, before) if found[i] not in listed]
        like = next((each.text for each in free if _is_like(entry.title, each.text)), None)
        if listed[number] in found:
            what = "正文中这一标题的次序与目录不同。请核对次序。"
        elif like:
            what = f"目录写的是“{entry.title}”，正文的标题是“{like}”。请改成一致。"
        else:
            what = "目录有这一标题，正文没有。请核对正文是否缺少这一部分。"
        yield _about(reading, entry, what, like)


def _about(reading: Reading, entry: Entry, what: str, expected: str | None) -> Finding:
    start, end = 0, min(len(entry.title), len(entry.line.text))
    return reading.found(
        CONTENTS, entry.line, start, end, what, printed=entry.title, expected=expected
    )


def _is_like(title: str, other: str) -> bool:
    """Return whether two titles are about the same: one begins or ends with the other's stem."""
    one, two = _stem(title), _stem(other)
    ordinal, same = _ORDINAL.match(title), _ORDINAL.match(other)
    if not one or not two:
        return False
    close = one in two or two in one or _key(title)[:6] == _key(other)[:6]
    return close and (not ordinal or not same or ordinal[0] == same[0])


def _pages(reading: Reading, entries: list[Entry], headings: list[Line]) -> Iterator[Finding]:
    """Yield pages that differ from the body's by another number than most do."""
    where: dict[str, list[int]] = {}
    for each in headings:
        if each.passage.page is not None:
            where.setdefault(_key(each.text), []).append(each.passage.page)
    shifts = [
        (entry, where[key][0], where[key][0] - entry.page)
        for entry in entries
        if entry.page is not None and len(where.get(key := _key(entry.title), ())) == 1
    ]
    if not shifts:
        return
    usual, times = Counter(shift for *_, shift in shifts).most_common(1)[0]
    if times * 2 <= len(shifts):
        return
    for entry, page, shift in shifts:
        if shift != usual:
            what = f"目录写第{entry.page}页，按其余各条应为第{page - usual}页。请更新目录。"
            yield reading.found(PAGE, entry.line, 0, len(entry.line.text), what)


_attached = of_text(_ATTACHED.finditer)
_parts = of_text(_PART.finditer)


def _promises(reading: Reading, headings: list[Line]) -> Iterator[Finding]:
    """Yield announced attachments and parts that the document has not."""
    attached = cache(lambda: any(_is_attachment(line) for line in reading.lines))
    parts = {
        match[0]
        for line in headings
        if (match := re.match("第[一二三四五六七八九十]+部分", line.text))
    }
    for line in reading.of_kind(PassageKind.PARAGRAPH):
        for match in _attached(line.text):
            if not attached():
                what = "文中说见附件，本文没有附件。请附上，或改写。"
                apart = Severity.ADVISORY if _APART.search(line.text) else None
                yield reading.found(
                    PROMISE, line, *match.span(), what, severity=apart, printed=match[0]
                )
        for match in _parts(line.text):
            name = f"第{match['number']}部分"
            if parts and name not in parts:
                what = f"文中说详见{name}，本文没有{name}。请补上，或改写。"
                yield reading.found(PROMISE, line, *match.span(), what, printed=match[0])


def _is_attachment(line: Line) -> bool:
    """Return whether a line is, or names, an attachment of the document."""
    if line.is_contents:
        return False
    heading = line.passage.kind in {PassageKind.HEADING, PassageKind.COVER}
    return bool(_BEGINS.match(line.text)) or (heading and bool(_IS_ATTACHMENT.search(line.text)))
