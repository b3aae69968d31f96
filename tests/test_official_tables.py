"""Recognising the official tables of our own workbooks, and what a printed number stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import strategies
from every_edition import facts
from hypothesis import given, settings
from hypothesis import strategies as st
from official_sheets import layout, printed, read, sheets_of_report
from official_variants import book, replace_text, sheets

import juesuan_tables as jt
from juesuan_tables.reading.files import workbook
from juesuan_tables.reading.official import official_tables

if TYPE_CHECKING:
    from pathlib import Path

BY_SUBJECT = {
    "income",
    "expenditure",
    "general_budget_expenditure",
    "government_fund",
    "state_capital",
}
few = settings(max_examples=max(settings().max_examples // 4, 1))


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
def test_a_workbook_of_any_edition_is_recognised(name: str, tmp_path: Path) -> None:
    """The made-up unit's file, through Excel's format: all tables, all rows, the origin."""
    report = jt.build_report(facts(name))
    accounts = report.accounts
    path = tmp_path / f"{report.title}公开表.xlsx"
    path.write_bytes(jt.workbook(report))

    found = official_tables(workbook(path))

    assert read(found) == printed(report)
    assert layout(found.edition) == layout(report.edition)
    assert (found.unit, found.entity, found.year) == (
        accounts.unit,
        accounts.entity,
        accounts.year,
    )
    assert found.file == path.name
    for table, grid in report.tables.items():
        assert set(found.rows[table]) == set(grid.row_labels), table


def test_words_of_ones_own_edition_are_understood() -> None:
    """Its titles, heads and labels are no less known than those of shipped ones."""
    accounts = facts("mof-2022")
    shipped = jt.load_edition("mof-2022")
    text = shipped.model_dump_json()
    for old, new in (
        ("收入决算表", "各项收入决算表"),
        ("事业收入", "事业性收入"),
        ("使用非财政拨款结余（含专用结余）", "动用结余"),
    ):
        text = text.replace(old, new)
    own = jt.Edition.model_validate_json(text)
    report = jt.build_report(accounts, own)

    found = official_tables(sheets_of_report(report), own)

    assert read(found) == printed(report)
    assert found.edition is own


def test_heads_say_which_budget_is_printed() -> None:
    """年初预算数 in a head goes before what the edition prints."""
    report = jt.build_report(facts("mof-2022"))
    said = replace_text(lambda text: "年初预算数" if text == "预算数" else text)

    found = official_tables(sheets(book(report, said)))

    rows = {name.split(".")[1] for name in found.cells["three_public"]}
    assert rows == {"initial_budget", "outturn"}
