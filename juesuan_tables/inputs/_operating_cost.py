"""What the explanation of a publication says of 机关运行经费, which no table prints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.figure import ZERO
from juesuan_tables.reading.official import PrintedAmount
from juesuan_tables.reading.official.amounts import (
    CURRENCIES,
    Read,
    printed_amounts,
    read_amount,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.reading.official import OfficialTables

_AMOUNT = rf"(?P<amount>\d[\d,]*(?:\.\d+)?)(?P<currency>{'|'.join(CURRENCIES)})"
_ANY = re.compile(_AMOUNT)
_STATED = re.compile(
    rf"(?:(?P<year>\d{{4}})年度?)?机关运行经费(?:财政拨款)?(?:支出)?(?:决算数?)?(?:总额|合计|共计|总计|为|共)*{_AMOUNT}"
)
_NONE = re.compile(r"(?:无|没有|未发生)机关运行经费")


def operating_cost(lines: Iterable[str], tables: OfficialTables) -> PrintedAmount | None:
    """Return the amount of 机关运行经费, None where the lines do not say it or say several.

    It is as precise as the text prints its amounts. What is said of another year does not count.
    """
    text = re.sub(r"\s", "", "".join(lines))
    source = f"{tables.file} 机关运行经费支出情况"
    reads = {f"{at.start()}": _read(at, source) for at in _ANY.finditer(text)}
    amounts = printed_amounts({"": {place: read for place, read in reads.items() if read}})[""]
    of_the_year = [
        amounts.get(f"{said.start('amount')}")
        for said in _STATED.finditer(text)
        if said["year"] in {None, f"{tables.year}"}
    ]
    if not of_the_year and _NONE.search(text):
        return PrintedAmount(ZERO, ZERO, source)
    return of_the_year[0] if len({*of_the_year}) == 1 else None


def _read(said: re.Match[str], source: str) -> Read | None:
    """Return an amount as the text has it, None where it is no amount after all."""
    try:
        return read_amount(said["amount"], said["currency"], source)
    except ValueError:
        return None
