"""审核报告.html of a report: what was found, and all its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.findings import Severity
from juesuan_tables.reviews._entries import Place, dimensions_of, groups_of
from juesuan_tables.reviews._texts import basis, summary
from juesuan_tables.writers import review

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from juesuan_tables.checks import Settings
    from juesuan_tables.findings import Finding, Listed
    from juesuan_tables.report import Report


def review_page(
    report: Report,
    findings: Sequence[Finding],
    rules: Iterable[Listed],
    settings: Settings | None = None,
    *,
    blank_zeros: bool | None = None,
) -> str:
    """Return 审核报告.html: findings by severity and by the ministry's dimensions, and the tables.

    ``rules`` are those that were asked; ``blank_zeros`` says how the tables are published.
    """
    by_id = {rule.id: rule for rule in rules}
    places = {
        name: Place(review.cell_id(name), grid.title, " ".join(grid.place(name)))
        for grid in report.tables.values()
        for name in grid.figures
    }
    groups = tuple(groups_of(findings, by_id, lambda number: places.get(number.name)))
    grids = tuple(report.tables.values())
    made = review.Review(
        title=f"{report.title} 审核报告",
        basis=tuple(basis(report, settings)),
        summary=summary(findings),
        severities=tuple(severity.chinese for severity in Severity),
        dimensions=tuple(dimensions_of(groups, by_id.values())),
        groups=groups,
    )
    return review.page(made, grids, [grid.as_printed(blank_zeros=blank_zeros) for grid in grids])
