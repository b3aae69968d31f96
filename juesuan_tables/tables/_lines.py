"""Tables of fixed lines: each line's facts, split into the amount columns of its block."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from juesuan_tables.grid import Cell, Role
from juesuan_tables.tables._layout import assemble, from_facts, refuse, row_figure, values_row
from juesuan_tables.terms import glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from juesuan_tables.editions import Block, Form
    from juesuan_tables.figure import Figure
    from juesuan_tables.grid import Grid, Row
    from juesuan_tables.model import Accounts, AmountFact


class Lines:
    """The figures of a form with fixed lines, made line by line.

    ``columns`` says which facts count in which amount column; a column without a rule takes all.
    """

    def __init__(
        self, form: Form, columns: Mapping[str, Callable[[Any], bool]] | None = None
    ) -> None:
        """Start with no line filled."""
        self.form = form
        self.labels = line_labels(form)
        self.figures: dict[str, dict[str, Figure]] = {}
        self._rules = columns or {}
        self._columns = form.columns_of_lines

    def printed(self, keys: Iterable[str]) -> list[str]:
        """Return those of the keys that the form has a line for."""
        return [key for key in keys if key in self._columns]

    def add(self, key: str, facts: Iterable[AmountFact]) -> None:
        """Fill a line: in each column the sum of the facts that count there.

        Raise ``InputError`` for facts of a line that the form does not have.
        """
        present = [fact for fact in facts if fact.exists]
        if key not in self._columns:
            line = glossary().get(key, key)
            refuse(
                present,
                lambda _fact: False,
                f"本表样的{self.form.title}没有“{line}”一行，{{fact.amount}} 元没有地方可印",
            )
            return
        self.figures[key] = {
            column: from_facts(
                self._name(key, column),
                [fact for fact in present if self._counts(column, fact)],
                self.label(key, column),
            )
            for column in self._columns[key]
        }

    def add_sum(self, key: str, parts: Iterable[str], facts: Sequence[AmountFact] = ()) -> None:
        """Fill a line: in each column the sum of other lines that are printed, and of own facts."""
        if key not in self._columns:
            return
        rows = [self.figures[part] for part in self.printed(parts)]
        present = [fact for fact in facts if fact.exists]
        self.figures[key] = {
            column: row_figure(
                self._name(key, column),
                present,
                [row[column] for row in rows if column in row],
                self.label(key, column),
            )
            for column in self._columns[key]
        }

    def label(self, key: str, column: str) -> str:
        """Return a figure's address in Chinese."""
        words = [self.form.title, *([key] if key.isdecimal() else []), self.labels[key]]
        if len(self._columns[key]) > 1:
            words.append(self.form.column_labels[column])
        return " ".join(words)

    def _name(self, key: str, column: str) -> str:
        return f"{self.form.table}.{key}.{column}"

    def _counts(self, column: str, fact: AmountFact) -> bool:
        return column not in self._rules or self._rules[column](fact)


def line_labels(form: Form) -> dict[str, str]:
    """Return the Chinese name of every fixed line: as printed, or the term where that is unclear."""
    printed = dict.fromkeys(form.columns_of_lines, "")
    printed |= {line.key: line.label for block in form.blocks for line in block.lines if line.key}
    printed |= {closing.key: closing.label for closing in form.closing}
    alike = Counter(printed.values())
    return {
        key: label if label and alike[label] == 1 else glossary().get(key, label)
        for key, label in printed.items()
    }


def by_line(accounts: Accounts, lines: Lines) -> Grid:
    """Lay out a table of fixed lines, its blocks side by side, and the row that closes them."""
    form = lines.form
    blocks = []
    offset = 0
    for block in form.blocks:
        blocks.append(_line_rows(block, lines, offset))
        offset += len(block.leaves)
    rows = zip_longest(*blocks, fillvalue=())
    body = [tuple(cell for part in row for cell in part) for row in rows]
    if form.closing:
        body.append(_closing_row(lines))
    return assemble(accounts, form, body, lines.labels)


def _line_rows(block: Block, lines: Lines, offset: int) -> list[Row]:
    """Return one block's share of the body rows; what nothing fills stays blank."""
    if not block.lines:
        return [_row_of_columns(block, lines, offset)]
    each = [line for line in block.lines for _ in range(line.blank or 1)]
    return [
        values_row(
            block,
            {
                "code": line.key,
                "label": line.label,
                "line": "" if block.first_line is None else str(block.first_line + number),
                **lines.figures.get(line.key or "", {}),
            },
            strong=line.strong,
            offset=offset,
        )
        for number, line in enumerate(each)
    ]


def _row_of_columns(block: Block, lines: Lines, offset: int) -> Row:
    """Return the single row in which the columns print the amounts of several lines."""
    return tuple(
        Cell(lines.figures[leaf.row or ""][leaf.key or ""], Role.AMOUNT, column)
        for column, leaf in enumerate(block.leaves, start=offset)
    )


def _closing_row(lines: Lines) -> Row:
    """Return the row of totals under all blocks."""
    cells: list[Cell] = []
    column = 0
    for closing in lines.form.closing:
        last = column + closing.columns - 1
        cells.append(Cell(closing.label, Role.TOTAL_LABEL, column, columns=closing.columns - 1))
        cells.append(Cell(lines.figures[closing.key]["amount"], Role.AMOUNT, last))
        column = last + 1
    return tuple(cells)
