"""收入支出决算总表 (01), 财政拨款收入支出决算总表 (01-1) and 02: balances, and what they total.

Their 年初预算 and 全年预算 stand by 类 only, and are no budgets of a 项: they are not used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan_tables.editions.catalogue import shipped_catalogue
from juesuan_tables.inputs.export._columns import CLOSING, INCOME, OPENING, TOTAL
from juesuan_tables.inputs.export._lines import LineTable
from juesuan_tables.reading.official.words import closed
from juesuan_tables.subjects import is_category
from juesuan_tables.terms import APPROPRIATIONS, BalanceKind, Fund, IncomeKind, Nature, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from juesuan_tables.inputs.export._amounts import Amount, Reader
    from juesuan_tables.inputs.export._lines import Line
    from juesuan_tables.inputs.export._subjects import SubjectTable
    from juesuan_tables.reading.sheet import Sheet

Claim = tuple["str", "Amount"]
"""The address of a figure, and what the export says that it is."""
_ALL, _FISCAL = "income_expenditure_summary.{}.amount", "appropriation_summary.{}.amount"
_FUNDS = tuple(Fund)[:3]
_FUND_LABELS = {fund: re.compile(rf"{fund.value}(?:收入)?") for fund in _FUNDS}
_TOTAL = re.compile(r"(?:收入|支出)?总计")
_BALANCES = {
    BalanceKind.OPENING_BALANCE: re.compile(r"(?:上年|年初)结转和结余"),
    BalanceKind.CLOSING_BALANCE: re.compile(r"年末结转和结余"),
    BalanceKind.USED_SURPLUS: re.compile(r"使用非财政拨款结余.*|用事业基金弥补收支差额"),
    BalanceKind.SURPLUS_DISTRIBUTION: re.compile(r"结余分配"),
}
_BALANCE_COLUMNS = {
    BalanceKind.OPENING_BALANCE: OPENING,
    BalanceKind.CLOSING_BALANCE: CLOSING,
    BalanceKind.USED_SURPLUS: BalanceKind.USED_SURPLUS.key,
    BalanceKind.SURPLUS_DISTRIBUTION: BalanceKind.SURPLUS_DISTRIBUTION.key,
}
_INCOME = {
    "财政拨款收入": _FISCAL.format("income_subtotal"),
    "附属单位缴款": _ALL.format(IncomeKind.REMITTED_BY_SUBORDINATES.key),
    "本年收入合计": _ALL.format("income_subtotal"),
    **{kind.value: _ALL.format(kind.key) for kind in IncomeKind if kind not in APPROPRIATIONS},
}
"""The lines of 01 on the side of income, by what they must agree with."""
_NATURES = {nature.value: f"expenditure.total.{nature.key}" for nature in Nature}
_CARRIED = re.compile(r"(?:上年|年初)财政拨款结转和结余")
_LEFT = re.compile(r"年末财政拨款结转和结余")


@dataclass(slots=True)
class Summary:
    """The balances of all funds together, and what else the summaries say that figures are."""

    balances: dict[BalanceKind, Amount] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


def read_summary(sheet: Sheet, names: Iterable[Mapping[str, str]], reader: Reader) -> Summary:
    """Return what 01 says; ``names`` are those of codes, the classes of expenditure among them."""
    table, found = LineTable(sheet, reader), Summary()
    categories = _categories(names)
    for line in table.lines:
        amount = table.amount(line)
        kind = next((k for k, says in _BALANCES.items() if says.fullmatch(line.label)), None)
        if kind:
            found.balances.setdefault(kind, amount)
        elif figure := _figure(line, categories, table.last_block):
            found.claims.append((figure, amount))
    return found


def _figure(line: Line, categories: Mapping[str, str], last: int) -> str | None:
    """Return what a line of 01 must agree with."""
    label = line.label
    if line.block == 0:
        fund = _fund(label)
        if fund:
            return _FISCAL.format(f"{fund.key}_income")
        return _ALL.format("income_total") if _TOTAL.fullmatch(label) else _INCOME.get(label)
    if label == "本年支出合计":
        return _ALL.format("expenditure_subtotal")
    if _TOTAL.fullmatch(label):
        return _ALL.format("expenditure_total")
    if line.block == 1 and label in categories:
        return _ALL.format(categories[label])
    return _NATURES.get(label) if line.block == last > 1 else None


def fiscal_claims(
    sheet: Sheet, names: Iterable[Mapping[str, str]], reader: Reader
) -> Iterator[Claim]:
    """Yield what 01-1 says; under 年初财政拨款结转和结余 the funds' names mean what was carried."""
    table = LineTable(sheet, reader)
    categories = _categories(names)
    carried = False
    for line in table.lines:
        if line.block == 0:
            carried = carried or bool(_CARRIED.fullmatch(line.label))
            if figure := _fiscal_income(line.label, carried=carried):
                yield figure, table.amount(line)
        elif line.block == 1 and (row := _fiscal_expenditure(line.label, categories)):
            for stage, fund in table.columns(line):
                if stage is Stage.OUTTURN:
                    column = fund.key if fund else TOTAL
                    figure = f"appropriation_summary.{row}.{column}"
                    yield figure, table.amount(line, stage, fund)


def _fiscal_income(label: str, *, carried: bool) -> str | None:
    if fund := _fund(label):
        return _FISCAL.format(f"opening_{fund.key}" if carried else f"{fund.key}_income")
    if label == "本年收入合计":
        return _FISCAL.format("income_subtotal")
    if _CARRIED.fullmatch(label):
        return _FISCAL.format("opening_balance")
    return _FISCAL.format("income_total") if _TOTAL.fullmatch(label) else None


def _fiscal_expenditure(label: str, categories: Mapping[str, str]) -> str | None:
    if label == "本年支出合计":
        return "expenditure_subtotal"
    if _LEFT.fullmatch(label):
        return "closing_balance"
    return "expenditure_total" if _TOTAL.fullmatch(label) else categories.get(label)


def add_roll_forward(table: SubjectTable, summary: Summary) -> None:
    """Add what the row 合计 of 02 says: a balance that 01 lacks, else what must agree with it."""
    if table.total is None:
        return
    for kind, key in _BALANCE_COLUMNS.items():
        if key not in table.total:
            continue
        if kind in summary.balances:
            summary.claims.append((_ALL.format(kind.key), table.total[key]))
        else:
            summary.balances[kind] = table.total[key]
    for key, line in ((INCOME, "income_subtotal"), (TOTAL, "expenditure_subtotal")):
        if key in table.total:
            summary.claims.append((_ALL.format(line), table.total[key]))


def _fund(label: str) -> Fund | None:
    return next((fund for fund, says in _FUND_LABELS.items() if says.fullmatch(label)), None)


def _categories(names: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the codes of 类 by name: as the export calls them, else as the catalogue knows."""
    known = [(entry.code, entry.name) for entry in shipped_catalogue().entries]
    known += [(code, name) for each in names for code, name in each.items()]
    functional = [(code, name) for code, name in known if is_category(code) and code[0] == "2"]
    return {closed(name): code for code, name in functional}
