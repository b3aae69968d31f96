"""Guidance on the sheets of words, of last year's figures, of members, and on 封面."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.figure import PRINTED_MARGIN
from juesuan_tables.inputs.fill_in import sheets
from juesuan_tables.terms import NEEDED_TEXTS, Entity, NoteKind, ReportType, Topic, glossary
from juesuan_tables.writers.fill_in._page import written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan_tables.editions import Edition
    from juesuan_tables.inputs.draft import Draft
    from juesuan_tables.writers.fill_in._page import Page


def about(figure: str, names: Mapping[str, str]) -> str:
    """Return in a word what a figure is of: the name of its subject, or of its line."""
    place = address(figure)
    column = place.column if place.table == "three_public" else place.row
    return names.get(column) or glossary().get(column, column)


def texts(page: Page, edition: Edition, draft: Draft) -> None:
    """Ask for the texts and purposes that the edition cannot do without.

    A topic that an attached report is published for says so; the rest of the report is asked for
    once there is one.
    """
    names = draft.fields.get("names", {})
    said = {note.topic for note in draft.fields.get("notes", ()) if note.topic}
    needed: set[Topic] = set()
    for section in edition.reporting(said, projects=True).sections:
        needed |= {*section.texts}
        needed |= {section.topic} if section.topic and not section.optional else set()
    wanted = {name for section in edition.sections for name in section.purposes}
    wanted |= {entry.figure for entry in edition.glossary if entry.figure}
    reported = {section.on for section in edition.sections if section.on}
    for _, line, row in page.each():
        figure, topic = line.given.get("figure"), line.given.get("topic")
        tables = {figure, figure.split(".")[0]} if figure else set()
        row["名称"].value = about(figure, names) if figure else None
        if topic in reported:
            row["名称"].value = "写了就附整体支出绩效报告"
        row["内容"].lines = _TEXT_LINES if topic else 1
        purpose = line.given.get("kind") is NoteKind.PURPOSE
        if topic in needed or (purpose and tables & wanted):
            row["内容"].ask()


def last_year(page: Page, newly: str, draft: Draft) -> None:
    """Ask for last year's figures, unless the unit is new: as printed, if nobody knows better."""
    new = bool(draft.fields.get("newly_established"))
    need = f'IF({newly}="是",0,IF({{at}}="",1,0))'
    for _, line, row in page.each():
        if line.fixed:
            entry, margin = row["上年数"], row["误差"]
            margin.open = True
            if entry.value is None:
                margin.value = PRINTED_MARGIN
            entry.ask(need=need, waits=entry.value is None and not new)


def members(page: Page) -> None:
    """Ask for a member where there is none, and for the kind of each."""
    for index, line, row in page.each():
        name = page.letter("单位名称")
        if index == 0:
            row["单位名称"].ask()
        row["单位性质"].ask(
            need=f'IF(${name}{{r}}="",0,IF({{at}}="",1,0))',
            waits=bool(line.stated) and row["单位性质"].value is None,
        )


def projects(page: Page) -> None:
    """Ask, where a project is named, for what its report cannot do without."""
    needs = f'IF(${page.letter("专项名称")}{{r}}="",0,IF({{at}}="",1,0))'
    for _, line, row in page.each():
        for title in ("专项序号", "资金额", *NEEDED_TEXTS):
            row[title].ask(need=needs, waits=bool(line.given) and row[title].value is None)


def indicators(page: Page) -> None:
    """Say that scores are 分."""
    for _, _, row in page.each():
        row["分值"].unit = row["得分"].unit = "分"


_TEXT_LINES = 3
"""Lines that are kept free for a text."""
COVER_HINTS = (
    "★ 不得填写涉密信息。",
    "一、从左到右逐张填写，从“支出”到“所属单位”；公布绩效自评报告的，再填“专项”“专项资金使用”“专项绩效指标”。",
    "二、黄色的格要填，填好自动变白；白色的格可填可改；灰色的格自动算出或供参考，不用填。",
    "三、金额以元为单位，至多两位小数；没有的填0；科目编码照批复填7位的项。",
    "四、行不够时先用下面的空行；再不够，在表中间插入行，“收入”里也添上同一科目。表头和工作表的名称不要改。",
    "五、填完保存，用 juesuan build 生成公开表和情况说明；漏填、填错的，会逐格指出。",
)
COVER_NOTES = {
    "unit": "照公章，例如 某市某局",
    "entity": "部门：含所属单位；单位：只含本单位；单位本级：部门的机关本级",
    "year": "决算的年度",
    "edition": "公开表和情况说明的样式，不用改",
    "approval_number": "财政部门批复决算的文号",
    "approval_date": "批复后二十日内公开",
    "publication_date": "在网站上公开的日期",
    "newly_established": "本年新设的单位没有上年数，不与上年比较",
    "declassified": "涉密内容已剔除、只列到类或款的，填是",
    "report_type": "一般不填；部门汇总时用来调整的，填差额表或调整表",
    "margin": "照以万元公布的表填的，是50.00；照财决报表填的，是0",
}
_CHOICES: dict[str, tuple[str, ...]] = {
    "entity": tuple(Entity),
    "newly_established": ("是", "否"),
    "declassified": ("是", "否"),
    "report_type": tuple(ReportType),
}
COVER_ASKED = (
    "unit",
    "entity",
    "year",
    "approval_number",
    "approval_date",
    "publication_date",
    "newly_established",
)


def cover(page: Page, values: Mapping[str, object]) -> None:
    """Show what is known, and ask for what is said once, a row each."""
    for _, line, row in page.each():
        name = line.given["name"]
        row["填写项目"].value = glossary()[name]
        row["说明"].value = COVER_NOTES[name]
        entry = row["填写内容"]
        entry.kind, entry.open = sheets.COVER_FIELDS[name], name != "edition"
        entry.choices = _CHOICES.get(name, ())
        entry.value = written(entry.kind, values.get(name))
        entry.unit = "年" if name == "year" else ""
        if name in COVER_ASKED:
            entry.ask()
