"""Time one unit's whole publication, from facts in memory and from a filled-in workbook.

Run it from anywhere: ``python benchmarks/publication.py [--rounds N] [--json FILE]``. It is all that
``build`` writes: workbook, document, pages, texts and 审核报告, with the checks and our own audit.
Milliseconds are the processor's, so that what a disk takes to keep files for certain is told apart.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import units
from timing import WARM_UPS, Clock, Timing, as_record, machine, print_table, time_jobs, write_record

import juesuan_tables as jt
from juesuan_tables import audits, narrative
from juesuan_tables.inputs.loading import load_draft
from juesuan_tables.preparing import converted
from juesuan_tables.reviews import review_files
from juesuan_tables.writers import docx, html, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NAMES = ("lusong-2018", "whole-2018", "whole-2024")
MOST = 40
"""Milliseconds that a publication may take from facts in memory."""
ROUNDS = 20


def main() -> None:
    """Time the examples, print, and write JSON where it is wanted."""
    parser = argparse.ArgumentParser(description="Time one unit's whole publication.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default {ROUNDS}")
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write JSON")
    given = parser.parse_args()
    print(f"{given.rounds} rounds, ms of the processor: {machine()}\n")
    record: dict[str, Any] = {"environment": machine(), "rounds": given.rounds, "aim_ms": MOST}
    with tempfile.TemporaryDirectory() as folder:
        for name in NAMES:
            timed = _timed(name, Path(folder), given.rounds)
            for title, timings in timed.items():
                print_table(f"{name}: {title}", timings)
            record[name] = {title: as_record(timings) for title, timings in timed.items()}
    if given.json:
        write_record(given.json, record)


def _timed(name: str, folder: Path, rounds: int) -> dict[str, dict[str, Timing]]:
    """Time all of it by both clocks, then each step; every round has another unit."""
    draft = load_draft(EXAMPLES / f"{name}.yaml")
    accounts = draft.accounts()
    workbook = folder / f"{name}.xlsx"
    workbook.write_bytes(converted(draft, workbook, accounts.edition))
    others = cycle(units.others(accounts, 2 * (rounds + WARM_UPS)))

    def from_facts() -> None:
        jt.publish(jt.build_report(next(others)), folder)

    def from_workbook() -> None:
        jt.publish(jt.build_report(jt.load_accounts(workbook)), folder)

    whole = {"from facts in memory": from_facts, "from a filled-in workbook": from_workbook}
    return {
        "all": time_jobs(whole, rounds, process_time),
        "all by the clock, with the disk": time_jobs(whole, rounds, perf_counter),
        "steps": _steps(units.others(accounts, rounds + WARM_UPS)),
    }


def _steps(those: Sequence[jt.Accounts]) -> dict[str, Timing]:
    """Time what a publication is made of, one unit after another."""
    samples: dict[str, list[float]] = {}
    for accounts in those:
        for name, taken in _taken(accounts):
            samples.setdefault(name, []).append(taken)
    return {name: Timing.of(taken) for name, taken in samples.items()}


def _taken(accounts: jt.Accounts) -> Iterator[tuple[str, float]]:
    """Yield the steps of one unit's publication, and the milliseconds of each."""
    made = accounts.publication_date or date(accounts.year, 12, 31)
    clock = Clock(process_time)
    report = jt.build_report(accounts)
    yield "build_report", clock.lap()
    prose = jt.narrate(report).as_printed()
    yield "narrate", clock.lap()
    audit = audits.audit_of_report(report, prose)
    yield "checks and audit", clock.lap()
    jt.workbook(report)
    yield "xlsx", clock.lap()
    docx.document(prose, made=made, issued=accounts.publication_date)
    yield "docx", clock.lap()
    html.page(prose, narrative.charts(report), templates=None)
    yield "html", clock.lap()
    html.paste(prose, templates=None)
    yield "正文粘贴", clock.lap()
    text.plain(prose)
    yield "txt", clock.lap()
    text.markdown(prose)
    yield "md", clock.lap()
    review_files(report, audit, audits.RULES, None, blank_zeros=None)
    yield "审核报告", clock.lap()


if __name__ == "__main__":
    main()
