"""Whether the official tables are all there, in order, and say so where they are empty."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.tables._printed import APPROPRIATIONS, MAY_BE_EMPTY
from juesuan_tables.auditing.tables._words import amount, of_table, where
from juesuan_tables.editions import edition_ids, load_edition
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.passages import PassageKind
from juesuan_tables.reading.official.titles import table_of, titles
from juesuan_tables.reading.official.words import closed
from juesuan_tables.terms import TABLES, Dimension, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan_tables.auditing._document import Audited
    from juesuan_tables.auditing.tables._printed import PrintedTables
    from juesuan_tables.figure import Figure

_LIST = "决算公开目录与正文"
LISTED = AuditRule(
    "table-listed", "目录所列的公开表都有", _LIST, Severity.ERROR, Dimension.COMPLETENESS
)
MISSING = AuditRule(
    "table-absent", "表样的各表齐全", "各表表样", Severity.ADVISORY, Dimension.COMPLETENESS
)
ORDER = AuditRule(
    "table-order",
    "各表的顺序与表样一致",
    "各表表样",
    Severity.ADVISORY,
    Dimension.COMPLETENESS,
)
NUMBER_TWICE = AuditRule(
    "table-number", "表号不重复", "各表表样", Severity.ADVISORY, Dimension.COMPLETENESS
)
EMPTY = AuditRule(
    "table-empty",
    "空表与财政拨款收入支出决算总表、空表说明一致",
    "各表表样的空表说明",
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
NO_STATEMENT = AuditRule(
    "empty-statement",
    "空表附有说明",
    "各表表样的空表说明",
    Severity.ADVISORY,
    Dimension.COMPLETENESS,
)
NO_TOTAL = AuditRule(
    "total-missing", "合计各行都有", "各表表样", Severity.ADVISORY, Dimension.COMPLETENESS
)
RULES = (LISTED, MISSING, ORDER, NUMBER_TWICE, EMPTY, NO_STATEMENT, NO_TOTAL)
_TOTALS = ("income_subtotal", "expenditure_subtotal", "income_total", "expenditure_total")
_LEADERS = re.compile(r"[.…·・\s]*\d*\s*$")
_FORM_NUMBER = re.compile(r"公开(\d{1,2})表")
_NOTHING = re.compile(r"故?本表(?:无数据|为空)|以空表列示|空表列示|本表无相关数据")
_NONE = re.compile(r"(?:没有|无|未发生|未安排|不涉及|未使用)")
_NAMED = {"government_fund": "政府性基金", "state_capital": "国有资本经营"}
_SOME = 3
"""Tables that must be there before one that is not is worth a word."""


def completeness(audited: Audited, tables: PrintedTables) -> Iterator[Finding]:
    """Yield what is missing, out of order, empty without a word, or not empty although it says so."""
    there = {*tables.official.cells} | {each.table for each in tables.official.obstacles}
    if audited.whole and len(there) >= _SOME:
        yield from _missing(audited, tables, there)
        yield from _out_of_order(tables)
        yield from _numbers(audited, tables)
        yield from _without_totals(tables)
    yield from _empty(audited, tables)


def _missing(audited: Audited, tables: PrintedTables, there: set[str]) -> Iterator[Finding]:
    """Yield the tables that the contents list or the form has, and that are not there."""
    known = titles((tables.edition,))
    listed = _named(audited, known, contents=True)
    if {form.table for form in tables.edition.forms} | listed.keys() <= there | {"measures"}:
        return
    named = _named(audited, known, contents=False)
    for table, title in listed.items():
        if table in there or table == "measures":
            continue
        if table in named:
            what = f"正文有“{title}”，但没有读懂这张表，没有核对。请对照原表核对。"
            yield _absent(MISSING, title, what, severity=Severity.UNASSESSABLE)
        else:
            what = f"目录列有“{title}”，正文没有找到这张表。请补上，没有数据也应公开空表。"
            yield _absent(LISTED, title, what)
    known_of = there | listed.keys() | named.keys()
    absent = [form.title for form in tables.edition.forms if form.table not in known_of]
    if absent:
        what = "没有找到。表样有这些表的应当补上，没有数据也应公开空表。"
        yield _absent(MISSING, "、".join(absent), what)


def _absent(rule: AuditRule, title: str, what: str, severity: Severity | None = None) -> Finding:
    return Finding(
        rule=rule.id, severity=severity or rule.severity, table=title, message=f"{title}：{what}"
    )


def _named(audited: Audited, known: Mapping[str, str], *, contents: bool) -> dict[str, str]:
    """Return the tables whose titles are lines of the contents, or of the rest; with their text."""
    found: dict[str, str] = {}
    for passage in audited.passages:
        if (passage.kind is PassageKind.CONTENTS) is contents:
            text = _LEADERS.sub("", passage.text) if contents else passage.text
            plain = closed(text)
            if "表" in plain and (table := table_of(plain, known)):
                found.setdefault(table, text.strip())
    return found


def _out_of_order(tables: PrintedTables) -> Iterator[Finding]:
    """Yield that the tables stand in an order that is no edition's."""
    there = [*tables.official.cells]
    own = [form.table for form in tables.edition.forms]
    if not _in_order(there, own) and not any(_in_order(there, order) for order in _orders()):
        names = "、".join(TABLES[table] for table in there)
        yield Finding(
            rule=ORDER.id,
            severity=ORDER.severity,
            message=f"各表：顺序与通行的表样不同，本文件是{names}。请核对。",
        )


@cache
def _orders() -> tuple[list[str], ...]:
    """Return the tables of each edition in their order."""
    return tuple([form.table for form in load_edition(each).forms] for each in edition_ids())


def _in_order(there: list[str], wanted: list[str]) -> bool:
    common = [table for table in wanted if table in there]
    return common == [table for table in there if table in wanted]


def _numbers(audited: Audited, tables: PrintedTables) -> Iterator[Finding]:
    """Yield the form numbers that two tables bear."""
    numbers: dict[str, str] = {}
    for passage in audited.passages:
        if passage.table and (found := _FORM_NUMBER.search(closed(passage.text))):
            numbers.setdefault(passage.table, found[1].zfill(2))
    used = Counter(numbers.values())
    for table, number in numbers.items():
        others = [TABLES[t] for t, n in numbers.items() if n == number and t != table]
        if used[number] > 1 and table in tables.official.cells and others:
            what = f"表号是公开{number}表，与{'、'.join(others)}相同。请核对表号。"
            yield of_table(NUMBER_TWICE, tables, table, what, printed=f"公开{number}表")
            return


def _without_totals(tables: PrintedTables) -> Iterator[Finding]:
    """Yield the tables in which a line is missing that every form has: 合计, 本年收入合计, …"""
    for table in tables.tables:
        form, rows = tables.edition.form(table), tables.official.rows.get(table, ())
        if form is None or not tables.official.cells[table] or table in tables.with_strange_rows:
            continue
        by_subject = form.blocks[0].total is not None
        lines = {*form.columns_of_lines}
        wanted = ("total",) if by_subject else tuple(key for key in _TOTALS if key in lines)
        missing = [glossary()[key] for key in wanted if key not in rows]
        if missing:
            what = f"没有“{'”“'.join(missing)}”一行。请核对。"
            yield of_table(NO_TOTAL, tables, table, what)


def _empty(audited: Audited, tables: PrintedTables) -> Iterator[Finding]:
    stating = [passage for passage in audited.passages if _states_nothing(passage.text)]
    for table, words in _NAMED.items():
        if table not in tables.official.cells:
            continue
        statement = next(
            (p.text for p in stating if _says_nothing(p.text, words, p.table == table)),
            "",
        )
        cells = tables.official.cells[table]
        amounts = [tables.printed[name] for name, cell in cells.items() if cell.amount]
        spent = _of_fund(tables, table)
        if amounts and statement:
            figure = amounts[0]
            what = f"印有说明“{statement}”，而{where(tables, figure.name)}是 {amount(figure)}。请核对。"
            yield of_table(EMPTY, tables, table, what, snippet=statement, printed=amount(figure))
        elif not amounts and spent and not tables.official.obstacles:
            name, figure = spent
            what = f"表中没有数，而{where(tables, name)}是 {amount(figure)}。请补填本表，或者核对总表。"
            yield of_table(EMPTY, tables, table, what, printed="空表", expected=amount(figure))
        elif not (amounts or spent or statement) and _is_unmentioned(audited, words):
            what = "是空表，没有找到“本表无数据”一类的说明。请在表下说明。"
            yield of_table(NO_STATEMENT, tables, table, what)


def _is_unmentioned(audited: Audited, words: str) -> bool:
    """Return whether a whole publication nowhere says that it has nothing of a fund."""
    return audited.whole and not any(_none(p.text, words) for p in audited.passages)


def _says_nothing(text: str, words: str, at_the_table: bool) -> bool:  # noqa: FBT001
    """Return whether a line that says so of some table says of this one that nothing is in it."""
    plain = closed(text)
    others = [word for word in _NAMED.values() if word != words]
    return words in plain or (at_the_table and not any(word in plain for word in others))


@lru_cache(maxsize=2_000)  # most lines are the same in all documents of one kind
def _states_nothing(text: str) -> bool:
    """Return whether a line says of some table that it is empty."""
    plain = closed(text)
    return _NOTHING.search(plain) is not None and not plain.endswith((":", "的"))


def _none(text: str, words: str) -> bool:
    plain = closed(text)
    return words in plain and _NONE.search(plain) is not None


def _of_fund(tables: PrintedTables, table: str) -> tuple[str, Figure] | None:
    """Return an amount of a fund in 财政拨款收入支出决算总表 that its own table has to print, too."""
    form = tables.edition.form(table)
    with_income = form is not None and "income_subtotal" in form.column_labels
    income = (f"{APPROPRIATIONS}.{table}_income.amount",) if with_income else ()
    for name in (f"{APPROPRIATIONS}.expenditure_subtotal.{table}", *income):
        figure = tables.printed.get(name)
        if figure and figure.amount:
            return name, figure
    return None


def empty_but_spent(tables: PrintedTables) -> set[str]:
    """Return the tables without an amount whose fund has one in 财政拨款收入支出决算总表."""
    return {
        table
        for table in MAY_BE_EMPTY & tables.tables.keys()
        if not any(cell.amount for cell in tables.official.cells[table].values())
        and _of_fund(tables, table)
    }
