"""The tables of an export → facts: 07, 09 and 11, what 03 adds, and what 04 leaves over.

The tables overlap: 04 holds all funds, 07, 09 and 11 the three appropriations. What 04 has
beyond them is 非财政拨款; a remainder below zero is kept, so that the checks show it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from juesuan_tables.addresses import INCOME_OF_FUND
from juesuan_tables.errors import shortened
from juesuan_tables.inputs._door import expected
from juesuan_tables.inputs.export._amounts import NOTHING, Amount, Reader, total
from juesuan_tables.inputs.export._columns import CLOSING, INCOME, OPENING, TOTAL, UNKNOWN
from juesuan_tables.inputs.export._forms import Form
from juesuan_tables.model import (
    AmountFact,
    Balance,
    EconomicExpenditure,
    Expenditure,
    Income,
    Measure,
    ThreePublic,
)
from juesuan_tables.subjects import CATEGORY
from juesuan_tables.terms import APPROPRIATIONS, BalanceKind, Fund, IncomeKind, Nature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan_tables.inputs.export._operation import Operation
    from juesuan_tables.inputs.export._subjects import SubjectTable
    from juesuan_tables.inputs.export._summary import Summary

F = TypeVar("F", bound=AmountFact)
FORM_OF_FUND = {
    Fund.GENERAL_PUBLIC_BUDGET: Form.GENERAL,
    Fund.GOVERNMENT_FUND: Form.FUND,
    Fund.STATE_CAPITAL: Form.CAPITAL,
}
_BALANCES = {BalanceKind.OPENING_BALANCE: OPENING, BalanceKind.CLOSING_BALANCE: CLOSING}
_OF_APPROPRIATIONS = (Nature.BASIC, Nature.PROJECT)


@dataclass(slots=True)
class Tables:
    """The forms of an export, as they were read."""

    by_subject: Mapping[Form, SubjectTable]
    summary: Summary
    operation: Operation | None
    reader: Reader = field(repr=False)

    def fund(self, fund: Fund) -> SubjectTable | None:
        """Return the form of an appropriation."""
        return self.by_subject.get(FORM_OF_FUND[fund])


def facts_of(tables: Tables, *, difference: bool) -> dict[str, Any]:
    """Return the facts by the name of their list; 差额表 count less, which no measure says."""
    found: dict[str, Any] = {
        "income": tuple(_income(tables)),
        "expenditure": tuple(_expenditure(tables)),
        "economic_expenditure": tuple(_economic(tables)),
        "balances": tuple(_balances(tables)),
    }
    if tables.operation:
        found["three_public"] = tuple(_three_public(tables.operation, tables.reader))
        measures = _measures(tables.operation, tables.reader, difference=difference)
        found["measures"] = tuple(measures)
    return found


def made(model: type[F], amount: Amount, reader: Reader, **what: Any) -> Iterator[F]:  # noqa: ANN401 what the model takes
    """Yield the fact of an amount, or tell what is wrong with it."""
    try:
        yield model(
            source=amount.source, **{"amount": amount.amount, "margin": amount.margin} | what
        )
    except ValidationError as error:
        for item in error.errors(include_url=False):
            _refuse(reader, amount, expected(item))


def _refuse(reader: Reader, amount: Amount, what: str) -> None:
    """Tell what is wrong with an amount at the first of its cells."""
    sheet, row, column, _ = amount.cells[0]
    reader.faults.refuse_typed(reader.place(sheet, row, column), what)


def _income(tables: Tables) -> Iterator[Income]:
    """Yield the appropriations of the year as their own forms say them, all other income as 03."""
    for fund, kind in INCOME_OF_FUND.items():
        if table := tables.fund(fund):
            yield from _of_column(tables, table, INCOME, kind)
    others = tables.by_subject[Form.INCOME]
    for kind in IncomeKind:
        if kind not in APPROPRIATIONS:
            yield from _of_column(tables, others, kind.key, kind)


def _of_column(tables: Tables, table: SubjectTable, key: str, kind: IncomeKind) -> Iterator[Income]:
    for code in table.leaves:
        if (amount := table.at(code, key)).exists:
            yield from made(Income, amount, tables.reader, subject=code, kind=kind)


def _expenditure(tables: Tables) -> Iterator[Expenditure]:
    """Yield the spending of each appropriation, then what 04 has beyond them."""
    spent: dict[tuple[str, Nature], Amount] = {}
    for fund in FORM_OF_FUND:
        if (table := tables.fund(fund)) is None:
            continue
        for code, nature in product(table.leaves, _OF_APPROPRIATIONS):
            amount = table.at(code, nature.key)
            spent[code, nature] = spent.get((code, nature), NOTHING) + amount
            if amount.exists:
                yield from _spent(tables, code, nature, fund, amount)
    every = tables.by_subject[Form.EXPENDITURE]
    leaves = dict.fromkeys(every.leaves)
    for code, nature in product(leaves | dict.fromkeys(code for code, _ in spent), Nature):
        whole = every.at(code, nature.key) if code in leaves else NOTHING
        rest = whole + -spent.get((code, nature), NOTHING)
        if rest.beyond_rounding:
            yield from _spent(tables, code, nature, Fund.NON_APPROPRIATION, rest)


def _spent(
    tables: Tables, code: str, nature: Nature, fund: Fund, amount: Amount
) -> Iterator[Expenditure]:
    what = {"subject": code, "nature": nature, "fund": fund}
    yield from made(Expenditure, amount, tables.reader, **what)


def _economic(tables: Tables) -> Iterator[EconomicExpenditure]:
    """Yield the row 合计 of 08-1, column by column; a 类 counts where none of its 款 has a column.

    What is printed as zero counts only under a 类 that is not.
    """
    table = tables.by_subject[Form.BASIC]
    divided = {key[:CATEGORY] for key in table.keys if len(key) > CATEGORY}
    for key in table.keys:
        amount = table.sum(key)
        if key == TOTAL or key in divided or not amount.exists:
            continue
        if key.startswith(UNKNOWN) and amount.amount:
            what = f"“{shortened(key.removeprefix(UNKNOWN))}”不是认识的经济分类科目，请核对表头"
            _refuse(tables.reader, amount, what)
        elif table.sum(key[:CATEGORY]).amount or amount.amount:
            yield from made(EconomicExpenditure, amount, tables.reader, economic_subject=key)


def _balances(tables: Tables) -> Iterator[Balance]:
    """Yield the general budget's balances, those of the other funds by subject, and the rest."""
    for kind, whole in tables.summary.balances.items():
        key = _BALANCES.get(kind)
        carried = [*_carried(tables, key)] if key else []
        for fund, code, amount in carried:
            if fund is Fund.GENERAL_PUBLIC_BUDGET or amount.exists:
                what = {"kind": kind, "fund": fund, "subject": code}
                yield from made(Balance, amount, tables.reader, **what)
        rest = whole + -total(amount for _, _, amount in carried)
        yield from made(Balance, rest, tables.reader, kind=kind, fund=Fund.NON_APPROPRIATION)


def _carried(tables: Tables, key: str) -> Iterator[tuple[Fund, str | None, Amount]]:
    """Yield what each appropriation carried over: the general budget at once, others by subject."""
    for fund in FORM_OF_FUND:
        if table := tables.fund(fund):
            if fund is Fund.GENERAL_PUBLIC_BUDGET:
                yield fund, None, table.sum(key)
            else:
                yield from ((fund, code, table.at(code, key)) for code in table.leaves)


def _three_public(operation: Operation, reader: Reader) -> Iterator[ThreePublic]:
    for item, said in operation.three_public.items():
        for amount, stage, fund in said:
            what = {"item": item, "stage": stage, "fund": fund}
            yield from made(ThreePublic, amount, reader, **what)


def _measures(operation: Operation, reader: Reader, *, difference: bool) -> Iterator[Measure]:
    """Yield 其他数据; those of a 差额表 that are below zero cannot be stated."""
    for key, amount in operation.measures.items():
        if not (difference and amount.amount < 0):
            try:
                yield Measure(key=key, value=amount.amount, source=amount.source)
            except ValidationError as error:
                _refuse(reader, amount, expected(error.errors(include_url=False)[0]))
