"""The glossary: each English name of this package and the official Chinese term, one to one.

Code, file names and figure addresses use the English name; whatever a user reads or types
uses the Chinese term. A kind of fact is an enum whose member name is the English name, so the
two languages meet here and nowhere else.
"""

from functools import cache, lru_cache

from juesuan_tables.terms._kinds import (
    APPROPRIATIONS,
    NEEDED_TEXTS,
    PAID_AS,
    RATINGS,
    RECEIVED_AS,
    VEHICLES,
    BalanceKind,
    Dimension,
    Entity,
    Fund,
    IncomeKind,
    MeasureKey,
    Nature,
    NoteKind,
    Period,
    ProjectText,
    ReportType,
    Stage,
    ThreePublicItem,
    Topic,
    TransferKind,
    Treatment,
    UnitKind,
)
from juesuan_tables.terms._names import (
    ALSO_PRINTED,
    FIELDS,
    PRINTED,
    PROJECTS_TABLE,
    TABLES,
    TABLES_ALSO,
)
from juesuan_tables.terms._term import Term

__all__ = [
    "APPROPRIATIONS",
    "NEEDED_TEXTS",
    "PAID_AS",
    "RATINGS",
    "RECEIVED_AS",
    "TABLES",
    "TABLES_ALSO",
    "VEHICLES",
    "BalanceKind",
    "Dimension",
    "Entity",
    "Fund",
    "IncomeKind",
    "MeasureKey",
    "Nature",
    "NoteKind",
    "Period",
    "ProjectText",
    "ReportType",
    "Stage",
    "Term",
    "ThreePublicItem",
    "Topic",
    "TransferKind",
    "Treatment",
    "UnitKind",
    "chinese_figure",
    "chinese_number",
    "english_figure",
    "english_names",
    "enums",
    "glossary",
]


_TITLES = TABLES | PROJECTS_TABLE
_TOTAL = ("total", PRINTED["total"])
_TABLES = {title: key for key, title in _TITLES.items()} | TABLES_ALSO


def enums() -> list[type[Term]]:
    """Return every closed list of terms."""
    return Term.__subclasses__()


@cache
def glossary() -> dict[str, str]:
    """Return every English name but the tables' with its official Chinese term."""
    return FIELDS | PRINTED | {term.key: term.value for kind in enums() for term in kind}


@cache
def english_names() -> dict[str, str]:
    """Return every official Chinese term with its English name."""
    return {chinese: english for english, chinese in glossary().items()}


@lru_cache(maxsize=20_000)  # units print the same figures
def chinese_figure(name: str) -> str:
    """Return a figure's address in Chinese; what is no term (a code) stays as it is.

    >>> chinese_figure("expenditure.2010301.basic")
    '支出决算表.2010301.基本支出'
    """
    table, *place = name.split(".")
    return ".".join([_TITLES.get(table, table), *_translated(table, place, glossary())])


@lru_cache(maxsize=20_000)  # every unit's templates ask for the same figures
def english_figure(name: str) -> str:
    """Return a figure's address in English; what is no term stays as it is.

    Titles and headings as some forms print them are understood, too.

    >>> english_figure("支出决算表.2010301.基本支出")
    'expenditure.2010301.basic'
    """
    table, *place = name.split(".")
    key = _TABLES.get(table, table)
    return ".".join([key, *_translated(key, place, _also_printed())])


def _translated(table: str, place: list[str], terms: dict[str, str]) -> list[str]:
    """Return a row and a column in the other language; a project's name is a row as it is."""
    named = table in PROJECTS_TABLE and not {*place[:1]} & {*_TOTAL}
    start = place[:1] if named else []
    return [*start, *(terms.get(part, part) for part in place[len(start) :])]


@cache
def _also_printed() -> dict[str, str]:
    return english_names() | ALSO_PRINTED


_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
    return ten + (_DIGITS[ones] if ones else "")
