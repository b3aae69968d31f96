"""PDF files for tests, written by hand: Chinese text and ruled tables at given places."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 595, 842
SIZE = 10
"""Points of a character, which is as wide as high."""

Text = tuple[float, float, str]
"""From the left, from the top, and what is printed."""


def text(left: float, top: float, words: str) -> bytes:
    """Return the instructions that print a line of text."""
    code = words.encode("utf-16-be").hex()
    return f"BT /F1 {SIZE} Tf {left} {HEIGHT - top - SIZE} Td <{code}> Tj ET\n".encode()


def table(
    left: float, top: float, rows: Sequence[Sequence[str | None]], width: float = 80
) -> bytes:
    """Return the instructions for a ruled table; None is covered by the cell on its left."""
    height = 20
    drawn: list[bytes] = []
    for number, row in enumerate(rows):
        y = top + number * height
        for column, words in enumerate(row):
            if words is None:
                continue
            span = 1
            while column + span < len(row) and row[column + span] is None:
                span += 1
            x = left + column * width
            box = f"{x} {HEIGHT - y - height} {width * span} {height} re S\n"
            drawn += [box.encode(), text(x + 4, y + 5, words) if words else b""]
    return b"".join(drawn)


def pdf(pages: Iterable[bytes], trailer: str = "", more: Sequence[bytes] = ()) -> bytes:
    """Return a PDF of these pages, each given by its instructions.

    ``more`` are further objects, numbered from 4 on: pages may draw those named /X4, /X5, …
    """
    streams = list(pages)
    drawable = " ".join(f"/X{n} {n} 0 R" for n in range(4, 4 + len(more)))
    first = 4 + len(more)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(streams)))
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>] >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        (
            f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} "
            f"/MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font << /F1 3 0 R >> /XObject << {drawable} >> >> >>"
        ).encode(),
        font.encode(),
        *more,
    ]
    for number, instructions in enumerate(streams):
        page = f"<< /Type /Page /Parent 2 0 R /Contents {first + 2 * number + 1} 0 R >>"
        objects += [page.encode(), stream(zlib.compress(instructions))]
    return _numbered(objects, trailer)


def stream(packed: bytes, entries: str = "/Filter /FlateDecode") -> bytes:
    """Return a stream object of packed content."""
    return f"<< /Length {len(packed)} {entries} >>\nstream\n".encode() + packed + b"\nendstream"


def _numbered(objects: Sequence[bytes], trailer: str) -> bytes:
    """Return a file of objects, numbered from 1, and the table of where they are."""
    content = bytearray(b"%PDF-1.5\n")
    places: list[int] = []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    begin = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    content += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    size = len(objects) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{begin}\n%%EOF\n"
    return bytes(content) + end.encode()
