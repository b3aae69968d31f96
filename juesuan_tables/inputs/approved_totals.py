"""批复数: the totals of each department's accounts as the bureau approved them, one row each."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan_tables.errors import InputError, shortened
from juesuan_tables.figure import Figure
from juesuan_tables.inputs.headed import (
    AGAIN,
    ENTITY,
    UNIT,
    Column,
    headed,
    is_total,
    refuse_nameless,
    sheets_of_list,
    typed,
)
from juesuan_tables.inputs.places import Faults, Place, text_of
from juesuan_tables.reading.official.amounts import CURRENCIES, printed_amounts, read_amount
from juesuan_tables.terms import Entity, chinese_figure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from juesuan_tables.inputs.headed import Headed, HeadedRow
    from juesuan_tables.reading.official import PrintedAmount
    from juesuan_tables.reading.official.amounts import Read

_SUMMARY, _GENERAL = "income_expenditure_summary", "general_budget_expenditure"
AMOUNTS = (
    Column(f"{_SUMMARY}.income_total.amount", ("收入总计", "总收入")),
    Column(f"{_SUMMARY}.income_subtotal.amount", ("本年收入合计", "本年收入")),
    Column(f"{_SUMMARY}.opening_balance.amount", ("年初结转和结余", "上年结转和结余")),
    Column(f"{_SUMMARY}.expenditure_total.amount", ("支出总计", "总支出")),
    Column(f"{_SUMMARY}.expenditure_subtotal.amount", ("本年支出合计", "本年支出")),
    Column("expenditure.total.basic", ("基本支出", "其中基本支出")),
    Column("expenditure.total.project", ("项目支出",)),
    Column(f"{_SUMMARY}.surplus_distribution.amount", ("结余分配",)),
    Column(f"{_SUMMARY}.closing_balance.amount", ("年末结转和结余",)),
    Column("appropriation_summary.income_total.amount", ("财政拨款收入总计",)),
    Column("appropriation_summary.expenditure_total.total", ("财政拨款支出总计",)),
    Column("appropriation_summary.closing_balance.total", ("年末财政拨款结转和结余",)),
    Column(
        f"{_GENERAL}.total.total",
        ("一般公共预算财政拨款支出", "一般公共预算支出", "一般公共预算财政拨款支出合计"),
    ),
    Column(f"{_GENERAL}.total.basic", ("一般公共预算财政拨款基本支出", "一般公共预算基本支出")),
    Column(f"{_GENERAL}.total.project", ("一般公共预算财政拨款项目支出", "一般公共预算项目支出")),
    Column(
        "appropriation_summary.expenditure_subtotal.government_fund",
        ("政府性基金预算财政拨款支出", "政府性基金支出"),
    ),
    Column(
        "appropriation_summary.expenditure_subtotal.state_capital",
        ("国有资本经营预算财政拨款支出", "国有资本经营预算支出"),
    ),
    Column("three_public.outturn.total", ("三公经费", "三公经费支出", "三公经费合计")),
)
"""What a 批复 may say of a department, each by the address of the figure that publishes it."""
_CURRENCY = re.compile(rf"(?:单位:?|\(|^)\s*(?:人民币)?({'|'.join(CURRENCIES)})\)?\s*$")


@dataclass(frozen=True, slots=True)
class ApprovedTotals:
    """What was approved of one department: figures by address, each with its cell as source."""

    unit: str
    entity: Entity | None
    figures: Mapping[str, Figure]
    source: str


def read_approved_totals(path: Path) -> tuple[ApprovedTotals, ...]:
    """Return what was approved, in the file's order.

    Amounts are in the unit that their heading, or a line above, names. Raise ``InputError`` with
    every cell that is wrong, and where nothing says in which unit amounts are.
    """
    faults = Faults()
    table = headed(sheets_of_list(path), (UNIT, ENTITY, *AMOUNTS), faults)
    currencies = {key: _currency(table, key, faults) for key in table.columns if key.count(".") > 1}
    if not currencies:
        what = f"没有一栏是金额，可以有：{'、'.join(each.words[0] for each in AMOUNTS)}"
        faults.refuse(_head(table, "unit"), what, AGAIN)
    rows = [row for row in table.rows() if not is_total(row)]
    reads = {f"{row.number}": _reads(row, currencies, faults) for row in rows}
    for row in rows:
        refuse_nameless(row, faults)
    if faults.problems:
        raise InputError(faults.problems)
    printed = printed_amounts(reads)
    return tuple(_totals(row, printed.get(f"{row.number}", {})) for row in rows)


def _totals(row: HeadedRow, printed: Mapping[str, PrintedAmount]) -> ApprovedTotals:
    place, kind = row.place("unit"), row.place("entity")
    said = text_of(kind.value).strip() if kind else ""
    figures = {
        name: Figure(name, cell.amount, cell.margin, cell.source, label=chinese_figure(name))
        for name, cell in printed.items()
    }
    entity = next((each for each in Entity if each.value == said), None)
    return ApprovedTotals(typed(place), entity, figures, str(place))


def _reads(row: HeadedRow, currencies: Mapping[str, str], faults: Faults) -> dict[str, Read]:
    """Return the amounts of a row."""
    found = {}
    for key, currency in currencies.items():
        place = row.place(key)
        if place is None or place.value is None:
            continue
        try:
            read = read_amount(place.value, currency, str(place))
        except ValueError:
            what = f"填的是“{shortened(text_of(place.value))}”，应为以{currency}为单位的数"
            faults.refuse(place, what, AGAIN)
            continue
        if read:
            found[key] = read
    return found


def _currency(table: Headed, key: str, faults: Faults) -> str:
    """Return in which unit a column's amounts are: its heading says so, or a line above."""
    heading = table.sheet.at(table.heads, table.columns[key])
    lines = (value for row in reversed(table.sheet.rows[: table.heads]) for value in row)
    for text in (heading, *lines):
        if found := _said(text):
            return found
    what = "没有写金额的单位，应在表头写明，例如“收入总计（元）”，或者在上面写一行“单位：元”"
    faults.refuse(_head(table, key), what, AGAIN)
    return "元"


def _said(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    found = _CURRENCY.search(unicodedata.normalize("NFKC", value).strip())
    return found[1] if found else None


def _head(table: Headed, key: str) -> Place:
    return Place(0, table.heads, table.columns[key], table.sheet)
