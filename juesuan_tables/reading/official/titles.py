"""The titles over official tables, and what else may stand in their rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.reading.official.words import closed
from juesuan_tables.terms import TABLES, TABLES_ALSO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from juesuan_tables.editions import Edition

_NUMBER = (
    r"(?:财决|部门决算)?公开(?:\d+(?:-\d+)?表|表\d+(?:-\d+)?)"
    r"|附?表(?:\d+(?:-\d+)?|[一二三四五六七八九十]+)|附件\d*"
)
_BEFORE = re.compile(
    rf"(?:\(?(?:{_NUMBER})\)?|\(?\d+[)、.]|\(?[一二三四五六七八九十]+[)、]|第[一二三四]部分)[:、.]?"
)
_AFTER = re.compile(rf"(?:\([^()]*\)?|{_NUMBER}|续表|续)$")
_FORM_NUMBER = re.compile(rf"\(?(?:{_NUMBER})\)?")
_OTHER_TITLE = re.compile(
    r"(?:拨款|预算|基金|收入|经营|支出|经费|决算|明细|项目|基本|资金|非税|结余)$"
)
"""How what stands before a title ends if both together are the title of another table."""
_ENCLOSED = re.compile(r"^([^《》]{0,6})《([^《》]+)》$")
"""A title in the marks of a book's: 1.《收入支出决算总表》."""
_SENTENCE = re.compile(r"[,。;:《]|[见与和及的]$")
"""What stands before a title where a sentence names it."""
_FULL, _SHORT = "预算财政拨款", "预算"
"""What many leave out of a title."""
_OWN_NAME = "三公"
"""What makes a title one table's, whatever stands before it."""
# 元氏县's units begin like the name of a currency
_CURRENCY = re.compile(r"单位:(?:人民币)?\(?(亿元|百万元|万元|千元|元)(?=$|\W|公开|表)")
_CURRENCY_AFTER = re.compile(r"\((亿元|百万元|万元|千元|元)\)$")
_UNIT = re.compile(r"(?:公开|编制|填报)?(?:部门|单位)(?:名称)?(?:\([^()]*\))?:.*")
_CUT = 31
"""Characters at which Excel cuts the name of a sheet."""
_LEAST_OF_A_NAME = 6
"""Characters of a title that the end of a cut sheet name must show."""


def titles(editions: Iterable[Edition]) -> dict[str, str]:
    """Return the tables by their titles, longest first, as any edition prints them."""
    known = {title: table for table, title in TABLES.items() if table != "measures"} | TABLES_ALSO
    known |= {form.title: form.table for edition in editions for form in edition.forms}
    plain = {closed(title): table for title, table in known.items()}
    short = {title.replace(_FULL, _SHORT): table for title, table in plain.items()}
    return dict(sorted((short | plain).items(), key=lambda item: -len(item[0])))


def table_of(text: str, known: Mapping[str, str]) -> str | None:
    """Return which table a line of text is the title of, None where it is none.

    A unit's name, a year and the form's number may stand before it, the latter after it, too. A
    title that is the end of another table's (财政拨款支出决算表) is not meant.
    """
    if "表" not in text:
        return None
    text = _ENCLOSED.sub(r"\1\2", text)
    stripped, title = bare(text), ""
    for title in known:
        if stripped.endswith(title):
            break
    else:
        return None
    before = stripped.removesuffix(title)
    other = _OWN_NAME not in title and _OTHER_TITLE.search(before)
    return None if other or _SENTENCE.search(before) else known[title]


def table_of_name(name: str, known: Mapping[str, str]) -> str | None:
    """Return which table's title a sheet's name is; Excel may have cut its end off."""
    text = closed(name)
    if len(name) < _CUT:
        return table_of(text, known)
    return table_of(text, known) or _of_cut(text, known)


def _of_cut(text: str, known: Mapping[str, str]) -> str | None:
    """Return the table whose title begins where a cut name ends, if there is but one."""
    stripped = bare(text)
    longest = 0
    found: set[str] = set()
    for title, table in known.items():
        for length in range(len(title) - 1, _LEAST_OF_A_NAME - 1, -1):
            if stripped.endswith(title[:length]):
                if length > longest:
                    longest, found = length, set()
                found |= {table} if length == longest else set()
                break
    return found.pop() if len(found) == 1 else None


def bare(text: str) -> str:
    """Return a title without the numbers and brackets around it."""
    if before := _BEFORE.match(text):
        text = text[before.end() :]
    while after := _AFTER.search(text):
        text = text[: after.start()]
    return text


def goes_on(text: str) -> bool:
    """Return whether a line may be the first half of a title: 国有资本经营预算财政拨款."""
    return _OTHER_TITLE.search(text) is not None and not text.endswith("决算")


def beside_title(text: str) -> bool:
    """Return whether a cell may stand in a title's row: the form's number, the unit, 万元."""
    if ":" in text:
        return bool(_CURRENCY.search(text) or _UNIT.fullmatch(text))
    return _FORM_NUMBER.fullmatch(text) is not None


def currency(text: str) -> str | None:
    """Return the unit of amounts that a line names (万元), None where it names none.

    >>> currency("部门:某局金额单位:万元"), currency("单位:某局")
    ('万元', None)
    """
    found = _CURRENCY.search(text) or _CURRENCY_AFTER.search(text)
    return found[1] if found else None
