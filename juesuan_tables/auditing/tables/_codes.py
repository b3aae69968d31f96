"""Codes and names in somebody's tables: one code, one name, and rows above rows."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.tables._printed import FEW
from juesuan_tables.auditing.tables._words import about, amount, of_table, pages_of_table
from juesuan_tables.editions.catalogue import shipped_catalogue
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.reading.official.words import closed
from juesuan_tables.subjects import ITEM, SECTION, above
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing.tables._printed import PrintedTables

_SUBJECTS = "政府收支分类科目"
TWO_NAMES = AuditRule(
    "code-two-names",
    "同一科目编码在各表的名称一致",
    "各表之间",
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
OTHER_NAME = AuditRule(
    "code-name-catalogue",
    "科目名称与科目目录一致",
    _SUBJECTS,
    Severity.ADVISORY,
    Dimension.TRUTHFULNESS,
)
NO_HIGHER = AuditRule(
    "code-without-higher",
    "下级科目之上有类、款",
    "各表表样",
    Severity.ADVISORY,
    Dimension.LEVEL_OF_DETAIL,
)
NO_LOWER = AuditRule(
    "code-without-lower",
    "列到款、项",
    "预决算公开检查的常见问题，未经官方文件核对",
    Severity.ADVISORY,
    Dimension.LEVEL_OF_DETAIL,
)
NOT_ALL_MONEY = AuditRule(
    "code-not-in-expenditure",
    "财政拨款支出的科目都在支出决算表中",
    "一般公共预算财政拨款支出决算表与支出决算表",
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
REPEATED = AuditRule(
    "row-twice", "一个科目一行", "各表表样", Severity.ADVISORY, Dimension.TRUTHFULNESS
)
RULES = (TWO_NAMES, OTHER_NAME, NO_HIGHER, NO_LOWER, NOT_ALL_MONEY, REPEATED)
_OF_FUNDS = ("general_budget_expenditure", "government_fund", "state_capital")
_FUNCTIONAL = ("income", "expenditure", *_OF_FUNDS)
_BASIC = "general_budget_basic"
_PLAIN = re.compile(r"[^\w]|支出$|[(（](?:类|款|项)[)）]$")


def codes(tables: PrintedTables, year: int | None) -> Iterator[Finding]:
    """Yield what contradicts itself or the catalogue in codes, names and their order."""
    yield from _two_names(tables)
    if year:
        yield from _other_names(tables, year)
    yield from _levels(tables)
    yield from _repeated(tables)
    yield from _not_in_expenditure(tables)


def _two_names(tables: PrintedTables) -> Iterator[Finding]:
    """Yield the codes that have two names: not one that is cut off, nor one spelt otherwise."""
    places: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for table, labels in tables.official.labels.items():
        for code, names in labels.items():
            for name in names:
                places[code].setdefault(name, table)
    for code, found in places.items():
        first, *others = found
        for other in others:
            if not _alike(first, other):
                yield _contradiction(tables, code, (first, found[first]), (other, found[other]))


def _contradiction(
    tables: PrintedTables, code: str, first: tuple[str, str], other: tuple[str, str]
) -> Finding:
    (name, table), (printed, here) = first, other
    there = "本表另一处" if table == here else tables.tables[table].title
    page = pages_of_table(tables, table).text
    at = f"（{page}）" if page else ""
    what = f"科目 {code} 的名称是“{printed}”，{there}{at}是“{name}”。请核对编码和名称。"
    return of_table(TWO_NAMES, tables, here, what, row=code, printed=printed, expected=name)


def _plain(name: str) -> str:
    return _PLAIN.sub("", closed(name))


def _alike(one: str, other: str) -> bool:
    """Return whether two names may be the same one: the page may have cut or parted either."""
    first, second = sorted((_plain(one), _plain(other)), key=len)
    return second.startswith(first) or second.endswith(first)


def _other_names(tables: PrintedTables, year: int) -> Iterator[Finding]:
    """Yield the names that are not those of the year, where several documents show these."""
    known = shipped_catalogue().of(year)
    for table, labels in tables.official.labels.items():
        for code, names in labels.items():
            entry = known.get(code)
            if table not in tables.tables or entry is None or not entry.verified(year):
                continue
            if not any(_alike(name, entry.name) for name in names):
                what = (
                    f"科目 {code} 的名称是“{names[0]}”，{year}年度的科目目录是“{entry.name}”"
                    f"（{entry.evidence}）。请核对编码和名称。"
                )
                yield of_table(
                    OTHER_NAME, tables, table, what, row=code, printed=names[0], expected=entry.name
                )


def _levels(tables: PrintedTables) -> Iterator[Finding]:
    """Yield rows without those above or below them, in tables that print both for other rows.

    Where a code could not be read, the rows beside it are not those that were printed either.
    """
    every = {r for table in _FUNCTIONAL for r in tables.official.rows.get(table, ())}
    for table in (*_FUNCTIONAL, _BASIC):
        rows = [r for r in tables.official.rows.get(table, ()) if r.isdecimal()]
        if not rows or table not in tables.tables or table in tables.with_strange_rows:
            continue
        printed, deepest = {*rows}, SECTION if table == _BASIC else ITEM
        higher = above(rows)
        missing = sorted(higher - printed)
        if missing and higher & printed:
            what = f"有下级科目，没有 {'、'.join(missing)} 一行。请补上。"
            yield of_table(NO_HIGHER, tables, table, what)
        if not any(len(row) == deepest for row in (rows if table == _BASIC else every)):
            continue
        lone = [row for row in rows if len(row) < deepest and row not in higher]
        lone = [row for row in lone if _has_amount(tables, table, row)]
        if lone:
            least = "款" if table == _BASIC else "项"
            what = f"{'、'.join(lone)} 有金额，没有列到{least}级科目。请核对（涉密的除外）。"
            yield of_table(NO_LOWER, tables, table, what)


def _repeated(tables: PrintedTables) -> Iterator[Finding]:
    """Yield the codes that have two rows, where it is a few: many are the rows of several units."""
    for table, rows in tables.official.repeated.items():
        told = {address(each.address).row for each in tables.official.obstacles if each.address}
        left = [row for row in rows if row not in told]
        if left and len(rows) <= FEW and table in tables.tables:
            what = f"科目 {'、'.join(left)} 印了不止一行。请核对是否重复。"
            yield of_table(REPEATED, tables, table, what)


def _not_in_expenditure(tables: PrintedTables) -> Iterator[Finding]:
    """Yield the 项 that an appropriation paid for and that all spending does not have.

    Only where all spending has other 项 of the same 款: else it may stop at 款.
    """
    all_rows = {*tables.official.rows.get("expenditure", ())}
    if "expenditure" not in tables.tables or "expenditure" in tables.with_strange_rows:
        return
    parted = {row[:SECTION] for row in all_rows if len(row) == ITEM}
    for table in _OF_FUNDS:
        if table not in tables.tables:
            continue
        for row in tables.official.rows.get(table, ()):
            figure = tables.printed.get(f"{table}.{row}.total")
            item = len(row) == ITEM and row[:SECTION] in parted and row not in all_rows
            if item and figure and figure.amount > figure.margin:
                what = (
                    f"印的是 {amount(figure)}，而{tables.tables['expenditure'].title}没有科目 {row}。"
                    f"请核对两张表的科目编码。"
                )
                yield about(NOT_ALL_MONEY, tables, figure.name, what)


def _has_amount(tables: PrintedTables, table: str, row: str) -> bool:
    start = f"{table}.{row}."
    cells = tables.official.cells.get(table, {}).items()
    return any(cell.amount for name, cell in cells if name.startswith(start))
