"""Work on many things in processes of their own: one that crashes or hangs is named, and nothing else.

The only module of the room that knows of processes.
"""

from __future__ import annotations

import atexit
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from juesuan_tables.bounded import AMPLE, Crew, Ended, OutOfTime, Worker
from juesuan_tables.errors import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

A = TypeVar("A")
B = TypeVar("B")
SECONDS = 120.0
"""How long one document may take of the processor; the longest takes a fiftieth of that."""
_IDLE: list[Worker] = []
"""Processes that have imported what they need: looking at files and judging them takes both."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What became of work that has no result, in words."""

    why: str


def each(
    function: Callable[[A], B], items: Sequence[A], jobs: int, seconds: float = SECONDS
) -> list[B | Lost]:
    """Return what a function makes of each item, in their order, whatever the number of ``jobs``.

    Where it raises, where its process ends, or where ``seconds`` are over, it is ``Lost``. Function,
    items and results travel as pickles.
    """
    workers = [_IDLE.pop() if _IDLE else Worker(AMPLE) for _ in range(min(jobs, len(items)))]
    crew = Crew(workers)

    def work(item: A) -> B | Lost:
        with crew.one() as worker:
            return _worked(worker, function, item, seconds)

    threads = ThreadPoolExecutor(max(len(workers), 1))
    try:
        results = list(threads.map(work, items))
    except BaseException:  # Ctrl-C: nobody waits for what is under way
        threads.shutdown(wait=False, cancel_futures=True)
        crew.end()
        raise
    threads.shutdown()
    _IDLE.extend(workers)
    return results


def _worked(worker: Worker, function: Callable[[A], B], item: A, seconds: float) -> B | Lost:
    """Return what a process makes of an item, or how it was lost."""
    try:
        return worker.call(function, item, seconds=seconds)
    except OutOfTime:
        return Lost(f"用时超过{seconds:.0f}秒，没有读完")
    except Ended:
        return Lost("处理时程序意外退出")
    except Exception as error:  # noqa: BLE001 whatever it is, it is this item's
        return Lost(f"处理时出错（{shortened(f'{type(error).__name__}：{error}', 200)}）")


def _end() -> None:
    """End all processes that wait for work."""
    while _IDLE:
        _IDLE.pop().end()


atexit.register(_end)
