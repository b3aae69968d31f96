"""Recognising the official tables of a real publication, from our copy and from its PDF."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from published_tables import TABLES, published

import juesuan_tables as jt
from juesuan_tables.reading.files import document
from juesuan_tables.reading.official import official_tables
from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from juesuan_tables.reading.official import OfficialTables

ROOT = Path(__file__).parent.parent
PUBLICATION = ROOT.parent / "shared" / "reference" / "shegongbu-2024.pdf"
UNIT = "中共上海市普陀区委社会工作部"
NUMBER = re.compile(r"\d+\.\d\d")


@pytest.fixture(scope="module")
def report() -> jt.Report:
    """Return the publication, built from its facts."""
    return jt.build_report(jt.load_accounts(ROOT / "examples" / "shegongbu-2024.yaml"))


@pytest.fixture(scope="module")
def found() -> OfficialTables:
    """Return the tables of the publication's copy."""
    file = f"{UNIT}2024年度部门决算.xlsx"
    return official_tables(
        [Sheet(file, table, tuple(map(tuple, published(table)))) for table in TABLES]
    )


def test_every_number_of_the_tables_is_read_from_its_cell(found: OfficialTables) -> None:
    """The numbers with two decimals, and no others, each once and 50 元 either way."""
    copied = {
        f"{found.file}!{sheet.name}!{place}": Decimal(str(text)) * 10_000
        for sheet in [Sheet("", table, tuple(map(tuple, published(table)))) for table in TABLES]
        for row, cells in enumerate(sheet.rows)
        for column, text in enumerate(cells)
        if NUMBER.fullmatch(str(text))
        for place in [sheet.place(row, column).rpartition("!")[2]]
    }

    read = [amount for cells in found.cells.values() for amount in cells.values()]

    assert {amount.source: amount.amount for amount in read} == copied
    assert len(read) == len(copied)
    assert {amount.margin for amount in read} == {Decimal(50)}


def test_every_amount_has_the_address_of_its_figure(
    found: OfficialTables, report: jt.Report
) -> None:
    """Built from its facts, the report has the same amounts under the same addresses."""
    assert [*found.cells] == [*report.tables]
    for table, cells in found.cells.items():
        figures = {
            cell.value.name: cell.value
            for row in report.tables[table].as_printed().rows
            for cell in row
            if isinstance(cell.value, jt.Figure)
        }
        assert {name: cell.amount for name, cell in cells.items()} == {
            name: figure.shown * 10_000 for name, figure in figures.items()
        }


def test_whose_tables_they_are_is_read_too(found: OfficialTables, report: jt.Report) -> None:
    """The file says unit, entity and year, the forms the edition, the rows the names of codes."""
    assert (found.unit, found.entity, found.year) == (UNIT, jt.Entity.DEPARTMENT, 2024)
    assert found.edition is jt.load_edition(report.edition.id)
    assert found.rows["income"] == tuple(report.tables["income"].row_labels)
    assert found.rows["government_fund"] == ()
    assert found.names["2013950"] == "事业运行"
    assert found.names["30303"] == "退职（役）费"


def test_the_pdf_gives_what_its_copy_gives(found: OfficialTables) -> None:
    """All tables of the PDF, of which one goes on overleaf, cell by cell."""
    pytest.importorskip("pdfplumber")
    if not PUBLICATION.is_file():
        pytest.skip(f"{PUBLICATION.name} is not at hand")

    read = official_tables(document(PUBLICATION))

    assert {
        table: {name: (cell.amount, cell.margin) for name, cell in cells.items()}
        for table, cells in read.cells.items()
    } == {
        table: {name: (cell.amount, cell.margin) for name, cell in cells.items()}
        for table, cells in found.cells.items()
    }
    assert (read.unit, read.entity, read.year) == (UNIT, jt.Entity.DEPARTMENT, 2024)
    assert read.names == found.names
    assert read.rows == found.rows
    assert read.edition is found.edition
