"""财决 exports: facts written in their layout come back, however it varies, and check themselves."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import strategies
from export_books import Variant, changed, export_of, variants, xls, xlsx
from export_lines import DECOY, MEASURES
from hypothesis import given, settings
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.inputs.export import is_export, read_export
from juesuan_tables.reading.safety import checked
from juesuan_tables.reading.sheet import column_name
from juesuan_tables.reading.workbooks import sheets_of_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from juesuan_tables.inputs.draft import Draft
    from juesuan_tables.reading.sheet import Sheet, Value

FACTS = ("income", "expenditure", "economic_expenditure", "balances", "three_public", "measures")
TOTAL_ROW = "合计"
USED = {
    "Z01 ": ("EJO", None),
    "Z01_1": ("DKLMN", None),
    "Z02 ": ("EFGJKL", TOTAL_ROW),
    "Z03 ": ("EFGHJKL", None),
    "Z04 ": ("EFGHIJ", None),
    "Z07 ": ("EHKLOP", None),
    "Z09 ": ("EHKLOP", None),
    "Z11 ": ("EHKLOP", None),
    "Z08_1": ("E", None),
}
"""The columns whose every cell an import must notice a change of, or those of one row."""
few, fewer = (settings(max_examples=max(settings().max_examples // n, 1)) for n in (5, 8))


def carried(facts: jt.Accounts) -> jt.Accounts:
    """Return accounts as far as an export states them: no budgets by item, last year, or texts.

    Of “三公” it states the general budget's; counts that nobody stated are zero.
    """
    stated = {measure.key: measure for measure in facts.measures if measure.key in MEASURES}
    zero = {key: jt.Measure(key=key, value=Decimal(0)) for key in MEASURES}
    general = [f for f in facts.three_public if f.fund is jt.Fund.GENERAL_PUBLIC_BUDGET]
    left_out = {"budgets": (), "stated": (), "notes": (), "projects": (), "three_public": general}
    fields = {name: getattr(facts, name) for name in jt.Accounts.model_fields}
    return jt.Accounts(**fields | left_out | {"measures": [*(zero | stated).values()]})


def imported(draft: Draft, facts: jt.Accounts) -> jt.Accounts:
    """Return the accounts of a draft, with what an export leaves open as the facts have it."""
    own = {
        name: getattr(facts, name)
        for name in ("entity", "edition", "newly_established", "names", "members")
    }
    return jt.Accounts(**{**draft.fields, **own})


def sums(facts: jt.Accounts) -> dict[str, dict[str, Decimal]]:
    """Return what facts of the same place add up to, by list; nothing is not there."""
    found: dict[str, dict[str, Decimal]] = {}
    for name in FACTS:
        added: defaultdict[str, Decimal] = defaultdict(Decimal)
        for fact in getattr(facts, name):
            said = fact.model_dump(mode="json", exclude={"source", "margin", "amount", "value"})
            added[f"{said}"] += fact.value if isinstance(fact, jt.Measure) else fact.amount
        found[name] = {place: amount for place, amount in added.items() if amount}
    return found


def errors(facts: jt.Accounts) -> set[tuple[str, ...]]:
    """Return what is wrong with accounts, by rule and place."""
    findings = jt.check(jt.build_report(facts))
    return {
        (f.rule, f"{f.table}", f"{f.row}", f"{f.column}")
        for f in findings
        if f.severity is jt.Severity.ERROR
    }


@few
@given(strategies.accounts(), variants)
def test_facts_come_back_from_an_export(facts: jt.Accounts, variant: Variant) -> None:
    """However it is laid out, an export gives the facts it was made of, and agrees with itself."""
    sheets = export_of(facts, variant)

    draft = read_export(sheets)

    read = imported(draft, facts)
    assert is_export(sheets)
    assert sums(read) == sums(carried(facts))
    assert (read.unit, read.year) == (facts.unit, facts.year)
    assert errors(read) <= errors(carried(facts))


@fewer
@given(strategies.accounts(), variants)
def test_negative_amounts_are_amounts_like_others(facts: jt.Accounts, variant: Variant) -> None:
    """A 差额表 or 调整表, whose amounts are below zero, is a unit like others."""
    amounts = {
        name: [fact.model_copy(update={"amount": -fact.amount}) for fact in getattr(facts, name)]
        for name in FACTS
        if name != "measures"
    }
    less = carried(facts.model_copy(update=amounts))

    draft = read_export(export_of(less, variant))

    assert sums(imported(draft, less)) == sums(less)


@fewer
@given(strategies.accounts(), variants)
def test_rounded_amounts_agree_with_rounded_totals(facts: jt.Accounts, variant: Variant) -> None:
    """An export in 万元 with two decimals is known to 50 元 a cell: no rounding tail is an error."""
    variant = replace(variant, wan=True, rounded=True)

    draft = read_export(export_of(facts, variant))

    read = imported(draft, facts)
    assert {fact.margin for fact in read.three_public if fact.amount} <= {Decimal(50)}
    arithmetic = {"stated-total", *(relation.id for relation in jt.RELATIONS)}
    assert {e for e in errors(read) if e[0] in arithmetic} <= errors(carried(facts))


@fewer
@given(strategies.accounts(), st.booleans(), st.data())
def test_a_changed_cell_is_noticed(facts: jt.Accounts, at_once: bool, data: st.DataObject) -> None:  # noqa: FBT001 drawn
    """Whatever cell of those that are used differs, an import's own checks tell it."""
    facts = carried(facts)
    sheets = export_of(facts, Variant(at_once=at_once, nothing=Decimal(0)))
    number, row, column = data.draw(st.sampled_from([*_used(sheets)]))
    amount = data.draw(st.sampled_from(["0.01", "10000", "-5000.55"]).map(Decimal))
    found = _findings(sheets, facts)

    sheet = sheets[number]
    before = sheet.rows[row][column]
    assert isinstance(before, Decimal)
    sheets[number] = changed(sheet, row, column, before + amount)

    assert _findings(sheets, facts) != found


def _used(sheets: Sequence[Sheet]) -> list[tuple[int, int, int]]:
    """Return the amounts in the columns that an import uses, by sheet, row and column."""
    cells = []
    for number, sheet in enumerate(sheets):
        columns, only = next(
            (u for name, u in USED.items() if sheet.name.startswith(name)), ("", None)
        )
        for row, values in enumerate(sheet.rows[6:], start=6):
            economic = {"经济分类支出合计", "一、工资福利支出", "十、其他支出"} & {*values[10:11]}
            if (only and only not in values) or economic or "栏次" in values:
                continue
            whole = sheet.name.startswith("Z08_1") and TOTAL_ROW in values
            for column, value in enumerate(values):
                used = whole or column_name(column) in {*columns}
                here = used and isinstance(value, Decimal)
                cells += [(number, row, column)] if here and value != DECOY else []
    return cells


def _findings(sheets: Sequence[Sheet], facts: jt.Accounts) -> Counter[tuple[str, str]]:
    """Return what the checks say of an import."""
    try:
        report = jt.build_report(imported(read_export(sheets), facts))
    except jt.InputError as error:  # the edition has no place for it
        return Counter(("", problem.what) for problem in error.problems)
    return Counter((finding.rule, finding.message) for finding in jt.check(report))


@pytest.mark.parametrize("write", [xls, xlsx])
def test_a_workbook_on_disk_is_read(
    write: Callable[[Sequence[Sheet]], bytes], whole: jt.Report, tmp_path: Path
) -> None:
    """The software writes .xls; codes and counts are floats there."""
    facts = whole.accounts
    variant = Variant(codes="numbers")
    path = tmp_path / f"某局.{write.__name__}"
    path.write_bytes(write(export_of(facts, variant)))

    draft = read_export(sheets_of_workbook(checked(path)))

    assert draft.gaps == ()
    assert sums(imported(draft, facts)) == sums(carried(facts))


def test_a_fact_names_every_cell_it_comes_from(whole: jt.Report) -> None:
    """What 04 has beyond 07 and 09 lists the cells of all three; a sheet is named once."""
    draft = read_export(export_of(whole.accounts))

    spent = {(f.subject, f.nature, f.fund): f.source for f in draft.fields["expenditure"]}
    rest = spent["2070104", jt.Nature.PROJECT, jt.Fund.NON_APPROPRIATION]
    assert re.fullmatch(
        r"某局\.xls!Z04 支出决算表\(财决04表\)!G\d+ − "
        r"某局\.xls!Z07 一般公共预算财政拨款收入支出决算表\(财决07表\)!O\d+",
        rest,
    )
    opening = [f for f in draft.fields["balances"] if f.kind is jt.BalanceKind.OPENING_BALANCE]
    other = next(f for f in opening if f.fund is jt.Fund.NON_APPROPRIATION)
    assert re.search(r"Z01.*!E\d+ − .*Z07.*!E8 − .*Z09.*!E\d+ − E\d+$", other.source)


def test_a_remainder_below_zero_is_kept_and_told(whole: jt.Report) -> None:
    """Where 07 says more than 04, 非财政拨款 is negative, and a finding says both numbers."""
    facts = whole.accounts
    sheets = export_of(facts)
    number = next(n for n, sheet in enumerate(sheets) if sheet.name.startswith("Z09"))
    row = next(r for r, cells in enumerate(sheets[number].rows) if cells[0] == "2120803")
    sheets[number] = changed(sheets[number], row, 14, Decimal("9998642.28"))

    draft = read_export(sheets)

    rest = [f for f in draft.fields["expenditure"] if f.amount < 0]
    assert [(f.subject, f.fund) for f in rest] == [("2120803", jt.Fund.NON_APPROPRIATION)]
    found = jt.check(jt.build_report(imported(draft, facts)))
    (told,) = [f for f in found if (f.rule, f.row) == ("fund-within-project", "城市建设支出")]
    assert told.printed == "999.86万元"
    assert told.expected == "529.86万元"


def test_what_an_export_cannot_know_is_not_there(whole: jt.Report) -> None:
    """Budgets by item, last year and texts stay unknown, so that the 填报表 asks for them."""
    draft = read_export(export_of(whole.accounts))

    assert not {"budgets", "notes", "projects", "edition"} & draft.fields.keys()
    assert {f.period for f in draft.fields["stated"]} == {jt.Period.THIS_YEAR}


@pytest.mark.parametrize(
    ("name", "said", "entity"),
    [
        ("某局（本级）", {"报表小类": "0|单户表"}, jt.Entity.HEAD_OFFICE),
        ("某局", {"报表小类": "7|叠加汇总表"}, jt.Entity.DEPARTMENT),
        ("某中心", {"报表小类": "单户表", "单位预算级次": "二级预算单位"}, jt.Entity.SINGLE_UNIT),
        ("某中心", {"报表小类": "1|经费差额表"}, jt.Entity.SINGLE_UNIT),
        ("某局", {"报表小类": "单户表", "单位预算级次": "1|一级预算单位"}, None),
    ],
)
def test_the_cover_says_who_publishes(
    whole: jt.Report, name: str, said: dict[str, str], entity: jt.Entity | None
) -> None:
    """A 单户表 of the first level may be of a department or of its 本级: that is asked."""
    facts = whole.accounts.model_copy(update={"unit": name})
    sheets = export_of(facts)
    rows: list[tuple[Value, ...]] = [("单位名称", name), *said.items()]
    sheets[0] = replace(sheets[0], rows=(*rows, ("单位基本性质", "22|财政补助事业单位")))

    draft = read_export(sheets)

    assert draft.fields.get("entity") == entity
    assert [gap.what for gap in draft.gaps] == (
        [] if entity else ["不能确定公开主体，应为：部门、单位、单位本级"]
    )
    known = [(unit.name, unit.kind) for unit in draft.fields.get("members", ())]
    difference = jt.ReportType.DIFFERENCE if "差额" in f"{said}" else None
    assert draft.fields.get("report_type") == difference
    alone = entity in {jt.Entity.HEAD_OFFICE, jt.Entity.SINGLE_UNIT} and "差额" not in f"{said}"
    assert known == ([(name, jt.UnitKind.INSTITUTION)] if alone else [])
