"""A publication beside other documents: last year's, the budget, what was approved, its members'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.auditing._in_time import IN_TIME
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.tables._printed import APPROPRIATIONS, SUMMARY, PrintedTables
from juesuan_tables.auditing.tables._words import about, amount, gap_of
from juesuan_tables.figure import Figure, agrees
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.subjects import above
from juesuan_tables.terms import Dimension, Entity, Fund, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan_tables.auditing._document import Audited

_LAW = "预算法及其实施条例关于结转、预决算公开的规定"


def _rule(rule: str, name: str, source: str = _LAW) -> AuditRule:
    return AuditRule(rule, name, source, Severity.ERROR, Dimension.TRUTHFULNESS)


OPENING = _rule("opening-last-year", "年初结转和结余＝上年公开的年末结转和结余")
BUDGET = _rule("budget-published", "年初预算＝公开的部门预算")
APPROVED = _rule("totals-approved", "决算总数＝批复的决算数")
MEMBERS = _rule("members-sum", "部门决算＝所属单位决算之和")
RULES = (OPENING, BUDGET, APPROVED, MEMBERS)
_OTHER = re.compile(r"差错更正|收回|归集|调剂|会计(?:政策|差错)|(?:调整|追溯).{0,8}(?:年初|期初)")
"""What changes the opening balances; where the text speaks of it, they may differ."""
_SECRET = re.compile(r"脱密|涉密|保密")
_FUNDS = tuple(fund.key for fund in Fund)[:3]
_CARRIED = {
    f"{SUMMARY}.opening_balance.amount": f"{SUMMARY}.closing_balance.amount",
    **{
        f"{APPROPRIATIONS}.opening_{fund}.amount": f"{APPROPRIATIONS}.closing_balance.{fund}"
        for fund in _FUNDS
    },
    f"{APPROPRIATIONS}.opening_balance.amount": f"{APPROPRIATIONS}.closing_balance.total",
    **{f"{table}.total.opening_balance": f"{table}.total.closing_balance" for table in _FUNDS[1:]},
}
"""Opening balances, each with the closing balance of the year before."""
_APPROVED = (
    f"{SUMMARY}.income_total.amount",
    f"{SUMMARY}.expenditure_total.amount",
    "general_budget_expenditure.total.total",
    "three_public.outturn.total",
)
_ALL_MONEY = {SUMMARY, "income", "expenditure"}
"""The tables whose sums leave out what units pay to each other."""


def prior_figures(prior: Audited | None) -> Mapping[str, Figure]:
    """Return last year's figures by the address of this year's, blanks of printed rows included."""
    return {} if prior is None or prior.tables is None else PrintedTables(prior.tables).figures


def compared(
    audited: Audited,
    prior: Audited | None,
    budget: Audited | None,
    approved: Audited | None,
    members: Sequence[Audited],
) -> Iterator[Finding]:
    """Yield where a document differs from what others say of the same."""
    if audited.tables is None or not (prior or budget or approved or members):
        return
    tables = PrintedTables(audited.tables)
    if prior and _is_year_before(prior, audited):
        yield from _opening(audited, tables, prior)
    if budget:
        yield from _budget(tables, budget)
    if approved and not _says(audited, _SECRET):
        yield from _against(APPROVED, tables, approved, _APPROVED, "批复的是")
    if members:
        yield from _members(tables, members)


def _is_year_before(prior: Audited, audited: Audited) -> bool:
    return not (prior.year and audited.year) or prior.year == audited.year - 1


def _says(audited: Audited, words: re.Pattern[str]) -> bool:
    return any(words.search(passage.text) for passage in audited.passages)


def _opening(audited: Audited, tables: PrintedTables, prior: Audited) -> Iterator[Finding]:
    """Yield the opening balances that are not what was left, the funds before their sum."""
    last = prior_figures(prior)
    severity = Severity.ADVISORY if _says(audited, _OTHER) else Severity.ERROR
    told: list[str] = []
    for name, before in _CARRIED.items():
        now, then = tables.figures.get(name), last.get(before)
        if now is None or then is None or agrees(now, then) or _follows(name, told):
            continue
        told.append(name)
        what = (
            f"年初数印的是 {amount(now)}，上年公开的年末数是 {amount(then)}（{prior.file}），"
            f"相差 {amount(gap_of(now, then))}。请核对，有会计差错更正、收回以前年度支出等调整的应说明。"
        )
        yield about(OPENING, tables, name, what, severity=severity, expected=then)


def _follows(name: str, told: Sequence[str]) -> bool:
    """Return whether a balance is a sum of funds, or a fund's in its own table, already told of."""
    if name.startswith(f"{APPROPRIATIONS}.opening_balance"):
        return any(each.startswith(f"{APPROPRIATIONS}.opening_") for each in told)
    return f"{APPROPRIATIONS}.opening_{address(name).table}.amount" in told


def _budget(tables: PrintedTables, budget: Audited) -> Iterator[Finding]:
    """Yield the initial budgets that are not those of the published budget."""
    stage = Stage.INITIAL_BUDGET.key
    names = [name for name in tables.printed if stage in address(name)[1:]]
    yield from _against(BUDGET, tables, budget, names, "公开的部门预算是")


def _against(
    rule: AuditRule, tables: PrintedTables, other: Audited, names: Sequence[str], says: str
) -> Iterator[Finding]:
    for name in names:
        ours, theirs = tables.figures.get(name), other.figures.get(name)
        if ours is None or theirs is None or agrees(ours, theirs):
            continue
        what = (
            f"印的是 {amount(ours)}，{says} {amount(theirs)}（{other.file}），"
            f"相差 {amount(gap_of(ours, theirs))}。请核对。"
        )
        yield about(rule, tables, name, what, expected=theirs)


def _members(tables: PrintedTables, members: Sequence[Audited]) -> Iterator[Finding]:
    """Yield, table by table, where a department is not the sum of its units."""
    theirs = [prior_figures(member) for member in members]
    for table in tables.tables:
        if not all(m.tables and m.tables.cells.get(table) for m in members):
            continue
        off = [
            (figure, total)
            for name, figure in tables.figures.items()
            if address(name).table == table
            for total in (Figure.total(name, [each[name] for each in theirs if name in each]),)
            if not agrees(figure, total)
        ]
        if off:
            yield _not_the_sum(tables, table, off)


def _not_the_sum(
    tables: PrintedTables, table: str, off: Sequence[tuple[Figure, Figure]]
) -> Finding:
    """Return the finding about a table, at the deepest row that differs."""
    higher = above(address(figure.name).row for figure, _ in off) | {"total"}
    deep = [pair for pair in off if address(pair[0].name).row not in higher]
    figure, total = (deep or off)[0]
    more = f"本表共{len(off)}处不一致。" if len(off) > 1 else ""
    internal = table in _ALL_MONEY
    hint = "所属单位之间的上级补助、上缴收支应抵销，" if internal else ""
    what = (
        f"印的是 {amount(figure)}，所属单位合计 {amount(total)}，"
        f"相差 {amount(gap_of(figure, total))}。{more}{hint}请核对。"
    )
    severity = Severity.ADVISORY if internal else Severity.ERROR
    return about(MEMBERS, tables, figure.name, what, severity=severity, expected=total)


def needed(
    audited: Audited,
    prior: Audited | None,
    budget: Audited | None,
    approved: Audited | None,
    members: Sequence[Audited],
) -> Iterator[Finding]:
    """Yield, one by one, what could not be compared for want of a document."""
    entity = audited.tables.entity if audited.tables else None
    for rule, given, option, document in (
        (OPENING, prior, "--prior", "上年的决算公开文件"),
        (BUDGET, budget, "--budget", "本年公开的部门预算"),
        (APPROVED, approved, "--approved", "批复的决算"),
        (IN_TIME, approved, "--approved", "批复的决算"),
        (MEMBERS, members or entity is not Entity.DEPARTMENT, "--members", "所属单位的公开文件"),
    ):
        if not given:
            yield Finding(
                rule=rule.id,
                severity=Severity.UNASSESSABLE,
                message=f"“{rule.name}”没有核对：需要{document}（{option}）。",
            )
