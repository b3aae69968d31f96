"""Excel's own rules over the bytes of an .xlsx: what makes it offer to repair a workbook.

Other programs open almost anything, so that they open a file proves nothing. The lint adds two
rules of this project: no formula, and no link out of the workbook.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_ROWS, MAX_COLUMNS, MAX_TEXT, MAX_SHEET_NAME = 1_048_576, 16_384, 32_767, 31
TYPES, WORKBOOK, LINKS = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STYLES, STRINGS, SHEETS = "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet"
KINDS = {WORKBOOK: "sheet.main", STYLES: "styles", STRINGS: "sharedStrings", SHEETS: "worksheet"}
"""What the content type of a part says, by how its name begins."""
SHEET_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems "
    "tableParts extLst"
)
FONT_ORDER = "b i strike outline shadow u vertAlign sz color name family charset scheme"
RULES = {
    ".rels": {
        "//p:Relationship[@TargetMode = 'External']": "links out of the workbook",
        "//p:Relationship[@Id = preceding-sibling::*/@Id]": "has the Id of another",
    },
    TYPES: {"//t:Override[@PartName = preceding-sibling::*/@PartName]": "is given twice"},
    WORKBOOK: {
        "//m:externalReferences": "link out of the workbook",
        "//m:sheet[@sheetId = preceding-sibling::*/@sheetId]": "has the sheetId of another",
        "//m:workbookView[@activeTab >= count(//m:sheet)]": "opens a sheet that is missing",
        "//m:sheet[@state != 'visible'][count(preceding-sibling::*) = //@activeTab]": "is hidden",
        "//m:definedName[@localSheetId >= count(//m:sheet)]": "is on a sheet that is missing",
    },
    STYLES: {
        "//m:xf[not(@fontId < count(//m:fonts/*))]": "has a font that is missing",
        "//m:xf[not(@fillId < count(//m:fills/*))]": "has a fill that is missing",
        "//m:xf[not(@borderId < count(//m:borders/*))]": "has a border that is missing",
        "//m:xf[@numFmtId > 163][not(@numFmtId = //m:numFmt/@numFmtId)]": "has no format",
        "//m:numFmt[@numFmtId = preceding-sibling::*/@numFmtId]": "has the id of another",
        "//m:cellXfs/*[not(@xfId < count(//m:cellStyleXfs/*))]": "has no style to build on",
        "//m:cellStyle[not(@xfId < count(//m:cellStyleXfs/*))]": "names a missing style",
        "//m:cellStyle[@name = preceding-sibling::*/@name]": "has the name of another",
    },
    SHEETS: {
        "//m:f": "is a formula",
        "//m:hyperlinks": "lead out of the workbook",
        "//m:c[@t = 'e']": "is an error value",
        "//m:c[@t = 's'][not(m:v >= 0 and m:v < $strings)]": "has no shared string",
        "//m:c[@t = 'inlineStr'][not(m:is)]": "has no text",
        "//m:c[@t = 'b'][not(m:v = 0 or m:v = 1)]": "is neither true nor false",
        "//m:c[not(@t) or @t = 'n']/m:v[not(. - . = 0)]": "is no finite number",
        "//m:c[@s][not(@s >= 0 and @s < $styles)]": "has no style",
        "//m:row[@s][not(@s >= 0 and @s < $styles)]": "has no style",
        "//m:col[@style][not(@style >= 0 and @style < $styles)]": "has no style",
        "//m:col[not(@min >= 1 and @min <= @max and @max <= 16384)]": "is beyond the sheet",
        "//m:col[@min <= preceding-sibling::*/@max]": "overlaps or is out of order",
        "//m:col[@width > 255]": "is too wide",
        "//m:row[not(@r >= 1 and @r <= 1048576)]": "is beyond the sheet",
        "//m:row[@r <= preceding-sibling::*[1]/@r]": "is out of order or repeated",
        "//m:row[@ht > 409.5]": "is too high",
        "//m:c[translate(@r, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '') != ../@r]": "is in another row",
        "//m:headerFooter/*[string-length() > 255]": "is too long",
        "//m:selection[@pane = preceding-sibling::*/@pane]": "is a second one",
        "//m:selection[contains(@pane, 'ight')][not(../m:pane/@xSplit > 0)]": "has no pane",
        "//m:selection[contains(@pane, 'ottom')][not(../m:pane/@ySplit > 0)]": "has no pane",
    },
}
"""Elements that must not be there, and what is wrong with them, by the parts they are in."""
NAMESPACES = {
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "p": "http://schemas.openxmlformats.org/package/2006/relationships",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "t": "http://schemas.openxmlformats.org/package/2006/content-types",
}
_BAD_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$|(?i:^history$)")
_NAME = re.compile(r"[^\W\d][\w.\\?]{0,254}|\\[\w.\\?]{0,254}")
_LIKE_A_CELL = re.compile(r"(?i)[a-z]{1,3}\d+|r\d*c?\d*|c\d*")
_PLACE = re.compile(r"(?:'((?:[^']|'')+)'|([^',!]+))!([^,!]+)")
_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def lint(content: bytes) -> list[str]:
    """Return one line for each fault; none where Excel would open the workbook without a word."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            parts = {name: archive.read(name) for name in names}
    except zipfile.BadZipFile as error:
        return [f"not a zip archive: {error}"]
    faults = [f"{name}: twice in the archive" for name in _repeated(map(str.lower, names))]
    trees: dict[str, Any] = {}
    for name, part in parts.items():
        try:
            if name.endswith((".xml", ".rels")):
                trees[name] = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError as error:
            faults.append(f"{name}: not well-formed: {error}")
    needed = (TYPES, WORKBOOK, LINKS, STYLES)
    faults += [f"{name}: missing part" for name in needed if name not in parts]
    return faults or list(_faults(Book(trees, set(parts))))


@dataclass(frozen=True)
class Book:
    """A workbook's XML by part, and the names of all its parts."""

    trees: dict[str, Any]
    parts: set[str]

    def find(self, part: str, path: str, **sizes: int) -> list[Any]:
        """Return what an XPath finds in a part; nothing in a part that is missing."""
        tree = self.trees.get(part)
        return [] if tree is None else list(tree.xpath(path, namespaces=NAMESPACES, **sizes))

    @property
    def sheets(self) -> list[str]:
        """Return the parts that are worksheets."""
        return [part for part in self.trees if part.startswith(SHEETS)]


def _repeated(items: Iterable[str]) -> list[str]:
    return [item for item, count in Counter(items).items() if count > 1]


def _utf16(text: str) -> int:
    """Return the length of a text as Excel counts it."""
    return len(_ESCAPE.sub("?", text).encode("utf-16-le")) // 2


def _position(reference: str) -> tuple[int, int]:
    """Return row and column of a reference like B7, or (0, 0) where no sheet has such a cell."""
    cell = _CELL.fullmatch(reference)
    row, column = int(cell[2]) if cell else 0, 0
    for letter in cell[1] if cell else "":
        column = 26 * column + ord(letter) - ord("A") + 1
    return (row, column) if row <= MAX_ROWS and column <= MAX_COLUMNS else (0, 0)


def _area(reference: str) -> tuple[int, int, int, int]:
    """Return top, left, bottom and right of B2:C3 or rows 4:6; all 0 where there is no such area."""
    first, _, last = reference.replace("$", "").partition(":")
    if first.isdecimal():
        first, last = f"A{first}", f"XFD{last}"
    (top, left), (bottom, right) = _position(first), _position(last or first)
    return (top, left, bottom, right) if top <= bottom and left <= right else (0, 0, 0, 0)


def _target(links: str, target: str) -> str:
    """Return the part that a relationship in ``links`` points to."""
    folder = posixpath.dirname(posixpath.dirname(links))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _faults(book: Book) -> Iterator[str]:
    """Yield what every rule finds."""
    for rule in (_unwanted, _links, _types, _sheet_names, _defined_names, _order, _texts):
        yield from rule(book)
    if sum(len(book.find(part, "//m:sheetView[@tabSelected = '1']")) for part in book.sheets) > 1:
        yield "more than one sheet is selected"
    for part in book.sheets:
        for rule_of_sheet in (_cells, _merges, _panes):
            yield from (f"{part}: {fault}" for fault in rule_of_sheet(book, part))


def _unwanted(book: Book) -> Iterator[str]:
    """Yield what ``RULES`` finds."""
    sizes = {
        "styles": len(book.find(STYLES, "//m:cellXfs/*")),
        "strings": len(book.find(STRINGS, "//m:si")),
    }
    for part in book.trees:
        rules = [each for end, each in RULES.items() if part.startswith(end) or part.endswith(end)]
        for path, fault in (item for each in rules for item in each.items()):
            for element in book.find(part, path, **sizes):
                yield f"{part}: {etree.QName(element).localname} {dict(element.attrib)} {fault}"


def _links(book: Book) -> Iterator[str]:
    for part in book.trees:
        for target in book.find(part, "//p:Relationship[not(@TargetMode = 'External')]/@Target"):
            if _target(part, target) not in book.parts:
                yield f"{part}: {target} is missing"
    known = book.find(LINKS, "//p:Relationship/@Id")
    for used in book.find(WORKBOOK, "//@r:id"):
        if used not in known:
            yield f"{WORKBOOK}: {used} is not in {LINKS}"


def _types(book: Book) -> Iterator[str]:
    overrides = book.find(TYPES, "//t:Override")
    types = {each.get("PartName", "")[1:]: each.get("ContentType", "") for each in overrides}
    endings = {f".{each}" for each in book.find(TYPES, "//t:Default/@Extension")}
    yield from (f"{TYPES}: {part} is missing" for part in sorted(types.keys() - book.parts))
    for part in sorted(book.parts - {TYPES}):
        if part not in types and not part.endswith(tuple(endings)):
            yield f"{part}: has no content type"
        for start, kind in KINDS.items():
            if part.startswith(start) and not types.get(part, "").endswith(f".{kind}+xml"):
                yield f"{part}: has the wrong content type"


def _sheet_names(book: Book) -> Iterator[str]:
    names = book.find(WORKBOOK, "//m:sheet/@name")
    for name in names:
        if not 1 <= _utf16(name) <= MAX_SHEET_NAME or _BAD_SHEET_NAME.search(name):
            yield f"{WORKBOOK}: {name} cannot be a sheet name"
    twice = _repeated(name.casefold() for name in names)
    yield from (f"{WORKBOOK}: two sheets are named {name}" for name in twice)


def _defined_names(book: Book) -> Iterator[str]:
    items = book.find(WORKBOOK, "//m:definedName")
    names = [f"{each.get('name', '').lower()} {each.get('localSheetId', '')}" for each in items]
    yield from (f"{WORKBOOK}: {name} is defined twice" for name in _repeated(names))
    for item in items:
        name, scope = item.get("name", ""), item.get("localSheetId")
        if not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name):
            yield f"{WORKBOOK}: {name} cannot be a name"
        allowed = book.find(WORKBOOK, "//m:sheet/@name")
        if name.startswith("_xlnm.Print_"):
            allowed = [sheet for number, sheet in enumerate(allowed) if f"{number}" == scope]
        yield from (f"{WORKBOOK}: {name}: {x}" for x in _misplaced(item.text or "", allowed))


def _misplaced(text: str, sheets: list[str]) -> Iterator[str]:
    """Yield what is wrong with a reference to areas of the given sheets."""
    places = list(_PLACE.finditer(text))
    if ",".join(place[0] for place in places) != text or not text:
        yield f"{text} is no reference"
    for place in places:
        if (place[1] or place[2]).replace("''", "'") not in sheets:
            yield f"{place[0]} is on another sheet or a missing one"
        if not all(_area(place[3])):
            yield f"{place[0]} is no area"


def _order(book: Book) -> Iterator[str]:
    """Yield children of worksheets and fonts that are unknown, repeated or in disorder."""
    parents = [(part, book.trees[part], SHEET_ORDER) for part in book.sheets]
    parents += [(STYLES, font, FONT_ORDER) for font in book.find(STYLES, "//m:fonts/m:font")]
    for part, parent, order in parents:
        ranks = {tag: rank for rank, tag in enumerate(order.split())}
        tags = [etree.QName(child).localname for child in parent]
        yield from (f"{part}: <{tag}> is unknown" for tag in tags if tag not in ranks)
        for before, after in pairwise(tag for tag in tags if tag in ranks):
            if ranks[before] >= ranks[after] and after != "conditionalFormatting":
                yield f"{part}: <{after}> after <{before}>"


def _texts(book: Book) -> Iterator[str]:
    for part in book.trees:
        for text in book.find(part, "//m:si | //m:is"):
            if _utf16("".join(text.itertext())) > MAX_TEXT:
                yield f"{part}: a text of more than {MAX_TEXT} units"


def _cells(book: Book, part: str) -> Iterator[str]:
    for row in book.find(part, "//m:row"):
        places = [_position(cell.get("r", "")) for cell in row]
        if (0, 0) in places or any(left >= right for left, right in pairwise(places)):
            yield f"row {row.get('r')} has cells in disorder, repeated or beyond the sheet"


def _merges(book: Book, part: str) -> Iterator[str]:
    areas = [(each, _area(each)) for each in book.find(part, "//m:mergeCell/@ref")]
    for reference, area in areas:
        if area[:2] == area[2:]:
            yield f"merge {reference} is a single cell or beyond the sheet"
    for (one, left), (other, right) in combinations(areas, 2):
        if all(left[i] <= right[i + 2] and right[i] <= left[i + 2] for i in (0, 1)):
            yield f"merges {one} and {other} overlap"


def _panes(book: Book, part: str) -> Iterator[str]:
    for pane in book.find(part, "//m:pane"):
        down, across = float(pane.get("ySplit", 0)), float(pane.get("xSplit", 0))
        row, column = _position(pane.get("topLeftCell", ""))
        if row <= down or column <= across:
            yield f"the pane begins at {pane.get('topLeftCell')}, inside what is frozen"
        last = ("bottom" if down else "top") + ("Right" if across else "Left")
        if pane.get("activePane", "topLeft") != last:
            yield f"the active pane is not {last}"
