"""The ministry's 财决 export → a draft of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from juesuan_tables.errors import InputError, Problem
from juesuan_tables.inputs._door import expected
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.inputs.export._amounts import Reader
from juesuan_tables.inputs.export._claims import stated_of
from juesuan_tables.inputs.export._columns import COLUMNS, NEEDED, economic_columns
from juesuan_tables.inputs.export._cover import cover_of, in_wan, is_cover
from juesuan_tables.inputs.export._facts import Tables, facts_of
from juesuan_tables.inputs.export._forms import Form, form_of, misread, missing, number_of
from juesuan_tables.inputs.export._operation import Operation, measures_of, operation_of
from juesuan_tables.inputs.export._subjects import SubjectTable, subject_table
from juesuan_tables.inputs.export._summary import (
    add_roll_forward,
    fiscal_claims,
    read_summary,
)
from juesuan_tables.model import Accounts
from juesuan_tables.terms import BalanceKind, Entity, Stage, ThreePublicItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juesuan_tables.reading.sheet import Sheet

_BY_SUBJECT = (*COLUMNS, Form.BASIC)
_SOMEBODY = {"unit": "某单位", "entity": Entity.DEPARTMENT}


def is_export(sheets: Sequence[Sheet]) -> bool:
    """Return whether sheets are of the 部门决算 software: one bears a code or a 财决 number.

    Its 封面 alone is known by 报表小类 or 单位预算级次.
    """
    numbers = [number_of(sheet) for sheet in sheets]
    covers = (s for s, number in zip(sheets, numbers, strict=True) if number == Form.COVER.number)
    return bool({*numbers} - {None, Form.COVER.number}) or any(map(is_cover, covers))


def read_export(sheets: Sequence[Sheet]) -> Draft:
    """Return what an export says of one unit; a fact's source lists every cell it comes from.

    The sheets may be of several files, one for each table. Its gaps are what a table cannot be
    built without and no export says. Raise ``InputError`` with everything that is wrong.
    """
    forms: dict[Form, list[Sheet]] = {}
    for sheet in sheets:
        if form := form_of(sheet):
            forms.setdefault(form, []).append(sheet)
    used = [sheet for each in forms.values() for sheet in each]
    others = [*misread(forms)]
    problems = [*missing(forms, sheets), *others]
    reader = Reader(sheets, in_wan(used, problems))
    cover = cover_of(forms, reader, problems)
    year = cover.fields.get("year")
    tables = None if others or year is None else _tables(forms, year, reader)
    if problems or tables is None or reader.faults.problems:
        raise InputError([*problems, *reader.faults.problems])
    facts = facts_of(tables, difference=cover.difference)
    fields = {**cover.fields, **facts, "names": _names(tables.by_subject)}
    fields["stated"] = stated_of(tables, facts)
    _add_gaps(tables, forms, facts)
    _check(fields, sheets[0], problems)
    if problems or reader.faults.problems:
        raise InputError([*problems, *reader.faults.problems])
    return Draft(fields, reader.faults.gaps)


def _tables(forms: Mapping[Form, Sequence[Sheet]], year: int, reader: Reader) -> Tables | None:
    """Return the forms as they were read, None where one that is needed could not be."""
    by_subject: dict[Form, SubjectTable] = {}
    for form in _BY_SUBJECT:
        columns = COLUMNS.get(form) or economic_columns(year)
        for sheet in forms.get(form, ()):
            if table := subject_table(sheet, form, columns, NEEDED[form], reader):
                by_subject[form] = table
    if Form.SUMMARY not in forms or {Form.INCOME, Form.EXPENDITURE} - by_subject.keys():
        return None
    names = [table.names for table in by_subject.values()]
    summary = read_summary(forms[Form.SUMMARY][0], names, reader)
    for sheet in forms.get(Form.APPROPRIATIONS, ()):
        summary.claims += fiscal_claims(sheet, names, reader)
    if Form.ROLL_FORWARD in by_subject:
        add_roll_forward(by_subject[Form.ROLL_FORWARD], summary)
    return Tables(by_subject, summary, _operation(forms, reader), reader)


def _operation(forms: Mapping[Form, Sequence[Sheet]], reader: Reader) -> Operation | None:
    """Return what 附03 says, and 附01 of what it lacks."""
    found = [operation_of(sheet, reader) for sheet in forms.get(Form.OPERATION, ())]
    assets = [measures_of(sheet, reader) for sheet in forms.get(Form.ASSETS, ())]
    if not (found or assets):
        return None
    said = found[0] if found else Operation()
    for measures in assets:
        said.measures = measures | said.measures
    return said


def _names(tables: Mapping[Form, SubjectTable]) -> dict[str, str]:
    """Return the names of the codes that hold anything, as the first form that has one says it."""
    found: dict[str, str] = {}
    for table in tables.values():
        for code, name in table.names.items():
            if any(amount.exists for amount in table.rows[code].values()):
                found.setdefault(code, name)
    return dict(sorted(found.items()))


def _add_gaps(
    tables: Tables, forms: Mapping[Form, Sequence[Sheet]], facts: Mapping[str, Any]
) -> None:
    """Add what no table can be built without: balances and “三公” that were not there."""
    reader, sheet = tables.reader, forms[Form.SUMMARY][0]
    for kind in (BalanceKind.OPENING_BALANCE, BalanceKind.CLOSING_BALANCE):
        if kind not in tables.summary.balances:
            reader.faults.gap(reader.place(sheet, 0, 0), f"没有找到“{kind}”这一行")
    stated = {(fact.item, fact.stage) for fact in facts.get("three_public", ())}
    lacking = [item for item in ThreePublicItem if (item, Stage.OUTTURN) not in stated]
    if lacking:
        where = forms.get(Form.OPERATION, [sheet])[0]
        what = f"“三公”经费没有读到{'、'.join(lacking)}（{Form.OPERATION}）"
        reader.faults.gap(reader.place(where, 0, 0), what)


def _check(fields: Mapping[str, Any], sheet: Sheet, problems: list[Problem]) -> None:
    """Add what the accounts refuse of what is no fact: names, the year."""
    others = {name: value for name, value in fields.items() if name not in Accounts.FACTS}
    try:
        Accounts.model_validate({**_SOMEBODY, **others})
    except ValidationError as error:
        for item in error.errors(include_url=False):
            text = item["input"] if isinstance(item["input"], str | int) else ""
            problems.append(Problem(sheet.file, f"“{text}”{expected(item)}"))
