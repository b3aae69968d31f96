"""How the benchmarks measure: in turn, round after round, warm."""

from __future__ import annotations

import gc
import os
import platform
import statistics
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Jobs = Mapping[str, Callable[[], object]]

WARM_UPS = 5


class Timing(NamedTuple):
    """What the rounds of one job took, in milliseconds."""

    median: float
    minimum: float


def time_jobs(jobs: Jobs, rounds: int) -> dict[str, Timing]:
    """Run the jobs in turn, round after round, so that a busy machine disturbs all alike."""
    samples: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(WARM_UPS + rounds):
        for name, job in jobs.items():
            samples[name].append(_elapsed(job))
    timed = {name: taken[WARM_UPS:] for name, taken in samples.items()}
    return {name: Timing(statistics.median(taken), min(taken)) for name, taken in timed.items()}


def _elapsed(job: Callable[[], object]) -> float:
    """Return the milliseconds of one run, which pays for no garbage but its own."""
    gc.collect()
    start = perf_counter()
    job()
    return (perf_counter() - start) * 1000


def machine() -> dict[str, str]:
    """Return what all figures depend on."""
    return {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()} × {os.cpu_count()}",
    }
