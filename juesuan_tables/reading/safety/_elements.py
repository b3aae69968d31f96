"""The XML of a workbook or document, walked over once to see what it amounts to.

expat reads it as it stands, never more than one element at a time, and stops at a DTD before
anything is declared. Readers of sheets are lenient, so what they will find is worked out here in
their way: cells without a place stand right of the last, elements may have any prefix.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from xml.parsers import expat

from juesuan_tables.reading.safety._limits import (
    MOST_AREA,
    MOST_CLAIMED,
    MOST_COLUMNS,
    MOST_DEPTH,
    MOST_MERGED,
    MOST_MERGES,
    MOST_ROWS,
    MOST_TEXT,
    RESAVE,
    Damaged,
    Refused,
)
from juesuan_tables.reading.safety._marks import Marks
from juesuan_tables.reading.sheet import column_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00")
_NUMBER = re.compile(r"\s*\d{1,9}\s*", re.ASCII)
_DIGITS = "0123456789"
_COLUMNS_OF_EXCEL = 16_384


class Walk:
    """A walk over one XML file, which must be UTF-8 without a DTD, and not too deep."""

    def __init__(self) -> None:
        """Get ready; one walk is over one file."""
        self.steps: Mapping[str, Callable[[dict[str, str]], None]] = {}
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True  # else a text may come in pieces
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        self.parser.XmlDeclHandler = _refuse_encoding
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._depth = 0

    def over(self, part: bytes) -> None:
        """Walk over a file; raise ``Refused`` where it must not be read."""
        if part.startswith(_WIDE):
            raise Damaged("里面的XML不是UTF-8编码")
        try:
            self.parser.Parse(part, True)  # noqa: FBT003 expat takes it by position only
        except expat.ExpatError as error:
            raise Damaged("里面的XML不合格式") from error
        finally:
            self.parser.StartElementHandler = self.parser.EndElementHandler = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Refused(f"里面的XML套了{MOST_DEPTH}层以上", RESAVE)
        step = self.steps.get(name)
        if step is None and ":" in name:
            step = self.steps.get(name.rpartition(":")[2])
        if step:
            step(attributes)

    def _end(self, _name: str) -> None:
        self._depth -= 1


class StringsWalk(Walk):
    """A walk over the texts that cells share; ``lengths`` are theirs, in their order."""

    def __init__(self) -> None:
        """Get ready."""
        super().__init__()
        self.lengths: list[int] = []
        self.steps = {"si": self._string}

    def _string(self, _attributes: dict[str, str]) -> None:
        self.lengths.append(0)
        self.parser.CharacterDataHandler = self._text

    def _text(self, text: str) -> None:
        self.lengths[-1] += len(text)


@dataclass(slots=True)
class Tally:
    """What the sheets of a workbook take together."""

    area: int = 0
    merges: int = 0
    text: int = 0

    def add(self, sheet: str, *, merges: int = 0, text: int = 0) -> None:
        """Count in merged cells, and characters that a cell shows."""
        self.merges += merges
        self.text += text
        if self.merges > MOST_MERGES:
            raise Refused(f"合并单元格超过{MOST_MERGES}个", RESAVE, sheet)
        if self.text > MOST_TEXT:
            raise Refused(f"各格的文字合起来超过{MOST_TEXT // 10_000}万字", RESAVE, sheet)

    def add_area(self, sheet: str, rows: int, columns: int) -> None:
        """Count in the rectangle that a sheet's cells fill."""
        self.area += rows * columns
        if self.area > MOST_AREA:
            what = (
                f"有内容的格子排到第{rows}行、{column_name(columns - 1)}列，"
                f"各表合起来超过{MOST_AREA // 10_000}万格"
            )
            raise Refused(what, "请删去表外的零星内容和不用的工作表后重试", sheet)


class SheetWalk(Walk):
    """A walk over a sheet: how far its cells reach, and what libraries do not tell of them."""

    def __init__(self, sheet: str, lengths: Sequence[int], tally: Tally) -> None:
        """Get ready for the sheet of that name; texts that it shares have these lengths."""
        super().__init__()
        self.marks = Marks()
        self._sheet, self._lengths, self._tally = sheet, lengths, tally
        self._rows = self._columns = 0
        self._row = self._column = -1
        self._cell = (0, 0)
        self._type: str | None = None
        self._formula = False
        self.steps = {
            "sheetData": self._begin,
            "row": self._next_row,
            "c": self._next_cell,
            "f": self._take_formula,
            "v": self._take_value,
            "is": self._take_text,
            "mergeCell": self._take_merge,
            "dimension": self._take_dimension,
        }

    def over(self, part: bytes) -> None:
        """Walk over a sheet."""
        super().over(part)
        self._settle()
        self._tally.add_area(self._sheet, self._rows, self._columns)

    def _begin(self, _attributes: dict[str, str]) -> None:
        self._row = self._column = -1

    def _next_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._row = self._row + 1 if number is None else _number(number) - 1
        self._column = -1

    def _next_cell(self, attributes: dict[str, str]) -> None:
        self._settle()
        self._type = attributes.get("t")
        place = attributes.get("r")
        if place is None:
            self._cell = max(self._row, 0), self._column + 1
        else:
            self._cell = _position(place)
        self._column = self._cell[1]  # but the row is the row's to say

    def _take_formula(self, _attributes: dict[str, str]) -> None:
        self._occupy()
        self._formula = True

    def _take_value(self, _attributes: dict[str, str]) -> None:
        self._occupy()
        if self._type == "str":  # an empty text is a value, too
            self._formula = False
        elif self._formula or self._type in {"s", "e"}:
            self.parser.CharacterDataHandler = self._value_text

    def _take_text(self, _attributes: dict[str, str]) -> None:
        self._occupy()
        self._formula = False

    def _end(self, name: str) -> None:
        super()._end(name)
        self.parser.CharacterDataHandler = None  # a value has no children: it is over

    def _value_text(self, text: str) -> None:
        """Take the text of a value."""
        if not (text := text.strip()):
            return
        self._formula = False
        if self._type == "e":
            self.marks.errors[self._cell] = text
        elif self._type == "s" and (index := _number(text)) < len(self._lengths):
            self._tally.add(self._sheet, text=self._lengths[index])

    def _settle(self) -> None:
        """Note that the last cell, now that it is over, holds a formula without a value."""
        if self._formula:
            self.marks.uncached.add(self._cell)
            self._formula = False

    def _occupy(self) -> None:
        """Count the cell in: it holds something."""
        row, column = self._cell
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise too_far(self._sheet, row, column)
        if row >= self._rows:
            self._rows = row + 1
        if column >= self._columns:
            self._columns = column + 1

    def _take_merge(self, attributes: dict[str, str]) -> None:
        self._tally.add(self._sheet, merges=1)
        if (covered := _area(attributes.get("ref", ""))) > MOST_MERGED:
            raise too_large_merge(self._sheet, attributes["ref"], covered)

    def _take_dimension(self, attributes: dict[str, str]) -> None:
        if (claimed := _area(attributes.get("ref", ""))) > MOST_CLAIMED:
            what = f"自称有{claimed}格（{attributes['ref']}），应只有要填、要公开的表"
            raise Refused(what, RESAVE, self._sheet)


def too_far(sheet: str, row: int, column: int) -> Refused:
    """Return the refusal of a cell that stands too far out."""
    what = f"这一格有内容，离左上角太远，应在{MOST_ROWS}行、{MOST_COLUMNS}列（{column_name(MOST_COLUMNS - 1)}列）以内"
    return Refused(what, "请删去这一格的内容后重试", f"{sheet}!{column_name(column)}{row + 1}")


def too_large_merge(sheet: str, cells: str, covered: int) -> Refused:
    """Return the refusal of a merged cell that covers too much."""
    what = f"{cells}合并成了一格，盖住{covered}格，至多应盖住{MOST_MERGED}格"
    return Refused(what, "请取消这个合并单元格后重试", sheet)


def _refuse_doctype(*_declaration: object) -> None:
    what = "里面的XML带有DTD（DOCTYPE、ENTITY），正常的文档没有，可能是用来攻击的"
    raise Refused(what, RESAVE)


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "utf-8").lower() not in {"utf-8", "us-ascii"}:
        raise Damaged("里面的XML不是UTF-8编码")


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise Damaged("行号、序号写得不对")
    return int(text)


@lru_cache(maxsize=20_000)  # every sheet has the same ones
def _position(place: str) -> tuple[int, int]:
    """Return row and column, from 0, of a cell's name."""
    letters = place.rstrip(_DIGITS)
    digits = place[len(letters) :]
    if letters not in _columns() or not 0 < len(digits) < 8:  # noqa: PLR2004 Excel has 7 at most
        raise Damaged("单元格的位置写得不对")
    return int(digits) - 1, _columns()[letters]


@cache
def _columns() -> dict[str, int]:
    """Return the columns, from 0, by their letters."""
    return {column_name(column): column for column in range(_COLUMNS_OF_EXCEL)}


def _area(reference: str) -> int:
    """Return how many cells a reference covers."""
    first, _, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = _position(first), _position(last or first)
    return (abs(bottom - top) + 1) * (abs(right - left) + 1)
