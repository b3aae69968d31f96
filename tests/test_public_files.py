"""公开/ as a whole: the same numbers in every file, and nothing that is nobody's business."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import pytest
import strategies
from conftest import ROOT
from hypothesis import given
from public_files import (
    Read,
    of_document,
    of_markdown,
    of_page,
    of_text,
    of_workbook,
    unpacked,
)

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from pathlib import Path

EXAMPLES = ("lusong-2018", "whole-2018", "whole-2024", "shegongbu-2024")
TOOLS = re.compile(
    r"(?i)juesuan|openpyxl|python|jinja|lxml|libreoffice|openoffice|\bexcel\b|\bwps\b|microsoft (office|word)"
)
HIDDEN = re.compile(
    r'<!--|w:comment|<w:vanish|(?<!aria-)hidden="(1|true)"|state="(very)?[hH]idden"|<w:del |<w:ins '
)


@strategies.half
@given(strategies.accounts())
def test_every_file_prints_the_same_numbers(accounts: jt.Accounts) -> None:
    """Xlsx, docx, html, md and txt print the same in their tables, table by table and in order.

    So do the four of them that have sentences in those.
    """
    report = jt.build_report(accounts)

    read: dict[str, Read] = {
        "docx": of_document(jt.document(report)),
        "html": of_page(jt.page(report)),
        "md": of_markdown(jt.markdown(report)),
    }
    text = of_text(jt.text(report))

    tables = of_workbook(jt.workbook(report))
    printed = [
        cell.text
        for grid in report.tables.values()
        for row in grid.as_printed().rows
        for cell in row
        if isinstance(cell.value, jt.Figure)
    ]
    assert sum(map(len, tables)) == len(printed)
    for name, each in read.items():
        assert each.tables == tables, name
        assert each.in_one == text, name


@pytest.fixture(scope="module", params=EXAMPLES)
def published(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[jt.Report, dict[str, bytes]]:
    """Return the report of an example, and the files of its 公开/ by their ending."""
    accounts = jt.load_accounts(ROOT / "examples" / f"{request.param}.yaml")
    report = jt.build_report(accounts)
    done = jt.publish(report, tmp_path_factory.mktemp("out"), charts=True)
    return report, {
        path.name: path.read_bytes() for path in done.files if path.parent.name == "公开"
    }


def _parts(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    for name, content in files.items():
        yield from unpacked(name, content)


def test_every_file_of_an_example_prints_the_same_numbers(
    published: tuple[jt.Report, dict[str, bytes]],
) -> None:
    """The same for real publications, the page that is pasted included."""
    _, files = published
    by_ending = {
        name.rpartition(".")[2]: content
        for name, content in files.items()
        if name != "正文粘贴.html"
    }
    (pasted,) = (content for name, content in files.items() if name == "正文粘贴.html")

    read = [
        of_document(by_ending["docx"]),
        of_page(by_ending["html"]),
        of_page(pasted),
        of_markdown(by_ending["md"]),
    ]

    text = of_text(by_ending["txt"])
    official = of_workbook(by_ending["xlsx"])[:-1]  # the last sheet holds the charts
    for each in read:
        assert each.tables[: len(official)] == official
        assert each.in_one == text
    assert len(text.prose) > 40


def test_nothing_public_is_finer_than_the_tables(
    published: tuple[jt.Report, dict[str, bytes]],
) -> None:
    """No amount of the facts in 元, with or without separators, nor in 万元 beyond two decimals."""
    report, files = published
    own = "\n".join(note.text for note in report.accounts.notes)
    fine: set[str] = set()
    for kind in (*jt.Accounts.OF_TABLES, "budgets", "stated"):
        for fact in getattr(report.accounts, kind):
            fine |= set(_finer(fact.amount))
    for project in report.accounts.projects:
        fine |= {each for use in project.uses for each in _finer(use.amount)} | set(
            _finer(project.funds)
        )
        own += "\n".join(project.texts.values())
    assert len(fine) > 30

    for where, part in _parts(files):
        if "/theme/" in where:  # shades of colours, in hundred thousandths
            continue
        found = [each for each in fine if re.search(rf"(?<![\d.,]){re.escape(each)}(?![\d])", part)]
        assert [each for each in found if each not in own] == [], where


def _finer(amount: Decimal) -> Iterator[str]:
    """Yield how an amount would look in 元, and in 万元 with all its digits."""
    if abs(amount) >= 1000:
        yield from {f"{amount:.2f}", f"{amount:,.2f}"} | (
            {f"{amount:.0f}", f"{amount:,.0f}"} if amount == int(amount) else set()
        )
    wan = f"{(amount / 10_000).normalize():f}"
    if len(wan.partition(".")[2]) > 2:
        yield wan


def test_nothing_public_says_how_it_was_made(published: tuple[jt.Report, dict[str, bytes]]) -> None:
    """No source, no path, no tool, no comment and no hidden part in any byte; the unit is the author."""
    report, files = published
    sources = {
        fact.source
        for kind in jt.Accounts.FACTS
        for fact in getattr(report.accounts, kind)
        if fact.source
    }
    assert len(sources) > 20

    for where, part in _parts(files):
        assert not TOOLS.search(part), (where, TOOLS.search(part))
        assert not HIDDEN.search(part), (where, HIDDEN.search(part))
        assert not [source for source in sources if source in part], where
        assert ".yaml" not in part
        for author in re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", part):
            assert author == report.accounts.unit


def test_the_same_input_gives_the_same_bytes(lusong: jt.Report, tmp_path: Path) -> None:
    """Every file, public or internal, is what it was the time before."""
    first, second = (jt.publish(lusong, tmp_path / name, charts=True).files for name in "ab")

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert len(first) == 9


def test_zeros_are_blank_in_every_file_where_that_is_asked_for(lusong: jt.Report) -> None:
    """``zero`` means the same in all formats: tables stay alike."""
    for zero in ("blank", "0.00"):
        tables = of_workbook(jt.workbook(lusong, zero=zero))

        assert of_text(jt.text(lusong, zero=zero)).tables == [[*chain(*tables)]]
        assert of_document(jt.document(lusong, zero=zero)).tables == tables
        assert of_page(jt.page(lusong, zero=zero)).tables == tables
        assert of_markdown(jt.markdown(lusong, zero=zero)).tables == tables
    ((blank,), (shown,)) = (of_text(jt.text(lusong, zero=z)).tables for z in ("blank", "0.00"))
    assert len(blank) < len(shown)
