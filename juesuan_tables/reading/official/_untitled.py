"""Sheets that neither a title nor a name tells: their heads may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.reading.official._heads import blocks_of
from juesuan_tables.reading.official._regions import Regions
from juesuan_tables.reading.official.titles import beside_title
from juesuan_tables.reading.official.words import closed

if TYPE_CHECKING:
    from juesuan_tables.reading.official._forms import Known, Table
    from juesuan_tables.reading.official._regions import Page, Region

_TITLE = "表"
_MOST_ROWS = 2000
"""Rows beyond which a sheet is no official table."""


def by_heads(page: Page, known: Known) -> list[Region]:
    """Return the table of a sheet whose heads are all those of one table's form, and no other's.

    Whatever has a title is what its title says; a page of text has none for its tables.
    """
    if len(page.texts) > _MOST_ROWS or any(len(row) == 1 for row in page.texts):
        return []
    found = [region for table in known.tables for region in _as(table, page, known)]
    return found if len(found) == 1 else []


def _as(table: str, page: Page, known: Known) -> list[Region]:
    """Return a sheet as a table, if it may be one."""
    regions = Regions(known)
    regions.begin(page, table, closed(page.sheet.name))
    regions.rows(page)
    (region, *others) = regions.found
    alone = not others and region.heads and not _has_title(region)
    return [region] if alone and _is_form(region, known.tables[table]) else []


def _has_title(region: Region) -> bool:
    """Return whether something else is said to be on the sheet."""
    lead = (text for row in region.lead for text in region.page.texts[row])
    return any(_TITLE in text and not beside_title(text) for text in (region.title, *lead))


def _is_form(region: Region, table: Table) -> bool:
    """Return whether the columns are those of one of the table's forms."""
    blocks = blocks_of(region.heads, table)
    shape = tuple((b.coded, frozenset(column.place for column in b.amounts)) for b in blocks)
    return shape in table.forms and not any(block.strange for block in blocks)
