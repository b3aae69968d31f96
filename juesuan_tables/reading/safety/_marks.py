"""What a workbook says of its cells and libraries leave out."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Marks:
    """Cells of one sheet (row, column, from 0): formulas without a value, and error values.

    An .xls file does not say which formulas have no value.
    """

    uncached: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
