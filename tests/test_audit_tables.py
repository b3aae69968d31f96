"""The rules on anybody's tables: silent on what is consistent, exact about what is not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import read_back
import strategies
from hypothesis import assume, given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.auditing._document import Audited
from juesuan_tables.auditing.tables import RULES, figures_of, find
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
    cell = replace(tables.cells[table][name], amount=amount)
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


def test_rules_have_ids_of_their_own() -> None:
    """No two rules share an id."""
    ids = [rule.id for rule in RULES]

    assert len(ids) == len(set(ids))
