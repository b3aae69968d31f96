"""A folder → the files in it that may be publications, and those that are not looked at, and why."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.errors import InputError, shortened, system_reason
from juesuan_tables.files import MOST_OF_A_PATH
from juesuan_tables.publication import INTERNAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_LEFT_BEHIND = {"thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db"}
_TEMPORARY = ("~$", ".~", "~WRL")


class Passed(NamedTuple):
    """A file or folder that is not looked at."""

    path: str
    why: str


class Walk(NamedTuple):
    """What is in a folder, in the order of its paths, which are relative and parted by ``/``."""

    files: tuple[str, ...]
    passed: tuple[Passed, ...]


def walk(folder: Path, without: Collection[Path] = ()) -> Walk:
    """Return what is in a folder and all folders in it; symbolic links are not followed.

    ``without`` are files and folders that are something else, as the roster. Raise ``InputError``
    where it is no folder.
    """
    where = shortened(str(folder), MOST_OF_A_PATH)
    if not folder.is_dir():
        what = "是文件，应为文件夹" if folder.exists() else "没有找到这个文件夹"
        raise InputError.of(where, what, "请写放着各部门公开文件的文件夹")
    apart = {path.resolve() for path in without}
    found = [*_walk(folder, folder, apart)]
    files = sorted(path for path, why in found if why is None)
    passed = sorted(Passed(path, why) for path, why in found if why)
    return Walk(tuple(files), tuple(passed))


def _walk(top: Path, folder: Path, apart: Collection[Path]) -> Iterator[tuple[str, str | None]]:
    """Yield each path with None, or with why it is not looked at; what is nothing is not yielded."""
    try:
        entries = sorted(os.scandir(folder), key=lambda each: each.name)
    except OSError as error:
        yield f"{folder.relative_to(top).as_posix()}/", f"读不出来（{system_reason(error)}）"
        return
    for entry in entries:
        path = Path(entry.path)
        shown = path.relative_to(top).as_posix()
        if _is_nothing(entry.name) or path.resolve() in apart:
            continue
        if entry.is_symlink():
            yield shown, "是快捷方式（符号链接），没有打开"
        elif entry.is_dir():
            if entry.name == INTERNAL:
                yield f"{shown}/", f"{INTERNAL}，不是公开的文件"
            else:
                yield from _walk(top, path, apart)
        elif not entry.is_file():
            yield shown, "不是文件"
        else:
            yield shown, None


def _is_nothing(name: str) -> bool:
    """Return whether a system or a program left a file behind that nobody put there."""
    hidden = name.startswith((".", *_TEMPORARY))
    return hidden or name.lower() in _LEFT_BEHIND
