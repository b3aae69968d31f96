"""A department → its 问题清单."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.findings import Severity
from juesuan_tables.reviewing._ledger import place_of, told
from juesuan_tables.reviewing._results import State, Timeliness, dimension_of
from juesuan_tables.reviewing._rules import BY_ID
from juesuan_tables.writers.docx.issues import Issue, IssueList

if TYPE_CHECKING:
    from juesuan_tables.findings import Finding
    from juesuan_tables.reviewing._results import Department, Review

_ASKED = (Severity.ERROR, Severity.ADVISORY)
_SIGNATURES = (
    "审核人：　　　　　　　　　　　　　审核日期：　　　　年　　月　　日",
    "整改负责人（签字）：　　　　　　　　　　（公章）　　　　年　　月　　日",
)


def has_issues(department: Department) -> bool:
    """Return whether there is anything to tell a department of."""
    return department.state is not State.EXEMPT and bool(department.findings)


def issues_of(department: Department, review: Review) -> IssueList:
    """Return the list of a department: errors, then 提示; what could not be checked stands below."""
    year = f"{review.year}年度" if review.year else ""
    asked = [each for each in department.findings if each.severity in _ASKED]
    open_ = tuple(
        f"{n}. {each.message}"
        for n, each in enumerate(
            (e for e in department.findings if e.severity is Severity.UNASSESSABLE), start=1
        )
    )
    remarks = tuple(f"{n}. {text}。" for n, text in enumerate(department.remarks, start=1))
    below = (("未能核对、需要补充材料或人工核对的：", open_), ("关于报送文件的说明：", remarks))
    return IssueList(
        title=f"{department.title}{year}决算公开问题清单",
        lines=tuple(_lines(department, review)),
        issues=tuple(map(_issue, asked)),
        below=tuple(each for each in below if each[1]),
        signatures=_SIGNATURES,
    )


def _lines(department: Department, review: Review) -> list[str]:
    """Return what was looked at, and how much was found."""
    used = [each.path for each in department.files if each.used.startswith("审核")]
    counts = "，".join(f"{each.chinese}{department.count(each)}条" for each in Severity)
    entry = department.entry
    dates = [
        f"批复日期：{entry.approval_date or '名单没有写'}",
        f"公开日期：{department.published or '没有读到'}",
    ]
    if department.timeliness in {Timeliness.LATE, Timeliness.EARLY}:
        dates[-1] += f"（{department.timeliness}）"
    return [
        f"审核的文件：{'、'.join(used) or '无'}",
        f"{'　'.join(dates)}　第{review.round}轮审核　{review.day}　{counts}",
        "“错误”照印出来的数不可能成立，应当改正；“提示”请核实，没有问题的在整改结果里写明。",
    ]


def _issue(finding: Finding) -> Issue:
    rule = BY_ID.get(finding.rule)
    basis = f"{rule.name}（{rule.source}）" if rule else finding.rule
    return Issue(
        kind=f"{dimension_of(finding)}\n{finding.severity.chinese}",
        place=place_of(finding) or "全文",
        words=finding.snippet or finding.printed or "",
        wrong=_wrong(finding),
        basis=basis,
    )


def _wrong(finding: Finding) -> str:
    """Return what is wrong and what it should be."""
    expected = f"\n应为：{finding.expected}" if finding.expected else ""
    return f"{told(finding)}{expected}"
