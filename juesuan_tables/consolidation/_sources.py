"""Where a department's facts come from: the unit, its file, its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from juesuan_tables.inputs.sources import origin_of
from juesuan_tables.model._values import EXCEL_TEXT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.model import Accounts, Fact

F = TypeVar("F", bound="Fact")
_FEW = 3
_MOST = EXCEL_TEXT_LIMIT // 4
"""Characters of a source of many units' cells; one may count two, and more is said around them."""


def told(unit: Accounts, fact: F) -> F:
    """Return a fact whose source says whose it is."""
    return fact.model_copy(update={"source": source_of(unit, fact.source)})


def source_of(unit: Accounts, source: str) -> str:
    """Return the source of a unit's fact: with its name, unless the file's name begins with that.

    So that it stays when the department's accounts are written into a file and read again, a place
    in a file of ours stands in brackets.
    """
    if not source:
        return unit.unit
    names = (unit.unit, *(member.name for member in unit.members))
    lasting = origin_of(source) == source
    return source if lasting and source.startswith(names) else f"{unit.unit}（{source}）"


def joined(sources: Iterable[str]) -> str:
    """Return the sources of what was added up to one number; of very many, the first."""
    sources = [*dict.fromkeys(sources)]
    text = "；".join(sources)
    if len(text) <= _MOST:
        return text
    kept = text[:_MOST].rpartition("；")[0] or text[:_MOST]
    return f"{kept}……共{len(sources)}处"


def few(sources: Iterable[str]) -> str:
    """Return the first of several sources, and how many there are."""
    sources = sorted({*sources})
    more = f"等{len(sources)}处" if len(sources) > _FEW else ""
    return "；".join(sources[:_FEW]) + more
