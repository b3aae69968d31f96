"""封面 of the fill-in workbook: what is asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juesuan_tables.inputs.fill_in._cells import NotUsableError, parsed
from juesuan_tables.inputs.fill_in._table import bare
from juesuan_tables.inputs.fill_in.layout import Kind
from juesuan_tables.inputs.fill_in.sheets import COVER, COVER_FIELDS
from juesuan_tables.inputs.places import Place
from juesuan_tables.terms import english_names, glossary

if TYPE_CHECKING:
    from juesuan_tables.inputs.fill_in._table import Table
    from juesuan_tables.inputs.places import Faults

_NEEDED = ("unit", "entity", "year")
_TITLE, _CONTENT = (column.title for column in COVER.columns[:2])


def cover(table: Table, faults: Faults) -> tuple[dict[str, Any], dict[str, Place]]:
    """Return the fields that 封面 gives, and the cell of each that it asks for."""
    places: dict[str, Place] = {}
    for row in table.rows():
        label = row.place(_TITLE)
        name = english_names().get(bare(label.value), "")
        if name in COVER_FIELDS:
            places[name] = row.place(_CONTENT)
        elif label.value is not None:
            faults.refuse_typed(label, "封面没有这一项")
    fields: dict[str, Any] = {}
    for name, place in places.items():
        if place.uncached:
            faults.refuse_formula(place)
        elif place.value is not None:
            _read(name, place, fields, faults)
    for name in _NEEDED:
        place = places.get(name, Place(table.order, table.first, 0, table.sheet))
        if not (place.value or place.uncached):
            faults.gap(place, f"没有填写{glossary()[name]}")
    return fields, places


def _read(name: str, place: Place, fields: dict[str, Any], faults: Faults) -> None:
    """Add one field, or what is wrong with it; whether a year is one, the model says."""
    kind = Kind.CODE if name == "year" else COVER_FIELDS[name]
    try:
        fields[name] = parsed(kind, place.value)
    except NotUsableError as error:
        faults.refuse_typed(place, str(error))
