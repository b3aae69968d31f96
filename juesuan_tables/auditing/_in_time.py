"""Whether a publication came within twenty days of 批复: both dates stand in the documents' words."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from juesuan_tables.auditing._rules import AuditRule, Span
from juesuan_tables.checks import approval
from juesuan_tables.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.auditing._document import Audited

IN_TIME = AuditRule.of(approval.IN_TIME)
RULES = (IN_TIME,)

_DAY = r"(?P<y>20\d{2})[年./-](?P<m>\d{1,2})[月./-](?P<d>\d{1,2})(?!\d)日?"
_PUBLISHED = re.compile(rf"(?:公开|发布|公示|上网)(?:日期|时间)[:：]?\s*{_DAY}")
_APPROVED = re.compile(rf"(?:批复|印发|成文|发文)(?:日期|时间)[:：]?\s*{_DAY}")
_SIGNED = re.compile(rf"^\s*{_DAY}\s*$")
"""The day below the signature of a letter: a line of its own."""


def late(audited: Audited, approved: Audited) -> Iterator[Finding]:
    """Yield that a publication came too late, or too early, or that one of the dates is missing."""
    if approved.year not in {None, audited.year}:
        return
    days = published(audited)
    letter = _dates(approved, _APPROVED) or _dates(approved, _SIGNED)
    missing = [
        f"“{each.file}”里没有读到{what}"
        for each, what, found in (
            (audited, "公开日期", days),
            (approved, "批复日期", letter),
        )
        if not found
    ]
    if missing:
        what = f"“{IN_TIME.name}”没有核对：{'，'.join(missing)}。"
        yield Finding(rule=IN_TIME.id, severity=Severity.UNASSESSABLE, message=what)
        return
    (span, day), (_, before) = days[0], letter[-1]
    if any(one <= other <= one + approval.ALLOWED for _, one in letter for _, other in days):
        return
    when = approval.apart(before, day)
    what = f"批复日期是{before}（{approved.file}），公开{when}，应在批复后二十日内。请核对日期。"
    latest = before + approval.ALLOWED
    gap = day - latest if day > before else before - day
    yield IN_TIME.in_text(
        audited.passages,
        span,
        what,
        printed=str(day),
        expected=f"{before}至{latest}",
        difference=f"{gap.days}天",
    )


def published(audited: Audited) -> Sequence[tuple[Span, date]]:
    """Return the days that a document calls those of its publication, and where."""
    return _dates(audited, _PUBLISHED)


def _dates(audited: Audited, pattern: re.Pattern[str]) -> Sequence[tuple[Span, date]]:
    """Return the days of a kind that a document names, after the year that it is about."""
    return [
        (Span(number, match.start(), match.end()), day)
        for number, passage in enumerate(audited.passages)
        for match in pattern.finditer(passage.text)
        if (day := _day(match)) and day.year > (audited.year or 0)
    ]


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(*map(int, match.group("y", "m", "d")))
    except ValueError:  # there is no such day: wording.years tells of it
        return None
