"""Work for a process of its own, some of which crashes, hangs or raises."""

from __future__ import annotations

import os
import signal
import time

CRASHES, HANGS, RAISES = 3, 5, 7


def work(number: int) -> int:
    """Return ten times a number, but for some."""
    if number == CRASHES:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == HANGS:
        time.sleep(60)
    if number == RAISES:
        raise ValueError(number)
    return number * 10
