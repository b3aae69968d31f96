"""Where the tables of a document begin and end, and which of their rows are heads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan_tables.reading.official.titles import (
    beside_title,
    goes_on,
    table_of,
    table_of_name,
)
from juesuan_tables.reading.official.words import (
    CODE,
    LABEL,
    NOTES,
    ORDINAL,
    closed,
    head,
    is_number,
    says_nothing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.reading.official._forms import Known, Table
    from juesuan_tables.reading.sheet import Sheet, Value

Texts = tuple[str, ...]
_CODE = re.compile(r"\d{3}(\d\d){0,2}", re.ASCII)
_PART = re.compile(r"第[一二三四五六七八九十]+部分")
_MOST_BESIDE = 4
"""Cells of a row that holds a title: the form's number, the unit and 万元 beside it."""
_FEW_HEADS = 2
"""Heads from which on a row among amounts can only be the heads of another table."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with its place in the document, and its cells as ``closed`` text."""

    number: int
    sheet: Sheet
    texts: tuple[Texts, ...]

    @classmethod
    def of(cls, number: int, sheet: Sheet) -> Page:
        """Return a sheet as a page; a dash says as little as a blank."""
        return cls(number, sheet, tuple(tuple(map(_text, row)) for row in sheet.rows))


@dataclass(slots=True)
class Region:
    """The rows of a page that print one table: what leads to it, heads, and body, by number.

    ``overleaf`` are the heads of the page before, where it may go on from there, ``repeated`` says
    that this page has them, too; ``noted`` that notes have come.
    """

    page: Page
    table: str
    title: str
    titled: bool = True
    lead: list[int] = field(default_factory=list)
    heads: list[Texts] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    overleaf: list[Texts] = field(default_factory=list)
    noted: bool = False
    repeated: bool = False


class Regions:
    """Finds the tables of a document, page by page.

    A table begins at its title, or with the sheet if that is its name; only heads below make it
    one, since lists of tables and sentences name titles, too. It ends where another begins, and
    may go on overleaf, with its title, its heads or neither.
    """

    def __init__(self, known: Known) -> None:
        """Start before the first page."""
        self.found: list[Region] = []
        self._known = known
        self._current: Region | None = None
        self._heads: dict[str, list[Texts]] = {}
        self._lines: set[tuple[str, Texts]] = set()

    def read(self, page: Page) -> list[Region]:
        """Return the tables of the next page; those without heads are none."""
        before = len(self.found)
        last, self._current = self._current, None
        if table := table_of_name(page.sheet.name, self._known.titles):
            self.begin(page, table, closed(page.sheet.name))
        elif last and (heads := last.heads or last.overleaf):
            self._current = Region(page, last.table, last.title, titled=False, overleaf=heads)
        self.rows(page)
        return self.found[before:]

    def rows(self, page: Page) -> None:
        """Add the tables that the rows of a page print."""
        above: list[int] = []
        before = ""
        for number, texts in enumerate(page.texts):
            cells = [text for text in texts if text]
            if not cells:
                continue
            if title := _title(before, cells, self._known.titles):
                self.begin(page, *title, [*above, number])
            elif self._current and _ends(cells, self._current):
                self._current = None
            elif self._current:
                self._take(self._current, number, cells)
            above = [*above, number] if all(map(beside_title, cells)) else []
            before = cells[0] if len(texts) == 1 else ""

    def begin(self, page: Page, table: str, title: str, lead: Iterable[int] = ()) -> None:
        """Begin a table."""
        overleaf = self._heads.get(table, [])
        self._current = Region(page, table, title, lead=list(lead), overleaf=overleaf)
        self.found.append(self._current)

    def _take(self, region: Region, number: int, cells: list[str]) -> None:
        """Add a row to the part of the table that it belongs to."""
        texts, table = region.page.texts[number], self._known.tables[region.table]
        if cells[0].startswith(NOTES):
            region.noted = True
        elif texts in region.heads or texts in region.overleaf:
            if not region.titled:
                region.repeated = True
            elif not region.body and texts not in region.heads:
                region.heads.append(texts)
        elif len(texts) == 1 and (region.heads or not region.titled):
            pass  # a line of text, not a row of cells
        elif ORDINAL in cells and any(map(is_number, cells)):
            pass
        elif _is_body(cells, table):
            self._take_body(region, number)
        elif not region.body:
            self._take_head(region, number, cells, table)
        elif _are_heads(cells, table):
            self.begin(region.page, region.table, region.title, region.lead)
            self._take(self.found[-1], number, cells)

    def _take_head(self, region: Region, number: int, cells: list[str], table: Table) -> None:
        """Add a row before the first with amounts: heads, or what leads to them."""
        if not region.titled and not region.heads:
            if _are_heads(cells, table):  # those of another table
                self._current = None
        elif region.heads or table.words.intersection(map(head, cells)):
            if not region.noted:
                region.heads.append(region.page.texts[number])
                self._heads[region.table] = region.heads
        else:
            region.lead.append(number)

    def _take_body(self, region: Region, number: int) -> None:
        """Add a row of amounts; without heads of its own, a table has those of the page before."""
        texts = region.page.texts[number]
        if not region.heads:
            if not region.overleaf or len(region.overleaf[0]) != len(texts):
                return  # a line of text with a number
            if not region.titled:
                if not self._goes_on(region, texts):
                    self._current = None
                    return
                self.found.append(region)
            region.heads = [*region.overleaf]
        region.body.append(number)
        self._lines.add((region.table, _line(texts)))

    def _goes_on(self, region: Region, texts: Texts) -> bool:
        """Return whether a row can be the next one of a table."""
        line = _line(texts)
        if (region.table, line) in self._lines:
            return False  # it has been printed: this is a table of the same heads
        known = self._known.tables[region.table]
        coded = _CODE.fullmatch(line[0]) is not None
        return region.repeated or coded or known.is_line(line[-1]) or line[-1] in known.totals


def _line(texts: Texts) -> Texts:
    """Return what a row begins with, as far as the first text that is no number."""
    cells = [text for text in texts if text]
    end = next((n for n, text in enumerate(cells) if not is_number(text)), len(cells))
    return tuple(cells[: end + 1])


def _text(value: Value) -> str:
    """Return a cell as ``closed`` text, a dash as little as a blank."""
    text = closed(value)
    return "" if says_nothing(text) else text


def _title(before: str, cells: list[str], titles: dict[str, str]) -> tuple[str, str] | None:
    """Return the table and the text of the title in a row that holds nothing else of a table.

    The line of text before may hold its first half.
    """
    if len(cells) > _MOST_BESIDE or any(map(is_number, cells)):
        return None
    first = before if goes_on(before) else ""
    found = ((table_of(f"{first}{text}", titles), f"{first}{text}") for text in cells)
    return next(((table, text) for table, text in found if table), None)


def _ends(cells: list[str], region: Region) -> bool:
    """Return whether a row is the title of something else, below a table."""
    if len(cells) > 1 or (region.titled and not region.heads):
        return False
    (text,) = cells
    return _PART.match(text) is not None or (text.endswith("表") and not text.startswith(NOTES))


def _is_body(cells: list[str], table: Table) -> bool:
    """Return whether a row has amounts or is a line: 合计 alone is one."""
    if any(is_number(text) or table.is_line(text) for text in cells):
        return True
    return len(cells) == 1 and cells[0] in table.totals


def _are_heads(cells: list[str], table: Table) -> bool:
    """Return whether a row among amounts is the heads of another table."""
    words = [head(text) for text in cells]
    if len(words) < _FEW_HEADS or not {CODE, LABEL}.intersection(words):
        return False
    return not any(is_number(text) or table.is_line(text) for text in cells)
