"""How checks put a disagreement into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.figure import Figure, distance
from juesuan_tables.findings import Finding, Severity

if TYPE_CHECKING:
    from juesuan_tables.grid import Grid


def disagreement(  # noqa: PLR0913 a finding has as many parts
    rule: str, table: Grid, ours: Figure, other: Figure, *, says: str, advice: str
) -> Finding:
    """Return the error that a printed figure is not the ``other``, and by how much.

    ``says`` is the middle of the message: what the other figure is.
    """
    row, column = table.place(ours.name)
    more, gap = ("多" if ours.amount > other.amount else "少"), difference(ours, other)
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        table=table.title,
        row=row,
        column=column,
        printed=str(ours),
        expected=str(other),
        difference=gap,
        message=f"{table.title} {row} {column}：本表 {ours}，{says}{more} {gap}。{advice}。",
    )


def difference(left: Figure, right: Figure) -> str:
    """Return by how much two figures differ: in 万元 as shown, in 元 where that would be 0.00."""
    gap = Figure("", distance(left, right))
    return str(gap) if gap.shown else f"{gap.amount:.2f}元"
