"""What an export says of its unit: on 封面, above its tables, in the name of its file."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from juesuan_tables.errors import Problem, shortened
from juesuan_tables.inputs.export._forms import TOP_ROWS, Form
from juesuan_tables.inputs.export._heads import rows_above
from juesuan_tables.model import Unit
from juesuan_tables.reading.official.titles import currency
from juesuan_tables.reading.official.words import closed
from juesuan_tables.terms import Entity, ReportType, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan_tables.inputs.export._amounts import Reader
    from juesuan_tables.reading.sheet import Sheet

_UNIT = re.compile(r"(?:编制|填报)单位(?:名称)?(?:\((?:公|盖)章\))?:?(.*)|部门:(.*)")
_YEAR = re.compile(r"(?<!\d)(2\d{3})(?:年度?|(?!\d))")
_YEAR_OF_A_FORM = re.compile(r"(?<!\d)(2\d{3})年")
_ENDS = re.compile(r"\s{2,}|(?:金额)?单位[:：]|\d{4}年")
"""What ends the name of a unit."""
_YUAN, _WAN = "元", "万元"
_LABELS = {
    "name": re.compile(r"(?:单位|部门)名称(?:\(.*\))?"),
    "level": re.compile(r"单位预算级次|预算单位级次|预算级次"),
    "kind": re.compile(r"单位基本性质|单位类型|单位性质"),
    "report": re.compile(r"报表(?:小类|类型)|单户表.*类型"),
    "year": re.compile(r"(?:会计|决算|报表)?年度"),
}
_KINDS = (
    (re.compile(r"参照公务员|参公"), UnitKind.CIVIL_SERVICE_MANAGED),
    (re.compile(r"事业"), UnitKind.INSTITUTION),
    (re.compile(r"行政"), UnitKind.ADMINISTRATIVE),
)
_DIFFERENCE = re.compile(r"差额表|调整表")
_SUMMED = re.compile(r"汇总|合并")
_HEAD_OFFICE = "本级"
_BELOW_FIRST_LEVEL = re.compile(r"(?!.*一级).*(?:[二三四五六七]级|基层).*")


class Cover(NamedTuple):
    """What was said: the fields of accounts as far as they are known; whether it is a 差额表."""

    fields: dict[str, Any]
    difference: bool


def in_wan(sheets: Sequence[Sheet], problems: list[Problem]) -> list[Sheet]:
    """Return the sheets whose 金额单位 is 万元; what says nothing is in 元, others are a problem."""
    units = [(sheet, next(filter(None, map(currency, _above(sheet))), _YUAN)) for sheet in sheets]
    for sheet, unit in units:
        if unit not in {_YUAN, _WAN}:
            what = f"金额单位是“{unit}”，应为元或万元"
            problems.append(Problem(f"{sheet.file}!{sheet.name}", what, "请按元导出"))
    return [sheet for sheet, unit in units if unit == _WAN]


def is_cover(sheet: Sheet) -> bool:
    """Return whether a sheet called 封面 is that of an export."""
    return bool({"level", "report"} & {key for key, _ in _labelled(sheet)})


def cover_of(
    forms: Mapping[Form, Sequence[Sheet]], reader: Reader, problems: list[Problem]
) -> Cover:
    """Return who the export is of, and add what is wrong with that to ``problems``.

    The year must be known, and there must be one unit alone. A unit whose name or 公开主体 is not
    said is a gap.
    """
    sheets = [sheet for each in forms.values() for sheet in each]
    said = {key: text for sheet in forms.get(Form.COVER, ()) for key, text in _labelled(sheet)}
    names = [(sheet, name) for sheet in sheets if (name := _name_above(sheet))]
    name = said.get("name", "") or next((name for _, name in names), "")
    problems += _other_units(name, names)
    fields: dict[str, Any] = {}
    if name:
        fields["unit"] = name
    else:
        reader.faults.gap(reader.place(sheets[0], 0, 0), "没有找到单位名称（编制单位）")
    year = _year(said.get("year", ""), sheets, problems)
    if year:
        fields["year"] = year
    report = said.get("report", "")
    difference = _DIFFERENCE.search(report)
    if difference:
        fields["report_type"] = ReportType(difference[0])
    entity = _entity(name, report, said.get("level", ""))
    if entity:
        fields["entity"] = entity
    else:
        what = f"不能确定公开主体，应为：{'、'.join(Entity)}"
        reader.faults.gap(reader.place(sheets[0], 0, 0), what)
    kind = next((kind for says, kind in _KINDS if says.search(said.get("kind", ""))), None)
    if kind and name and entity in {Entity.SINGLE_UNIT, Entity.HEAD_OFFICE} and not difference:
        fields["members"] = (Unit(name=name, kind=kind),)
    return Cover(fields, bool(difference))


def _entity(name: str, report: str, level: str) -> Entity | None:
    """Return who publishes; a 单户表 of the first level may be a whole department's."""
    if _SUMMED.search(report):
        return Entity.DEPARTMENT
    if _HEAD_OFFICE in name:
        return Entity.HEAD_OFFICE
    if _DIFFERENCE.search(report) or _BELOW_FIRST_LEVEL.fullmatch(level):
        return Entity.SINGLE_UNIT
    return None


def _labelled(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield what 封面 says under the labels that are known: in the same cell or right of it."""
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            label, colon, text = closed(value).partition(":")
            key = next((key for key, says in _LABELS.items() if says.fullmatch(label)), None)
            if key is None:
                continue
            said = _as_typed(value) if colon and text else _next(sheet, row, column)
            if said:
                yield key, said


def _next(sheet: Sheet, row: int, column: int) -> str:
    """Return the text of the next cell in a row that says anything."""
    for beside in range(column + 1, len(sheet.rows[row])):
        if text := closed(sheet.at(row, beside)):
            value = sheet.at(row, beside)
            return value.strip() if isinstance(value, str) else text
    return ""


def _as_typed(value: object) -> str:
    """Return what stands behind the colon of a cell, up to whatever else is said in it."""
    return _ENDS.split(re.split(r"[:：]", f"{value}", maxsplit=1)[1].strip())[0].strip()


def _above(sheet: Sheet) -> Iterator[str]:
    """Yield the texts above a table's heads; 金额单位 and what it is may stand in two cells."""
    for cells in sheet.rows[: min(rows_above(sheet), TOP_ROWS)]:
        texts = [text for cell in cells if (text := closed(cell))]
        yield from texts
        yield from map("".join, pairwise(texts))


def _name_above(sheet: Sheet) -> str:
    """Return the name behind 编制单位, in the same cell or in the next one, "" where none is."""
    for row, cells in enumerate(sheet.rows[:TOP_ROWS]):
        for column, value in enumerate(cells):
            if isinstance(value, str) and (found := _UNIT.fullmatch(closed(value))):
                if found[1] or found[2]:
                    return _as_typed(value)
                beside = sheet.at(row, column + 1)
                if isinstance(beside, str) and not _YEAR_OF_A_FORM.search(closed(beside)):
                    return beside.strip()
    return ""


def _other_units(name: str, names: Sequence[tuple[Sheet, str]]) -> Iterator[Problem]:
    """Yield, for each other unit than ``name``, the sheets that are its."""
    others: dict[str, list[Sheet]] = {}
    for sheet, other in names:
        if _plain(other) != _plain(name):
            others.setdefault(other, []).append(sheet)
    for other, sheets in others.items():
        where = "、".join(sheet.name for sheet in sheets)
        what = f"编制单位是“{shortened(other)}”（{shortened(where)}），别的是“{shortened(name)}”"
        yield Problem(sheets[0].file, what, "请一次只读一个单位的财决")


def _plain(name: str) -> str:
    """Return a name as it is compared: without brackets, codes and 本级."""
    return re.sub(r"[()\[\]【】]|^\d+|本级", "", closed(name))


def _year(said: str, sheets: Sequence[Sheet], problems: list[Problem]) -> int | None:
    """Return the year: of 封面, of the tables, of the file's name."""
    in_tables: dict[str, Sheet] = {}
    for sheet in sheets:
        for text in _above(sheet):
            if found := _YEAR_OF_A_FORM.search(text):
                in_tables.setdefault(found[1], sheet)
                break
    if len(in_tables) > 1:
        years = "、".join(f"{year}（{sheet.name}）" for year, sheet in in_tables.items())
        what = f"各表的年度不同：{shortened(years, most=120)}"
        problems.append(Problem(sheets[0].file, what, "请一次只读一个年度的财决"))
    texts = [said, *(f"{year}年" for year in in_tables), sheets[0].file]
    found = next((found for text in texts if (found := _YEAR.search(closed(text)))), None)
    if found is None:
        what = "没有找到年度，封面、表头和文件名里都没有"
        problems.append(Problem(sheets[0].file, what, "请在文件名里写上年度，例如 某局2024.xls"))
        return None
    return int(found[1])
