"""Chromium, with the network cut off: pages as their readers see them.

Tests that use it are skipped where Playwright or Chromium is missing.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
CHROMIUM = shutil.which("chromium")
AXE = Path(os.environ.get("AXE_CORE", ROOT / ".axe" / "node_modules")) / "axe-core" / "axe.min.js"
PHONE, DESKTOP = (390, 844), (1280, 900)
SERIOUS = {"serious", "critical"}
NO_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to look with")
NO_AXE = pytest.mark.skipif(
    not AXE.is_file(), reason="no axe-core: npm install --prefix .axe axe-core@4"
)


class Seen(NamedTuple):
    """An open page, what it asked for, and what its console said."""

    page: Page
    requests: list[str]
    messages: list[str]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser of the system's."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, file: Path, size: tuple[int, int] = DESKTOP, *, script: bool = True
) -> Iterator[Seen]:
    """Yield a page opened at a size; all that it asks for but itself is refused and noted."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=script, offline=True
    )
    page = context.new_page()
    seen = Seen(page, [], [])
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: seen.messages.append(message.text))
    page.on("pageerror", lambda error: seen.messages.append(str(error)))
    page.goto(file.as_uri())
    yield seen
    context.close()


def violations(page: Page) -> list[str]:
    """Return what axe-core finds to be serious or critical, a line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # past the page's own policy
    found = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(result => result.violations)"
    )
    return [
        f"{each['id']}: {each['help']}: {[node['html'][:120] for node in each['nodes'][:3]]}"
        for each in found
        if each["impact"] in SERIOUS
    ]
