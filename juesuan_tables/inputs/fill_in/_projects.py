"""专项 of the fill-in workbook: the uses and indicators that name a project's number become its own."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from juesuan_tables.inputs.fill_in._records import record
from juesuan_tables.inputs.fill_in.sheets import PROJECTS
from juesuan_tables.inputs.places import FILL_IN, text_of
from juesuan_tables.terms import ProjectText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from juesuan_tables.inputs.fill_in._records import Statement
    from juesuan_tables.inputs.fill_in._table import Table
    from juesuan_tables.inputs.places import Faults, Place
    from juesuan_tables.model import Project

OF_PROJECTS = ("uses", "indicators")
"""The records that belong to a project, whose number they give."""


def projects(
    stated: Iterable[Statement], parts: Mapping[str, Iterable[Statement]], faults: Faults
) -> tuple[Project, ...]:
    """Return the projects, each with its uses and indicators: its number says which."""
    of = {name: _by_number(each, faults) for name, each in parts.items()}
    found = []
    for each in stated:
        number = _number(each.places["number"])
        own = {name: tuple(numbered.get(number, ())) for name, numbered in of.items()}
        texts = {text: each.fields.pop(text.key) for text in ProjectText if text.key in each.fields}
        each.fields.update(own, texts=texts)
        found.append(record(each, None, faults))
    return tuple(project for project in found if project)


def check_numbers(table: Table | None, parts: Iterable[Statement], faults: Faults) -> None:
    """Refuse projects without a number of their own, and what names a number that none has.

    A project has its number whatever else is wrong in its row; while one has none, what was meant
    by a number is not known.
    """
    first: dict[str, Place] = {}
    without = False
    for place in _of_projects(table):
        number = _number(place)
        if not _is_told(place, faults):
            without = True
        elif number in first:
            faults.refuse_typed(place, f"与 {first[number]} 的专项序号相同，应各不相同")
        else:
            first[number] = place
    for place in {part.places["number"]: None for part in parts}:
        if _is_told(place, faults) and not without and _number(place) not in first:
            faults.refuse_typed(place, "“专项”表里没有这个专项序号")


def _of_projects(table: Table | None) -> Iterator[Place]:
    """Yield the cell for the number of every row of 专项 that gives anything."""
    columns = [each.title for each in PROJECTS.columns if each.needed or each.states]
    for row in table.rows() if table else ():
        if any(row.place(title).filled for title in columns if title in row.columns):
            yield row.place(PROJECTS.heading)


def _is_told(place: Place, faults: Faults) -> bool:
    """Return whether a number is there; refuse it where it is not."""
    if place.uncached:
        faults.refuse_formula(place)
    elif place.value is None:
        faults.refuse(place, f"没有填“{place.title}”", FILL_IN)
    return place.value is not None


def _number(place: Place) -> str:
    """Return a number as it is compared."""
    return unicodedata.normalize("NFKC", text_of(place.value)).strip()


def _by_number(parts: Iterable[Statement], faults: Faults) -> dict[str, list[Any]]:
    """Return the records that belong to projects by the number of each."""
    found: dict[str, list[Any]] = {}
    for part in parts:
        if own := record(part, None, faults):
            found.setdefault(_number(part.places["number"]), []).append(own)
    return found
