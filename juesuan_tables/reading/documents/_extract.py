"""The official tables of a finished document as records: an amount each."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from juesuan_tables.reading.official import official_tables
from juesuan_tables.terms import TABLES, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from juesuan_tables.editions import Form
    from juesuan_tables.reading.official import OfficialTables
    from juesuan_tables.reading.sheet import Sheet


class Record(TypedDict):
    """An amount that an official table prints, in exact 元, give or take ``margin``, and where.

    ``table``, ``row`` and ``column`` are its address, rows by subject their codes; ``title`` and
    the labels say the same in Chinese.
    """

    table: str
    title: str
    row: str
    row_label: str
    column: str
    column_label: str
    amount: Decimal
    margin: Decimal
    source: str


def records_of(sheets: Sequence[Sheet]) -> list[Record]:
    """Return the amounts of the official tables that sheets print, in the tables' own order.

    Raise ``InputError`` as ``official_tables``.
    """
    return [*_records(official_tables(sheets))]


def _records(found: OfficialTables) -> Iterator[Record]:
    for table, cells in found.cells.items():
        form = found.edition.form(table)
        lines = _line_labels(form)
        columns = form.column_labels if form else {}
        for name, printed in cells.items():
            _, row, column = name.split(".")
            yield Record(
                table=table,
                title=form.title if form else TABLES[table],
                row=row,
                row_label=found.names.get(row) or lines.get(row) or glossary().get(row, row),
                column=column,
                column_label=columns.get(column) or glossary().get(column, column),
                amount=printed.amount,
                margin=printed.margin,
                source=printed.source,
            )


def _line_labels(form: Form | None) -> dict[str, str]:
    """Return the labels of a form's lines by their keys."""
    blocks = form.blocks if form else ()
    return {line.key: line.label for block in blocks for line in block.lines if line.key}
