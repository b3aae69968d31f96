"""Who builds: processes on this machine, or any executor, each asked in the same way."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, CancelledError
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from juesuan_tables.batch import _work
from juesuan_tables.bounded import AMPLE, Crew, Ended, OutOfTime, Worker
from juesuan_tables.errors import shortened

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

    from juesuan_tables.batch._work import Answer, Packet

_LOOK = 0.2
"""Seconds after which we look whether an answer is still wanted."""
_PATIENCE = 3
"""How many times the limit of a unit an executor of others may take, whose queue we do not see."""


class Unanswered(Exception):  # noqa: N818 the caller makes an outcome of it
    """No answer came, and asking again would not help; says why, in Chinese, and what to do."""

    def __init__(self, what: str, advice: str) -> None:
        """Keep both."""
        super().__init__(what, advice)
        self.what, self.advice = what, advice


class Workers(Protocol):
    """Answers packets, several at a time; raises ``Unanswered``."""

    sees_files: bool

    def ask(self, packet: Packet) -> Answer:
        """Return the answer to a packet."""

    def end(self) -> None:
        """Answer nothing more; whoever waits for an answer gets none."""


class Processes:
    """Processes of this machine. When one ends without an answer, only its own unit is lost."""

    sees_files = True

    def __init__(self, number: int, seconds: float) -> None:
        """Start nothing yet; each unit may take so many seconds of the processor."""
        self._seconds, self._ended = seconds, False
        self._crew = Crew(Worker(AMPLE, whole=True) for _ in range(number))

    def ask(self, packet: Packet) -> Answer:
        """Return the answer of the next process that is free.

        Whoever killed the first may have meant something else, memory that was short for a moment,
        say. So what ends a process is tried once more, in a new one.
        """
        try:
            with self._crew.one() as worker:
                return self._answer(worker, packet)
        except OutOfTime as error:
            what = f"{self._seconds:.0f} 秒内没有完成，已经停止"
            raise Unanswered(what, "请检查输入文件是否特别大，或者用 --timeout 放宽") from error
        except Ended as error:
            what = "生成时进程异常结束（两次）"
            advice = "请单独生成这一个文件；仍然如此的，请把它交给软件的开发者"
            raise Unanswered(what, advice) from error
        except Exception as error:
            what = f"工作进程出错（{shortened(f'{type(error).__name__}: {error}', 200)}）"
            raise Unanswered(what, "请用 -j 1 再运行一次，看看是什么原因") from error

    def _answer(self, worker: Worker, packet: Packet) -> Answer:
        if self._ended:
            raise Ended
        try:
            return worker.call(_work.work, packet, seconds=self._seconds)
        except OutOfTime:
            raise
        except Ended:
            if self._ended:
                raise
            return worker.call(_work.work, packet, seconds=self._seconds)

    def end(self) -> None:
        """End all processes, whatever they are doing."""
        self._ended = True
        self._crew.end()


class Others:
    """Any ``concurrent.futures.Executor``, whose workers need not see our files."""

    sees_files = False

    def __init__(self, executor: Executor, seconds: float) -> None:
        """Use an executor that somebody else made, and will shut down."""
        self._executor, self._seconds, self._ended = executor, seconds, False

    def ask(self, packet: Packet) -> Answer:
        """Return the answer of whichever worker the executor chooses."""
        try:
            return self._result(self._executor.submit(_work.work, packet))
        except TimeoutError as error:
            what = f"{self._seconds * _PATIENCE:.0f} 秒内没有结果"
            raise Unanswered(what, "请检查计算节点是否还在工作，再运行一次") from error
        except (BrokenExecutor, CancelledError) as error:
            what = "生成时进程异常结束，执行器停止了工作"
            raise Unanswered(what, "请再运行一次，已经完成的不会重做") from error
        except Exception as error:
            what = f"计算节点没有给出结果（{shortened(f'{type(error).__name__}: {error}', 200)}）"
            advice = "请检查计算节点上装的是不是同一版本的软件，再运行一次"
            raise Unanswered(what, advice) from error

    def _result(self, future: Future[Answer]) -> Answer:
        """Wait for a result; raise ``TimeoutError`` where none comes, or nobody wants it any more."""
        until = monotonic() + self._seconds * _PATIENCE
        try:
            while not self._ended and monotonic() < until:
                try:
                    return future.result(_LOOK)
                except TimeoutError:
                    if future.done():
                        raise
            raise TimeoutError
        finally:
            future.cancel()

    def end(self) -> None:
        """Wait for nothing more."""
        self._ended = True
