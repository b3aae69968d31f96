"""Lists that somebody works through, such as 审核汇总表 → an Excel workbook to filter, sort and print."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from juesuan_tables.writers._package import (
    BODY_FONT,
    BODY_SIZE,
    LINE,
    PADDING,
    QUIET_BOX,
    TITLE_FONT,
    new_book,
    saved,
    text_height,
    write_text,
)
from juesuan_tables.writers.xlsx._cells import set_up_paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell.cell import Cell as OneCell

Value = str | int | Decimal | date | None
"""What a cell holds: text, a count, an amount or a rate, a day, nothing."""
TITLE_HEIGHT, MOST_HEIGHT = 32.0, 400.0
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

    Each row has a value a column; rows are written as they come, so they may be more than memory
    holds. ``total`` is a last row, which filters and sorting leave alone.
    """

    name: str
    title: str
    columns: tuple[ListColumn, ...]
    rows: Iterable[tuple[Value, ...]]
    lines: tuple[str, ...] = ()
    total: tuple[Value, ...] = ()


def lists(listings: Sequence[Listing], *, title: str, author: str, made: date) -> bytes:
    """Return an xlsx file with a sheet for each listing; the same listings give the same bytes.

    Headings stay in view, can be filtered by, and repeat on every page of A4 landscape. Texts never
    become formulas; amounts and rates are written as their digits. ``made`` becomes the date of creation.
    """
    book = new_book(write_only=True)
    looks = _Looks()
    for listing in listings:
        _write(book.create_sheet(listing.name), listing, looks)
    return saved(book, title=title, author=author, made=made)


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
        cell: OneCell,
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
            cell._style = copy(self._known[look])  # type: ignore[attr-defined]  # noqa: SLF001 no other way
            return
        cell.font, cell.number_format = _FONTS[font], shows
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        if tone:
            cell.fill = _FILLS[tone]
        if boxed:
            cell.border = QUIET_BOX
        self._known[look] = copy(cell._style)  # type: ignore[attr-defined]  # noqa: SLF001


def _write(sheet: Any, listing: Listing, looks: _Looks) -> None:  # noqa: ANN401 not in its stubs
    """Write title and lines over the whole width, headings, rows and the total.

    What stands above the rows in the file must be set before the first of them.
    """
    last, above = len(listing.columns), 1 + len(listing.lines)
    for number, column in enumerate(listing.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"A{above + 2}"
    sheet.print_title_rows = f"{above + 1}:{above + 1}"
    set_up_paper(sheet, last, above + 1, landscape=True, one_page=False)
    _write_head(sheet, listing, looks)
    number = above + 1
    for number, row in enumerate(listing.rows, start=above + 2):
        _write_row(sheet, number, row, listing, looks)
    sheet.auto_filter.ref = f"A{above + 1}:{get_column_letter(last)}{number}"
    if listing.total:
        number += 1
        _write_row(sheet, number, listing.total, listing, looks, font="bold")
    sheet.print_area = f"A1:{get_column_letter(last)}{number}"


def _write_head(sheet: Any, listing: Listing, looks: _Looks) -> None:  # noqa: ANN401 as above
    """Write title, lines and headings."""
    width, last = sum(column.width for column in listing.columns), len(listing.columns)
    for number, text in enumerate((listing.title, *listing.lines), start=1):
        cell = _text_cell(sheet, text)
        font, across = ("title", _CENTER) if number == 1 else ("body", _LEFT)
        looks.give(cell, font=font, across=across, boxed=False)
        sheet.merged_cells.add(f"A{number}:{get_column_letter(last)}{number}")
        _append(sheet, number, [cell], TITLE_HEIGHT if number == 1 else _height(text, width))
    heads = [_text_cell(sheet, column.title) for column in listing.columns]
    for cell in heads:
        looks.give(cell, font="bold", across=_CENTER, tone=Tone.HEAD)
    height = max(_height(each.title, each.width) for each in listing.columns)
    _append(sheet, 2 + len(listing.lines), heads, height)


def _write_row(  # noqa: PLR0913, PLR0917 where, what and how
    sheet: Any,  # noqa: ANN401 as above
    number: int,
    row: Sequence[Value],
    listing: Listing,
    looks: _Looks,
    font: str = "body",
) -> None:
    """Write a row, as high as its longest text needs."""
    height, cells = PADDING + LINE, []
    for column, value in zip(listing.columns, row, strict=True):
        cell = _text_cell(sheet, value if isinstance(value, str) else "")
        shows = _FORMATS.get(type(value), "@")
        tone = column.tones.get(value) if isinstance(value, str) else None
        across = (
            _RIGHT if isinstance(value, Decimal) else _LEFT if isinstance(value, str) else _CENTER
        )
        looks.give(cell, font=font, across=across, shows=shows, tone=tone)
        if isinstance(value, str):
            height = max(height, _height(value, column.width))
        elif isinstance(value, Decimal):
            # As text of digits: openpyxl would write a Decimal through float.
            cell.value, cell.data_type = f"{value:f}", "n"
        else:
            cell.value = value
        cells.append(cell)
    _append(sheet, number, cells, height)


def _text_cell(sheet: Any, text: str) -> OneCell:  # noqa: ANN401 as above
    """Return a cell with a text, empty where there is none."""
    cell: OneCell = WriteOnlyCell(sheet)
    if text:
        write_text(cell, text)
    return cell


def _append(sheet: Any, number: int, cells: list[OneCell], height: float) -> None:  # noqa: ANN401
    """Write the next row, and forget it."""
    sheet.row_dimensions[number].height = height
    sheet.append(cells)
    del sheet.row_dimensions[number]


def _height(text: str, width: float) -> float:
    """Return a height in points in which a text fits after wrapping."""
    return text_height(text, width, MOST_HEIGHT)
