"""The whole pipeline on one page: Accounts + edition → Report → Findings. Start reading here."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from juesuan_tables import checks as _checks
from juesuan_tables.editions import Edition, Units, load_edition
from juesuan_tables.editions.catalogue import shipped_catalogue
from juesuan_tables.errors import FigureError, InputError, Problem
from juesuan_tables.figure import Count, Figure
from juesuan_tables.once import once
from juesuan_tables.tables import BUILDERS, budgets, measures, projects
from juesuan_tables.tables.stated_totals import StatedTotals
from juesuan_tables.terms import Period, chinese_figure, english_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from juesuan_tables.editions.catalogue import Catalogue
    from juesuan_tables.findings import Finding
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts


@dataclass(frozen=True, slots=True)
class Report:
    """All tables of one unit's year, and every figure in them.

    ``tables`` are in the edition's order. ``figures`` holds this year's figures by address,
    those of the tables, the budgets that prose compares with, the amounts of 其他数据 and of 专项;
    ``prior`` last year's totals, as far as they were stated; ``counts`` the numbers that are no
    amounts; ``stated_names`` the names of codes as the accounts give them, and ``catalogue`` what
    other codes were looked up in.
    """

    accounts: Accounts
    edition: Edition
    tables: Mapping[str, Grid]
    figures: Mapping[str, Figure]
    prior: Mapping[str, Figure]
    counts: Mapping[str, Count]
    stated_names: Mapping[str, str]
    catalogue: Catalogue

    @property
    def title(self) -> str:
        """Return the title of the publication: 某局2018年度部门决算."""
        return f"{self.accounts.unit}{self.accounts.year}年度{self.kind}决算"

    @property
    def kind(self) -> str:
        """Return whose accounts they are: 部门 or 单位."""
        return self.accounts.entity.kind

    @property
    def zero_margin(self) -> Decimal:
        """Return by how many 元 what nobody stated may differ from zero."""
        return self.accounts.zero_margin

    def figure(self, address: str) -> Figure:
        """Return a figure by its address, in English or Chinese; raise ``FigureError``."""
        return _named(address, self.figures)

    def explain(self, address: str) -> list[str]:
        """Return how a figure or a count came about, a line each; raise ``FigureError``."""
        found: dict[str, Figure | Count] = {**self.figures, **self.counts}
        return _named(address, found).explain()


T = TypeVar("T")


def _named(address: str, figures: Mapping[str, T]) -> T:
    """Return what has that address; raise ``FigureError`` with what is near it."""
    name = english_figure(address)
    if name not in figures:
        known = [chinese_figure(each) for each in figures]
        near = get_close_matches(chinese_figure(name), known, cutoff=0.5) or known[:1]
        what = f"本报告没有“{address}”这个指标，相近的有：{'、'.join(near)}"
        raise FigureError.of("指标", what, "请按“表.行.列”填写，行用科目编码或合计")
    return figures[name]


def build_report(
    accounts: Accounts,
    edition: str | Edition | None = None,
    catalogue: Catalogue | None = None,
) -> Report:
    """Derive every table that the edition has from the facts.

    The edition is the one given, else the one that the accounts name; ``EditionError`` where
    there is neither. The names of 类 are the edition's, those of 款 and 项 the accounts'; what they
    leave out is named by ``catalogue``, an official list, and for other codes by the shipped one.
    ``InputError`` where a fact has no line on a form.
    """
    if not isinstance(edition, Edition):
        edition = load_edition(edition or accounts.edition or "")
    edition = edition.of(Units.ONE if accounts.single_unit else Units.SEVERAL)
    topics = {note.topic for note in accounts.notes if note.topic and note.text}
    edition = edition.reporting(topics, projects=bool(accounts.projects))
    catalogue = _over_shipped(catalogue) if catalogue else shipped_catalogue()
    stated = accounts.names
    names = catalogue.names(accounts.year) | stated | edition.class_names
    accounts = accounts.model_copy(update={"names": names})
    stated_totals = StatedTotals(accounts)
    built = _tables(accounts, edition)
    tables = {name: stated_totals.in_grid(grid) for name, grid in built.items()}
    figures: dict[str, Figure] = {}
    for grid in tables.values():
        figures |= grid.figures
    figures |= stated_totals.in_figures(budgets.build(accounts)) | measures.amounts(accounts)
    figures |= projects.amounts(accounts)
    counts = measures.counts(accounts, edition.vehicles)
    prior = _prior(accounts)
    return Report(accounts, edition, tables, figures, prior, counts, stated, catalogue)


@once
def _over_shipped(official: Catalogue) -> Catalogue:
    return shipped_catalogue().under(official)


def _tables(accounts: Accounts, edition: Edition) -> dict[str, Grid]:
    """Build every form; raise ``InputError`` with all that none of them has a place for."""
    tables: dict[str, Grid] = {}
    problems: list[Problem] = []
    for form in edition.forms:
        try:
            tables[form.table] = BUILDERS[form.table](accounts, form)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    return tables


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


def check(
    report: Report,
    checks: Iterable[_checks.Rule] = _checks.RULES,
    settings: _checks.Settings | None = None,
) -> list[Finding]:
    """Return everything that disagrees in the report, in the order of ``checks``.

    ``checks`` are rules, ours or one's own; ``settings`` change how severe they are and where
    their limits lie.
    """
    return _checks.run(report, checks, settings)
