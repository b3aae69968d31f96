"""The whole pipeline on one page: Accounts + edition → Report → Findings. Start reading here."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from juesuan_tables import checks as _checks
from juesuan_tables.editions import Edition, load_edition
from juesuan_tables.errors import FigureError
from juesuan_tables.figure import Figure
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.tables import BUILDERS, budgets
from juesuan_tables.terms import Entity, Period, chinese_figure, english_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts


@dataclass(frozen=True, slots=True)
class Report:
    """All tables of one unit's year, and every figure in them.

    ``tables`` are in the edition's order. ``figures`` holds this year's figures by address,
    those of the tables and the budgets that prose compares with; ``prior`` last year's totals,
    as far as they were stated.
    """

    accounts: Accounts
    edition: Edition
    tables: Mapping[str, Grid]
    figures: Mapping[str, Figure]
    prior: Mapping[str, Figure]

    @property
    def title(self) -> str:
        """Return the title of the publication: 某局2018年度部门决算."""
        return f"{self.accounts.unit}{self.accounts.year}年度{self.kind}决算"

    @property
    def kind(self) -> str:
        """Return whose accounts they are: 部门 or 单位."""
        return "部门" if self.accounts.entity is Entity.DEPARTMENT else "单位"

    def figure(self, address: str) -> Figure:
        """Return a figure by its address, in English or Chinese; raise ``FigureError``."""
        name = english_figure(address)
        if name not in self.figures:
            known = [chinese_figure(each) for each in self.figures]
            near = get_close_matches(chinese_figure(name), known, cutoff=0.5) or known[:1]
            what = f"本报告没有“{address}”这个指标，相近的有：{'、'.join(near)}"
            raise FigureError.of("指标", what, "请按“表.行.列”填写，行用科目编码或合计")
        return self.figures[name]


def build_report(accounts: Accounts, edition: str | Edition | None = None) -> Report:
    """Derive every table that the edition has from the facts.

    The edition is the one given, else the one that the accounts name; ``EditionError`` where
    there is neither. The names of 类 are the edition's, those of 款 and 项 the accounts'.
    ``InputError`` where a fact has no line on a form.
    """
    if not isinstance(edition, Edition):
        edition = load_edition(edition or accounts.edition or "")
    names = accounts.names | edition.class_names
    accounts = accounts.model_copy(update={"names": names})
    tables = {form.table: BUILDERS[form.table](accounts, form) for form in edition.forms}
    printed = [figure for grid in tables.values() for figure in grid.figures.values()]
    figures = {figure.name: figure for figure in printed} | budgets.build(accounts)
    return Report(accounts, edition, tables, figures, _prior(accounts))


def _prior(accounts: Accounts) -> dict[str, Figure]:
    """Return last year's totals by the address of this year's."""
    return {
        fact.figure: Figure(
            f"{fact.figure}@{Period.LAST_YEAR.key}",
            fact.amount,
            fact.margin,
            fact.source,
            label=f"上年 {chinese_figure(fact.figure)}",
        )
        for fact in accounts.stated
        if fact.period is Period.LAST_YEAR
    }


def check(report: Report, checks: Iterable[_checks.Check] = _checks.CHECKS) -> list[Finding]:
    """Return everything that disagrees in the report, in the order of ``checks``."""
    return [*_year(report), *_checks.run(report.tables, report.accounts, checks)]


def _year(report: Report) -> Iterator[Finding]:
    """Say so where the form is that of another year."""
    year, edition = report.accounts.year, report.edition
    if year != edition.from_year:
        yield Finding(
            rule="edition-year",
            severity=Severity.ADVISORY,
            printed=f"{edition.from_year}年度",
            expected=f"{year}年度",
            message=f"{year}年度表样未核对，沿用{edition.from_year}年度的{edition.id}。"
            f"请对照财政部门当年印发的表样核对各表。",
        )
