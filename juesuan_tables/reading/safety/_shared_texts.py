"""The texts that cells of an .xls file share (SST), measured.

They run on over records, and each record begins anew by saying whether its characters take one
byte or two.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from juesuan_tables.reading.safety._limits import Damaged

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE, _PHONETIC, _RICH = 0x1, 0x4, 0x8
_HEAD, _SHORTEST = 8, 3


def lengths(records: Sequence[bytes]) -> list[int]:
    """Return how many characters each of the texts has, as the records' contents hold them.

    Raise ``Refused`` where there are fewer than they say.
    """
    if not records:
        return []
    total = sum(map(len, records))
    if len(records[0]) < _HEAD:
        raise Damaged("文字表不全")
    (count,) = struct.unpack_from("<I", records[0], 4)
    if count * _SHORTEST > total:
        raise Damaged("文字表不全")
    reader = _Reader(records)
    reader.skip(_HEAD)
    return [reader.text() for _ in range(count)]


class _Reader:
    """Reads on over the records' borders."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records = records
        self._record, self._at = 0, 0

    def text(self) -> int:
        """Skip a text; return its length."""
        if self._left() == 0:
            self._next()
        size, flags = self._unpacked("<HB")
        runs = self._unpacked("<H")[0] if flags & _RICH else 0
        more = self._unpacked("<I")[0] if flags & _PHONETIC else 0
        self._characters(size, flags)
        self.skip(runs * 4 + more)
        return size

    def skip(self, size: int) -> None:
        """Skip bytes, in whatever records they are."""
        while size > self._left():
            size -= self._left()
            self._next()
        self._at += size

    def _characters(self, left: int, flags: int) -> None:
        """Skip characters; in each new record they begin with flags of their own."""
        while True:
            width = 2 if flags & _WIDE else 1
            here = min(left, self._left() // width)
            self._at += here * width
            left -= here
            if not left:
                return
            self._next()
            (flags,) = self._unpacked("<B")

    def _unpacked(self, form: str) -> tuple[int, ...]:
        size = struct.calcsize(form)
        if self._left() < size:
            raise Damaged("文字表不全")
        found = struct.unpack_from(form, self._records[self._record], self._at)
        self._at += size
        return found

    def _left(self) -> int:
        return len(self._records[self._record]) - self._at

    def _next(self) -> None:
        self._record, self._at = self._record + 1, 0
        if self._record == len(self._records):
            raise Damaged("文字表不全")
