"""What a finished publication of ours proves against one of its own numbers.

It knows from the quotations of the prose which figure each printed number is, which no auditor
knows, and shares no code with the audit. A printed number is the closed interval of what rounds to
it. It is cautious: what it calls contradicted cannot be true, and of the rest it says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HALF = Decimal("0.005")
"""Half of a last digit, of 万元 and of percent."""
LAST_YEAR = "@last_year"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
VEHICLES = re.compile(r"measures\.vehicles_(?!total|kept|bought)\w+\.value")


class Interval(NamedTuple):
    """From and to, both included."""

    low: Decimal
    high: Decimal

    def apart(self, other: Interval) -> bool:
        """Return whether the two have nothing in common."""
        return self.low > other.high or other.low > self.high


class Quote(NamedTuple):
    """A number that a paragraph prints: which block, from where to where, what, of which figures."""

    block: int
    start: int
    end: int
    text: str
    figures: tuple[str, ...]

    @property
    def value(self) -> Decimal:
        """Return the number without its unit."""
        found = NUMBER.match(self.text)
        assert found
        return Decimal(found[0])

    @property
    def unit(self) -> str:
        """Return what follows the number: 万元, %, 辆."""
        return NUMBER.sub("", self.text, count=1)

    @property
    def is_change(self) -> bool:
        """Return whether it compares with last year."""
        return any(name.endswith(LAST_YEAR) for name in self.figures)


class CellPlace(NamedTuple):
    """A printed amount of a table: which block, row and cell of the row."""

    block: int
    row: int
    cell: int
    figure: jt.Figure


def printed(value: Decimal, half: Decimal = HALF) -> Interval:
    """Return what may have been rounded to a printed number."""
    return Interval(value - half, value + half)


@dataclass(frozen=True)
class Finished:
    """A publication, its quotations and the cells that are printed."""

    report: jt.Report
    prose: jt.Prose

    @classmethod
    def of(cls, accounts: jt.Accounts) -> Finished:
        """Build and write the publication of some accounts."""
        report = jt.build_report(accounts)
        return cls(report, jt.narrate(report))

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """Return every number that the prose quotes."""
        return tuple(
            Quote(place, each.start, each.end, block.text[each.start : each.end], each.figures)
            for place, block in enumerate(self.prose.blocks)
            if isinstance(block, jt.Paragraph)
            for each in block.quotations
            if NUMBER.match(block.text[each.start : each.end])
        )

    @cached_property
    def cells(self) -> tuple[CellPlace, ...]:
        """Return every amount that a table prints, blanks left out."""
        return tuple(self._cells())

    def _cells(self) -> Iterator[CellPlace]:
        for place, block in enumerate(self.prose.as_printed().blocks):
            if isinstance(block, jt.Grid):
                for number, row in enumerate(block.rows):
                    for index, cell in enumerate(row):
                        if isinstance(cell.value, jt.Figure):
                            yield CellPlace(place, number, index, cell.value)

    @cached_property
    def _in_tables(self) -> dict[str, Decimal]:
        return {cell.figure.name: cell.figure.shown for cell in self.cells}

    def text(self, block: int) -> str:
        """Return the text of a paragraph or a heading."""
        found = self.prose.blocks[block]
        assert not isinstance(found, jt.Grid)
        return found.text

    def in_paragraph(self, block: int) -> list[Quote]:
        """Return the numbers of one paragraph."""
        return [quote for quote in self.quotes if quote.block == block]

    def elsewhere(self, name: str, besides: Quote | None = None) -> list[Decimal]:
        """Return what is printed of a figure, but for one quotation of it."""
        quoted = [q.value for q in self.quotes if q.figures == (name,) and q != besides]
        return quoted + ([self._in_tables[name]] if name in self._in_tables else [])

    def with_text(self, block: int, start: int, end: int, new: str) -> jt.Prose:
        """Return the publication with other words in one place, which pass for words of ours."""
        text = self.text(block)
        changed = text[:start] + new + text[end:]
        old = self.prose.blocks[block]
        assert not isinstance(old, jt.Grid)
        if isinstance(old, jt.Heading):
            return self._with(block, replace(old, text=changed))
        quoted = jt.Quotation(0, len(changed), ())  # what a unit writes itself is at most 提示
        return self._with(block, jt.Paragraph(changed, (quoted,)))

    def with_cell(self, place: CellPlace, amount: Decimal) -> jt.Prose:
        """Return the publication with another amount, in 万元, in one cell of a table."""
        grid = self.prose.blocks[place.block]
        assert isinstance(grid, jt.Grid)
        rows = [list(row) for row in grid.rows]
        figure = replace(place.figure, amount=amount * 10_000, parts=(), source="")
        rows[place.row][place.cell] = rows[place.row][place.cell]._replace(value=figure)
        return self._with(place.block, replace(grid, rows=tuple(map(tuple, rows))))

    def _with(self, place: int, block: jt.Heading | jt.Paragraph | jt.Grid) -> jt.Prose:
        blocks = list(self.prose.blocks)
        blocks[place] = block
        return replace(self.prose, blocks=tuple(blocks))


def contradicted(done: Finished, quote: Quote, value: Decimal) -> bool:
    """Return whether ``value`` in the place of a quotation cannot be true beside the rest."""
    if quote.value < 0 or value < 0:
        return False
    new = quote._replace(text=f"{value}{quote.unit}")
    around = [new if each == quote else each for each in done.in_paragraph(quote.block)]
    if quote.unit not in {"万元", "%"}:
        return _miscounted(done, quote, around)
    if len(quote.figures) == 1 and quote.unit == "万元":
        others = map(printed, done.elsewhere(quote.figures[0], quote))
        if any(printed(value).apart(other) for other in others) or _purchases_differ(around):
            return True
    return any(_rate_is_wrong(done, each, around) for each in around if each.unit == "%")


def _miscounted(done: Finished, quote: Quote, around: Iterable[Quote]) -> bool:
    """Return whether a count differs from the same one elsewhere, or vehicles do not add up."""
    counts = {each.figures[0]: int(each.value) for each in around if each.unit == "辆"}
    parts = [count for name, count in counts.items() if VEHICLES.fullmatch(name)]
    total = counts.get("measures.vehicles_total.value")
    if quote.figures[0] in counts and total is not None and parts:
        closed = "measures.vehicles_other.value" in counts
        if sum(parts) > total or (closed and sum(parts) != total):
            return True
    now = next(each.value for each in around if each.start == quote.start)
    return any(now != other for other in done.elsewhere(quote.figures[0], quote))


def _purchases_differ(around: Iterable[Quote]) -> bool:
    """Return whether goods, works and services cannot add up to what was bought."""
    bought = {q.figures[0].split(".")[1]: q.value for q in around if "procurement_" in q.figures[0]}
    total = bought.pop("procurement_total", None)
    gap = None if total is None else abs(total - sum(bought.values()))
    return gap is not None and len(bought) == 3 and gap > HALF * 4


def _rate_is_wrong(done: Finished, rate: Quote, around: list[Quote]) -> bool:
    """Return whether a printed rate fits no amounts that print as those it is computed from."""
    if rate.is_change:
        return _growth_is_wrong(done, rate, around)
    if len(rate.figures) != 2:
        return False
    part, whole = (_amount(done, name, around) for name in rate.figures)
    return part is not None and whole is not None and no_rate(rate.value, part, whole)


def _amount(done: Finished, name: str, around: Iterable[Quote]) -> Decimal | None:
    """Return what is printed of a figure, in the paragraph itself rather than elsewhere."""
    here = [each.value for each in around if each.figures == (name,)]
    return next(iter(here + done.elsewhere(name)), None)


def no_rate(rate: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Return whether no part and whole that print so have a ratio that prints so."""
    parts, wholes = printed(part), printed(whole)
    if wholes.low <= 0 or parts.low < 0:
        return False
    possible = Interval(100 * parts.low / wholes.high, 100 * parts.high / wholes.low)
    return printed(rate).apart(possible)


def _growth_is_wrong(done: Finished, rate: Quote, around: list[Quote]) -> bool:
    changes = [q for q in around if q.figures == rate.figures and q.unit == "万元"]
    now = _amount(done, rate.figures[0], around)
    if len(changes) != 1 or now is None:
        return False
    words = done.text(rate.block)[: rate.start]
    return no_growth(rate.value, changes[0].value, now, up=words.endswith("增长"))


def no_growth(rate: Decimal, change: Decimal, now: Decimal, *, up: bool) -> bool:
    """Return whether no change and no base that print so have a ratio that prints so.

    A change is the difference of two printed amounts, so it may be off by a whole last digit.
    """
    changes, current = printed(change, 2 * HALF), printed(now)
    sign = -1 if up else 1
    least = current.low + sign * (changes.high if up else changes.low)
    most = current.high + sign * (changes.low if up else changes.high)
    if least <= 0 or changes.low < 0:
        return False
    return printed(rate).apart(Interval(100 * changes.low / most, 100 * changes.high / least))
