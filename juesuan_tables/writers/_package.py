"""What every workbook of ours has in common: a Chinese default font, and bytes that repeat.

The habits of openpyxl that are worked around here: the default font, the order of ``<font>``'s
children, text that looks like a formula or an error value, the current time, and formulas that
are saved without their values.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.xml.functions import fromstring, tostring

from juesuan_tables.grid import display_width
from juesuan_tables.writers._archive import archive

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from openpyxl.cell.cell import Cell, MergedCell

A4 = 9
BODY_FONT, TITLE_FONT = "宋体", "黑体"
BODY_SIZE = 10
LINE, PADDING = 15.0, 5.0
"""Points that a line of body text takes, and what is free around the lines of a cell."""
QUIET_LINE = Side(style="thin", color="FFA6A6A6")
QUIET_BOX = Border(left=QUIET_LINE, right=QUIET_LINE, top=QUIET_LINE, bottom=QUIET_LINE)
"""The lines around what is filled in or worked through, and not published."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# The order in which Excel's schema wants the children of <font>; openpyxl writes another.
_FONT_ORDER = ("b", "i", "strike", "u", "vertAlign", "sz", "color", "name", "family", "charset")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What a published file says of the program that made it: nothing.
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def new_book(*, write_only: bool = False) -> Workbook:
    """Return a workbook without sheets and with a Chinese default font.

    One that is ``write_only`` takes its rows one after another and keeps none.
    """
    book = Workbook(write_only=write_only)
    if not write_only:
        del book["Sheet"]
    # openpyxl offers no other way to the default font, by which Excel measures column widths.
    default = Font(name=BODY_FONT, size=BODY_SIZE)
    book._fonts = IndexedList([default])  # type: ignore[attr-defined]  # noqa: SLF001
    book._named_styles["Normal"].font = default  # type: ignore[attr-defined]  # noqa: SLF001
    return book


def text_height(text: str, width: float, most: float) -> float:
    """Return a height in points, ``most`` at the most, in which a text fits after wrapping."""
    room = max(width - 2, 2)
    lines = sum(max(1, math.ceil(display_width(part) / room)) for part in text.split("\n"))
    return min(PADDING + LINE * lines, most)


def write_text(cell: Cell | MergedCell, text: str) -> None:
    """Write text that can never become a formula, an error value or anything else."""
    cell.value = _ESCAPE.sub("_x005F_", text)
    # A text beginning with "=" would become a formula, and "#N/A" an error value; WPS asks
    # for the quote prefix besides.
    cell.data_type = "s"
    cell.quotePrefix = text[0] in "=+-@"


def saved(
    book: Workbook,
    *,
    title: str,
    author: str,
    made: date,
    computed: Mapping[int, Mapping[str, str]] | None = None,
) -> bytes:
    """Return the workbook's bytes: the same workbook gives the same bytes.

    ``made`` becomes the date of creation. ``computed`` gives the values of formulas by the number
    of their sheet (from 1) and their place, numbers as digits; all else a program computes when it
    opens the file.
    """
    properties = book.properties
    properties.title, properties.creator, properties.lastModifiedBy = title, author, author
    properties.created = datetime(made.year, made.month, made.day)  # noqa: DTZ001 a plain date
    content = io.BytesIO()
    book.save(content)
    properties.modified = properties.created  # openpyxl has set it to now
    replaced = {"docProps/core.xml": tostring(properties.to_tree()), "docProps/app.xml": _APP}
    with zipfile.ZipFile(content) as source:
        # What is written row by row is more than memory may hold as a tree.
        whole = () if book.write_only else range(1, len(book.worksheets) + 1)
        for number in whole:
            name = f"xl/worksheets/sheet{number}.xml"
            replaced[name] = _with_values(source.read(name), (computed or {}).get(number, {}))
        replaced["xl/styles.xml"] = _with_ordered_fonts(source.read("xl/styles.xml"))
        return archive(
            {name: replaced.get(name) or partial(source.open, name) for name in source.namelist()}
        )


def _with_values(sheet: bytes, values: Mapping[str, str]) -> bytes:
    """Put the values of formulas beside them; what has none loses the empty element.

    Chinese is written as itself: openpyxl writes a number of eight characters for each.
    """
    root: Any = fromstring(sheet)
    for formula in root.findall(f".//{_MAIN}f/.."):
        text, value = values.get(formula.get("r")), formula.find(f"{_MAIN}v")
        if text is None:
            formula.remove(value)
        else:
            formula.set("t", "n" if text else "str")
            value.text = text
    return bytes(tostring(root))


def _with_ordered_fonts(styles: bytes) -> bytes:
    """Put the children of every <font> in the order of Excel's schema."""
    root: Any = fromstring(styles)
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=_font_rank)
    return bytes(tostring(root))


def _font_rank(child: Any) -> int:  # noqa: ANN401 an element of whichever XML library
    name = child.tag.removeprefix(_MAIN)
    return _FONT_ORDER.index(name) if name in _FONT_ORDER else len(_FONT_ORDER)
