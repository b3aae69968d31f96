"""Inputs for many units at once, what stands in a folder afterwards, and checks that do harm."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

from bad_inputs import GOOD

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BROKEN = "年度: 今年\n"
QUICK: dict[str, Any] = {"formats": ("txt", "md")}
"""What is quickly built."""


def write_units(folder: Path, units: Sequence[str]) -> list[Path]:
    """Write an input for each unit; they are named in this order."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number:03}.yaml" for number, _ in enumerate(units)]
    for path, unit in zip(paths, units, strict=True):
        path.write_text(GOOD.replace("某局", f"'{unit}'"), encoding="utf-8")
    return paths


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file but the journal and the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in {".juesuan-journal.jsonl", ".juesuan-lock"}
    }


def states(outcomes: Sequence[jt.Outcome]) -> list[str]:
    """Return the state of each outcome."""
    return [str(outcome.state) for outcome in outcomes]


def _harmful(evidence: jt.Evidence, _limits: jt.Limits) -> Iterator[jt.Finding]:
    """Do to the process what the unit is called."""
    match evidence.accounts.unit:
        case "毒局":
            os.kill(os.getpid(), signal.SIGKILL)
        case "慢局":
            time.sleep(3600)
        case "错局":
            raise KeyError("某键")
        case "大局":
            raise MemoryError
    yield from ()


HARMFUL = jt.Check("harmful", "不害人", "测试", jt.Severity.ADVISORY, _harmful)
