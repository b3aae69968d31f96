"""What must have been stated for tables and explanation to be complete and true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.checks._words import disagreement
from juesuan_tables.checks.relations import children_of
from juesuan_tables.figure import ZERO, Figure, agrees
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.terms import Fund, NoteKind, Period, Stage, chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts

    Tables = Mapping[str, Grid]

_GENERAL = "general_budget_expenditure"
COMPARED_WITH_LAST_YEAR = (
    "income_expenditure_summary.income_total.amount",
    f"{_GENERAL}.total.total",
)
"""The figures that the explanation compares with last year's."""


def stated_totals(tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Compare this year's totals that someone else printed with ours."""
    for fact in accounts.stated if accounts else ():
        table = tables.get(fact.figure.split(".")[0])
        if fact.period is not Period.THIS_YEAR or table is None:
            continue
        stated = Figure(fact.figure, fact.amount, fact.margin, fact.source)
        ours = table.figures.get(fact.figure, Figure(fact.figure, ZERO))
        if not agrees(ours, stated):
            says = f"原表合计 {stated}（{fact.source}），比原表"
            advice = "请核对该项下的明细"
            yield disagreement("stated-total", table, ours, stated, says=says, advice=advice)


def unknown_figures(tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Point out stated totals and notes about a figure that its table does not have."""
    if accounts is None:
        return
    named = [(stated.figure, stated.source) for stated in accounts.stated]
    named += [(note.figure, note.source) for note in accounts.notes if note.figure]
    for figure, source in named:
        table, row, column = figure.split(".")
        grid = tables.get(table)
        if grid is None or (_has_row(grid, row) and column in grid.column_labels):
            continue
        columns = "、".join(grid.column_labels.values())
        yield Finding(
            rule="figure-unknown",
            severity=Severity.ERROR,
            table=grid.title,
            row=row,
            column=column,
            message=f"{source} {chinese_figure(figure)}：{grid.title}没有这一行或这一栏，"
            f"栏有：{columns}。请改正“指标”。",
        )


def _has_row(grid: Grid, row: str) -> bool:
    """Return whether a table prints a row, or would print it if there were facts."""
    return row in grid.row_labels or (row.isdecimal() and "total" in grid.row_labels)


def nameless_codes(tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Every printed code has a name."""
    for table in tables.values():
        for row, label in table.row_labels.items():
            if accounts and row.isdecimal() and row == label:
                yield Finding(
                    rule="code-name",
                    severity=Severity.ERROR,
                    table=table.title,
                    row=row,
                    printed=row,
                    message=f"{table.title} {row}：没有科目名称，表中只印了编码。"
                    f"请在“科目名称”中填写 {row} 的名称。",
                )


def negative_amounts(tables: Tables, _accounts: Accounts | None) -> Iterator[Finding]:
    """Only balances are usually below zero."""
    for table in tables.values():
        for name, figure in table.figures.items():
            row, column = table.place(name)
            if figure.shown < 0 and "balance" not in name:
                yield Finding(
                    rule="negative-amount",
                    severity=Severity.ADVISORY,
                    table=table.title,
                    row=row,
                    column=column,
                    printed=str(figure),
                    message=f"{table.title} {row} {column}：本表 {figure}，是负数，"
                    f"除冲减以前年度收支外不应出现。请核对。",
                )


def missing_prior(_tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Require last year's totals, which the explanation compares with, unless the unit is new."""
    if accounts is None or accounts.newly_established:
        return
    stated = {fact.figure for fact in accounts.stated if fact.period is Period.LAST_YEAR}
    for name in COMPARED_WITH_LAST_YEAR:
        if name not in stated:
            yield _missing("prior-missing", chinese_figure(name), "上年数", "原表合计（上年）")


def missing_budgets(tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Require every item's initial budget, which the explanation sets beside the outturn."""
    table = tables.get(_GENERAL)
    if accounts is None or table is None:
        return
    stated = {name.split(".")[1] for name in _initial_budgets(accounts)}
    for row, label in table.row_labels.items():
        if row in _leaves(table) and row not in stated:
            place = f"{table.title} {row} {label}"
            yield _missing("budget-missing", place, "年初预算", "预算（没有的填0）")


def _leaves(table: Grid) -> set[str]:
    """Return the rows of a table by subject that have none below."""
    return {row for row in table.row_labels if row.isdecimal()} - children_of(table).keys()


def _missing(rule: str, place: str, what: str, where: str) -> Finding:
    """Say what the explanation had to leave out."""
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        row=place,
        message=f"情况说明 {place}：没有{what}，有关的比较没有写出。请在“{where}”中补充。",
    )


def missing_reasons(tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Where a figure changed or missed its budget, the explanation says why."""
    if accounts is None:
        return
    given = {(note.kind, note.figure) for note in accounts.notes if note.text}
    for kind, name, now, before in _comparisons(tables, accounts):
        if now.shown != before.shown and (kind, name) not in given:
            yield Finding(
                rule="reason-missing",
                severity=Severity.ERROR,
                row=chinese_figure(name),
                printed=str(now),
                expected=str(before),
                message=f"情况说明 {chinese_figure(name)}：本年 {now}，"
                f"{'上年' if kind is NoteKind.CHANGE_REASON else '年初预算'} {before}，"
                f"没有{kind}。请在“说明”中补充。",
            )


def _comparisons(
    tables: Tables, accounts: Accounts
) -> Iterator[tuple[NoteKind, str, Figure, Figure]]:
    """Yield what the explanation compares: the kind of reason, the figure, now, before."""
    figures = {name: figure for grid in tables.values() for name, figure in grid.figures.items()}
    for fact in accounts.stated:
        if fact.period is Period.LAST_YEAR and fact.figure in COMPARED_WITH_LAST_YEAR:
            before = Figure(fact.figure, fact.amount, fact.margin)
            if fact.figure in figures:
                yield NoteKind.CHANGE_REASON, fact.figure, figures[fact.figure], before
    for name, budget in _initial_budgets(accounts).items():
        outturn = figures.get(name, Figure(name, ZERO))
        yield NoteKind.BUDGET_REASON, name, outturn, budget


def _initial_budgets(accounts: Accounts) -> dict[str, Figure]:
    """Return the initial budgets of the general public budget, by the figure they are set beside."""
    stated: dict[str, list[Figure]] = {}
    for fact in accounts.budgets:
        if fact.fund is Fund.GENERAL_PUBLIC_BUDGET and fact.stage is Stage.INITIAL_BUDGET:
            name = f"{_GENERAL}.{fact.subject}.total"
            stated.setdefault(name, []).append(Figure(name, fact.amount, fact.margin))
    return {name: Figure.total(name, parts) for name, parts in stated.items()}
