"""Guidance on the sheet of reasons: what changed, by how much, and how its sentence will read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import MEASURES, TABLE_OF_FUND, address
from juesuan_tables.figure import Figure
from juesuan_tables.inputs.fill_in import sheets
from juesuan_tables.terms import APPROPRIATIONS, BalanceKind, NoteKind, Stage, ThreePublicItem
from juesuan_tables.writers.fill_in._amounts import APPROPRIATED, CODE, spending_columns
from juesuan_tables.writers.fill_in._page import two_decimals
from juesuan_tables.writers.fill_in._words import about

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from juesuan_tables.editions import Edition
    from juesuan_tables.inputs.fill_in.reason import Reason
    from juesuan_tables.writers.fill_in._page import Entry, Page

FUND_OF_TABLE = {table: fund for fund, table in TABLE_OF_FUND.items()}
_VEHICLES = (ThreePublicItem.VEHICLE_PURCHASE, ThreePublicItem.VEHICLE_RUNNING)
_BEFORE, _NOW, _CHANGE, _RATE = (column.title for column in sheets.REASONS.columns[3:7])
_PREVIEW, _LAST = (column.title for column in sheets.REASONS.columns[8:10])
_BROUGHT = (BalanceKind.OPENING_BALANCE, BalanceKind.USED_SURPLUS)


class Reasons:
    """The sheet of reasons: every amount on it follows the other sheets."""

    def __init__(
        self, pages: Mapping[str, Page], edition: Edition, names: Mapping[str, str]
    ) -> None:
        self._pages = pages
        self._names = names
        self._edition = edition

    def guide(self, reasons: Sequence[Reason]) -> None:
        """Show on each line the amounts, the change and the sentence; ask for the reason."""
        page = self._pages[sheets.REASONS.name]
        known = {(each.kind, each.figure): each for each in reasons}
        for index, line, row in page.each():
            kind, figure = NoteKind(line.given["kind"]), line.given["figure"]
            reason = known.get((kind, figure))
            at = {title: page.at(title, index) for title in row}
            before = self._before(kind, figure)
            _show(row[_BEFORE], before, reason.before if reason else None)
            _show(row[_NOW], self._now(figure), reason.now if reason else None)
            row[_CHANGE].formula = _change(at[_BEFORE], at[_NOW])
            row[_RATE].formula = _rate(at[_BEFORE], at[_CHANGE])
            stage = self._edition.stage(address(figure).table)
            row[_PREVIEW].formula = _preview(kind, stage, at)
            row[_PREVIEW].lines = 4
            row["名称"].value = about(figure, self._names)
            row[_LAST].value = (reason.last_reason if reason else "") or None
            if reason:
                change = f"${page.letter(_CHANGE)}{{r}}"
                need = f'IF({change}="",0,IF({change}=0,0,IF({{at}}="",1,0)))'
                row["原因"].ask(need=need, waits=row["原因"].value is None and _differ(reason))

    def _before(self, kind: NoteKind, figure: str) -> str:
        """Return the formula of last year's amount, or of the budget; nothing if no cell has it."""
        if kind is NoteKind.CHANGE_REASON:
            page = self._pages[sheets.LAST_YEAR.name]
            index = page.find(figure=figure)
            return "" if index is None else page.ref("上年数", index)
        place, stage = address(figure), self._edition.stage(address(figure).table)
        if place.table == "three_public":
            return self._three_public(place.column, stage)
        fund = FUND_OF_TABLE.get(place.table)
        if fund is None:
            return ""
        page = self._pages[sheets.EXPENDITURE.name]
        if place.row == "total":
            whose, budgets = page.span("预算资金性质"), page.span(stage.value)
            return _if_any(f'SUMIF({whose},"{fund}",{budgets})')
        return self._of_subject(place.row, (stage.value,))

    def _now(self, figure: str) -> str:
        """Return the formula of this year's amount; nothing if no cell has it."""
        place = address(figure)
        if place.table == "three_public":
            return self._three_public(place.column, Stage.OUTTURN)
        if place.table == MEASURES:
            return self._measure(place.row)
        if fund := FUND_OF_TABLE.get(place.table):
            columns = spending_columns(fund)
            if place.row == "total":
                spans = (self._pages[sheets.EXPENDITURE.name].span(title) for title in columns)
                return _if_any(f"SUM({','.join(spans)})")
            return self._of_subject(place.row, columns)
        return self._income_total(place.table) if place.row == "income_total" else ""

    def _measure(self, key: str) -> str:
        page = self._pages[sheets.MEASURES.name]
        for index, line, _ in page.each():
            if line.given["key"].key == key:
                return page.ref("数值", index)
        return ""

    def _of_subject(self, code: str, titles: Sequence[str]) -> str:
        page = self._pages[sheets.EXPENDITURE.name]
        indices = [i for i, line, _ in page.each() if line.given.get("subject") == code]
        if len(titles) == 1 and len(indices) == 1:
            return page.ref(titles[0], indices[0])
        return "+".join(f'SUMIF({page.span(CODE)},"{code}",{page.span(t)})' for t in titles)

    def _three_public(self, column: str, stage: Stage) -> str:
        page = self._pages[sheets.THREE_PUBLIC.name]
        title = f"{stage}数"
        items = _VEHICLES if column == "vehicles" else tuple(ThreePublicItem)
        if column not in {"vehicles", "total"}:
            items = tuple(item for item in ThreePublicItem if item.key == column)
        cells = [
            page.ref(title, index)
            for index, line, _ in page.each()
            if line.given.get("item") in items and title in page.rows[index]
        ]
        if len(cells) > 1:
            return f'IF({cells[0]}="","",SUM({",".join(cells)}))'
        return cells[0] if cells else ""

    def _income_total(self, table: str) -> str:
        """Return 总计: what came in, and what was carried over."""
        income, carried = (self._pages[sheet.name] for sheet in (sheets.INCOME, sheets.BALANCES))
        if table == "income_expenditure_summary":
            brought = ",".join(carried.span(kind.value) for kind in _BROUGHT)
            return _if_any(f"SUM({income.span('合计')},{brought})")
        whose, opening = carried.span("资金性质"), carried.span(_BROUGHT[0].value)
        received = ",".join(income.span(kind.value) for kind in APPROPRIATIONS)
        parts = (f'SUMIF({whose},"{fund}",{opening})' for fund in APPROPRIATED)
        return _if_any(f"SUM({received})+{'+'.join(parts)}")


def _if_any(total: str) -> str:
    """Return the formula of a total that is not known as long as it comes to nothing."""
    return f'IF(({total})=0,"",{total})'


def _show(entry: Entry, formula: str, amount: Decimal | None) -> None:
    """Show an amount in 万元: what the sheets say, else what is known."""
    if formula:
        entry.formula = f'IF(({formula})="","",ROUND(({formula})/10000,2))'
    elif amount is not None:
        entry.value = Figure("", amount).shown


def _differ(reason: Reason) -> bool:
    """Return whether the reader will see two amounts."""
    if reason.before is None or reason.now is None:
        return False
    return Figure("", reason.before).shown != Figure("", reason.now).shown


def _change(before: str, now: str) -> str:
    return f'IF({before}="","",IF({now}="","",ROUND({now}-{before},2)))'


def _rate(before: str, change: str) -> str:
    """Return the formula of the rate, nothing where there is none; without a sign, as printed."""
    return f'IF({change}="","",IF({before}<=0,"",ROUND({_size(change)}/{before}*100,2)))'


def _size(cell: str) -> str:
    return f"IF({cell}<0,-{cell},{cell})"


def _preview(kind: NoteKind, stage: Stage, at: Mapping[str, str]) -> str:
    """Return the sentence in short; each wording has its own words around it."""
    change, rate, reason = at[_CHANGE], at[_RATE], f'IF({at["原因"]}="","……",{at["原因"]})'
    if kind is NoteKind.BUDGET_REASON:
        than = f'IF({change}>0,"大于","小于")'
        said = f'"决算数"&{than}&"{stage}数的主要原因是："&{reason}&"。"'
        even = f'"决算数与{stage}数持平，不用写原因。"'
    else:
        amount = two_decimals(f"({_size(change)})")
        grown = f'IF({change}>0,"增长","下降")&{two_decimals(rate)}&"%，"'
        rated = f'IF({rate}="","",IF({rate}=0,"",{grown}))'
        than = f'IF({change}>0,"增加","减少")'
        said = f'"比上年"&{than}&{amount}&"万元，"&{rated}&"主要是因为"&{reason}&"。"'
        even = '"与上年持平，不用写原因。"'
    return f'IF({change}="","",IF({change}=0,{even},{said}))'
