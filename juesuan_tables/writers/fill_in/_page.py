"""A sheet of the fill-in workbook before it is written: cells with values, formulas, and needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from juesuan_tables.inputs.fill_in.layout import TO_FILL, Kind
from juesuan_tables.terms import chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.inputs.fill_in.layout import Column, Layout
    from juesuan_tables.writers.fill_in._lines import Line

BLANK = 'IF({at}="",1,0)'
"""One while a cell is blank: the simplest need."""


@dataclass(slots=True)
class Entry:
    """A cell: its value, or a formula and, where a reader needs it, what that computes to.

    ``need`` is a formula that is 1 while the cell must still be filled in, with ``{r}`` for its
    row and ``{at}`` for itself; ``waits`` says that this is so now. ``kind`` and ``choices`` say
    what may be typed; an entry that is not ``open`` is locked. A formula's text takes up to so many ``lines``.
    """

    kind: Kind
    choices: tuple[str, ...] = ()
    value: str | Decimal | date | int | None = None
    formula: str = ""
    computed: str | None = None
    need: str = ""
    waits: bool = False
    open: bool = True
    unit: str = ""
    lines: int = 1

    def ask(self, *, need: str = BLANK, waits: bool | None = None) -> None:
        """Ask for the cell: now, if it is blank, unless ``waits`` says otherwise."""
        self.need = need
        self.waits = self.value is None and not self.formula if waits is None else waits


@dataclass(slots=True)
class Page:
    """A sheet with its cells: a row of ``hints`` each, then totals, headings, and the lines."""

    layout: Layout
    columns: tuple[Column, ...]
    lines: list[Line]
    hints: Sequence[str]
    rows: list[dict[str, Entry]] = field(default_factory=list)
    totals: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make a cell of everything that the lines say."""
        for line in self.lines:
            self.rows.append({column.title: _entry(column, line) for column in self.columns})

    @property
    def heads(self) -> int:
        """Return the number of the row of headings."""
        return 1 + len(self.hints) + 2

    @property
    def last(self) -> int:
        """Return the number of the last row."""
        return self.heads + max(len(self.rows), 1)

    def letter(self, title: str) -> str:
        """Return the letters of a column."""
        titles = [column.title for column in self.columns]
        return get_column_letter(titles.index(title) + 1)

    def at(self, title: str, index: int) -> str:
        """Return the place of a cell of a line, within the sheet."""
        return f"{self.letter(title)}{self.heads + 1 + index}"

    def ref(self, title: str, index: int) -> str:
        """Return the place of a cell of a line, from any sheet."""
        return f"'{self.layout.name}'!{self.at(title, index)}"

    def span(self, title: str, until: str = "") -> str:
        """Return all cells under a heading, from any sheet; or those up to another heading."""
        first, last = self.letter(title), self.letter(until or title)
        return f"'{self.layout.name}'!${first}${self.heads + 1}:${last}${self.last}"

    def each(self) -> Iterator[tuple[int, Line, dict[str, Entry]]]:
        """Yield every line with its number from 0 and its cells."""
        for index, (line, row) in enumerate(zip(self.lines, self.rows, strict=True)):
            yield index, line, row

    def find(self, **given: object) -> int | None:
        """Return the number of the first line that gives this."""
        for index, line in enumerate(self.lines):
            if given.items() <= line.given.items():
                return index
        return None

    def add_totals(self) -> None:
        """Add up the columns of amounts above their headings, and count what is to be filled in."""
        for column in self.columns:
            if column.total:
                self.totals[column.title] = f"SUM({self.span(column.title)})"
        if TO_FILL in {column.title for column in self.columns}:
            self.totals[TO_FILL] = f"SUM({self.span(TO_FILL)})"
            for index, _, row in self.each():
                needs = [
                    entry.need.format(r=self.heads + 1 + index, at=self.at(title, index))
                    for title, entry in row.items()
                    if entry.need
                ]
                row[TO_FILL].formula = "+".join(needs)

    @property
    def waiting(self) -> int:
        """Return how many cells are still to be filled in."""
        return sum(entry.waits for row in self.rows for entry in row.values())


def _entry(column: Column, line: Line) -> Entry:
    """Return the cell of a line under a heading."""
    raw = line.stated.get(column.title) if column.states else line.given.get(column.field)
    shown = column.kind is Kind.SHOWN
    value = None if shown else written(column.kind, raw)
    locked = shown or (line.fixed and not column.states)
    return Entry(column.kind, column.choices, value, open=not locked)


def written(kind: Kind, value: object) -> str | Decimal | date | int | None:
    """Return a field of the model as a cell holds it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None or isinstance(value, Decimal | date | int):
        return value
    return chinese_figure(str(value)) if kind is Kind.FIGURE else str(value)


def ranges(places: Sequence[str]) -> list[str]:
    """Return cells as ranges, those right below each other as one.

    >>> ranges(["A5", "B5", "A6"])
    ['A5:A6', 'B5:B5']
    """
    found: list[tuple[str, int, int]] = []
    for letters, row in sorted(coordinate_from_string(place) for place in places):
        if found and found[-1][0] == letters and found[-1][2] == row - 1:
            found[-1] = (letters, found[-1][1], row)
        else:
            found.append((letters, row, row))
    return [f"{letters}{first}:{letters}{last}" for letters, first, last in found]


def two_decimals(number: str) -> str:
    """Return a number as text with two decimals, without a function that formats."""
    zeros = f'IF(ROUND({number},0)={number},".00",IF(ROUND({number},1)={number},"0",""))'
    return f"{number}&{zeros}"
