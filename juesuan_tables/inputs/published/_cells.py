"""The cells of published tables: which are printed, and what may be a fact behind one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from juesuan_tables.addresses import address
from juesuan_tables.editions import Zero
from juesuan_tables.figure import ZERO, add
from juesuan_tables.inputs.published._leaf import Leaf
from juesuan_tables.subjects import above
from juesuan_tables.terms import Fund

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from juesuan_tables.reading.official import OfficialTables, PrintedAmount

_SUMMARY = "income_expenditure_summary"


class Cells:
    """The amounts of all tables by address, and what their forms say of them."""

    def __init__(self, tables: OfficialTables) -> None:
        """Look at the tables of one document."""
        self.tables = tables
        self.forms = {form.table: form for form in tables.edition.forms}
        self._columns = {table: (*form.column_labels,) for table, form in self.forms.items()}
        self._lines = {
            table: form.columns_of_lines
            for table, form in self.forms.items()
            if form.blocks[0].total is None
        }

    @cached_property
    def amounts(self) -> dict[str, PrintedAmount]:
        """Return every printed amount of the tables that the edition has."""
        found = (cells for table, cells in self.tables.cells.items() if table in self.forms)
        return {name: amount for cells in found for name, amount in cells.items()}

    def known(self, table: str) -> bool:
        """Return whether the edition has a table and the document prints it."""
        return table in self.forms and table in self.tables.cells

    @property
    def by_subject(self) -> list[str]:
        """Return the known tables of which each row is there because of a fact."""
        return [table for table in self.forms if self.known(table) and table not in self._lines]

    def columns(self, table: str) -> tuple[str, ...]:
        """Return the keys of a table's columns, none where it is not known."""
        return self._columns[table] if self.known(table) else ()

    def blank_zeros(self, table: str) -> bool:
        """Return whether a table leaves blank what nobody stated: its 0.00 is then a fact.

        So its form says; but where even the summary of all classes has no blank, the document
        prints every zero, whatever the form.
        """
        return self.forms[table].zero is Zero.BLANK and self._has_blanks

    @cached_property
    def _has_blanks(self) -> bool:
        lines = self._lines.get(_SUMMARY, {})
        places = (f"{_SUMMARY}.{line}.{each}" for line in lines for each in lines[line])
        return not all(place in self.amounts for place in places)

    @property
    def three_public_fund(self) -> Fund:
        """Return whose money “三公” is taken to be: no table tells the funds apart."""
        form, fund = self.forms.get("three_public"), Fund.GENERAL_PUBLIC_BUDGET
        funds = form.funds if form else ()
        return fund if fund in funds or not funds else funds[0]

    def subjects(self, table: str) -> list[str]:
        """Return the deepest subjects that a table by subject prints."""
        codes = [row for row in self.tables.rows.get(table, ()) if row.isdecimal()]
        higher = above(codes)
        return [code for code in codes if code not in higher]

    def could_hold(self, leaf: Leaf) -> bool:
        """Return whether every cell in which a fact would count is printed."""
        return all(place in self.amounts or not self.on_form(place) for place in leaf.places)

    def on_form(self, place: str) -> bool:
        """Return whether the edition prints a figure in a table that the document has."""
        table, row, column = address(place)
        if not self.known(table):
            return False
        if table in self._lines:
            return column in self._lines[table].get(row, ())
        return column in self.columns(table)

    def shows(self, place: str) -> list[PrintedAmount]:
        """Return the amount of a cell that shows one: 0.00 does only where blanks mean nothing."""
        printed = self.amounts.get(place)
        shown = printed and (printed.amount or self.blank_zeros(address(place).table))
        return [printed] if printed and shown else []

    def direct(self, record: str, place: str, fields: Mapping[str, Any]) -> Iterator[Leaf]:
        """Yield what a printed cell states by itself."""
        if printed := self.amounts.get(place):
            stated = bool(self.shows(place))
            yield Leaf(record, fields, printed.amount, printed.margin, printed.source, stated)

    def rest(
        self,
        record: str,
        place: str,
        fields: Mapping[str, Any],
        less: Iterable[Leaf | PrintedAmount],
    ) -> Iterator[Leaf]:
        """Yield what is left of a printed cell without what is known to be part of it.

        Where the parts alone explain what is printed, nothing is left that one could know of. What
        is less than nothing is a fact, too: a refund, or a contradiction that the checks tell of.
        """
        parts = [*less]
        if not parts:
            yield from self.direct(record, place, fields)
        elif printed := self.amounts.get(place):
            amount = add((printed.amount, *(part.amount.copy_negate() for part in parts)))
            margin = add((printed.margin, *(part.margin for part in parts)))
            beyond = amount.copy_abs() > margin
            # one more in the last digit than a part is more, since both were rounded alike
            stated = beyond or amount == margin > ZERO
            source = f"{printed.source} 减 {'、'.join(part.source for part in parts)}"
            yield Leaf(record, fields, amount, margin, source, stated)
