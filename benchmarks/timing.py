"""How the benchmarks measure: in turn, round after round, warm."""

from __future__ import annotations

import gc
import json
import os
import platform
import resource
import statistics
import sys
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    Jobs = Mapping[str, Callable[[], object]]

WARM_UPS = 5
_BYTES = 1 if sys.platform == "darwin" else 1024
"""What the system counts peaks of memory in."""


class Timing(NamedTuple):
    """What the rounds of one job took, in milliseconds."""

    median: float
    minimum: float

    @classmethod
    def of(cls, samples: Sequence[float]) -> Timing:
        """Return what samples come to, those of the warm-up left out."""
        taken = samples[WARM_UPS:]
        return cls(statistics.median(taken), min(taken))


def time_jobs(
    jobs: Jobs, rounds: int, clock: Callable[[], float] = perf_counter
) -> dict[str, Timing]:
    """Run the jobs in turn, round after round, so that a busy machine disturbs all alike.

    With ``process_time`` for a clock, waiting for a disk does not count.
    """
    samples: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(WARM_UPS + rounds):
        for name, job in jobs.items():
            samples[name].append(_elapsed(job, clock))
    return {name: Timing.of(taken) for name, taken in samples.items()}


class Clock:
    """Tells the milliseconds since it was asked last."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Start now."""
        gc.collect()
        self._clock, self._since = clock, clock()

    def lap(self) -> float:
        """Return what has passed."""
        before, self._since = self._since, self._clock()
        return (self._since - before) * 1000


def _elapsed(job: Callable[[], object], clock: Callable[[], float]) -> float:
    """Return the milliseconds of one run, which pays for no garbage but its own."""
    gc.collect()
    start = clock()
    job()
    return (clock() - start) * 1000


def machine() -> dict[str, str]:
    """Return what all figures depend on."""
    return {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()} × {os.cpu_count()}",
    }


def as_record(timings: Mapping[str, Timing]) -> dict[str, dict[str, float]]:
    """Return timings as JSON carries them."""
    return {
        name: {"median_ms": round(timing.median, 3), "min_ms": round(timing.minimum, 3)}
        for name, timing in timings.items()
    }


def write_record(path: Path, record: object) -> None:
    """Write what was found for programs to read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(record, ensure_ascii=False, indent=2)}\n", "utf-8")


def peak_megabytes() -> float:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _BYTES / 1e6


def print_table(title: str, timings: Mapping[str, Timing]) -> None:
    """Print timings beside each other; ratios are to the first."""
    first = next(iter(timings.values())).median
    print(f"{title:30}{'median':>10}{'min':>10}{'ratio':>8}")
    for name, timing in timings.items():
        print(f"{name:30}{timing.median:10.2f}{timing.minimum:10.2f}{timing.median / first:8.2f}")
    print()
