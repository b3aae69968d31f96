"""A sheet's cells, each in the named style of its role, and its paper."""

from __future__ import annotations

from copy import copy
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from openpyxl.cell.cell import Cell as OneCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.properties import PageSetupProperties

from juesuan_tables.figure import Figure
from juesuan_tables.grid import Cell, Role
from juesuan_tables.writers._package import A4, BODY_FONT, BODY_SIZE, TITLE_FONT, write_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl import Workbook
    from openpyxl.cell.cell import MergedCell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

    Target = OneCell | MergedCell

TITLE_SIZE = 18
NUMBER_FORMAT = "#,##0.00_ "
INDENTS = 4
"""Levels of names: 类, 款, 项, and one to spare."""
MARGINS = {"left": 0.6, "right": 0.6, "top": 0.7, "bottom": 0.7, "header": 0.3, "footer": 0.3}
"""Inches."""

_THIN = Side(style="thin", color="FF000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTER = {"horizontal": "center", "vertical": "center", "wrap_text": True}
_LEFT = {"horizontal": "left", "vertical": "center", "wrap_text": True}
_RIGHT = {"horizontal": "right", "vertical": "center"}
_LOOKS: dict[Role, tuple[bool, dict[str, Any]]] = {
    Role.TITLE: (False, _CENTER),
    Role.FORM_NUMBER: (False, _RIGHT),
    Role.UNIT_LINE: (False, _LEFT),
    Role.CURRENCY_LINE: (False, _RIGHT),
    Role.HEADER: (True, _CENTER),
    Role.ORDINAL: (True, _CENTER),
    Role.CODE: (True, _LEFT),
    Role.LABEL: (True, _LEFT),
    Role.TOTAL_LABEL: (True, _CENTER),
    Role.LINE_NUMBER: (True, _CENTER),
    Role.AMOUNT: (True, _RIGHT | {"shrink_to_fit": True}),  # never ###, however large
    Role.NOTE: (False, _LEFT),
}
"""Whether a role is boxed, and how it is aligned."""


class Styles:
    """The looks of a book's cells: one named style a role.

    All are in the book from the start and in one order, whichever its cells use: a look has the
    same number in every book.
    """

    def __init__(self, book: Workbook) -> None:
        """Give the book its styles, and those of texts that look like formulas."""
        _name_styles(book)
        self._known: dict[tuple[Role, int], StyleArray] = {}
        sheet = book.create_sheet()
        for role in Role:
            for indent in range(INDENTS if role is Role.LABEL else 1):
                for quoted in (True, False):
                    target = OneCell(sheet, row=1, column=1)
                    target.style = _style_name(role)
                    if indent:
                        target.alignment = Alignment(**_LOOKS[role][1], indent=indent)
                    target.quotePrefix = quoted
                    _ = target.style_id  # which is when openpyxl adds it to the book
                self._known[role, indent] = target._style  # type: ignore[attr-defined]  # noqa: SLF001
        book.remove(sheet)

    def give(self, cell: Target, role: Role, indent: int = 0) -> None:
        """Style a cell; openpyxl would look the style up by name for every one."""
        cell._style = copy(self._known[role, indent])  # type: ignore[union-attr]  # noqa: SLF001


class InOrder(MultiCellRange):
    """Merged cells that are written from left to right and from top to bottom."""

    def __iter__(self) -> Iterator[CellRange]:
        """Yield them in an order that does not depend on how sets are stored."""
        return iter(sorted(self.ranges, key=attrgetter("min_row", "min_col")))


def _name_styles(book: Workbook) -> None:
    for role, (boxed, alignment) in _LOOKS.items():
        style = NamedStyle(_style_name(role))
        big = role is Role.TITLE
        style.font = Font(
            name=TITLE_FONT if big else BODY_FONT, size=TITLE_SIZE if big else BODY_SIZE
        )
        style.alignment = Alignment(**alignment)
        style.number_format = NUMBER_FORMAT if role is Role.AMOUNT else "@"
        if boxed:
            style.border = _BOX
        book.add_named_style(style)


def _style_name(role: Role) -> str:
    """Return a name that is none of Excel's own, such as Title or Note."""
    return f"table {role.name.lower().replace('_', ' ')}"


def write_cell(sheet: Worksheet, row: int, cell: Cell, styles: Styles) -> None:
    """Write a value in its style over all that the cell spans."""
    left, bottom, right = cell.column + 1, row + cell.rows - 1, cell.column + cell.columns
    for below in range(row, bottom + 1):
        for column in range(left, right + 1):
            styles.give(sheet.cell(below, column), cell.role, cell.indent)
    target = sheet.cell(row, left)
    if isinstance(cell.value, Figure):
        # As text of digits: openpyxl would write a Decimal through float, 67.43000000000001.
        target.value, target.data_type = cell.text, "n"
    elif cell.value:
        write_text(target, cell.value)
    if (bottom, right) != (row, left):
        # Not `merge_cells`, which throws away the styles of the covered cells, and their borders.
        first, last = (f"{get_column_letter(c)}{r}" for c, r in ((left, row), (right, bottom)))
        sheet.merged_cells.add(f"{first}:{last}")


def set_up_paper(
    sheet: Worksheet, columns: int, rows: int, *, landscape: bool, one_page: bool
) -> None:
    """A4, one page wide, with page numbers."""
    sheet.print_area = f"A1:{get_column_letter(columns)}{rows}"
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(one_page)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    for edge, inches in MARGINS.items():
        setattr(sheet.page_margins, edge, inches)
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"  # type: ignore[union-attr]
    sheet.sheet_view.showGridLines = False
