"""Names of 类, 款 and 项 in the prose, against the tables; and what items are said to be for."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan_tables.auditing._cues import cued
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.wording._distance import is_one_edit
from juesuan_tables.auditing.wording._items import categories, items
from juesuan_tables.auditing.wording._text import of_text
from juesuan_tables.editions.catalogue import shipped_catalogue
from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.auditing.wording._items import Item, Part
    from juesuan_tables.auditing.wording._text import Reading
    from juesuan_tables.findings import Finding

_SOURCE = "核对清单第59、72条"
NAME = AuditRule(
    "wording-subject-name",
    "文字中的类、款、项名称与表一致",
    _SOURCE,
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
PURPOSE = AuditRule(
    "wording-purpose",
    "各项的用途是本项的，不是别的项的",
    "核对清单第82条",
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
DOUBLED = AuditRule(
    "wording-expenditure-twice",
    "“支出（类）支出”中的“支出”不重复",
    "公文用语规范",
    Severity.ADVISORY,
    Dimension.TRUTHFULNESS,
)
RULES = (NAME, PURPOSE, DOUBLED)

_LEVELS = {"类": 3, "款": 5, "项": 7}
_SHORTEST = 4
_TWICE = cued(r"(?P<name>[^。：；，、\d（）]{4,30})支出（类）支出(?!（)", "支出（类）支出")
_EXPENDITURE = "支出"
_GENERAL = re.compile("其他|行政单位|事业单位|行政|事业|单位|管理|事务|机关|支出")
_PLAIN = str.maketrans({"(": "（", ")": "）", "“": None, "”": None})
_SEVERAL = re.compile("[、，；和及]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FIXED = frozenset(
    {
        "住房公积金",
        "提租补贴",
        "购房补贴",
        "机关事业单位基本养老保险缴费",
        "机关事业单位职业年金缴费",
    }
    | {"行政单位医疗", "事业单位医疗", "公务员医疗补助"}
)
"""Items, without 支出, that are for staff and for nothing but what their name says."""
_OF_STAFF = re.compile(
    r"[住购租]?房|公积金|养老|年金|保险|医疗|社保|缴|人员|职工|干部|工资|薪|福利|补贴|在[职编]|退休|经费|保障|运行|运转|支出|单位"
)
_NOTHING = re.compile(r"决算数?为0(?:\.0+)?万元")


def find(reading: Reading) -> Iterator[Finding]:
    """Yield names that the tables do not have, and purposes that are another item's."""
    found = [*items(reading)]
    tables = _Names.printed(reading)
    used = {_same(each.item.text) for each in found}
    for each in found:
        if any(_NOTHING.search(part.text) for part in each.follows):
            continue  # what spent nothing has no row
        for part, level in ((each.category, "类"), (each.group, "款"), (each.item, "项")):
            yield from _name(reading, tables, part, level, used if level == "项" else set())
        yield from _misplaced(reading, tables, each.group, each.item, "款", "项")
        yield from _misplaced(reading, tables, each.category, each.group, "类", "款")
    for part in categories(reading):
        yield from _name(reading, tables, part, "类", set())
    yield from _purposes(reading, found)
    yield from _of_a_fixed_purpose(reading, found)
    yield from _twice(reading)


class _Names:
    """Names by level, as they compare: a category with or without 支出."""

    def __init__(self, named: Sequence[tuple[str, str]]) -> None:
        self.at: dict[str, dict[str, str]] = {level: {} for level in _LEVELS}
        self.by_code = {code: _same(name) for code, name in named}
        self._codes: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for code, known in self.by_code.items():
            self._codes[known, len(code)].append(code)
        for code, name in named:
            for level, digits in _LEVELS.items():
                if len(code) == digits and code.startswith("2"):
                    self.at[level][_same(name)] = "".join(name.split())

    @classmethod
    def printed(cls, reading: Reading) -> _Names:
        """Return the names of the document's tables."""
        tables = reading.audited.tables
        return cls(() if tables is None else tuple(tables.names.items()))

    @classmethod
    def shipped(cls) -> _Names:
        """Return the names of the catalogue, of whatever year."""
        catalogue = shipped_catalogue()
        return cls([(e.code, e.name) for e in (*catalogue.entries, *catalogue.suggestions)])

    def parents(self, name: str, level: str, above: str) -> set[str] | None:
        """Return what a name stands under in the tables; None where they do not print it all."""
        digits = _LEVELS[above]
        codes = self._codes.get((name, _LEVELS[level]), ())
        found = {self.by_code.get(code[:digits]) for code in codes}
        return None if None in found or not found else {each for each in found if each}

    def near(self, name: str, level: str) -> str | None:
        """Return the only name that is one character apart."""
        close = [
            printed
            for known, printed in self.at[level].items()
            if len(known) >= _SHORTEST and is_one_edit(name, known)
        ]
        return close[0] if len(close) == 1 else None


@lru_cache(maxsize=5_000)
def _same(name: str) -> str:
    plain = "".join(name.split()).translate(_PLAIN)
    return plain.removesuffix(_EXPENDITURE) or plain


def _name(
    reading: Reading, tables: _Names, part: Part, level: str, used: set[str]
) -> Iterator[Finding]:
    """Yield a name that the tables print in another way, or that nobody knows.

    ``used`` are names that other items have.
    """
    name = _same(part.text)
    if name in tables.at[level] or "X" in name or len(name) < 2:  # noqa: PLR2004
        return
    shipped = _shipped()
    if not _HAN.search(name):
        return
    if (printed := tables.near(name, level)) and _same(printed) not in used:
        what = f"文字写的是“{part.text}（{level}）”，本文的表中是“{printed}”。请改成一致。"
        if (
            name in shipped.at[level]
        ):  # there is such a name: the table, or its reading, may be wrong
            yield _advice(reading, part, what, printed)
            return
        yield reading.found(
            NAME, part.line, part.start, part.end, what, printed=part.text, expected=printed
        )
    elif tables.at[level] and name not in shipped.at[level]:
        what = f"“{part.text}（{level}）”不在本文的表中，也不在科目表中。请核对名称。"
        yield _advice(reading, part, what)
    elif (
        not tables.at[level]
        and name not in shipped.at[level]
        and (printed := shipped.near(name, level))
    ):
        what = f"“{part.text}（{level}）”不在科目表中，相近的是“{printed}”。请核对名称。"
        yield _advice(reading, part, what, printed)


def _misplaced(  # noqa: PLR0913, PLR0917 two names, and what they are
    reading: Reading, tables: _Names, upper: Part, lower: Part, above: str, level: str
) -> Iterator[Finding]:
    """Yield a name that the tables have under another one than the prose."""
    name, of = _same(lower.text), _same(upper.text)
    parents = tables.parents(name, level, above)
    if parents is None or of in parents or of not in tables.at[above]:
        return
    printed = "、".join(sorted(tables.at[above].get(each, each) for each in parents))
    what = (
        f"“{lower.text}（{level}）”写在“{upper.text}（{above}）”下，"
        f"本文的表中它在“{printed}”下。请核对是哪一{level}。"
    )
    span = lower.line.span(upper.start, lower.end)
    yield NAME.in_text(
        reading.audited.passages,
        span,
        what,
        printed=f"{upper.text}（{above}）{lower.text}（{level}）",
    )


def _advice(reading: Reading, part: Part, what: str, expected: str | None = None) -> Finding:
    return reading.found(
        NAME,
        part.line,
        part.start,
        part.end,
        what,
        severity=Severity.ADVISORY,
        printed=part.text,
        expected=expected,
    )


_cached: list[_Names] = []


def _shipped() -> _Names:
    if not _cached:
        _cached.append(_Names.shipped())
    return _cached[0]


def _purposes(reading: Reading, found: list[Item]) -> Iterator[Finding]:
    """Yield purposes that speak of another item, and are that item's."""
    same: defaultdict[str, list[tuple[Item, Part]]] = defaultdict(list)
    for each in found:
        if purpose := each.purpose:
            same[purpose.text].append((each, purpose))
    for text, using in same.items():
        names = {_same(item.item.text) for item, _ in using}
        owners = {name for name in names if len(name) >= _SHORTEST and name in text}
        if len(names) == 1 or len(owners) != 1 or _SEVERAL.search(text):
            continue
        owner = owners.pop()
        for item, part in using:
            if _same(item.item.text) != owner and not _touches(_same(item.item.text), text, owner):
                yield _copied(reading, item, part, owner)


def _of_a_fixed_purpose(reading: Reading, found: list[Item]) -> Iterator[Finding]:
    """Yield purposes of contributions and allowances that are those of an item of another kind.

    What such an item is for, its name says; a purpose that is word for word another item's, speaks
    of that item and with no word of itself, has been copied.
    """
    told = [(each, purpose.text, purpose) for each in found if (purpose := each.purpose)]
    for item, text, part in told:
        name = _same(item.item.text)
        if name not in _FIXED or _OF_STAFF.search(text) or _touches(name, text, ""):
            continue
        owners = {
            each.item.text
            for each, other, _ in told
            if other == text
            and _same(each.category.text) != _same(item.category.text)
            and _touches(_same(each.item.text), text, "")
        }
        if len(owners) == 1 and len(text) >= _SHORTEST:
            yield _copied(reading, item, part, owners.pop())


def _copied(reading: Reading, item: Item, part: Part, owner: str) -> Finding:
    what = (
        f"“{item.item.text}（项）”的用途写成了“{part.text}”，与“{owner}（项）”的完全相同，"
        f"说的是那一项。请改成本项的用途。"
    )
    start = item.item.start if item.item.line is part.line else part.start
    span = part.line.span(start, part.end)
    return PURPOSE.in_text(reading.audited.passages, span, what, printed=part.text)


def _touches(name: str, text: str, owner: str) -> bool:
    """Return whether a purpose also speaks of the item itself: of two characters of its own name."""
    bare = _GENERAL.sub(" ", name)
    own = {bare[i : i + 2] for i in range(len(bare) - 1) if " " not in bare[i : i + 2]}
    rest = text.replace(owner, "") if owner else text
    return any(pair in rest or pair in owner for pair in own)


_doubled = of_text(_TWICE.finditer)


def _twice(reading: Reading) -> Iterator[Finding]:
    """Yield 支出（类）支出 of a name that is complete without it, once a line."""
    for line in reading.prose:
        for match in _doubled(line.text):
            if not match["name"].endswith(("其他", "的")):
                what = "“支出”重复，“（类）”前后留一个即可。"
                yield reading.found(
                    DOUBLED, line, match.start(), match.end(), what, printed=match[0]
                )
                break
