"""What a template sees of the report: read-only quotes, and the comparisons between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.errors import FigureError
from juesuan_tables.figure import ZERO, Change, Figure, completion, share, wan_text
from juesuan_tables.narrative._printing import Ledger, Quote
from juesuan_tables.subjects import CATEGORY, SECTION, above, is_category
from juesuan_tables.terms import Entity, NoteKind, Stage, chinese_figure, english_figure

if TYPE_CHECKING:
    from decimal import Decimal

    from juesuan_tables.grid import Grid
    from juesuan_tables.report import Report

_END_OF_SENTENCE = "。；;.，, "


class FigureQuote(Quote):
    """A figure: it prints as 360.59万元, and knows what prose compares it with."""

    __slots__ = ("_figure", "_view")

    def __init__(self, view: View, figure: Figure) -> None:
        """Quote ``figure`` in the report of ``view``."""
        super().__init__(view.ledger, str(figure), (figure.name,))
        self._view, self._figure = view, figure

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
        table, _, column = self._figure.name.split(".")
        return self._view.text(self._view.report.tables[table].column_labels[column])

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
    def budget(self) -> FigureQuote | None:
        """The initial budget (年初预算) of a 合计; none where that was not stated."""
        table, row, column = self._figure.name.split(".")
        budget = self._view.report.figures.get(f"{table}.{row}.{Stage.INITIAL_BUDGET.key}")
        if budget is None or column != "total":  # a budget is stated for the whole, not by nature
            return None
        return FigureQuote(self._view, budget)

    @property
    def completion(self) -> Quote | None:
        """决算 as a percentage of the initial budget; none where that prints as 0.00."""
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


class SubjectRow:
    """A functional subject of a table: its names by level, and its total."""

    __slots__ = ("_table", "_view", "code")

    def __init__(self, view: View, table: str, code: str) -> None:
        """Quote the row ``code`` of ``table``."""
        self._view, self._table = view, table
        self.code = code

    @property
    def category(self) -> Quote:
        """The name of its 类 as prose writes it before （类）, without 支出 at the end."""
        name = self._view.name(self.code[:CATEGORY])
        return self._view.text(name.removesuffix("支出"))

    @property
    def section(self) -> Quote:
        """The name of its 款; empty for a 类."""
        return self._view.text(
            self._view.name(self.code[:SECTION]) if self._below(CATEGORY) else ""
        )

    @property
    def item(self) -> Quote:
        """The name of its 项; empty for a 类 or 款."""
        return self._view.text(self._view.name(self.code) if self._below(SECTION) else "")

    @property
    def total(self) -> FigureQuote:
        """Its 合计, zero where nothing was spent."""
        return self._view.figure_or_zero(f"{self._table}.{self.code}.total")

    def _below(self, digits: int) -> bool:
        return len(self.code) > digits


class View:
    """The report as templates see it."""

    def __init__(self, report: Report, ledger: Ledger) -> None:
        """Show ``report``, recording in ``ledger``."""
        self.report, self.ledger = report, ledger
        self._notes = {(n.kind, n.figure): n.text for n in report.accounts.notes if n.figure}

    def context(self) -> dict[str, object]:
        """Return the names that templates may use."""
        accounts = self.report.accounts
        whole = accounts.entity is Entity.DEPARTMENT
        return {
            "unit": self.text(accounts.unit),
            "this_unit": self.text("本部门" if whole else "本单位"),
            "year": self.text(str(accounts.year)),
            "last_year": self.text(str(accounts.year - 1)),
            "newly_established": accounts.newly_established,
            "figure": self.figure,
            "categories": self.categories,
            "items": self.items,
            "ordinal": self.ordinal,
        }

    def figure(self, address: str) -> FigureQuote:
        """Quote a figure by its address; raise ``FigureError`` where there is none."""
        return FigureQuote(self, self.report.figure(address))

    def figure_or_zero(self, name: str) -> FigureQuote:
        """Quote a figure, or zero where no row of the table holds it."""
        return FigureQuote(self, self.report.figures.get(name, Figure(name, ZERO)))

    def ordinal(self, number: int) -> Quote:
        """Print the number of an item in a list."""
        return self.text(f"{number}")

    def text(self, text: str) -> Quote:
        """Quote a text."""
        return Quote(self.ledger, text)

    def rate(self, rate: Decimal | None, *figures: Figure) -> Quote | None:
        """Quote a percentage computed from ``figures``."""
        if rate is None:
            return None
        return Quote(self.ledger, f"{rate:.2f}%", tuple(figure.name for figure in figures))

    def note(self, kind: NoteKind, figure: str) -> Quote:
        """Quote what the unit said about a figure, without the full stop at its end."""
        return self.text(self._notes.get((kind, figure), "").rstrip(_END_OF_SENTENCE))

    def name(self, code: str) -> str:
        """Return the name of a code, or the code itself where it has none."""
        return self.report.accounts.names.get(code, code)

    def categories(self, table: str) -> list[SubjectRow]:
        """Return the 类 of a table, in the order of their codes."""
        grid = self._grid(table)
        codes = [code for code in grid.row_labels if is_category(code)]
        return [SubjectRow(self, grid.table, code) for code in codes]

    def items(self, table: str) -> list[SubjectRow]:
        """Return the lowest subjects of a table that were spent on or budgeted for."""
        grid = self._grid(table)
        table = grid.table
        spent = {row for row in grid.row_labels if row.isdecimal()}
        budgeted = {
            name.split(".")[1]
            for name, figure in self.report.figures.items()
            if name.startswith(f"{table}.") and name.endswith(Stage.INITIAL_BUDGET.key)
            if figure.exists
        } - {"total"}
        codes = spent | budgeted
        return [SubjectRow(self, table, code) for code in sorted(codes - above(codes))]

    def _grid(self, table: str) -> Grid:
        """Return a table by its English or Chinese name; raise ``FigureError``."""
        tables = self.report.tables
        if english_figure(table) not in tables:
            known = "、".join(map(chinese_figure, tables))
            raise FigureError.of("表", f"没有“{table}”这张表，应为：{known}", "请修改")
        return tables[english_figure(table)]
