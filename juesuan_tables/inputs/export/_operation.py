"""机构运行信息表 (财决附03表): “三公” and what the explanation counts; 附01 for what it lacks.

Of its labels a form of 2017 has shown those up to 国有资产占用情况; the rest is from memory. A
label that is there twice with different numbers says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from juesuan_tables.figure import ZERO
from juesuan_tables.inputs.export._amounts import Amount, Cell, total
from juesuan_tables.inputs.export._lines import LineTable
from juesuan_tables.reading.official.words import closed, says_nothing
from juesuan_tables.terms import Fund, MeasureKey, Stage, ThreePublicItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan_tables.inputs.export._amounts import Reader
    from juesuan_tables.inputs.export._lines import Line
    from juesuan_tables.reading.sheet import Sheet

_ITEMS = {
    ThreePublicItem.TRAVEL_ABROAD: re.compile(r"因公出国\(境\)费用?"),
    ThreePublicItem.VEHICLE_PURCHASE: re.compile(r"公务用车购置费"),
    ThreePublicItem.VEHICLE_RUNNING: re.compile(r"公务用车运行(?:维护)?费"),
    ThreePublicItem.RECEPTION: re.compile(r"公务接待费"),
}
SUMS = {
    "vehicles": re.compile(r"公务用车购置(?:及|和)运行(?:维护)?费"),
    "total": re.compile(r"支出合计|“?三公”?经费支出合计"),
}
"""The lines of “三公” that add up others, by the column of the table that prints them."""
_AGENCY = re.compile(r"机关运行经费(?:支出)?(?:合计)?")
_OF_AGENCY = re.compile(r"行政单位|参照公务员法管理(?:的)?事业单位")
_PROCUREMENT = "采购"
_MEASURES = {
    MeasureKey.MEETING_EXPENSE: r"会议费(?:支出)?",
    MeasureKey.TRAINING_EXPENSE: r"培训费(?:支出)?",
    MeasureKey.DOMESTIC_RECEPTION: r"国内(?:公务)?接待费",
    MeasureKey.FOREIGN_RECEPTION: r"外[事宾]接待费",
    MeasureKey.PROCUREMENT_GOODS: r"政府采购货物支出",
    MeasureKey.PROCUREMENT_WORKS: r"政府采购工程支出",
    MeasureKey.PROCUREMENT_SERVICES: r"政府采购服务支出",
    MeasureKey.AWARDS_SMALL_MEDIUM: r"授予中小企业(?:的)?合同金额",
    MeasureKey.AWARDS_SMALL_MICRO: r"授予小微企业(?:的)?合同金额",
    MeasureKey.DELEGATIONS_ABROAD: r"因公出国\(境\)团组数?",
    MeasureKey.TRAVELLERS_ABROAD: r"因公出国\(境\)人次数?",
    MeasureKey.VEHICLES_BOUGHT: r"公务用车购置数量?",
    MeasureKey.VEHICLES_KEPT: r"公务用车保有量",
    MeasureKey.RECEPTIONS: r"国内公务接待批次",
    MeasureKey.FOREIGN_RECEPTIONS: r"外[事宾]接待批次",
    MeasureKey.GUESTS: r"国内公务接待人次",
    MeasureKey.FOREIGN_GUESTS: r"外[事宾]接待人次",
    MeasureKey.VEHICLES_MINISTERIAL: r"(?:副?部\(省\)级及?以上|部级)领导(?:干部)?用车",
    MeasureKey.VEHICLES_PRINCIPALS: r"主要(?:领导干部|负责人)用车",
    MeasureKey.VEHICLES_LEADERS: r"(?:一般)?领导干部用车",
    MeasureKey.VEHICLES_GENERAL: r"一般公务用车",
    MeasureKey.VEHICLES_CONFIDENTIAL: r"机要通信用车",
    MeasureKey.VEHICLES_EMERGENCY: r"应急保障用车",
    MeasureKey.VEHICLES_ON_DUTY: r"执法执勤用车",
    MeasureKey.VEHICLES_ENFORCEMENT: r"一般执法执勤用车",
    MeasureKey.VEHICLES_SPECIAL: r"特种专业技术用车",
    MeasureKey.VEHICLES_RETIRED: r"离退休干部(?:服务)?用车",
    MeasureKey.VEHICLES_OTHER: r"其他用车",
    MeasureKey.GENERAL_EQUIPMENT: r"单(?:价|位价值)\d+万元(?:\(含\))?以上(?:的)?通用设备",
    MeasureKey.SPECIAL_EQUIPMENT: r"单(?:价|位价值)\d+万元(?:\(含\))?以上(?:的)?专用设备",
    MeasureKey.LARGE_EQUIPMENT: r"单(?:价|位价值)\d+万元(?:\(含\))?以上(?:的)?设备(?:\(不含车辆\))?",
}
_LABELS = {key: re.compile(says) for key, says in _MEASURES.items()}
_BUDGET_NOTES = (
    (Stage.INITIAL_BUDGET, re.compile(r"预算数.{0,8}年初预算")),
    (Stage.FULL_YEAR_BUDGET, re.compile(r"预算数.{0,8}全年预算")),
)
"""What a note below the table says of a column 预算数 that says no more."""
Said = tuple[Amount, Stage, Fund]
K = TypeVar("K")


@dataclass(slots=True)
class Operation:
    """What the form says: “三公” by item, the outturn of its sums, and 其他数据."""

    three_public: dict[ThreePublicItem, list[Said]] = field(default_factory=dict)
    sums: dict[str, Amount] = field(default_factory=dict)
    measures: dict[MeasureKey, Amount] = field(default_factory=dict)


def operation_of(sheet: Sheet, reader: Reader) -> Operation:
    """Return what the form says; a budget that is neither 年初 nor 全年 is a gap."""
    table = LineTable(sheet, reader)
    found = Operation(measures=measures_of(sheet, reader))
    budget = _budget_of_notes(sheet)
    doubtful: Line | None = None
    for line in table.lines:
        if line.section and "三公" not in line.section:
            continue
        item = _first(_ITEMS, line.label)
        if item and item not in found.three_public:
            found.three_public[item] = [*_said(table, line, budget)]
            if budget is None and (None, None) in table.columns(line):
                doubtful = doubtful or line
        elif (key := _first(SUMS, line.label)) and key not in found.sums:
            found.sums[key] = table.amount(line)
    if doubtful:
        place = reader.place(sheet, doubtful.row, table.column(doubtful, None))
        reader.faults.gap(place, "“预算数”没有写明是年初预算还是全年预算，没有采用")
    return found


def _said(table: LineTable, line: Line, budget: Stage | None) -> Iterator[Said]:
    """Yield what the columns of an item's line say; ``budget`` is what 预算数 alone means.

    Where a stage has a column for every fund, one for all of them says it again.
    """
    columns = table.columns(line)
    divided = {stage for stage, fund in columns if fund}
    for stage, fund in columns:
        if (known := stage or budget) and (fund or stage not in divided):
            yield table.amount(line, stage, fund), known, fund or Fund.GENERAL_PUBLIC_BUDGET


def measures_of(sheet: Sheet, reader: Reader) -> dict[MeasureKey, Amount]:
    """Return 其他数据: each label's own number, unless it is there with two."""
    table = LineTable(sheet, reader)
    found: dict[MeasureKey, list[Amount]] = {}
    for line in table.lines:
        if key := _key(line):
            found.setdefault(key, []).append(_value(table, line, key, reader))
        elif _AGENCY.fullmatch(line.label):
            agency = found.setdefault(MeasureKey.AGENCY_OPERATING_COST, [])
            agency.append(_agency(table, line))
    return {
        key: values[0]
        for key, values in found.items()
        if len({value.amount for value in values}) == 1
    }


def _value(table: LineTable, line: Line, key: MeasureKey, reader: Reader) -> Amount:
    if key.unit == "元":
        return table.amount(line)
    column = table.column(line)
    cells = (Cell(table.sheet, line.row, column),)
    return Amount(reader.number(table.sheet, line.row, column) or ZERO, cells=cells)


def _agency(table: LineTable, line: Line) -> Amount:
    """Return 机关运行经费: where its own line is blank, what the kinds of units add up to."""
    own = table.sheet.at(line.row, table.column(line))
    parts = [
        table.amount(each)
        for each in table.lines
        if each.section == line.label and _OF_AGENCY.fullmatch(each.label)
    ]
    return total(parts) if parts and says_nothing(closed(own)) else table.amount(line)


def _key(line: Line) -> MeasureKey | None:
    """Return what a line measures; the parts of 政府采购 may be called 货物, 工程, 服务 alone."""
    label = line.label
    if _PROCUREMENT in line.section and re.fullmatch(r"(?:货物|工程|服务)(?:类|支出)?", label):
        label = f"政府采购{label[:2]}支出"
    return _first(_LABELS, label)


def _first(says: Mapping[K, re.Pattern[str]], label: str) -> K | None:
    """Return the first key whose pattern is the label's."""
    return next((key for key, pattern in says.items() if pattern.fullmatch(label)), None)


def _budget_of_notes(sheet: Sheet) -> Stage | None:
    """Return which budget the notes say that 预算数 is, None where they say nothing or both."""
    texts = [closed(cell) for cells in sheet.rows for cell in cells if isinstance(cell, str)]
    found = {stage for stage, says in _BUDGET_NOTES for text in texts if says.search(text)}
    return found.pop() if len(found) == 1 else None
