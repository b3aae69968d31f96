"""The parts of .xlsx and .docx files, each walked over before it is read."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from juesuan_tables.errors import shortened
from juesuan_tables.reading.safety._elements import SheetWalk, StringsWalk, Tally, Walk
from juesuan_tables.reading.safety._limits import (
    MOST_TAGS_OF_DOCUMENT,
    MOST_TAGS_OF_WORKBOOK,
    RESAVE,
    Damaged,
    Refused,
)
from juesuan_tables.reading.safety._marks import Marks
from juesuan_tables.reading.safety._package import Package

if TYPE_CHECKING:
    from collections.abc import Mapping

_ON_THE_SIDE = ("customxml/", "docprops/")
_STRINGS = re.compile(rb"[<:]sst[\s/>]")


def document_parts(parts: Mapping[str, bytes]) -> tuple[bytes, dict[str, bytes]]:
    """Return the text of a .docx file, as XML, and the parts beside it by what they are for.

    Raise ``Refused`` where a part must not be read.
    """
    parts = _needed(parts, MOST_TAGS_OF_DOCUMENT)
    for part in parts.values():
        Walk().over(part)
    package = Package(parts)
    return package[package.main()], package.beside_main()


def workbook_parts(parts: Mapping[str, bytes]) -> tuple[Mapping[str, bytes], tuple[Marks, ...]]:
    """Return the parts of an .xlsx file that may be read, and what its sheets say of their cells.

    Any part may turn out to be a sheet, so each is looked at as what its elements make it.
    """
    parts = _needed(parts, MOST_TAGS_OF_WORKBOOK)
    sheets = {name for name, part in parts.items() if b"sheetData" in part}
    lengths: list[int] = []
    for name in parts.keys() - sheets:
        if not _STRINGS.search(parts[name]):
            Walk().over(parts[name])
        elif lengths:
            raise Damaged("有两份文字表")
        else:
            strings = StringsWalk()
            strings.over(parts[name])
            lengths = strings.lengths
    names = Package(parts).sheets()
    walks = _walks({name: parts[name] for name in sheets}, names, lengths)
    marks = (walks[part].marks if part in walks else Marks() for part in names.values())
    return parts, tuple(marks)


def _needed(parts: Mapping[str, bytes], most: int) -> dict[str, bytes]:
    """Return the parts without those on the side; refuse too many elements, and DTDs anywhere.

    Parts on the side hold what other programs left there, in whatever encoding.
    """
    if sum(part.count(b"<") for part in parts.values()) > most:
        raise Refused("内容太多，应只有要填、要公开的表和文字", RESAVE)
    side = {name for name in parts if name.lower().startswith(_ON_THE_SIDE)}
    for name in side:
        with suppress(Damaged):
            Walk().over(parts[name])
    return {name: part for name, part in parts.items() if name not in side}


def _walks(
    sheets: Mapping[str, bytes], names: Mapping[str, str], lengths: list[int]
) -> dict[str, SheetWalk]:
    """Return the walks over all sheets; what they take together is bounded."""
    titles = {part: shortened(name) for name, part in names.items()}
    walks: dict[str, SheetWalk] = {}
    tally = Tally()
    for part, content in sheets.items():
        walks[part] = SheetWalk(titles.get(part, part), lengths, tally)
        walks[part].over(content)
    return walks
