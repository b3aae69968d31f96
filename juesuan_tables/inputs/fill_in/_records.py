"""Rows of the fill-in workbook → the model's records, each with the cell it was read from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError

from juesuan_tables.inputs._door import expected
from juesuan_tables.inputs.fill_in._cells import NotUsableError, parsed
from juesuan_tables.model import Accounts, AmountFact, Fact, Indicator, Use
from juesuan_tables.model._values import Code, Name  # noqa: TC001 pydantic needs them at run time
from juesuan_tables.terms import english_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from juesuan_tables.inputs.fill_in._table import Row, Table
    from juesuan_tables.inputs.fill_in.layout import Column, Layout
    from juesuan_tables.inputs.places import Faults, Place


class Named(BaseModel):
    """The name of a code."""

    code: Code
    name: Name


class Statement(NamedTuple):
    """One record as it was typed: its fields, the cell of each, and the cell that states it."""

    record: str
    fields: dict[str, Any]
    places: Mapping[str, Place]
    place: Place


@cache
def _models() -> dict[str, type[BaseModel]]:
    """Return the model of each kind of record, by its name in the accounts."""
    fields = Accounts.model_fields
    models = {name: get_args(fields[name].annotation)[0] for name in (*Accounts.FACTS, "members")}
    return models | {"names": Named, "uses": Use, "indicators": Indicator}


def statements(layout: Layout, table: Table, faults: Faults) -> Iterator[Statement]:
    """Yield what the rows of a sheet state."""
    keys, states = layout.row_keys, layout.stating
    for row in table.rows():
        stating = [column for column in states if column.title in row.columns]
        yield from _of_row(row, keys, stating, faults, complete=layout.complete)


def _of_row(
    row: Row, keys: Sequence[Column], stating: Sequence[Column], faults: Faults, *, complete: bool
) -> Iterator[Statement]:
    """Yield what the filled cells of one row state."""
    places = {key.field: row.place(key.title) for key in keys}
    defaults = {key.field: key.default for key in keys if key.default}
    given = {}
    for key in keys:
        if (value := _value(key, places[key.field], faults)) is not None:
            given[key.field] = value
    if "names" in given and "subject" in given:
        named = {"code": given["subject"], "name": given["names"]}
        at = {"code": places["subject"], "name": places["names"]}
        yield Statement("names", named, at, at["name"])
    filled = [column for column in stating if row.place(column.title).filled]
    if complete and given and not filled and stating:
        (first, *others) = stating
        what = "一个金额也没有填" if others else f"没有填“{first.title}”"
        faults.gap(row.place(first.title), f"这一行{what}")
        filled = [] if others else [first]  # the rest of the row is looked at all the same
    for column in filled:
        at = {**places, column.field: row.place(column.title)}
        value = _value(column, at[column.field], faults)
        yield from _statement(column, value, {**defaults, **given}, at, faults)


def _value(column: Column, place: Place, faults: Faults) -> Any:  # noqa: ANN401 whatever the model takes
    """Return what a cell gives, None where it is blank or of no use."""
    if column.states and place.uncached:
        faults.refuse_formula(place)
    if place.value is None:
        return None
    try:
        return parsed(column.kind, place.value)
    except NotUsableError as error:
        faults.refuse_typed(place, str(error))
        return None


def _statement(
    column: Column,
    value: object,
    given: Mapping[str, Any],
    places: Mapping[str, Place],
    faults: Faults,
) -> Iterator[Statement]:
    """Yield the record that one cell states, unless it is not known of what.

    Without the cell's own field where that is of no use, which was said: the others are looked at.
    """
    place = places[column.field]
    record, keys = column.record, column.keys
    if column.whole:
        record = english_names().get(str(given.get("record")), "")
        keys = tuple(key for key in given if key != "record")
        if record not in Accounts.FACTS:
            faults.refuse_typed(places["record"], "应为下拉列表中的一种")
            return
    if uncached := next((places[key] for key in keys if places[key].uncached), None):
        faults.refuse_formula(uncached)
        return
    fields = {key: given[key] for key in keys if key in given}
    if column.figure:
        if "subject" not in fields:
            faults.gap(places["subject"], f"没有填写“{places['subject'].title}”")
            return
        fields = {"figure": column.figure.format(**fields)}
        places = {**places, "figure": places["subject"]}
    fields |= column.fixed
    if value is not None:
        fields[column.field] = value
    if record == "projects":
        fields |= {key: each for key, each in given.items() if key not in {"name", "number"}}
    yield Statement(record, fields, places, place)


def record(statement: Statement, margin: Decimal | None, faults: Faults) -> Any:  # noqa: ANN401 a record of any kind
    """Return the record of a statement, None where it is of no use."""
    model, fields = _models()[statement.record], dict(statement.fields)
    if issubclass(model, Fact):
        fields["source"] = str(statement.place)
    if issubclass(model, AmountFact) and margin is not None:
        fields.setdefault("margin", margin)
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            name = str(item["loc"][0]) if item["loc"] else ""
            place = statement.places.get(name, statement.place)
            if item["type"] == "missing" and name in statement.places:
                if place == statement.place:
                    continue  # said when its row was read
                faults.gap(place, f"没有填写“{place.title}”")
            elif item["type"] == "extra_forbidden":
                faults.refuse_typed(place, "这种记录没有这一项，应留空")
            else:
                faults.refuse_typed(place, expected(item))
    return None
