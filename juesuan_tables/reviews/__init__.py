"""What was found → 审核报告: as text, as JSON, and as a page with the tables or the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.reviews._documents import document_page
from juesuan_tables.reviews._reports import review_page
from juesuan_tables.reviews._texts import claims_text, review_json, review_text, summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.auditing import Audit
    from juesuan_tables.checks import Settings
    from juesuan_tables.findings import Listed
    from juesuan_tables.report import Report

__all__ = [
    "claims_text",
    "document_page",
    "review_files",
    "review_json",
    "review_page",
    "review_text",
    "summary",
]


def review_files(
    report: Report,
    audit: Audit,
    rules: Iterable[Listed],
    settings: Settings | None,
    *,
    blank_zeros: bool | None,
) -> dict[str, bytes]:
    """Return 审核报告 of a report in all its forms, by the names of its files."""
    found = audit.findings
    page = review_page(report, found, rules, settings, blank_zeros=blank_zeros)
    record = review_json(audit.document, found, audit.claims, audit.unread)
    return {
        "审核报告.txt": review_text(report, found, settings).encode(),
        "审核报告.json": f"{record}\n".encode(errors="backslashreplace"),
        "审核报告.html": page.encode(),
    }
