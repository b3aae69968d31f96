"""Days: those of the balance, and whether there is such a day."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from juesuan_tables.auditing._cues import cued
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.wording._text import of_text
from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing.wording._text import Reading
    from juesuan_tables.findings import Finding

DAY = AuditRule(
    "wording-balance-date",
    "资产和车辆截至本年12月31日，日期都是有的",
    "核对清单第74条",
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
_BALANCE = cued(
    r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日，?(?P<what>[^。；\d]{0,40}?)"
    r"(?:共有车辆|公务用车保有量|开支财政拨款的公务用车|单位价值|单价|固定资产|国有资产)",
    "月",
)
_STAFF = cued(
    r"(?P<y>\d{4})年12月31日，?[^。；\d]{0,30}(?:编制|实有|在职|在编|在岗)(?:人[数员])?(?:为|共)?\d",
    "年12月31日",
)
_DATE = cued(r"(?<!\d)(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日", "月")
_balances = of_text(_BALANCE.finditer)
_staffed = of_text(_STAFF.finditer)
_dates = of_text(_DATE.finditer)


def balances(reading: Reading, year: int) -> Iterator[Finding]:
    """Yield balances of another day than the last of the year."""
    for line in reading.prose:
        for match in _balances(line.text):
            date = tuple(int(match[name]) for name in "ymd")
            if date == (year, 12, 31):
                continue
            printed = match[0][: match.end("d") + 1 - match.start()]
            expected = f"{year}年12月31日"
            what = f"写的是{printed}，资产和车辆应截至{expected}。请改正。"
            yield reading.found(
                DAY,
                line,
                match.start(),
                match.end("d") + 1,
                what,
                printed=printed,
                expected=expected,
            )


def staff(reading: Reading, year: int) -> Iterator[Finding]:
    """Yield staff at the end of another year; another day of the year may be meant."""
    for line in reading.prose:
        for match in _staffed(line.text):
            if int(match["y"]) != year:
                end = match.end("y") + len("年12月31日")
                printed, expected = line.text[match.start() : end], f"{year}年12月31日"
                what = f"写的是{printed}，本年度的人数应截至{expected}。请改正。"
                yield reading.found(
                    DAY, line, match.start(), end, what, printed=printed, expected=expected
                )


def no_such_day(reading: Reading) -> Iterator[Finding]:
    """Yield dates that no calendar has."""
    for line in reading.lines:
        for match in _dates(line.text):
            year, month, day = (int(match[name]) for name in "ymd")
            if 1 <= month <= 12 and 1 <= day <= monthrange(year or 1, month)[1]:  # noqa: PLR2004
                continue
            if _BALANCE.pattern.match(line.text, match.start()):
                continue
            what = f"没有{match[0]}这一天。请改正。"
            yield reading.found(DAY, line, match.start(), match.end(), what, printed=match[0])
