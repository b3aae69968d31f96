"""A damaged file ends in a document or a clear error: never in a traceback, never in endless work."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import damaged_files
import pdf_pages
import pytest

import juesuan_tables as jt
from juesuan_tables.errors import InputError
from juesuan_tables.reading.documents import Document, read_document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LONGEST = 10.0
SEEDS = range(200 if os.environ.get("HYPOTHESIS_PROFILE") == "campaign" else 11)
"""Damages of each file."""
HEAD: list[list[str | None]] = [["项目", None, "金额"], ["201", "一般公共服务支出", "1.20"]]


@pytest.fixture(scope="module")
def sound(whole: jt.Report) -> dict[str, bytes]:
    """Return sound files by their suffix."""
    page = (
        pdf_pages.text(60, 110, "一、收入支出决算总体情况说明")
        + pdf_pages.text(80, 140, "本年收入合计1.20万元，其中：财政拨款收入1.20万元。")
        + pdf_pages.text(200, 170, "支出决算表")
        + pdf_pages.table(60, 190, HEAD)
    )
    return {
        "pdf": pdf_pages.pdf([page] * 5),
        "docx": jt.document(whole),
        "xlsx": jt.workbook(whole),
        "html": jt.page(whole),
        "txt": jt.text(whole),
        "md": jt.markdown(whole),
    }


def _read(content: bytes, path: Path) -> str:
    """Return what becomes of a file; anything but a document or an ``InputError`` is raised."""
    path.write_bytes(content)
    begun = time.perf_counter()
    try:
        assert isinstance(read_document(path), Document)
    except InputError:
        return "refused"
    finally:
        assert time.perf_counter() - begun < LONGEST
    return "read"


def _results(content: bytes, path: Path, seeds: Iterable[int]) -> set[str]:
    return {_read(damaged_files.damaged(content, seed), path) for seed in seeds}


@pytest.mark.parametrize("suffix", ["pdf", "docx", "xlsx", "html", "txt", "md"])
def test_damaged_files_are_read_or_refused(
    sound: dict[str, bytes], suffix: str, tmp_path: Path
) -> None:
    """A few of each kind of damage; some are still read, so the damages are no mere noise."""
    path = tmp_path / f"决算.{suffix}"
    assert _read(sound[suffix], path) == "read"

    assert "read" in _results(sound[suffix], path, SEEDS)
