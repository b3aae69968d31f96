"""A sheet of the fill-in workbook as rows: headings found by their words, wherever they stand."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.errors import shortened
from juesuan_tables.inputs.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan_tables.inputs.fill_in.layout import Layout
    from juesuan_tables.inputs.places import Faults
    from juesuan_tables.reading.sheet import Sheet, Value

_NEAR_ENOUGH = 0.5
_REMARKS = "备注"
"""The heading of a column for whatever somebody wants to remember."""
_NOTE = re.compile(r"(?:备?注|说明)\d*[：:.、]")


class Row(NamedTuple):
    """A row below the headings."""

    order: int
    sheet: Sheet
    number: int
    columns: Mapping[str, int]

    def place(self, title: str) -> Place:
        """Return the cell under a heading."""
        return Place(self.order, self.number, self.columns[title], self.sheet, title)


class Table(NamedTuple):
    """A sheet whose headings were found in the row before ``first``."""

    order: int
    sheet: Sheet
    first: int
    columns: Mapping[str, int]

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the headings, but those that hold a note and nothing else."""
        for number in range(self.first, len(self.sheet.rows)):
            if not _is_note(self.sheet.rows[number]):
                yield self.row(number)

    def row(self, number: int) -> Row:
        """Return one row."""
        return Row(self.order, self.sheet, number, self.columns)


def table(sheet: Sheet, order: int, layout: Layout, faults: Faults) -> Table | None:
    """Return a sheet as a table; None, and what is wrong with it, where it is none."""
    for number, cells in enumerate(sheet.rows):
        if layout.heading in map(bare, cells):
            return _below(sheet, order, number, layout, faults)
    what = f"没有找到“{layout.heading}”这一列的表头"
    faults.refuse(Place(order, 0, 0, sheet), what, "请从原来的填报表把表头复制回来")
    return None


def _below(sheet: Sheet, order: int, heads: int, layout: Layout, faults: Faults) -> Table | None:
    """Return the table below its headings, every one of which must be known."""
    columns: dict[str, int] = {}
    known = {bare(column.title): column.title for column in layout.columns}
    typed = [bare(value) for value in sheet.rows[heads]]
    unused = [title for head, title in known.items() if head not in typed]
    for column, head in enumerate(typed):
        place = Place(order, heads, column, sheet)
        if head in known and known[head] not in columns:
            columns[known[head]] = column
        elif head == _REMARKS:
            continue
        elif head:
            faults.refuse(place, _unknown(head, unused, head in known))
        elif any(bare(cells[column]) for cells in sheet.rows[heads + 1 :] if column < len(cells)):
            advice = f"请删去这一列；要留着的，表头写“{_REMARKS}”"
            faults.refuse(place, "这一列有内容，没有表头", advice)
    needed = [each for each in layout.columns if each.needed or (each.states and not each.spared)]
    missing = [each for each in needed if each.title not in columns]
    if missing:
        what = f"没有{'、'.join(f'“{each.title}”' for each in missing)}这一列"
        faults.refuse(Place(order, heads, 0, sheet), what, "请从原来的填报表把这一列复制回来")
    if any(each.needed for each in missing):
        return None
    return Table(order, sheet, heads + 1, columns)


def _unknown(head: str, unused: list[str], twice: bool) -> str:  # noqa: FBT001 one of two things to say
    """Say that a heading is none, and which of those that are missing was probably meant."""
    if twice:
        return f"“{shortened(head)}”这一列重复出现"
    close = get_close_matches(head, unused, n=1, cutoff=_NEAR_ENOUGH)
    hints = [f"是否应为“{close[0]}”"] if close else [f"缺少：{'、'.join(unused)}"] * bool(unused)
    return "，".join([f"有不认识的列“{shortened(head)}”", *hints])


def _is_note(cells: Sequence[Value]) -> bool:
    """Return whether a row only holds what somebody noted below a table: 注：……."""
    filled = [text for text in map(bare, cells) if text]
    return len(filled) == 1 and _NOTE.match(filled[0]) is not None


def bare(value: Value) -> str:
    """Return a heading without the blanks and line breaks in it."""
    return "".join(value.split()) if isinstance(value, str) else "" if value is None else f"{value}"
