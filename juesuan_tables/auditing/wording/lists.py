"""What 人员经费 and 公用经费 are said to consist of, against the table and against each other."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.wording._distance import is_one_edit
from juesuan_tables.editions.catalogue import shipped_catalogue
from juesuan_tables.findings import Severity
from juesuan_tables.passages import PassageKind
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.auditing.wording._text import Line, Reading
    from juesuan_tables.findings import Finding

_SOURCE = "核对清单第61条"
GROUP = AuditRule(
    "wording-list-names",
    "人员经费、公用经费列举的是表中本组的名称",
    _SOURCE,
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
AMOUNTS = AuditRule(
    "wording-list-amounts",
    "列举的名称与表中有金额的行一致",
    _SOURCE,
    Severity.ADVISORY,
    Dimension.TRUTHFULNESS,
)
TWO = AuditRule(
    "wording-two-lists", "同一经费前后列举一致", _SOURCE, Severity.ERROR, Dimension.TRUTHFULNESS
)
OPEN = AuditRule(
    "wording-list-open",
    "列举完整，不以“等”结尾",
    _SOURCE,
    Severity.ADVISORY,
    Dimension.LEVEL_OF_DETAIL,
)
RULES = (GROUP, AMOUNTS, TWO, OPEN)

_LIST = re.compile(
    r"(?P<group>人员经费|日常公用经费|公用经费)(?:支出)?(?:为)?(?P<amount>[\d,.]+)(?:万元|元|亿元)"
    r"(?:（[^）]*）|，占[^，。；]*%|，)*[，。]?(?P<list>主要(?:包括|用于|有|为)：?（?(?P<names>[^。；]+?)）?)(?=[。；]|$)"
)
_CLOSE = re.compile(r"等+(?:支出|费用|方面)?(?:的支出)?$")
_TABLE = "general_budget_basic"
_GROUPS = {
    "人员经费": ("301", "303"),
    "公用经费": ("302", "307", "309", "310", "311", "312", "313", "399"),
}
_FULL = 15
"""Rows that a table must have to say what is on none of them."""
_MANY = 10


class Listed(NamedTuple):
    """A list of names with the amount that it breaks down."""

    line: Line
    start: int
    end: int
    group: str
    amount: str
    names: tuple[str, ...]
    is_open: bool


def find(reading: Reading) -> Iterator[Finding]:
    """Yield names of the other group, names without amounts, amounts without names, two lists."""
    lists = [*_lists(reading)]
    yield from _two_lists(reading, lists)
    printed = _Printed.of(reading)
    for each in lists:
        if each.is_open and len(each.names) >= _MANY:
            span = each.line.span(each.start, each.end)
            what = f"列了{len(each.names)}个名称又以“等”结尾。请只列有支出的，并列全。"
            yield OPEN.in_text(reading.audited.passages, span, what)
        if printed:
            yield from _against(reading, each, printed)


def _lists(reading: Reading) -> Iterator[Listed]:
    for line in reading.of_kind(PassageKind.PARAGRAPH):
        if "主要" not in line.text:
            continue
        for match in _LIST.finditer(line.text):
            text = match["names"].strip("（）：")
            names = tuple(name for each in re.split("[、，]", text) for name in _parted(each))
            group = match["group"].removeprefix("日常")
            is_open = bool(_CLOSE.search(text)) or "…" in text
            start, end = match.span("list")
            yield Listed(line, start, end, group, match["amount"], names, is_open)


def _parted(text: str) -> Iterator[str]:
    """Yield the name between two commas, or the last two names: 办公设备购置和专用设备购置."""
    name = _CLOSE.sub("", text)
    known = _known()
    parts = re.split("[和及]", name)
    if _same(name) not in known and len(parts) > 1 and all(_same(part) in known for part in parts):
        yield from parts
    elif name:
        yield name


def _two_lists(reading: Reading, lists: Sequence[Listed]) -> Iterator[Finding]:
    """Yield the first of two lists that cannot both be right; all later ones are named with it."""
    known = _known()
    first: dict[str, Listed] = {}
    against: dict[int, list[str]] = {}
    where: dict[int, Listed] = {}
    for each in lists:
        before = first.setdefault(each.group, each)
        if before is each or before.amount != each.amount:
            continue
        extra = _contradicting(before, each, known)
        if extra:
            where.setdefault(before.line.number, before)
            place = each.line.passage.place or "后文"
            told = f"{each.group}{each.amount}万元在“{place}”另列了{'、'.join(extra)}"
            against.setdefault(before.line.number, []).append(told)
    for number, before in where.items():
        span = before.line.span(before.start, before.end)
        what = (
            f"同一经费前后列举不同：{'；'.join(dict.fromkeys(against[number]))}。请核对后前后一致。"
        )
        yield TWO.in_text(
            reading.audited.passages,
            span,
            what,
            printed=before.line.text[before.start : before.end],
        )


def _contradicting(one: Listed, other: Listed, known: set[str]) -> list[str]:
    """Return the names that a complete list lacks; none where both are open."""
    ones, others = set(map(_same, one.names)), set(map(_same, other.names))
    extra = ([] if one.is_open else sorted(others - ones)) + (
        [] if other.is_open else sorted(ones - others)
    )
    return [name for name in extra if name in known]


@cache
def _known() -> set[str]:
    """Return the names of the economic catalogue."""
    return {
        _same(entry.name) for entry in shipped_catalogue().entries if entry.code.startswith("3")
    }


def _same(name: str) -> str:
    plain = "".join(name.split()).translate(str.maketrans("()", "（）"))
    return plain.replace("（境）费用", "（境）费")


class _Printed(NamedTuple):
    """The rows of the table: name → codes, code → whether an amount is printed that is not zero."""

    codes: dict[str, list[str]]
    filled: dict[str, bool]

    @classmethod
    def of(cls, reading: Reading) -> _Printed | None:
        """Return the rows, None where the document has no such table, or none that is whole."""
        tables = reading.audited.tables
        if tables is None or not tables.cells.get(_TABLE):
            return None
        codes: dict[str, list[str]] = {}
        for key in tables.rows.get(_TABLE, ()):
            if key.isdecimal() and key in tables.names:
                codes.setdefault(_same(tables.names[key]), []).append(key)
        filled = {
            key: (f"{_TABLE}.{key}.amount" in tables.cells[_TABLE])
            and bool(tables.cells[_TABLE][f"{_TABLE}.{key}.amount"].amount)
            for keys in codes.values()
            for key in keys
        }
        return cls(codes, filled) if len(filled) >= _FULL else None


def _against(reading: Reading, each: Listed, printed: _Printed) -> Iterator[Finding]:
    prefixes = _GROUPS[each.group]
    for name in each.names:
        codes = printed.codes.get(_same(name), [])
        own = [code for code in codes if code.startswith(prefixes)]
        if codes and not own:
            what = f"{each.group}列了“{name}”，基本支出表中它不属于{each.group}。请核对。"
            yield _about(reading, GROUP, each, name, what)
        elif not codes:
            yield from _unknown(reading, each, name, printed)
        elif not any(printed.filled[code] for code in own):
            what = f"{each.group}列了“{name}”，基本支出表中这一行是0或空白。不足50元的可以保留，否则请删去。"
            yield _about(reading, AMOUNTS, each, name, what)
    if not each.is_open:
        yield from _unlisted(reading, each, printed)


def _unknown(reading: Reading, each: Listed, name: str, printed: _Printed) -> Iterator[Finding]:
    """Yield a name on no row: an error where a row has it but for one character."""
    same = _same(name)
    close = [known for known in printed.codes if len(known) > 2 and is_one_edit(same, known)]  # noqa: PLR2004
    if len(close) == 1:
        what = f"{each.group}列了“{name}”，基本支出表中的名称是“{close[0]}”。请改成一致。"
        yield _about(reading, GROUP, each, name, what, expected=close[0])
    elif same in _known():
        what = f"{each.group}列了“{name}”，基本支出表中没有这一行。请核对。"
        yield _about(reading, GROUP, each, name, what, severity=Severity.ADVISORY)


def _unlisted(reading: Reading, each: Listed, printed: _Printed) -> Iterator[Finding]:
    listed = set(map(_same, each.names))
    above = {code[:3] for name in listed for code in printed.codes.get(name, []) if len(code) == 3}  # noqa: PLR2004
    missing = [
        name
        for name, codes in printed.codes.items()
        for code in codes
        if printed.filled[code]
        and len(code) == 5  # noqa: PLR2004
        and code.startswith(_GROUPS[each.group])
        and name not in listed
        and code[:3] not in above
    ]
    if missing:
        what = f"{each.group}没有列出{'、'.join(missing)}，基本支出表中有金额。请补上。"
        span = each.line.span(each.start, each.end)
        yield AMOUNTS.in_text(reading.audited.passages, span, what, expected="、".join(missing))


def _about(  # noqa: PLR0913 what it is about, and what a finding may say
    reading: Reading,
    rule: AuditRule,
    each: Listed,
    name: str,
    what: str,
    *,
    severity: Severity | None = None,
    expected: str | None = None,
) -> Finding:
    start = each.line.text.find(name, each.start, each.end)
    span = each.line.span(start, start + len(name))
    return rule.in_text(
        reading.audited.passages, span, what, severity=severity, printed=name, expected=expected
    )
