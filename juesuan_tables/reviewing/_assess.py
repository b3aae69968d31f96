"""One department's documents → what is wrong with them, and the figures that all are compared by."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables import auditing, audits
from juesuan_tables.addresses import address
from juesuan_tables.auditing import Claims, Said
from juesuan_tables.figure import Figure
from juesuan_tables.reading.documents import together

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan_tables.checks import Settings
    from juesuan_tables.findings import Finding
    from juesuan_tables.reading.documents import Document
    from juesuan_tables.reviewing._seen import Seen

THREE_PUBLIC = tuple(
    f"three_public.outturn.{item}"
    for item in (
        "total",
        "travel_abroad",
        "vehicles",
        "vehicle_purchase",
        "vehicle_running",
        "reception",
    )
)
OPERATING_COST = "measures.agency_operating_cost.amount"
PROCUREMENT = "measures.procurement_total.amount"
NO_CLAIMS = Claims(0, 0, 0)
_WHOLE = {"income_expenditure_summary", "income", "expenditure", "general_budget_expenditure"}
_CLASS = 3
"""Digits of the code of a 类."""


@dataclass(frozen=True, slots=True)
class ToAssess:
    """What a department is judged by: its document, its tables, last year's publication."""

    folder: str
    main: Seen
    tables: tuple[Seen, ...]
    prior: Document | None
    settings: Settings | None


@dataclass(frozen=True, slots=True)
class Assessed:
    """What was found, without what only pages need; ``now`` and ``last`` are the figures kept."""

    findings: tuple[Finding, ...] = ()
    claims: Claims = NO_CLAIMS
    unread: tuple[str, ...] = ()
    tables: int = 0
    now: Mapping[str, Figure] = field(default_factory=dict)
    last: Mapping[str, Figure] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


def assess(asked: ToAssess) -> Assessed:
    """Audit a department's documents."""
    main = asked.main.document
    if main is None:
        raise ValueError(asked.main.path)
    tables = _tables(asked)
    compared = audits.Compared(tables=tables, prior=asked.prior)
    made = audits.audit_of(
        main,
        compared,
        asked.settings,
        document=str(Path(asked.folder, asked.main.path)),
        files=[Path(asked.folder, each.path) for each in asked.tables],
        ask=False,
    )
    said = auditing.said(auditing.audited_document(main, tables))
    before = _last(asked.prior)
    return Assessed(
        tuple(replace(each, figures=(), against=()) for each in made.findings),
        made.claims,
        made.unread,
        made.tables,
        _kept(said.now),
        _kept({**said.last, **before.now}),
        said.reasons,
    )


def _tables(asked: ToAssess) -> Document | None:
    """Return the files of tables, and the document itself where it prints tables, too."""
    beside = [each.document for each in asked.tables if each.document]
    if beside and asked.main.tables and asked.main.document:
        beside = [asked.main.document, *beside]
    return together(beside)


def _last(prior: Document | None) -> Said:
    return auditing.said(auditing.audited_document(prior)) if prior else Said()


def _kept(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Return the figures that departments are compared by, as plain amounts."""
    kept = (each for each in figures.values() if _is_kept(each.name))
    return {
        each.name: Figure(each.name, each.amount, each.margin, label=each.label) for each in kept
    }


def _is_kept(name: str) -> bool:
    table, row, _column = address(name)
    if name in {*THREE_PUBLIC, OPERATING_COST, PROCUREMENT}:
        return True
    whole = not row.isdigit() or len(row) == _CLASS
    return (table in _WHOLE and whole) or row == "total" or table == "appropriation_summary"
