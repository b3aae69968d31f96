"""Time our workbook of the example against the same workbook written by hand with XlsxWriter.

Run it from anywhere: ``python benchmarks/workbook.py [--rounds N] [--json FILE]``. Nothing is
timed before both workbooks have been read back and found the same. All times are warm: imports
are done and the edition has been read, which happens once in a process.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

import by_hand
import likeness
import openpyxl
import xlsxwriter  # type: ignore[import-untyped]
from timing import Timing, machine, time_jobs

import juesuan_tables as jt

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "lusong-2018.yaml"
ROUNDS = 50
SHOWN_DIFFERENCES = 10


class Result(NamedTuple):
    """One run of the benchmark: the two workbooks, and the steps that lead to ours."""

    rounds: int
    ours: Timing
    by_hand: Timing
    steps: dict[str, Timing]

    @property
    def ratio(self) -> float:
        """Return how many times as long ours takes, median by median."""
        return self.ours.median / self.by_hand.median


def main() -> None:
    """Compare, then time, then print."""
    options = _options()
    accounts = jt.load_accounts(EXAMPLE)
    report = jt.build_report(accounts)
    ours = partial(jt.workbook, report)
    _stop_unless_alike(ours(), by_hand.make())
    pair = time_jobs({"ours": ours, "by hand": by_hand.make}, options.rounds)
    steps = time_jobs(
        {
            "load_accounts": partial(jt.load_accounts, EXAMPLE),
            "build_report": partial(jt.build_report, accounts),
            "check": partial(jt.check, report),
            "narrate": partial(jt.narrate, report),
            "workbook": ours,
        },
        options.rounds,
    )
    _print(Result(options.rounds, pair["ours"], pair["by hand"], steps), options.json)


def _options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Time our workbook of the example against the same one written by hand.",
        epilog="Example: python benchmarks/workbook.py --rounds 100 --json -",
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"default {ROUNDS}")
    parser.add_argument("--json", metavar="FILE", help="also write JSON; with - print JSON only")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    return options


def _stop_unless_alike(ours: bytes, peer: bytes) -> None:
    """Exit with the first differences, where there are any."""
    different = likeness.differences(ours, peer)
    if not different:
        return
    lines = [f"  {line}" for line in different[:SHOWN_DIFFERENCES]]
    if len(different) > SHOWN_DIFFERENCES:
        lines.append(f"  … and {len(different) - SHOWN_DIFFERENCES} more")
    reason = (
        "error: the two workbooks differ, so their times cannot be compared."
        " Bring benchmarks/by_hand.py up to date, or find what changed in ours:"
    )
    sys.exit("\n".join([reason, *lines]))


def _print(result: Result, target: str | None) -> None:
    """Print for people, for programs, or both."""
    record = json.dumps(_record(result), ensure_ascii=False, indent=2)
    if target == "-":
        print(record)
        return
    print(_table(result))
    if target:
        Path(target).write_text(f"{record}\n", encoding="utf-8")


def _table(result: Result) -> str:
    """Return the figures side by side, then the steps of ours."""
    about = ", ".join(f"{name} {version}" for name, version in _environment().items())
    ours, peer = result.ours, result.by_hand
    return "\n".join(
        [
            f"{EXAMPLE.name}: the same workbook twice, {result.rounds} rounds, ms",
            about,
            "",
            f"{'':14}{'ours':>10}{'by hand':>10}{'ratio':>10}",
            f"{'median':14}{ours.median:10.2f}{peer.median:10.2f}{result.ratio:10.2f}",
            f"{'min':14}{ours.minimum:10.2f}{peer.minimum:10.2f}",
            "",
            f"{'ours by step':14}{'median':>10}{'min':>10}",
            *(f"{name:14}{t.median:10.2f}{t.minimum:10.2f}" for name, t in result.steps.items()),
        ]
    )


def _record(result: Result) -> dict[str, object]:
    """Return the figures as --json prints them."""
    return {
        "example": EXAMPLE.name,
        "environment": _environment(),
        "rounds": result.rounds,
        "workbook": {"ours": _milliseconds(result.ours), "by_hand": _milliseconds(result.by_hand)},
        "ratio_of_medians": round(result.ratio, 3),
        "steps": {name: _milliseconds(timing) for name, timing in result.steps.items()},
    }


def _milliseconds(timing: Timing) -> dict[str, float]:
    return {"median_ms": round(timing.median, 3), "min_ms": round(timing.minimum, 3)}


def _environment() -> dict[str, str]:
    """Return what the figures depend on; openpyxl writes through lxml where it is installed."""
    return machine() | {
        "openpyxl": f"{openpyxl.__version__} {'with' if openpyxl.LXML else 'without'} lxml",
        "xlsxwriter": xlsxwriter.__version__,
    }


if __name__ == "__main__":
    main()
