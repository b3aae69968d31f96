"""What a file is, by its content; its name only counts for the formats that WPS alone writes."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from juesuan_tables.reading.safety._limits import AGAIN, Refused

if TYPE_CHECKING:
    from collections.abc import Collection


class Kind(Enum):
    """The formats that are read."""

    XLSX = "Excel工作簿（.xlsx）"
    XLS = "Excel 97-2003工作簿（.xls）"
    DOCX = "Word文档（.docx）"
    PDF = "PDF文件"


READABLE = "应为Excel工作簿（.xlsx、.xls）、Word文档（.docx）或PDF"
_AS_XLSX = "请用WPS或Excel打开，另存为“Excel文件（*.xlsx）”后重试"
_AS_DOCX = "请用WPS或Word打开，另存为“Word文件（*.docx）”后重试"
_AS_ANY = "请用WPS打开，另存为.xlsx、.docx或.pdf后重试"
_OLD_WORD = ("这是旧版的Word文档（.doc）", _AS_DOCX)
_SLIDES = ("这是演示文稿，里面没有能读的表", "请把要用的表另存为.xlsx后重试")
_OFD = ("这是版式文件（.ofd）", _AS_ANY)
_OTHER_OFFICE = ("这是其他办公软件的文件（.ods、.odt一类）", _AS_ANY)

_OF_WPS = {
    ".et": ("这是WPS表格的文件（.et）", _AS_XLSX),
    ".ett": ("这是WPS表格的模板（.ett）", _AS_XLSX),
    ".wps": ("这是WPS文字的文件（.wps）", _AS_DOCX),
    ".wpt": ("这是WPS文字的模板（.wpt）", _AS_DOCX),
    ".dps": _SLIDES,
    ".ofd": _OFD,
}
_BY_SUFFIX = {
    ".doc": _OLD_WORD,
    ".rtf": ("这是RTF文件（.rtf）", _AS_DOCX),
    ".ppt": _SLIDES,
}
_STARTS = {
    b"{\\rtf": _BY_SUFFIX[".rtf"],
    b"<html": ("这是网页，只是名字像Excel或Word文件", _AS_XLSX),
    b"<!doctype html": ("这是网页，只是名字像Excel或Word文件", _AS_XLSX),
    b"<table": ("这是网页里的表格，只是名字像Excel文件", _AS_XLSX),
    b"<meta": ("这是网页，只是名字像Excel或Word文件", _AS_XLSX),
    b"mime-version:": ("这是单个文件的网页（.mht），只是名字像Excel或Word文件", _AS_XLSX),
    b"<?xml": ("这是XML文件，不是Excel工作簿", _AS_XLSX),
    b"rar!": ("这是压缩包（.rar）", "请先解压，再选里面的文件"),
    b"7z\xbc\xaf": ("这是压缩包（.7z）", "请先解压，再选里面的文件"),
    b"\x89png": ("这是图片，里面的字读不出来", "请向编制人要Excel或Word原件"),
    b"\xff\xd8\xff": ("这是图片，里面的字读不出来", "请向编制人要Excel或Word原件"),
}
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_START = 2_000


def refuse_other_programs(suffix: str) -> None:
    """Refuse what the name says to be written in a format of WPS, or for printing only.

    Some of these hold what Excel would read; nobody has shown that all of it is read aright.
    """
    if suffix in _OF_WPS:
        raise Refused(*_OF_WPS[suffix])


def of_archive(names: Collection[str]) -> Kind:
    """Return what an archive is by the names of all the files in it."""
    lowered = {name.lower() for name in names}
    if "ofd.xml" in lowered:
        raise Refused(*_OFD)
    if "mimetype" in lowered or "content.xml" in lowered:
        raise Refused(*_OTHER_OFFICE)
    if "xl/workbook.bin" in lowered:
        raise Refused("这是二进制的Excel工作簿（.xlsb）", _AS_XLSX)
    for folder, kind in (("xl/", Kind.XLSX), ("word/", Kind.DOCX)):
        if any(name.startswith(folder) for name in lowered):
            return kind
    if any(name.startswith("ppt/") for name in lowered):
        raise Refused(*_SLIDES)
    raise Refused(f"这是压缩包，{READABLE}", "请先解压，再选里面的文件")


def of_compound(streams: Collection[str]) -> str:
    """Return which stream of a compound file is the workbook."""
    if "EncryptedPackage" in streams:
        raise Refused("文件加了密码", "请用WPS或Office打开，取消密码后另存，再重试")
    for name in ("Workbook", "Book"):
        if name in streams:
            return name
    if "WordDocument" in streams:
        raise Refused(*_OLD_WORD)
    if "PowerPoint Document" in streams:
        raise Refused(*_SLIDES)
    raise Refused(f"不认识的文件，{READABLE}", AGAIN)


def refuse_unknown(content: bytes, suffix: str) -> None:
    """Refuse a file that is none of those that are read; say as well as possible what it is."""
    if not content:
        raise Refused("文件是空的（0字节）", "请检查是否拷贝、下载完整")
    start = content[:_START]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    start = start.replace(b"\0", b"").lstrip().lower()
    for magic, refusal in _STARTS.items():
        if start.startswith(magic):
            raise Refused(*refusal)
    if suffix in _BY_SUFFIX:
        raise Refused(*_BY_SUFFIX[suffix])
    if not any(byte < 9 for byte in content[:_START]):  # noqa: PLR2004 text has no such characters
        raise Refused(f"这是文本文件（CSV一类），{READABLE}", _AS_XLSX)
    what = f"不认识的文件，{READABLE}"
    raise Refused(what, "文件如果由单位的加密软件保护，请先解密；或另存一份后重试")
