"""What must have been stated for the explanation to say all that it should."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.checks._words import found
from juesuan_tables.figure import ZERO, Figure
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.subjects import above
from juesuan_tables.terms import Fund, NoteKind, Period, Stage, chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts, Budget, Expenditure

    Tables = Mapping[str, Grid]

_GENERAL = "general_budget_expenditure"
COMPARED_WITH_LAST_YEAR = (
    "income_expenditure_summary.income_total.amount",
    f"{_GENERAL}.total.total",
)
"""The figures that the explanation compares with last year's."""


def missing_prior(tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Require last year's totals, which the explanation compares with, unless the unit is new."""
    if accounts is None:
        return
    stated = _last_year(accounts)
    if accounts.newly_established:
        if stated:
            yield Finding(
                rule="new-with-prior",
                severity=Severity.ADVISORY,
                message="“新设”填的是“是”，又填了上年的原表合计，情况说明不与上年比较。"
                "请核对是否新设。",
            )
        return
    for name in COMPARED_WITH_LAST_YEAR:
        table = tables.get(name.split(".")[0])
        if table and name not in stated:
            yield _missing("prior-missing", table, name, "上年数", "原表合计（所属期：上年）")


def missing_budgets(tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Require every item's initial budget, which the explanation sets beside the outturn."""
    table = tables.get(_GENERAL)
    if accounts is None or table is None:
        return
    stated = _initial_budgets(accounts)
    rows = {row for row in table.row_labels if row.isdecimal()}
    lowest = rows - above(rows)
    for row in table.row_labels:
        name = f"{_GENERAL}.{row}.total"
        if row in lowest and name not in stated:
            yield _missing("budget-missing", table, name, "年初预算", "预算（没有的填0）")


def _missing(rule: str, table: Grid, name: str, what: str, where: str) -> Finding:
    """Say what the explanation had to leave out."""
    message = (
        f"情况说明 {chinese_figure(name)}：没有{what}，有关的比较没有写出。请在“{where}”中补充。"
    )
    return found(rule, table, name, message)


def mixed_levels(tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Require spending and budgets at one level: what stands above an item is in no sentence."""
    if accounts is None or _GENERAL not in tables:
        return
    initial = [budget for budget in accounts.budgets if budget.stage is Stage.INITIAL_BUDGET]
    facts: list[Expenditure | Budget] = [*accounts.expenditure, *initial]
    facts = [fact for fact in facts if fact.fund is Fund.GENERAL_PUBLIC_BUDGET and fact.exists]
    higher = above({fact.subject for fact in facts})
    for fact in facts:
        if fact.subject in higher:
            message = (
                f"{fact.source or '记录'}：填在 {fact.subject} 上，它的下级科目也填了数，"
                f"情况说明只逐项说明最下级，这一笔没有写到。请分到下级科目。"
            )
            name = f"{_GENERAL}.{fact.subject}.total"
            yield found("level-mixed", tables[_GENERAL], name, message)


class _Comparison(NamedTuple):
    """What the explanation sets side by side, and which reason it then gives."""

    kind: NoteKind
    now: Figure
    before: Figure


def missing_reasons(tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Where a figure changed or missed its budget, the explanation says why."""
    if accounts is None:
        return
    given = {(note.kind, note.figure) for note in accounts.notes if note.text.strip("。；;.，, ")}
    for kind, now, before in _comparisons(tables, accounts):
        if now.shown == before.shown or (kind, now.name) in given:
            continue
        than = "上年" if kind is NoteKind.CHANGE_REASON else "年初预算"
        message = (
            f"情况说明 {chinese_figure(now.name)}：本年 {now}，{than} {before}，没有{kind}。"
            f"请在“说明”中补充。"
        )
        table = tables[now.name.split(".")[0]]
        yield found("reason-missing", table, now.name, message, printed=now, expected=before)


def _comparisons(tables: Tables, accounts: Accounts) -> Iterator[_Comparison]:
    """Yield what the explanation compares, as printed, in its order."""
    figures = {name: figure for grid in tables.values() for name, figure in grid.figures.items()}
    stated = _last_year(accounts)
    for name in COMPARED_WITH_LAST_YEAR:
        if name in stated and name in figures and not accounts.newly_established:
            now, before = figures[name].as_printed(), stated[name].as_printed()
            yield _Comparison(NoteKind.CHANGE_REASON, now, before)
    if _GENERAL not in tables:
        return
    budgets = _initial_budgets(accounts)
    spoken_of = [*tables[_GENERAL].figures, *(n for n, budget in budgets.items() if budget.exists)]
    higher = above(_subject(name) for name in spoken_of if _subject(name).isdecimal())
    for name, budget in budgets.items():
        if _subject(name) in higher:
            continue  # the explanation speaks of the lowest subjects only
        outturn = figures.get(name, Figure(name, ZERO))
        yield _Comparison(NoteKind.BUDGET_REASON, outturn.as_printed(), budget.as_printed())


def _subject(name: str) -> str:
    """Return the row of a figure's address."""
    return name.split(".")[1]


def _last_year(accounts: Accounts) -> dict[str, Figure]:
    """Return last year's totals by the address of this year's figure."""
    return {
        fact.figure: Figure(fact.figure, fact.amount, fact.margin)
        for fact in accounts.stated
        if fact.period is Period.LAST_YEAR
    }


def _initial_budgets(accounts: Accounts) -> dict[str, Figure]:
    """Return the general public budget's initial budgets, by the figure that they stand beside."""
    stated: dict[str, list[Figure]] = {}
    for fact in sorted(accounts.budgets, key=lambda fact: fact.subject):
        if fact.fund is Fund.GENERAL_PUBLIC_BUDGET and fact.stage is Stage.INITIAL_BUDGET:
            name = f"{_GENERAL}.{fact.subject}.total"
            stated.setdefault(name, []).append(Figure(name, fact.amount, fact.margin))
    return {name: Figure.total(name, parts) for name, parts in stated.items()}
