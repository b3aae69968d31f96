"""Forms: one official table as it is printed, its columns, lines and notes."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from juesuan_tables.terms import Entity, Fund, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

SHEET_NAME_LIMIT = 31
"""Excel's longest sheet name."""
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^['\s]|['\s]$|^(?i:history)$")
TEXT_COLUMNS = ("code", "label", "line")
"""The columns that hold text, by key; all others hold amounts."""


class Part(BaseModel):
    """A piece of an edition: frozen, and nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Orientation(StrEnum):
    """How the sheet lies on A4."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


class Total(StrEnum):
    """Where a table by subject prints its 合计."""

    FIRST = "first"
    LAST = "last"


class Zero(StrEnum):
    """How an amount without facts is printed; one that exists prints 0.00 in either case."""

    PRINTED = "0.00"
    BLANK = "blank"


class Column(Part):
    """A column heading: a leaf with a ``key`` and a width, or a band over further columns.

    ``ordinal`` is what the 栏次 row prints under it. The keys in ``TEXT_COLUMNS`` hold text,
    every other key amounts. ``name`` is what messages call it where the label alone (小计) says
    too little. Where several lines stand side by side in one row, ``row`` is the key of the line
    whose amount a column prints; columns within a band have the band's.
    """

    label: str
    name: str = ""
    key: str | None = None
    row: str | None = None
    width: float | None = None
    ordinal: str = ""
    columns: tuple[Column, ...] = ()

    def leaves(self, row: str | None = None) -> Iterator[Column]:
        """Yield the columns that carry values, from left to right."""
        row = self.row or row
        if not self.columns:
            yield self if self.row == row else self.model_copy(update={"row": row})
        for column in self.columns:
            yield from column.leaves(row)

    @property
    def depth(self) -> int:
        """Return how many heading rows it takes."""
        return 1 + max((column.depth for column in self.columns), default=0)


class Line(Part):
    """A fixed row of a form: a ``key`` and its ``label``, or so many ``blank`` rows.

    ``classes: true`` stands for one row per functional class of the edition.
    """

    key: str | None = None
    label: str = ""
    strong: bool = False
    blank: int = Field(0, ge=0, le=100)
    classes: bool = False


class Block(Part):
    """Columns that run side by side with other blocks.

    Below them stand fixed ``lines``; or rows by subject, with a ``total``, and so many
    ``blank_rows`` where there is no subject; or a single row, where the columns say whose amounts
    they print.
    """

    columns: tuple[Column, ...]
    lines: tuple[Line, ...] = ()
    first_line: int | None = None
    total: Total | None = None
    blank_rows: int = Field(0, ge=0, le=100)

    @cached_property
    def leaves(self) -> tuple[Column, ...]:
        """Return the columns that carry values, from left to right."""
        return tuple(leaf for column in self.columns for leaf in column.leaves())

    @property
    def amounts(self) -> tuple[str, ...]:
        """Return the keys of the columns that carry amounts."""
        return tuple(leaf.key or "" for leaf in self.leaves if leaf.key not in TEXT_COLUMNS)

    @property
    def columns_of_lines(self) -> dict[str, tuple[str, ...]]:
        """Return the amount columns of every line by the line's key."""
        amounts = self.amounts
        found: dict[str, tuple[str, ...]] = {line.key: amounts for line in self.lines if line.key}
        for leaf in self.leaves:
            if leaf.row and leaf.key:
                found[leaf.row] = (*found.get(leaf.row, ()), leaf.key)
        return found

    def with_classes(self, classes: tuple[Line, ...]) -> Block:
        """Return the block with ``classes`` in the place of the line that stands for them."""
        lines = [each for line in self.lines for each in (classes if line.classes else (line,))]
        return self.model_copy(update={"lines": tuple(lines)})


class Closing(Part):
    """One total in the row that closes all blocks: its label, then its amount, over ``columns``."""

    key: str
    label: str
    columns: int = Field(ge=2)


class Form(Part):
    """One official table as it is printed. ``doubt`` says what of it no document has shown.

    It is as wide as the page, and with ``one_page`` as high, too.
    ``funds`` are those whose facts it holds, where its title says so and the columns do not.
    ``stage`` is the budget that the explanation sets beside its outturn. ``zero`` says how an
    amount without facts is printed. ``notes`` and ``empty``, the statement that it carries when
    there is nothing to print, may hold ``{unit}``, ``{year}`` and ``{kind}`` (部门 or 单位).
    ``unit_lines`` and ``currency_line`` are the edition's.
    """

    table: str
    number: str | None = None
    title: str
    verified: bool
    doubt: str = ""
    orientation: Orientation = Orientation.PORTRAIT
    one_page: bool = False
    ordinal_label: str | None = None
    total_label: str = "合计"
    unit_lines: dict[Entity, str] = Field(default_factory=dict)
    currency_line: str = ""
    blocks: tuple[Block, ...] = Field(min_length=1)
    closing: tuple[Closing, ...] = ()
    funds: tuple[Fund, ...] = ()
    stage: Stage = Stage.INITIAL_BUDGET
    zero: Zero = Zero.PRINTED
    notes: tuple[str, ...] = ()
    empty: str = ""

    @cached_property
    def leaves(self) -> tuple[Column, ...]:
        """Return all columns that carry values, from left to right."""
        return tuple(leaf for block in self.blocks for leaf in block.leaves)

    @property
    def columns_of_lines(self) -> dict[str, tuple[str, ...]]:
        """Return the amount columns of every line, those of the closing row included, by key."""
        found = {key: keys for block in self.blocks for key, keys in block.columns_of_lines.items()}
        return found | {closing.key: ("amount",) for closing in self.closing}

    def with_classes(self, classes: tuple[Line, ...]) -> Form:
        """Return the form with ``classes`` in the place of each line that stands for them."""
        blocks = tuple(block.with_classes(classes) for block in self.blocks)
        return self.model_copy(update={"blocks": blocks})

    @property
    def column_labels(self) -> dict[str, str]:
        """Return what messages call each column, by key: what stands over it."""
        return {leaf.key: leaf.name or leaf.label for leaf in self.leaves if leaf.key}

    @model_validator(mode="after")
    def _printable(self) -> Self:
        units = len(self.title.encode("utf-16-le")) // 2  # Excel counts rare characters twice
        if not 0 < units <= SHEET_NAME_LIMIT or _NO_SHEET_NAME.search(self.title):
            message = f"“{self.title}”不能作工作表名（1至{SHEET_NAME_LIMIT}字，不含[]:*?/\\）"
            raise ValueError(message)
        return self
