"""The lines of the fill-in workbook that an edition asks for, whatever the draft knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import TABLE_OF_FUND
from juesuan_tables.inputs.fill_in import sheets
from juesuan_tables.subjects import SECTION
from juesuan_tables.terms import Fund, NoteKind, ThreePublicItem
from juesuan_tables.writers.fill_in._amounts import section_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan_tables.editions import Edition
    from juesuan_tables.inputs.draft import Draft
    from juesuan_tables.inputs.fill_in.reason import Reason
    from juesuan_tables.writers.fill_in._lines import Lines, Placed


def ask(placed: Placed, draft: Draft, edition: Edition, reasons: Sequence[Reason]) -> None:
    """Add the lines in the order in which the explanation comes to them."""
    of = placed.of
    _ask_for_amounts(of, draft, edition)
    for key in edition.printed_measures:
        if key in sheets.COUNTS:
            of[sheets.THREE_PUBLIC.name].ask_beside("key", key)
        else:
            of[sheets.MEASURES.name].ask(key=key)
    for section in edition.sections:
        for figure in section.last_year:
            of[sheets.LAST_YEAR.name].ask(figure=figure)
    for reason in reasons:
        of[sheets.REASONS.name].ask(figure=reason.figure, kind=reason.kind)
    _ask_for_texts(of[sheets.TEXTS.name], draft, edition)


def _ask_for_amounts(of: Mapping[str, Lines], draft: Draft, edition: Edition) -> None:
    """Add balances, sections of basic spending, “三公”, and what income is derived for."""
    for fund in sheets.CARRIED:
        of[sheets.BALANCES.name].ask(fund=fund)
    for code in section_names(edition):
        if len(code) == SECTION:
            of[sheets.BASIC.name].ask(economic_subject=code)
    for item in ThreePublicItem:
        of[sheets.THREE_PUBLIC.name].ask(item=item, fund=Fund.GENERAL_PUBLIC_BUDGET)
    if "income" not in draft.fields:
        for code in sorted({fact.subject for fact in draft.fields.get("expenditure", ())}):
            of[sheets.INCOME.name].ask(subject=code)


def _ask_for_texts(lines: Lines, draft: Draft, edition: Edition) -> None:
    """Add the topics, then what the explanation may say the purpose of."""
    for section in edition.sections:
        for topic in section.topics:
            lines.ask(topic=topic, kind=NoteKind.STATEMENT)
    purposes = [
        name
        for section in edition.sections
        for name in (*section.purposes, *section.further_purposes)
    ]
    purposes += [entry.figure for entry in edition.glossary if entry.figure]
    for name in purposes:
        for figure in [name] if "." in name else _items(name, draft):
            lines.ask(figure=figure, kind=NoteKind.PURPOSE)


def _items(table: str, draft: Draft) -> Iterator[str]:
    """Yield the figures of the subjects that a table's fund was spent on."""
    spent = {
        fact.subject
        for fact in draft.fields.get("expenditure", ())
        if TABLE_OF_FUND.get(fact.fund) == table and fact.exists
    }
    for code in sorted(spent):
        yield f"{table}.{code}.total"
