"""A finished document, ours or anyone's → what cannot be true in it, with its arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.auditing._document import Audit, Audited, Claims
from juesuan_tables.auditing._rules import AuditRule, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan_tables.prose import Prose
    from juesuan_tables.reading.documents import Document
    from juesuan_tables.report import Report

__all__ = [
    "RULES",
    "Audit",
    "AuditRule",
    "Audited",
    "Claims",
    "Span",
    "audit_document",
    "audit_report",
]

RULES: tuple[AuditRule, ...] = ()
"""All rules of an audit: those of the text, of the tables, and of the wording."""


def audit_document(  # noqa: PLR0913 a document, and what it may be compared with
    document: Document,
    *,
    tables: Document | None = None,  # noqa: ARG001 the rooms of the rules will ask for them
    prior: Document | None = None,  # noqa: ARG001
    budget: Document | None = None,  # noqa: ARG001
    approved: Document | None = None,  # noqa: ARG001
    members: Sequence[Document] = (),  # noqa: ARG001
) -> Audit:
    """Return what was found in a finished document."""
    return Audit(document.file, document.passages, (), Claims(0, 0, 0), ())


def audit_report(report: Report, prose: Prose, *, zero: str | None) -> Audit:  # noqa: ARG001
    """Return what was found in a publication of our own, read from memory."""
    return Audit(prose.title, (), (), Claims(0, 0, 0), ())
