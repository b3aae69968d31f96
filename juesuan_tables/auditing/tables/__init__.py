"""The official tables of a finished document: what in them cannot be true.

``find`` runs every rule on them; with last year's publication, the budget, the approved accounts
or the members' publications it compares with these, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.auditing.tables import (
    _articulation,
    _codes,
    _completeness,
    _magnitude,
    _obstacles,
    _others,
    _usual,
)
from juesuan_tables.auditing.tables._instances import places, without
from juesuan_tables.auditing.tables._others import prior_figures
from juesuan_tables.auditing.tables._printed import PrintedTables
from juesuan_tables.auditing.tables.reading import (
    figures_of,
    tables_of_grids,
    tables_of_sheets,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.auditing._document import Audited
    from juesuan_tables.auditing._rules import AuditRule
    from juesuan_tables.findings import Finding

__all__ = [
    "RULES",
    "figures_of",
    "find",
    "prior_figures",
    "tables_of_grids",
    "tables_of_sheets",
]

RULES: tuple[AuditRule, ...] = (
    *_obstacles.RULES,
    *_completeness.RULES,
    *_magnitude.RULES,
    *_articulation.RULES,
    *_codes.RULES,
    *_usual.RULES,
    *_others.RULES,
)
"""All rules about tables; an id that ``checks`` has, too, is the same rule there."""


def find(  # noqa: PLR0913 the documents that it may be compared with
    audited: Audited,
    *,
    prior: Audited | None = None,
    budget: Audited | None = None,
    approved: Audited | None = None,
    members: Sequence[Audited] = (),
    ask: bool = True,
    articulated: bool = True,
) -> Iterator[Finding]:
    """Yield what is wrong in the official tables of a document, and between them.

    ``prior`` is last year's publication, ``budget`` this year's published budget, ``approved`` the
    accounts as the bureau approved them, ``members`` the publications of a department's units. With
    ``ask``, a whole publication is told once which of them would be needed. Without ``articulated``
    nothing is asked between amounts: that is for tables whose facts were checked.
    """
    if audited.tables is not None:
        tables = PrintedTables(audited.tables)
        yield from _as_printed(audited, tables)
        yield from _between(audited, tables) if articulated else _usual.unusual(tables, ())
    yield from _others.compared(audited, prior, budget, approved, members)
    if ask and audited.whole and audited.tables is not None:
        yield from _others.needed(audited, prior, budget, approved, members)


def _as_printed(audited: Audited, tables: PrintedTables) -> Iterator[Finding]:
    """Yield what is wrong with the tables of one document, whatever their amounts."""
    yield from _obstacles.obstacles(tables)
    yield from _completeness.completeness(audited, tables)
    yield from _codes.codes(tables, audited.year or tables.official.year)


def _between(audited: Audited, tables: PrintedTables) -> Iterator[Finding]:
    """Yield what the amounts of one document contradict each other in."""
    found = places(tables)
    others = _magnitude.in_other_units(found)
    yield from _magnitude.magnitudes(tables, others, audited.unit)
    apart = {*others, *_completeness.empty_but_spent(tables)}
    misread = _articulation.misread_tables(found)
    found = without(found, apart)
    yield from _articulation.disagreements(tables, found, misread)
    yield from _usual.unusual(tables, misread)
