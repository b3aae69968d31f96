"""What an export says that figures are: 原表合计, by which an import checks itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from juesuan_tables.addresses import TABLE_OF_FUND
from juesuan_tables.figure import ZERO, add
from juesuan_tables.inputs.export._amounts import NOTHING
from juesuan_tables.inputs.export._columns import (
    APPROPRIATION,
    CLOSING,
    INCOME,
    OPENING,
    TOTAL,
    UNKNOWN,
)
from juesuan_tables.inputs.export._facts import FORM_OF_FUND, made
from juesuan_tables.inputs.export._forms import Form
from juesuan_tables.inputs.totals import totals
from juesuan_tables.model import Stated
from juesuan_tables.subjects import CATEGORY
from juesuan_tables.terms import Fund, Nature, Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from juesuan_tables.inputs.export._amounts import Amount
    from juesuan_tables.inputs.export._facts import Tables
    from juesuan_tables.inputs.export._subjects import SubjectTable
    from juesuan_tables.inputs.export._summary import Claim

_SPENT = (TOTAL, Nature.BASIC.key, Nature.PROJECT.key)
_PRINTED: Mapping[Form, tuple[str, tuple[str, ...] | None]] = {
    Form.INCOME: ("income", None),
    Form.EXPENDITURE: ("expenditure", None),
    Form.GENERAL: (TABLE_OF_FUND[Fund.GENERAL_PUBLIC_BUDGET], _SPENT),
    Form.FUND: (TABLE_OF_FUND[Fund.GOVERNMENT_FUND], (OPENING, INCOME, *_SPENT, CLOSING)),
    Form.CAPITAL: (TABLE_OF_FUND[Fund.STATE_CAPITAL], _SPENT),
}
"""The table that prints what a form states, and its columns that every 表样 prints; None for all."""
_THREE_PUBLIC = "three_public.outturn"
_OF_A_LEAF = (TOTAL, APPROPRIATION)
"""What a row without any below it states; its other columns are facts."""


def stated_of(tables: Tables, facts: Mapping[str, Any]) -> tuple[Stated, ...]:
    """Return one total for each figure: of several cells, the one that the facts are furthest from.

    A zero says nothing where there is nothing; nor does a total of “三公” that agrees, which holds
    the general budget alone.
    """
    claims: defaultdict[str, list[Amount]] = defaultdict(list)
    for figure, amount in _claims(tables):
        claims[figure].append(amount)
    ours = defaultdict(lambda: ZERO, totals(facts))
    found = [(figure, _furthest(amounts, ours[figure])) for figure, amounts in claims.items()]
    return tuple(
        total
        for figure, amount in found
        if amount.amount != ours[figure] or (amount.amount and not figure.startswith(_THREE_PUBLIC))
        for total in made(Stated, amount, tables.reader, figure=figure, period=Period.THIS_YEAR)
    )


def _furthest(amounts: list[Amount], ours: Decimal) -> Amount:
    """Return the amount that is furthest outside its margin from what the facts add up to."""
    if len(amounts) == 1:
        return amounts[0]
    return max(amounts, key=lambda each: add((abs(add((each.amount, -ours))), -each.margin)))


def _claims(tables: Tables) -> Iterator[Claim]:
    yield from tables.summary.claims
    for form, (table, columns) in _PRINTED.items():
        if form in tables.by_subject:
            yield from _of_rows(tables.by_subject[form], table, columns)
    for fund in (Fund.GENERAL_PUBLIC_BUDGET, Fund.STATE_CAPITAL):
        if table_of_fund := tables.by_subject.get(FORM_OF_FUND[fund]):
            yield from _of_whole_fund(table_of_fund, fund)
    yield from _of_basic(tables)
    if tables.operation:
        for column, amount in tables.operation.sums.items():
            yield f"{_THREE_PUBLIC}.{column}", amount


def _of_rows(table: SubjectTable, name: str, columns: tuple[str, ...] | None) -> Iterator[Claim]:
    """Yield what the rows 合计, 类 and 款 say, and of a leaf what adds up its columns."""
    leaves = set(table.leaves)
    for row, amounts in table.every_row():
        for key in _OF_A_LEAF if row in leaves else columns or table.keys:
            if key in amounts:
                yield f"{name}.{row}.{key}", amounts[key]


def _of_whole_fund(table: SubjectTable, fund: Fund) -> Iterator[Claim]:
    """Yield what the rows of each level add up to, for what no table prints by subject."""
    for key, figure in (
        (OPENING, f"appropriation_summary.opening_{fund.key}.amount"),
        (INCOME, f"appropriation_summary.{fund.key}_income.amount"),
        (CLOSING, f"appropriation_summary.closing_balance.{fund.key}"),
    ):
        yield from ((figure, amount) for amount in (table.sum(key), *table.level_sums(key)))


def _of_basic(tables: Tables) -> Iterator[Claim]:
    """Yield what 08-1 says of basic spending by row, and by economic subject in two ways."""
    table, general = tables.by_subject[Form.BASIC], tables.by_subject[Form.GENERAL]
    for row, amounts in table.every_row():
        yield (
            f"{TABLE_OF_FUND[Fund.GENERAL_PUBLIC_BUDGET]}.{row}.basic",
            amounts.get(TOTAL, NOTHING),
        )
    for key in table.keys:
        if key == TOTAL or key.startswith(UNKNOWN):
            continue
        figure = f"general_budget_basic.{key}.amount"
        yield figure, table.added(key)
        if len(key) == CATEGORY:
            yield figure, table.sum(key)
    for part in ("personnel", "running_costs"):
        if general.total and part in general.total:
            yield f"general_budget_basic.{part}.amount", general.total[part]
