"""Time our workbook of the example against the same workbook written by hand with XlsxWriter.

Run it from anywhere: ``python benchmarks/workbook.py [--rounds N] [--json FILE]``. Four ways stand side
by side: the cast workbook, that of the reference (the same bytes, by openpyxl), XlsxWriter by hand, and
the floor: zlib at level 6 deflating the parts of ours and doing nothing else. ``another unit`` is
the cast workbook of a unit that was never met, with other amounts and another name each round.

Nothing is timed before the workbooks have been read back and found the same. All times are warm: imports
are done, the edition has been read and its mould made, which happens once in a process.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import zipfile
import zlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import by_hand
import likeness
import openpyxl
import units
import xlsxwriter  # type: ignore[import-untyped]
from timing import WARM_UPS, Timing, machine, time_jobs

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "lusong-2018.yaml"
ROUNDS = 50
FLOOR_LEVEL = 6
SHOWN_DIFFERENCES = 10


class Result(NamedTuple):
    """One run of the benchmark: the workbook in several ways, and the steps that lead to ours."""

    rounds: int
    ways: dict[str, Timing]
    steps: dict[str, Timing]

    def ratio(self, way: str) -> float:
        """Return how many times as long another way takes as casting, median by median."""
        return self.ways[way].median / self.ways["cast"].median


def main() -> None:
    """Compare, then time, then print."""
    options = _options()
    accounts = jt.load_accounts(EXAMPLE)
    report = jt.build_report(accounts)
    cast = partial(jt.workbook, report)
    plain = partial(jt.workbook, report, reference=True)
    if cast() != plain():
        sys.exit("error: the cast workbook is not the reference's; see tests/test_cast.py.")
    _stop_unless_alike(cast(), by_hand.make())
    others = iter([*map(jt.build_report, units.others(accounts, options.rounds + WARM_UPS))])
    ways: dict[str, Callable[[], object]] = {
        "cast": cast,
        "another unit": lambda: jt.workbook(next(others)),
        "reference": plain,
        "by hand": by_hand.make,
        "deflate floor": partial(_deflate, _parts(cast())),
    }
    timed = time_jobs(ways, options.rounds)
    steps: dict[str, Callable[[], object]] = {
        "load_accounts": partial(jt.load_accounts, EXAMPLE),
        "build_report": partial(jt.build_report, accounts),
        "check": partial(jt.check, report),
        "narrate": partial(jt.narrate, report),
        "workbook": cast,
    }
    _print(Result(options.rounds, timed, time_jobs(steps, options.rounds)), options.json)


def _parts(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def _deflate(parts: list[bytes]) -> None:
    """Do what no zip can be made without."""
    for part in parts:
        deflater = zlib.compressobj(FLOOR_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        deflater.compress(part)
        deflater.flush()


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
    return "\n".join(
        [
            f"{EXAMPLE.name}: the same workbook in several ways, {result.rounds} rounds, ms",
            about,
            "",
            f"{'':14}{'median':>10}{'min':>10}{'÷ cast':>10}",
            *(
                f"{name:14}{t.median:10.2f}{t.minimum:10.2f}{result.ratio(name):10.2f}"
                for name, t in result.ways.items()
            ),
            "",
            f"{'by hand ÷ cast':30}{result.ratio('by hand'):14.2f}",
            f"{'cast ÷ deflate floor':30}{1 / result.ratio('deflate floor'):14.2f}",
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
        "workbook": {name: _milliseconds(timing) for name, timing in result.ways.items()},
        "by_hand_over_cast": round(result.ratio("by hand"), 3),
        "cast_over_floor": round(1 / result.ratio("deflate floor"), 3),
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
