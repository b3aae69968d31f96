"""What was written for inputs → their paths: folders, and patterns that the shell left as they were."""

from __future__ import annotations

import os
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.batch import SUMMARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDINGS = (".xlsx", ".xls", ".yaml", ".yml", ".json", ".csv", ".docx", ".pdf")
"""How the names of files in a folder end that are taken for inputs."""
_OTHERS = ("~$", ".", SUMMARY)
"""How the names begin of those that are none: what Excel keeps open, what is hidden, what we wrote."""


def expanded(given: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    """Yield the path of every input; ``others`` are files that the command uses otherwise.

    A folder means the files that lie in it. What matches nothing is yielded as it is, and reading
    it says that it is not there.
    """
    used = {os.path.realpath(each) for each in others}
    for each in given:
        found = sorted(path for path in _matching(each) if os.path.realpath(path) not in used)
        yield from found or [each]


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
