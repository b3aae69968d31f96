"""Whether the facts fit the edition's forms: tables, addresses, and what is of no use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import MEASURES, TABLE_OF_FUND, address
from juesuan_tables.checks._evidence import Check
from juesuan_tables.checks._words import found, noted
from juesuan_tables.editions import edition_ids, load_edition
from juesuan_tables.findings import Severity
from juesuan_tables.terms import MeasureKey, Period, Stage, chinese_figure, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import AmountFact


def unknown_figures(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out stated totals and notes about a figure that its table does not have."""
    accounts = evidence.accounts
    named = [(stated.figure, stated.source) for stated in accounts.stated]
    named += [(note.figure, note.source) for note in accounts.notes if note.figure]
    for figure, source in named:
        if has_figure(evidence, figure):
            continue
        grid = evidence.tables.get(address(figure).table)
        if grid is None:
            what = "本表样没有这张表，或者没有这一项"
        else:
            columns = "、".join(glossary()[column] for column in _amount_columns(grid))
            what = f"{grid.title}没有这一行或这一栏，栏有：{columns}"
        message = f"{source} {chinese_figure(figure)}：{what}。请改正“指标”。"
        yield found(evidence, figure, message)


def has_figure(evidence: Evidence, figure: str) -> bool:
    """Return whether a figure is printed, or would be if there were facts."""
    table, row, column = address(figure)
    if figure in evidence.figures:
        return True
    if table == MEASURES:  # it may not have been stated, and is then asked for
        return column == "amount" and row in {key.key for key in MeasureKey if key.unit == "元"}
    grid = evidence.tables.get(table)
    if grid is None:
        return False
    by_subject = row.isdecimal() and "total" in grid.row_labels
    return (row in grid.row_labels or by_subject) and column in _amount_columns(grid)


def _amount_columns(grid: Grid) -> dict[str, None]:
    """Return the columns that hold amounts, each once, in order."""
    return dict.fromkeys(address(name).column for name in grid.figures)


def funds_beyond_the_form(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out “三公” facts of a fund that the table's title excludes."""
    form = evidence.edition.form("three_public")
    for fact in evidence.accounts.three_public:
        if form and form.funds and fact.exists and fact.fund not in form.funds:
            message = (
                f"{fact.source or '“三公”经费'}：资金性质是{fact.fund}，"
                f"{form.title}只反映{'、'.join(form.funds)}，没有计入。请核对。"
            )
            yield noted(message, table=form.title)


def missing_tables(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require every form of the edition, in its order."""
    wanted = [form.table for form in evidence.edition.forms]
    there = list(evidence.tables)
    for form in evidence.edition.forms:
        if form.table not in there:
            message = f"{form.title}：本表样有这张表，没有找到。请补上，没有数据也应公开空表。"
            yield noted(message, table=form.title)
    common = [table for table in wanted if table in there]
    if common != [table for table in there if table in wanted]:
        yield noted("各表：顺序与表样不同。请按表样的顺序排列。")


def other_year(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Say so where the form is that of another year, and which shipped one is nearer."""
    year, edition = evidence.accounts.year, evidence.edition
    if year == edition.from_year:
        return
    nearer = [
        each.id
        for each in map(load_edition, edition_ids())
        if each.authority == edition.authority and edition.from_year < each.from_year <= year
    ]
    hint = f"自带的表样里，{nearer[-1]}离{year}年度更近。" if nearer else ""
    message = (
        f"{year}年度表样未核对，沿用{edition.from_year}年度的{edition.id}。{hint}"
        f"请对照财政部门当年印发的表样核对各表。"
    )
    yield noted(message, printed=f"{edition.from_year}年度", expected=f"{year}年度")


def unused_facts(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out budgets and last year's totals that no table and no sentence uses."""
    accounts, edition = evidence.accounts, evidence.edition
    three_public = evidence.tables.get("three_public")
    stages = set(three_public.row_labels) if three_public else set()
    compared = {name for section in edition.sections for name in section.last_year}
    unused: list[tuple[AmountFact, str]] = [
        (fact, f"{fact.fund} {fact.stage}")
        for fact in accounts.budgets
        if TABLE_OF_FUND.get(fact.fund) not in evidence.tables
        or fact.stage not in {edition.stage(TABLE_OF_FUND[fact.fund]), Stage.INITIAL_BUDGET}
    ]
    unused += [
        (each, f"“三公”经费 {each.stage}")
        for each in accounts.three_public
        if each.stage.key not in stages
    ]
    unused += [
        (total, f"{chinese_figure(total.figure)} {total.period}")
        for total in accounts.stated
        if total.period is Period.LAST_YEAR and total.figure not in compared
    ]
    for fact, what in unused:
        if fact.exists:
            message = f"{fact.source or '记录'}：{what} {fact.amount} 元没有用到，表和说明都不印它。请核对。"
            yield noted(message)


def unused_measures(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out numbers of 其他数据 that this edition's explanation does not print."""
    printed = set(evidence.edition.printed_measures)
    for measure in evidence.accounts.measures:
        if measure.value and measure.key not in printed:
            value = f"{measure.value:f}".removesuffix(".00")
            message = (
                f"{measure.source or '其他数据'}：本表样的情况说明不写{measure.key}，"
                f"填的 {value}{measure.key.unit} 没有用到。请核对数据项。"
            )
            yield noted(message)


_FORM = "表样"
CHECKS = (
    Check("edition-year", "表样的年度与决算年度一致", _FORM, Severity.ADVISORY, other_year),
    Check("table-missing", "表样的各表齐全、顺序一致", _FORM, Severity.ERROR, missing_tables),
    Check("figure-unknown", "原表合计和说明的指标须在表上", _FORM, Severity.ERROR, unknown_figures),
    Check(
        "three-public-fund",
        "“三公”经费的资金性质在本表范围内",
        _FORM,
        Severity.ADVISORY,
        funds_beyond_the_form,
    ),
    Check("fact-unused", "填了的预算和上年数应当用得到", _FORM, Severity.ADVISORY, unused_facts),
    Check("measure-unused", "填了的其他数据应当用得到", _FORM, Severity.ADVISORY, unused_measures),
)
