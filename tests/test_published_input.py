"""Published tables as input: what was printed prints again, and what contradicts itself is found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
import strategies
import strategies_tiny
from every_edition import facts, with_facts
from golden_files import golden
from hypothesis import given, settings
from hypothesis import strategies as st
from published_tables import TABLES, published
from read_back import printed

import juesuan_tables as jt
from juesuan_tables.figure import PRINTED_MARGIN
from juesuan_tables.inputs.published import read_published
from juesuan_tables.reading.files import sheets_of
from juesuan_tables.reading.official import official_tables
from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan_tables.reading.official import OfficialTables

ARTICULATION = {rule.id for rule in jt.RELATIONS} | {"stated-total"}
RULES = [rule for rule in jt.RULES if rule.id in ARTICULATION]
ITEM = ("2070104", jt.Nature.BASIC)
some = settings(max_examples=max(settings().max_examples // 6, 1))
few = settings(max_examples=max(settings().max_examples // 10, 1))
very_few = settings(max_examples=max(settings().max_examples // 25, 1))


@cache
def _of(edition: str) -> jt.Report:
    """Return the report of the made-up unit."""
    return jt.build_report(facts(edition))


def _read(report: jt.Report) -> jt.Report:
    """Return the report of what a report's publication prints."""
    return jt.build_report(read_published(printed(report)).accounts())


def _assert_prints_alike(report: jt.Report, again: jt.Report) -> None:
    for name, table in report.tables.items():
        cells = [
            [[cell.text for cell in row] for row in grid.as_printed().rows]
            for grid in (table, again.tables[name])
        ]
        assert cells[0] == cells[1], table.title


def _errors(report: jt.Report) -> list[str]:
    return [f.rule for f in jt.check(report, RULES) if f.severity is jt.Severity.ERROR]


@few
@given(strategies.accounts())
def test_what_was_printed_prints_again_and_still_articulates(accounts: jt.Accounts) -> None:
    """Every cell of every table, 0.00 and blank, labels and notes, of any edition.

    Two things cannot be told from printed tables, and are drawn nowhere here. A balance of a fund
    without a subject that prints as 0.00 makes no row: that its table has something shows only in
    the note that does not say that it is empty. And an amount on a 类 or 款 beside items below it
    prints like a wrong total, and is taken for one: a stated total disagrees.
    """
    report = jt.build_report(accounts)

    again = _read(report)

    _assert_prints_alike(report, again)
    assert _errors(again) == []


@some
@given(strategies_tiny.accounts())
def test_what_0_00_hides_prints_again(accounts: jt.Accounts) -> None:
    """Amounts below half a last digit, refunds, and several funds that pay for the same items."""
    report = jt.build_report(accounts)

    again = _read(report)

    _assert_prints_alike(report, again)


@pytest.mark.parametrize("edition", jt.edition_ids())
def test_all_that_the_made_up_unit_printed_is_read_back(edition: str) -> None:
    """All columns of all tables are filled; what is missing then is what no table prints."""
    report = jt.build_report(facts(edition))

    again = _read(report)

    _assert_prints_alike(report, again)
    more = {each.rule for each in jt.check(again)} - {each.rule for each in jt.check(report)}
    assert [rule for rule in more if not rule.endswith("-missing")] == []


@pytest.mark.parametrize("edition", jt.edition_ids())
def test_what_is_read_back_is_told_in_the_same_words(edition: str) -> None:
    """With what no table prints beside it, the explanation of read tables is that of exact facts."""
    report = _of(edition)
    exact = report.accounts
    beside = ("budgets", "measures", "notes", "members", "projects")
    told = {name: getattr(exact, name) for name in beside}

    accounts = read_published(printed(report)).with_fields(**told).accounts()

    stated = [*accounts.stated, *exact.stated]
    again = jt.build_report(with_facts(accounts, {"stated": stated}))
    assert jt.text(again) == jt.text(report)


@very_few
@given(st.data())
def test_a_cell_that_contradicts_the_others_is_found(data: st.DataObject) -> None:
    """Whichever cell it is: a sum, a fact or a rest of facts does not agree with another cell."""
    tables = printed(_of("mof-2022"))
    table = data.draw(st.sampled_from([*tables.cells]))
    place = data.draw(st.sampled_from([*tables.cells[table]]))
    amount = tables.cells[table][place].amount + 9_990_000

    changed = read_published(_with(tables, place, amount=amount))

    assert jt.check(jt.build_report(changed.accounts()), RULES)


def test_a_wrong_total_makes_no_facts_of_zeros() -> None:
    """No rounding explains it, so nothing is thought to be hidden; a finding tells of it."""
    tables = printed(_of("mof-2022"))
    place = "expenditure.total.total"
    wrong = _with(tables, place, amount=tables.cells["expenditure"][place].amount + 1_000_000)

    drafts = [read_published(each) for each in (tables, wrong)]

    assert drafts[0].fields["expenditure"] == drafts[1].fields["expenditure"]
    found = jt.check(jt.build_report(drafts[1].accounts()), RULES)
    assert [finding.rule for finding in found] == ["stated-total"]


def test_a_fund_that_paid_more_than_was_spent_is_found() -> None:
    """What is left of 支出决算表 is less than nothing: the fact is kept, and a rule tells of it."""
    place = "expenditure.2070101.basic"
    tables = _with(printed(_of("mof-2022")), place, amount=Decimal(0))

    accounts = read_published(tables).accounts()

    (rest,) = (f for f in accounts.expenditure if f.subject == "2070101" and f.amount < 0)
    found = {finding.rule for finding in jt.check(jt.build_report(accounts), RULES)}
    assert rest.fund is jt.Fund.NON_APPROPRIATION
    assert "减" in rest.source
    assert found >= {"stated-total", "general-budget-within-expenditure"}


def test_a_fact_names_its_cells_and_is_as_wide_as_they_are() -> None:
    """One cell tells what the general budget paid, two what is left for others."""
    tables = printed(_of("mof-2022"))
    general_cell, cell = (
        tables.cells[table][f"{table}.2070104.basic"].source
        for table in ("general_budget_expenditure", "expenditure")
    )

    accounts = read_published(tables).accounts()

    general, rest = (f for f in accounts.expenditure if (f.subject, f.nature) == ITEM)
    assert (general.source, general.margin) == (general_cell, PRINTED_MARGIN)
    assert (rest.source, rest.margin) == (f"{cell} 减 {general_cell}", 2 * PRINTED_MARGIN)


def test_exact_cells_give_exact_facts_and_no_totals() -> None:
    """A cell that holds more digits than it shows says all that there is to say."""
    report = _of("mof-2022")
    tables = printed(report)
    figures = report.figures
    cells = {
        table: {
            place: cell._replace(amount=figures[place].amount, margin=Decimal(0))
            for place, cell in cells.items()
        }
        for table, cells in tables.cells.items()
    }

    accounts = read_published(replace(tables, cells=cells)).accounts()

    assert accounts.stated == ()
    again = jt.build_report(accounts).figures
    assert {name: again[name].amount for table in cells.values() for name in table} == {
        name: figures[name].amount for table in cells.values() for name in table
    }


@pytest.mark.parametrize("edition", ["mof-2022", "shanghai-2024"])
def test_a_row_of_zeros_alone_is_a_fact_and_a_zero_beside_amounts_is_none(edition: str) -> None:
    """Where zeros are printed; where they are left blank, what is printed as 0.00 is always one."""
    spent = [
        {"subject": subject, "nature": nature, "fund": "非财政拨款", "amount": amount}
        for subject, nature, amount in (
            ("2010301", "基本支出", 30),
            ("2010302", "基本支出", 30),
            ("2010302", "项目支出", 70_000),
        )
    ]
    report = jt.build_report(
        jt.Accounts(unit="某局", entity="部门", year=2024, expenditure=spent), edition
    )

    accounts = read_published(printed(report)).accounts()

    basic = [f.subject for f in accounts.expenditure if f.nature is jt.Nature.BASIC]
    assert basic == (["2010301"] if edition == "mof-2022" else ["2010301", "2010302"])
    _assert_prints_alike(report, jt.build_report(accounts))


def test_a_document_that_prints_every_zero_states_none_of_them() -> None:
    """Some units print 0.00 where the form leaves a blank: that is no fact, either."""
    report = _of("shanghai-2024")
    shown = {name: replace(grid, blank_zeros=False) for name, grid in report.tables.items()}

    accounts = read_published(printed(replace(report, tables=shown))).accounts()

    _assert_prints_alike(report, jt.build_report(accounts))


def test_what_is_missing_is_said_all_at_once() -> None:
    """The unit, its year, a table, and a cell of which no fact can be made."""
    tables = printed(_of("mof-2022"))
    cells = {name: each for name, each in tables.cells.items() if name != "three_public"}
    cells["income"] = {
        place.replace("2070101", "9970101"): cell for place, cell in cells["income"].items()
    }
    rows = {"income": tuple(row.replace("2070101", "9970101") for row in tables.rows["income"])}
    tables = replace(tables, unit=None, year=None, cells=cells, rows={**tables.rows, **rows})

    draft = read_published(tables)

    golden("published-gaps.txt", "".join(f"{problem}\n" for problem in draft.gaps))
    assert "three_public" not in draft.fields
    with pytest.raises(jt.InputError):
        draft.accounts()


@pytest.mark.parametrize("edition", ["mof-2018", "putuo-2024"])
def test_our_own_workbook_is_an_input(edition: str, tmp_path: Path) -> None:
    """What was published, read from its file, prints again."""
    report = _of(edition)
    path = tmp_path / f"{report.title}公开表.xlsx"
    path.write_bytes(jt.workbook(report))

    draft = read_published(official_tables(sheets_of(path), report.edition))

    _assert_prints_alike(report, jt.build_report(draft.accounts()))


def test_a_real_publication_prints_again() -> None:
    """Every amount of its nine tables, in its place."""
    file = "中共上海市普陀区委社会工作部2024年度部门决算.xlsx"
    sheets = [Sheet(file, table, tuple(map(tuple, published(table)))) for table in TABLES]
    tables = official_tables(sheets)

    report = jt.build_report(read_published(tables).accounts())

    again = printed(report).cells
    for table, cells in tables.cells.items():
        assert {place: cell.amount for place, cell in cells.items()} == {
            place: cell.amount for place, cell in again[table].items()
        }
    assert _errors(report) == []


def _with(tables: OfficialTables, place: str, *, amount: Decimal) -> OfficialTables:
    """Return tables that print another amount in one place."""
    table = place.partition(".")[0]
    cell = tables.cells[table][place]._replace(amount=amount)
    return replace(tables, cells={**tables.cells, table: {**tables.cells[table], place: cell}})
