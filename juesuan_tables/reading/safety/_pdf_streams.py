"""The streams of a PDF: how much they may unpack to, and how often they may be drawn.

A PDF cannot be unpacked beforehand as an archive can: only its reader knows what its parts are. So
the reader is watched while it works.
"""

from __future__ import annotations

import logging
import threading
import zlib
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any

from juesuan_tables.reading.safety._limits import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pdfminer.pdftypes import PDFStream

_MOST_BYTES, _MOST_BYTES_IN_ALL = 20_000_000, 100_000_000
"""What one stream may unpack to, and all that are looked into; pictures are not."""
_MOST_DRAWN, _MOST_ON_A_PAGE, _DRAWING = 50_000_000, 5_000_000, 2_500
"""Bytes of instructions that may be carried out; each drawing counts as at least so many."""
_MOST_MARKS = 50_000
"""Characters and lines of one page."""
_MOST_CROSSINGS, _MOST_WORK = 4_000, 100_000_000
"""Places where rules of a page may cross; the squares of all pages' together, which is the work."""
_MOST_OLD = 50_000
"""Bytes that may be packed in an old way, which can unpack to thousands of times as much."""
_MOST_REPAIR = 10_000_000_000
"""Bytes that the reader may copy about when it mends a broken stream byte by byte."""
_ADVICE = "请用WPS或PDF阅读器打开，打印成新的PDF后重试，或改用Excel、Word文件"
_PIECE = 1 << 16
_one_at_a_time = threading.RLock()


class Budget:
    """What may still be unpacked and drawn."""

    def __init__(self) -> None:
        """Begin a document."""
        self._bytes, self._drawn = _MOST_BYTES_IN_ALL, _MOST_DRAWN
        self._drawn_here, self._marks = _MOST_ON_A_PAGE, _MOST_MARKS
        self._work = _MOST_WORK

    def next_page(self) -> None:
        """Begin a page."""
        self._drawn_here, self._marks = _MOST_ON_A_PAGE, _MOST_MARKS

    def unpack(self, size: int) -> None:
        """Count in what a stream unpacks to."""
        self._bytes -= size
        if size > _MOST_BYTES or self._bytes < 0:
            raise Refused("PDF里的内容展开后太大，不像正常的文档", _ADVICE)

    def draw(self, size: int) -> None:
        """Count in instructions."""
        self._drawn -= size + _DRAWING
        self._drawn_here -= size + _DRAWING
        if self._drawn < 0 or self._drawn_here < 0:
            raise Refused("PDF里的图形太多，不像正常的文档", _ADVICE)

    def rule(self, across: int, down: int) -> None:
        """Count in the rules of a page: so many different ones across, and so many down."""
        crossings = across * down
        self._work -= crossings * crossings
        if crossings > _MOST_CROSSINGS or self._work < 0:
            raise Refused("PDF里的线太多，不像正常的表", _ADVICE)

    def mark(self) -> None:
        """Count in a character or a line."""
        self._marks -= 1
        if self._marks < 0:
            raise Refused(f"PDF的一页里有{_MOST_MARKS}个以上的字和线，不像正常的文档", _ADVICE)


@contextmanager
def bounded() -> Iterator[Budget]:
    """Let pdfminer unpack and draw no more than is reasonable, in this block; else ``Refused``.

    Its classes are changed while the block lasts, so one document is read at a time. They are
    quiet, too: what they complain of is no concern of an officer's.
    """
    from pdfminer.converter import PDFLayoutAnalyzer  # noqa: PLC0415 an optional part
    from pdfminer.pdfinterp import PDFPageInterpreter  # noqa: PLC0415
    from pdfminer.pdftypes import PDFStream, stream_value  # noqa: PLC0415

    budget = Budget()

    def before_decode(stream: PDFStream) -> None:
        budget.unpack(_unpacked_size(stream))

    def before_render(
        _self: object, _resources: object, streams: Sequence[object], **_: object
    ) -> None:
        budget.draw(sum(len(stream_value(each).get_data()) for each in streams))

    def before_mark(*_: object, **__: object) -> None:
        budget.mark()

    log = logging.getLogger("pdfminer")
    with _one_at_a_time, ExitStack() as stack:
        stack.callback(log.setLevel, log.level)
        log.setLevel(logging.CRITICAL)
        for kind, name, before in (
            (PDFStream, "decode", before_decode),
            (PDFPageInterpreter, "render_contents", before_render),
            (PDFLayoutAnalyzer, "render_char", before_mark),
            (PDFLayoutAnalyzer, "paint_path", before_mark),
        ):
            stack.callback(setattr, kind, name, getattr(kind, name))
            setattr(kind, name, _after(before, getattr(kind, name)))
        yield budget


def _after(before: Callable[..., None], method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method that calls another function first."""

    @wraps(method)
    def both(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 whatever the method takes
        before(*args, **kwargs)
        return method(*args, **kwargs)

    return both


def _unpacked_size(stream: PDFStream) -> int:
    """Return how many bytes a stream unpacks to, as far as it is worth knowing."""
    from pdfminer.ascii85 import ascii85decode, asciihexdecode  # noqa: PLC0415 an optional part

    content = stream.rawdata or b""
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        content = stream.decipher(stream.objid, stream.genno, content, stream.attrs)
    largest = len(content)
    for number, (way, _) in enumerate(stream.get_filters()):
        name = getattr(way, "name", "")
        if name in {"FlateDecode", "Fl"}:
            content = _inflated(content)
        elif name in {"ASCII85Decode", "A85"}:
            content = ascii85decode(content)
        elif name in {"ASCIIHexDecode", "AHx"}:
            content = asciihexdecode(content)
        elif number or largest > _MOST_OLD:
            raise Refused("PDF里的内容是用很旧的方法压缩的，而且很大", _ADVICE)
        largest = max(largest, len(content))
    return largest


def _inflated(content: bytes) -> bytes:
    """Return what a deflated stream unpacks to, but little more than is allowed."""
    inflater = zlib.decompressobj()
    found = bytearray()
    try:
        for begin in range(0, len(content), _PIECE):
            piece = content[begin : begin + _PIECE]
            found += inflater.decompress(piece, _MOST_BYTES + 1 - len(found))
            if len(found) > _MOST_BYTES or inflater.eof:
                return bytes(found)
    except zlib.error:
        pass
    if len(content) * len(found) > _MOST_REPAIR:
        raise Refused("PDF里的内容不全", _ADVICE)
    return bytes(found)
