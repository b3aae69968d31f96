"""A real publication as it was printed: its nine tables, and each number of its explanation.

Only figures, labels and official forms are kept here, as CSV files beside the tests.
"""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).parent / "published" / "shegongbu-2024"

TABLES = (
    "income_expenditure_summary",
    "income",
    "expenditure",
    "appropriation_summary",
    "general_budget_expenditure",
    "general_budget_basic",
    "three_public",
    "government_fund",
    "state_capital",
)
"""The official tables, in the order of the publication."""


def published(table: str) -> list[list[str]]:
    """Return a table's printed rows: title, 单位, head, body, notes.

    A merged cell's text stands in the first cell that it covers; the others are empty.
    """
    return _rows(table)


def figures() -> list[tuple[str, str, str]]:
    """Return section, meaning and printed text of every number of 第三部分, in reading order."""
    _head, *rows = _rows("figures")
    return [(section, what, printed) for section, what, printed in rows]


def _rows(name: str) -> list[list[str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
