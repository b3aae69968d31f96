"""What a file to be published carries besides its text, as findings."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.passages import PassageKind
from juesuan_tables.reading import traces as reading
from juesuan_tables.reading.traces import TraceKind
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from juesuan_tables.passages import Passage

_SOURCE = "核对清单第94条"
TRACE = AuditRule(
    "file-traces",
    "没有批注、修订、隐藏内容和外部链接",
    _SOURCE,
    Severity.ERROR,
    Dimension.PUBLICATION_CHANNEL,
)
PROPERTIES = AuditRule(
    "file-properties",
    "文档属性中的标题和作者是本文的",
    _SOURCE,
    Severity.ADVISORY,
    Dimension.PUBLICATION_CHANNEL,
)
RULES = (TRACE, PROPERTIES)

_SHOWN = 3
"""How many traces of one kind a finding quotes."""
_CALLED = {
    TraceKind.COMMENT: ("批注", "请删去批注"),
    TraceKind.CHANGE: ("修订", "请接受或拒绝全部修订"),
    TraceKind.HIDDEN_TEXT: ("隐藏文字", "请删去，或取消隐藏"),
    TraceKind.HIDDEN_SHEET: ("隐藏的工作表", "请删去，或取消隐藏"),
    TraceKind.HIDDEN_CELLS: ("隐藏的行列", "请删去，或取消隐藏"),
    TraceKind.LINK: ("外部链接", "请断开链接"),
}
_UNIT = re.compile(r"(?:单位|部门)(?:名称)?[:：](?!(?:人民币)?[百千万亿]?元)")
_OF_TABLES = "公开表"
"""What the title of a workbook says besides that of the publication to which it belongs."""
_PROPERTIES = {TraceKind.TITLE: "标题", TraceKind.AUTHOR: "作者"}


def traces(path: Path, passages: Iterable[Passage] = ()) -> Iterator[Finding]:
    """Yield what a .docx or .xlsx file carries besides its text, one finding of each kind.

    A title or an author that the text or the file's own name has is no trace of another document;
    tables that name no unit cannot say whose they are.
    """
    passages = tuple(passages)
    text = "".join("".join(each.text.split()) for each in passages) + path.stem
    silent = bool(passages) and not _names_a_unit(passages, text)
    found: defaultdict[tuple[TraceKind, str], list[str]] = defaultdict(list)
    for each in reading.traces(path):
        sheet = each.place if each.kind is TraceKind.HIDDEN_CELLS else ""
        found[each.kind, sheet].append(each.text)
    for (kind, sheet), texts in found.items():
        if kind in _CALLED:
            yield _trace(kind, sheet, texts)
        elif not silent and "".join(texts[0].split()).removesuffix(_OF_TABLES) not in text:
            what = f"文档属性的{_PROPERTIES[kind]}是“{texts[0]}”，文中和文件名中都没有。请核对，不是本文的请清除。"
            yield _finding(PROPERTIES, what, printed=texts[0])


def _names_a_unit(passages: Iterable[Passage], text: str) -> bool:
    """Return whether a document says whose it is: any prose does, tables where a line is for it."""
    return bool(_UNIT.search(text)) or any(e.kind is not PassageKind.NOTE for e in passages)


def _trace(kind: TraceKind, sheet: str, texts: list[str]) -> Finding:
    called, advice = _CALLED[kind]
    quoted = "、".join(f"“{each}”" for each in texts[:_SHOWN] if each)
    more = "等" if len(texts) > _SHOWN else ""
    where = f"工作表“{sheet}”" if sheet else "文件"
    shown = f"：{quoted}{more}" if quoted else ""
    what = f"{where}中有{called}{len(texts)}处{shown}。公开前{advice}。"
    return _finding(TRACE, what, table=sheet or None)


def _finding(
    rule: AuditRule, message: str, *, printed: str | None = None, table: str | None = None
) -> Finding:
    return Finding(
        rule=rule.id, severity=rule.severity, table=table, printed=printed, message=message
    )
