"""The door for files that somebody else made: checked before any library opens them.

What passes is written anew from what was checked, so that a library cannot see anything else: an
archive of its XML parts for .xlsx, a stream of cells for .xls.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan_tables.errors import InputError, shortened
from juesuan_tables.reading.safety import _archive, _compound, _kinds, _records
from juesuan_tables.reading.safety._kinds import Kind
from juesuan_tables.reading.safety._limits import Refused
from juesuan_tables.reading.safety._marks import Marks
from juesuan_tables.reading.safety._office import document_parts, workbook_parts
from juesuan_tables.reading.safety._package import parsed
from juesuan_tables.reading.safety._pdf_streams import Budget as PdfBudget
from juesuan_tables.reading.safety._pdf_streams import bounded as bounded_pdf
from juesuan_tables.strict_yaml import content_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Kind", "Marks", "PdfBudget", "Refused", "SafeFile", "bounded_pdf", "checked", "parsed"]

_PDF, _PDF_START = b"%PDF-", 1024


@dataclass(frozen=True, slots=True)
class SafeFile:
    """What a file may be read as, and what of it a library may open.

    ``content`` is a whole .xlsx or .xls file, the XML of a .docx file's text, or the PDF as it is.
    ``marks`` say of each sheet of a workbook, in their order, what the library will not. ``more``
    are the XML parts beside a .docx file's text, by what they are for: styles, numbering.
    """

    name: str
    kind: Kind
    content: bytes
    marks: tuple[Marks, ...] = ()
    more: Mapping[str, bytes] = field(default_factory=dict)


def checked(path: Path) -> SafeFile:
    """Return what is in a file, or raise ``InputError`` where it must not or cannot be read.

    It is recognised by its content, whatever its name. Nothing in it is followed to anywhere else.
    """
    name = shortened(path.name)
    content = content_of(path)
    try:
        return _checked(name, path.suffix.lower(), content)
    except Refused as refusal:
        where = f"{name}!{refusal.place}" if refusal.place else name
        raise InputError.of(where, refusal.what, refusal.advice) from refusal


def _checked(name: str, suffix: str, content: bytes) -> SafeFile:
    _kinds.refuse_other_programs(suffix)
    if content.startswith(_archive.MAGIC):
        names, parts = _archive.unpacked(content)
        if _kinds.of_archive(names) is Kind.DOCX:
            text, more = document_parts(parts)
            return SafeFile(name, Kind.DOCX, text, more=more)
        book, marks = workbook_parts(parts)
        return SafeFile(name, Kind.XLSX, _archive.packed(book), marks)
    if content.startswith(_compound.MAGIC):
        file = _compound.Compound(content)
        stream = _kinds.of_compound(file.streams)
        cells, marks = _records.rewritten(file.stream(stream))
        return SafeFile(name, Kind.XLS, _compound.compound("Workbook", cells), marks)
    if _PDF in content[:_PDF_START]:
        return SafeFile(name, Kind.PDF, content)
    _kinds.refuse_unknown(content, suffix)
    raise AssertionError(name)
