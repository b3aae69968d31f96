"""Tables of fixed lines: each line's facts, split into the amount columns of its block."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING, Any

from juesuan_tables.figure import Figure
from juesuan_tables.grid import Cell, Role
from juesuan_tables.once import once
from juesuan_tables.tables._layout import assemble, from_facts, refuse, row_figure, values_row
from juesuan_tables.terms import glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.editions import Block, Form
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
        self._nothing = nothing_of(form)

    def printed(self, keys: Iterable[str]) -> list[str]:
        """Return those of the keys that the form has a line for."""
        return [key for key in keys if key in self._nothing]

    def add(self, key: str, facts: Iterable[AmountFact]) -> None:
        """Fill a line: in each column the sum of the facts that count there.

        Raise ``InputError`` for facts of a line that the form does not have.
        """
        present = [fact for fact in facts if fact.exists]
        if key not in self._nothing:
            line = glossary().get(key, key)
            refuse(
                present,
                lambda _fact: False,
                f"本表样的{self.form.title}没有“{line}”一行，{{fact.amount}} 元没有地方可印",
            )
            return
        nothing = self._nothing[key]
        if not present:
            self.figures[key] = nothing
            return
        self.figures[key] = {
            column: from_facts(zero.name, counted, zero.label)
            if (counted := [fact for fact in present if self._counts(column, fact)])
            else zero
            for column, zero in nothing.items()
        }

    def add_sum(self, key: str, parts: Iterable[str], facts: Sequence[AmountFact] = ()) -> None:
        """Fill a line: in each column the sum of other lines that are printed, and of own facts."""
        if key not in self._nothing:
            return
        rows = [self.figures[part] for part in self.printed(parts)]
        present = [fact for fact in facts if fact.exists]
        self.figures[key] = {
            column: row_figure(
                zero.name, present, [row[column] for row in rows if column in row], zero.label
            )
            for column, zero in self._nothing[key].items()
        }

    def _counts(self, column: str, fact: AmountFact) -> bool:
        return column not in self._rules or self._rules[column](fact)


@once
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


@once
def nothing_of(form: Form) -> dict[str, dict[str, Figure]]:
    """Return the figures of every line, by column, as they are without facts."""
    labels, columns = line_labels(form), form.column_labels

    def zero(key: str, column: str, *, alone: bool) -> Figure:
        words = [form.title, *([key] if key.isdecimal() else []), labels[key]]
        words += [] if alone else [columns[column]]
        return Figure.total(f"{form.table}.{key}.{column}", (), label=" ".join(words))

    return {
        key: {column: zero(key, column, alone=len(keys) == 1) for column in keys}
        for key, keys in form.columns_of_lines.items()
    }


def by_line(accounts: Accounts, lines: Lines) -> Grid:
    """Lay out a table of fixed lines, its blocks side by side, and the row that closes them."""
    form = lines.form
    blocks = (
        [piece.filled(lines.figures) for piece in pieces]
        if block.lines
        else [_row_of_columns(block, lines, offset)]
        for block, pieces, offset in zip(form.blocks, _pieces(form), _offsets(form), strict=True)
    )
    rows = zip_longest(*blocks, fillvalue=())
    body = [tuple(cell for part in row for cell in part) for row in rows]
    if form.closing:
        body.append(_closing_row(lines))
    return assemble(accounts, form, body, lines.labels)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One block's share of a row with a fixed line: as it is with nothing filled in, and without facts."""

    key: str
    empty: Row
    nothing: Row
    figures: Mapping[str, Figure]
    columns: tuple[str, ...]

    def filled(self, figures: Mapping[str, Mapping[str, Figure]]) -> Row:
        """Return the row with the line's figures; what nothing fills stays blank."""
        found = figures.get(self.key)
        if found is None or found is self.figures:
            return self.empty if found is None else self.nothing
        return tuple(
            Cell(found[key], Role.AMOUNT, cell.column) if key in found else cell
            for key, cell in zip(self.columns, self.empty, strict=True)
        )


@once
def _pieces(form: Form) -> tuple[tuple[_Piece, ...], ...]:
    """Return what there is of each block to be filled."""
    return tuple(
        tuple(_pieces_of(form, block, offset))
        for block, offset in zip(form.blocks, _offsets(form), strict=True)
    )


def _pieces_of(form: Form, block: Block, offset: int) -> Iterator[_Piece]:
    nothing = nothing_of(form)
    columns = tuple(leaf.key or "" for leaf in block.leaves)
    each = [line for line in block.lines for _ in range(line.blank or 1)]
    for number, line in enumerate(each):
        figures = nothing.get(line.key or "", {})
        texts: dict[str, str | Figure | None] = {
            "code": line.key,
            "label": line.label,
            "line": "" if block.first_line is None else str(block.first_line + number),
        }
        yield _Piece(
            line.key or "",
            values_row(block, texts, strong=line.strong, offset=offset),
            values_row(block, texts | figures, strong=line.strong, offset=offset),
            figures,
            columns,
        )


def _offsets(form: Form) -> tuple[int, ...]:
    """Return in which column each block begins."""
    return tuple(accumulate((len(block.leaves) for block in form.blocks[:-1]), initial=0))


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
