"""The printed pages, as LibreOffice prints them: all there, nothing clipped."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

import juesuan_tables as jt
from juesuan_tables.writers.xlsx._reference import lines

if TYPE_CHECKING:
    from pathlib import Path

SOFFICE, PDFTOTEXT = shutil.which("soffice") or "", shutil.which("pdftotext") or ""
pytestmark = pytest.mark.skipif(
    not (SOFFICE and PDFTOTEXT), reason="needs LibreOffice and poppler; .ci/run installs them"
)


def _pages(content: bytes, folder: Path) -> list[str]:
    """Return the text of every page that a workbook prints."""
    book, pdf = folder / "book.xlsx", folder / "book.pdf"
    book.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    convert: list[str | Path] = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        book,
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    read = subprocess.run([PDFTOTEXT, "-layout", pdf, "-"], check=True, capture_output=True)
    return read.stdout.decode().split("\f")[:-1]


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_table_prints_on_one_page_with_all_its_text(
    lusong: jt.Report, tmp_path: Path
) -> None:
    """A page per table; every amount and every label on it; no ### where a column is too narrow."""
    pages = _pages(jt.workbook(lusong), tmp_path)

    assert len(pages) == len(lusong.tables)
    for page, table in zip(pages, lusong.tables.values(), strict=True):
        assert "##" not in page
        printed = _squeezed(page)
        cells = [cell for row in table.rows for cell in row if cell.text]
        on_one_line = [cell.text for cell in cells if cell.rows == 1 == lines(cell, table)]
        assert [text for text in on_one_line if _squeezed(text) not in printed] == []
        assert len(on_one_line) > len(cells) * 0.8


def test_large_amounts_fit_their_columns(lusong: jt.Report, tmp_path: Path) -> None:
    """Amounts of thirteen digits in 元, as a province may have, are printed and not hidden."""
    facts = [f.model_copy(update={"amount": f.amount * 10**6}) for f in lusong.accounts.expenditure]
    accounts = lusong.accounts.model_copy(update={"expenditure": tuple(facts)})

    pages = _pages(jt.workbook(jt.build_report(accounts)), tmp_path)

    assert "##" not in "".join(pages)
    assert "360,585,000.00" in _squeezed("".join(pages))


def test_a_long_table_repeats_its_headings_on_every_page(lusong: jt.Report, tmp_path: Path) -> None:
    """A hundred items take several pages; each carries the column headings and its number."""
    fact = lusong.accounts.expenditure[0]
    many = tuple(
        fact.model_copy(update={"subject": f"2{cls:02d}{section:02d}{item:02d}"})
        for cls in (1, 5)
        for section in range(1, 6)
        for item in range(1, 13)
    )
    accounts = lusong.accounts.model_copy(update={"expenditure": many})

    pages = _pages(jt.workbook(jt.build_report(accounts)), tmp_path)

    expenditure = [page for page in pages if "对附属单位补" in _squeezed(page)]
    assert len(expenditure) > 2
    assert all("本年支出合计" in _squeezed(page) for page in expenditure)
    assert all(f"第{n}页，共{len(pages)}页" in _squeezed(p) for n, p in enumerate(pages, start=1))
