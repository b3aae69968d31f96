"""A sheet of somebody's workbook, or a page of their document, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Value = str | Decimal | date | bool | None
"""What a cell holds; a number is the ``Decimal`` of its shortest decimal form."""


UNCACHED = "公式没有算出结果"
SAVE_ONCE = "请用WPS或Excel打开并保存一次"
"""What is said of a formula that nothing has computed yet, and what to do."""


def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> column_name(0), column_name(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rectangle of cells from the top left corner; a merged cell's value stands in its first.

    ``uncached`` are the cells (row, column, from 0) that hold a formula without a value: nothing
    has computed it yet. A page of a document is a sheet, too: a line of its text is a row of one
    cell.
    """

    file: str
    name: str
    rows: tuple[tuple[Value, ...], ...]
    uncached: frozenset[tuple[int, int]] = frozenset()

    def at(self, row: int, column: int) -> Value:
        """Return what a cell holds (from 0), None beyond the edge."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def place(self, row: int, column: int) -> str:
        """Return where a cell stands, as messages and sources say it.

        >>> Sheet("支出.xlsx", "支出", ()).place(6, 3)
        '支出.xlsx!支出!D7'
        """
        return f"{self.file}!{self.name}!{column_name(column)}{row + 1}"
