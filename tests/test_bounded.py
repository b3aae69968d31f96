"""Work in another process ends in time, whatever it does, and means there what it means here.

No function of a test can be found there, so those of Python stand in: ``eval`` and ``exec``.
"""

from __future__ import annotations

import operator
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.bounded import MEMORY, Ended, OutOfTime, in_time

AMPLE = 60
"""Seconds that nothing here needs."""
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="of Linux: limits, fork, /proc")


@given(st.lists(st.integers() | st.text() | st.binary(max_size=99), max_size=9))
def test_a_result_is_the_same_as_in_process(values: list[object]) -> None:
    """What went in comes out, whatever bytes are in it."""
    assert in_time(list, values, seconds=AMPLE) == values


def test_the_process_stays_for_the_next_call() -> None:
    """It is started once, not for every unit of a bureau, and looks for modules where we do."""
    assert in_time(os.getpid, seconds=AMPLE) == in_time(os.getpid, seconds=AMPLE) != os.getpid()
    assert in_time(eval, "__import__('sys').path", seconds=AMPLE) == sys.path


def test_an_error_is_raised_as_it_is_in_process(tmp_path: Path) -> None:
    """It has the same type and the same problems, and afterwards work goes on."""
    (tmp_path / "坏.yaml").write_text("单位: 某局\n年份: 一\n类型: 局\n", encoding="utf-8")
    process = in_time(os.getpid, seconds=AMPLE)

    with pytest.raises(ZeroDivisionError, match="division by zero"):
        in_time(operator.truediv, 1, 0, seconds=AMPLE)
    with pytest.raises(jt.InputError) as here:
        jt.load_accounts(tmp_path / "坏.yaml")
    with pytest.raises(jt.InputError) as there:
        in_time(jt.load_accounts, tmp_path / "坏.yaml", seconds=AMPLE)

    assert there.value.problems == here.value.problems
    assert in_time(os.getpid, seconds=AMPLE) == process


@pytest.mark.parametrize(
    "source",
    [
        "while True: pass",
        "sum(range(10**12))",  # cannot be interrupted
        "__import__('time').sleep(60)",
        "def f():\n while True: pass\nwhile True:\n try: f()\n except BaseException: pass",
        "def f():\n try: f()\n finally: f()\nf()",
    ],
)
def test_what_does_not_end_is_ended(source: str) -> None:
    """It takes little more than its time, however it works, and the next call is answered."""
    begun = time.monotonic()

    with pytest.raises(OutOfTime):
        in_time(exec, source, {}, seconds=0.2)

    assert time.monotonic() - begun < 3
    assert in_time(len, "又", seconds=AMPLE) == 1


def test_work_that_is_interrupted_may_say_where_it_was() -> None:
    """It catches ``OutOfTime`` where it stands; no ``except Exception`` on the way takes it."""
    source = (
        "from juesuan_tables.bounded import OutOfTime\n"
        "def work():\n"
        " while True: pass\n"
        "try:\n"
        " try: work()\n"
        " except Exception: pass\n"
        "except OutOfTime: raise LookupError('第3行') from None\n"
    )

    with pytest.raises(LookupError, match="第3行"):
        in_time(exec, source, {}, seconds=0.2)


@on_linux
@pytest.mark.parametrize("size", [MEMORY, 10 * MEMORY])
def test_memory_is_limited(size: int) -> None:
    """A string of any length is an error at once, not the end of the machine."""
    with pytest.raises(MemoryError):
        in_time(operator.mul, "a", size, seconds=AMPLE)


@pytest.mark.parametrize(
    "source",
    ["__import__('os')._exit(0)", "__import__('os').abort()", "lambda: 0", "iter(lambda: 0, 0)"],
)
def test_a_process_without_an_answer_is_told_from_one_that_was_slow(source: str) -> None:
    """It died, or what it has cannot travel: an error, and the next call is answered."""
    with pytest.raises(Ended) as caught:
        in_time(eval, source, seconds=AMPLE)

    assert not isinstance(caught.value, OutOfTime)
    assert in_time(len, "又", seconds=AMPLE) == 1


def test_what_work_prints_or_reads_does_not_disturb() -> None:
    """Answers travel on pipes that nothing else writes to or reads from."""
    source = "print('甲' * 99999); import os; os.write(1, b'x' * 99999); os.read(0, 9)"

    assert in_time(exec, source, seconds=AMPLE) is None
    assert in_time(len, "又", seconds=AMPLE) == 1


def test_threads_get_their_own_answers() -> None:
    """They wait for each other."""
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda n: in_time(operator.neg, n, seconds=AMPLE), range(200))

    assert list(answers) == [-n for n in range(200)]


def _script(source: str) -> subprocess.Popen[str]:
    """Start a script, which needs no ``if __name__``, in a session of its own."""
    source = f"import os, sys, time\nfrom juesuan_tables.bounded import in_time\n{source}"
    return subprocess.Popen(
        [sys.executable, "-W", "error::ResourceWarning", "-c", source],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@on_linux
def test_a_forked_process_has_a_worker_of_its_own() -> None:
    """Otherwise both would read each other's answers."""
    source = (
        "pids = [in_time(os.getpid, seconds=60)]\n"
        "read, write = os.pipe()\n"
        "if not os.fork():\n"
        " os.write(write, b'%d' % in_time(os.getpid, seconds=60))\n"
        " sys.exit()\n"
        "print(*pids, os.read(read, 99).decode(), in_time(os.getpid, seconds=60))\n"
    )

    out, err = _script(source).communicate(timeout=AMPLE)

    before, child, after = out.split()
    assert (err, before) == ("", after)
    assert child != before


@on_linux
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_behind(how: signal.Signals) -> None:
    """However the caller ends, and in the midst of work."""
    source = "print(in_time(os.getpid, seconds=60), flush=True)\nin_time(exec, 'while True: pass', seconds=2)"
    with _script(source) as script:
        assert script.stdout is not None
        worker = int(script.stdout.readline())
        os.killpg(script.pid, how)
        script.communicate(timeout=AMPLE)

    until = time.monotonic() + 10
    while _lives(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _lives(worker)


def _lives(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:  # noqa: PTH123 no file
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@on_linux
def test_a_worker_whose_caller_was_killed_ends_by_itself() -> None:
    """Work that holds the interpreter cannot be interrupted, and nobody is left to kill it."""
    script = (
        "import os\nfrom juesuan_tables.bounded import _WORKER, in_time\n"
        "in_time(abs, -1, seconds=1)\nprint(_WORKER._process.pid, flush=True)\n"
        "in_time(pow, 7, 7**10, seconds=0.2)\n"
    )
    caller = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert caller.stdout
    worker = int(caller.stdout.readline())
    time.sleep(0.3)
    caller.kill()
    caller.wait()
    caller.stdout.close()

    end = time.monotonic() + 60
    while _runs(worker) and time.monotonic() < end:
        time.sleep(0.2)

    assert not _runs(worker)


def _runs(process: int) -> bool:
    """Return whether a process is at work; one that nobody has asked for its end is not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
