"""How findings about tables are put into words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.addresses import address
from juesuan_tables.figure import Figure, add
from juesuan_tables.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.auditing._rules import AuditRule
    from juesuan_tables.auditing.tables._printed import PrintedTables

_PAGE = re.compile(r"(?:^|!)(第(\d+)(?:至\d+)?页)(?:!|$)")


class Pages(NamedTuple):
    """Where something is printed: the first page, and the page or pages as messages name them."""

    first: int | None = None
    text: str = ""

    @property
    def start(self) -> str:
        """Return what a message begins with."""
        return f"{self.text} " if self.text else ""


def pages_of(source: str) -> Pages:
    """Return the pages of a source such as ``决算.pdf!第6至7页!D7``, none where it has none."""
    found = _PAGE.search(source)
    return Pages(int(found[2]), found[1]) if found else Pages()


def pages_of_table(tables: PrintedTables, table: str) -> Pages:
    """Return the first pages on which a table prints an amount."""
    found = (pages_of(cell.source) for cell in tables.official.cells.get(table, {}).values())
    return min((each for each in found if each.first), default=Pages())


def where(tables: PrintedTables, name: str) -> str:
    """Return the table, the row and the column of an address; an only amount column goes unsaid."""
    table, row, column = place(tables, name)
    if address(name).column == "amount":
        return f"{table} {row}"
    return f"{table} {row} {column}"


def place(tables: PrintedTables, name: str) -> tuple[str, str, str]:
    """Return the Chinese names of table, row and column of an address."""
    grid = tables.tables.get(address(name).table)
    if grid is None:
        table, row, column = address(name)
        return table, row, column
    return (grid.title, *grid.place(name))


def amount(figure: Figure) -> str:
    """Return an amount in 万元, or in 元 where that would hide it; a blank says so."""
    if figure.amount and not figure.shown:
        return f"{figure.amount:,.2f}元"
    return str(figure)


def seen(figure: Figure) -> str:
    """Return what a cell shows: its amount, or that it is blank."""
    return amount(figure) if figure.source or figure.amount else "空白"


def gap_of(printed: Figure, expected: Figure) -> Figure:
    """Return by how much a figure is too large, without sign."""
    return Figure("", add((printed.amount, -expected.amount)).copy_abs())


def about(  # noqa: PLR0913 where it is, and what it prints
    rule: AuditRule,
    tables: PrintedTables,
    name: str,
    what: str,
    *,
    severity: Severity | None = None,
    expected: Figure | None = None,
    against: Iterable[Figure] = (),
) -> Finding:
    """Return the finding about one cell; ``what`` follows where it is."""
    figure = tables.known.get(name) or Figure(name, add(()))
    pages = pages_of_table(tables, address(name).table)
    pages = pages_of(figure.source) if figure.source else pages
    table, row, column = place(tables, name)
    return Finding(
        rule=rule.id,
        severity=severity or rule.severity,
        page=pages.first,
        table=table,
        row=row,
        column=column,
        printed=seen(figure),
        expected=None if expected is None else amount(expected),
        difference=None if expected is None else amount(gap_of(figure, expected)),
        message=f"{pages.start}{where(tables, name)}：{what}",
        figures=(figure,),
        against=tuple(against),
    )


def of_table(
    rule: AuditRule,
    tables: PrintedTables,
    table: str,
    what: str,
    *,
    severity: Severity | None = None,
    **said: str | None,
) -> Finding:
    """Return the finding about a whole table."""
    pages = pages_of_table(tables, table)
    grid = tables.tables.get(table)
    title = grid.title if grid else table
    return Finding(
        rule=rule.id,
        severity=severity or rule.severity,
        page=pages.first,
        table=title,
        message=f"{pages.start}{title}：{what}",
        **said,  # type: ignore[arg-type]
    )
