"""From the sheets of a document to its official tables."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from juesuan_tables.errors import InputError, Problem
from juesuan_tables.reading.official._body import Body, Tables
from juesuan_tables.reading.official._forms import BUDGETS, known_with
from juesuan_tables.reading.official._found import OfficialTables, Trouble
from juesuan_tables.reading.official._heads import blocks_of
from juesuan_tables.reading.official._likeness import likest
from juesuan_tables.reading.official._origin import (
    COVER,
    joined,
    origin_of_line,
    origin_of_title,
)
from juesuan_tables.reading.official._regions import Page, Regions
from juesuan_tables.reading.official._untitled import by_heads
from juesuan_tables.reading.official.amounts import printed_amounts
from juesuan_tables.reading.official.titles import currency
from juesuan_tables.terms import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from juesuan_tables.editions import Edition
    from juesuan_tables.reading.official._forms import Known
    from juesuan_tables.reading.official._heads import Block
    from juesuan_tables.reading.official._likeness import Printed
    from juesuan_tables.reading.official._origin import Origin
    from juesuan_tables.reading.official._regions import Region
    from juesuan_tables.reading.sheet import Sheet

_FEW = 3
_USUAL_UNIT = "万元"
"""The unit of amounts of which nothing says it."""
Found = list[tuple["Region", list["Block"]]]


def read_tables(sheets: Sequence[Sheet], edition: Edition | None) -> OfficialTables:
    """Return the official tables that sheets print; raise ``InputError`` with all in the way."""
    tables = read_what_can_be(sheets, edition)
    if tables is None:
        raise InputError([_nothing(sheets)])
    if tables.obstacles:
        raise InputError(obstacle.problem for obstacle in tables.obstacles)
    return tables


def read_what_can_be(sheets: Sequence[Sheet], edition: Edition | None) -> OfficialTables | None:
    """Return the official tables as far as they can be read, with what is in the way beside them.

    None where there is no table. Amounts of which nothing says the unit are taken for 万元.
    """
    known = known_with(edition)
    pages = [Page.of(number, sheet) for number, sheet in enumerate(sheets)]
    found = _found(pages, known)
    if not found:
        return None
    origin = _origin(pages, found)
    edition = edition or likest(_printed(found), origin)
    tables = _tables(found, known, _budget(edition))
    order = sorted(tables.obstacles, key=lambda each: (each[0], each[1].problem))
    return OfficialTables(
        file=sheets[0].file,
        unit=origin.unit,
        entity=origin.entity,
        year=origin.year,
        edition=edition,
        names=tables.names,
        cells=printed_amounts(tables.cells),
        rows={table: tuple(rows) for table, rows in tables.rows.items()},
        labels={
            table: {code: (*names,) for code, names in labels.items()}
            for table, labels in tables.labels.items()
        },
        strange={table: (*heads,) for table, heads in tables.strange.items()},
        repeated={table: (*codes,) for table, codes in tables.repeated.items()},
        obstacles=tuple(obstacle for _place, obstacle in order),
    )


def _nothing(sheets: Sequence[Sheet]) -> Problem:
    """Say that there is no official table."""
    titles = "、".join(f"“{title}”" for title in [*TABLES.values()][:_FEW])
    what = f"没有找到决算公开表，应有{titles}等标题，标题下面是栏目和数"
    file = sheets[0].file if sheets else "文件"
    return Problem(file, what, "请核对是不是这个文件，标题和栏目是不是和表样一样")


def _found(pages: Iterable[Page], known: Known) -> Found:
    """Return the tables with columns that some form has, in the order of the document."""
    regions = Regions(known)
    found: Found = []
    for page in pages:
        titled = [region for region in regions.read(page) if region.heads]
        for region in titled or by_heads(page, known):
            blocks = blocks_of(region.heads, known.tables[region.table])
            if any(block.amounts for block in blocks):
                found.append((region, blocks))
    return found


def _budget(edition: Edition) -> str:
    """Return the line that 预算数 is in an edition's form, whichever stage it is of."""
    form = edition.form("three_public")
    rows = {leaf.row for leaf in form.leaves if leaf.row in BUDGETS} if form else set()
    (row,) = rows if len(rows) == 1 else {edition.stage("three_public").key}
    return str(row)


def _tables(found: Found, known: Known, budget: str) -> Tables:
    """Read the rows of all tables."""
    tables = Tables()
    bodies: dict[str, Body] = {}
    units = _currencies(found)
    for (region, blocks), unit in zip(found, units, strict=True):
        if unit is None and region.body:
            where = region.body[0], 0
            what = f"{region.title}没有写明金额单位，应为“单位：万元”或“单位：元”"
            tables.refuse(region, where, Trouble.NO_UNIT, what, "请在表头写明后重新生成")
        body = Body(region, blocks, known.tables[region.table], unit or _USUAL_UNIT, budget, tables)
        if not region.titled and region.table in bodies:
            body.keys = bodies[region.table].keys
        body.read()
        bodies[region.table] = body
    return tables


def _currencies(found: Found) -> list[str | None]:
    """Return the unit of each table's amounts: its own, else that of its start, or of all others."""
    own = [next(filter(None, map(currency, _above(region))), None) for region, _ in found]
    of_table: dict[str, str] = {}
    for (region, _), unit in zip(found, own, strict=True):
        if unit:
            of_table.setdefault(region.table, unit)
    others = Counter(filter(None, own))
    usual = next(iter(others)) if len(others) == 1 else None
    return [
        unit or of_table.get(region.table, usual)
        for (region, _), unit in zip(found, own, strict=True)
    ]


def _above(region: Region) -> Iterator[str]:
    """Yield the texts above the amounts of a table."""
    for row in region.lead:
        yield from region.page.texts[row]
    for heads in region.heads:
        yield from heads


def _printed(found: Found) -> Printed:
    """Return what the tables print, but for amounts, by table."""
    printed: Printed = set()
    for region, _blocks in found:
        printed |= {(region.table, region.title)}
        printed |= {(region.table, text) for text in _above(region)}
        for row in region.body:
            printed |= {(region.table, text) for text in region.page.texts[row]}
    return printed


def _origin(pages: Sequence[Page], found: Found) -> Origin:
    """Return whose tables of which year they are: heads say it best, then covers, then the file."""
    regions = [region for region, _blocks in found]
    lead = [text for region in regions for row in region.lead for text in _raw(region.page, row)]
    first = regions[0].page.number
    covers = [
        text
        for page in pages[: first + 1]
        for row in range(len(page.texts))
        for text in _raw(page, row)
        if COVER.search(text)
    ]
    file = PurePath(pages[0].sheet.file).stem
    return joined(
        [
            *map(origin_of_line, lead),
            *map(origin_of_title, covers),
            *map(origin_of_title, lead),
            origin_of_title(file),
        ]
    )


def _raw(page: Page, row: int) -> Iterator[str]:
    """Yield the texts of a row as they are."""
    return (value for value in page.sheet.rows[row] if isinstance(value, str))
