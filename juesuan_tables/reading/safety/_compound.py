"""Compound files (OLE2), which hold .xls and .doc: a little file system of chained sectors.

Chains may be cyclic and sizes lie; libraries follow both. So the one stream that is needed is
taken out here, and given to them in a new compound file.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from juesuan_tables.reading.safety._limits import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY, _MINI = 512, 128, 64
_SHIFTS, _MINI_SHIFT = {9, 12}, 6
_MOST_ENTRIES = 10_000
"""Entries of the directory; an .xls file with a hundred pictures has as many hundred."""
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LAST = 0xFFFFFFFA
"""The largest number of a sector; those above mean other things."""
_STREAM, _ROOT = 2, 5
_BIG, _BIG_SHIFT = 4096, 12
"""Streams from this size on lie in sectors of their own; and the sectors of what we write."""


class Compound:
    """The streams that stand at the top of a compound file, by name."""

    def __init__(self, content: bytes) -> None:
        """Read the file's own tables; raise ``Refused`` where they are broken."""
        if len(content) < _HEADER:
            raise Damaged("文件头不全")
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in _SHIFTS or mini_shift != _MINI_SHIFT:
            raise Damaged("文件头不对")
        self._content, self._size = content, 1 << shift
        self._sectors = len(content) // self._size
        directory, mini_table, more = (
            struct.unpack_from("<I", content, offset)[0] for offset in (48, 60, 68)
        )
        self._table = self._sector_table(more)
        self._directory = self._chain(directory)
        self._small = self._chain(self._entry(0)[1])
        mini_sectors = len(self._small) // _MINI
        self._mini_table = _numbers(self._chain(mini_table)[: mini_sectors * 4])
        self.streams = dict(self._listed())

    def stream(self, name: str) -> bytes:
        """Return what a stream holds."""
        start, size = self.streams[name]
        if size >= _BIG:
            found = self._chain(start)
        else:
            pieces = (
                self._small[number * _MINI : (number + 1) * _MINI]
                for number in _followed(start, self._mini_table, len(self._mini_table))
            )
            found = b"".join(pieces)
        if len(found) < size:
            raise Damaged("内容不全")
        return found[:size]

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        return self._content[begin : begin + self._size]

    def _sector_table(self, more: int) -> tuple[int, ...]:
        """Return which sector follows which, from the sectors that the header lists and ``more``.

        No more is read than the file has sectors, whatever it says.
        """
        needed = -(-self._sectors // (self._size // 4))
        listed = list(struct.unpack_from("<109I", self._content, 76))
        while more <= _LAST and len(listed) < needed:
            *numbers, more = _numbers(self._sector(more)) or (_END,)
            listed += numbers
        used = [number for number in listed if number <= _LAST][:needed]
        return _numbers(b"".join(map(self._sector, used)))

    def _chain(self, start: int) -> bytes:
        """Return the sectors that follow one another, from one on."""
        return b"".join(map(self._sector, _followed(start, self._table, self._sectors)))

    def _entry(self, number: int) -> tuple[str, int, int, int, tuple[int, int, int]]:
        """Return name, start, size, kind, and neighbours left, right and below of an entry."""
        entry = self._directory[number * _ENTRY : (number + 1) * _ENTRY]
        if len(entry) < _ENTRY:
            raise Damaged("目录不全")
        name = entry[:64].decode("utf-16-le", "replace").partition("\0")[0]
        start, size = struct.unpack_from("<II", entry, 116)
        return name, start, size, entry[66], struct.unpack_from("<III", entry, 68)

    def _listed(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield the streams at the top; those of embedded objects are not among them."""
        waiting, seen = [self._entry(0)[4][2]], {0}
        while waiting:
            number = waiting.pop()
            if number > _LAST or number in seen:
                continue
            seen.add(number)
            if len(seen) > _MOST_ENTRIES:
                raise Damaged("目录太大")
            name, start, size, kind, (left, right, _below) = self._entry(number)
            waiting += [left, right]
            if kind == _STREAM:
                yield name, (start, size)


def _numbers(sectors: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sectors) // 4}I", sectors[: len(sectors) // 4 * 4])


def _followed(start: int, table: tuple[int, ...], most: int) -> Iterator[int]:
    """Yield a chain of at most so many sectors; one that never ends is broken."""
    number = start
    while number <= _LAST:
        if number >= len(table) or most == 0:
            raise Damaged("扇区的次序不对")
        yield number
        number, most = table[number], most - 1


def compound(name: str, stream: bytes) -> bytes:
    """Return a new compound file that holds one stream, filled up with zeros."""
    sectors = max(1, -(-len(stream) // _BIG))
    tables = -(-(sectors + 2) // (_BIG // 4 - 1))  # each has a place for itself, too
    directory, small, first = tables, tables + 1, tables + 2
    table = [_FAT] * tables + [_END, _END] + [*range(first + 1, first + sectors), _END]
    table += [_FREE] * (tables * _BIG // 4 - len(table))
    sizes = (1, tables, directory, 0, _BIG, _END, 0, _END, 0)
    header = struct.pack("<8s16x5H6x9I", MAGIC, 0x3E, 4, 0xFFFE, _BIG_SHIFT, _MINI_SHIFT, *sizes)
    listed = struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    entries = _written("Root Entry", _ROOT, 1, small, 0)  # readers want its sector, though empty
    entries += _written(name, _STREAM, _FREE, first, sectors * _BIG)
    parts = [header + listed, struct.pack(f"<{len(table)}I", *table), entries, b"\0", stream]
    return b"".join(part + b"\0" * (-len(part) % _BIG) for part in parts)


def _written(name: str, kind: int, below: int, start: int, size: int) -> bytes:
    """Return a directory entry that has no neighbours."""
    text = name.encode("utf-16-le")
    links = (kind, 1, _FREE, _FREE, below)
    return struct.pack("<64sHBBIII36xIQ", text, len(text) + 2, *links, start, size)
