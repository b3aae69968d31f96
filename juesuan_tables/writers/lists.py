"""Lists that somebody works through, such as 审核汇总表 → an Excel workbook to filter, sort and print."""

from __future__ import annotations

import math
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from juesuan_tables.grid import display_width
from juesuan_tables.writers._package import (
    BODY_FONT,
    BODY_SIZE,
    TITLE_FONT,
    new_book,
    saved,
    write_text,
)
from juesuan_tables.writers.xlsx._cells import set_up_paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell.cell import Cell as OneCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    Target = OneCell | MergedCell

Value = str | int | Decimal | date | None
"""What a cell holds: text, a count, an amount or a rate, a day, nothing."""
LINE, PADDING, TITLE_HEIGHT, MOST_HEIGHT = 15.0, 5.0, 32.0, 400.0
"""Points; Excel shows no row higher than 409."""


class Tone(Enum):
    """What colour says of a cell: ARGB."""

    GOOD = "FFE2EFDA"
    DOUBTFUL = "FFFFF2CC"
    BAD = "FFF8CBAD"
    HEAD = "FFD9E2F3"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its heading, how many characters wide it is, and what tone a text in it has."""

    title: str
    width: float
    tones: dict[str, Tone] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """One sheet: ``name`` on its tab, a title, lines that explain it, headings, rows.

    Each row has a value a column. ``total`` is a last row, which filters and sorting leave alone.
    """

    name: str
    title: str
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    lines: tuple[str, ...] = ()
    total: tuple[Value, ...] = ()


def lists(listings: Sequence[Listing], *, title: str, author: str, made: date) -> bytes:
    """Return an xlsx file with a sheet for each listing; the same listings give the same bytes.

    Headings stay in view, can be filtered by, and repeat on every page of A4 landscape. Texts never
    become formulas; amounts and rates are written as their digits. ``made`` becomes the date of creation.
    """
    book = new_book()
    looks = _Looks()
    for listing in listings:
        _write(book.create_sheet(listing.name), listing, looks)
    return saved(book, title=title, author=author, made=made)


_THIN = Side(style="thin", color="FFA6A6A6")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FILLS = {tone: PatternFill("solid", fgColor=tone.value, bgColor=tone.value) for tone in Tone}
_FONTS = {
    "title": Font(name=TITLE_FONT, size=16),
    "bold": Font(name=TITLE_FONT, size=BODY_SIZE),
    "body": Font(name=BODY_FONT, size=BODY_SIZE),
}
_FORMATS: dict[type, str] = {Decimal: "#,##0.00", int: "0", date: "yyyy-mm-dd"}
_LEFT, _CENTER, _RIGHT = "left", "center", "right"


class _Looks:
    """The looks of cells; those that look alike share one, since openpyxl is slow to make it."""

    def __init__(self) -> None:
        """Know none yet."""
        self._known: dict[object, Any] = {}

    def give(  # noqa: PLR0913 all that makes a look
        self,
        cell: Target,
        *,
        font: str = "body",
        across: str = _LEFT,
        shows: str = "@",
        tone: Tone | None = None,
        boxed: bool = True,
    ) -> None:
        """Give a cell a look."""
        look = (font, across, shows, tone, boxed)
        if look in self._known:
            cell._style = copy(self._known[look])  # type: ignore[union-attr]  # noqa: SLF001 no other way
            return
        cell.font, cell.number_format = _FONTS[font], shows
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        if tone:
            cell.fill = _FILLS[tone]
        if boxed:
            cell.border = _BOX
        self._known[look] = copy(cell._style)  # type: ignore[union-attr]  # noqa: SLF001


def _write(sheet: Worksheet, listing: Listing, looks: _Looks) -> None:
    """Write title and lines over the whole width, headings, rows and the total."""
    width, last = sum(column.width for column in listing.columns), len(listing.columns)
    for number, text in enumerate((listing.title, *listing.lines), start=1):
        cell = sheet.cell(number, 1)
        write_text(cell, text)
        font, across = ("title", _CENTER) if number == 1 else ("body", _LEFT)
        looks.give(cell, font=font, across=across, boxed=False)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=last)
        sheet.row_dimensions[number].height = TITLE_HEIGHT if number == 1 else _height(text, width)
    head = 2 + len(listing.lines)
    for number, column in enumerate(listing.columns, start=1):
        cell = sheet.cell(head, number)
        write_text(cell, column.title)
        looks.give(cell, font="bold", across=_CENTER, tone=Tone.HEAD)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[head].height = max(
        _height(each.title, each.width) for each in listing.columns
    )
    for number, row in enumerate(listing.rows, start=head + 1):
        _write_row(sheet, number, row, listing, looks)
    end = head + len(listing.rows)
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(last)}{end}"
    if listing.total:
        end += 1
        _write_row(sheet, end, listing.total, listing, looks, font="bold")
    sheet.freeze_panes = sheet.cell(head + 1, 1).coordinate
    sheet.print_title_rows = f"{head}:{head}"
    set_up_paper(sheet, last, end, landscape=True, one_page=False)


def _write_row(  # noqa: PLR0913, PLR0917 where, what and how
    sheet: Worksheet,
    number: int,
    row: Sequence[Value],
    listing: Listing,
    looks: _Looks,
    font: str = "body",
) -> None:
    """Write a row, as high as its longest text needs."""
    height = PADDING + LINE
    for place, (column, value) in enumerate(zip(listing.columns, row, strict=True), start=1):
        cell = sheet.cell(number, place)
        shows = _FORMATS.get(type(value), "@")
        tone = column.tones.get(value) if isinstance(value, str) else None
        across = (
            _RIGHT if isinstance(value, Decimal) else _LEFT if isinstance(value, str) else _CENTER
        )
        looks.give(cell, font=font, across=across, shows=shows, tone=tone)
        if isinstance(value, str):
            if value:
                write_text(cell, value)
                height = max(height, _height(value, column.width))
        elif isinstance(value, Decimal):
            # As text of digits: openpyxl would write a Decimal through float.
            cell.value, cell.data_type = f"{value:f}", "n"
        else:
            cell.value = value
    sheet.row_dimensions[number].height = height


def _height(text: str, width: float) -> float:
    """Return a height in points in which a text fits after wrapping."""
    room = max(width - 2, 2)
    lines = sum(max(1, math.ceil(display_width(part) / room)) for part in text.split("\n"))
    return min(PADDING + LINE * lines, MOST_HEIGHT)
