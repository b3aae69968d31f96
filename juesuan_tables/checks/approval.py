"""批复 and 公开: whether the publication came in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from juesuan_tables.checks._evidence import Check
from juesuan_tables.checks._words import noted
from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding

_ASKED = ("approval_number", "approval_date", "publication_date")
ALLOWED = timedelta(days=20)
"""How long after 批复 a publication is in time."""
_LAW = "预算法第十四条（部门预决算在批复后二十日内公开）"


def not_stated(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Ask for 批复 and the dates, which no table prints but an inspector wants to see."""
    missing = [glossary()[name] for name in _ASKED if not getattr(evidence.accounts, name)]
    if missing:
        yield noted(
            f"{'、'.join(missing)}：没有填写，无法核对是否在批复后二十日内公开。"
            f"请补充（填报表：“封面”）。"
        )


def late(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require publication within twenty days of 批复, and not before it."""
    approved, published = evidence.accounts.approval_date, evidence.accounts.publication_date
    if not (approved and published) or approved <= published <= approved + ALLOWED:
        return
    when = apart(approved, published)
    yield noted(
        f"公开日期：填的是 {published}，比批复日期 {approved} {when}，应在批复后二十日内。请核对日期。"
    )


def apart(approved: date, published: date) -> str:
    """Return by how many days one came after the other, or before it."""
    days = (published - approved).days
    return f"晚{days}天" if days > 0 else f"早{-days}天"


IN_TIME = Check(
    "published-in-time", "批复后二十日内公开", _LAW, Severity.ERROR, late, Dimension.TIMELINESS
)
CHECKS = (
    Check(
        "approval-missing",
        "填写批复和公开日期",
        _LAW,
        Severity.ADVISORY,
        not_stated,
        Dimension.TIMELINESS,
    ),
    IN_TIME,
)
