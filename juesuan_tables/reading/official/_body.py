"""The amounts of the tables of a document, found by line and column, and what is in their way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan_tables.errors import Problem, shortened
from juesuan_tables.reading.official._found import Obstacle, Trouble
from juesuan_tables.reading.official._keys import (
    IGNORED,
    Keys,
    NoCodeError,
    NoLineError,
    name_of,
)
from juesuan_tables.reading.official.amounts import Read, read_amount
from juesuan_tables.reading.official.words import is_number
from juesuan_tables.reading.sheet import SAVE_ONCE, UNCACHED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan_tables.reading.official._forms import Table
    from juesuan_tables.reading.official._heads import Block, Column
    from juesuan_tables.reading.official._regions import Region

_CORRECT = "请修改后重新生成"
_CORRECT_LINE = "请改成表样上的名称；不属于本表的，请删去这一行"
_KEEP_ONE = "请核对后只留正确的"
_ERROR = "#"
"""How what Excel puts in the place of a number begins: #REF!"""


@dataclass(slots=True)
class Tables:
    """What the tables of a document hold, table by table, and all that is wrong with it."""

    cells: dict[str, dict[str, Read]] = field(default_factory=dict)
    rows: dict[str, dict[str, None]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    labels: dict[str, dict[str, dict[str, None]]] = field(default_factory=dict)
    strange: dict[str, dict[str, None]] = field(default_factory=dict)
    repeated: dict[str, dict[str, None]] = field(default_factory=dict)
    obstacles: list[tuple[tuple[int, int, int], Obstacle]] = field(default_factory=list)

    def refuse(  # noqa: PLR0913 where it is, and what is said of it
        self,
        region: Region,
        at: tuple[int, int],
        trouble: Trouble,
        what: str,
        advice: str,
        *,
        address: str | None = None,
        found: str = "",
    ) -> None:
        """Add what is wrong at a place, a row and a column."""
        page, (row, column) = region.page, at
        problem = Problem(page.sheet.place(row, column), what, advice)
        obstacle = Obstacle(trouble, region.table, region.title, problem, address, found)
        self.obstacles.append(((page.number, row, column), obstacle))


@dataclass(slots=True)
class Body:
    """Reads the rows of one printed table into ``tables``."""

    region: Region
    blocks: Sequence[Block]
    known: Table
    currency: str
    budget: str
    tables: Tables
    keys: list[Keys] = field(init=False)
    _printed: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """Start before the first row."""
        self.keys = [Keys(self.known, block.part) for block in self.blocks]

    def read(self) -> None:
        """Read all rows."""
        self.tables.cells.setdefault(self.region.table, {})
        self.tables.rows.setdefault(self.region.table, {})
        for number in self.region.body:
            if not self._is_ordinal(number):
                self._row(number)

    def _is_ordinal(self, number: int) -> bool:
        """Return whether a row counts the columns: 1, 2, 3, …"""
        texts = self.region.page.texts[number]
        if "1" not in texts:
            return False
        cells = [text for text in texts if text]
        columns = sum(len(block.amounts) for block in self.blocks)
        return len(cells) >= max(columns, 2) and cells == [str(n + 1) for n in range(len(cells))]

    def _row(self, number: int) -> None:
        """Read a row, block by block; the amount of a closing line may stand a block further."""
        texts = self.region.page.texts[number]
        before: str | None = None
        for block, keys in zip(self.blocks, self.keys, strict=True):
            try:
                key = keys.key(texts[i] for i in block.texts if i < len(texts))
            except (NoCodeError, NoLineError) as error:
                self._refuse_line(number, block, error)
                key = IGNORED
            if key is None and before in self.known.closing.values():
                key = before
            before = key
            if key is not None or not block.texts:
                self._amounts(number, block, key)
            elif place := self._first_amount(number, block):
                what = f"{self.region.title}这一行有金额，没有科目编码，也没有名称"
                self.tables.refuse(self.region, (number, place), Trouble.NO_LINE, what, _CORRECT)
            if key != IGNORED:
                self._strangers(number, block)

    def _strangers(self, number: int, block: Block) -> None:
        """Remember the columns that hold amounts under heads that no form has."""
        texts = self.region.page.texts[number]
        for index in block.strange:
            if index < len(texts) and is_number(texts[index]):
                heads = "".join(row[index] for row in self.region.heads if index < len(row))
                self.tables.strange.setdefault(self.region.table, {})[heads] = None

    def _amounts(self, number: int, block: Block, key: str | None) -> None:
        """Read the amounts of a line, or of the lines that the columns name."""
        if key == IGNORED or (key is None and not self._has_amounts(number, block)):
            return
        rows = self.tables.rows[self.region.table]
        if key:
            rows[key] = None
            self._name(number, block, key)
            if key in self._printed and key.isdecimal():
                self.tables.repeated.setdefault(self.region.table, {})[key] = None
            self._printed.add(key)
        for column in block.amounts:
            line = column.line(self.budget) or key
            if line is None:
                continue
            address = f"{self.region.table}.{line}.{column.place.key}"
            if read := self._amount(number, column, address):
                rows[line] = None
                self._keep(number, column, address, read)

    def _has_amounts(self, number: int, block: Block) -> bool:
        """Return whether a row without a label holds amounts, or what was to be one."""
        texts = self.region.page.texts[number]
        cells = [texts[c.index] for c in block.amounts if c.index < len(texts)]
        return any(is_number(text) or text.startswith(_ERROR) for text in cells) or any(
            (number, column.index) in self.region.page.sheet.uncached for column in block.amounts
        )

    def _first_amount(self, number: int, block: Block) -> int | None:
        """Return the first column in which a row has a number."""
        texts = self.region.page.texts[number]
        found = (
            c.index for c in block.amounts if c.index < len(texts) and is_number(texts[c.index])
        )
        return next(found, None)

    def _name(self, number: int, block: Block, key: str) -> None:
        """Keep the name of a code."""
        coded = self.known.by_code or self.known.by_subject
        if coded and key.isdecimal():
            name = name_of(self.region.page.sheet.at(number, index) for index in block.texts)
            if name:
                self.tables.names.setdefault(key, name)
                labels = self.tables.labels.setdefault(self.region.table, {})
                labels.setdefault(key, {})[name] = None

    def _amount(self, number: int, column: Column, address: str) -> Read | None:
        """Return the amount in a cell, None where there is none or it is none."""
        page = self.region.page
        sheet, index = page.sheet, column.index
        if (number, index) in sheet.uncached:
            at = (number, index)
            self.tables.refuse(
                self.region, at, Trouble.UNCACHED, UNCACHED, SAVE_ONCE, address=address
            )
            return None
        try:
            return read_amount(sheet.at(number, index), self.currency, sheet.place(number, index))
        except ValueError:
            found = shortened(str(sheet.at(number, index)))
            what = f"{self._called(number, column)}是“{found}”，应为数，没有的应留空"
            self.tables.refuse(
                self.region,
                (number, index),
                Trouble.NO_NUMBER,
                what,
                _CORRECT,
                address=address,
                found=found,
            )
            return None

    def _keep(self, number: int, column: Column, address: str, read: Read) -> None:
        """Keep an amount; one that is printed again must be the same."""
        first = self.tables.cells[self.region.table].setdefault(address, read)
        if first.amount != read.amount:
            what = (
                f"{self._called(number, column)}印了两次，{first.source} 是"
                f"{first.number}{first.currency}，这里是{read.number}{read.currency}"
            )
            self.tables.refuse(
                self.region,
                (number, column.index),
                Trouble.TWICE,
                what,
                _KEEP_ONE,
                address=address,
                found=f"{read.number}{read.currency}",
            )

    def _called(self, number: int, column: Column) -> str:
        """Return what messages call a cell: its table, its line, its heads."""
        texts = self.region.page.texts[number]
        block = next(block for block in self.blocks if column in block.amounts)
        line = " ".join(texts[i] for i in block.texts if i < len(texts) and texts[i])
        return (
            f"{self.region.title}{f'“{line}”一行' if line else ''}“{' '.join(column.heads[-2:])}”"
        )

    def _refuse_line(self, number: int, block: Block, error: ValueError) -> None:
        """Say that a code or a label is none, if there are amounts beside it."""
        if self._first_amount(number, block) is None:
            return
        texts = self.region.page.texts[number]
        place = next(i for i in block.texts if i < len(texts) and texts[i])
        found, advice = f"{self.region.title}有“{shortened(str(error))}”一行", _CORRECT_LINE
        trouble = Trouble.NO_LINE
        if isinstance(error, NoCodeError):
            trouble = Trouble.NO_CODE
            digits = "3位或5位" if self.known.by_code else "3位、5位或7位"
            what, advice = f"{found}，科目编码应为{digits}数字", _CORRECT
        elif self.known.by_subject:
            what = f"{found}，应为科目编码或合计"
        else:
            what = f"{found}，表样上没有"
        self.tables.refuse(
            self.region, (number, place), trouble, what, advice, found=shortened(str(error))
        )
