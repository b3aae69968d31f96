"""The tables of a document as relations see them: what is printed, what is blank, what is unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.auditing._on_demand import OnDemand
from juesuan_tables.auditing.tables.reading import figure_of, figures_of
from juesuan_tables.editions import TEXT_COLUMNS
from juesuan_tables.figure import PRINTED_MARGIN, ZERO, Count, Figure
from juesuan_tables.reading.official import PrintedAmount, Trouble
from juesuan_tables.subjects import above
from juesuan_tables.terms import TABLES, Fund, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan_tables.editions import Edition, Form, Line
    from juesuan_tables.reading.official import OfficialTables

UNKNOWN = Decimal(10) ** 20
"""The margin of what nobody could read: it may be anything, so it contradicts nothing."""
FEW = 3
"""So many slips of a kind in one table are its own; more show that we do not understand it."""
MAY_BE_EMPTY = frozenset({"government_fund", "state_capital"})
"""The tables that are published even if there is nothing to print."""
SUMMARY, APPROPRIATIONS = "income_expenditure_summary", "appropriation_summary"
_FUNDS = tuple(fund.key for fund in Fund)[:3]
_TOTALS = {
    SUMMARY: ("income_subtotal", "expenditure_subtotal", "income_total", "expenditure_total"),
    APPROPRIATIONS: (
        "income_subtotal",
        "opening_balance",
        "income_total",
        "expenditure_subtotal",
        "closing_balance",
        "expenditure_total",
    ),
    "general_budget_basic": ("personnel", "running_costs"),
}
"""The lines that a sum needs: where one is not printed, it is unknown and not zero."""
_ALONE = ("total",)
"""The row that even an empty table has."""
_BALANCES = ("opening_balance", "closing_balance")
_PARTS_OF_APPROPRIATIONS = tuple(f"{fund}_income" for fund in _FUNDS)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """What a printed table and its parts are called."""

    title: str
    row_labels: dict[str, str]
    column_labels: dict[str, str]

    def place(self, name: str) -> tuple[str, str]:
        """Return the names of the row and the column of a figure's address; a code keeps its digits."""
        _, row, column = address(name)
        label = self.row_labels.get(row, glossary().get(row, row))
        if row.isdecimal() and label != row:
            label = f"{row} {label}"
        return label, self.column_labels.get(column, glossary().get(column, column))


@dataclass(frozen=True, slots=True)
class View:
    """The tables and figures of a document that relations and checks may judge by."""

    tables: Mapping[str, PrintedTable]
    figures: Mapping[str, Figure]
    edition: Edition
    zero_margin: Decimal = ZERO
    prior: Mapping[str, Figure] = field(default_factory=dict)
    counts: Mapping[str, Count] = field(default_factory=dict)


@dataclass
class PrintedTables:
    """The tables of a document: ``figures`` are what is printed and what is left blank.

    A blank cell is zero, give or take half a last digit, unless its table prints zeros beside
    blanks: then it is nothing. ``doubtful`` says of which figures nobody knows what they are; they
    are in ``known`` with a margin that allows anything.
    """

    official: OfficialTables

    @property
    def edition(self) -> Edition:
        """Return the edition that the tables are most like."""
        return self.official.edition

    @cached_property
    def tables(self) -> dict[str, PrintedTable]:
        """Return the tables that print an amount, or that may be empty."""
        cells = self.official.cells
        return {
            table: self._table(table)
            for table in cells
            if (cells[table] or table in MAY_BE_EMPTY) and table not in self.mixed
        }

    @cached_property
    def mixed(self) -> frozenset[str]:
        """Return the tables that are printed more than once, for several units or years: no evidence."""
        rows = {
            (each.table, address(each.address).row)
            for each in self.official.obstacles
            if each.trouble is Trouble.TWICE and each.address
        }
        tables = [table for table, _row in rows]
        several = any(tables.count(table) > FEW for table in tables)
        return frozenset(tables) if several else frozenset()

    def _table(self, table: str) -> PrintedTable:
        form, names = self.edition.form(table), self.official.names
        lines = {line.key: line.label for line in _lines(form) if line.key} if form else {}
        labels = {
            row: names.get(row) or lines.get(row) or glossary().get(row, row)
            for row in self.official.rows.get(table, ()) or _ALONE
        }
        title = form.title if form else TABLES.get(table, table)
        columns = form.column_labels if form else {}
        return PrintedTable(title, labels, dict(columns))

    @cached_property
    def printed(self) -> Mapping[str, Figure]:
        """Return the amounts that are printed."""
        return figures_of(self.official)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Return what is printed, and the blanks of printed rows, without what is doubtful."""
        return OnDemand(
            {name: cell for name, cell in self._cells.items() if name not in self.doubtful},
            figure_of,
        )

    @cached_property
    def known(self) -> Mapping[str, Figure]:
        """Return the same with what is doubtful, which may be anything."""
        return OnDemand(self._cells, figure_of)

    @cached_property
    def _cells(self) -> dict[str, PrintedAmount]:
        """Return what ``known`` is made of."""
        found: dict[str, PrintedAmount] = {}
        for cells in self.official.cells.values():
            found |= cells
        for table in self.tables:
            found |= self._blanks(table)
        found |= dict.fromkeys(self.doubtful, PrintedAmount(ZERO, UNKNOWN, ""))
        for name in self._counted_twice():
            found.pop(name, None)
        return found

    def _blanks(self, table: str) -> dict[str, PrintedAmount]:
        """Return the blank cells of printed rows, each with the margin of a zero there."""
        cells, form = self.official.cells[table], self.edition.form(table)
        if form is None:
            return {}
        zeros = any(not cell.amount for cell in cells.values())
        margin = max((cell.margin for cell in cells.values()), default=PRINTED_MARGIN)
        rows = self.official.rows.get(table, ()) or _ALONE
        fixed = form.columns_of_lines if form.blocks[0].total is None else None
        columns = _amount_columns(form)
        names = (
            f"{table}.{row}.{column}"
            for row in rows
            for column in (columns if fixed is None else fixed.get(row, ()))
        )
        blank = PrintedAmount(ZERO, ZERO if zeros or not cells else margin, "")
        return {name: blank for name in names if name not in cells}

    def _counted_twice(self) -> Iterator[str]:
        """Yield 其中 lines that are printed like others, below 财政拨款收入 that includes them."""
        whole = self.printed.get(f"{SUMMARY}.appropriation_income.amount")
        if whole and whole.amount:
            yield from (f"{SUMMARY}.{row}.amount" for row in _PARTS_OF_APPROPRIATIONS)

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """Return the figures that may be anything: nobody could read them, or they are not printed."""
        unread = (each.address for each in self.official.obstacles if each.address)
        found = {*unread}
        for table in self.tables:
            if self.official.cells[table]:
                found |= {*self._missing_totals(table), *self._blank_columns(table)}
                found |= {*self._without_higher(table)}
        if APPROPRIATIONS in self.tables:
            found |= {*self._undivided()}
        return frozenset(found)

    def _missing_totals(self, table: str) -> Iterator[str]:
        """Yield the totals of a table whose lines are not printed."""
        form, rows = self.edition.form(table), self.official.rows.get(table, ())
        by_subject = form is not None and form.blocks[0].total is not None
        for row in _TOTALS.get(table, ("total",) if by_subject else ()):
            if row not in rows:
                columns = _amount_columns(form) if form else ()
                yield from (f"{table}.{row}.{column}" for column in (*columns, "amount"))

    def _blank_columns(self, table: str) -> Iterator[str]:
        """Yield the cells of columns that a sum needs, and in which nothing at all is printed."""
        cells = self.official.cells[table]
        used = {address(name).column for name, cell in cells.items() if cell.amount}
        needed = {"total", "income_subtotal", *_BALANCES} - used
        if table not in MAY_BE_EMPTY or not used:
            needed &= {"total"}
        if needed := needed.intersection(_keys(self, table)) if used else set():
            rows = self.official.rows.get(table, ())
            yield from (f"{table}.{row}.{column}" for row in rows for column in needed)

    def _without_higher(self, table: str) -> Iterator[str]:
        """Yield the cells of 类 and 款 whose rows are not printed, though rows below them are."""
        rows = self.official.rows.get(table, ())
        columns = {address(name).column for name in self.official.cells[table]}
        higher = above(row for row in rows if row.isdecimal())
        for row in higher - {*rows}:
            yield from (f"{table}.{row}.{column}" for column in columns)

    def _undivided(self) -> Iterator[str]:
        """Yield the funds of balances and totals of which only the sum is printed."""
        cells = self.official.cells[APPROPRIATIONS]
        for row in ("expenditure_subtotal", "closing_balance", "expenditure_total"):
            total = cells.get(f"{APPROPRIATIONS}.{row}.total")
            names = [f"{APPROPRIATIONS}.{row}.{fund}" for fund in _FUNDS]
            if total and total.amount and not any(name in cells for name in names):
                yield from names
        opening = cells.get(f"{APPROPRIATIONS}.opening_balance.amount")
        names = [f"{APPROPRIATIONS}.opening_{fund}.amount" for fund in _FUNDS]
        if opening and opening.amount and not any(name in cells for name in names):
            yield from names

    @cached_property
    def with_strange_rows(self) -> frozenset[str]:
        """Return the tables with rows that nobody understood: their rows do not add up."""
        kinds = {Trouble.NO_LINE, Trouble.NO_CODE}
        return frozenset(each.table for each in self.official.obstacles if each.trouble in kinds)


def _keys(tables: PrintedTables, table: str) -> tuple[str, ...]:
    form = tables.edition.form(table)
    return _amount_columns(form) if form else ()


def _amount_columns(form: Form) -> tuple[str, ...]:
    found = (leaf.key for leaf in form.leaves if leaf.key and leaf.key not in TEXT_COLUMNS)
    return tuple(dict.fromkeys(found))


def _lines(form: Form) -> Iterator[Line]:
    return (line for block in form.blocks for line in block.lines)
