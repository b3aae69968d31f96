"""How checks put what they found into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import IN_NO_FORM, address
from juesuan_tables.figure import Figure, distance
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.terms import Period, chinese_figure, glossary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.checks._evidence import Printed
    from juesuan_tables.findings import Explained


def place(evidence: Printed, name: str) -> tuple[str, str, str]:
    """Return the Chinese names of table, row and column of a figure's or count's address."""
    table, row, column = address(name)
    grid = evidence.tables.get(table)
    if grid is None:
        return chinese_figure(table), glossary().get(row, row), glossary().get(column, column)
    return (grid.title, *grid.place(name))


def where(evidence: Printed, name: str) -> str:
    """Return the same as the beginning of a message; a table's only amount column goes unsaid."""
    table, row, column = place(evidence, name)
    only = address(name).column in {"amount", "value"}
    return f"{table} {row}" if only else f"{table} {row} {column}"


def found(  # noqa: PLR0913 what it is about, and what it may print
    evidence: Printed,
    name: str,
    message: str,
    *,
    printed: Figure | None = None,
    expected: Figure | None = None,
    against: Iterable[Explained] = (),
) -> Finding:
    """Return the finding about one figure, by its address; its check adds rule and severity.

    ``against`` is what it was compared with where that is not ``expected``.
    """
    table, row, column = place(evidence, name)
    said, wanted = (None if figure is None else str(figure) for figure in (printed, expected))
    if printed and expected:
        said, wanted = in_words(printed, expected)
    return Finding(
        rule="",
        severity=Severity.ERROR,
        table=table,
        row=row,
        column=column,
        printed=said,
        expected=wanted,
        difference=difference(printed, expected) if printed and expected else None,
        message=message,
        figures=_about(evidence, name, printed),
        against=(*(_terms(evidence, expected) if expected else ()), *against),
    )


def _about(evidence: Printed, name: str, printed: Figure | None) -> tuple[Explained, ...]:
    """Return what a finding is about: what it prints, else what has that address."""
    if printed:
        return _terms(evidence, printed)
    known: Explained | None = evidence.figures.get(name) or evidence.counts.get(name)
    return (known,) if known else ()


def _terms(evidence: Printed, figure: Figure) -> tuple[Explained, ...]:
    """Return a figure as exactly as it is known, or what was added up where it has no address."""
    if not figure.name:
        return figure.parts
    prior = figure.name.removesuffix(f"@{Period.LAST_YEAR.key}")
    known = (evidence.figures.get(figure.name), evidence.prior.get(prior))
    return (next((each for each in known if each and each.as_printed() == figure), figure),)


def noted(message: str, figures: Iterable[Figure] = (), **where: str) -> Finding:
    """Return a finding that is about no single figure; its check adds rule and severity."""
    about = tuple(figures)
    return Finding(rule="", severity=Severity.ERROR, message=message, figures=about, **where)  # type: ignore[arg-type]


def disagreement(
    evidence: Printed, ours: Figure, other: Figure, *, says: str, advice: str
) -> Finding:
    """Return the finding that a printed figure is not the ``other``, and by how much.

    ``says`` is the middle of the message: what the other figure is, with ``{}`` for it.
    """
    more = "多" if ours.amount > other.amount else "少"
    said, expected = in_words(ours, other)
    verb = "填的是" if address(ours.name).table in IN_NO_FORM else "本表"
    message = (
        f"{where(evidence, ours.name)}：{verb} {said}，{says.format(expected)}"
        f"{more} {difference(ours, other)}。{advice}。"
    )
    return found(evidence, ours.name, message, printed=ours, expected=other)


def in_words(left: Figure, right: Figure) -> tuple[str, str]:
    """Return two figures as they are printed, or in 元 where that would hide a difference."""
    hidden = any(figure.amount and not figure.shown for figure in (left, right))
    if left.amount == right.amount or (left.shown != right.shown and not hidden):
        return str(left), str(right)
    return f"{left.amount:,.2f}元", f"{right.amount:,.2f}元"


def difference(left: Figure, right: Figure) -> str:
    """Return by how much two figures differ: in 万元 as shown, in 元 where that would be 0.00."""
    gap = Figure("", distance(left, right))
    return str(gap) if gap.shown else f"{gap.amount:.2f}元"
