"""What is wrong with an edition's outline and glossary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.addresses import MEASURES
from juesuan_tables.editions._form_faults import known, named
from juesuan_tables.editions._outline import Attached
from juesuan_tables.editions._said import PLACEHOLDERS
from juesuan_tables.errors import shortened
from juesuan_tables.subjects import LENGTHS
from juesuan_tables.templating import template_names, wordings
from juesuan_tables.terms import TABLES, MeasureKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from juesuan_tables.editions import Edition, Form
    from juesuan_tables.editions._outline import Section
    from juesuan_tables.strict_yaml import Trail

    Fault = tuple[Trail, str]

THRESHOLDS = {
    MeasureKey.LARGE_EQUIPMENT: "equipment",
    MeasureKey.GENERAL_EQUIPMENT: "general_equipment",
    MeasureKey.SPECIAL_EQUIPMENT: "special_equipment",
}
"""Which threshold says from what price on equipment is counted."""
_MEASURE_TOTALS = ("procurement_total", "vehicles_total")
_OF_A_PROJECT = "project_"
"""How the names of the templates begin that speak of one project."""


def misplaced_braces(text: str, names: Collection[str] = PLACEHOLDERS) -> str | None:
    """Return what is wrong with the braces of a text, if anything is."""
    rest = re.sub(r"\{(\w*)\}", lambda m: "" if m[1] in names else m[0], text)
    if re.search(r"[{}]", rest):
        usable = "、".join(f"{{{name}}}" for name in names)
        return f"“{shortened(text)}”里的花括号用法不对，可用的有：{usable}"
    return None


def outline_faults(edition: Edition, faulty: AbstractSet[str]) -> Iterator[Fault]:
    """Yield every fault; the rows of a table that is ``faulty`` itself are not looked for."""
    yield from _wording(edition, faulty)
    yield from _headings(edition, faulty)
    yield from _reports(edition.outline, ("outline",), None)
    yield from _tables(edition)
    yield from _thresholds(edition)
    yield from _glossary(edition, faulty)


def _wording(edition: Edition, faulty: AbstractSet[str]) -> Iterator[Fault]:
    """Yield a wording that is none, templates that it lacks, and those for tables that are not there."""
    if edition.wording not in wordings():
        what = f"没有“{shortened(edition.wording)}”这套措辞，应为：{'、'.join(wordings())}"
        yield ("wording",), what
        return
    names = [name for name in template_names(edition.wording) if not name.startswith("_")]
    for trail, section in _walk(edition.outline, ("outline",)):
        template = section.template
        if template and template not in names:
            what = f"没有“{shortened(template)}”这个模板，{known(template, names)}"
            yield (*trail, "template"), what
        elif template in TABLES and not edition.form(template) and faulty <= TABLES.keys():
            what = f"本表样没有{TABLES[template]}，不能用“{template}”这个模板；没有这张表的，请删去这一段"
            yield (*trail, "template"), what


def _walk(sections: Iterable[Section], trail: Trail) -> Iterator[tuple[Trail, Section]]:
    """Yield every section with its place."""
    for number, section in enumerate(sections):
        yield (*trail, number), section
        yield from _walk(section.sections, (*trail, number, "sections"))


def _headings(edition: Edition, faulty: AbstractSet[str]) -> Iterator[Fault]:
    """Yield what of the outline the forms do not have, and headings with nothing under them."""
    for trail, section in _walk(edition.outline, ("outline",)):
        if not section.title.strip():
            yield (*trail, "title"), "“title”不能为空"
        if not (section.template or section.topic or section.tables or section.sections):
            yield trail, f"“{section.title}”下面没有内容，应填 template、topic、tables 或 sections"
        for field in ("last_year", "budgets", "unexplained", "purposes", "further_purposes"):
            for number, figure in enumerate(getattr(section, field)):
                if what := _figure(edition, figure, faulty):
                    yield (*trail, field, number), what


def _reports(sections: Iterable[Section], trail: Trail, of: Attached | None) -> Iterator[Fault]:
    """Yield what only a report may hold, or one on a project; ``of`` is the report they are in."""
    for number, section in enumerate(sections):
        place = (*trail, number)
        if of and section.attached:
            yield (*place, "attached"), "“attached”里面不能再有“attached”，附上的报告应并列"
        if section.on and section.attached is not Attached.UNIT:
            yield (*place, "on"), "“on”只能与 attached: unit 写在一起"
        within = section.attached or of
        yield from _of_a_project(section, place, within)
        yield from _reports(section.sections, (*place, "sections"), within)


def _of_a_project(section: Section, place: Trail, within: Attached | None) -> Iterator[Fault]:
    """Yield what nothing fills outside the report of a project."""
    names = (*PLACEHOLDERS, "project") if within is Attached.PROJECT else (*PLACEHOLDERS,)
    if what := misplaced_braces(section.title, names):
        yield (*place, "title"), what
    if within is Attached.PROJECT:
        return
    template = section.template or ""
    if template.startswith(_OF_A_PROJECT):
        yield (*place, "template"), f"“{template}”这个模板只能用在 attached: project 的报告里"
    if section.indicators:
        yield (*place, "indicators"), "“indicators”只能用在 attached: project 的报告里"


def _tables(edition: Edition) -> Iterator[Fault]:
    """Yield official tables that would stand in the publication twice, or in a report."""
    holding = [each for each in _walk(edition.outline, ("outline",)) if each[1].tables is not None]
    for trail, section in holding:
        if what := misplaced_braces(section.tables or "", ("ordinal", "table")):
            yield (*trail, "tables"), what
    for trail, _ in holding[1:]:
        yield (*trail, "tables"), f"“tables”出现了{len(holding)}次，各表只印一次，请只留一处"
    reports = {trail for trail, section in _walk(edition.outline, ("outline",)) if section.attached}
    for trail, _ in holding:
        if any(trail[: len(report)] == report for report in reports):
            yield (*trail, "tables"), "“tables”不能放在附上的报告里"


def _thresholds(edition: Edition) -> Iterator[Fault]:
    """Yield equipment that is counted without a word on from what price on."""
    for key, name in THRESHOLDS.items():
        if key in edition.printed_measures and not edition.thresholds.get(name):
            yield ("thresholds",), f"情况说明要写{key}，没有填写“{name}”（单价达到多少的）"


def _glossary(edition: Edition, faulty: AbstractSet[str]) -> Iterator[Fault]:
    """Yield definitions that say nothing, or go by a figure that is none."""
    for number, item in enumerate(edition.glossary):
        if not (item.term.strip() and item.text.strip()):
            yield ("glossary", number), "名词解释的 term 和 text 不能为空"
        if item.figure and (what := _figure(edition, item.figure, faulty, whole_table=False)):
            yield ("glossary", number, "figure"), what


def _figure(
    edition: Edition, figure: str, faulty: AbstractSet[str], *, whole_table: bool = True
) -> str | None:
    """Return what is wrong with a figure or table that the edition names, if anything is."""
    table, *place = figure.split(".")
    shown = f"“{shortened(figure, 80)}”"
    if len(place) != len(("row", "column")) and not (whole_table and not place):
        return f"{shown}应为“表.行.列”{'，或者只写表名' if whole_table else ''}"
    if table == MEASURES:
        keys = [*(key.key for key in MeasureKey), *_MEASURE_TOTALS]
        return None if not place or place[0] in keys else f"{shown}：没有这个其他数据"
    form = edition.form(table)
    if form is None:
        what = _without_table(edition, table, faulty)
    else:
        what = _cell(form, *place) if place and table not in faulty else None
    return f"{shown}：{what}" if what else None


def _without_table(edition: Edition, table: str, faulty: AbstractSet[str]) -> str | None:
    """Return what is said where the edition has no form of a table, if anything need be."""
    if not faulty <= TABLES.keys():
        return None  # a table's mistyped name has been named
    if table in TABLES:
        return f"本表样没有{TABLES[table]}；没有这张表的，请删去这一条"
    return f"没有这张表，{known(table, [each.table for each in edition.forms])}"


def _cell(form: Form, row: str, column: str) -> str | None:
    """Return what is wrong with a row or column of a form, if anything is."""
    rows = form.columns_of_lines
    by_subject = any(block.total for block in form.blocks)
    if by_subject:
        columns = tuple(key for block in form.blocks for key in block.amounts)
        rows = dict.fromkeys(["total", row] if _is_code(row) else ["total"], columns)
    if row not in rows:
        names = [named(key) for key in rows if not key.isdecimal()]
        expected = known(row, rows, [*names, "科目编码"] if by_subject else names)
        return f"这张表没有“{shortened(row)}”这一行，{expected}"
    if column not in rows[row]:
        expected = known(column, rows[row], map(named, rows[row]))
        return f"这一行没有“{shortened(column)}”这一栏，{expected}"
    return None


def _is_code(row: str) -> bool:
    return row.isdecimal() and len(row) in LENGTHS
