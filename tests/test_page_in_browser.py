"""The page in a real browser: what a reader on a phone and at a desk sees, hears and can do."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import browser
import pytest
from browser import DESKTOP, PHONE

import juesuan_tables as jt
from juesuan_tables.narrative import charts
from juesuan_tables.writers import html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = browser.NO_CHROMIUM
EXAMPLES = ("lusong-2018", "whole-2018", "whole-2024", "shegongbu-2024")
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Yield one browser for all tests."""
    with browser.chromium() as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the pages of all examples, and what is pasted of them."""
    folder = tmp_path_factory.mktemp("pages")
    for name in EXAMPLES:
        report = jt.build_report(jt.load_accounts(browser.ROOT / "examples" / f"{name}.yaml"))
        prose = jt.narrate(report).as_printed()
        page = html.page(prose, charts(report), templates=None)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
        pasted = html.paste(prose, templates=None)
        (folder / f"{name}-paste.html").write_text(pasted, encoding="utf-8")
    return folder


@SIZES
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_page_fits_its_screen_and_asks_nobody_for_anything(
    chromium: Browser, pages: Path, name: str, size: tuple[int, int]
) -> None:
    """No sideways scrolling but inside tables, no word on the console, no request but its own."""
    file = pages / f"{name}.html"

    with browser.opened(chromium, file, size) as (page, requests, messages):
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        outside = "e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll')"
        assert (
            page.evaluate(f"[...document.querySelectorAll('body *')].filter({outside}).length") == 0
        )
        assert requests == [file.as_uri()]
        assert messages == []


WIDTHS = """[...document.querySelectorAll('.scroll')].map(each =>
    [each.scrollWidth > each.clientWidth, each.querySelector('.hint').offsetHeight > 0])"""
"""Of each table whether it is wider than its region, and whether a line says so."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_at_a_desk_no_table_is_wider_than_its_place(
    chromium: Browser, pages: Path, name: str
) -> None:
    """Also the form of twelve amounts is seen whole, and nobody is told to scroll."""
    with browser.opened(chromium, pages / f"{name}.html", DESKTOP) as (page, _, _):
        assert {tuple(each) for each in page.evaluate(WIDTHS)} == {(False, False)}


@pytest.mark.parametrize("width", [390, 768, 1000, 2000])
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_table_that_scrolls_says_so_and_no_other_does(
    chromium: Browser, pages: Path, name: str, width: int
) -> None:
    """The line stands above a table where it is cut off, at any width, without script."""
    with browser.opened(chromium, pages / f"{name}.html", (width, 844)) as (page, _, _):
        found = page.evaluate(WIDTHS)

        assert all(scrolls == told for scrolls, told in found)
        assert width not in {PHONE[0], 2000} or {scrolls for scrolls, _ in found} == {width < 2000}
        if width == PHONE[0]:
            line = page.locator(".hint span").first
            assert line.inner_text() == "表格较宽，可左右滑动"
            assert _in_view(line.bounding_box(), (width, 10**5))


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_pasted_has_no_heads_of_one_character_a_line(
    chromium: Browser, pages: Path, name: str
) -> None:
    """On a phone a table is wider than the screen, rather than its heads being columns of words."""
    narrow = """[...document.querySelectorAll('th')].filter(each => {
        const text = document.createRange()
        text.selectNodeContents(each)
        const size = parseFloat(getComputedStyle(each).fontSize)
        return text.getBoundingClientRect().width < size * Math.min(each.innerText.length, 2)
    }).map(each => each.innerText)"""
    with browser.opened(chromium, pages / f"{name}-paste.html", PHONE) as (page, _, _):
        assert page.locator("th").count() > 20
        assert [text for text in page.evaluate(narrow) if re.search("[一-龥]{2}", text)] == []


@browser.NO_AXE
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("whole-2018", PHONE),
        ("whole-2024", DESKTOP),
        ("whole-2018-paste", DESKTOP),
    ],
)
def test_nothing_serious_keeps_anyone_from_reading(
    chromium: Browser, pages: Path, name: str, size: tuple[int, int]
) -> None:
    """axe-core has no serious or critical complaint about the page, nor about what is pasted."""
    with browser.opened(chromium, pages / f"{name}.html", size) as (page, _, _):
        assert browser.violations(page) == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@SIZES
def test_contents_and_figures_lead_where_they_say(
    chromium: Browser, pages: Path, size: tuple[int, int], *, script: bool
) -> None:
    """A line of the contents brings its heading into view, a figure its cell, which is marked."""
    with browser.opened(chromium, pages / "whole-2024.html", size, script=script) as (page, _, _):
        if size == PHONE:
            page.get_by_text("目录", exact=True).locator("visible=true").click()
        contents = page.get_by_role("navigation", name="目录")
        contents.get_by_role("link", name="三、支出决算情况说明").click()
        assert page.url.endswith(f"#{page.locator('h3:target').get_attribute('id')}")
        assert page.locator("h3:target").inner_text() == "三、支出决算情况说明"
        assert _in_view(page.locator("h3:target").bounding_box(), size)

        page.locator("h3:target + p a.figure", has_text="2753.72").click()
        cell = page.locator("td:target")
        assert cell.inner_text() == "2753.72"
        assert cell.get_attribute("id") == "expenditure.total.project"
        assert _in_view(cell.bounding_box(), size)


def _in_view(box: object, size: tuple[int, int]) -> bool:
    """Return whether all of a box is on the screen."""
    assert isinstance(box, dict)
    right, bottom = box["x"] + box["width"], box["y"] + box["height"]
    return bool(box["x"] >= 0 and right <= size[0] and box["y"] >= 0 and bottom <= size[1])


def test_on_a_phone_a_marked_cell_is_not_below_the_name_of_its_row(
    chromium: Browser, pages: Path
) -> None:
    """The first column stays in view while a table scrolls, and covers nothing that was asked for."""
    with browser.opened(chromium, pages / "whole-2018.html", PHONE, script=False) as (page, _, _):
        for name in (
            "income.total.other_income",
            "income.2070104.institutional_income",
            "expenditure.total.operating",
        ):
            page.goto(f"{page.url.split('#')[0]}#{name}")
            cell = page.locator("td:target")
            box = cell.bounding_box()
            head = page.locator("tr:has(td:target) th").bounding_box()
            assert box
            assert head
            assert _in_view(box, PHONE)
            assert head["x"] + head["width"] <= box["x"] + 1
            assert head["x"] + head["width"] > 100


def test_each_table_is_a_file_that_can_be_downloaded(chromium: Browser, pages: Path) -> None:
    """The link works from the page's own address, under the page's policy, without script."""
    with browser.opened(chromium, pages / "lusong-2018.html", script=False) as (page, _, messages):
        with page.expect_download() as download:
            page.locator("a[download='收入决算表.csv']").click()

        content = download.value.path().read_bytes()
        assert download.value.suggested_filename == "收入决算表.csv"
        assert content.startswith("\ufeff收入决算表,".encode())
        assert messages == []


def test_on_paper_every_table_is_there_and_wide_ones_lie(
    chromium: Browser, pages: Path, tmp_path: Path
) -> None:
    """A table and its heading begin a page, in landscape where the form is, with repeated heads."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext to read paper with")
    with browser.opened(chromium, pages / "whole-2024.html") as (page, _, _):
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    wide, texts = _paper(tmp_path / "page.pdf")

    report = jt.build_report(jt.load_accounts(browser.ROOT / "examples" / "whole-2024.yaml"))
    for table in report.tables.values():
        (first,) = [n for n, text in enumerate(texts) if f"、{table.title}\n" in text]
        printed = "".join(texts[first : first + 2])
        assert wide[first] == table.landscape
        assert all(f"{f.shown:.2f}" in printed for f in table.figures.values() if f.exists)
        assert table.rows[-1][0].text in printed.replace("\n", "")
    income = report.tables["income"].title
    (first,) = [n for n, text in enumerate(texts) if f"、{income}\n" in text]
    assert all("科目名称" in text for text in texts[first : first + 2])


def _paper(file: Path) -> tuple[list[bool], list[str]]:
    """Return of each page of a PDF whether it is wide, and what it says."""
    sizes = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">', _read(file, "-bbox"))
    wide = [float(width) > float(height) for width, height in sizes]
    return wide, _read(file, "-layout").split("\f")


def _read(file: Path, how: str) -> str:
    command = [str(shutil.which("pdftotext")), how, str(file), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
