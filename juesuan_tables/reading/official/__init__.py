"""Recognising the official tables of a published workbook, PDF or Word document.

Tables are found by their titles, columns by their heads, rows by their codes and labels, never by
position.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.reading.official._found import (
    Obstacle,
    OfficialTables,
    PrintedAmount,
    Trouble,
)
from juesuan_tables.reading.official._origin import Origin, joined, origin_of_title
from juesuan_tables.reading.official._read import read_tables, read_what_can_be

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from juesuan_tables.editions import Edition
    from juesuan_tables.reading.sheet import Sheet

__all__ = [
    "Obstacle",
    "OfficialTables",
    "Origin",
    "PrintedAmount",
    "Trouble",
    "official_tables",
    "origin_of",
    "readable_tables",
]


def official_tables(sheets: Sequence[Sheet], edition: Edition | None = None) -> OfficialTables:
    """Return the official tables that the sheets of one document print.

    Raise ``InputError`` with everything in the way: a cell among amounts that is no number, a
    code that is none, a table printed twice with different numbers, or no table at all.
    """
    return read_tables(sheets, edition)


def readable_tables(
    sheets: Sequence[Sheet], edition: Edition | None = None
) -> OfficialTables | None:
    """Return what can be read of the official tables, and beside it what cannot; None if none.

    For whoever looks at somebody's document rather than takes facts from it.
    """
    return read_what_can_be(sheets, edition)


def origin_of(lines: Iterable[str]) -> Origin:
    """Return whose accounts of which year titles and covers name: the first that says so."""
    return joined([origin_of_title(line) for line in lines])
