"""Pages → sheets: looks, locks, drop-down lists, colours, and what makes them ready to print."""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.properties import PageSetupProperties

from juesuan_tables.inputs.fill_in.layout import TO_FILL, Kind
from juesuan_tables.writers._package import (
    A4,
    BODY_FONT,
    BODY_SIZE,
    LINE,
    PADDING,
    QUIET_BOX,
    TITLE_FONT,
    text_height,
    write_text,
)
from juesuan_tables.writers.fill_in._page import ranges
from juesuan_tables.writers.fill_in._validation import add_validation

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

    from juesuan_tables.inputs.fill_in.layout import Column
    from juesuan_tables.writers.fill_in._page import Entry, Page

YELLOW, WHITE, HEADING, LOCKED, GREY = "FFFFFF00", "FFFFFFFF", "FFD9E2F3", "FFF2F2F2", "FF666666"
_TITLE_FONT = Font(name=TITLE_FONT, size=16)
_BOLD, _BODY = Font(name=TITLE_FONT, size=BODY_SIZE), Font(name=BODY_FONT, size=BODY_SIZE)
_QUIET = Font(name=BODY_FONT, size=BODY_SIZE, color=GREY)
_FILLS = {
    colour: PatternFill("solid", fgColor=colour, bgColor=colour)
    for colour in (YELLOW, WHITE, HEADING, LOCKED)
}
_CENTER = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center", shrink_to_fit=True)
_ACROSS = {"center": _CENTER, "left": _LEFT, "right": _RIGHT}
_OPEN, _SHUT = Protection(locked=False), Protection(locked=True)
AMOUNT, COUNT, TO_GO, SUMS = "#,##0.00", "0", "0;;", "#,##0.00;-#,##0.00;"
_FORMATS = {Kind.AMOUNT: AMOUNT, Kind.SHOWN: AMOUNT, Kind.DATE: "yyyy-mm-dd"}
_SUMS = {"合计", "类的合计"}
"""Headings of sums, which show nothing where they come to nothing."""
_TEXTS = {Kind.CODE, Kind.TEXT, Kind.CHOICE, Kind.FIGURE}
MOST_HEIGHT = 300.0
LEFT = '"待填"0"项"'
_KEYS_IN_VIEW = 2
"""Columns that stay in view when a wide sheet is scrolled."""


def write_page(sheet: Worksheet, page: Page) -> dict[str, str]:
    """Write a page; return the values of the formulas that its reader needs, by place."""
    _write_heads(sheet, page)
    computed = {}
    looks: dict[tuple[str | bool, ...], StyleArray] = {}
    for index, _, row in page.each():
        for title, entry in row.items():
            place = page.at(title, index)
            _look(sheet[place], entry, title, looks)
            _write(sheet[place], entry)
            if entry.computed is not None:
                computed[place] = entry.computed
        number = page.heads + 1 + index
        sheet.row_dimensions[number].height = _height(page, row)
    _colour(sheet, page)
    add_validation(sheet, page)
    _set_up(sheet, page)
    return computed


def _write_heads(sheet: Worksheet, page: Page) -> None:
    """Write the title, the hints, the totals, and the headings."""
    width = sum(column.width for column in page.columns)
    last = page.letter(page.columns[-1].title)
    for number, text in enumerate((page.layout.title, *page.hints), start=1):
        cell = sheet.cell(number, 1)
        write_text(cell, text)
        cell.font, cell.alignment = (_TITLE_FONT, _CENTER) if number == 1 else (_BODY, _LEFT)
        sheet.merge_cells(f"A{number}:{last}{number}")
        sheet.row_dimensions[number].height = 30.0 if number == 1 else _high(text, width)
    for number, column in enumerate(page.columns, start=1):
        sheet.column_dimensions[page.letter(column.title)].width = column.width
        head = sheet.cell(page.heads, number)
        write_text(head, column.title)
        head.font, head.fill, head.border, head.alignment = (
            _BOLD,
            _FILLS[HEADING],
            QUIET_BOX,
            _CENTER,
        )
        if formula := page.totals.get(column.title):
            _write_total(sheet.cell(page.heads - 1, number), formula, column)
    if any(column.total for column in page.columns):
        label = sheet.cell(page.heads - 1, 1)
        label.value, label.font, label.alignment = "合计", _BOLD, _LEFT
    heights = [_high(column.title, column.width) for column in page.columns]
    sheet.row_dimensions[page.heads].height = max(2 * LINE, *heights)
    sheet.row_dimensions[page.heads - 1].height = 20.0


def _write_total(cell: Cell | MergedCell, formula: str, column: Column) -> None:
    """Write what stands above a heading: a sum, a number of cells to fill in, or what says it."""
    cell.value, cell.font, cell.alignment = f"={formula}", _BOLD, _RIGHT
    cell.number_format = LEFT if column.title == TO_FILL else SUMS
    if not column.total and column.title != TO_FILL:
        cell.font, cell.alignment, cell.number_format = _TITLE_FONT, _LEFT, "General"


def _high(text: str, width: float) -> float:
    """Return a height in points in which a text fits after wrapping."""
    return text_height(text, width, MOST_HEIGHT)


def _look(
    cell: Cell, entry: Entry, title: str, looks: dict[tuple[str | bool, ...], StyleArray]
) -> None:
    """Give a cell its look; those that look alike share it, since openpyxl is slow to make one."""
    quiet = entry.kind is Kind.SHOWN
    text = entry.kind in _TEXTS or (quiet and isinstance(entry.value, str))
    across = "center" if title == TO_FILL else "left" if text or entry.lines > 1 else "right"
    colour = YELLOW if entry.waits else WHITE if entry.open else LOCKED
    shows = _format(entry, title)
    look = (quiet, across, colour, entry.open, shows)
    if look in looks:
        cell._style = copy(looks[look])  # type: ignore[attr-defined]  # noqa: SLF001 no other way
        return
    cell.font, cell.border, cell.fill = _QUIET if quiet else _BODY, QUIET_BOX, _FILLS[colour]
    cell.alignment = _ACROSS[across]
    cell.protection = _OPEN if entry.open else _SHUT
    cell.number_format = shows
    looks[look] = copy(cell._style)  # type: ignore[attr-defined]  # noqa: SLF001


def _write(cell: Cell, entry: Entry) -> None:
    """Write what one cell holds."""
    if entry.formula:
        cell.value = f"={entry.formula}"
    elif isinstance(entry.value, Decimal):
        # As text of digits: openpyxl would write a Decimal through float.
        cell.value, cell.data_type = f"{entry.value:f}", "n"
    elif isinstance(entry.value, str):
        if entry.value:
            write_text(cell, entry.value)
    elif entry.value is not None:
        cell.value = entry.value


def _format(entry: Entry, title: str) -> str:
    """Return how a cell shows what it holds."""
    if title == TO_FILL:
        return TO_GO
    if title in _SUMS:
        return SUMS
    if entry.kind in _TEXTS:
        return "@" if not entry.formula else "General"
    if entry.kind in {Kind.NUMBER, Kind.SCORE}:
        return AMOUNT if entry.unit in {"元", "分"} else COUNT
    return _FORMATS[entry.kind]


def _height(page: Page, row: dict[str, Entry]) -> float:
    """Return a height in points in which the texts of a row fit."""
    texts = ((row[column.title].value, column.width) for column in page.columns)
    heights = [_high(text, width) for text, width in texts if isinstance(text, str)]
    return max(PADDING + LINE * max(entry.lines for entry in row.values()), *heights, 0)


def _colour(sheet: Worksheet, page: Page) -> None:
    """Let a yellow cell turn white once it is filled in, and a white one yellow when it is asked."""
    groups: defaultdict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for index, _, row in page.each():
        for title, entry in row.items():
            if entry.need:
                groups[title, entry.need, entry.waits].append(index)
    for (title, need, waits), indices in groups.items():
        first = page.at(title, indices[0])
        formula = need.format(r=page.heads + 1 + indices[0], at=first)
        cells = MultiCellRange(ranges([page.at(title, index) for index in indices]))
        rule = FormulaRule(  # type: ignore[no-untyped-call]
            [f"({formula})={int(not waits)}"], fill=_FILLS[WHITE if waits else YELLOW]
        )
        sheet.conditional_formatting.add(str(cells), rule)


def _set_up(sheet: Worksheet, page: Page) -> None:
    """Freeze and lock the headings; A4 landscape, one page wide, headings on every page."""
    beside = _KEYS_IN_VIEW if len(page.columns) > 2 * _KEYS_IN_VIEW + 1 else 0
    sheet.freeze_panes = sheet.cell(page.heads + 1, beside + 1).coordinate
    sheet.print_title_rows = f"{page.heads}:{page.heads}"
    last = page.letter(page.columns[-1].title)
    sheet.print_area = f"A1:{last}{page.last}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "&A 第 &P 页，共 &N 页"  # type: ignore[union-attr]
    sheet.sheet_view.showGridLines = False
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "insertRows", "insertColumns", "deleteRows"):
        setattr(protection, allowed, False)
