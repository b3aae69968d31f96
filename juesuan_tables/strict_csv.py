"""CSV files as spreadsheets, databases and ledgers save them: each row with its line."""

from __future__ import annotations

import codecs
import csv
import re
from io import TextIOWrapper
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from juesuan_tables.errors import InputError, shortened
from juesuan_tables.strict_yaml import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 1_000_000_000
_PIECE = 1_000_000
_FIRST_LINES = 20
"""Lines in which something is separated from something, if there are columns at all."""
_DELIMITERS = ",;\t"
_ENCODINGS = ("utf-8-sig", "gb18030")
_OTHERS = {
    b"PK\x03\x04": "这是Excel工作簿一类的文件，应为CSV文件",
    b"\xd0\xcf\x11\xe0": "这是Excel工作簿一类的文件，应为CSV文件",
    b"\xff\xfe": "是UTF-16编码（Unicode文本），应为CSV文件",
    b"\xfe\xff": "是UTF-16编码（Unicode文本），应为CSV文件",
}
_SAVE_AS = "请在WPS或Excel里另存为“CSV（逗号分隔）”或“CSV UTF-8”"
_BREAK = re.compile(rb"[\r\n]")
_BROKEN = "双引号没有配对，或者一格太长，双引号应成对或删去"


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it begins; one row is in memory at a time.

    The text is UTF-8 or GB18030; cells are separated by whichever of comma, semicolon and tab
    stands most often in the first line that has one. Raise ``InputError`` where it is no CSV.
    """
    name = shortened(path.name or str(path))
    with (
        opened(path, MAX_BYTES) as file,
        TextIOWrapper(file, _encoding(file, name), newline="") as text,
    ):
        first = [*islice(text, _FIRST_LINES)]
        columns = next((each for each in first if any(map(each.count, _DELIMITERS))), "")
        delimiter = max(_DELIMITERS, key=columns.count)
        reader = csv.reader(chain(first, text), delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise InputError.of(f"{name} 第{line}行", _BROKEN) from error


def _encoding(file: BinaryIO, name: str) -> str:
    """Return in which encoding all of a file is text."""
    start = file.read(4)
    for magic, what in _OTHERS.items():
        if start.startswith(magic):
            raise InputError.of(name, what, _SAVE_AS)
    lines = []
    for encoding in _ENCODINGS:
        file.seek(0)
        line = _line_that_is_none(file, encoding, name)
        file.seek(0)
        if line is None:
            return encoding
        lines.append(line)
    what = "既不是UTF-8也不是GB18030编码的文字，应为CSV文件"
    raise InputError.of(f"{name} 第{max(lines)}行", what, _SAVE_AS)


def _line_that_is_none(file: BinaryIO, encoding: str, name: str) -> int | None:
    """Return the first line that is no text in an encoding, or None where there is none.

    Lines of tables are so short that memory does not matter; a file with others is refused.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
            if len(piece) == _PIECE and not _BREAK.search(piece):
                raise InputError.of(f"{name} 第{line}行", "这一行太长，不是CSV文件", _SAVE_AS)
            line += piece.count(b"\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return line + error.object.count(b"\n", 0, error.start)
    return None
