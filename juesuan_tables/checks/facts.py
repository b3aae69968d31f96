"""What the facts themselves give away: totals that differ, subjects that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import TABLE_OF_FUND, address
from juesuan_tables.checks._evidence import EXPERIENCE, INSPECTION, USUAL, Check
from juesuan_tables.checks._words import disagreement, found, noted, where
from juesuan_tables.checks.explanation import comparisons
from juesuan_tables.checks.forms import has_figure
from juesuan_tables.figure import WAN, ZERO, Figure, add, agrees, times
from juesuan_tables.findings import Severity
from juesuan_tables.subjects import ITEM, SECTION
from juesuan_tables.terms import (
    BalanceKind,
    Dimension,
    Entity,
    Fund,
    NoteKind,
    Period,
    ReportType,
    chinese_figure,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding
    from juesuan_tables.model import Expenditure, Income

_BALANCES = {kind.key for kind in BalanceKind} | {f"opening_{fund.key}" for fund in Fund}


def stated_totals(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Compare this year's totals that someone else printed with ours.

    It is told of the rows where they begin to differ, not of those above that only add up the same.
    """
    differ: dict[str, tuple[Figure, Figure]] = {}
    for fact in evidence.accounts.stated:
        if fact.period is not Period.THIS_YEAR or not has_figure(evidence, fact.figure):
            continue
        label = chinese_figure(fact.figure)
        stated = Figure(
            fact.figure, fact.amount, fact.margin, fact.source, label=f"原表合计 {label}"
        )
        ours = evidence.figures.get(fact.figure, Figure(fact.figure, ZERO, label=label))
        if not agrees(ours, stated):
            differ[fact.figure] = ours, stated
    gaps = {name: add((ours.amount, -stated.amount)) for name, (ours, stated) in differ.items()}
    for name, (ours, stated) in differ.items():
        below = [gaps[part.name] for part in ours.parts if part.name in gaps]
        if not below or add(below) != gaps[name]:
            says = f"原表合计 {{}}（{stated.source}），比原表"
            yield disagreement(evidence, ours, stated, says=says, advice="请核对该项下的明细")


def repeated_records(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out records that say the same twice; they add up, and were perhaps meant once.

    Those of several units may well be alike; each unit is told of its own.
    """
    accounts = evidence.accounts
    if accounts.report_type is ReportType.CONSOLIDATED:
        return
    for name in (
        "income",
        "expenditure",
        "economic_expenditure",
        "balances",
        "budgets",
        "three_public",
    ):
        said: dict[tuple[str, ...], list[str]] = {}
        for fact in getattr(accounts, name):
            if fact.amount:
                said.setdefault(fact.sort_key()[:-1], []).append(fact.source)
        for sources in said.values():
            if len(sources) > 1:
                places = "、".join(filter(None, sources))
                yield noted(
                    f"{places}：{len(sources)}条记录完全相同，金额已相加。请核对是否重复填写。"
                )


def negative_amounts(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out amounts below zero, the lowest printed ones; only balances usually are."""
    for grid in evidence.tables.values():
        negative = {n: f for n, f in grid.figures.items() if f.amount < 0 and f.shown < 0}
        for name, figure in negative.items():
            at = address(name)
            if {at.row, at.column} & _BALANCES or any(p.name in negative for p in figure.parts):
                continue
            message = (
                f"{where(evidence, name)}：本表 {figure}，是负数，"
                f"除冲减以前年度收支外不应出现。请核对。"
            )
            yield found(evidence, name, message, printed=figure)


def magnitudes(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Point out a whole file typed in 万元, or a table printed in 元."""
    name = "income_expenditure_summary.income_total.amount"
    total = evidence.figures.get(name)
    if total is None:
        return
    if limits.largest_amount is not None and total.shown > limits.largest_amount:
        bound, unit = limits.largest_amount, "金额是否多写了位数"
    elif limits.smallest_total is not None and 0 < total.shown < limits.smallest_total:
        bound, unit = limits.smallest_total, "金额是否误以万元填写（应填元）"
    else:
        return
    limit = Figure("", times(bound, WAN))
    more = "大于" if total.shown > bound else "小于"
    message = f"{where(evidence, name)}：本表 {total}，{more}通常的 {limit}。请核对{unit}。"
    yield found(evidence, name, message, printed=total)


def ratios(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Point out amounts so far apart that one of them was probably typed in 万元."""
    if limits.largest_ratio is None:
        return
    for kind, now, before in comparisons(evidence):
        less, more = sorted((now.amount.copy_abs(), before.amount.copy_abs()))
        if less and more > times(less, limits.largest_ratio):
            other = "上年" if kind is NoteKind.CHANGE_REASON else "预算"
            message = (
                f"{where(evidence, now.name)}：本年 {now}，{other} {before}，相差"
                f"{limits.largest_ratio}倍以上。请核对其中一个是否误以万元填写（应填元）。"
            )
            yield found(evidence, now.name, message, printed=now)


def shallow_subjects(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require 项 under every functional 类 and 款, and 款 under every economic 类."""
    accounts = evidence.accounts
    if accounts.declassified:
        return
    received: tuple[Income | Expenditure, ...] = (*accounts.income, *accounts.expenditure)
    shallow = [
        (fact.subject, fact.source, "项（7位）")
        for fact in received
        if fact.exists and len(fact.subject) < ITEM
    ]
    shallow += [
        (fact.economic_subject, fact.source, "款（5位）")
        for fact in accounts.economic_expenditure
        if fact.exists and len(fact.economic_subject) < SECTION
    ]
    for code, source, level in shallow:
        message = (
            f"{source or '记录'}：填在科目 {code} 上，公开应细化到{level}。"
            f"请分到下级科目；因涉密不能细化的，请填“已脱密: 是”。"
        )
        yield noted(message, row=code, printed=code)


def balances_without_subject(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require the subject of a balance that a table by subject prints."""
    for fact in evidence.accounts.balances:
        grid = evidence.tables.get(TABLE_OF_FUND.get(fact.fund, ""))
        printed = grid and fact.kind.key in grid.column_labels
        if printed and fact.subject is None and fact.exists:
            message = (
                f"{fact.source or '结转结余'}：{fact.fund}的{fact.kind}没有填功能科目，"
                f"只计入了合计行。请填写功能科目。"
            )
            yield noted(message)


def units_of_a_unit(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out several units under a single one: some editions then list none of them."""
    accounts = evidence.accounts
    if accounts.entity is not Entity.DEPARTMENT and len(accounts.members) > 1:
        message = (
            f"公开主体：填的是“{accounts.entity}”，所属单位有{len(accounts.members)}个，"
            f"单位的决算一般只写它自己。请核对公开主体和所属单位。"
        )
        yield noted(message)


def members_not_at_hand(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Say that a department's tables were not compared with those of its units."""
    accounts = evidence.accounts
    if accounts.report_type is ReportType.CONSOLIDATED:
        return
    if accounts.entity is Entity.DEPARTMENT and len(accounts.members) > 1:
        message = (
            f"所属单位：有{len(accounts.members)}个单位，部门各表应为各单位相加并抵销内部往来，"
            f"没有各单位的表，未核对。请自行核对。"
        )
        yield noted(message)


_FORM = "表样"
_OPENNESS = (
    "地方预决算公开操作规程（支出公开到功能分类项级，基本支出公开到经济分类款级；原文未核对）"
)
CHECKS = (
    Check(
        "stated-total",
        "本表与原表合计一致",
        "部门决算报表各表合计行",
        Severity.ERROR,
        stated_totals,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "record-twice",
        "同一记录只填一次",
        EXPERIENCE,
        Severity.ADVISORY,
        repeated_records,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "subject-depth",
        "收支公开到项，基本支出公开到款",
        _OPENNESS,
        Severity.ERROR,
        shallow_subjects,
        Dimension.LEVEL_OF_DETAIL,
    ),
    Check(
        "balance-subject",
        "按科目列示的结转结余须填功能科目",
        _FORM,
        Severity.ERROR,
        balances_without_subject,
        Dimension.LEVEL_OF_DETAIL,
    ),
    Check(
        "negative-amount",
        "收支一般不为负数",
        EXPERIENCE,
        Severity.ADVISORY,
        negative_amounts,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "ratio",
        "与上年、预算相差不悬殊",
        EXPERIENCE,
        Severity.ADVISORY,
        ratios,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "magnitude",
        "金额的大小合乎常理",
        EXPERIENCE,
        Severity.ADVISORY,
        magnitudes,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "entity-members",
        "公开主体为单位的，所属单位只有它自己",
        USUAL,
        Severity.ADVISORY,
        units_of_a_unit,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "members-rollup",
        "部门各表＝所属单位各表之和",
        INSPECTION,
        Severity.UNASSESSABLE,
        members_not_at_hand,
        Dimension.TRUTHFULNESS,
    ),
)
