"""CSV is read as spreadsheets and databases save it, with the line of each row, or refused."""

from __future__ import annotations

import csv
import io
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables import strict_csv

if TYPE_CHECKING:
    from pathlib import Path

CELLS = st.sampled_from(("", "两\n行", "甲，乙", '"引,号"')) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\0") | st.sampled_from('",;\t\n')
)
few = settings(max_examples=max(settings().max_examples // 2, 1))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that every example writes anew."""
    return tmp_path_factory.mktemp("csv") / "表.csv"


def _read(path: Path) -> list[tuple[int, list[str]]]:
    return list(strict_csv.rows(path))


@few
@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=6),
    delimiter=st.sampled_from(",;\t"),
    ending=st.sampled_from(("\n", "\r\n")),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "gb18030")),
)
def test_what_a_spreadsheet_saves_is_read(
    file: Path, rows: list[list[str]], delimiter: str, ending: str, encoding: str
) -> None:
    """Cells come back as they were, each row with the line on which it begins."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=ending)
    lines = []
    for row in [["甲", "乙"], *rows]:
        lines.append(text.getvalue().count("\n") + 1)
        writer.writerow(row)
    file.write_bytes(text.getvalue().encode(encoding))

    assert _read(file) == list(zip(lines, [["甲", "乙"], *rows], strict=True))


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        ("某局，明细\n甲;乙,丙;丁\n", ["甲", "乙,丙", "丁"]),
        ("sep=;\n甲;乙\n", ["甲", "乙"]),
        ("\n\n甲\t乙，1,2\t丙\n", ["甲", "乙，1,2", "丙"]),
        ("甲\n乙\n", ["乙"]),
    ],
)
def test_the_delimiter_is_what_the_first_divided_line_has_most(
    file: Path, content: str, cells: list[str]
) -> None:
    """Titles without any, and other signs within cells, do not mislead."""
    file.write_text(content, encoding="utf-8")

    assert _read(file)[-1][1] == cells


FAULTS: dict[str, tuple[bytes, str]] = {
    "workbook": (
        b"PK\x03\x04\x14\0",
        "错误 表.csv：这是Excel工作簿一类的文件，应为CSV文件。请在WPS",
    ),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "错误 表.csv：这是Excel工作簿一类的文件"),
    "utf-16": ("甲,乙\n".encode("utf-16"), "错误 表.csv：是UTF-16编码（Unicode文本）"),
    "no text": ("甲,乙\n丙".encode() + b"\xff", "错误 表.csv 第2行：既不是UTF-8也不是GB18030"),
    "cut off": ("甲,乙\n".encode("gb18030") + b"\n\x81", "错误 表.csv 第3行：既不是UTF-8也不是"),
    "quote open": ('甲,乙\n"丙,丁\n'.encode(), "错误 表.csv 第2行：双引号没有配对，或者一格太长"),
    "quote inside": ('甲,乙\n\n"丙"丁,戊\n'.encode(), "错误 表.csv 第3行：双引号没有配对"),
    "long cell": (b"a,b\n" + b"c" * 200_000, "错误 表.csv 第2行：双引号没有配对，或者一格太长"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_no_csv_is_refused_with_its_line(file: Path, name: str) -> None:
    """One Chinese sentence says what it is, and what to do."""
    content, said = FAULTS[name]
    file.write_bytes(content)

    with pytest.raises(jt.InputError) as caught:
        _read(file)

    (problem,) = caught.value.problems
    assert str(problem).startswith(said)
    assert str(problem).isprintable()


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    """A folder and a wrong name are told as for every other input."""
    with pytest.raises(jt.InputError, match="没有找到这个文件"):
        _read(tmp_path / "没有.csv")
    with pytest.raises(jt.InputError, match="这是文件夹"):
        _read(tmp_path)


@pytest.mark.parametrize("content", [b"x" * 30_000_000, b"\xff\xfd" * 15_000_000])
def test_a_line_without_end_fills_no_memory(file: Path, content: bytes) -> None:
    """It is refused after its first megabyte, in under a second."""
    file.write_bytes(content)
    tracemalloc.start()
    begin = time.perf_counter()

    with pytest.raises(jt.InputError):
        _read(file)

    elapsed, (_, peak) = time.perf_counter() - begin, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert elapsed < 1
    assert peak < 20_000_000


def test_a_file_beyond_all_bounds_is_refused_unread(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bound is a gigabyte; here it is three bytes."""
    monkeypatch.setattr(strict_csv, "MAX_BYTES", 3)
    file.write_text("甲,乙", encoding="utf-8")

    with pytest.raises(jt.InputError, match="文件超过"):
        _read(file)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_rows_or_refused(file: Path, content: bytes) -> None:
    """No other exception, and no warning, comes of any file."""
    file.write_bytes(content)

    try:
        rows = _read(file)
    except jt.InputError:
        return
    assert [line for line, _ in rows] == sorted(line for line, _ in rows)


def test_a_file_that_is_read_in_part_is_closed(file: Path) -> None:
    """Who looks at the first row only leaves nothing open; warnings are errors here."""
    file.write_text("甲,乙\n" * 10, encoding="utf-8")

    line, cells = next(strict_csv.rows(file))

    assert (line, cells) == (1, ["甲", "乙"])
