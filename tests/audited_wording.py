"""Own publications as the rules of wording see them, made by hand: passages, and what tables print."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import juesuan_tables as jt
from juesuan_tables.auditing import Audited
from juesuan_tables.editions import load_edition
from juesuan_tables.grid import OUTSIDE
from juesuan_tables.passages import Passage, PassageKind
from juesuan_tables.reading.official import OfficialTables, PrintedAmount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CONTENTS = "目录"


def audited(
    prose: jt.Prose | Iterable[Passage],
    tables: OfficialTables | None = None,
    *,
    unit: str | None = None,
    year: int | None = None,
    whole: bool = True,
) -> Audited:
    """Return a document as the rules see it."""
    passages = tuple(of_prose(prose) if isinstance(prose, jt.Prose) else prose)
    return Audited("a.docx", passages, tables, {}, unit, year, whole)


def published(report: jt.Report, prose: jt.Prose | None = None) -> Audited:
    """Return a publication of a report, or ``prose`` in its place."""
    written = prose or jt.narrate(report)
    facts = report.accounts
    return audited(written, tables_of(report), unit=facts.unit, year=facts.year)


def of_prose(prose: jt.Prose) -> Iterator[Passage]:
    """Yield title, contents and body of a publication."""
    headings = [block for block in prose.blocks if isinstance(block, jt.Heading)]
    yield Passage(prose.title, PassageKind.COVER)
    yield Passage(CONTENTS, PassageKind.CONTENTS)
    yield from (Passage(each.text, PassageKind.CONTENTS) for each in headings if each.level <= 2)
    above: list[str] = []
    for block in prose.blocks:
        if isinstance(block, jt.Heading):
            above = [*above[: block.level - 1], block.text]
            yield Passage(block.text, PassageKind.HEADING, None, block.level, tuple(above))
        elif isinstance(block, jt.Paragraph):
            yield Passage(block.text, section=tuple(above))
        else:
            outside = (cell for row in block.rows for cell in row if cell.role in OUTSIDE)
            lines = (cell.text for cell in outside if cell.text)
            yield from (Passage(line, PassageKind.NOTE, table=block.title) for line in lines)


def tables_of(report: jt.Report) -> OfficialTables:
    """Return what the tables of a report print."""
    cells: defaultdict[str, dict[str, PrintedAmount]] = defaultdict(dict)
    rows: defaultdict[str, dict[str, None]] = defaultdict(dict)
    names: dict[str, str] = {}
    for table, grid in report.tables.items():
        for key, label in grid.row_labels.items():
            rows[table][key] = None
            if key.isdecimal():
                names.setdefault(key, label)
    for name, figure in report.figures.items():
        table = name.split(".")[0]
        if table in rows:
            shown = figure.as_printed().amount
            cells[table][name] = PrintedAmount(shown, shown - shown, "")
    edition = load_edition(report.edition.id)
    return OfficialTables(
        "a.xlsx",
        None,
        None,
        None,
        edition,
        names,
        dict(cells),
        {t: tuple(r) for t, r in rows.items()},
    )
