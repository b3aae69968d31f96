"""What reading a published set of tables yields: printed amounts by the addresses of figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from juesuan_tables.editions import Edition
    from juesuan_tables.errors import Problem
    from juesuan_tables.terms import Entity


class PrintedAmount(NamedTuple):
    """An amount as a published table prints it: in exact 元, give or take ``margin``, and where.

    The margin is half of the last digit printed, 50 元 for 万元 with two decimals; it is 0 where
    the cell holds whole 分, as cells do that hold more digits than they show. ``source`` is the
    cell: ``公开表.xlsx!支出决算表!D7``.
    """

    amount: Decimal
    margin: Decimal
    source: str


class Trouble(Enum):
    """What may be in the way of reading a table."""

    NO_NUMBER = auto()
    """A cell among amounts that is none."""
    UNCACHED = auto()
    """A formula that nothing has computed."""
    TWICE = auto()
    """An amount that is printed again, and differs."""
    NO_CODE = auto()
    """What stands where a code should, with as many digits as none has."""
    NO_LINE = auto()
    """A label that no form has, beside an amount; or an amount beside no label."""
    NO_UNIT = auto()
    """A table that does not say whether it is in 元 or 万元."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that is in the way of reading a table, in the words of ``problem``.

    ``address`` is the figure that could not be read, None where not even that is known; ``found``
    is what stands there. ``title`` is the table's as printed.
    """

    trouble: Trouble
    table: str
    title: str
    problem: Problem
    address: str | None = None
    found: str = ""


@dataclass(frozen=True, slots=True)
class OfficialTables:
    """The official tables that a document prints, by the addresses of their figures.

    ``edition`` is the given one, or the shipped one whose forms the tables match best. ``unit``,
    ``entity`` and ``year`` are what heads, titles and the file's name say, None where they say
    nothing. ``names`` are the names of codes as printed. ``cells`` has for each table that was
    recognised its amounts by figure address (``expenditure.2010301.basic``): a blank cell is not
    there, an empty table has none. ``rows`` are the keys of the rows printed, in their order.

    ``labels`` are the names of codes table by table, each that is printed once; ``strange`` the
    heads of columns with amounts that no form has; ``repeated`` the codes that have more than one
    row on a sheet; ``obstacles`` what could not be read, which
    only ``readable_tables`` leaves out.
    """

    file: str
    unit: str | None
    entity: Entity | None
    year: int | None
    edition: Edition
    names: Mapping[str, str]
    cells: Mapping[str, Mapping[str, PrintedAmount]]
    rows: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    strange: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    repeated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    obstacles: tuple[Obstacle, ...] = ()
