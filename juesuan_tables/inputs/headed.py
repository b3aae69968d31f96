"""A list that somebody keeps in a workbook or a CSV file → its rows, by the words of its headings."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables import strict_csv
from juesuan_tables.errors import InputError, shortened
from juesuan_tables.inputs.places import Place, text_of
from juesuan_tables.reading import files
from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from juesuan_tables.inputs.places import Faults
    from juesuan_tables.reading.sheet import Value

CSV = ".csv"
AGAIN = "请修改后重新审核"
"""What to do about a list that a review was given."""
_BRACKETED = re.compile(r"\([^)]*\)")
_TOTALS = {"合计", "总计", "小计"}
_OTHER = re.compile(r"[^\w]|_")


class Column(NamedTuple):
    """A column that may be there: its ``key``, and the words that head it, the usual ones first."""

    key: str
    words: tuple[str, ...]


UNIT = Column(
    "unit", ("部门（单位）名称", "单位名称", "部门名称", "名称", "部门（单位）", "单位", "部门")
)
ENTITY = Column("entity", ("公开主体", "主体", "主体类型"))
"""The columns that say whom a row is about."""


class HeadedRow(NamedTuple):
    """A row below the headings: the cells that are there, by the keys of their columns."""

    sheet: Sheet
    number: int
    columns: Mapping[str, int]

    def place(self, key: str) -> Place | None:
        """Return the cell of a column, None where there is no such column."""
        if key not in self.columns:
            return None
        return Place(0, self.number, self.columns[key], self.sheet)


class Headed(NamedTuple):
    """A sheet whose headings stand in the row ``heads``; ``columns`` are those that are known."""

    sheet: Sheet
    heads: int
    columns: Mapping[str, int]

    def rows(self) -> Iterator[HeadedRow]:
        """Yield the rows below the headings in which a known column holds anything."""
        for number in range(self.heads + 1, len(self.sheet.rows)):
            row = HeadedRow(self.sheet, number, self.columns)
            if any((place := row.place(key)) and place.filled for key in self.columns):
                yield row


def sheets_of_list(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, or a CSV file as one; raise ``InputError``."""
    if path.suffix.lower() != CSV:
        return files.workbook(path)
    rows: list[tuple[Value, ...]] = []
    for line, cells in strict_csv.rows(path):
        rows += [()] * (line - 1 - len(rows))  # so that the row is the line that messages name
        rows.append(tuple(cells))
    return (Sheet(shortened(path.name), path.stem, tuple(rows)),)


def headed(sheets: Sequence[Sheet], columns: Sequence[Column], faults: Faults) -> Headed:
    """Return the first sheet that has a row with the heading of the first column.

    Columns may stand in any order, others between them; one that is there twice is told to
    ``faults``, and so are formulas without values. Raise ``InputError`` where no sheet has such a row.
    """
    known = {bare(word): column.key for column in columns for word in column.words}
    needed = columns[0]
    for sheet in sheets:
        for number, cells in enumerate(sheet.rows):
            found = [_key(value, known) for value in cells]
            if needed.key in found and (len(columns) == 1 or len({*found} - {None}) > 1):
                return _headed(sheet, number, found, faults)
    names = "、".join(f"“{word}”" for word in needed.words[:2])
    others = "、".join(f"“{column.words[0]}”" for column in columns[1:])
    what = f"没有找到表头，应有一行写着{names}和{others}中的至少一栏"
    where = sheets[0].file if sheets else "名单"
    raise InputError.of(where, what, AGAIN)


def _headed(sheet: Sheet, heads: int, found: Sequence[str | None], faults: Faults) -> Headed:
    columns: dict[str, int] = {}
    for number, key in enumerate(found):
        if key in columns:
            what = f"与{sheet.place(heads, columns[key])}是同一栏，应只有一栏"
            faults.refuse(Place(0, heads, number, sheet), what, AGAIN)
        elif key:
            columns[key] = number
    for row, column in sorted(sheet.uncached):
        if row > heads and column in columns.values():
            faults.refuse_formula(Place(0, row, column, sheet))
    return Headed(sheet, heads, columns)


def _key(value: Value, known: Mapping[str, str]) -> str | None:
    """Return the key of a heading, whatever is explained in brackets behind it."""
    if not isinstance(value, str):
        return None
    text = unicodedata.normalize("NFKC", value)
    return known.get(bare(text)) or known.get(bare(_BRACKETED.sub("", text)))


def typed(place: Place | None) -> str:
    """Return the text of a cell on one line, empty where there is none."""
    return " ".join(text_of(place.value).split()) if place else ""


def refuse_nameless(row: HeadedRow, faults: Faults) -> None:
    """Tell of a row that says something, and not of whom."""
    place = row.place("unit")
    if place and not typed(place) and not place.uncached:
        faults.refuse(place, "没有写名称，这一行别的格里有内容", "请补上名称，或者删去这一行")


def is_total(row: HeadedRow) -> bool:
    """Return whether a row of named units is the sum of the others."""
    name = row.place("unit")
    return name is not None and isinstance(name.value, str) and bare(name.value) in _TOTALS


def bare(text: str) -> str:
    """Return a heading by its words alone.

    >>> bare("部门（单位） 名称*")
    '部门单位名称'
    """
    return _OTHER.sub("", unicodedata.normalize("NFKC", text))
