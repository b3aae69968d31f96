"""What was done, a line each, so that the same command goes on where the last one ended."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any

from juesuan_tables.batch._outcome import Outcome
from juesuan_tables.errors import OutputError, shortened, system_reason
from juesuan_tables.files import MOST_OF_A_PATH, replacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

NAME = ".juesuan-journal.jsonl"
SCHEMA = "juesuan-journal/1"
"""What the fields of a line mean; lines of another schema are not understood, and done again."""


class Journal:
    """The records of a folder, by input. They stay in the file: only where they stand is in memory."""

    def __init__(self, folder: Path) -> None:
        """Open the journal of a folder in which nobody else writes; raise ``OutputError``.

        What cannot be read is left out: a line that a killed run left torn, or a record that a
        later one replaced.
        """
        self._turn, self._path = Lock(), folder / NAME
        self._lost: dict[str, dict[str, Any]] = {}
        try:
            self._places = self._known()
            self._file: BinaryIO = self._path.open("a+b")
        except OSError as error:
            raise self._refused(error) from error

    def _known(self) -> dict[str, tuple[int, int]]:
        """Return where the last record of each input stands, after leaving out all others."""
        places: dict[str, tuple[int, int]] = {}
        lines = 0
        if self._path.exists():
            with self._path.open("rb") as file:
                for line in file:
                    lines += 1
                    if path := _path_of(line):
                        places[path] = (file.tell() - len(line), len(line))
        return places if len(places) == lines else self._rewritten(places)

    def _rewritten(self, places: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
        """Write the journal anew with these lines alone; return where they stand now."""
        moved: dict[str, tuple[int, int]] = {}
        with self._path.open("rb") as old, replacing(self._path) as new:
            for path, (start, length) in places.items():
                old.seek(start)
                moved[path] = (new.tell(), length)
                new.write(old.read(length))
        return moved

    def find(self, path: str) -> dict[str, Any] | None:
        """Return the record of an input, None where there is none."""
        with self._turn:
            if path in self._lost:
                return self._lost[path]
            if path not in self._places:
                return None
            start, length = self._places[path]
            self._file.seek(start)
            line = self._file.read(length)
        found: dict[str, Any] = json.loads(line)
        return found

    def add(self, outcome: Outcome, **known: object) -> None:
        """Add the record of an outcome, with what is known of what it depends on.

        Where the disk is full it is kept in memory: this run still tells of it, the next one does
        it again.
        """
        record = {"schema": SCHEMA, "path": outcome.path, **known, "outcome": outcome.record()}
        line = json.dumps(record, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"
        with self._turn:
            self._file.seek(0, os.SEEK_END)
            start = self._file.tell()
            try:
                self._file.write(line)
                self._file.flush()
            except OSError:
                self._lost[outcome.path] = record
                self._reopen(start)
            else:
                self._lost.pop(outcome.path, None)
                self._places[outcome.path] = (start, len(line))

    def _reopen(self, end: int) -> None:
        """Forget a line that was written in part only."""
        with suppress(OSError):  # what it still holds cannot be written either
            self._file.close()
        os.truncate(self._path, end)
        self._file = self._path.open("a+b")

    def outcomes(self, paths: Iterable[str]) -> Iterator[Outcome]:
        """Yield the outcome of each of some inputs that have one."""
        for path in paths:
            if record := self.find(path):
                yield Outcome.from_record(record["outcome"])

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _refused(self, error: OSError) -> OutputError:
        what = f"写不进去（{system_reason(error)}）"
        where = shortened(str(self._path), MOST_OF_A_PATH)
        return OutputError.of(where, what, "请检查文件夹的权限和磁盘空间后重试")


def _path_of(line: bytes) -> str | None:
    """Return the input that a line is a whole record of, None where it is none."""
    if not line.endswith(b"\n"):
        return None
    try:
        record = json.loads(line)
        Outcome.from_record(record["outcome"])
        path = record["path"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    named = all(isinstance(record.get(each, {}), dict) for each in ("needs", "before"))
    sound = isinstance(path, str) and named
    return path if sound and record.get("schema") == SCHEMA else None
