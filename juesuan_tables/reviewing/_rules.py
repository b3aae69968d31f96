"""What is asked of a department's publication besides the audit of what it says."""

from __future__ import annotations

from juesuan_tables.auditing import AuditRule
from juesuan_tables.audits import RULES as AUDITED
from juesuan_tables.findings import Finding, Listed, Severity
from juesuan_tables.terms import Dimension

_LAW = "预算法第十四条（部门预决算在批复后二十日内公开）"
_OURS = "审核的前提：看得到、读得出"
MISSING = AuditRule(
    "review-missing",
    "名单上应公开的都报送了公开文件",
    _LAW,
    Severity.ERROR,
    Dimension.PUBLICATION_RATE,
)
UNREAD = AuditRule(
    "review-unread",
    "报送的文件读得出文字",
    _OURS,
    Severity.UNASSESSABLE,
    Dimension.PUBLICATION_CHANNEL,
)
APPROVED_UNREAD = AuditRule(
    "review-approved-unread",
    "批复的数都能在公开文件里找到",
    _OURS,
    Severity.UNASSESSABLE,
    Dimension.TRUTHFULNESS,
)
RULES = (MISSING, UNREAD, APPROVED_UNREAD)
"""The rules that only a review has."""
BY_ID: dict[str, Listed] = {rule.id: rule for rule in (*AUDITED, *RULES)}
"""Every rule that a finding of a review may name."""
IN_TIME, APPROVED = "published-in-time", "totals-approved"


def finding(  # noqa: PLR0913 what a finding may say
    rule: str,
    message: str,
    *,
    table: str | None = None,
    row: str | None = None,
    column: str | None = None,
    printed: str | None = None,
    expected: str | None = None,
    difference: str | None = None,
) -> Finding:
    """Return a finding of a rule, as severe as the rule is."""
    return Finding(
        rule=rule,
        severity=BY_ID[rule].severity,
        table=table,
        row=row,
        column=column,
        printed=printed,
        expected=expected,
        difference=difference,
        message=message,
    )
