"""What may be a fact behind the tables, from each the parts that only it can tell.

Spending comes from the tables of the three appropriations, the rest from 支出决算表; income from
收入决算表, appropriations split by the tables of their funds; balances from the summaries and those
tables; basic spending and “三公” from their own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.addresses import INCOME_OF_FUND, TABLE_OF_FUND
from juesuan_tables.figure import ZERO, add
from juesuan_tables.inputs.published._leaf import Leaf
from juesuan_tables.subjects import is_category
from juesuan_tables.terms import (
    APPROPRIATIONS,
    BalanceKind,
    Fund,
    IncomeKind,
    Nature,
    Stage,
    ThreePublicItem,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.inputs.published._cells import Cells

GENERAL, OUTSIDE = Fund.GENERAL_PUBLIC_BUDGET, Fund.NON_APPROPRIATION
_CARRIED = (BalanceKind.OPENING_BALANCE, BalanceKind.CLOSING_BALANCE)


def spending(cells: Cells) -> Iterator[Leaf]:
    """Yield spending by subject, nature and fund."""
    appropriated: list[Leaf] = []
    for fund, table in TABLE_OF_FUND.items():
        for subject in cells.subjects(table):
            for nature in (Nature.BASIC, Nature.PROJECT):
                place = f"{table}.{subject}.{nature.key}"
                fields = {"subject": subject, "nature": nature, "fund": fund}
                appropriated += cells.direct("expenditure", place, fields)
    yield from appropriated
    paid: defaultdict[tuple[str, Nature], list[Leaf]] = defaultdict(list)
    for leaf in _stated(appropriated):
        paid[leaf.fields["subject"], leaf.fields["nature"]].append(leaf)
    for subject in cells.subjects("expenditure"):
        for nature in Nature:
            place = f"expenditure.{subject}.{nature.key}"
            fields = {"subject": subject, "nature": nature, "fund": OUTSIDE}
            yield from cells.rest("expenditure", place, fields, paid[subject, nature])


def earning(cells: Cells) -> Iterator[Leaf]:
    """Yield income by subject and kind."""
    by_subject = [leaf for fund in (*TABLE_OF_FUND,)[1:] for leaf in _of_fund(cells, fund)]
    by_subject += _of_state_capital(cells, by_subject)
    yield from _stated(by_subject)
    kind = INCOME_OF_FUND[GENERAL]
    for subject in cells.subjects("income"):
        place = f"income.{subject}.appropriation_income"
        less = _stated(by_subject, subject)
        yield from cells.rest("income", place, {"subject": subject, "kind": kind}, less)
        for other in IncomeKind:
            if other not in APPROPRIATIONS:
                place = f"income.{subject}.{other.key}"
                yield from cells.direct("income", place, {"subject": subject, "kind": other})
    yield from (leaf for leaf in by_subject if not leaf.stated)  # if nothing else explains 0.00


def _of_fund(cells: Cells, fund: Fund) -> Iterator[Leaf]:
    """Yield the income of a fund whose table prints it."""
    table = TABLE_OF_FUND[fund]
    for subject in cells.subjects(table):
        place = f"{table}.{subject}.income_subtotal"
        fields = {"subject": subject, "kind": INCOME_OF_FUND[fund]}
        yield from cells.direct("income", place, fields)


def _of_state_capital(cells: Cells, others: list[Leaf]) -> Iterator[Leaf]:
    """Yield the income of the state capital where only its total is printed.

    It is taken from what was appropriated for subjects that the state capital pays for, then for
    others: no table tells which.
    """
    fund, kind = Fund.STATE_CAPITAL, IncomeKind.STATE_CAPITAL_INCOME
    total = cells.amounts.get(f"appropriation_summary.{kind.key}.amount")
    if total is None or "income_subtotal" in cells.columns(TABLE_OF_FUND[fund]):
        return
    left, margin = total.amount, total.margin
    of_fund = {*cells.subjects(TABLE_OF_FUND[fund])}
    prefixes = cells.tables.edition.state_capital_subjects
    subjects = cells.subjects("income")
    for subject in sorted(subjects, key=lambda s: (s not in of_fund, not s.startswith(prefixes))):
        place, fields = f"income.{subject}.appropriation_income", {"subject": subject, "kind": kind}
        for leaf in cells.rest("income", place, fields, _stated(others, subject)):
            if not leaf.amount:
                yield leaf
            elif leaf.stated and left.copy_abs() > margin and (leaf.amount > 0 or left < 0):
                rest = Leaf("income", fields, left, margin, total.source, stated=True)
                taken = leaf if ZERO < leaf.amount <= left else rest
                yield taken
                left, margin = add((left, -taken.amount)), add((margin, taken.margin))


def carrying(cells: Cells) -> Iterator[Leaf]:
    """Yield balances by kind and fund, by subject where a table prints them so."""
    for kind in _CARRIED:
        for fund, table in TABLE_OF_FUND.items():
            if kind.key in cells.columns(table):
                yield from _by_subject(cells, table, kind=kind, fund=fund)
            else:
                brought = kind is BalanceKind.OPENING_BALANCE
                line = f"opening_{fund.key}.amount" if brought else f"{kind.key}.{fund.key}"
                place = f"appropriation_summary.{line}"
                yield from cells.direct("balances", place, {"kind": kind, "fund": fund})
        column = "amount" if kind is BalanceKind.OPENING_BALANCE else "total"
        appropriated = cells.shows(f"appropriation_summary.{kind.key}.{column}")
        place = f"income_expenditure_summary.{kind.key}.amount"
        fields = {"kind": kind, "fund": OUTSIDE}
        yield from cells.rest("balances", place, fields, appropriated)
    for kind in BalanceKind:
        if kind not in _CARRIED:
            place = f"income_expenditure_summary.{kind.key}.amount"
            yield from cells.direct("balances", place, {"kind": kind, "fund": OUTSIDE})


def _by_subject(cells: Cells, table: str, *, kind: BalanceKind, fund: Fund) -> Iterator[Leaf]:
    """Yield the balances of one kind by subject, and what 合计 has beyond them."""
    fields = {"kind": kind, "fund": fund}
    found: list[Leaf] = []
    for subject in cells.subjects(table):
        place = f"{table}.{subject}.{kind.key}"
        found += cells.direct("balances", place, {**fields, "subject": subject})
    yield from found
    beyond = cells.rest("balances", f"{table}.total.{kind.key}", fields, _stated(found))
    yield from (leaf for leaf in beyond if _is_beyond(leaf, found))


def itemising(cells: Cells) -> Iterator[Leaf]:
    """Yield basic spending by 款, or by 类 where nothing is printed below one."""
    table = "general_budget_basic"
    codes = [row for row in cells.tables.rows.get(table, ()) if row.isdecimal()]
    for category in filter(is_category, codes):
        found: list[Leaf] = []
        for code in codes:
            if code.startswith(category) and code != category:
                place = f"{table}.{code}.amount"
                found += cells.direct("economic_expenditure", place, {"economic_subject": code})
        yield from found
        if not _stated(found):
            place = f"{table}.{category}.amount"
            fields = {"economic_subject": category}
            whole = cells.direct("economic_expenditure", place, fields)
            yield from (leaf for leaf in whole if _is_beyond(leaf, found))


def on_three_public(cells: Cells) -> Iterator[Leaf]:
    """Yield “三公” by item and stage."""
    table = "three_public"
    for stage in Stage:
        for item in ThreePublicItem:
            place = f"{table}.{stage.key}.{item.key}"
            fields = {"item": item, "stage": stage, "fund": cells.three_public_fund}
            yield from cells.direct(table, place, fields)


def _is_beyond(leaf: Leaf, below: list[Leaf]) -> bool:
    """Return whether what is left of a whole is more than 0.00 in the rows below can hide."""
    hidden = [each.margin for each in below if not each.stated]
    return not below or leaf.amount.copy_abs() > add((leaf.margin, *hidden))


def _stated(leaves: Iterable[Leaf], subject: str = "") -> list[Leaf]:
    """Return the leaves that are facts, of one subject if one is given."""
    return [leaf for leaf in leaves if leaf.stated and subject in {"", leaf.fields.get("subject")}]
