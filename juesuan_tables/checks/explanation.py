"""What must have been stated for the explanation to say all that it should."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.addresses import TABLE_OF_FUND, Address, address
from juesuan_tables.checks._evidence import USUAL, Check
from juesuan_tables.checks._words import found, noted
from juesuan_tables.figure import ZERO, Figure
from juesuan_tables.findings import Severity
from juesuan_tables.once import once_in_a_row
from juesuan_tables.subjects import above, ancestors
from juesuan_tables.terms import Dimension, NoteKind, chinese_figure, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.editions import Section
    from juesuan_tables.findings import Finding
    from juesuan_tables.model import Budget, Expenditure


_END = "。；;.，, "


class Comparison(NamedTuple):
    """What the explanation sets side by side, as printed, and which reason it then gives."""

    kind: NoteKind
    now: Figure
    before: Figure

    @property
    def differ(self) -> bool:
        """Whether the reader sees two numbers."""
        return self.now.shown != self.before.shown


def comparable(evidence: Evidence) -> Iterator[tuple[NoteKind, str, Figure | None]]:
    """Yield what the explanation sets beside last year and beside budgets, in its order.

    That is the reason it then gives, the figure of this year, and the other one where it is known.
    """
    for section in evidence.edition.sections:
        if not evidence.accounts.newly_established:
            for name in section.last_year:
                if name not in section.unexplained:
                    yield NoteKind.CHANGE_REASON, name, evidence.prior.get(name)
        for name in _with_budgets(evidence, section):
            budget = evidence.figures.get(f"{evidence.edition.budget_of(name)}")
            yield NoteKind.BUDGET_REASON, name, budget


@once_in_a_row
def comparisons(evidence: Evidence) -> list[Comparison]:
    """Return the comparisons that the explanation prints: both sides are known."""
    return [
        Comparison(kind, now.as_printed(), before.as_printed())
        for kind, name, before in comparable(evidence)
        if before and (now := evidence.figures.get(name) or _nothing(kind, name))
    ]


def _nothing(kind: NoteKind, name: str) -> Figure | None:
    """Return what was budgeted and not spent; last year's totals have a row, or no sentence."""
    return (
        Figure(name, ZERO, label=chinese_figure(name)) if kind is NoteKind.BUDGET_REASON else None
    )


def _with_budgets(evidence: Evidence, section: Section) -> Iterator[str]:
    """Yield the figures that a section sets beside their budgets."""
    return named(evidence, section.budgets)


def named(evidence: Evidence, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the figures that an outline names: themselves, or all items of a table."""
    for name in names:
        if "." not in name:
            yield from (str(Address(name, code, "total")) for code in items(evidence, name))
        elif name in evidence.figures:
            yield name


def items(evidence: Evidence, table: str) -> list[str]:
    """Return the lowest subjects of a table that were spent on or budgeted for, in order."""
    return _items(evidence).get(table, [])


@once_in_a_row
def _items(evidence: Evidence) -> dict[str, list[str]]:
    """Return the same of every table."""
    printed: defaultdict[str, set[str]] = defaultdict(set)
    stage = cache(evidence.edition.stage)
    for name, figure in evidence.figures.items():
        table, row, column = address(name)
        if column in {"total", stage(table).key} and figure.exists:
            printed[table].add(row)
    return {table: _lowest(evidence, table, codes) for table, codes in printed.items()}


def _lowest(evidence: Evidence, table: str, codes: set[str]) -> list[str]:
    """Return the subjects of a table that have none below them.

    What was only budgeted for below a subject that was itself spent on is not disclosed.
    """
    own = {
        fact.subject
        for fact in evidence.accounts.expenditure
        if fact.exists and TABLE_OF_FUND.get(fact.fund) == table
    }
    undisclosed = {
        code for code in codes - own - above(own) if own.intersection(ancestors(code)[:-1])
    }
    disclosed = codes - {"total"} - undisclosed
    return sorted(disclosed - above(disclosed))


def missing_prior(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require last year's figures, which the explanation compares with, unless the unit is new.

    What is nothing this year may go without: the explanation then says that there is none.
    """
    if evidence.accounts.newly_established:
        return
    for section in evidence.edition.sections:
        for name in section.last_year:
            now = evidence.figures.get(name)
            if now and now.exists and name not in evidence.prior:
                yield _missing(
                    evidence, name, "上年数", "“原表合计”（所属期：上年；填报表：“上年数”）中补充"
                )


def prior_of_a_new_unit(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out last year's figures of a unit that is declared to be new."""
    if evidence.accounts.newly_established and evidence.prior:
        yield noted(
            "新设：填的是“是”，又填了上年的原表合计，情况说明不与上年比较。请核对是否新设。"
        )


def missing_budgets(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require the budget of everything that the explanation sets beside one, and that is not nothing."""
    figures = evidence.figures
    for section in evidence.edition.sections:
        names = _with_budgets(evidence, section)
        budget_of = evidence.edition.budget_of
        missing = [
            name
            for name in names
            if f"{budget_of(name)}" not in figures and name in figures and figures[name].exists
        ]
        stage = evidence.edition.stage(address(missing[0]).table) if missing else ""
        if len(missing) == 1:
            yield _missing(
                evidence,
                missing[0],
                stage,
                "“预算”（填报表：“支出”“三公经费”的预算栏）中补充，没有的填0",
            )
        elif missing:
            places = (address(name).row for name in missing)
            rows = "、".join(glossary().get(row, row) for row in places)
            message = (
                f"情况说明 {section.title}：{rows} 共{len(missing)}项没有{stage}，有关的比较没有写出。"
                f"请在“预算”（填报表：“支出”“三公经费”的预算栏）中补充，没有的填0。"
            )
            yield noted(message, [figures[name] for name in missing], section=section.title)


def _missing(evidence: Evidence, name: str, what: str, where: str) -> Finding:
    """Say what the explanation had to leave out."""
    message = f"情况说明 {chinese_figure(name)}：没有{what}，有关的比较没有写出。请在{where}。"
    return found(evidence, name, message)


def mixed_levels(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require spending and budgets at one level: what stands above an item is in no sentence."""
    accounts = evidence.accounts
    for fund, table in TABLE_OF_FUND.items():
        stage = evidence.edition.stage(table)
        budgets = [budget for budget in accounts.budgets if budget.stage is stage]
        facts: list[Expenditure | Budget] = [*accounts.expenditure, *budgets]
        facts = [fact for fact in facts if fact.fund is fund and fact.exists]
        higher = above({fact.subject for fact in facts})
        for fact in facts:
            if fact.subject in higher:
                message = (
                    f"{fact.source or '记录'}：填在 {fact.subject} 上，它的下级科目也填了数，"
                    f"情况说明只逐项说明最下级，这一笔没有写到。请分到下级科目。"
                )
                yield found(evidence, f"{table}.{fact.subject}.total", message)


def missing_reasons(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Where a figure changed or missed its budget, the explanation says why."""
    given = said(evidence)
    for kind, now, before in filter(lambda each: each.differ, comparisons(evidence)):
        if (kind, now.name) not in given:
            stage = evidence.edition.stage(address(now.name).table)
            than = "上年" if kind is NoteKind.CHANGE_REASON else stage
            message = (
                f"情况说明 {chinese_figure(now.name)}：本年 {now}，{than} {before}，没有{kind}。"
                f"请在“说明”（填报表：“原因”）中补充。"
            )
            yield found(evidence, now.name, message, printed=now, expected=before)


def needless_reasons(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out reasons for what did not change: no sentence prints them."""
    given = said(evidence)
    for each in comparisons(evidence):
        if not each.differ and (each.kind, each.now.name) in given:
            message = (
                f"情况说明 {chinese_figure(each.now.name)}：印出来持平（{each.now}），"
                f"填了{each.kind}，没有写出。请核对。"
            )
            yield found(evidence, each.now.name, message, printed=each.now)


def said(evidence: Evidence) -> set[tuple[NoteKind, str | None]]:
    """Return on which figures and topics the unit said something, by what it explains."""
    notes = evidence.accounts.notes
    return {(note.kind, note.figure or note.topic) for note in notes if note.text.strip(_END)}


CHECKS = (
    Check(
        "prior-missing",
        "与上年比较须有上年数，新设单位除外",
        USUAL,
        Severity.ERROR,
        missing_prior,
        Dimension.COMPLETENESS,
    ),
    Check(
        "new-with-prior",
        "新设单位没有上年数",
        USUAL,
        Severity.ADVISORY,
        prior_of_a_new_unit,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "budget-missing",
        "各项须有年初（或全年）预算",
        USUAL,
        Severity.ERROR,
        missing_budgets,
        Dimension.COMPLETENESS,
    ),
    Check(
        "level-mixed",
        "支出和预算填在同一级科目",
        USUAL,
        Severity.ERROR,
        mixed_levels,
        Dimension.LEVEL_OF_DETAIL,
    ),
    Check(
        "reason-missing",
        "有增减或预决算差异须说明原因",
        USUAL,
        Severity.ERROR,
        missing_reasons,
        Dimension.COMPLETENESS,
    ),
    Check(
        "reason-needless",
        "持平的不说明原因",
        USUAL,
        Severity.ADVISORY,
        needless_reasons,
        Dimension.COMPLETENESS,
    ),
)
