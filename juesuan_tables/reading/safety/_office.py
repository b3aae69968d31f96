"""The parts of .xlsx and .docx files, each walked over before it is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.errors import shortened
from juesuan_tables.reading.safety._elements import SheetWalk, StringsWalk, Tally, Walk
from juesuan_tables.reading.safety._limits import (
    MOST_TAGS,
    RESAVE,
    Damaged,
    Refused,
)
from juesuan_tables.reading.safety._marks import Marks
from juesuan_tables.reading.safety._package import Package

if TYPE_CHECKING:
    from collections.abc import Mapping

_STRINGS = re.compile(rb"[<:]sst[\s/>]")


def document_part(parts: Mapping[str, bytes]) -> bytes:
    """Return the text of a .docx file, as XML; raise ``Refused`` where a part must not be read."""
    _check_tags(parts)
    for part in parts.values():
        Walk().over(part)
    package = Package(parts)
    return package[package.main()]


def workbook_marks(parts: Mapping[str, bytes]) -> tuple[Marks, ...]:
    """Return what the sheets of an .xlsx file say of their cells, in their order.

    Any part may turn out to be a sheet, so each is looked at as what its elements make it.
    """
    _check_tags(parts)
    sheets = {name for name, part in parts.items() if b"sheetData" in part}
    lengths: list[int] = []
    for name, part in parts.items():
        if name in sheets:
            continue
        if not _STRINGS.search(part):
            Walk().over(part)
        elif lengths:
            raise Damaged("有两份文字表")
        else:
            strings = StringsWalk()
            strings.over(part)
            lengths = strings.lengths
    names = Package(parts).sheets()
    walks = _walks({name: parts[name] for name in sheets}, names, lengths)
    return tuple(walks[part].marks if part in walks else Marks() for part in names.values())


def _check_tags(parts: Mapping[str, bytes]) -> None:
    """Refuse what has too many elements, before any is looked at."""
    if sum(part.count(b"<") for part in parts.values()) > MOST_TAGS:
        raise Refused(f"内容太多（XML标签超过{MOST_TAGS // 10_000}万个）", RESAVE)


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
