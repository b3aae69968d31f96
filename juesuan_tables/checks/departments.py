"""What a department is added up from: 差额表, and what its units gave each other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.checks._evidence import EXPERIENCE, Check
from juesuan_tables.checks._words import noted
from juesuan_tables.errors import shortened
from juesuan_tables.figure import add
from juesuan_tables.findings import Severity
from juesuan_tables.terms import (
    PAID_AS,
    RECEIVED_AS,
    Dimension,
    Fund,
    ReportType,
    Treatment,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding
    from juesuan_tables.model import Expenditure, Income, Transfer

_KEPT = {
    Treatment.UNNAMED: "只有一方写明了对方单位，没有抵销，部门的收支可能都多计了。请在另一方补填对方单位。",
    Treatment.ADJUSTED: "差额表、调整表里已有这类收支，没有再抵销。请核对差额表是否已经抵销了这一笔。",
    Treatment.INEXACT: "金额不是精确到分的，没有抵销。请按元填写双方的金额。",
}


def adjusting_alone(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Refuse what only corrects a department's sum as a publication."""
    accounts = evidence.accounts
    if accounts.adjusting:
        message = (
            f"报表类型：填的是“{accounts.report_type}”，只在合并部门决算时用，不单独公开。"
            f"请和各单位的文件一起用 --consolidate 合并；是一个单位的决算的，报表类型留空。"
        )
        yield noted(message)


def eliminated(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """List what is in the department's accounts no more."""
    for each in evidence.accounts.transfers:
        if each.treatment is Treatment.ELIMINATED and each.paid is not None:
            paid, received = PAID_AS[each.kind], RECEIVED_AS[each.kind]
            message = (
                f"内部往来 {each.payer}付给{each.receiver}：{paid}和{received}各 "
                f"{_yuan(each.paid)}，双方一致{_where(each)}，已从部门的收支中抵销。"
            )
            yield noted(message)


def differing(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require both sides to state the same."""
    for each in evidence.accounts.transfers:
        if each.treatment is not Treatment.DIFFERING:
            continue
        if each.paid is None or each.received is None:
            continue
        gap = add((each.paid, -each.received)).copy_abs()
        message = (
            f"{_both(each)}，相差 {_yuan(gap)}{_where(each)}，没有抵销。"
            f"{_elsewhere(evidence, each)}请双方核对后改成一致。"
        )
        yield noted(message, printed=_yuan(each.paid), expected=_yuan(each.received))


def _elsewhere(evidence: Evidence, each: Transfer) -> str:
    """Return what names somebody outside the department where a side states nothing of the kind.

    It may be the money, under a misspelt name.
    """
    facts: list[Income | Expenditure] = []
    if not each.received:
        facts += (f for f in evidence.accounts.income if f.kind is RECEIVED_AS[each.kind])
    if not each.paid:
        facts += (f for f in evidence.accounts.expenditure if f.nature is PAID_AS[each.kind])
    inside = _inside(evidence)
    return "".join(
        f"另有 {_yuan(fact.amount)}（{shortened(fact.source, 200)}）写的对方单位是“{name}”，"
        f"部门里没有这个单位，写错了的请改正。"
        for fact in facts
        if fact.exists and (name := fact.counterparty) and name not in inside
    )


def _inside(evidence: Evidence) -> set[str]:
    """Return the names of who is in the department."""
    accounts = evidence.accounts
    pairs = {name for each in accounts.transfers for name in (each.payer, each.receiver)}
    return {accounts.unit, *pairs, *(member.name for member in accounts.members)}


def unconfirmed(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out what may be a transfer within the department and was kept."""
    for each in evidence.accounts.transfers:
        if why := _KEPT.get(each.treatment):
            yield noted(f"{_both(each)}{_where(each)}。{why}")
    if evidence.accounts.report_type is not ReportType.CONSOLIDATED:
        return
    for name, facts in _nameless(evidence).items():
        sources = [fact.source for fact in facts]
        message = (
            f"{shortened('、'.join(sources), 200)}：{name} {_yuan(add(f.amount for f in facts))}"
            f"没有填对方单位，看不出是不是本部门内部的往来，没有抵销。请在单位的文件里补填对方单位。"
        )
        yield noted(message)


def _nameless(evidence: Evidence) -> dict[str, list[Income | Expenditure]]:
    """Return the facts that may be one side of a transfer and name nobody, by what they are."""
    accounts = evidence.accounts
    paid, received = {*PAID_AS.values()}, {*RECEIVED_AS.values()}
    found: defaultdict[str, list[Income | Expenditure]] = defaultdict(list)
    for income in accounts.income:
        if income.kind in received and income.exists and not income.counterparty:
            found[income.kind].append(income)
    for spent in accounts.expenditure:
        nameless = spent.nature in paid and spent.exists and not spent.counterparty
        if nameless and spent.fund is Fund.NON_APPROPRIATION:
            found[spent.nature].append(spent)
    return found


def _both(each: Transfer) -> str:
    """Return what both sides say, as the beginning of a message."""
    paid, received = PAID_AS[each.kind], RECEIVED_AS[each.kind]
    of_payer = (
        f"{each.payer}的{paid}没有写明付给哪个单位"
        if each.paid is None
        else f"{each.payer}写明付给{each.receiver}的{paid} {_yuan(each.paid)}"
    )
    of_receiver = (
        f"{each.receiver}的{received}没有写明是哪个单位给的"
        if each.received is None
        else f"{each.receiver}写明来自{each.payer}的{received} {_yuan(each.received)}"
    )
    return f"内部往来：{of_payer}，{of_receiver}"


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}元"


def _where(each: Transfer) -> str:
    return f"（{shortened(each.source, 200)}）" if each.source else ""


_BASIS = "部门决算汇总时，部门内部单位之间的收支应抵销（原文未核对）"
CHECKS = (
    Check(
        "adjusting-alone",
        "差额表、调整表不单独公开",
        _BASIS,
        Severity.ERROR,
        adjusting_alone,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "transfer-differs",
        "内部往来双方的金额一致",
        _BASIS,
        Severity.ERROR,
        differing,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "transfer-unconfirmed",
        "内部往来双方都写明对方单位",
        EXPERIENCE,
        Severity.ADVISORY,
        unconfirmed,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "transfer-eliminated",
        "列出抵销了的内部往来",
        _BASIS,
        Severity.ADVISORY,
        eliminated,
        Dimension.TRUTHFULNESS,
    ),
)
