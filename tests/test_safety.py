"""Files that somebody else made are checked before any library opens them."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import attack_files
import pdf_pages
import pytest
from attack_files import ATTACKS, SHEET, WORST, cell, parts, renamed, sheet, workbook, xls, zipped
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_tables.errors import InputError
from juesuan_tables.reading.files import sheets_of
from juesuan_tables.reading.safety import checked

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_SECONDS, MOST_MEGABYTES = 1, 200
SLACK = 3
"""How much slower than ours a machine may be."""


@pytest.fixture(scope="module")
def attacks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Return the attack files by what they do."""
    folder = tmp_path_factory.mktemp("attacks")
    found: dict[str, Path] = {}
    for number, (what, (name, build, _said)) in enumerate(ATTACKS.items()):
        found[what] = folder / str(number) / name
        found[what].parent.mkdir()
        found[what].write_bytes(build())
    return found


def refusal(path: Path) -> str:
    """Return what is said of a file that must be refused."""
    with pytest.raises(InputError) as raised:
        sheets_of(path)
    return str(raised.value)


@pytest.mark.parametrize("what", ATTACKS)
def test_an_attack_is_refused_in_words(what: str, attacks: Mapping[str, Path]) -> None:
    """Each says what was found in which file, and what to do."""
    name, _build, said = ATTACKS[what]
    begun = time.process_time()

    message = refusal(attacks[what])

    assert time.process_time() - begun < MOST_SECONDS * SLACK
    assert message.startswith(f"错误 {name}")
    assert said in message
    assert "请" in message


_PEAK = Path("/proc/self/status")
_MEASURE = """
import re, sys
from pathlib import Path
import pdfplumber
from juesuan_tables.errors import InputError
from juesuan_tables.reading.files import sheets_of
from juesuan_tables.reading.safety import bounded_pdf

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])

with bounded_pdf():
    before = peak()
for path in sys.argv[1:]:
    try:
        sheets_of(Path(path))
    except InputError:
        print(peak() - before)
"""


@pytest.mark.skipif(not _PEAK.exists(), reason="only Linux tells how much memory was used")
def test_an_attack_takes_little_memory(attacks: Mapping[str, Path]) -> None:
    """The worst of them stay within 200 MB, one after the other in one process."""
    paths = [str(attacks[what]) for what in WORST]

    run = subprocess.run(
        [sys.executable, "-c", _MEASURE, *paths], check=True, capture_output=True, text=True
    )

    peaks = [int(line) for line in run.stdout.split()]
    assert len(peaks) == len(paths)
    assert max(peaks) / 1_000 < MOST_MEGABYTES


OLE2 = xls([(0, 0)])
OTHERS = {
    "表.et": (OLE2, ".xlsx"),
    "文.wps": (renamed(OLE2, "WordDocument"), ".docx"),
    "文.doc": (renamed(OLE2, "WordDocument"), ".docx"),
    "其实是.docx": (renamed(OLE2, "WordDocument"), ".docx"),
    "讲.dps": (OLE2, ".xlsx"),
    "版.ofd": (zipped({"OFD.xml": "<OFD/>"}), ".pdf"),
    "其实是.pdf": (zipped({"OFD.xml": "<OFD/>"}), ".pdf"),
    "表.ods": (zipped({"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}), ".xlsx"),
    "表.xlsb": (zipped({"xl/workbook.bin": b"\x83"}), ".xlsx"),
    "讲.pptx": (zipped({"ppt/presentation.xml": "<a/>"}), ".xlsx"),
    "包.zip": (zipped({"a.txt": "a"}), "解压"),
    "包.rar": (b"Rar!\x1a\x07\x00", "解压"),
    "网页.xls": (b"\xef\xbb\xbf<html><table></table></html>", ".xlsx"),
    "网页2.xls": ("﻿<TABLE></TABLE>".encode("utf-16"), ".xlsx"),
    "网页3.xls": (b"MIME-Version: 1.0\nContent-Type: multipart/related", ".xlsx"),
    "旧.xls": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', ".xlsx"),
    "文本.xls": ("科目,金额\n行政运行,1\n".encode("gb18030"), ".xlsx"),
    "文.rtf": (b"{\\rtf1\\ansi }", ".docx"),
    "旧.doc": (b"\xdb\xa5\x2d\x00\x00\x00", ".docx"),
    "图.docx": (b"\x89PNG\r\n\x1a\n", "Excel或Word原件"),
    "加密.xlsx": (b"\x02\x00\x01%TSD-Header-###%" * 9, "加密软件"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_not_read_is_told_to_be_saved_as_something_else(name: str, tmp_path: Path) -> None:
    """Formats of other programs are recognised by content, those of WPS by their names, too."""
    content, advice = OTHERS[name]
    (tmp_path / name).write_bytes(content)

    message = refusal(tmp_path / name)

    assert message.startswith(f"错误 {name}：")
    assert advice in message


@pytest.mark.parametrize("name", ["表.xls", "表.xlsx", "表.dat", "表", "表.doc", "表.pdf"])
@pytest.mark.parametrize("content", [workbook(cell("B2", 7)), xls([(1, 1)])])
def test_the_content_decides_not_the_name(name: str, content: bytes, tmp_path: Path) -> None:
    """A workbook is read under any name that does not claim a format of WPS."""
    (tmp_path / name).write_bytes(content)

    (page,) = sheets_of(tmp_path / name)

    assert page.at(1, 1) is not None


def test_formatting_far_out_is_no_reason_to_refuse(tmp_path: Path) -> None:
    """Blank cells that are only formatted, as LibreOffice leaves them, take no memory."""
    rows = cell("A1", 5) + '<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576"/></row>'
    (tmp_path / "表.xlsx").write_bytes(workbook(rows, before='<dimension ref="A1:IV65536"/>'))

    (page,) = sheets_of(tmp_path / "表.xlsx")

    assert [[str(value) for value in row] for row in page.rows] == [["5"]]


def test_what_an_xls_says_of_its_size_does_not_matter(tmp_path: Path) -> None:
    """A library would make room for all the cells that it claims to have."""
    lie = attack_files.patched(xls([(0, 0)]), 0x200, 0, b"\0\0\0\0\xff\xff\xff\x7f\0\0\xff\xff")
    (tmp_path / "表.xls").write_bytes(lie)

    (page,) = sheets_of(tmp_path / "表.xls")

    assert len(page.rows) == 1


def test_only_what_was_checked_is_opened(tmp_path: Path) -> None:
    """Pictures, macros and whatever stands before or behind the archive stay outside."""
    more: dict[str, str | bytes] = {"xl/vbaProject.bin": b"\0", "xl/media/image1.png": b"\1"}
    files = {**parts(sheet(cell("A1"))), **more}
    (tmp_path / "表.xlsx").write_bytes(zipped(files) + b"PK\3\4 and more")

    safe = checked(tmp_path / "表.xlsx")

    with zipfile.ZipFile(io.BytesIO(safe.content)) as archive:
        assert set(archive.namelist()) == set(files) - set(more)


def test_references_to_other_places_are_not_followed(tmp_path: Path) -> None:
    """A relation to a file elsewhere is left alone; the workbook is read without it."""
    files = parts(sheet(cell("A1", 3)))
    outside = '<Relationship Id="rId9" Type="x" Target="file:///x" TargetMode="External"/></Rel'
    listed = files["xl/_rels/workbook.xml.rels"].replace("</Rel", outside)
    (tmp_path / "表.xlsx").write_bytes(zipped({**files, "xl/_rels/workbook.xml.rels": listed}))

    (page,) = sheets_of(tmp_path / "表.xlsx")

    assert page.at(0, 0) == 3


def test_what_other_programs_left_beside_a_workbook_does_not_matter(tmp_path: Path) -> None:
    """It may be in any encoding or none, and no library gets to see it; a DTD is refused there, too."""
    beside: dict[str, str | bytes] = {
        "customXml/item1.xml": '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")
    }
    files: dict[str, str | bytes] = {**parts(sheet(cell("A1", 3))), "docProps/app.xml": "no XML"}
    (tmp_path / "表.xlsx").write_bytes(zipped(files | beside))
    outside = "<!DOCTYPE a [ ]><a/>"
    (tmp_path / "外.xlsx").write_bytes(zipped({**files, "docProps/app.xml": outside}))

    (page,) = sheets_of(tmp_path / "表.xlsx")

    assert page.at(0, 0) == 3
    assert "DTD" in refusal(tmp_path / "外.xlsx")


def test_two_sheets_are_never_one_and_the_same(tmp_path: Path) -> None:
    """A part that many sheets name would be read as often."""
    files = parts(sheet(cell("A1")), 第2张=sheet(cell("A1")))
    listed = files["xl/_rels/workbook.xml.rels"].replace("sheet2", "./sheet1")
    (tmp_path / "表.xlsx").write_bytes(zipped({**files, "xl/_rels/workbook.xml.rels": listed}))

    assert "工作表的目录不对" in refusal(tmp_path / "表.xlsx")


PAGE = pdf_pages.text(60, 60, "部门决算") + pdf_pages.table(
    60, 90, [["项目", "金额"], ["合计", "1"]]
)
SOUND = {
    "表.xls": xls([(0, 0), (3, 2)], sheets=2),
    "表.pdf": pdf_pages.pdf([PAGE]),
    "表.xlsx": workbook(cell("A1") + cell("C4")),
}
PIECES = [b"", b"\0", b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff", b"<", b'"', b"9999999", b"/", b">>"]


def _changed(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Return content in which pieces of some lengths are replaced by others."""
    for place, length, piece in changes:
        begin = place % (len(content) + 1)
        content = content[:begin] + piece + content[begin + length :]
    return content


changes = st.lists(
    st.tuples(
        st.integers(0, 10**6), st.integers(0, 9), st.sampled_from(PIECES) | st.binary(max_size=4)
    ),
    min_size=1,
    max_size=4,
)


@given(st.sampled_from(sorted(SOUND)), changes)
@settings(max_examples=150)
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, changes: list[tuple[int, int, bytes]]
) -> None:
    """Whatever is broken in a file, an officer is told so; nothing else ever comes of it."""
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(_changed(SOUND[name], changes))

    try:
        pages = sheets_of(path)
    except InputError as error:
        assert str(error).startswith("错误 表.")  # noqa: PT017 both ways are right
    else:
        assert all(page.file == name for page in pages)


@given(st.sampled_from(sorted(parts(""))), changes)
@settings(max_examples=100)
def test_a_workbook_with_damaged_xml_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, part: str, changes: list[tuple[int, int, bytes]]
) -> None:
    """The same inside an archive that is in order."""
    path = tmp_path_factory.getbasetemp() / "表.xlsx"
    files: dict[str, str | bytes] = {**parts(sheet(cell("A1") + cell("C4")))}
    files[part] = _changed(parts(sheet(cell("A1") + cell("C4")))[part].encode(), changes)
    path.write_bytes(zipped(files))

    try:
        sheets_of(path)
    except InputError as error:
        assert str(error).startswith("错误 表.xlsx")  # noqa: PT017 both ways are right


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    """So is a folder; these are no attacks."""
    assert "没有找到这个文件" in refusal(tmp_path / "没有.xlsx")
    assert "这是文件夹" in refusal(tmp_path)


def test_a_sheet_without_its_part_is_damage(tmp_path: Path) -> None:
    """What the workbook lists must be there."""
    files = parts(sheet(cell("A1")))
    (tmp_path / "缺.xlsx").write_bytes(zipped({k: v for k, v in files.items() if k != SHEET}))

    assert "读不出来" in refusal(tmp_path / "缺.xlsx")
