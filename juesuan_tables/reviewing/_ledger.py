"""整改台账: what was found in this round beside what was found in the rounds before.

Two findings are the same one if department and rule are, and then what they are about: a cell of a
table by its names, or in a text the words around it without their numbers, since whoever corrects a
number wrongly has not corrected it. First those are paired that stand under the same heading, its
number aside, then those whose heading was renamed, then those of the same quantity under the same
heading whose other words were edited. Pages do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan_tables.findings import Severity
from juesuan_tables.reviewing._results import State, dimension_of
from juesuan_tables.reviewing._rules import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.findings import Finding
    from juesuan_tables.reviewing._results import Department

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_NUMBERING = re.compile(r"^(?:第.{1,3}部分|\(?[一二三四五六七八九十\d]+[)、.]\s*)+")
_WORDS = re.compile(r"[^\W\d_]+")
_COMPARED = (Severity.ERROR, Severity.ADVISORY)


class Status(StrEnum):
    """What became of a finding since the round before."""

    NEW = "新增"
    OPEN = "未改"
    DONE = "已改"
    UNKNOWN = "未核实"
    """Nothing could be said: this round has no document of the department that can be read."""


@dataclass(frozen=True, slots=True)
class LedgerItem:
    """One thing to be corrected; ``number`` stays the same over all rounds.

    ``about`` is what it is recognised by, see ``about``; ``first`` is the round in which it was found
    first, ``done`` the one in which it was found no more.
    """

    number: int
    unit: str
    rule: str
    severity: Severity
    dimension: str
    place: str
    words: str
    message: str
    about: tuple[str, str, str]
    status: Status
    first: int
    done: int | None = None


def place_of(finding: Finding) -> str:
    """Return where a finding is: the page and section of a text, the cell of a table."""
    page = f"第{finding.page}页" if finding.page else ""
    cell = " ".join(filter(None, (finding.table, finding.row, finding.column)))
    return " ".join(filter(None, (page, finding.section or "", cell)))


def told(finding: Finding) -> str:
    """Return what is wrong, without the place and the words where those stand beside it."""
    _, found, rest = finding.message.partition(f"“{finding.snippet}”：")
    return rest if finding.snippet and found else finding.message


def about(finding: Finding) -> tuple[str, str, str]:
    """Return the heading, the words, and the quantity that a finding is about.

    >>> from juesuan_tables.findings import Finding, Severity
    >>> about(Finding(rule="text-share", severity=Severity.ERROR, message="…", page=3,
    ...     section="三、支出决算情况说明", snippet="项目支出120.00万元，占22.94%"))
    ('支出决算情况说明', '项目支出#万元占#%', '项目支出')
    """
    cell = ".".join(filter(None, (finding.table, finding.row, finding.column)))
    if cell:
        return "", cell, cell
    text = finding.snippet or finding.message
    plain = unicodedata.normalize("NFKC", "".join(text.split()))
    counted = _NUMBER.sub("#", plain)
    words = "".join(each for each in counted if each.isalnum() or each in "#%")
    quantity = next(iter(_WORDS.findall(counted)), "")
    heading = unicodedata.normalize("NFKC", (finding.section or "").replace(" ", ""))
    return _NUMBERING.sub("", heading), words, quantity


def ledger(
    departments: Sequence[Department], before: Sequence[LedgerItem], turn: int
) -> tuple[LedgerItem, ...]:
    """Return the ledger of a round: what is known from before, in its order, then what is new.

    Where there is no document this time that can be read, what it said before is 未核实, and not done.
    """
    found = {each.title: _compared(each) for each in departments}
    states = {each.title: each.state for each in departments}
    taken, pairs = _paired(before, found)
    items = [_again(item, pairs.get(item.number), turn, states) for item in before]
    number = max((item.number for item in before), default=0)
    for unit, findings in found.items():
        for index, finding in enumerate(findings):
            if (unit, index) not in taken:
                number += 1
                items.append(_item(number, unit, finding, turn))
    return tuple(items)


def _compared(department: Department) -> list[Finding]:
    return [each for each in department.findings if each.severity in _COMPARED]


Key = tuple[str, ...]
_KEYS: tuple[Callable[[tuple[str, str, str]], Key], ...] = (
    lambda it: it,
    lambda it: it[1:2],
    lambda it: (it[0], it[2]),
)
"""What two findings of one rule have in common, the most first."""


def _paired(
    before: Sequence[LedgerItem], found: dict[str, list[Finding]]
) -> tuple[set[tuple[str, int]], dict[int, Finding]]:
    """Return which findings were known, by unit and index, and which finding each item is now."""
    taken: set[tuple[str, int]] = set()
    pairs: dict[int, Finding] = {}
    for key in _KEYS:
        free = defaultdict(list)
        for unit, findings in found.items():
            for index, finding in enumerate(findings):
                if (unit, index) not in taken:
                    free[unit, finding.rule, *key(about(finding))].append(index)
        for item in sorted(before, key=lambda each: each.status is Status.DONE):
            same = free.get((item.unit, item.rule, *key(item.about)))
            if item.number not in pairs and same:
                index = same.pop(0)
                taken.add((item.unit, index))
                pairs[item.number] = found[item.unit][index]
    return taken, pairs


def _again(
    item: LedgerItem, finding: Finding | None, turn: int, states: Mapping[str, State]
) -> LedgerItem:
    """Return an item as it stands after this round."""
    if finding:
        back = item.status is Status.DONE
        now = _item(item.number, item.unit, finding, item.first)
        return replace(now, status=Status.NEW if back else Status.OPEN)
    if item.status is Status.DONE:
        return item
    state = states.get(item.unit)
    came = item.rule == MISSING.id and state in {State.PUBLISHED, State.UNREAD}
    if not came and state is not State.PUBLISHED:
        return replace(item, status=Status.UNKNOWN)
    return replace(item, status=Status.DONE, done=turn)


def _item(number: int, unit: str, finding: Finding, turn: int) -> LedgerItem:
    return LedgerItem(
        number=number,
        unit=unit,
        rule=finding.rule,
        severity=finding.severity,
        dimension=dimension_of(finding),
        place=place_of(finding),
        words=finding.snippet or finding.printed or "",
        message=told(finding),
        about=about(finding),
        status=Status.NEW,
        first=turn,
    )


def counted(items: Iterable[LedgerItem]) -> Iterator[tuple[Status, int]]:
    """Yield how many items there are of each status."""
    statuses = [item.status for item in items]
    for status in Status:
        yield status, statuses.count(status)
