"""审核报告.html as a reviewer sees it: on a phone, at a desk, and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import browser
import pytest

import juesuan_tables as jt
from juesuan_tables.reviews import review_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = browser.NO_CHROMIUM


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Return Chromium, opened once."""
    with browser.chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def review(whole_of_nine: jt.Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a report in which much is wrong."""
    facts = [
        fact.model_copy(update={"amount": fact.amount + number % 3 * 123456})
        for number, fact in enumerate(whole_of_nine.accounts.expenditure)
    ]
    changed = {"expenditure": tuple(facts), "notes": (), "measures": ()}
    report = jt.build_report(whole_of_nine.accounts.model_copy(update=changed))
    path = tmp_path_factory.mktemp("review") / "审核报告.html"
    path.write_text(review_page(report, jt.check(report), jt.RULES), encoding="utf-8")
    return path


@pytest.mark.parametrize("size", [browser.PHONE, browser.DESKTOP], ids=["phone", "desktop"])
def test_nothing_is_cut_off_and_nothing_is_asked_for(
    chromium: Browser, review: Path, size: tuple[int, int]
) -> None:
    """The page is no wider than the screen; tables scroll within it; the network is not used."""
    with browser.opened(chromium, review, size, script=True) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") == size[0]
        assert seen.requests == [review.as_uri()]
        assert seen.messages == []


def test_a_link_leads_to_the_marked_cell_without_script(chromium: Browser, review: Path) -> None:
    """The cell comes into sight in the colour of its finding, and leads back."""
    with browser.opened(chromium, review, browser.PHONE, script=False) as seen:
        link = seen.page.locator("article.error .places a").first
        address = link.get_attribute("href")
        assert address
        link.click()

        cell = seen.page.locator(f"[id='{address[1:]}']")
        box = cell.bounding_box()
        assert box
        assert 0 <= box["y"] < browser.PHONE[1]
        assert 0 <= box["x"] < browser.PHONE[0]
        plain = seen.page.locator("td.amount:not(.marked)").first
        colours = [
            each.evaluate("cell => getComputedStyle(cell).backgroundColor")
            for each in (cell, plain)
        ]
        assert colours[0] != colours[1]
        cell.locator("a").first.click()
        assert seen.page.url.rpartition("#")[2].startswith("finding-")


def test_lists_that_are_closed_on_screen_are_on_paper(chromium: Browser, review: Path) -> None:
    """How a number was computed is printed, since nobody can open it there."""
    with browser.opened(chromium, review) as seen:
        line = seen.page.locator("details li").first
        assert not line.is_visible()
        seen.page.emulate_media(media="print")
        assert line.is_visible()


@browser.NO_AXE
def test_everybody_can_read_it(chromium: Browser, review: Path) -> None:
    """axe-core has no serious or critical complaint."""
    with browser.opened(chromium, review) as seen:
        assert browser.violations(seen.page) == []
