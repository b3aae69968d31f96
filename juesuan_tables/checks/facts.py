"""What the facts themselves give away: totals that differ, addresses and names that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.checks._words import disagreement, found
from juesuan_tables.figure import ZERO, Figure, agrees
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.subjects import above
from juesuan_tables.terms import Period, chinese_figure, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts

    Tables = Mapping[str, Grid]


def stated_totals(tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Compare this year's totals that someone else printed with ours."""
    for fact in accounts.stated if accounts else ():
        table = tables.get(fact.figure.split(".")[0])
        if fact.period is not Period.THIS_YEAR or table is None or not _has(table, fact.figure):
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
        grid = tables.get(figure.split(".")[0])
        if grid is None or _has(grid, figure):
            continue
        columns = "、".join(glossary()[column] for column in _amount_columns(grid))
        message = (
            f"{source} {chinese_figure(figure)}：{grid.title}没有这一行或这一栏，栏有：{columns}。"
            f"请改正“指标”。"
        )
        yield found("figure-unknown", grid, figure, message)


def _has(grid: Grid, figure: str) -> bool:
    """Return whether a table prints a figure, or would print it if there were facts."""
    _, row, column = figure.split(".")
    by_subject = row.isdecimal() and "total" in grid.row_labels
    return (row in grid.row_labels or by_subject) and column in _amount_columns(grid)


def _amount_columns(grid: Grid) -> dict[str, None]:
    """Return the columns that hold amounts, each once, in order."""
    return dict.fromkeys(name.split(".")[2] for name in grid.figures)


def repeated_records(_tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Point out records that say the same twice; they add up, and were perhaps meant once."""
    if accounts is None:
        return
    for facts in (accounts.income, accounts.expenditure, accounts.budgets):
        said: dict[tuple[str, ...], list[str]] = {}
        for fact in facts:
            if fact.amount:
                said.setdefault(fact.sort_key()[:-1], []).append(fact.source)
        for sources in said.values():
            if len(sources) > 1:
                where = "、".join(filter(None, sources))
                yield Finding(
                    rule="record-twice",
                    severity=Severity.ADVISORY,
                    message=f"{where}：{len(sources)}条记录完全相同，金额已相加。"
                    f"请核对是否重复填写。",
                )


def nameless_codes(tables: Tables, accounts: Accounts | None) -> Iterator[Finding]:
    """Require a name for every code that a table or the explanation prints."""
    if accounts is None:
        return
    rows = {row for table in tables.values() for row in table.row_labels if row.isdecimal()}
    budgeted = {budget.subject for budget in accounts.budgets if budget.exists}
    rows |= budgeted | above(budgeted)
    for row in sorted(rows - accounts.names.keys()):
        yield Finding(
            rule="code-name",
            severity=Severity.ERROR,
            row=row,
            printed=row,
            message=f"科目 {row}：没有科目名称，表和说明中只印了编码。"
            f"请在“科目名称”中填写 {row} 的名称。",
        )


def negative_amounts(tables: Tables, _accounts: Accounts | None) -> Iterator[Finding]:
    """Point out amounts below zero, the lowest printed ones; only balances usually are."""
    for table in tables.values():
        negative = {name: f for name, f in table.figures.items() if f.shown < 0}
        for name, figure in negative.items():
            if "balance" not in name and not any(part.name in negative for part in figure.parts):
                place = " ".join([table.title, *table.place(name)])
                message = f"{place}：本表 {figure}，是负数，除冲减以前年度收支外不应出现。请核对。"
                severity = Severity.ADVISORY
                yield found(
                    "negative-amount", table, name, message, severity=severity, printed=figure
                )
