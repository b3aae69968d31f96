"""Files made to exhaust, deceive or break whoever opens them: small on disk, each built here."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pdf_pages
import xlwt

if TYPE_CHECKING:
    from collections.abc import Callable

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LIST = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def relations(*targets: tuple[str, str]) -> str:
    """Return a list of relations, by kind and target, whose ids are rId1, rId2, …"""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_LIST}">{listed}</Relationships>'


def sheet(rows: str = "", before: str = "", after: str = "") -> str:
    """Return a worksheet of these rows, in XML."""
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def cell(place: str, value: object = 1) -> str:
    """Return a row of one cell that holds a number."""
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{place}"><v>{value}</v></c></row>'


def parts(first: str, **others: str) -> dict[str, str]:
    """Return the parts of a workbook whose first sheet is this one, and whose others these."""
    names = ["第1张", *others]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    sheets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(names) + 1)]
    found = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(*sheets, ("sharedStrings", "sharedStrings.xml")),
    }
    for number, content in enumerate([first, *others.values()], start=1):
        found[f"xl/worksheets/sheet{number}.xml"] = content
    return found


def zipped(files: dict[str, str | bytes], *, stored: bool = False) -> bytes:
    """Return an archive of files."""
    target = io.BytesIO()
    way = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(target, "w", way) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, way)
    return target.getvalue()


def workbook(rows: str = "", before: str = "", after: str = "", **more: str | bytes) -> bytes:
    """Return a workbook of one sheet; ``more`` are further parts, by names with _ for /."""
    files: dict[str, str | bytes] = {**parts(sheet(rows, before, after))}
    return zipped(files | {name.replace("__", "/"): content for name, content in more.items()})


# --- archives that say something else than they hold ---------------------------------------------


@dataclass
class _Entry:
    """A file in an archive as it is said to be; ``begin`` is where its bytes are, if elsewhere."""

    name: str
    packed: bytes
    size: int
    flags: int = 0
    crc: int = 0
    begin: int | None = None


@dataclass
class _Archive:
    content: bytearray = field(default_factory=bytearray)
    listed: bytearray = field(default_factory=bytearray)
    count: int = 0

    def add(self, entry: _Entry) -> int:
        """Add a file; return where it begins."""
        name = entry.name.encode()
        sizes = (entry.crc, len(entry.packed), entry.size, len(name))
        begin = len(self.content) if entry.begin is None else entry.begin
        if entry.begin is None:
            head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, entry.flags, 8, 0, 33, *sizes, 0)
            self.content += head + name + entry.packed
        self.listed += struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, entry.flags, 8, 0, 33, *sizes, 0, 0, 0, 0, 0, begin
        )
        self.listed += name
        self.count += 1
        return begin

    def closed(self) -> bytes:
        """Return the archive."""
        count, size = min(self.count, 0xFFFF), len(self.listed)
        end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, size, len(self.content), 0)
        return bytes(self.content + self.listed) + end


def _archive(*entries: _Entry) -> bytes:
    archive = _Archive()
    given = {entry.name for entry in entries}
    for name, content in parts(sheet(cell("A1"))).items():
        if name in given:
            continue
        packed = _deflated(content.encode())
        crc = zlib.crc32(content.encode())
        archive.add(_Entry(name, packed, len(content.encode()), crc=crc))
    for entry in entries:
        archive.add(entry)
    return archive.closed()


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def _repeated(name: str, piece: bytes, times: int, around: tuple[str, str] = ("", "")) -> _Entry:
    """Return a file in which a piece repeats; only one of them is ever packed."""
    begin, end = (text.encode() for text in around)
    packer = zlib.compressobj(wbits=-15)
    first = packer.compress(begin) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(end) + packer.flush()
    size = len(begin) + len(piece) * times + len(end)
    crc = 0 if size > 10**8 else zlib.crc32(begin + piece * times + end)
    return _Entry(name, first + one * times + last, size, crc=crc)


_ZEROS = bytes(1_000_000)


def overlapping() -> bytes:
    """Return an archive in which a thousand names share the same megabyte."""
    archive = _Archive()
    packed = _deflated(_ZEROS)
    begin = archive.add(_Entry("xl/workbook.xml", packed, len(_ZEROS)))
    for number in range(1_000):
        archive.add(_Entry(f"xl/{number}.xml", packed, len(_ZEROS), begin=begin))
    return archive.closed()


def many_entries() -> bytes:
    """Return an archive of 100,000 empty files."""
    archive = _Archive()
    for number in range(100_000):
        archive.add(_Entry(f"xl/{number}.xml", b"\3\0", 0))
    return archive.closed()


# --- XML -----------------------------------------------------------------------------------------

_LAUGHS = "<!DOCTYPE worksheet [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
)
_OUTSIDE = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def with_doctype(declaration: str, reference: str, encoding: str = "utf-8") -> bytes:
    """Return a workbook whose sheet declares something."""
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{reference}</t></is></c></row>'
    content = sheet(rows).replace("?>\n", f"?>\n{declaration}", 1)
    content = content.replace("UTF-8", encoding.upper())
    return zipped({**parts(sheet()), SHEET: content.encode(encoding)})


def shared_text() -> bytes:
    """Return a workbook of 20,000 cells that all show the same text of a million characters."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    long = "".join(map(str, range(170_000)))
    strings = f'{_HEAD}<sst xmlns="{_MAIN}"><si><t>{long}</t></si></sst>'
    return zipped({**parts(sheet(rows)), STRINGS: strings})


def many_merges() -> bytes:
    """Return a workbook of 600,000 merged cells."""
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 1_001)).encode()
    around = sheet(after="<mergeCells>|</mergeCells>").split("|")
    return _archive(_repeated(SHEET, merges, 600, (around[0], around[1])))


def many_cells() -> bytes:
    """Return a workbook of 1.2 million cells."""
    row = f"<row>{''.join(f'<c><v>{number**2}</v></c>' for number in range(200))}</row>".encode()
    around = sheet("|").split("|")
    return _archive(_repeated(SHEET, row, 6_000, (around[0], around[1])))


def unplaced_cells() -> bytes:
    """Return a workbook whose cells say nothing of their places, the last of them far down."""
    return workbook('<row r="1048575"><c><v>1</v></c></row><row><c><v>1</v></c></row>')


def encrypted_entry() -> bytes:
    """Return a workbook with an encrypted part."""
    return _archive(_Entry("xl/styles.xml", b"\0" * 40, 20, flags=1))


# --- .xls ----------------------------------------------------------------------------------------


def xls(places: list[tuple[int, int]], sheets: int = 1) -> bytes:
    """Return an .xls file with a number in each of the places."""
    book = xlwt.Workbook()
    for number in range(sheets):
        page = book.add_sheet(f"第{number + 1}张")
        for row, column in places:
            page.write(row, column, 1.5)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def xls_of_texts(text: str, cells: int) -> bytes:
    """Return an .xls file of cells that show the same text."""
    book = xlwt.Workbook()
    page = book.add_sheet("第1张")
    for row in range(cells):
        page.write(row, 0, text)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def renamed(content: bytes, stream: str) -> bytes:
    """Return a compound file whose stream Workbook is called something else."""
    old = "Workbook".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 18)
    name = stream.encode("utf-16-le")
    return content.replace(old, name.ljust(64, b"\0") + struct.pack("<H", len(name) + 2))


def patched(content: bytes, kind: int, offset: int, new: bytes) -> bytes:
    """Return an .xls file with other bytes in its first record of a kind.

    xlwt writes the records one after the other behind the first 512 bytes.
    """
    begin = 512
    while struct.unpack_from("<H", content, begin) != (kind,):
        begin += 4 + struct.unpack_from("<H", content, begin + 2)[0]
    begin += 4 + offset
    return content[:begin] + new + content[begin + len(new) :]


def endless_chain() -> bytes:
    """Return an .xls file whose first sector follows upon itself."""
    content = xls([(0, 0)])
    (table,) = struct.unpack_from("<I", content, 76)
    begin = (table + 1) * 512
    return content[:begin] + struct.pack("<128I", *[0] * 128) + content[begin + 512 :]


# --- PDF -----------------------------------------------------------------------------------------


def pdf_bomb() -> bytes:
    """Return a PDF whose page unpacks to a gigabyte."""
    packer = zlib.compressobj(9)
    first = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    contents = pdf_pages.stream(first + first[2:] * 999)
    page = pdf_pages.pdf([pdf_pages.text(60, 60, "决算")], more=[contents])
    return page.replace(b"/Contents 6 0 R", b"/Contents 4 0 R")


def pdf_of_drawings() -> bytes:
    """Return a PDF whose page draws forms that draw forms, 2³⁰ times in all."""
    box = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    resources = "/Resources << /XObject << /F {} 0 R >> >>"
    forms = [
        pdf_pages.stream(b"/F Do /F Do", f"{box} {resources.format(number + 1)}")
        for number in range(4, 33)
    ]
    return pdf_pages.pdf([b"/X4 Do"], more=[*forms, pdf_pages.stream(b"0 0 m", box)])


def pdf_with_password() -> bytes:
    """Return a PDF that opens with a password only."""
    keys = f"/O <{'a5' * 32}> /U <{'5a' * 32}>"
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 {keys} >> /ID [<00> <00>]"
    return pdf_pages.pdf([pdf_pages.text(60, 60, "决算")], trailer=lock)


# --- all of them ---------------------------------------------------------------------------------


def _path(name: str) -> Callable[[], bytes]:
    return lambda: _archive(_Entry(name, b"\3\0", 0))


def _wide() -> str:
    return sheet(cell("A1") + cell("CV9000"))


def _nested() -> bytes:
    return workbook(before="<a>" * 100_000 + "</a>" * 100_000)


ATTACKS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a merge over the whole sheet": (
        "合并.xlsx",
        lambda: workbook(
            cell("A1"), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        "第1张：A1:XFD1048576合并成了一格",
    ),
    "half a million merges": ("合并.xlsx", many_merges, "合并单元格超过"),
    "a far cell": (
        "远.xlsx",
        lambda: workbook(cell("XFD1048576")),
        "第1张!XFD1048576：这一格有内容",
    ),
    "a far row": ("远.xlsx", lambda: workbook(cell("A1048576")), "第1张!A1048576：这一格有内容"),
    "a far cell without a place": ("远.xlsx", unplaced_cells, "第1张!A1048575：这一格有内容"),
    "two cells far apart": (
        "远.xlsx",
        lambda: workbook(cell("ALA1") + cell("A190000")),
        "有内容的格子排到第190000行、ALA列",
    ),
    "far cells on many sheets": (
        "远.xlsx",
        lambda: zipped({**parts(_wide(), 第2张=_wide(), 第3张=_wide())}),
        "各表合起来超过200万格",
    ),
    "a lie about the sheet's size": (
        "大.xlsx",
        lambda: workbook(cell("A1"), before='<dimension ref="A1:XFD1048576"/>'),
        "自称有17179869184格",
    ),
    "a million cells": ("多.xlsx", many_cells, "内容太多"),
    "a long text in many cells": ("长.xlsx", shared_text, "各格的文字合起来超过2000万字"),
    "four gigabytes of zeros": (
        "空.xlsx",
        lambda: _archive(_repeated("xl/media/image1.png", _ZEROS, 4_000)),
        "展开后超过80MB",
    ),
    "a few megabytes of zeros": (
        "空.xlsx",
        lambda: _archive(_repeated("xl/media/image1.png", _ZEROS, 5)),
        "原来的200倍以上",
    ),
    "zeros said to be few": (
        "空.xlsx",
        lambda: _archive(replace(_repeated("xl/media/image1.png", _ZEROS, 4_000), size=100)),
        "文件不完整或已损坏",
    ),
    "a hundred megabytes packed badly": (
        "大.xlsx",
        lambda: _archive(_repeated("xl/styles.xml", _bits(), 100)),
        "展开后超过80MB",
    ),
    "names that share their bytes": ("叠.xlsx", overlapping, "互相重叠"),
    "a hundred thousand files": ("多.xlsx", many_entries, "2000个以上的部分"),
    "one name twice": (
        "同.xlsx",
        lambda: _archive(_Entry("XL/workbook.xml", b"\3\0", 0)),
        "两个同名的部分",
    ),
    "a path upwards": ("路.xlsx", _path("xl/../../evil.xml"), "路径不正常"),
    "a path from the root": ("路.xlsx", _path("/etc/passwd"), "路径不正常"),
    "a path on a drive": ("路.xlsx", _path("C:/evil.xml"), "路径不正常"),
    "a path with backslashes": ("路.xlsx", _path("xl\\..\\evil.xml"), "路径不正常"),
    "an external entity": (
        "外.xlsx",
        lambda: with_doctype(_OUTSIDE, "&x;"),
        "DTD",
    ),
    "a billion laughs": ("笑.xlsx", lambda: with_doctype(_LAUGHS, "&a11;"), "DTD"),
    "a DTD in UTF-16": ("外.xlsx", lambda: with_doctype(_OUTSIDE, "&x;", "utf-16"), "UTF-8"),
    "a DTD in a document": (
        "外.docx",
        lambda: zipped({"word/document.xml": f"{_LAUGHS}<document>&a11;</document>"}),
        "DTD",
    ),
    "deep nesting": ("深.xlsx", _nested, "套了200层以上"),
    "an encrypted part": ("密.xlsx", encrypted_entry, "文件加了密码"),
    "an encrypted workbook": (
        "密.xlsx",
        lambda: renamed(xls([(0, 0)]), "EncryptedPackage"),
        "文件加了密码",
    ),
    "half a workbook": ("半.xlsx", lambda: workbook(cell("A1"))[:700], "文件不完整或已损坏"),
    "noise that begins like an archive": (
        "乱.xlsx",
        lambda: b"PK\3\4" + _noise(),
        "文件不完整或已损坏",
    ),
    "nothing": ("空.xlsx", lambda: b"", "文件是空的"),
    "a far cell of .xls": ("远.xls", lambda: xls([(0, 0), (65_535, 255)]), "排到第65536行、IV列"),
    "far cells of many .xls sheets": (
        "远.xls",
        lambda: xls([(0, 0), (65_535, 9)], sheets=40),
        "各表合起来超过200万格",
    ),
    "a long text in many .xls cells": (
        "长.xls",
        lambda: xls_of_texts("文" * 30_000, 1_000),
        "各格的文字合起来超过2000万字",
    ),
    "shared texts that are not there": (
        "文.xls",
        lambda: patched(xls_of_texts("文", 1), 0xFC, 4, b"\xff\xff\xff\x7f"),
        "文字表不全",
    ),
    "an endless chain of sectors": ("环.xls", endless_chain, "扇区的次序不对"),
    "an encrypted .xls": (
        "密.xls",
        lambda: patched(xls([(0, 0)]), 0x5C, -4, struct.pack("<HH", 0x2F, 0x70)),
        "文件加了密码",
    ),
    "a PDF page of a gigabyte": ("大.pdf", pdf_bomb, "展开后太大"),
    "a billion drawings": ("图.pdf", pdf_of_drawings, "图形太多"),
    "two thousand pages": ("多.pdf", lambda: pdf_pages.pdf([b""] * 2_000), "超过1000页"),
    "a PDF with a password": ("密.pdf", pdf_with_password, "打开密码"),
}
"""Name of the file, how it is made, and what is said of it."""


def _noise() -> bytes:
    """Return bytes that mean nothing."""
    return hashlib.shake_256(b"noise").digest(5_000)


def _bits() -> bytes:
    """Return a megabyte that shrinks to a sixth, as a large sheet may."""
    return "".join(f"{byte:08b}" for byte in hashlib.shake_256(b"bits").digest(125_000)).encode()


WORST = (
    "half a million merges",
    "a million cells",
    "a long text in many cells",
    "four gigabytes of zeros",
    "a hundred megabytes packed badly",
    "far cells of many .xls sheets",
    "a long text in many .xls cells",
    "a PDF page of a gigabyte",
    "a billion drawings",
)
"""Those that cost most."""
