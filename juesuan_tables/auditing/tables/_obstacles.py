"""What is no amount, no code or printed twice in somebody's tables."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.tables._printed import FEW
from juesuan_tables.auditing.tables._words import pages_of, place
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.reading.official import Obstacle, Trouble
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing.tables._printed import PrintedTables

_ERROR, _UNKNOWN = Severity.ERROR, Severity.UNASSESSABLE
NO_AMOUNT = AuditRule("cell-no-amount", "金额栏只印数", "各表表样", _ERROR, Dimension.TRUTHFULNESS)
TWICE = AuditRule(
    "cell-twice", "同一金额各处印得一样", "各表表内关系", _ERROR, Dimension.TRUTHFULNESS
)
NO_CODE = AuditRule(
    "code-digits",
    "科目编码为三位、五位或七位",
    "政府收支分类科目",
    _ERROR,
    Dimension.TRUTHFULNESS,
)
UNREAD = AuditRule(
    "cell-unread", "表中各格能够读懂", "本软件读表的能力", _UNKNOWN, Dimension.TRUTHFULNESS
)
NO_UNIT = AuditRule(
    "currency-missing",
    "各表写明金额单位",
    "各表表样",
    Severity.ADVISORY,
    Dimension.COMPLETENESS,
)
RULES = (NO_AMOUNT, TWICE, NO_CODE, UNREAD, NO_UNIT)
_NO_NUMBER = re.compile(
    r"#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)?|#+|[×✕XxＸｘ]{2,}[.。]?[×XxＸｘ]*"
)
"""What certainly is no amount: an error of Excel's, a column too narrow, 待填."""
_RULE_OF = {
    Trouble.NO_NUMBER: NO_AMOUNT,
    Trouble.TWICE: TWICE,
    Trouble.NO_CODE: NO_CODE,
    Trouble.NO_UNIT: NO_UNIT,
}


def obstacles(tables: PrintedTables) -> Iterator[Finding]:
    """Yield a finding for each row that could not be read, one for many of a kind in a table."""
    all_of_them = reversed(tables.official.obstacles)
    found = {(each.table, each.trouble, _row(each)): each for each in all_of_them}
    many = Counter((table, trouble) for table, trouble, _row in found)
    told: set[tuple[str, Trouble]] = set()
    for (table, trouble, _), each in reversed(found.items()):
        mixed = trouble is Trouble.TWICE and table in tables.mixed
        if many[table, trouble] <= FEW and not mixed:
            yield _of_one(each, tables)
        elif (table, trouble) not in told:
            told.add((table, trouble))
            yield _of_many(each, many[table, trouble])


def _row(obstacle: Obstacle) -> str:
    """Return the row of a thing that is printed twice, else the cell: a row is told of once."""
    at = obstacle.address
    return address(at).row if at and obstacle.trouble is Trouble.TWICE else obstacle.problem.where


def _of_one(obstacle: Obstacle, tables: PrintedTables) -> Finding:
    rule = _rule(obstacle)
    return _finding(rule, obstacle, f"{obstacle.problem.what}。请核对。", tables)


def _rule(obstacle: Obstacle) -> AuditRule:
    """Return which rule a thing breaks that could not be read: a text among amounts proves little."""
    rule = _RULE_OF.get(obstacle.trouble, UNREAD)
    if rule is NO_AMOUNT and not _NO_NUMBER.fullmatch(obstacle.found):
        return UNREAD
    return rule


def _of_many(obstacle: Obstacle, count: int) -> Finding:
    certain = obstacle.trouble is Trouble.NO_NUMBER and _rule(obstacle) is NO_AMOUNT
    rule = NO_AMOUNT if certain else UNREAD
    what = f"{obstacle.problem.what}；这类问题在本表共{count}处"
    return _finding(rule, obstacle, f"{what}，有关的数没有核对。请对照原表核对。", None)


def _finding(
    rule: AuditRule, obstacle: Obstacle, what: str, tables: PrintedTables | None
) -> Finding:
    cell = obstacle.address and tables and place(tables, obstacle.address)
    table, row, column = cell or (obstacle.title, None, None)
    pages = pages_of(obstacle.problem.where)
    at = pages.text or obstacle.problem.where.partition("!")[2].replace("!", " ") or table
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        page=pages.first,
        table=table,
        row=row,
        column=column,
        printed=obstacle.found or None,
        message=f"{at}：{what}",
    )
