"""原表合计: a total that somebody else printed takes the place of a sum that is known less exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan_tables.figure import Figure, agrees
from juesuan_tables.terms import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts


class StatedTotals:
    """The totals of this year that somebody else printed.

    Against exact facts they are only checked. Where facts carry margins, a printed total that agrees
    with the figure and is known more exactly takes its place; so do the totals above it, which then
    add up what is known of those below. A total that does not agree changes nothing: the check of
    原表合计 tells of it.
    """

    def __init__(self, accounts: Accounts) -> None:
        """Take the totals of this year."""
        self._totals = {
            fact.figure: Figure(fact.figure, fact.amount, fact.margin, fact.source)
            for fact in accounts.stated
            if fact.period is Period.THIS_YEAR
        }
        self._zero_margin = accounts.zero_margin

    def in_grid(self, grid: Grid) -> Grid:
        """Return the table with its figures replaced where printed totals are better."""
        if not self._totals:
            return grid
        figures = self.in_figures(grid.figures)
        rows = (
            tuple(
                cell._replace(value=figures[cell.value.name])
                if isinstance(cell.value, Figure)
                else cell
                for cell in row
            )
            for row in grid.rows
        )
        return replace(grid, rows=tuple(rows))

    def in_figures(self, figures: Mapping[str, Figure]) -> dict[str, Figure]:
        """Return figures by address, replaced where printed totals are better."""
        if not self._totals:
            return dict(figures)
        known: dict[str, Figure] = {}
        return {name: self._better(figure, known) for name, figure in figures.items()}

    def _better(self, figure: Figure, known: dict[str, Figure]) -> Figure:
        """Return what is known best of a figure, its parts before itself."""
        if figure.name not in known:
            parts = tuple(
                part if part.name == figure.name else self._better(part, known)
                for part in figure.parts
            )
            own = Figure.total(figure.name, parts, label=figure.label) if parts else figure
            if not parts and figure.name not in self._totals:
                return figure  # a fact: its name is its source, which others may share
            known[figure.name] = self._printed(own)
        return known.get(figure.name, figure)

    def _printed(self, figure: Figure) -> Figure:
        """Return the printed total in the place of a figure, or the figure where that is no better."""
        printed = self._totals.get(figure.name)
        if printed is None or not (figure.exists or printed.amount):
            return figure
        known = self._at_most(figure)
        if not known.margin or printed.margin > known.margin:
            return figure
        as_exact = (printed.amount, printed.margin) == (figure.amount, figure.margin)
        if as_exact or not agrees(known, printed):
            return figure
        fact = replace(figure, name=figure.source or figure.name)
        parts, label = figure.parts or (fact,), f"{figure.label}（原表合计）"
        return replace(printed, parts=parts, label=label)

    def _at_most(self, figure: Figure) -> Figure:
        """Return a sum to within what its parts may hide: where nothing was stated, a zero as printed."""
        if not figure.parts:
            return figure
        zero = self._zero_margin
        parts = (part if part.exists else replace(part, margin=zero) for part in figure.parts)
        return Figure.total(figure.name, parts)
