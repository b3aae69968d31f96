"""审核报告.html of a finished document: what was found, its text with that marked, its tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.findings import Severity
from juesuan_tables.reviews._entries import Place, dimensions_of, groups_of
from juesuan_tables.reviews._texts import changed, claims_text, summary
from juesuan_tables.terms import chinese_figure
from juesuan_tables.writers import review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from juesuan_tables.auditing import Audit
    from juesuan_tables.checks import Settings
    from juesuan_tables.findings import Explained, Listed
    from juesuan_tables.reading.sheet import Sheet


def document_page(
    audit: Audit,
    sheets: Sequence[Sheet],
    rules: Iterable[Listed],
    settings: Settings | None = None,
    compared: Sequence[str] = (),
) -> str:
    """Return 审核报告.html: findings, then the text and the tables that they are about.

    ``sheets`` are those of the document, ``rules`` those that were asked; ``compared`` are the
    other files that it was compared with, in words.
    """
    by_id = {rule.id: rule for rule in rules}
    groups = tuple(groups_of(audit.findings, by_id, _places(sheets)))
    made = review.Review(
        title=f"{Path(audit.document).name} 审核报告",
        basis=(*compared, *changed(settings)),
        summary=summary(audit.findings),
        severities=tuple(severity.chinese for severity in Severity),
        dimensions=tuple(dimensions_of(groups, by_id.values())),
        groups=groups,
    )
    claims = claims_text(audit.claims, audit.tables)
    return review.document_page(
        made, review.Read(audit.passages, tuple(sheets), claims, audit.unread)
    )


def _places(sheets: Sequence[Sheet]) -> Callable[[Explained], Place | None]:
    """Return what knows the cell of a number: its source says where it stood."""
    cells = review.sheet_cells(sheets)

    def place(number: Explained) -> Place | None:
        cell = cells.get(getattr(number, "source", ""))
        return Place(cell, "", number.label or chinese_figure(number.name)) if cell else None

    return place
