"""Time an audit: reading a document, understanding its prose, checking text and tables.

Run it from anywhere: ``python benchmarks/audit.py [FILE] [--rounds N] [--json FILE]``. Without a file it takes
the real publication of 25 pages if it is at hand, and our own Word document of a whole year.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from timing import as_record, machine, time_jobs, write_record

import juesuan_tables as jt
from juesuan_tables.auditing import audit_document, audit_report
from juesuan_tables.reading.documents import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "whole-2024.yaml"
REAL = ROOT.parent / "shared" / "reference" / "shegongbu-2024.pdf"
ROUNDS = 10
MOST_IN_ALL, MOST_FOR_RULES = 3_000, 100
"""Milliseconds that reading and auditing may take, and the rules alone."""


def main() -> None:
    """Read, audit, print."""
    parser = argparse.ArgumentParser(description="Time the audit of a document.")
    parser.add_argument("file", nargs="?", type=Path, help="default: what is at hand")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default {ROUNDS}")
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write JSON")
    given = parser.parse_args()
    found: dict[str, object] = {"environment": machine(), "rounds": given.rounds}
    about = ", ".join(f"{name} {each}" for name, each in machine().items())
    print(f"{given.rounds} rounds, ms: {about}\n")
    report = jt.build_report(jt.load_accounts(EXAMPLE))
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder) / "whole-2024.docx"
        ours.write_bytes(jt.document(report))
        for path in [given.file] if given.file else [*([REAL] if REAL.exists() else []), ours]:
            found[path.name] = _timed(path.name, _steps(path), given.rounds)
    prose = jt.narrate(report)
    job = partial(audit_report, report, prose, zero=None)
    ours_in_memory = "our own, from memory"
    found[ours_in_memory] = _timed(ours_in_memory, {"prose and rules": job}, given.rounds)
    if given.json:
        write_record(given.json, found)


def _steps(path: Path) -> Mapping[str, Callable[[], object]]:
    """Return what is timed of a file."""
    document = read_document(path)
    return {
        "reading": partial(read_document, path),
        "prose and rules": partial(audit_document, document),
        "all": lambda: audit_document(read_document(path)),
    }


def _timed(
    title: str, jobs: Mapping[str, Callable[[], object]], rounds: int
) -> dict[str, dict[str, float]]:
    """Time, print, and return what JSON carries."""
    timings = time_jobs(jobs, rounds)
    most = {"all": MOST_IN_ALL, "prose and rules": MOST_FOR_RULES}
    print(f"{title:24}{'median':>10}{'min':>10}{'aim':>10}")
    for name, timing in timings.items():
        aim = f"< {most[name]}" if name in most else ""
        print(f"{name:24}{timing.median:10.2f}{timing.minimum:10.2f}{aim:>10}")
    print()
    return as_record(timings)


if __name__ == "__main__":
    main()
