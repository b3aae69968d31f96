"""Work that may never end, done in a process that can be ended.

What strangers wrote (a template, say) may loop for ever or ask for all the memory there is. So it
is worked on in a process of its own, the worker, which stays for the next call: starting it takes
longer than most work. The worker is a plain subprocess that imports nothing of the caller's, so a
script needs no ``if __name__ == "__main__"``.
"""

from __future__ import annotations

import _thread
import atexit
import os
import pickle
import signal
import subprocess
import sys
import traceback
from contextlib import contextmanager, suppress
from math import ceil
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Thread, Timer
from time import monotonic, process_time
from typing import IO, TYPE_CHECKING, TypeVar, TypeVarTuple, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
MEMORY, AMPLE = 2**30, 4 * 2**30
"""Bytes of address space that a worker may take, where the system can limit it: for a template, and
for a whole publication or anyone's document."""
_BUSY, _STUCK = 2.0, 2.5
"""How much longer than of the processor work may take by the clock, until it is interrupted, and
until it is ended: the machine may be busy with something else."""
_START = 60.0
"""Seconds that the worker has to get ready."""


class Ended(BaseException):
    """The worker ended without an answer: it crashed, was killed, or could not be started.

    It is no ``Exception``, so that nothing on the way takes it for a mistake in its own work.
    """


class OutOfTime(Ended):
    """Time was up. In the worker it is raised where the work stands, and may be caught there."""


def in_time(function: Callable[[*Ts], T], *arguments: *Ts, seconds: float) -> T:
    """Return what a function of this package returns, or raise what it raises, in the worker.

    Function, arguments and result travel as pickles. When the work has taken ``seconds`` of the
    processor, or twice as long by the clock, ``OutOfTime`` is raised inside the function, so that it
    may say where it stood; if it goes on, the worker is ended soon after, and ``OutOfTime`` is
    raised here. Threads wait for each other.
    """
    return _WORKER.call(function, *arguments, seconds=seconds)


class Worker:
    """A process at the other end of two pipes; it is started when it is needed."""

    def __init__(self, memory: int = MEMORY, *, whole: bool = False) -> None:
        """Start nothing yet.

        ``memory`` is how many bytes of address space it may take. The package is ``whole`` where
        others' code may run in it, which imports its public names; else it has its rooms alone.
        """
        self._turn, self._memory, self._whole = Lock(), memory, whole
        self._process: subprocess.Popen[bytes] | None = None
        self._of_parents: list[subprocess.Popen[bytes]] = []

    def call(self, function: Callable[[*Ts], T], *arguments: *Ts, seconds: float) -> T:
        """Return or raise what a function does in the worker, as ``in_time`` says."""
        done, result = self.ask(pickle.dumps((function, arguments, seconds)), seconds)
        if done:
            return cast("T", result)
        raise cast("BaseException", result)

    def ask(self, request: bytes, seconds: float) -> tuple[bool, object]:
        """Return whether a call succeeded, and its result or error."""
        with self._turn:
            try:
                process = self._alive()
                self._answer(process, request, _START)  # it has imported what it needs
                return self._answer(process, b"", seconds)
            except BaseException:  # Ctrl-C, too: nobody would read the answer
                self.end()
                raise

    def _alive(self) -> subprocess.Popen[bytes]:
        """Return the process, started anew where there is none that lives."""
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = _start(self._memory, whole=self._whole)
        return self._process

    def _answer(
        self, process: subprocess.Popen[bytes], request: bytes, seconds: float
    ) -> tuple[bool, object]:
        """Return the answer to a request; raise ``Ended`` where none comes."""
        requests, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        killer = Timer(seconds * _STUCK, process.kill)
        killer.daemon = True
        begun = monotonic()
        killer.start()
        try:
            requests.write(request)
            requests.flush()
            answer: tuple[bool, object] = pickle.load(answers)  # noqa: S301 from our own code
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise (OutOfTime if monotonic() - begun >= seconds else Ended) from error
        finally:
            killer.cancel()
        if monotonic() - begun >= seconds:
            self.end()  # it may have been interrupted anywhere
        return answer

    def end(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError), process:  # closing its pipes may fail: it no longer reads
                pass

    def forget(self) -> None:
        """Leave the process to the parent, in a child that a fork has made."""
        if self._process is not None:
            self._process.returncode = 0  # no child of ours
            self._of_parents.append(self._process)
        self._process = None
        self._turn = Lock()


class Crew:
    """Workers that stand ready, each lent to one caller at a time."""

    def __init__(self, workers: Iterable[Worker]) -> None:
        """Take workers, none of which is at work."""
        self._all = [*workers]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)

    @contextmanager
    def one(self) -> Iterator[Worker]:
        """Lend the next worker that is free; threads wait for one."""
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)

    def end(self) -> None:
        """End all processes, whatever they are doing."""
        for worker in self._all:
            worker.end()


def _start(memory: int, *, whole: bool) -> subprocess.Popen[bytes]:
    """Start a process, in a session of its own so that Ctrl-C is for its caller alone."""
    known = "" if whole else _ROOMS.format(folder=str(Path(__file__).parent))
    script = _SCRIPT.format(path=sys.path, known=known, memory=memory)
    windows = ("CREATE_NEW_PROCESS_GROUP", "CREATE_NO_WINDOW")
    try:
        return subprocess.Popen(  # noqa: S603 our own interpreter and code
            [sys.executable, "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=sum(getattr(subprocess, flag, 0) for flag in windows),
        )
    except (OSError, ValueError) as error:
        raise Ended from error


_SCRIPT = """
import sys
sys.path[:] = {path!r}
{known}
from juesuan_tables import bounded
bounded.serve({memory})
"""
# What the package's own __init__ imports, every room, takes longer than all else here: so the
# worker has the package without it, and imports what it is asked for.
_ROOMS = """
package = type(sys)("juesuan_tables")
package.__path__ = [{folder!r}]
sys.modules["juesuan_tables"] = package
"""

_WORKER = Worker()
atexit.register(_WORKER.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_WORKER.forget)


# --- in the worker ------------------------------------------------------------------------------


def serve(memory: int) -> None:
    """Answer calls, one after another, until nobody is there to ask."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):  # what anything prints must not get between the answers
        os.dup2(nowhere, standard)
    signal.signal(signal.SIGINT, _interrupt)
    _limit_memory(memory)
    with suppress(EOFError, OSError):
        while True:
            request = pickle.load(requests)  # noqa: S301 from our own code
            _limit_processor(request[-1])
            pickle.dump((True, None), answers)
            answers.flush()
            answers.write(_pickled(_called(*request)))
            answers.flush()


def _called(
    function: Callable[..., object], arguments: tuple[object, ...], seconds: float
) -> tuple[bool, object]:
    """Return whether a function succeeded in time, and its result or error."""
    done = Event()
    try:
        Thread(target=_watch, args=(done, seconds), daemon=True).start()
        try:
            return True, function(*arguments)
        finally:
            done.set()
    except BaseException as error:  # noqa: BLE001 it is raised at the other end
        error.add_note(traceback.format_exc())
        return False, error


def _watch(done: Event, seconds: float) -> None:
    """Interrupt what is not done when its time is over."""
    processor, clock = process_time() + seconds, monotonic() + seconds * _BUSY
    while not done.wait(0.05):
        if process_time() > processor or monotonic() > clock:
            _thread.interrupt_main()
            return


def _interrupt(*_signal: object) -> None:
    raise OutOfTime


def _pickled(answer: tuple[bool, object]) -> bytes:
    """Return an answer as a pickle that can be read."""
    try:
        content = pickle.dumps(answer)
        if not answer[0]:
            pickle.loads(content)  # noqa: S301 errors may be pickled that cannot be made again
    except Exception as error:  # noqa: BLE001 whatever the reason
        return pickle.dumps((False, Ended(f"{error!r}: {answer[1]!r:.1000}")))
    return content


def _limit_memory(most: int) -> None:
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_processor(seconds: float) -> None:
    """Have the system end the worker where nobody else can: its caller may be gone by then."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 not on Windows

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        ends = ceil(process_time() + seconds * _BUSY + 1)
        resource.setrlimit(resource.RLIMIT_CPU, (ends, most))
