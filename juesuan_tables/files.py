"""Files: names that every system takes, and whole files, so that nothing already there is lost."""

from __future__ import annotations

import hashlib
import os
import re
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import uuid4

from juesuan_tables.errors import OutputError, shortened, system_reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST_OF_A_PATH = 300
"""Characters of a path that a message repeats."""
NAME_BYTES = 255
"""The longest file name that common file systems take."""
LEFTOVER = ".juesuan-"
"""How the names of files begin that are not yet in their places."""
_LEFT = re.compile(re.escape(LEFTOVER) + "[0-9a-f]{32}")
_MARK = 8
"""Digits of its hash that tell a copy from others of the name."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])(\..*)?")
_FULL_WIDTH = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")


def safe_name(name: str, ending: str = "") -> str:
    """Return a file name that every system takes and that stays in its folder.

    Forbidden characters become full width; a name that is too long loses its middle.
    """
    name = name.translate(_FULL_WIDTH).strip(" .") or "未命名"
    if _RESERVED.fullmatch(name):
        name = f"_{name}"
    if len((name + ending).encode()) > NAME_BYTES:
        room = NAME_BYTES - len(ending.encode()) - len("…".encode())
        half = room // 2
        start = name.encode()[:half].decode(errors="ignore")
        name = f"{start}…{name.encode()[-half:].decode(errors='ignore')}"
    return name + ending


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file; raise ``OSError``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_of_bytes(content: bytes) -> str:
    """Return the SHA-256 of bytes."""
    return hashlib.sha256(content).hexdigest()


def hash_if_there(path: Path) -> str:
    """Return the SHA-256 of a file, empty where it cannot be read: whoever reads it says why."""
    try:
        return hash_of(path)
    except (OSError, ValueError):
        return ""


def copy_name(path: Path, content: bytes) -> str:
    """Return the name of a copy of a file, which tells it from copies of other contents."""
    return safe_name(path.stem, f"-{hash_of_bytes(content)[:_MARK]}{path.suffix}")


def write_new(target: Path, content: bytes) -> None:
    """Write a file that is not there yet.

    Raise ``OutputError`` where it is there already or cannot be written whole.
    """
    where = shortened(str(target), MOST_OF_A_PATH)
    begun = False
    try:
        with target.open("xb") as file:
            begun = True
            file.write(content)
    except FileExistsError as error:
        raise OutputError.of(where, "已经有这个文件，没有覆盖", "请换一个文件名") from error
    except (OSError, ValueError) as error:
        if begun:
            target.unlink(missing_ok=True)
        what = f"写不进去（{system_reason(error)}）"
        raise OutputError.of(where, what, "请检查文件夹是否存在、有没有权限") from error


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write every file beside its place first, then move them all there.

    So a full disk or a missing permission leaves all files as they were. If moving itself is
    refused midway, each file is whole, and the ones before it are new.
    """
    Staged.beside(contents).move()


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Open a new file that takes the place of ``target`` when all is written; raise ``OutputError``."""
    written = target.with_name(f"{LEFTOVER}{uuid4().hex}")
    try:
        with _telling(target), written.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with _telling(target):
            written.replace(target)
        _settle([target.parent])
    finally:
        _delete([written])


class Staged:
    """Files that are written, and on the disk, but lie under other names until they are moved."""

    def __init__(self, written: Mapping[Path, Path]) -> None:
        """Keep where each file lies, by the path where it belongs."""
        self._written = dict(written)

    @classmethod
    def beside(cls, contents: Mapping[Path, bytes]) -> Staged:
        """Write each file beside its place; raise ``OutputError`` and leave none where one cannot be."""
        for path in contents:
            with _telling(path):
                path.parent.mkdir(parents=True, exist_ok=True)
        return cls(_written({path: path.parent for path in contents}, contents, Path()))

    @classmethod
    def within(cls, folder: Path, contents: Mapping[Path, bytes], called: Path) -> Staged:
        """Write files into one folder, until it is known where they belong; raise as above.

        Messages name them as below ``called``.
        """
        with _telling(folder):
            folder.mkdir(parents=True, exist_ok=True)
        return cls(_written(dict.fromkeys(contents, folder), contents, called))

    def move(self, folder: Path = Path()) -> None:
        """Move every file to its place, relative to a folder; raise ``OutputError``."""
        try:
            targets = {folder / path: written for path, written in self._written.items()}
            for parent in {path.parent for path in targets}:
                with _telling(parent):
                    parent.mkdir(parents=True, exist_ok=True)
            for path, written in targets.items():
                with _telling(path):
                    written.replace(path)
            _settle({path.parent for path in targets})
        finally:
            self.discard()

    def discard(self) -> None:
        """Delete what was not moved."""
        _delete(self._written.values())


def _written(
    folders: Mapping[Path, Path], contents: Mapping[Path, bytes], called: Path
) -> dict[Path, Path]:
    """Write all files under names of no meaning, then have them all on the disk."""
    written: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            written[path] = folders[path] / f"{LEFTOVER}{uuid4().hex}"
            with _telling(called / path), written[path].open("xb") as file:
                file.write(content)
        for path, each in written.items():
            with _telling(called / path), each.open("rb+") as file:
                os.fsync(file.fileno())
    except BaseException:
        _delete(written.values())
        raise
    return written


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError, ValueError):
            path.unlink(missing_ok=True)


def _settle(folders: Iterable[Path]) -> None:
    """Have the names in folders on the disk, where the system can do so."""
    for folder in folders:
        with suppress(OSError):  # Windows opens no folders
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write a file into what an officer can act on."""
    try:
        yield
    except (OSError, ValueError) as error:
        what = f"写不进去（{system_reason(error)}）"
        advice = "请检查文件夹的权限和磁盘空间，并关闭已打开的同名文件后重试"
        where = shortened(str(path), MOST_OF_A_PATH)
        raise OutputError.of(where, what, advice) from error


def clear_leftovers(folder: Path, *, older_than: float = 0.0) -> None:
    """Delete what a run that was killed has left in a folder.

    Where others may write at the same time, only what is ``older_than`` so many seconds.
    """
    with suppress(OSError, ValueError):
        left = [path for path in folder.iterdir() if _LEFT.fullmatch(path.name)]
        _delete(path for path in left if time.time() - path.stat().st_mtime >= older_than)
