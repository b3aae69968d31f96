"""Findings as text and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from juesuan_tables.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan_tables.auditing import Claims
    from juesuan_tables.checks import Settings
    from juesuan_tables.findings import Finding
    from juesuan_tables.report import Report

SCHEMA = "juesuan-findings/1"
"""What the fields of 审核报告.json mean; it changes when they do."""


def review_text(
    report: Report, findings: Sequence[Finding], settings: Settings | None = None
) -> str:
    """Return 审核报告.txt: every finding, then what the tables were made by and what was changed."""
    lines = [f"{report.title} 审核报告", "", summary(findings), *map(str, findings)]
    lines += ["", *basis(report, settings)]
    return "\n".join(lines) + "\n"


def basis(report: Report, settings: Settings | None) -> list[str]:
    """Return by which form the tables were made, its doubts, and what was set otherwise."""
    edition = report.edition
    lines = [f"表样：{edition.id}（{edition.authority}，{edition.from_year}年度起）"]
    if edition.remarks:
        lines.append(edition.remarks)
    lines += [f"未经官方文件核对：{form.title}，{form.doubt}。" for form in edition.unverified]
    return [*lines, *changed(settings)]


def changed(settings: Settings | None) -> list[str]:
    """Return what was set otherwise, if anything was."""
    changes = settings.in_words() if settings else ""
    return [f"审核设置（--rules）：{changes}。"] if changes else []


def summary(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity."""
    counts = [
        f"{severity.chinese} {sum(f.severity is severity for f in findings)} 条"
        for severity in Severity
    ]
    return "，".join(counts)


def claims_text(claims: Claims, tables: int) -> str:
    """Return how many statements with numbers were understood, proved, and could not be.

    And whether there was any of the official ``tables`` to compare them with.
    """
    if not claims.total:
        return (
            f"读到 {tables} 张公开表，文字里没有数字说法"
            if tables
            else "没有读到公开表，文字里也没有数字说法"
        )
    alone = "" if tables else "。没有读到公开表，只核对了文字之间的关系"
    return (
        f"看懂 {claims.total} 处数字说法，核实 {claims.proved} 处，"
        f"无法核对 {claims.unassessable} 处{alone}"
    )


def review_json(
    document: str,
    findings: Sequence[Finding],
    claims: Claims | None = None,
    unread: Sequence[str] = (),
) -> str:
    """Return 审核报告.json: one object on one line, numbers as text but for counts of claims."""
    counts = claims and {
        "total": claims.total,
        "proved": claims.proved,
        "unassessable": claims.unassessable,
    }
    record = {
        "schema": SCHEMA,
        "document": document,
        "claims": counts,
        "unread": list(unread),
        "findings": [finding.record() for finding in findings],
    }
    return json.dumps(record, ensure_ascii=False)
