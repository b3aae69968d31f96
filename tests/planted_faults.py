"""Workbooks broken in one place, to prove that the lint and openxml-audit can fail.

Each fault says what the lint answers, or nothing where only openxml-audit sees it, and whether
openxml-audit sees it too.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Parts = list[tuple[str, str]]
"""Names and XML of an archive's parts, in order."""

SHEET, BOOK, STYLES = "xl/worksheets/", "xl/workbook.xml", "xl/styles.xml"
NUMBER = r't="n"><v>[^<]*</v>'
OUTSIDE = '<Relationship Id="rId99" Type="hyperlink" Target="http://x" TargetMode="External"/>'
HYPERLINK = '<hyperlinks><hyperlink ref="A1" location="A2"/></hyperlinks>'


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, how to bring it about, and who notices."""

    name: str
    plant: Callable[[Parts], Parts]
    lint: str = ""
    audit: bool = False


def broken(content: bytes, fault: Fault) -> bytes:
    """Return the workbook with the fault in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(name, archive.read(name).decode()) for name in archive.namelist()]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Duplicate name")
        for name, text in fault.plant(parts):
            archive.writestr(name, text)
    return target.getvalue()


def change(part: str, old: str, new: str) -> Callable[[Parts], Parts]:
    """Return what replaces the first match of a pattern, in the first such part that has it."""

    def plant(parts: Parts) -> Parts:
        for place, (name, text) in enumerate(parts):
            if name.startswith(part) and re.search(old, text):
                changed = (name, re.sub(old, new, text, count=1))
                return [*parts[:place], changed, *parts[place + 1 :]]
        message = f"{part} has no {old}"
        raise LookupError(message)

    return plant


def everywhere(part: str, old: str, new: str) -> Callable[[Parts], Parts]:
    """Return what replaces all matches of a pattern in all such parts."""
    return lambda parts: [
        (name, re.sub(old, new, text) if name.startswith(part) else text) for name, text in parts
    ]


def drop(part: str) -> Callable[[Parts], Parts]:
    """Return what leaves a part out."""
    return lambda parts: [each for each in parts if each[0] != part]


def repeat(part: str) -> Callable[[Parts], Parts]:
    """Return what puts a part into the archive a second time."""
    return lambda parts: [*parts, *(each for each in parts if each[0] == part)]


sheet, book, styles = partial(change, SHEET), partial(change, BOOK), partial(change, STYLES)
links = partial(change, "xl/_rels/workbook.xml.rels")
types = partial(change, "[Content_Types].xml")


def before(new: str) -> str:
    """Return the replacement that puts text before what was found."""
    return rf"{new}\g<0>"


def merge(reference: str) -> Callable[[Parts], Parts]:
    """Return what adds a merge."""
    return sheet("</mergeCells>", before(f'<mergeCell ref="{reference}"/>'))


def named(name: str) -> Callable[[Parts], Parts]:
    """Return what gives the first sheet another name."""
    return book('sheet ([^>]*)name="[^"]*"', rf'sheet \1name="{name}"')


def unknown(attribute: str) -> Callable[[Parts], Parts]:
    """Return what lets the first cell style point to something that is not there."""
    return styles(rf'(<cellXfs.*? {attribute}=")\d+', r"\g<1>199")


TWICE = r"\g<0>\g<0>"
SWAPPED = r"\2\1"

FAULTS = (
    # merges
    Fault("merges overlap", merge("A2:B4"), "overlap"),
    Fault("a merge is given twice", sheet(r'<mergeCell ref="A1:[A-Z]+1"\s*/>', TWICE), "overlap"),
    Fault("a merge of one cell", merge("A40:A40"), "single cell"),
    Fault("a merge beyond the sheet", merge("A40:XFE40"), "beyond the sheet"),
    # rows and columns
    Fault(
        "rows are out of order",
        sheet(r'(<row r="7".*?</row>)(<row r="8".*?</row>)', SWAPPED),
        "out of order",
    ),
    Fault("a row is given twice", sheet(r'<row r="7".*?</row>', TWICE), "repeated"),
    Fault(
        "a row beyond the sheet",
        sheet("</sheetData>", before('<row r="1048577"/>')),
        "beyond the sheet",
    ),
    Fault("a row is too high", sheet(r' ht="[\d.]+"', ' ht="500"'), "too high"),
    Fault("columns overlap", sheet('min="2" max="2"', 'min="1" max="2"'), "overlaps"),
    Fault(
        "columns are out of order",
        sheet(r'(<col [^>]*min="1"[^>]*>)(<col [^>]*min="2"[^>]*>)', SWAPPED),
        "out of order",
    ),
    Fault("a column is too wide", sheet(r'<col width="\d+"', '<col width="300"'), "too wide"),
    Fault("a column beyond the sheet", sheet('max="2"', 'max="16385"'), "beyond the sheet"),
    # cells
    Fault("a cell is in another row", sheet(r'r="A7"', 'r="A8"'), "in another row"),
    Fault(
        "cells are out of order",
        sheet(r'(<c r="A7".*?</c>)(<c r="B7".*?</c>)', SWAPPED),
        "disorder",
    ),
    Fault("a cell is given twice", sheet(r'<c r="A7".*?</c>', TWICE), "repeated"),
    Fault("a cell's style is missing", sheet(r' s="\d+"', ' s="999"'), "c {"),
    Fault("a row's style is missing", sheet("<row ", '<row s="999" '), "row {"),
    Fault("a column's style is missing", sheet("<col ", '<col style="999" '), "col {"),
    Fault(
        "a shared string is missing", sheet(NUMBER, 't="s"><v>999</v>'), "shared string", audit=True
    ),
    Fault("a shared string is not named", sheet(NUMBER, 't="s">'), "shared string"),
    Fault("a number is NaN", sheet(NUMBER, 't="n"><v>NaN</v>'), "no finite number"),
    Fault("a number is blank", sheet(NUMBER, 't="n"><v></v>'), "no finite number"),
    Fault("a number has a separator", sheet(NUMBER, 't="n"><v>1,234.50</v>'), "no finite number"),
    Fault("an error value", sheet(NUMBER, 't="e"><v>#N/A</v>'), "error value"),
    Fault("neither true nor false", sheet(NUMBER, 't="b"><v>2</v>'), "neither true nor false"),
    Fault("a text cell without text", sheet(NUMBER, 't="inlineStr">'), "has no text"),
    Fault("a formula", sheet(NUMBER, 't="n"><f>1+1</f><v>2</v>'), "formula"),
    Fault("a cell of unknown type", sheet('t="n"', 't="number"'), audit=True),
    Fault(
        "a text is too long",
        change("xl/", "(<t[^>]*>)[^<]*</t>", r"\g<1>" + "𠮷" * 16_384 + "</t>"),
        "a text of more",
    ),
    Fault("a control character", sheet("(<t[^>]*>)", r"\g<1>&#11;"), "not well-formed"),
    # worksheets
    Fault(
        "merges after the set-up",
        sheet("(<mergeCells.*</mergeCells>)(.*</headerFooter>)", SWAPPED),
        "after",
        audit=True,
    ),
    Fault(
        "an unknown element", sheet("<printOptions", before("<printer/>")), "unknown", audit=True
    ),
    Fault("a hyperlink", sheet("<printOptions", before(HYPERLINK)), "hyperlinks"),
    Fault("a footer is too long", sheet("(<oddFooter>)", r"\g<1>" + "页" * 256), "too long"),
    Fault(
        "a pane in what is frozen",
        sheet(r'topLeftCell="[A-Z]+\d+"', 'topLeftCell="A2"'),
        "the pane begins",
    ),
    Fault(
        "a missing pane is active",
        sheet('activePane="bottomLeft"', 'activePane="topRight"'),
        "active pane",
    ),
    Fault(
        "a selection in a missing pane",
        sheet('selection pane="bottomLeft"', 'selection pane="topRight"'),
        "has no pane",
    ),
    Fault("a pane is selected twice", sheet("<selection [^>]*>", TWICE), "a second one"),
    Fault(
        "two sheets are selected",
        everywhere(SHEET, "<sheetView ", '<sheetView tabSelected="1" '),
        "more than one",
    ),
    Fault(
        "an unknown orientation",
        sheet('orientation="portrait"', 'orientation="upright"'),
        audit=True,
    ),
    Fault(
        "a page margin is missing", sheet(r'<pageMargins left="[^"]*"', "<pageMargins"), audit=True
    ),
    # the workbook
    Fault("a sheet name is too long", named("表" * 32), "be a sheet name"),
    Fault("a sheet name has a slash", named("a/b"), "be a sheet name"),
    Fault("a sheet name in an apostrophe", named("'a"), "be a sheet name"),
    Fault("a sheet is named History", named("history"), "be a sheet name"),
    Fault(
        "two sheets of one name",
        everywhere(BOOK, 'name="[^"]*决算[^"]*"', 'name="决算"'),
        "two sheets",
        audit=True,
    ),
    Fault(
        "a sheetId is used twice", book('sheetId="2"', 'sheetId="1"'), "has the sheetId", audit=True
    ),
    Fault("the active tab is missing", book('activeTab="0"', 'activeTab="9"'), "opens a sheet"),
    Fault("the active tab is hidden", book('state="visible"', 'state="hidden"'), "is hidden"),
    Fault(
        "a name is defined twice", book("<definedName .*?</definedName>", TWICE), "defined twice"
    ),
    Fault(
        "a name that is a cell",
        book('definedName name="[^"]*"', 'definedName name="AB12"'),
        "cannot be a name",
    ),
    Fault("a print area on a missing sheet", book(r"'[^']*'!\$A", "'没有'!$A"), "a missing one"),
    Fault("a print area without an area", book(r"\$A\$1:\$[A-Z]\$\d+", "#REF!"), "no area"),
    Fault(
        "a name of a missing sheet", book('localSheetId="0"', 'localSheetId="9"'), "that is missing"
    ),
    Fault(
        "sheets before the views",
        book(r"(<bookViews>.*</bookViews>)(<sheets>.*</sheets>)", SWAPPED),
        audit=True,
    ),
    Fault("a workbook beside", book("<definedNames>", before("<externalReferences/>")), "link out"),
    # styles
    Fault("a font is missing", unknown("fontId"), "a font"),
    Fault("a fill is missing", unknown("fillId"), "a fill"),
    Fault("a border is missing", unknown("borderId"), "a border"),
    Fault("a number format is missing", unknown("numFmtId"), "no format"),
    Fault("a style to build on is missing", unknown("xfId"), "build on"),
    Fault(
        "a named style is missing",
        styles(r'(<cellStyle [^>]*xfId=")\d+', r"\g<1>99"),
        "missing style",
    ),
    Fault(
        "a font's parts are out of order",
        styles("(<sz [^>]*>)(.*?<name [^>]*>)", SWAPPED),
        "<sz> after",
        audit=True,
    ),
    Fault(
        "fills before fonts", styles("(<fonts.*</fonts>)(<fills.*</fills>)", SWAPPED), audit=True
    ),
    Fault("a format is given twice", styles("<numFmt [^>]*>", TWICE), "has the id"),
    Fault(
        "two styles of one name",
        styles('cellStyle name="table[^"]*"', 'cellStyle name="Normal"'),
        "has the name",
    ),
    # the package
    Fault("a part is in the archive twice", repeat(BOOK), "twice in the archive"),
    Fault("a part is missing", drop(STYLES), "missing part", audit=True),
    Fault("a worksheet is missing", drop("xl/worksheets/sheet2.xml"), "is missing", audit=True),
    Fault("a link to nowhere", links("sheet1.xml", "sheet9.xml"), "sheet9.xml", audit=True),
    Fault("a sheet without a link", book('r:id="rId1"', 'r:id="rId99"'), "rId99", audit=True),
    Fault("two links of an Id", links('(Id=")rId2"', r'\g<1>rId1"'), "has the Id", audit=True),
    Fault(
        "a link out of the workbook",
        links("</Relationships>", before(OUTSIDE)),
        "out of the workbook",
    ),
    Fault(
        "a worksheet without a type",
        types('<Override PartName="/xl/worksheets/sheet1.xml"[^>]*>', ""),
        "wrong content",
    ),
    Fault(
        "a type is given twice",
        types('<Override PartName="/xl/styles.xml"[^>]*>', TWICE),
        "given twice",
    ),
)
