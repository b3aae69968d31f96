"""Time and peak memory of a million ledger rows becoming facts, beside pandas where it is there.

Run it from anywhere: ``python benchmarks/records.py [--rows N] [--json FILE]``. Each job runs in a
process of its own, so that the peak of its memory is its own. All jobs must give the same sums;
pandas adds floats, and is asked to agree to two decimals.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import os
import platform
import subprocess
import sys
import tempfile
from itertools import chain
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from timing import peak_megabytes

import juesuan_tables as jt
from juesuan_tables.inputs.records import records_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROWS = 1_000_000
MOST_SECONDS, MOST_MEGABYTES = 10, 500
"""What the year of one department may take."""
COLUMNS = ("凭证号", "摘要", "功能科目", "经济科目", "资金性质", "支出性质", "金额")
KEY = ["功能科目", "支出性质", "资金性质"]
SUBJECTS = [f"{c}{s:02}{i:02}" for c in (201, 208) for s in (3, 6) for i in range(1, 8)]
FUNDS = (jt.Fund.GENERAL_PUBLIC_BUDGET.value, jt.Fund.NON_APPROPRIATION.value)
NATURES = (jt.Nature.BASIC.value, jt.Nature.PROJECT.value)
ITEMS = [f"302{number:02}" for number in range(1, 30)]


class Job(NamedTuple):
    """One way from rows to sums: what is made before the clock starts, and what is timed."""

    prepare: Callable[[int, Path], Any]
    add_up: Callable[[Any], dict[str, str]]
    needs: str = "juesuan_tables"


class Result(NamedTuple):
    """What a job took by the clock and of the processor, and what came of it."""

    seconds: float
    busy: float
    megabytes: float
    sums: dict[str, str]


def row(number: int) -> tuple[str, ...]:
    """Return a row of the ledger: its number decides everything, so all runs have the same rows."""
    fund = FUNDS[number % 7 == 0]
    nature = NATURES[number % 3 == 0]
    amount = f"{number * 7919 % 100_003}.{number % 100:02}"
    code, item = SUBJECTS[number % len(SUBJECTS)], ITEMS[number % len(ITEMS)]
    return (f"记-{number}", f"付第{number}笔费用", code, item, fund, nature, amount)


def dicts(rows: int, _: Path | None = None) -> Iterator[dict[str, str]]:
    """Return a generator of the rows, as a script would make them."""
    return (dict(zip(COLUMNS, row(number), strict=True)) for number in range(rows))


def write_ledger(rows: int, ledger: Path) -> None:
    """Write the rows as a spreadsheet would."""
    with ledger.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(chain([COLUMNS], map(row, range(rows))))


def frame(_: int, ledger: Path) -> Any:  # noqa: ANN401 pandas need not be there
    """Return the rows as a frame of pandas, amounts as floats, as most frames have them."""
    pandas = importlib.import_module("pandas")
    return pandas.read_csv(ledger, dtype=dict.fromkeys(COLUMNS[:-1], str))


def only_make(rows: Iterator[dict[str, str]]) -> dict[str, str]:
    """Make the rows and throw them away: what the first job spends on its input."""
    for _ in rows:
        pass
    return {}


def from_records(rows: Any) -> dict[str, str]:  # noqa: ANN401 whatever from_records takes
    """Add up records."""
    return _of_facts(jt.from_records(rows))


def from_csv(ledger: Path) -> dict[str, str]:
    """Add up a CSV file."""
    return _of_facts(records_csv(ledger).fields)


def _of_facts(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the sums as all jobs give them."""
    return {f"{f.subject} {f.nature} {f.fund}": f"{f.amount:.2f}" for f in fields["expenditure"]}


def group_frame(made: Any) -> dict[str, str]:  # noqa: ANN401 a frame of pandas
    """Add up a frame as pandas does: floats, nothing checked."""
    sums = made.groupby(KEY)["金额"].sum()
    made.groupby("经济科目")["金额"].sum()
    return {" ".join(key): f"{amount:.2f}" for key, amount in sums.items()}


def group_csv(ledger: Path) -> dict[str, str]:
    """Read a CSV file and add it up as pandas does."""
    return group_frame(frame(0, ledger))


JOBS = {
    "rows alone": Job(dicts, only_make),
    "ours: generator of dicts": Job(dicts, from_records),
    "ours: CSV file": Job(lambda _, ledger: ledger, from_csv),
    "ours: pandas frame": Job(frame, from_records, "pandas"),
    "peer: pandas frame, groupby": Job(frame, group_frame, "pandas"),
    "peer: pandas read_csv, groupby": Job(lambda _, ledger: ledger, group_csv, "pandas"),
}


def main() -> None:
    """Measure all jobs whose libraries are there, compare their sums, print."""
    options = _options()
    if options.job:
        print(json.dumps(_run(JOBS[options.job], options.rows, options.ledger)))
        return
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "明细.csv"
        write_ledger(options.rows, ledger)
        results = {name: _in_process(name, options.rows, ledger) for name in JOBS if _there(name)}
    _stop_unless_alike(results)
    _print(results, options.rows, options.json)


def _options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Measure how a million rows of a ledger become facts.",
        epilog="Example: python benchmarks/records.py --rows 100000 --json -",
    )
    parser.add_argument("--rows", type=int, default=ROWS, help=f"default {ROWS}")
    parser.add_argument("--json", metavar="FILE", help="also write JSON; with - print JSON only")
    parser.add_argument("--job", choices=JOBS, help=argparse.SUPPRESS)
    parser.add_argument("--ledger", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rows < 1:
        parser.error("--rows must be at least 1")
    return options


def _there(name: str) -> bool:
    return importlib.util.find_spec(JOBS[name].needs) is not None


def _in_process(name: str, rows: int, ledger: Path) -> Result:
    """Run a job in a process of its own."""
    command = [sys.executable, "-X", "utf8", __file__, "--job", name]
    command += ["--rows", str(rows), "--ledger", str(ledger)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 ours
    return Result(*json.loads(done.stdout))


def _run(job: Job, rows: int, ledger: Path) -> Result:
    """Run a job and measure it."""
    given = job.prepare(rows, ledger)
    start, busy = perf_counter(), process_time()
    sums = job.add_up(given)
    seconds, busy = perf_counter() - start, process_time() - busy
    return Result(seconds, busy, peak_megabytes(), sums)


def _stop_unless_alike(results: Mapping[str, Result]) -> None:
    """Exit where two jobs that add up give different sums."""
    (first, expected), *others = [(name, each.sums) for name, each in results.items() if each.sums]
    for name, sums in others:
        if sums != expected:
            sys.exit(f"error: “{name}” and “{first}” differ, so they cannot be compared")


def _print(results: Mapping[str, Result], rows: int, target: str | None) -> None:
    """Print for people, for programs, or both."""
    record = {
        "rows": rows,
        "environment": _environment(),
        "jobs": {
            name: {
                "seconds": round(each.seconds, 2),
                "processor_seconds": round(each.busy, 2),
                "peak_megabytes": round(each.megabytes),
            }
            for name, each in results.items()
        },
    }
    text = json.dumps(record, ensure_ascii=False, indent=2)
    if target == "-":
        print(text)
        return
    print(_table(results, rows))
    if target:
        Path(target).write_text(f"{text}\n", encoding="utf-8")


def _table(results: Mapping[str, Result], rows: int) -> str:
    """Return the figures side by side.

    On a busy machine the processor's seconds are what a quiet one would take. Peaks include the
    interpreter and what was made before.
    """
    about = ", ".join(f"{name} {version}" for name, version in _environment().items())
    missing = sorted({job.needs for name, job in JOBS.items() if not _there(name)})
    return "\n".join(
        [
            f"{rows:,} rows of a ledger; wanted: {MOST_SECONDS} s, {MOST_MEGABYTES} MB at most",
            about,
            "",
            f"{'':32}{'s':>8}{'CPU s':>8}{'peak MB':>9}",
            *(
                f"{name:32}{each.seconds:8.2f}{each.busy:8.2f}{each.megabytes:9.0f}"
                for name, each in results.items()
            ),
            *(f"not measured, since it is not installed: {name}" for name in missing),
        ]
    )


def _environment() -> dict[str, str]:
    """Return what the figures depend on."""
    found = {"python": platform.python_version()}
    if importlib.util.find_spec("pandas"):
        found["pandas"] = importlib.import_module("pandas").__version__
    return found | {"machine": f"{platform.system()} {platform.machine()} × {os.cpu_count()}"}


if __name__ == "__main__":
    main()
