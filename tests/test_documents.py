"""Finished documents are read into passages: ours in every format, and others as they come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import read_back
import strategies
from hypothesis import Phase, given, settings

import juesuan_tables as jt
from juesuan_tables.passages import PassageKind
from juesuan_tables.prose import Heading, Paragraph
from juesuan_tables.publication import narrate
from juesuan_tables.reading.documents import Document, extract, read_document
from juesuan_tables.reading.official import official_tables

if TYPE_CHECKING:
    from decimal import Decimal

FORMATS = {
    "docx": jt.document,
    "html": jt.page,
    "md": jt.markdown,
    "txt": jt.text,
}
EXAMPLES = Path(__file__).parent.parent / "examples"
BODY = {PassageKind.HEADING, PassageKind.PARAGRAPH}
few = settings(max_examples=max(settings().max_examples // 10, 1), phases=[Phase.generate])


def read(content: bytes, folder: Path, name: str) -> Document:
    """Return what is read of a document of this content."""
    (folder / name).write_bytes(content)
    return read_document(folder / name)


def body(document: Document) -> list[tuple[PassageKind, str]]:
    """Return the headings and paragraphs of a document."""
    return [(each.kind, each.text) for each in document.passages if each.kind in BODY]


def written(report: jt.Report) -> list[tuple[PassageKind, str]]:
    """Return the headings and paragraphs that a report's publication is written from."""
    kinds = {Heading: PassageKind.HEADING, Paragraph: PassageKind.PARAGRAPH}
    blocks = narrate(report).blocks
    return [(kinds[type(b)], b.text) for b in blocks if isinstance(b, Heading | Paragraph)]


def amounts(document: Document, report: jt.Report) -> dict[str, Decimal]:
    """Return the amounts of the official tables by address, as they are printed."""
    cells = official_tables(document.sheets, report.edition).cells.values()
    return {address: printed.amount for each in cells for address, printed in each.items()}


# --- Ours ----------------------------------------------------------------------------------------


@given(strategies.accounts())
@few
def test_our_own_documents_are_read_back_whole(
    tmp_path_factory: pytest.TempPathFactory, accounts: jt.Accounts
) -> None:
    """Every format yields the headings and paragraphs of the prose, and all official tables."""
    report = jt.build_report(accounts)
    expected = written(report)
    folder = tmp_path_factory.getbasetemp()

    for suffix, write in FORMATS.items():
        document = read(write(report), folder, f"决算.{suffix}")

        texts = [text for _, text in body(document)]
        assert texts == [text for _, text in expected], suffix
        if suffix != "txt":
            assert body(document) == expected, suffix
        found = official_tables(document.sheets, report.edition)
        assert {*found.cells} == {*report.tables}, suffix


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", ["lusong-2018", "shegongbu-2024", "whole-2018", "whole-2024"])
def test_the_examples_are_read_back_whole(name: str, suffix: str, tmp_path: Path) -> None:
    """Headings, paragraphs and amounts come back, and no row of a table is taken for a sentence."""
    report = jt.build_report(jt.load_accounts(EXAMPLES / f"{name}.yaml"))

    document = read(FORMATS[suffix](report), tmp_path, f"决算.{suffix}")

    assert body(document) == written(report)
    assert amounts(document, report) == {
        address: printed.amount
        for cells in read_back.printed(report).cells.values()
        for address, printed in cells.items()
    }


def test_a_workbook_has_tables_and_notes_but_no_sentences(whole: jt.Report, tmp_path: Path) -> None:
    """What stands beside its tables are notes, each with the table that it belongs to."""
    document = read(jt.workbook(whole), tmp_path, "公开表.xlsx")

    assert body(document) == []
    titles = {form.table: form.title for form in whole.edition.forms if form.table in whole.tables}
    noted = {(each.table, each.text) for each in document.passages}
    assert noted >= {*titles.items()}


def test_a_record_says_all_of_an_amount(whole: jt.Report, tmp_path: Path) -> None:
    """Its address and the same in Chinese, the amount in exact 元 with its margin, and the cell."""
    (tmp_path / "公开表.xlsx").write_bytes(jt.workbook(whole))

    records = extract(tmp_path / "公开表.xlsx")

    address = "expenditure.20103.basic"
    (record,) = (
        each for each in records if f"{each['table']}.{each['row']}.{each['column']}" == address
    )
    assert (record["title"], record["column_label"]) == ("支出决算表", "基本支出")
    assert record["row_label"] == "政府办公厅（室）及相关机构事务"
    assert record["amount"] == whole.figures[address].shown * 10_000
    assert record["margin"] == 50
    assert record["source"].startswith("公开表.xlsx!")
    assert len(records) == sum(map(len, read_back.printed(whole).cells.values()))
