"""The heads of a form: where they stand, and all words over each column, band by band."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan_tables.reading.official.words import ORDINAL, closed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juesuan_tables.reading.sheet import Sheet

Path = tuple[str, ...]
Patterns = tuple[tuple[str, ...], ...]
"""Ways in which a column's heads may end, each a regular expression for every band."""
SUM = "合计|小计"
CODE_HEAD = re.compile(r"(?:科目)?[类款项]|.*科目(?:编码|代码)|.*功能分类(?:科目)?")
NAME_HEAD = re.compile(r".*科目名称|项目(?:名称)?(?:\(.*\))?")
_FIRST_HEAD = re.compile(r"类|.*科目(?:编码|代码|名称)|项目(?:名称)?(?:\(.*\))?")
_NO_BAND = re.compile(r".*(?::|财决|\d{4}年).*|.*表")
"""What stands above the heads and is none: the title, 编制单位, the year."""
MOST_BANDS = 8
_BANDS_ABOVE = 2


@dataclass(frozen=True, slots=True)
class Heads:
    """The words over each column, from the top; ``own`` are the columns with words of their own.

    ``first`` is the row in which the body begins, ``top`` the one in which the heads do.
    """

    paths: Sequence[Path]
    own: frozenset[int]
    top: int
    first: int


def rows_above(sheet: Sheet) -> int:
    """Return how many rows stand above the first that says 项目 or 科目编码: all where none does."""
    for row, cells in enumerate(sheet.rows):
        if any(isinstance(cell, str) and _FIRST_HEAD.fullmatch(closed(cell)) for cell in cells):
            return row
    return len(sheet.rows)


def heads_of(sheet: Sheet) -> Heads | None:
    """Return the heads of a sheet, None where no row says 项目 or 科目编码.

    The row of 栏次 ends them; where there is none, the first row whose code or label is no head.
    """
    row = rows_above(sheet)
    if row == len(sheet.rows):
        return None
    bands, first = _bands(sheet, row)
    above = row
    while above and row - above < _BANDS_ABOVE and _is_band(_texts(sheet, above - 1)):
        above -= 1
    texts = [_texts(sheet, each) for each in (*range(above, row), *bands)]
    paths, own = _paths(texts)
    return Heads(paths, own, above, first)


def key_of(path: Path, columns: Mapping[str, Patterns]) -> str | None:
    """Return the first key one of whose patterns a column's heads end with.

    >>> columns = {"basic": (("本年支出", "基本支出"), ("本年支出", "基本支出", "小计"))}
    >>> key_of(("项目", "本年支出", "基本支出", "小计"), columns)
    'basic'
    """
    for key, patterns in columns.items():
        for pattern in patterns:
            ends = path[-len(pattern) :]
            if len(ends) == len(pattern) and all(map(re.fullmatch, pattern, ends)):
                return key
    return None


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [closed(value) for value in sheet.rows[row]]


def _bands(sheet: Sheet, row: int) -> tuple[list[int], int]:
    """Return the rows of heads from the first on, and the row in which the body begins."""
    columns = _text_columns(_texts(sheet, row))
    bands = [row]
    for below in range(row + 1, min(row + MOST_BANDS, len(sheet.rows))):
        texts = _texts(sheet, below)
        if ORDINAL in texts:
            return bands, below + 1
        labels = [texts[column] for column in columns if column < len(texts) and texts[column]]
        if any(not (CODE_HEAD.fullmatch(t) or NAME_HEAD.fullmatch(t)) for t in labels):
            return bands, below
        bands.append(below)
    return bands, bands[-1] + 1


def _text_columns(texts: Sequence[str]) -> list[int]:
    """Return the columns of codes and labels: a merged head holds until the next one."""
    columns, inside = [], False
    for column, text in enumerate(texts):
        if text:
            inside = bool(CODE_HEAD.fullmatch(text) or NAME_HEAD.fullmatch(text))
        if inside:
            columns.append(column)
    return columns


def _is_band(texts: Sequence[str]) -> bool:
    said = [text for text in texts if text]
    return len(said) > 1 and not any(_NO_BAND.fullmatch(text) for text in said)


def _paths(rows: Sequence[list[str]]) -> tuple[list[Path], frozenset[int]]:
    """Return the heads over each column.

    A merged head stands in its first cell: it holds on to the right, as far as the band above it.
    """
    width = max(map(len, rows))
    paths: list[Path] = [()] * width
    own: set[int] = set()
    for row in rows:
        line = row + [""] * (width - len(row))
        own |= {column for column, text in enumerate(line) if text}
        for column in range(1, width):
            if not line[column] and paths[column] == paths[column - 1]:
                line[column] = line[column - 1]
        paths = [(*path, text) if text else path for path, text in zip(paths, line, strict=True)]
    return paths, frozenset(own)
