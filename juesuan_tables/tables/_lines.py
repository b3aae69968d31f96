"""Tables of fixed lines, income on one side and expenditure on the other."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from juesuan_tables.figure import Figure
from juesuan_tables.tables._layout import assemble, from_facts, values_row
from juesuan_tables.terms import glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from juesuan_tables.editions import Block, Form
    from juesuan_tables.grid import Grid, Row
    from juesuan_tables.model import Accounts, AmountFact


class Lines:
    """The figures of a form with fixed lines and one amount column, made line by line."""

    def __init__(self, form: Form) -> None:
        """Start with no line filled."""
        self.form = form
        self.labels = line_labels(form)
        self.figures: dict[str, Figure] = {}

    def printed(self, keys: Iterable[str]) -> list[str]:
        """Return those of the keys that the form has a line for."""
        return [key for key in keys if key in self.labels]

    def add(self, key: str, facts: Sequence[AmountFact]) -> None:
        """Fill a line with the sum of facts."""
        present = [fact for fact in facts if fact.exists]
        self.figures[key] = from_facts(self._name(key), present, self._label(key))

    def add_sum(self, key: str, parts: Iterable[str]) -> None:
        """Fill a line with the sum of those other lines that the form prints."""
        figures = [self.figures[part] for part in self.printed(parts)]
        self.figures[key] = Figure.total(self._name(key), figures, label=self._label(key))

    def _name(self, key: str) -> str:
        return f"{self.form.table}.{key}.amount"

    def _label(self, key: str) -> str:
        return f"{self.form.title} {self.labels[key]}"


def line_labels(form: Form) -> dict[str, str]:
    """Return the Chinese name of every fixed line: as printed, or the term where two are alike."""
    printed = {line.key: line.label for b in form.blocks for line in b.lines if line.key}
    alike = Counter(printed.values())
    return {key: label if alike[label] == 1 else glossary()[key] for key, label in printed.items()}


def by_line(accounts: Accounts, lines: Lines) -> Grid:
    """Lay out a table of fixed lines, its blocks side by side."""
    form = lines.form
    halves = []
    offset = 0
    for block in form.blocks:
        halves.append(_line_rows(block, lines, offset))
        offset += len(block.leaves)
    rows = zip_longest(*halves, fillvalue=())
    body = [tuple(cell for half in row for cell in half) for row in rows]
    return assemble(accounts, form, body, lines.labels)


def _line_rows(block: Block, lines: Lines, offset: int) -> list[Row]:
    """Return one block's share of the body rows."""
    each = [line for line in block.lines for _ in range(line.blank or 1)]
    return [
        values_row(
            block,
            {
                "label": line.label,
                "line": "" if block.first_line is None else str(block.first_line + number),
                "amount": lines.figures[line.key] if line.key else None,
            },
            strong=line.strong,
            offset=offset,
        )
        for number, line in enumerate(each)
    ]
