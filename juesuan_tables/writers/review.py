"""A finished review → 审核报告.html: findings, where their numbers come from, and the tables.

The page is for the office itself, so it may tell 元 and sources. It asks the network for nothing,
needs no script, and escapes all that it prints.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.templating import page_environment
from juesuan_tables.writers.html._tables import cell_id, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from juesuan_tables.grid import Grid
    from juesuan_tables.writers.html._view import Table

__all__ = ["Dimension", "Entry", "Group", "Line", "Review", "cell_id", "page"]

MOST_NUMBERS = 3
"""How many findings a cell names; a total may be part of hundreds."""
COMPARED = "compared"
"""The look of a cell that no finding is about, but that one was compared with."""


class Line(NamedTuple):
    """A line of how a number came about; ``told`` is the finding that tells the rest, or zero."""

    text: str
    depth: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding and its number on the page.

    ``cells`` are those it is about, their places by id, ``compared`` those on the other side.
    ``printed``, ``expected`` and ``difference`` are empty where the finding has none;
    ``printed_by`` and ``expected_by`` say how the first two came about.
    """

    number: int
    message: str
    rule: str
    name: str
    source: str
    section: str
    printed: str
    expected: str
    difference: str
    printed_by: tuple[Line, ...]
    expected_by: tuple[Line, ...]
    cells: Mapping[str, str]
    compared: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity, whose ``look`` is its English name, and one dimension."""

    id: str
    severity: str
    look: str
    dimension: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A line of the summary: a group or None by severity; ``checked`` says that rules ask for it."""

    name: str
    checked: bool
    groups: tuple[Group | None, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """All that the page says; ``basis`` is what it was checked by, ``printed`` are the tables as they are published."""

    title: str
    basis: tuple[str, ...]
    summary: str
    severities: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    groups: tuple[Group, ...]
    tables: tuple[Grid, ...]
    printed: tuple[Grid, ...]


class _Mark(NamedTuple):
    """How a cell is marked, and the numbers of the findings that speak of it."""

    look: str
    numbers: list[int]


def page(review: Review) -> str:
    """Return the page; every cell of a figure has an id, see ``cell_id``.

    What no file can hold, as in the name of a source, is spelled out.
    """
    context = {field.name: getattr(review, field.name) for field in fields(review)}
    context["tables"] = tuple(_tables(review.tables, review.printed))
    context["marks"] = _marks(review.groups)
    context["most_numbers"] = MOST_NUMBERS
    made = page_environment(None).render("review", context)
    return made.encode(errors="backslashreplace").decode()


def _marks(groups: Iterable[Group]) -> dict[str, _Mark]:
    """Return the marks of cells by id: by the worst finding about it, as groups come by severity."""
    marks: dict[str, _Mark] = {}
    for look, entry in ((group.look, entry) for group in groups for entry in group.entries):
        for cell in dict.fromkeys((*entry.cells, *entry.compared)):
            before, numbers = marks.get(cell, _Mark(COMPARED, []))
            about = cell in entry.cells and before == COMPARED
            marks[cell] = _Mark(look if about else before, [*numbers, entry.number])
    return marks


def _tables(grids: Iterable[Grid], printed: Iterable[Grid]) -> Iterator[Table]:
    """Yield every table: a cell that is printed blank has its id all the same."""
    taken: set[str] = set()
    for grid, shown in zip(grids, printed, strict=True):
        made = table(grid, heading=grid.title, taken=taken)
        blank = {cell_id(name) for name in grid.figures.keys() - shown.figures.keys()}
        rows = [
            [slot._replace(text="") if slot.id in blank else slot for slot in row]
            for row in made.body
        ]
        yield replace(made, body=tuple(map(tuple, rows)))
        taken |= {cell_id(name) for name in grid.figures}
