"""Work on many things in processes of their own: one that crashes or hangs is named, and nothing else.

The only module of the room that knows of processes.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

A = TypeVar("A")
B = TypeVar("B")
SECONDS = 300.0
"""How long one document may take by the clock; the longest takes a hundredth of that."""


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
    pool = _Pool(function, items, min(jobs, len(items)), seconds)
    try:
        return pool.results()
    finally:
        pool.end()


class _Worker(Generic[A]):
    """A process, and what it works on."""

    def __init__(self, function: Callable[[A], object]) -> None:
        """Start it."""
        self.mine, other = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=_serve, args=(function, other), daemon=True)
        self.process.start()
        other.close()
        self.number: int | None = None
        self.until = 0.0

    def give(self, number: int, item: A, seconds: float) -> None:
        self.number, self.until = number, monotonic() + seconds
        with suppress(OSError):  # it has ended: that is noticed below
            self.mine.send((item,))

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.mine.close()


class _Pool(Generic[A, B]):
    """The processes, what waits for them, and what came back."""

    def __init__(
        self, function: Callable[[A], B], items: Sequence[A], jobs: int, seconds: float
    ) -> None:
        self._function, self._items, self._seconds = function, items, seconds
        self._waiting = deque(range(len(items)))
        self._found: dict[int, B | Lost] = {}
        self._workers: list[_Worker[A]] = [_Worker(function) for _ in range(jobs)]

    def results(self) -> list[B | Lost]:
        """Return all results."""
        while len(self._found) < len(self._items):
            for place, worker in enumerate(self._workers):
                if worker.number is None and self._waiting:
                    number = self._waiting.popleft()
                    worker.give(number, self._items[number], self._seconds)
                elif worker.number is not None and monotonic() > worker.until:
                    self._lose(place, f"用时超过{self._seconds:.0f}秒，没有读完")
            self._take()
        return [self._found[number] for number in range(len(self._items))]

    def _take(self) -> None:
        """Wait for a result, an end, or the end of somebody's time."""
        busy = [worker for worker in self._workers if worker.number is not None]
        if not busy:
            return
        rest = max(min(worker.until for worker in busy) - monotonic(), 0) + 0.01
        handles = [each for worker in busy for each in (worker.mine, worker.process.sentinel)]
        ready = connection.wait(handles, rest)
        for place, worker in enumerate(self._workers):
            if worker.number is None or not ({worker.mine, worker.process.sentinel} & {*ready}):
                continue
            try:
                self._found[worker.number] = worker.mine.recv()
                worker.number = None
            except (EOFError, OSError):
                self._lose(place, "处理时程序意外退出")

    def _lose(self, place: int, why: str) -> None:
        """Note that a process lost its work, and start another in its place."""
        worker = self._workers[place]
        if worker.number is not None:
            self._found[worker.number] = Lost(why)
        worker.end()
        self._workers[place] = _Worker(self._function)

    def end(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()


# --- in the worker ------------------------------------------------------------------------------


def _serve(function: Callable[[A], object], pipe: Connection) -> None:
    """Work on what comes until nothing comes."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            (item,) = pipe.recv()
            try:
                result: object = function(item)
            except Exception as error:  # noqa: BLE001 whatever it is, it is this item's
                result = Lost(f"处理时出错（{type(error).__name__}：{error}）")
            pipe.send(result)
