"""A finished review → 审核报告.html: findings, where their numbers come from, and what they are about.

The page is for the office itself, so it may tell 元 and sources. It asks the network for nothing,
needs no script, and escapes all that it prints.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from juesuan_tables.templating import page_environment
from juesuan_tables.writers.html._tables import cell_id, table
from juesuan_tables.writers.review._sheets import sheet_cells, tables_of
from juesuan_tables.writers.review._text import texts
from juesuan_tables.writers.review._view import (
    COMPARED,
    Dimension,
    Entry,
    Group,
    Line,
    Mark,
    Read,
    Review,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from juesuan_tables.grid import Grid
    from juesuan_tables.writers.html._view import Table

__all__ = [
    "Dimension",
    "Entry",
    "Group",
    "Line",
    "Read",
    "Review",
    "cell_id",
    "document_page",
    "page",
    "sheet_cells",
]

MOST_NUMBERS = 3
"""How many findings a cell names; a total may be part of hundreds."""


def page(review: Review, tables: Iterable[Grid], printed: Iterable[Grid]) -> str:
    """Return the page of a report and its tables; ``printed`` are the same as they are published.

    Every cell of a figure has an id, see ``cell_id``.
    """
    more = {
        "tables": tuple(_tables(tables, printed)),
        "text_ids": {},
        "called": ("本数", "对照数"),
    }
    return _page("review", review, more)


def document_page(review: Review, read: Read) -> str:
    """Return the page of a finished document: its text with what was found marked, its tables."""
    shown = tuple(texts(read.passages, review.groups))
    more = {
        "claims": read.claims,
        "called": ("原文", "对照"),
        "unread": read.unread,
        "texts": shown,
        "tables": tuple(tables_of(read.sheets)),
        "text_ids": {
            remark.entry.number: remark.id for text in shown for remark in text.remarks if text.runs
        },
    }
    return _page("audited", review, more)


def _page(template: str, review: Review, more: Mapping[str, object]) -> str:
    """Return what a template prints; what no file can hold, as in the name of a source, is spelled out."""
    context = {field.name: getattr(review, field.name) for field in fields(review)}
    context |= {"marks": _marks(review.groups), **more}
    made = page_environment(None).render(template, context)
    return made.encode(errors="backslashreplace").decode()


def _marks(groups: Iterable[Group]) -> dict[str, Mark]:
    """Return the marks of cells by id: by the worst finding about it, as groups come by severity."""
    looks: dict[str, str] = {}
    numbers: dict[str, list[int]] = {}
    for look, entry in ((group.look, entry) for group in groups for entry in group.entries):
        for cell in dict.fromkeys((*entry.cells, *entry.compared)):
            if looks.setdefault(cell, COMPARED) == COMPARED and cell in entry.cells:
                looks[cell] = look
            numbers.setdefault(cell, []).append(entry.number)
    return {
        cell: Mark(looks[cell], tuple(found[:MOST_NUMBERS]), len(found) > MOST_NUMBERS)
        for cell, found in numbers.items()
    }


def _tables(grids: Iterable[Grid], printed: Iterable[Grid]) -> Iterator[Table]:
    """Yield every table: a cell that is printed blank has its id all the same."""
    for grid, shown in zip(grids, printed, strict=True):
        made = table(grid)
        if blank := made.ids - table(shown).ids:
            rows = [
                [slot._replace(text="") if slot.id in blank else slot for slot in row]
                for row in made.body
            ]
            made = replace(made, body=tuple(map(tuple, rows)))
        yield made
