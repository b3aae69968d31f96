"""The rules on anybody's tables: silent on what is consistent, exact about what is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import read_back
import strategies
from hypothesis import assume, given
from hypothesis import strategies as st
from official_sheets import sheets_of_report

import juesuan_tables as jt
from juesuan_tables.auditing._document import Audited
from juesuan_tables.auditing.tables import RULES, figures_of, find, tables_of_sheets
from juesuan_tables.auditing.tables._instances import places
from juesuan_tables.auditing.tables._printed import PrintedTables

if TYPE_CHECKING:
    from juesuan_tables.passages import Passage
    from juesuan_tables.reading.official import OfficialTables

LAST_DIGIT = Decimal(100)


def audited(tables: OfficialTables | None, *passages: Passage, whole: bool = False) -> Audited:
    """Return a document of these tables."""
    year, unit = (tables.year, tables.unit) if tables else (None, None)
    return Audited("决算.xlsx", passages, tables, figures_of(tables), unit, year, whole)


def with_amount(tables: OfficialTables, name: str, amount: Decimal) -> OfficialTables:
    """Return the tables with another amount in one cell."""
    table = name.partition(".")[0]
    cell = tables.cells[table][name]._replace(amount=amount)
    return replace(tables, cells={**tables.cells, table: {**tables.cells[table], name: cell}})


def errors(tables: OfficialTables) -> list[jt.Finding]:
    """Return the errors that are found in tables."""
    return [f for f in find(audited(tables)) if f.severity is jt.Severity.ERROR]


def provable(tables: OfficialTables, name: str) -> bool:
    """Return whether some identity that a cell takes part in does not hold: a bound may be broken."""
    found = (place for place in places(PrintedTables(tables)) if place.broken)
    broken = (p for p in found if p.relation.severity is jt.Severity.ERROR)
    return any(term.figure.name == name for place in broken for term in place.terms)


@given(strategies.accounts())
def test_consistent_tables_have_no_error(accounts: jt.Accounts) -> None:
    """Whatever the accounts and the edition, what is printed contradicts itself nowhere."""
    assert errors(read_back.printed(jt.build_report(accounts))) == []


@given(strategies.accounts(), st.data())
def test_a_cell_that_was_changed_is_found(accounts: jt.Accounts, data: st.DataObject) -> None:
    """A change beyond what rounding allows is an error that names the cell, or a sum with it."""
    tables = read_back.printed(jt.build_report(accounts))
    names = [name for cells in tables.cells.values() for name in cells]
    assume(names)
    name = data.draw(st.sampled_from(names))
    by = data.draw(strategies.amounts.filter(lambda a: a >= 1)) * data.draw(
        st.sampled_from((1, -1))
    )
    was = tables.cells[name.partition(".")[0]][name].amount
    changed = with_amount(tables, name, was + by * LAST_DIGIT)
    assume(provable(changed, name))

    found = errors(changed)

    assert found
    assert any(name in {figure.name for figure in (*f.figures, *f.against)} for f in found)
    assert len(found) <= 2


@strategies.half
@given(strategies.accounts(), st.sampled_from(("0.00", "blank")))
def test_consistent_tables_that_are_read_have_no_error(accounts: jt.Accounts, zero: str) -> None:
    """From a workbook, zeros printed or left blank, everything is read and nothing is wrong."""
    found = tables_of_sheets(sheets_of_report(jt.build_report(accounts), zero))

    assert found
    assert found.obstacles == ()
    assert errors(found) == []


@strategies.half
@given(strategies.accounts(), st.data())
def test_two_cells_that_were_changed_are_both_found(
    accounts: jt.Accounts, data: st.DataObject
) -> None:
    """Even where they share a relation, no third cell is blamed."""
    tables = read_back.printed(jt.build_report(accounts))
    shown = [n for cells in tables.cells.values() for n, cell in cells.items() if cell.amount]
    assume(len(shown) > 1)
    pair = data.draw(st.lists(st.sampled_from(shown), min_size=2, max_size=2, unique=True))
    by = data.draw(st.integers(7, 10**6))
    changed = tables
    for name, digits in zip(pair, (by, 2 * by + 100), strict=True):  # alike, a third explains both
        was = tables.cells[name.partition(".")[0]][name].amount
        changed = with_amount(changed, name, was + digits * LAST_DIGIT)
    assume(all(provable(changed, name) for name in pair))

    found = errors(changed)

    for name in pair:
        assert any(name in {figure.name for figure in (*f.figures, *f.against)} for f in found)
    assert {f.figures[0].name for f in found if f.rule == "table-cell"} <= {*pair}


def test_rules_have_ids_of_their_own() -> None:
    """No two rules share an id."""
    ids = [rule.id for rule in RULES]

    assert len(ids) == len(set(ids))
