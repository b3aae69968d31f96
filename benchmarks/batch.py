"""Time a batch by one process, by two, and by a Dask cluster of two workers; measure its peak memory.

Run it from anywhere: ``python benchmarks/batch.py [--units N] [--few N] [--many N] [--json FILE]``.
Each way has a process and a folder of its own; seconds are by the clock, from start to 审核汇总表. Memory
is that of the driver, for few and for many units of which only the text is written.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from timing import machine, peak_megabytes, write_record

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "lusong-2018.yaml"
UNITS, FEW, MANY = 2_000, 200, 20_000
AT_LEAST, AT_MOST = 1.7, 1.5
"""How many times as fast two processes are to be, and how much more memory many units may take."""
NOT_BUILT = "未生成"
WAYS = ("one process", "two processes", "Dask, two workers")


def main() -> None:
    """Run every way in turn, print, and write JSON where it is wanted."""
    parser = argparse.ArgumentParser(description="Time a batch, and measure its memory.")
    parser.add_argument("--units", type=int, default=UNITS, help=f"default {UNITS}")
    parser.add_argument("--few", type=int, default=FEW, help=f"default {FEW}")
    parser.add_argument("--many", type=int, default=MANY, help=f"default {MANY}; 0 for none")
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write JSON")
    parser.add_argument("--run", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        way, folder, units, formats = given.run
        print(json.dumps(_run(way, Path(folder), int(units), formats.split())))
        return
    formats = " ".join(jt.publication.DEFAULT_FORMATS)
    ways = {way: _measured(way, given.units, formats) for way in WAYS}
    memory = {n: _measured(WAYS[1], n, "txt") for n in (given.few, given.many) if n}
    record = {"environment": machine(), "units": given.units, "ways": ways, "memory": memory}
    print(f"{given.units} units of {EXAMPLE.name}, all formats: {machine()}\n")
    print(f"{'':20}{'seconds':>10}{'units/s':>10}{'times one':>12}{'driver MB':>12}")
    for way, each in ways.items():
        seconds, first = each["seconds"], ways[WAYS[0]]["seconds"]
        rate, times = given.units / seconds, first / seconds
        print(f"{way:20}{seconds:10.1f}{rate:10.1f}{times:12.2f}{each['megabytes']:12.0f}")
    print(f"\ntwo processes are to be {AT_LEAST} times as fast as one\n")
    for units, each in memory.items():
        print(f"{units:>7} units, text only: {each['megabytes']:.0f} MB, {each['seconds']:.0f} s")
    print(f"many units are to take no more than {AT_MOST} times the memory of few")
    if given.json:
        write_record(given.json, record)


def _measured(way: str, units: int, formats: str) -> dict[str, float]:
    """Run a way in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        _write_inputs(Path(folder), units)
        asked = [sys.executable, __file__, "--run", way, folder, f"{units}", formats]
        told = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 ourselves
    return dict(json.loads(told.stdout))


def _write_inputs(folder: Path, units: int) -> None:
    """Write an input a unit, alike but for the names."""
    text = EXAMPLE.read_text(encoding="utf-8")
    name = jt.load_accounts(EXAMPLE).unit
    (folder / "inputs").mkdir()
    for number in range(units):
        content = text.replace(name, f"第{number:05}号政务服务中心")
        (folder / "inputs" / f"{number:05}.yaml").write_text(content, encoding="utf-8")


def _run(way: str, folder: Path, units: int, formats: list[str]) -> dict[str, float]:
    """Build all units in one way; ``ValueError`` where not all were built."""
    inputs = [*(folder / "inputs").iterdir()]
    begun = perf_counter()
    with _workers(way) as workers:
        outcomes = jt.build_many(inputs, folder / "out", formats=formats, **workers)
        built = sum(outcome.state != NOT_BUILT for outcome in outcomes)
    if built != units:
        message = f"{way}: {built} of {units} units were built"
        raise ValueError(message)
    peak = peak_megabytes()
    return {"seconds": perf_counter() - begun, "megabytes": peak}


@contextmanager
def _workers(way: str) -> Iterator[dict[str, Any]]:
    """Return what ``build_many`` is told of who builds."""
    if way != WAYS[2]:
        yield {"workers": 1 + WAYS.index(way)}
        return
    from distributed import Client, LocalCluster  # noqa: PLC0415 an extra, for this way alone

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,  # type: ignore[no-untyped-call]
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        executor: Executor = client.get_executor(pure=False, retries=2)
        yield {"executor": executor, "workers": 2}


if __name__ == "__main__":
    main()
