"""One run at a time in one folder: the system's own lock, which ends with the process that holds it."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from juesuan_tables.errors import OutputError, shortened, system_reason
from juesuan_tables.files import MOST_OF_A_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = ".juesuan-lock"
_FAR = 2**30
"""The byte that Windows locks: what is locked there cannot be read, and who holds it must be."""
_MOST_SAID = 200
_held: set[BinaryIO] = set()


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep others out of a folder, which is made where it is not there; raise ``OutputError``."""
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("r+b" if path.exists() else "w+b")
    except (OSError, ValueError) as error:
        what = f"写不进去（{system_reason(error)}）"
        where = shortened(str(folder), MOST_OF_A_PATH)
        raise OutputError.of(where, what, "请检查文件夹的权限和磁盘空间后重试") from error
    with file:
        try:
            _lock(file)
        except OSError as error:
            raise _taken(folder, file) from error
        _held.add(file)
        try:
            _sign(file)
            yield
        finally:
            _held.discard(file)


def _lock(file: BinaryIO) -> None:
    """Lock a file that is open; raise ``OSError`` where somebody else has."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 nowhere else

        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 not on Windows

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sign(file: BinaryIO) -> None:
    """Write who holds the lock; that it cannot be written harms nobody."""
    now = datetime.now().astimezone()
    who = f"进程 {os.getpid()}，电脑 {socket.gethostname()}，{now:%Y-%m-%d %H:%M} 开始"
    with suppress(OSError):
        file.seek(0)
        file.truncate()
        file.write(who.encode(errors="replace"))
        file.flush()


def _taken(folder: Path, file: BinaryIO) -> OutputError:
    """Say who works in the folder."""
    file.seek(0)
    who = shortened(file.read(_MOST_SAID).decode(errors="replace")) or "不知道是谁"
    what = f"另一次生成正在用这个文件夹（{who}）"
    where = shortened(str(folder), MOST_OF_A_PATH)
    return OutputError.of(where, what, "请等它结束，或者换一个文件夹")


def _forget() -> None:
    """Let go of locks in a child that a fork has made: it may outlive us."""
    for file in _held:
        with suppress(OSError):
            os.close(file.fileno())
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
