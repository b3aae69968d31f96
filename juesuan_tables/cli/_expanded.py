"""What was written for inputs → their paths: folders, and patterns that the shell left as they were."""

from __future__ import annotations

import os
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.batch import SUMMARY
from juesuan_tables.errors import InputError, Problem, shortened
from juesuan_tables.files import MOST_OF_A_PATH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDINGS = (".xlsx", ".xls", ".yaml", ".yml", ".json", ".csv", ".docx", ".pdf")
"""How the names of files in a folder end that are taken for inputs."""
_OTHERS = ("~$", ".", SUMMARY)
"""How the names begin of those that are none: what Excel keeps open, what is hidden, what we wrote."""


def expanded(given: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    """Yield the path of every input; ``others`` are files that the command uses otherwise.

    A folder means the files that lie in it. A file that is not there is yielded as it is, and
    reading it says so. Raise ``InputError`` with every folder and pattern that means nothing.
    """
    used = {os.path.realpath(each) for each in others}
    found = [
        (each, sorted(path for path in _matching(each) if os.path.realpath(path) not in used))
        for each in given
    ]
    if nothing := [bad for each, paths in found if not paths and (bad := _empty(each))]:
        raise InputError(nothing)
    for each, paths in found:
        if not (len(found) > 1 and _is_summary(each)):
            yield from paths or [each]


def _is_summary(path: str) -> bool:
    """Return whether a shell has listed what an earlier run wrote beside the inputs."""
    return Path(path).name in {f"{SUMMARY}.xlsx", f"{SUMMARY}.json"}


def _empty(given: str) -> Problem | None:
    """Return what is wrong with a folder or pattern that no input is of; None for a file."""
    where = shortened(given, MOST_OF_A_PATH)
    if os.path.isdir(given):  # noqa: PTH112 the path stays as it was written
        what = f"这是文件夹，里面没有输入文件，应有以 {'、'.join(ENDINGS)} 结尾的文件（下一层的文件夹不看）"
        return Problem(where, what, "请检查是不是这个文件夹")
    if has_magic(given) and not os.path.lexists(given):
        return Problem(where, "没有一个文件的名称与它相符", "请检查文件夹和文件名的结尾")
    return None


def _matching(given: str) -> Iterator[str]:
    """Yield the inputs that a folder holds, or that a pattern matches."""
    try:
        if os.path.isdir(given):  # noqa: PTH112 the path stays as it was written
            names = (os.path.join(given, name) for name in os.listdir(given))  # noqa: PTH118, PTH208
            yield from filter(_is_input, names)
        elif has_magic(given) and not os.path.exists(given):  # noqa: PTH110
            yield from (path for path in glob(given) if not _set_aside(path))  # noqa: PTH207
    except (OSError, ValueError):
        return


def _is_input(path: str) -> bool:
    return path.lower().endswith(ENDINGS) and not _set_aside(path) and Path(path).is_file()


def _set_aside(path: str) -> bool:
    return Path(path).name.startswith(_OTHERS)
