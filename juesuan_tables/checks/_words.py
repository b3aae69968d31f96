"""How checks put what they found into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.figure import Figure, distance
from juesuan_tables.findings import Finding, Severity

if TYPE_CHECKING:
    from juesuan_tables.grid import Grid


def found(  # noqa: PLR0913 a finding has as many parts
    rule: str,
    table: Grid,
    name: str,
    message: str,
    *,
    severity: Severity = Severity.ERROR,
    printed: Figure | None = None,
    expected: Figure | None = None,
) -> Finding:
    """Return the finding about one figure of a table, by its address."""
    row, column = table.place(name)
    return Finding(
        rule=rule,
        severity=severity,
        table=table.title,
        row=row,
        column=column,
        printed=None if printed is None else str(printed),
        expected=None if expected is None else str(expected),
        difference=difference(printed, expected) if printed and expected else None,
        message=message,
    )


def disagreement(  # noqa: PLR0913 as above
    rule: str,
    table: Grid,
    ours: Figure,
    other: Figure,
    *,
    says: str,
    advice: str,
    severity: Severity = Severity.ERROR,
) -> Finding:
    """Return the finding that a printed figure is not the ``other``, and by how much.

    ``says`` is the middle of the message: what the other figure is.
    """
    more = "多" if ours.amount > other.amount else "少"
    place = " ".join([table.title, *table.place(ours.name)])
    message = f"{place}：本表 {ours}，{says}{more} {difference(ours, other)}。{advice}。"
    return found(rule, table, ours.name, message, severity=severity, printed=ours, expected=other)


def difference(left: Figure, right: Figure) -> str:
    """Return by how much two figures differ: in 万元 as shown, in 元 where that would be 0.00."""
    gap = Figure("", distance(left, right))
    return str(gap) if gap.shown else f"{gap.amount:.2f}元"
