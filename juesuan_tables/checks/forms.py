"""Whether the facts fit the edition's forms: tables, addresses, and what is of no use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import MEASURES, address
from juesuan_tables.checks._evidence import Check
from juesuan_tables.checks._words import found, noted
from juesuan_tables.editions import edition_ids, load_edition
from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension, MeasureKey, chinese_figure, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.editions import Edition
    from juesuan_tables.findings import Finding
    from juesuan_tables.grid import Grid


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
    kept = "沿用" if edition.from_year < year else "提前用了"
    nearest = _nearest(edition, year)
    hint = f"自带的表样里，{nearest}离{year}年度更近。" if nearest != edition.id else ""
    message = (
        f"{year}年度表样未核对，{kept}{edition.from_year}年度的{edition.id}。{hint}"
        f"请对照财政部门当年印发的表样核对各表。"
    )
    yield noted(message, printed=f"{edition.from_year}年度", expected=f"{year}年度")


def _nearest(edition: Edition, year: int) -> str:
    """Return the edition of the same authority that is in force in a year, or comes next."""
    shipped = [each for each in map(load_edition, edition_ids()) if each.id != edition.id]
    alike = [edition, *(each for each in shipped if each.authority == edition.authority)]
    in_force = [each for each in alike if each.from_year <= year]
    best = max(in_force, key=_first_year) if in_force else min(alike, key=_first_year)
    return best.id


def _first_year(edition: Edition) -> int:
    return edition.from_year


_FORM = "表样"
CHECKS = (
    Check(
        "edition-year",
        "表样的年度与决算年度一致",
        _FORM,
        Severity.ADVISORY,
        other_year,
        Dimension.COMPLETENESS,
    ),
    Check(
        "table-missing",
        "表样的各表齐全、顺序一致",
        _FORM,
        Severity.ERROR,
        missing_tables,
        Dimension.COMPLETENESS,
    ),
    Check(
        "figure-unknown",
        "原表合计和说明的指标须在表上",
        _FORM,
        Severity.ERROR,
        unknown_figures,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "three-public-fund",
        "“三公”经费的资金性质在本表范围内",
        _FORM,
        Severity.ADVISORY,
        funds_beyond_the_form,
        Dimension.TRUTHFULNESS,
    ),
)
