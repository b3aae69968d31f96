"""Zip archives, unpacked without trusting a word of what they say about themselves."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

from juesuan_tables.errors import shortened
from juesuan_tables.reading.safety._limits import (
    FROM_BYTES,
    MOST_BYTES,
    MOST_ENTRIES,
    MOST_RATIO,
    RESAVE,
    Damaged,
    Refused,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAGIC = b"PK"
_ENTRY = b"PK\x01\x02"
_XML = (".xml", ".rels")
_PIECE = 1 << 16
_ENCRYPTED = 0x1
_HEADER = 30
_OUTSIDE = re.compile(r'^[/\\]|^\w:|\\|(^|/)\.\.(/|$)|[\x00-\x1f<>|"]')
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,  # a way of packing that no office program uses
    OSError,
    RuntimeError,
    ValueError,
)


def unpacked(content: bytes) -> tuple[list[str], dict[str, bytes]]:
    """Return the names of all files in an archive, and the XML files by name.

    Every file has been unpacked once. Raise ``Refused`` for an archive that unpacks to too much, is encrypted, has names that lead
    elsewhere, names twice, or files that share their bytes.
    """
    if content.count(_ENTRY) > MOST_ENTRIES:  # before anything is made of each
        raise Refused(f"文件里有{MOST_ENTRIES}个以上的部分，不像正常的文档", RESAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_names(entries)
            _check_places(entries, len(content))
            return [entry.filename for entry in entries], _parts(archive, entries)
    except _BROKEN as error:
        raise Damaged("解不开") from error


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive of just these files: whoever opens it sees what was checked."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return target.getvalue()


def _check_names(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse names that lead out of the archive or stand twice in it."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if _OUTSIDE.search(name):
            raise Refused(f"文件里有路径不正常的部分“{shortened(name)}”", RESAVE)
        if name.casefold() in seen:
            raise Refused(f"文件里有两个同名的部分“{shortened(name)}”", RESAVE)
        seen.add(name.casefold())


def _check_places(entries: Iterable[zipfile.ZipInfo], size: int) -> None:
    """Refuse files that are encrypted, or lie over one another or beyond the end."""
    spans: list[tuple[int, int]] = []
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise Refused("文件加了密码", "请用WPS或Excel打开，取消密码后另存，再重试")
        begin = entry.header_offset
        spans.append((begin, begin + _HEADER + entry.compress_size))
    spans.sort()
    overlap = any(end > begin for (_, end), (begin, _) in pairwise(spans))
    if overlap or (spans and spans[-1][1] > size):
        raise Refused("文件里的各部分互相重叠，是特意拼成的", RESAVE)


def _parts(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Return the XML files; the others are unpacked only to see that they are in order."""
    parts: dict[str, bytes] = {}
    room = MOST_BYTES
    for entry in entries:
        pieces: list[bytes] = []
        size = 0
        with archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                _check_size(size, room, entry)
                if entry.filename.lower().endswith(_XML):
                    pieces.append(piece)
        if size != entry.file_size:
            raise Damaged("大小与标明的不符")
        room -= size
        if pieces:
            parts[entry.filename] = b"".join(pieces)
    return parts


def _check_size(size: int, room: int, entry: zipfile.ZipInfo) -> None:
    """Refuse a file that unpacks to more than there is room for, or to far more than it was."""
    if size > room:
        raise Refused(f"文件展开后超过{MOST_BYTES // 1_000_000}MB", RESAVE)
    if size > FROM_BYTES and size > MOST_RATIO * entry.compress_size:
        what = (
            f"文件里的“{shortened(entry.filename)}”展开后是原来的{MOST_RATIO}倍以上，不像正常的文档"
        )
        raise Refused(what, RESAVE)
