"""审核报告.html of a report: what was found, and all its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.findings import Severity
from juesuan_tables.reviews._entries import Place, dimensions_of, groups_of
from juesuan_tables.reviews._texts import basis, summary
from juesuan_tables.writers import review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from juesuan_tables.checks import Settings
    from juesuan_tables.findings import Explained, Finding, Listed
    from juesuan_tables.grid import Grid
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
    grids = tuple(report.tables.values())
    groups = tuple(groups_of(findings, by_id, _places(grids)))
    made = review.Review(
        title=f"{report.title} 审核报告",
        basis=tuple(basis(report, settings)),
        summary=summary(findings),
        severities=tuple(severity.chinese for severity in Severity),
        dimensions=tuple(dimensions_of(groups, by_id.values())),
        groups=groups,
    )
    return review.page(made, grids, [grid.as_printed(blank_zeros=blank_zeros) for grid in grids])


def _places(grids: Iterable[Grid]) -> Callable[[Explained], Place | None]:
    """Return what knows the cell of a number that a table prints."""
    tables = {name: grid for grid in grids for name in grid.figures}

    def place(number: Explained) -> Place | None:
        name = number.name
        if (grid := tables.get(name)) is None:
            return None
        return Place(review.cell_id(name), grid.title, " ".join(grid.place(name)))

    return place
