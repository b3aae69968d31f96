"""Tables by subject: a row per 类, 款 and 项 that has facts, adding up to 合计."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from juesuan_tables.editions import Total
from juesuan_tables.grid import Cell, Grid, Role, Row
from juesuan_tables.subjects import LENGTHS, ancestors, parent
from juesuan_tables.tables._layout import (
    TEXT_ROLES,
    assemble,
    frame_of,
    refuse,
    row_figure,
    values_row,
)
from juesuan_tables.terms import Nature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from juesuan_tables.editions import Block, Form
    from juesuan_tables.figure import Figure
    from juesuan_tables.model import Accounts, Balance, Budget, Expenditure, Income

F = TypeVar("F", bound="Income | Expenditure | Balance | Budget")


def subject_figures(
    table: str,
    facts: Iterable[F],
    columns: Mapping[str, Callable[[F], bool]],
    lead: Callable[[str], str],
    heads: Mapping[str, str],
) -> dict[str, dict[str, Figure]]:
    """Return figures by row and column: 合计, then 类, 款, 项 in order of their codes.

    Rows are the codes of ``facts`` and all above them. The parts of a row are the rows below it,
    and the facts stated on the row itself; one without a code is stated on 合计. A label is the
    ``lead`` of its row and what ``heads`` its column.
    """
    own: defaultdict[str, list[F]] = defaultdict(list)
    for fact in facts:
        own[fact.subject or "total"].append(fact)
    rows = sorted({row for c in own.keys() - {"total"} for row in ancestors(c)}, reverse=True)
    below: defaultdict[str, list[str]] = defaultdict(list)
    figures: dict[str, dict[str, Figure]] = {}
    for row in [*rows, "total"]:
        stated, words = own.get(row, ()), lead(row)
        children = [figures[child] for child in sorted(below[row])]
        figures[row] = {
            column: row_figure(
                f"{table}.{row}.{column}",
                [fact for fact in stated if wanted(fact)] if stated else (),
                [child[column] for child in children],
                f"{words} {heads[column]}",
            )
            for column, wanted in columns.items()
        }
        below[parent(row)].append(row)
    return {row: figures[row] for row in ["total", *reversed(rows)]}


def by_subject(
    accounts: Accounts,
    *,
    form: Form,
    facts: Iterable[F],
    columns: Mapping[str, Callable[[F], bool]],
) -> Grid:
    """Lay out a table with one row per 类, 款 and 项 that has facts, and a 合计.

    ``columns`` may hold more than the form prints; what counts in no printed column has no row.
    """
    (block,) = form.blocks

    def row_label(row: str) -> str:
        return form.total_label if row == "total" else accounts.names.get(row, row)

    def lead(row: str) -> str:
        code = "" if row == "total" else f"{row} "
        return f"{form.title} {code}{row_label(row)}"

    heads = frame_of(form).column_labels
    columns = {key: counts for key, counts in columns.items() if key in heads}
    present = [f for f in facts if f.exists and any(counts(f) for counts in columns.values())]
    figures = subject_figures(form.table, present, columns, lead, heads)
    total, *subjects = figures
    order = [*subjects, total] if block.total is Total.LAST else [total, *subjects]
    body = [
        _total_row(block, row_label(row), figures[row])
        if row == "total"
        else values_row(
            block,
            {"code": row, "label": row_label(row), **figures[row]},
            indent=LENGTHS.index(len(row)),
        )
        for row in order
    ]
    body += [] if subjects else [values_row(block, {})] * block.blank_rows
    return assemble(accounts, form, body, {row: row_label(row) for row in figures})


def columns_by_nature(*natures: Nature) -> dict[str, Callable[[Expenditure], bool]]:
    """Return the columns 合计 and one per 支出性质."""
    columns: dict[str, Callable[[Expenditure], bool]] = {"total": lambda _fact: True}
    for nature in natures:
        columns[nature.key] = lambda fact, nature=nature: fact.nature is nature  # type: ignore[misc]
    return columns


def refuse_natures(facts: Iterable[Expenditure]) -> None:
    """Raise for spending from an appropriation that is neither basic nor project."""
    why = "“{fact.fund}”没有“{fact.nature}”，{fact.amount} 元没有地方可印，应为基本支出或项目支出"
    refuse(facts, lambda fact: fact.nature in {Nature.BASIC, Nature.PROJECT}, why)


def _total_row(block: Block, label: str, values: Mapping[str, Figure]) -> Row:
    """Return the 合计 row: its label takes all the text columns."""
    texts = sum(leaf.key in TEXT_ROLES for leaf in block.leaves)
    amounts = list(values_row(block, values))[texts:]
    return (Cell(label, Role.TOTAL_LABEL, 0, columns=texts), *amounts)
