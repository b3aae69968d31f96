"""Whether what a document is to be compared with can be: it has tables, and is of the right year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from juesuan_tables.auditing._document import Audited

COMPARED = AuditRule(
    "compared-file",
    "对照的文件读得出公开表，年度对得上",
    "对照要用同一单位、对应年度的公开表",
    Severity.UNASSESSABLE,
    Dimension.TRUTHFULNESS,
)
RULES = (COMPARED,)


def unusable(audited: Audited, other: Audited, option: str, *, years_before: int) -> Finding | None:
    """Return why a document cannot be compared with another, None where it can.

    ``option`` is what the other was given as; it must be of the year so many before this one's.
    """
    wanted = None if audited.year is None else audited.year - years_before
    if not other.figures:
        return _told(
            f"{option} 的文件“{other.file}”里没有读到公开表，没有核对。请换成印有公开表的文件"
        )
    if wanted and other.year and other.year != wanted:
        said = f"{option} 的文件“{other.file}”是{other.year}年度的，应为{wanted}年度，没有核对"
        return _told(f"{said}。请换成{wanted}年度的文件")
    return None


def _told(what: str) -> Finding:
    return Finding(rule=COMPARED.id, severity=COMPARED.severity, message=f"{what}。")
