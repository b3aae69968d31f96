"""What a sheet of the fill-in workbook is made of, for its reader and its writer."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(Enum):
    """What the cells of a column hold. ``SHOWN`` is for the officer's eyes: nobody reads it."""

    CODE = auto()
    TEXT = auto()
    CHOICE = auto()
    AMOUNT = auto()
    NUMBER = auto()
    SCORE = auto()
    DATE = auto()
    FIGURE = auto()
    SHOWN = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column under one heading.

    Where it has a ``record``, by its name in ``Accounts``, each filled cell states one: the cell
    gives the record's ``field``, ``fixed`` gives what holds for the whole column, and the ``keys``
    are fields that other columns of the row give. A ``figure`` is an address that holds the row's
    ``{subject}``. A column without a record gives the ``field`` itself to the records of its row,
    the ``default`` where it is left empty. With ``whole``, the record is named by the row; with
    ``joins``, it stands there only if the edition asks for it there. A ``spared`` column is not in
    every workbook.
    """

    title: str
    kind: Kind = Kind.AMOUNT
    width: float = 15
    field: str = "amount"
    record: str = ""
    whole: bool = False
    joins: bool = False
    keys: tuple[str, ...] = ()
    fixed: Mapping[str, object] = dataclasses.field(default_factory=dict)
    figure: str = ""
    spared: bool = False
    default: str = ""
    choices: tuple[str, ...] = ()
    total: bool = False

    @property
    def states(self) -> bool:
        """Return whether each filled cell is a record of its own."""
        return bool(self.record) or self.whole

    @property
    def needed(self) -> bool:
        """Return whether its sheet cannot be read without it: it says whose the others are."""
        return not self.states and self.kind is not Kind.SHOWN


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet: its ``name``, what it says on top, and its columns.

    The row of headings is found by ``heading``, so rows and columns may be moved. ``complete``
    says that a row that gives anything must state a record. ``only`` limits the values of fields.
    A sheet that is not ``always`` there is written when there is something for it. ``spare`` rows
    are left for what the officer adds.
    """

    name: str
    title: str
    hint: str
    heading: str
    columns: tuple[Column, ...]
    complete: bool = False
    only: Mapping[str, tuple[object, ...]] = dataclasses.field(default_factory=dict)
    always: bool = True
    spare: int = 0

    @property
    def row_keys(self) -> tuple[Column, ...]:
        """Return the columns that give fields to the records of their row."""
        return tuple(column for column in self.columns if column.needed)

    @property
    def stating(self) -> tuple[Column, ...]:
        """Return the columns in which each filled cell states a record."""
        return tuple(column for column in self.columns if column.states)


TO_FILL = "待填"
LEFT = Column(TO_FILL, Kind.SHOWN, 10)
"""The column that counts the cells of a row that are still to be filled in."""
