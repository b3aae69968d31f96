"""Whether two workbooks are the same to a reader, so that comparing their times is honest."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.cell.cell import MergedCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

PROPERTIES = ("title", "creator", "lastModifiedBy", "created", "modified")
PIXELS_PER_POINT = 4 / 3
"""Heights are compared in pixels: XlsxWriter keeps no finer ones, and 32 points become 32.25."""


def differences(ours: bytes, peer: bytes) -> list[str]:
    """Return a line for each thing that a reader would see in one workbook only.

    Sheets come first, then values, then looks; the later are not compared where the earlier differ.
    """
    left, right = (openpyxl.load_workbook(io.BytesIO(content)) for content in (ours, peer))
    if left.sheetnames != right.sheetnames:
        return [f"sheets: ours {left.sheetnames}, by hand {right.sheetnames}"]
    pairs = list(zip(left.worksheets, right.worksheets, strict=True))
    values = [line for pair in pairs for line in _unequal(pair[0].title, *map(_values, pair))]
    looks = [line for pair in pairs for line in _unequal(pair[0].title, *map(_looks, pair))]
    about = _unequal("properties", *(_named(book.properties, PROPERTIES) for book in (left, right)))
    return values or [*looks, *about]


def _unequal(place: str, ours: Mapping[str, object], peer: Mapping[str, object]) -> Iterator[str]:
    """Yield a line for everything that is not equal on both sides."""
    for name in dict.fromkeys([*ours, *peer]):
        if ours.get(name) != peer.get(name):
            yield f"{place} {name}: ours {ours.get(name)!r}, by hand {peer.get(name)!r}"


def _values(sheet: Worksheet) -> dict[str, object]:
    """Return every value by its cell; text and number are never equal."""
    return {
        cell.coordinate: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _looks(sheet: Worksheet) -> dict[str, object]:
    """Return all else that a reader sees, on screen and on paper."""
    rows = sheet.row_dimensions
    looks = _page(sheet) | {"widths": _widths(sheet)}
    looks |= {
        f"height of row {number}": round((rows[number].height or 0) * PIXELS_PER_POINT)
        for number in range(1, sheet.max_row + 1)
    }
    return looks | {
        f"{cell.coordinate} {name}": look
        for row in sheet.iter_rows()
        for cell in row
        for name, look in _look(cell).items()
    }


def _page(sheet: Worksheet) -> dict[str, object]:
    """Return what is set for the sheet as a whole."""
    setup, fitting = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
    return {
        "merged": sorted(str(each) for each in sheet.merged_cells.ranges),
        "frozen": sheet.freeze_panes,
        "repeated": sheet.print_title_rows,
        "print area": sheet.print_area,
        "grid lines": sheet.sheet_view.showGridLines,
        "footer": sheet.oddFooter and sheet.oddFooter.center.text,
        "centred": sheet.print_options.horizontalCentered,
        "paper": (setup.paperSize, setup.orientation),
        "fit to page": bool(fitting and fitting.fitToPage),
        # Excel's own default, one page wide or tall, is left out by XlsxWriter.
        "pages": [1 if each is None else each for each in (setup.fitToWidth, setup.fitToHeight)],
        "margins": _named(
            sheet.page_margins, ("left", "right", "top", "bottom", "header", "footer")
        ),
    }


def _widths(sheet: Worksheet) -> list[float]:
    """Return the width of each column; a file may give neighbours of one width as a range."""
    return [
        dimension.width
        for dimension in sheet.column_dimensions.values()
        for _ in range(dimension.min or 1, (dimension.max or 0) + 1)
    ]


def _look(cell: Cell | MergedCell) -> dict[str, object]:
    """Return how a cell is drawn; of one covered by a merge openpyxl reads back only the border."""
    border: dict[str, object] = {
        f"{edge} border": (side.style, side.color and side.color.rgb)
        if side and side.style
        else None
        for edge, side in _named(cell.border, ("left", "right", "top", "bottom")).items()
    }
    if isinstance(cell, MergedCell):
        return border
    looks = _named(cell.alignment, ("horizontal", "vertical", "wrapText", "shrinkToFit", "indent"))
    looks |= {"font": (cell.font.name, cell.font.sz), "format": cell.number_format}
    return border | looks


def _named(thing: object, names: tuple[str, ...]) -> dict[str, Any]:
    """Return some attributes of an object by name."""
    return {name: getattr(thing, name) for name in names}
