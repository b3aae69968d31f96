"""The outline of every edition lists exactly what its templates ask for.

Rules about missing figures, reasons, texts and numbers go by these lists, and so do those about
what was stated and is of no use.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from conftest import ROOT
from strategies import TABLE_OF_FUND

import juesuan_tables as jt
from juesuan_tables.narrative._views import FigureQuote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.editions import Section

EDITIONS = [jt.load_edition(name) for name in jt.edition_ids()]
ASKED = ("change", "reason", "budget_reason", "purpose")
MORE = Decimal(1_000_000)
ADDED_UP = {"procurement_total", "vehicles_total"}


def _rich(edition: jt.Edition, entity: jt.Entity) -> jt.Accounts:
    """Return accounts that have all that the edition can print, and more: every figure changed."""
    nine = edition.form("state_capital") is not None
    base = jt.load_accounts(ROOT / "examples" / f"whole-{'2024' if nine else '2018'}.yaml")
    budgets = [
        budget.model_copy(update={"amount": budget.amount + MORE, "stage": stage})
        for budget in base.budgets
        for stage in (jt.Stage.INITIAL_BUDGET, jt.Stage.FULL_YEAR_BUDGET)
    ]
    three_public = [*base.three_public]
    three_public += [
        fact.model_copy(update={"stage": jt.Stage.FULL_YEAR_BUDGET})
        for fact in base.three_public
        if fact.stage is jt.Stage.INITIAL_BUDGET
    ]
    compared = {name for section in edition.sections for name in section.last_year}
    last = jt.Period.LAST_YEAR
    statement = jt.NoteKind.STATEMENT
    changes = {
        "year": edition.from_year,
        "edition": edition.id,
        "entity": entity,
        "budgets": budgets,
        "three_public": three_public,
        "stated": [jt.Stated(figure=f, period=last, amount=MORE) for f in sorted(compared)],
        "measures": [jt.Measure(key=key, value=3) for key in jt.MeasureKey],
        "notes": [jt.Note(kind=statement, topic=t, text=_words(t)) for t in jt.Topic],
    }
    fields = {name: getattr(base, name) for name in type(base).model_fields}
    return jt.Accounts(**fields | changes)


def _words(topic: jt.Topic) -> str:
    return f"关于{topic}的这段话"


def _reports(edition: jt.Edition) -> list[jt.Report]:
    """Return the report of a department of several units, and that of a single unit."""
    entities = (jt.Entity.DEPARTMENT, jt.Entity.SINGLE_UNIT)
    return [jt.build_report(_rich(edition, entity)) for entity in entities]


def _figures(report: jt.Report, names: Sequence[str]) -> Iterator[str]:
    """Yield the figures that an outline names: themselves, or all items of a table."""
    funds = {table: fund for fund, table in TABLE_OF_FUND.items()}
    for name in names:
        if "." in name:
            yield name
        else:
            spent = {f.subject for f in report.accounts.expenditure if f.fund is funds[name]}
            budgeted = {b.subject for b in report.accounts.budgets if b.fund is funds[name]}
            yield from (f"{name}.{code}.total" for code in spent | budgeted)


def _listed(report: jt.Report, *fields: str) -> set[str]:
    """Return all that the sections of the report's outline list in some fields."""
    sections: Sequence[Section] = report.edition.sections
    names = [name for each in sections for field in fields for name in getattr(each, field)]
    return {*_figures(report, names)}


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_the_outline_names_what_the_templates_compare(
    edition: jt.Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is set beside last year's and budgets, or has a purpose, is what the edition lists."""
    asked: dict[str, set[str]] = {name: set() for name in ASKED}
    for name, names in asked.items():
        real = getattr(FigureQuote, name)

        def recorded(quote: FigureQuote, real: property = real, names: set[str] = names) -> object:
            names.add(quote._figure.name)  # noqa: SLF001 what a template cannot see
            return real.fget(quote)  # type: ignore[misc]

        monkeypatch.setattr(FigureQuote, name, property(recorded))

    for report in _reports(edition):
        jt.narrate(report)

        assert asked["change"] == _listed(report, "last_year")
        assert asked["reason"] == _listed(report, "last_year") - _listed(report, "unexplained")
        assert asked["budget_reason"] == _listed(report, "budgets")
        assert asked["purpose"] == _listed(report, "purposes", "further_purposes")
        assert len(asked["purpose"]) > 5


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_the_outline_names_the_numbers_that_the_templates_print(edition: jt.Edition) -> None:
    """Of all numbers of 其他数据, stated one and all, those are printed that it lists."""
    for report in _reports(edition):
        prose = jt.narrate(report)
        quoted = {name for each in prose.paragraphs for q in each.quotations for name in q.figures}

        printed = {name.split(".")[1] for name in quoted if name.startswith("measures.")}
        listed = {key.key for each in report.edition.sections for key in each.measures}
        listed |= {key.key for each in report.edition.sections for key in each.further_measures}
        assert printed - ADDED_UP == listed


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_the_outline_names_the_texts_that_are_printed(edition: jt.Edition) -> None:
    """Of all topics, each with a text, those are printed that it lists."""
    for report in _reports(edition):
        text = jt.text(report).decode()

        listed = {topic for each in report.edition.sections for topic in each.topics}
        assert {topic for topic in jt.Topic if _words(topic) in text} == listed
