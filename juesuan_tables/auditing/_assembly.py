"""A document, read from a file or still in memory → what the rules of an audit look at."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from juesuan_tables.auditing import tables as table_rules
from juesuan_tables.auditing._document import Audited
from juesuan_tables.passages import Passage, PassageKind
from juesuan_tables.prose import Heading, Paragraph
from juesuan_tables.reading.official import origin_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.prose import Prose
    from juesuan_tables.reading.documents import Document
    from juesuan_tables.reading.official import OfficialTables
    from juesuan_tables.report import Report

_YEAR = re.compile(r"(?<![\d比较与从同自、至—-])((?:19|20)\d{2})\s*年度")
_COMPARED = re.compile(r"对比|比较|相比")
_PARTS = re.compile(r"总体情况|收入决算|支出决算|三公|机关运行经费")
_WEIGHT = 3
"""How many sentences a cover, or the head of a table, outweighs."""
_LEAST_SECTIONS = 3
"""Sections of an explanation from which on a document is more than a fragment."""


def audited_document(document: Document, tables: Document | None = None) -> Audited:
    """Return a finished document as the rules see it; ``tables`` prints its tables, if it does not."""
    official = table_rules.tables_of_sheets((tables or document).sheets)
    if official is None and tables:
        official = table_rules.tables_of_sheets(document.sheets)
    origin = origin_of(
        each.text
        for each in document.passages
        if (each.kind in {PassageKind.COVER, PassageKind.HEADING} or each.table)
        and not _COMPARED.search(each.text)
    )
    return Audited(
        file=document.file,
        passages=document.passages,
        tables=official,
        figures=table_rules.figures_of(official),
        unit=origin.unit or (official.unit if official else None),
        year=_year(document.passages, (origin.year, official.year if official else None)),
        whole=_is_whole(document.passages, official),
    )


def _year(passages: Sequence[Passage], named: Sequence[int | None]) -> int | None:
    """Return the year of which most passages say 年度; what covers and tables say counts more."""
    found = Counter(int(year) for each in passages for year in _YEAR.findall(each.text))
    found.update({year: _WEIGHT for year in named if year})
    return found.most_common(1)[0][0] if found else None


def _is_whole(passages: Sequence[Passage], official: OfficialTables | None) -> bool:
    """Return whether a document is a publication: its tables, or their list, and an explanation."""
    headings = [each.text for each in passages if each.kind is PassageKind.HEADING]
    explained = sum(bool(_PARTS.search(text)) for text in headings) >= _LEAST_SECTIONS
    listed = any(each.kind is PassageKind.CONTENTS for each in passages)
    return explained and (listed or official is not None)


def audited_report(report: Report, prose: Prose, *, blank_zeros: bool | None = None) -> Audited:
    """Return a publication of our own as the rules see it, without writing and reading it.

    ``blank_zeros`` says how an amount without facts is printed where that is not as the form has it.
    """
    accounts = report.accounts
    official = table_rules.tables_of_grids(
        prose.grids or report.tables.values(),
        report.edition,
        file=prose.title,
        unit=accounts.unit,
        entity=accounts.entity,
        year=accounts.year,
        blank_zeros=blank_zeros,
    )
    return Audited(
        file=prose.title,
        passages=tuple(_passages(prose)),
        tables=official,
        figures=table_rules.figures_of(official),
        unit=accounts.unit,
        year=accounts.year,
        whole=True,
    )


def _passages(prose: Prose) -> Iterator[Passage]:
    """Yield the headings and paragraphs of a document in memory."""
    section: tuple[str, ...] = ()
    for block in prose.blocks:
        if isinstance(block, Heading):
            section = (*section[: block.level - 1], block.text)
            yield Passage(block.text, PassageKind.HEADING, level=block.level, section=section)
        elif isinstance(block, Paragraph):
            yield Passage(block.text, section=section)
