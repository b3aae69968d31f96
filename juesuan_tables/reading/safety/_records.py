"""The records of an .xls file (BIFF), walked over, and only those that hold cells written anew."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan_tables.reading.safety._elements import Tally, too_far, too_large_merge
from juesuan_tables.reading.safety._limits import (
    MOST_COLUMNS,
    MOST_MERGED,
    MOST_RECORDS,
    MOST_ROWS,
    RESAVE,
    Damaged,
    Refused,
)
from juesuan_tables.reading.safety._marks import Marks
from juesuan_tables.reading.safety._shared_texts import lengths
from juesuan_tables.reading.sheet import column_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_EOF, _FILEPASS, _CONTINUE, _BOF = 0x0A, 0x2F, 0x3C, 0x809
_SHEET, _TEXTS, _MERGES = 0x85, 0xFC, 0xE5
_FORMULA, _TEXT_CELL, _NUMBERS, _TRUTH = 0x06, 0xFD, 0xBD, 0x205
_GLOBALS = {0x42, 0x22, 0x41E, 0xE0, _BOF, _EOF}
"""Code page, 1904 dates, number formats, what cells use them."""
_CELLS = {0x203, 0x204, 0x27E, _TRUTH, _TEXT_CELL, _NUMBERS, _FORMULA}
"""Number, text, short number, 是/否 or error, shared text, row of numbers, formula."""
_RESULT = 0x207
"""The text that a formula gives; it follows the formula."""
_FORMULA_HEAD = 22
"""The bytes of a formula before its tokens: place, format, value, options, length of the tokens."""
_ERROR_RESULT = 2
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_WORKSHEET, _VERY_HIDDEN, _VISIBILITY = 0, 2, 3
_BIFF_8 = 0x600


@dataclass(slots=True)
class _Book:
    """What has been found so far, and what is left of the records that one file may have."""

    stream: bytes
    room: int = MOST_RECORDS
    tally: Tally = field(default_factory=Tally)
    lengths: list[int] = field(default_factory=list)
    wide: bool = True


def rewritten(stream: bytes) -> tuple[bytes, tuple[Marks, ...]]:
    """Return the workbook's cells as a stream of records, and what its sheets say of them.

    Whatever else it holds (formulas, names, drawings, charts, macros, sheets that no menu shows) is
    left out, and so is what it says of its own size. Raise ``Refused`` for what is encrypted,
    broken or too large.
    """
    book = _Book(stream)
    heads, sheets = _globals(book)
    bodies: list[bytes] = []
    marks = tuple(Marks() for _ in sheets)
    begin = sum(map(len, heads)) + sum(len(sheet) for sheet, _ in sheets)
    for number, (sheet, name) in enumerate(sheets):
        (offset,) = struct.unpack_from("<I", sheet, 4)
        bodies.append(_cells(book, offset, name, marks[number]))
        sheets[number] = (sheet[:4] + struct.pack("<I", begin) + sheet[8:], name)
        begin += len(bodies[-1])
    *heads, end = heads
    return b"".join([*heads, *(sheet for sheet, _ in sheets), end, *bodies]), marks


def _records(book: _Book, begin: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield kind, content and all of each record from a place on, until the end of its part."""
    stream, end = book.stream, len(book.stream)
    while begin + 4 <= end:
        kind, size = struct.unpack_from("<HH", stream, begin)
        record = stream[begin : begin + 4 + size]
        begin += 4 + size
        book.room -= 1
        if begin > end:
            break
        if book.room < 0:
            raise Refused(f"记录超过{MOST_RECORDS}条", RESAVE)
        yield kind, record[4:], record
        if kind == _EOF:
            return
    raise Damaged("内容不全")


def _globals(book: _Book) -> tuple[list[bytes], list[tuple[bytes, str]]]:
    """Return the records for the whole workbook, the end last, and those of its sheets with names."""
    heads: list[bytes] = []
    sheets: list[tuple[bytes, str]] = []
    texts: list[bytes] = []
    in_texts = False
    for kind, content, record in _records(book, 0):
        in_texts = (kind == _TEXTS and not texts) or (kind == _CONTINUE and in_texts)
        if kind == _FILEPASS:
            raise Refused("文件加了密码", "请用WPS或Excel打开，取消密码后另存为.xlsx，再重试")
        if kind == _BOF:
            book.wide = content[:2] == struct.pack("<H", _BIFF_8)
        elif kind == _SHEET and len(content) > 8:  # noqa: PLR2004 place, kind, length, a letter
            if content[5] == _WORKSHEET and content[4] & _VISIBILITY != _VERY_HIDDEN:
                sheets.append((record, _name(content[6:], wide=book.wide)))
        elif in_texts:
            texts.append(content)
        if in_texts or kind in _GLOBALS:
            heads.append(record)
    book.lengths = lengths(texts)
    return heads, sheets


def _name(content: bytes, *, wide: bool) -> str:
    """Return a sheet's name, for messages."""
    if not wide:
        return content[1:].decode("gb18030", "replace")
    encoding = "utf-16-le" if content[1] & 1 else "latin-1"
    return content[2:].decode(encoding, "replace")


def _cells(book: _Book, begin: int, name: str, marks: Marks) -> bytes:
    """Return the records of a sheet's cells; count in what they will take."""
    kept: list[bytes] = []
    rows = columns = 0
    for kind, content, record in _records(book, begin):
        if kind in _CELLS:
            row, column = _last_place(kind, content)
            if row >= MOST_ROWS or column >= MOST_COLUMNS:
                raise too_far(name, row, column)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind == _TEXT_CELL:
                _count_text(book, content, name)
            elif error := _error(kind, content):
                marks.errors[row, column] = error
            kept.append(_without_tokens(record) if kind == _FORMULA else record)
        elif kind in {_RESULT, _EOF} or (kind == _BOF and not kept):
            kept.append(record)
        elif kind == _MERGES:
            _count_merges(book, content, name)
    book.tally.add_area(name, rows, columns)
    return b"".join(kept)


def _last_place(kind: int, content: bytes) -> tuple[int, int]:
    """Return the row and the last column of a record of cells."""
    if len(content) < 8 or (kind == _FORMULA and len(content) < _FORMULA_HEAD):  # noqa: PLR2004
        raise Damaged("单元格的记录不全")
    row, column = struct.unpack_from("<HH", content)
    if kind == _NUMBERS:
        (last,) = struct.unpack_from("<H", content, len(content) - 2)
        if last < column or len(content) != 6 + 6 * (last - column + 1):
            raise Damaged("单元格的记录不全")
        column = last
    return row, column


def _error(kind: int, content: bytes) -> str | None:
    """Return the error value that a cell holds or a formula gives."""
    if kind == _TRUTH and content[7]:
        return _ERRORS.get(content[6], _ERRORS[0x0F])
    if kind == _FORMULA and content[6] == _ERROR_RESULT and content[12:14] == b"\xff\xff":
        return _ERRORS.get(content[8], _ERRORS[0x0F])
    return None


def _count_text(book: _Book, content: bytes, sheet: str) -> None:
    """Count in the length of the shared text that a cell shows."""
    (index,) = struct.unpack_from("<I", content.ljust(10, b"\0"), 6)
    if index < len(book.lengths):
        book.tally.add(sheet, text=book.lengths[index])


def _count_merges(book: _Book, content: bytes, sheet: str) -> None:
    """Count in merged cells, each of them of a bearable size."""
    for begin in range(2, len(content) - 7, 8):
        top, bottom, left, right = struct.unpack_from("<HHHH", content, begin)
        covered = (abs(bottom - top) + 1) * (abs(right - left) + 1)
        if covered > MOST_MERGED:
            cells = f"{column_name(left)}{top + 1}:{column_name(right)}{bottom + 1}"
            raise too_large_merge(sheet, cells, covered)
        book.tally.add(sheet, merges=1)


def _without_tokens(record: bytes) -> bytes:
    """Return a formula's record with its value, but without the formula."""
    head = record[4 : 4 + _FORMULA_HEAD - 2]
    return struct.pack("<HH", _FORMULA, _FORMULA_HEAD) + head + b"\0\0"
