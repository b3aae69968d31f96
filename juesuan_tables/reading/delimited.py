"""CSV files as spreadsheets, databases and ledgers save them, row by row."""

from __future__ import annotations

import codecs
import csv
from io import TextIOWrapper
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from juesuan_tables.errors import InputError, shortened
from juesuan_tables.strict_yaml import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 2_000_000_000
_PIECE = 1_000_000
_ENCODINGS = ("utf-8-sig", "gb18030")
_OTHERS = {
    b"PK\x03\x04": "这是Excel工作簿一类的文件，应为CSV文件",
    b"\xd0\xcf\x11\xe0": "这是Excel工作簿一类的文件，应为CSV文件",
    b"\xff\xfe": "是UTF-16编码（Unicode文本），应为CSV文件",
    b"\xfe\xff": "是UTF-16编码（Unicode文本），应为CSV文件",
}
_SAVE_AS = "请在WPS或Excel里另存为“CSV（逗号分隔）”或“CSV UTF-8”"


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it begins; one row is in memory at a time.

    The text is UTF-8 or GB18030; the cells are separated by whichever of comma, semicolon and tab
    stands most often in the first line.
    """
    name = shortened(path.name or str(path))
    with opened(path, MAX_BYTES) as file:
        encoding = _encoding(file, name)
        text = TextIOWrapper(file, encoding, newline="")
        first = text.readline()
        delimiter = max(",;\t", key=first.count)
        reader = csv.reader(chain([first], text), delimiter=delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            what = "双引号没有配对，或者一格太长"
            raise InputError.of(f"{name} 第{line}行", what, "双引号应成对或删去") from error


def _encoding(file: BinaryIO, name: str) -> str:
    """Return in which encoding all of a file is text."""
    start = file.read(4)
    for magic, what in _OTHERS.items():
        if start.startswith(magic):
            raise InputError.of(name, what, _SAVE_AS)
    for encoding in _ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        file.seek(0)
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        file.seek(0)
        return encoding
    raise InputError.of(name, "既不是UTF-8也不是GB18030编码的文字，应为CSV文件", _SAVE_AS)
