"""Time the whole publication step by step, and its Word document against two other ways.

Run it from anywhere: ``python benchmarks/document.py [--rounds N]``. The peers write the same
paragraphs and the same cells, which is proved before anything is timed: python-docx with
``table.cell()``, as most scripts do, and docxtpl with one template. Ours is timed from finished prose,
as the peers are, and with telling it. Neither has a cover, contents,
page numbers, landscape pages, fonts or borders of the official format.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import document_peers as peers
from timing import Timing, machine, time_jobs

import juesuan_tables as jt
from juesuan_tables.narrative import charts
from juesuan_tables.reviews import review_page
from juesuan_tables.writers import docx, html, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "lusong-2018.yaml"
ROUNDS = 10
_DAY = date(2018, 12, 31)


def main() -> None:
    """Compare, then time, then print."""
    parser = argparse.ArgumentParser(description="Time the publication and its Word document.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default {ROUNDS}")
    rounds = parser.parse_args().rounds
    report = jt.build_report(jt.load_accounts(EXAMPLE))
    prose = jt.narrate(report).as_printed()
    template = peers.template()
    made = report.accounts.publication_date or _DAY
    ways = {
        "cast": partial(docx.document, prose, made=made),
        "with narration": partial(jt.document, report),
        "table.cell()": partial(peers.by_cells, prose),
        "docxtpl": partial(peers.by_template, prose, template),
    }
    if peers.words(ways["table.cell()"]()) != peers.words(ways["docxtpl"]()):
        sys.exit("error: the two peers differ, so their times cannot be compared.")
    if missing := peers.words(ways["table.cell()"]()) - peers.words(ways["cast"]()):
        sys.exit(f"error: ours lacks what the peers write: {sorted(missing)[:10]}")
    print(f"{EXAMPLE.name}, {rounds} rounds, ms: {_about()}\n")
    _print("the Word document", time_jobs(ways, rounds))
    _print("the whole publication", _steps(report, prose, rounds))


def _steps(report: jt.Report, prose: jt.Prose, rounds: int) -> dict[str, Timing]:
    """Time each step, and all of them with the writing of the files."""
    findings = jt.check(report)
    with tempfile.TemporaryDirectory() as folder:

        def everything() -> None:
            jt.publish(jt.build_report(jt.load_accounts(EXAMPLE)), folder)

        steps: dict[str, Callable[[], object]] = {
            "load_accounts": partial(jt.load_accounts, EXAMPLE),
            "build_report": partial(jt.build_report, report.accounts),
            "check": partial(jt.check, report),
            "narrate": partial(jt.narrate, report),
            "xlsx": partial(jt.workbook, report),
            "docx": partial(docx.document, prose, made=report.accounts.publication_date or _DAY),
            "html": lambda: html.page(prose, charts(report), templates=None),
            "正文粘贴": partial(html.paste, prose, templates=None),
            "txt": partial(text.plain, prose),
            "md": partial(text.markdown, prose),
            "审核报告.html": partial(review_page, report, findings, jt.RULES),
            "all, with files": everything,
        }
        return time_jobs(steps, rounds)


def _print(title: str, timings: Mapping[str, Timing]) -> None:
    first = next(iter(timings.values())).median
    print(f"{title:22}{'median':>10}{'min':>10}{'ratio':>8}")
    for name, timing in timings.items():
        print(f"{name:22}{timing.median:10.2f}{timing.minimum:10.2f}{timing.median / first:8.2f}")
    print()


def _about() -> str:
    used = machine() | {name: version(name) for name in ("python-docx", "docxtpl")}
    return ", ".join(f"{name} {each}" for name, each in used.items())


if __name__ == "__main__":
    main()
