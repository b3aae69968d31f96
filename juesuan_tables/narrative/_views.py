"""What a template sees of the report: read-only quotes, and the comparisons between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.figure import Change, Count, Figure, completion, share, wan_text
from juesuan_tables.narrative._printing import Quote
from juesuan_tables.terms import NoteKind, Stage, glossary

if TYPE_CHECKING:
    from juesuan_tables.narrative._view import View


class FigureQuote(Quote):
    """A figure: it prints as 360.59万元, and knows what prose compares it with."""

    __slots__ = ("_figure", "_view")

    def __init__(self, view: View, figure: Figure) -> None:
        """Quote ``figure`` in the report of ``view``."""
        self._view, self._figure = view, figure

    def __str__(self) -> str:
        """Print: return the token, and have it recorded."""
        return self._view.ledger.token(str(self._figure), (self._figure.name,))

    def __bool__(self) -> bool:
        """Return that there is an amount to print."""
        return True

    @property
    def exists(self) -> bool:
        """Whether there is a fact behind it; what has none is not listed."""
        return self._figure.exists

    @property
    def is_zero(self) -> bool:
        """Whether it prints as 0.00."""
        return self._figure.shown == 0

    def prints_like(self, other: FigureQuote) -> bool:
        """Whether both print the same amount."""
        return self._figure.shown == other._figure.shown

    @property
    def column(self) -> Quote:
        """The heading of its column: 基本支出."""
        table, _, column = address(self._figure.name)
        return self._view.text(self._view.report.tables[table].column_labels[column])

    @property
    def row(self) -> Quote:
        """The name of its row: 办公费."""
        table, row, _ = address(self._figure.name)
        return self._view.text(self._view.report.tables[table].row_labels[row])

    @property
    def breakdown(self) -> list[FigureQuote]:
        """The figures of the rows that it adds up, those that have facts."""
        rows = self._view.report.figures
        parts = (part for part in self._figure.parts if part.name in rows and part.exists)
        return [FigureQuote(self._view, part) for part in parts if part.name != self._figure.name]

    def share_of(self, whole: FigureQuote) -> Quote | None:
        """Its share of ``whole``, such as 73.85%; none where the whole prints as 0.00."""
        rate = share(self._figure, whole._figure)
        return self._view.rate(rate, self._figure, whole._figure)

    @property
    def change(self) -> ChangeQuote | None:
        """What became of last year's figure; none where that was not stated."""
        before = self._view.report.prior.get(self._figure.name)
        return None if before is None else ChangeQuote(self._view, Change(self._figure, before))

    @property
    def reason(self) -> Quote:
        """Why it changed, in the unit's own words; empty where nobody said."""
        return self._view.note(NoteKind.CHANGE_REASON, self._figure.name)

    @property
    def purpose(self) -> Quote:
        """What it was for, in the unit's own words; empty where nobody said."""
        return self._view.note(NoteKind.PURPOSE, self._figure.name)

    @property
    def budget(self) -> FigureQuote | None:
        """The budget of a 合计 that the edition sets beside it; none where it was not stated."""
        edition = self._view.report.edition
        return self._budget(edition.stage(address(self._figure.name).table))

    @property
    def initial_budget(self) -> FigureQuote | None:
        """The initial budget (年初预算), where the edition sets 全年预算 beside it; else none."""
        edition = self._view.report.edition
        if edition.stage(address(self._figure.name).table) is Stage.INITIAL_BUDGET:
            return None
        return self._budget(Stage.INITIAL_BUDGET)

    def _budget(self, stage: Stage) -> FigureQuote | None:
        place = address(self._figure.name).budget(stage)
        budget = self._view.report.figures.get(f"{place}")
        return None if budget is None else FigureQuote(self._view, budget)

    @property
    def budget_stage(self) -> Quote:
        """What that budget is called: 年初预算 or 全年预算."""
        edition = self._view.report.edition
        return self._view.text(edition.stage(address(self._figure.name).table))

    @property
    def completion(self) -> Quote | None:
        """决算 as a percentage of that budget; none where that prints as 0.00."""
        if (budget := self.budget) is None:
            return None
        rate = completion(self._figure, budget._figure)  # noqa: SLF001 the same class
        return self._view.rate(rate, self._figure, budget._figure)  # noqa: SLF001

    @property
    def budget_reason(self) -> Quote:
        """Why it differs from the budget, in the unit's own words; empty where nobody said."""
        return self._view.note(NoteKind.BUDGET_REASON, self._figure.name)

    def exceeds(self, other: FigureQuote) -> bool:
        """Whether it prints a larger amount than ``other``."""
        return self._figure.shown > other._figure.shown


class ChangeQuote:
    """A change against last year: its direction, its amount and its rate, both unsigned."""

    __slots__ = ("_change", "_view")

    def __init__(self, view: View, change: Change) -> None:
        """Quote ``change``."""
        self._view, self._change = view, change

    @property
    def increased(self) -> bool:
        """Whether it prints as more than last year."""
        return self._change.difference > 0

    @property
    def decreased(self) -> bool:
        """Whether it prints as less than last year."""
        return self._change.difference < 0

    @property
    def amount(self) -> Quote:
        """The size of the change: 49.41万元."""
        return Quote(self._view.ledger, wan_text(self._change.amount), self._names())

    @property
    def rate(self) -> Quote | None:
        """The size of the change in percent; none where there is nothing to compare with."""
        return self._view.rate(self._change.rate, self._change.now, self._change.before)

    def _names(self) -> tuple[str, str]:
        return self._change.now.name, self._change.before.name


class CountQuote(Quote):
    """A number of things: it prints as 1辆."""

    __slots__ = ("_count", "_view")

    def __init__(self, view: View, count: Count) -> None:
        """Quote ``count``."""
        super().__init__(view.ledger, str(count), (count.name,))
        self._view, self._count = view, count

    @property
    def name(self) -> Quote:
        """What is counted: 机要通信用车."""
        return self._view.text(glossary()[address(self._count.name).row])

    @property
    def is_zero(self) -> bool:
        """Whether there are none."""
        return not self._count.value
