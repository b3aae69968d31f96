"""The fill-in workbook → a draft of accounts: every fact with its cell, every gap, every problem."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from juesuan_tables.errors import InputError, shortened
from juesuan_tables.inputs._door import expected
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.inputs.fill_in._cover import cover
from juesuan_tables.inputs.fill_in._gaps import add_gaps
from juesuan_tables.inputs.fill_in._projects import OF_PROJECTS, check_numbers, projects
from juesuan_tables.inputs.fill_in._records import record, statements
from juesuan_tables.inputs.fill_in._table import bare, table
from juesuan_tables.inputs.fill_in.sheets import COVER, LAYOUTS, PROJECTS, TITLE
from juesuan_tables.inputs.places import Faults, Place
from juesuan_tables.model import Accounts
from juesuan_tables.terms import Entity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juesuan_tables.inputs.fill_in._records import Statement
    from juesuan_tables.inputs.fill_in._table import Table
    from juesuan_tables.reading.sheet import Sheet

_NEAR_ENOUGH = 0.5
_SOME_YEAR = 2000
_LAYOUTS = {layout.name: layout for layout in (COVER, *LAYOUTS)}


def is_fill_in(sheets: Sequence[Sheet]) -> bool:
    """Return whether a workbook is a 决算公开填报表: a sheet, whatever its name, begins with that."""
    return any(bare(cell) == TITLE for sheet in sheets for row in sheet.rows[:1] for cell in row)


def read_fill_in(sheets: Sequence[Sheet]) -> Draft:
    """Return what a filled-in workbook says; each fact's source is its cell.

    Its gaps are the cells without which a table cannot be built. Raise ``InputError`` with
    everything that is wrong, in the order of the workbook, where anything is.
    """
    faults = Faults()
    tables = _tables(sheets, faults)
    fields: dict[str, Any] = {}
    places: dict[str, Place] = {}
    if COVER.name in tables:
        fields, places = cover(tables[COVER.name], faults)
    margin = fields.pop("margin", None)
    stated = _stated(tables, faults)
    parts = {name: stated.pop(name) for name in OF_PROJECTS}
    if PROJECTS.name in tables or PROJECTS.name not in (sheet.name.strip() for sheet in sheets):
        check_numbers(tables.get(PROJECTS.name), chain.from_iterable(parts.values()), faults)
    fields["projects"] = projects(stated.pop("projects"), parts, faults)
    for name, each in stated.items():
        found = (record(statement, margin, faults) for statement in each)
        fields[name] = tuple(fact for fact in found if fact is not None)
    fields["names"] = _names(stated["names"], fields["names"], faults)
    add_gaps(tables, fields, faults)
    fields = _checked(fields, places, sheets, faults)
    if faults.problems:
        raise InputError(faults.problems)
    return Draft(fields, faults.gaps)


def _tables(sheets: Sequence[Sheet], faults: Faults) -> dict[str, Table]:
    """Return the known sheets by name; all others are an error, but empty ones."""
    tables: dict[str, Table] = {}
    names = [sheet.name.strip() for sheet in sheets]
    for order, (name, sheet) in enumerate(zip(names, sheets, strict=True)):
        if name in _LAYOUTS:
            found = table(sheet, order, _LAYOUTS[name], faults)
            tables |= {name: found} if found else {}
        elif any(bare(cell) for row in sheet.rows for cell in row):
            close = get_close_matches(name, _LAYOUTS, n=1, cutoff=_NEAR_ENOUGH)
            hint = f"是否应为“{close[0]}”" if close else f"应为：{'、'.join(_LAYOUTS)}"
            what = f"有不认识的工作表“{shortened(name)}”，{hint}"
            faults.refuse(Place(order, 0, 0, sheet), what, "请改名，或删去这张工作表")
    for name, layout in _LAYOUTS.items():
        if layout.always and name not in names:
            place = Place(len(sheets), 0, 0, sheets[0])
            faults.refuse(place, f"没有“{name}”这张工作表", "请从原来的填报表复制回来")
    return tables


def _stated(tables: Mapping[str, Table], faults: Faults) -> dict[str, list[Statement]]:
    """Return what all sheets state by kind of record."""
    kinds = (*Accounts.FACTS, "members", "names", *OF_PROJECTS)
    stated: dict[str, list[Statement]] = {kind: [] for kind in kinds}
    for layout in LAYOUTS:
        if layout.name in tables:
            for each in statements(layout, tables[layout.name], faults):
                stated[each.record].append(each)
    return stated


def _names(stated: Sequence[Statement], found: Sequence[Any], faults: Faults) -> dict[str, str]:
    """Return the names by code; a code has one."""
    places: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for each in stated:
        code, name = each.fields.get("code"), each.fields["name"]
        places[f"{code}"].setdefault(f"{name}".strip(), each.place)
    for code, names in places.items():
        first, *others = names
        for other in others:
            faults.refuse_typed(names[other], f"{code} 在 {names[first]} 的名称是“{first}”，应一致")
    return {each.code: each.name for each in found}


def _checked(
    fields: dict[str, Any], places: Mapping[str, Place], sheets: Sequence[Sheet], faults: Faults
) -> dict[str, Any]:
    """Return the fields as the model holds them, those that are missing left out."""
    needed = {"unit": TITLE, "entity": Entity.DEPARTMENT, "year": _SOME_YEAR}
    try:
        accounts = Accounts.model_validate(needed | fields)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            name = str(item["loc"][0])
            if name in places:
                faults.refuse_typed(places[name], expected(item))
            else:
                faults.refuse(Place(len(sheets), 0, 0, sheets[0]), expected(item))
        return fields
    return {name: getattr(accounts, name) for name in fields}
