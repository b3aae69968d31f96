"""Finished documents are read into passages: ours in every format, and others as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import strategies
from hypothesis import Phase, given, settings

import juesuan_tables as jt
from juesuan_tables.passages import PassageKind
from juesuan_tables.prose import Heading, Paragraph
from juesuan_tables.publication import narrate
from juesuan_tables.reading.documents import Document, extract, read_document
from juesuan_tables.reading.official import official_tables

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = {
    "docx": jt.document,
    "html": jt.page,
    "md": jt.markdown,
    "txt": jt.text,
}
BODY = {PassageKind.HEADING, PassageKind.PARAGRAPH}
few = settings(max_examples=12, phases=[Phase.generate])


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
