"""Published tables of the year → a draft of the accounts that print them again.

The deepest rows are facts; what they cannot carry, since every printed amount is rounded, is kept
as 原表合计. So what was printed prints again, and where tables contradict each other the facts
disagree with a stated total, which the checks find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juesuan_tables.addresses import INCOME_OF_FUND, TABLE_OF_FUND
from juesuan_tables.errors import Problem
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.inputs.published import _leaves
from juesuan_tables.inputs.published._cells import Cells
from juesuan_tables.inputs.published._explained import Explained
from juesuan_tables.inputs.published._facts import Facts
from juesuan_tables.terms import Fund, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan_tables.inputs.published._leaf import Leaf
    from juesuan_tables.reading.official import OfficialTables

__all__ = ["Cells", "read_published"]
_NEEDED = {
    "income": ("income", "appropriation_summary"),
    "expenditure": ("expenditure", "general_budget_expenditure"),
    "economic_expenditure": ("general_budget_basic",),
    "balances": ("income_expenditure_summary", "appropriation_summary"),
    "three_public": ("three_public",),
}
"""The tables without which the facts of a kind are not known."""
_OF_THE_UNIT = ("unit", "entity", "year")


def read_published(tables: OfficialTables) -> Draft:
    """Return the draft of the accounts that print these tables.

    A fact's margin is that of the cell it stands in, or of all cells that tell it; its source names
    them. A table that a kind of fact cannot do without, what titles and heads do not say of the
    unit, and a cell of which no fact can be made are gaps.
    """
    cells, facts = Cells(tables), Facts()
    explained = Explained(cells, _all_leaves(cells))
    known = {name: getattr(tables, name) for name in _OF_THE_UNIT}
    fields: dict[str, Any] = {name: value for name, value in known.items() if value is not None}
    fields |= {"edition": tables.edition.id, "names": facts.names(tables)}
    for record, needed in _NEEDED.items():
        if all(map(cells.known, needed)):
            fields[record] = facts.of(record, explained.leaves)
    if "three_public" in fields:
        fields["three_public"] += facts.nothing(cells, fields["three_public"])
    fields["stated"] = facts.totals(explained)
    return Draft(fields, (*_gaps(cells, fields), *facts.problems))


def _all_leaves(cells: Cells) -> Iterator[Leaf]:
    yield from _leaves.spending(cells)
    yield from _leaves.earning(cells)
    yield from _leaves.carrying(cells)
    yield from _leaves.itemising(cells)
    yield from _leaves.on_three_public(cells)


def _gaps(cells: Cells, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what the document does not say, and the tables cannot do without."""
    file = cells.tables.file
    for name in _OF_THE_UNIT:
        if name not in fields:
            yield Problem(file, f"没有找到“{glossary()[name]}”", "请填写")
    needed = {table for tables in _NEEDED.values() for table in tables}
    for table, form in cells.forms.items():
        if not cells.known(table) and (table in needed or _has_fund(cells, table)):
            yield Problem(file, f"没有找到{form.title}", "请给出印有各张公开表的文件，或者补填")


def _has_fund(cells: Cells, table: str) -> bool:
    """Return whether 财政拨款收入支出决算总表 prints something of the fund of a table."""
    for fund in (Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL):
        if TABLE_OF_FUND[fund] == table:
            brought = (f"{INCOME_OF_FUND[fund].key}.amount", f"opening_{fund.key}.amount")
            lines = (*brought, f"expenditure_total.{fund.key}")
            return any(cells.shows(f"appropriation_summary.{line}") for line in lines)
    return False
