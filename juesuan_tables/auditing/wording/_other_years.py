"""Where a publication rightly speaks of another year than its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.passages import PassageKind

if TYPE_CHECKING:
    from juesuan_tables.auditing.wording._text import Line, Reading
    from juesuan_tables.findings import Severity

_NOTHING = re.compile(
    r"年?度?(?:部门|单位|部门（单位）|单位（部门）)?(?:没有|无)“?(?P<of>三公|财政拨款|一般公共|政府性|国有资本|机关运行)"
)
_SPENT = r"[^。；无]{0,40}?(?<![\d.])(?!0(?:\.0+)?万)\d[\d,.]*万?元"


class Seen(NamedTuple):
    """A year that a formula names, and the one that it says the document is about."""

    line: Line
    start: int
    end: int
    printed: int
    year: int
    severity: Severity | None = None


def sections_of_another_year(reading: Reading, seen: list[Seen], year: int) -> set[tuple[str, ...]]:
    """Return the sections whose heading names another year, and whose text agrees: a budget's.

    Beside this year's budget, they may tell of last year's accounts, and of nothing else.
    """
    found: set[tuple[str, ...]] = set()
    coming = re.compile(rf"{year}年度?[^决]*预算(?:安排)?(?:情况)?(?:说明|表)?$")
    is_budget = any(coming.search(each.text) for each in reading.of_kind(PassageKind.HEADING))
    for line in reading.of_kind(PassageKind.HEADING):
        section = line.passage.section or (line.passage.text,)
        named = {int(each) for each in re.findall(r"(\d{4})年", line.text)}
        if is_budget and named == {year - 1}:
            found.add(section)
        elif named and year not in named:
            within = (
                each
                for each in seen
                if each.line is not line and each.line.passage.section[: len(section)] == section
            )
            if any(each.year in named for each in within):
                found.add(section)
    return found


def is_nothing_last_year(reading: Reading, seen: Seen, year: int) -> bool:
    """Return whether there was nothing last year of what this year's money is told of beside it.

    As it is told, the sentence cannot be about this year.
    """
    nothing = _NOTHING.match(seen.line.text, seen.end)
    if nothing is None:
        return False
    spent = re.compile(rf"{year}年度?[^。；，\d]{{0,30}}“?{nothing['of']}{_SPENT}")
    section = seen.line.passage.section
    return any(
        each.passage.section == section and spent.search(each.text)
        for each in reading.of_kind(PassageKind.PARAGRAPH)
    )
