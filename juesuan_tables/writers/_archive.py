"""The zip that an Office file is: the same parts give the same bytes.

It is written here and not by ``zipfile``, so that a part that never changes is deflated once.
"""

from __future__ import annotations

import struct
import zlib
from typing import IO, TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Part: TypeAlias = bytes | Callable[[], IO[bytes]]
    """The content of a part, or what opens one that is too large for memory."""

LEVEL = 3
"""How hard parts are deflated. Level 6 takes half as long again to write a workbook, and twice as long
to write a document, for files smaller by 7 and by 15 per cent."""
_PIECE = 1 << 20
_DATE = 1 << 5 | 1
"""1 January 1980, the first day that a zip knows."""
_COMMON = struct.Struct("<HHHHHLLLHH")
"""Version needed, flags, method, time, date, CRC, two sizes, two lengths."""
_CENTRAL = struct.Struct("<HHHLL")
"""Length of a comment, number of a disk, two kinds of attributes, where the part begins."""
_END = struct.Struct("<4s4s2H2LH")
_NEEDED, _MADE_BY = 20, 3 << 8 | 20
"""Version 2.0 of the format; made on Unix, whose permissions are the attributes."""
_READABLE = 0o600 << 16


class Packed(NamedTuple):
    """A part as a zip holds it: deflated, with the checksum and the size of what it was."""

    deflated: bytes
    checksum: int
    size: int


def packed(part: Part) -> Packed:
    """Return a part deflated."""
    deflater = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated: list[bytes] = []
    checksum = size = 0
    for piece in _pieces(part):
        deflated.append(deflater.compress(piece))
        checksum, size = zlib.crc32(piece, checksum), size + len(piece)
    return Packed(b"".join([*deflated, deflater.flush()]), checksum, size)


def _pieces(part: Part) -> Iterator[bytes]:
    """Yield the content of a part, a piece after another where it is in a file."""
    if isinstance(part, bytes):
        yield part
        return
    with part() as source:
        while piece := source.read(_PIECE):
            yield piece


def archive(parts: Mapping[str, Part]) -> bytes:
    """Return a zip of parts by name, in their order and without a date."""
    return joined((name, packed(part)) for name, part in parts.items())


def joined(parts: Iterable[tuple[str, Packed]]) -> bytes:
    """Return a zip of deflated parts; their names are ASCII."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    place = 0
    for name, (deflated, checksum, size) in parts:
        path = name.encode("ascii")
        header = _COMMON.pack(
            _NEEDED, 0, zlib.DEFLATED, 0, _DATE, checksum, len(deflated), size, len(path), 0
        )
        pieces += (b"PK\3\4", header, path, deflated)
        rest = _CENTRAL.pack(0, 0, 0, _READABLE, place)
        directory += (b"PK\1\2", struct.pack("<H", _MADE_BY), header, rest, path)
        place += 4 + _COMMON.size + len(path) + len(deflated)
    central = b"".join(directory)
    count = len(pieces) // 4
    end = _END.pack(b"PK\5\6", b"\0\0\0\0", count, count, len(central), place, 0)
    return b"".join([*pieces, central, end])
