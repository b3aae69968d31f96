"""Which edition a document follows: the one whose forms are likest to what it prints."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from juesuan_tables.reading.official._forms import labels, shipped
from juesuan_tables.reading.official.words import closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.editions import Edition, Form
    from juesuan_tables.reading.official._origin import Origin

Printed = set[tuple[str, str]]
"""Texts, each with the table that prints it."""
_WHOLE_COUNTRY = "财政部"


def likest(printed: Printed, origin: Origin) -> Edition:
    """Return the shipped edition whose forms are likest to what a document prints.

    Among equals it is one that is not newer than the year, then one of the unit's own province,
    then the whole country's, then the newest.
    """
    tables = {table for table, _text in printed}

    def likeness(edition: Edition) -> tuple[int, bool, bool, bool, int]:
        known = {pair for pair in _texts_of(edition.id) if pair[0] in tables}
        alike = 2 * len(printed & known) - len(known)
        in_time = origin.year is None or edition.from_year <= origin.year
        own = (origin.unit or "").startswith(edition.authority[:2])
        return alike, in_time, own, edition.authority == _WHOLE_COUNTRY, edition.from_year

    return max(shipped(), key=likeness)


@cache
def _texts_of(name: str) -> frozenset[tuple[str, str]]:
    """Return what a shipped edition prints whatever the facts."""
    (edition,) = (each for each in shipped() if each.id == name)
    return frozenset(
        (form.table, closed(text)) for form in edition.forms for text in _texts(form) if text
    )


def _texts(form: Form) -> Iterator[str]:
    """Yield the texts of a form."""
    yield from (form.title, form.number or "", form.currency_line, form.ordinal_label or "")
    for block in form.blocks:
        yield from labels(block.columns)
        yield from (line.label for line in block.lines)
    yield from (item.label for item in form.closing)
