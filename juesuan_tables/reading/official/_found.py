"""What reading a published set of tables yields: printed amounts by the addresses of figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from juesuan_tables.editions import Edition
    from juesuan_tables.terms import Entity


@dataclass(frozen=True, slots=True)
class PrintedAmount:
    """An amount as a published table prints it: in exact 元, give or take ``margin``, and where.

    The margin is half of the last digit printed, 50 元 for 万元 with two decimals; it is 0 where
    the cell holds whole 分, as cells do that hold more digits than they show. ``source`` is the
    cell: ``公开表.xlsx!支出决算表!D7``.
    """

    amount: Decimal
    margin: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class OfficialTables:
    """The official tables that a document prints, by the addresses of their figures.

    ``edition`` is the given one, or the shipped one whose forms the tables match best. ``unit``,
    ``entity`` and ``year`` are what heads, titles and the file's name say, None where they say
    nothing. ``names`` are the names of codes as printed. ``cells`` has for each table that was
    recognised its amounts by figure address (``expenditure.2010301.basic``): a blank cell is not
    there, an empty table has none. ``rows`` are the keys of the rows printed, in their order.
    """

    file: str
    unit: str | None
    entity: Entity | None
    year: int | None
    edition: Edition
    names: Mapping[str, str]
    cells: Mapping[str, Mapping[str, PrintedAmount]]
    rows: Mapping[str, tuple[str, ...]]
