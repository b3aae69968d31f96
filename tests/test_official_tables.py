"""Recognising the official tables of our own workbooks, and what a printed number stands for."""

from __future__ import annotations

import pytest
import strategies
from every_edition import facts
from fill_in_books import sheets_of
from hypothesis import given, settings
from hypothesis import strategies as st
from official_sheets import layout, printed, read, sheets_of_report

import juesuan_tables as jt
from juesuan_tables.reading.official import official_tables

BY_SUBJECT = {
    "income",
    "expenditure",
    "general_budget_expenditure",
    "government_fund",
    "state_capital",
}
few = settings(max_examples=max(settings().max_examples // 3, 1))


@few
@given(accounts=strategies.accounts(), zero=st.sampled_from([None, "blank", "0.00"]))
def test_what_a_workbook_prints_is_what_is_read(accounts: jt.Accounts, zero: str | None) -> None:
    """Every printed amount under its figure's address, 50 元 either way, and nothing else."""
    report = jt.build_report(accounts)

    found = official_tables(sheets_of_report(report, zero))

    assert read(found) == printed(report, zero)
    assert layout(found.edition) == layout(report.edition)
    assert (found.unit, found.year) == (accounts.unit, accounts.year)
    for table in BY_SUBJECT & report.tables.keys():
        labels = report.tables[table].row_labels
        assert set(found.rows[table]) == labels.keys()
        assert all(found.names[row] == labels[row] for row in labels if row != "total")


@pytest.mark.parametrize("name", jt.edition_ids())
def test_a_workbook_of_any_edition_is_recognised(name: str) -> None:
    """The made-up unit's file, through Excel's format: all tables, all rows, the origin."""
    report = jt.build_report(facts(name))
    accounts = report.accounts

    found = official_tables(sheets_of(jt.workbook(report), file=f"{report.title}公开表.xlsx"))

    assert read(found) == printed(report)
    assert layout(found.edition) == layout(report.edition)
    assert (found.unit, found.entity, found.year) == (
        accounts.unit,
        accounts.entity,
        accounts.year,
    )
    assert found.file == f"{report.title}公开表.xlsx"
    for table, grid in report.tables.items():
        assert set(found.rows[table]) == set(grid.row_labels), table
