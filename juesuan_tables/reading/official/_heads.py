"""What the columns of a printed table hold, by the words over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan_tables.reading.official.words import (
    BUDGET,
    CODE,
    LABEL,
    LINE,
    ORDINAL,
    TOTAL,
    head,
    stage_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from juesuan_tables.reading.official._forms import Part, Place, Table


@dataclass(frozen=True, slots=True)
class Column:
    """An amount column: where it is, what it holds, and the heads over it, as printed."""

    index: int
    place: Place
    heads: tuple[str, ...]

    def line(self, budget: str) -> str | None:
        """Return the line whose amounts it holds; which budget, says ``budget`` if no head does."""
        if self.place.row == BUDGET:
            stage = stage_of(self.heads)
            return stage.key if stage else budget
        return self.place.row


@dataclass(slots=True)
class Block:
    """Columns side by side whose amounts belong to the codes and labels left of them.

    ``amounts`` are those whose heads are known, ``strange`` the indices of others; ``part`` is
    what the forms print there, None where they print nothing. ``coded`` says that there are codes.
    """

    texts: list[int]
    coded: bool
    part: Part | None
    amounts: list[Column]
    strange: list[int]


def blocks_of(heads: Sequence[Sequence[str]], table: Table) -> list[Block]:
    """Return the blocks of a printed table whose heads are given as ``closed`` rows.

    A column that has no head of its own is in none.
    """
    paths, own = _paths(heads)
    groups: list[tuple[list[int], list[int]]] = []
    for index, path in enumerate(paths):
        kind = next((word for word in map(head, reversed(path)) if word in _TEXT_WORDS), "")
        if kind in {LINE, ORDINAL}:
            continue
        if kind or not groups:
            if path and (not groups or groups[-1][1]):
                groups.append(([], []))
            if kind:
                groups[-1][0].append(index)
        if not kind and index in own and path:
            groups[-1][1].append(index)
    return _with_parts(groups, paths, table)


_TEXT_WORDS = {CODE, LABEL, LINE, ORDINAL}


def _with_parts(
    groups: Iterable[tuple[list[int], list[int]]],
    paths: Sequence[tuple[str, ...]],
    table: Table,
) -> list[Block]:
    """Return blocks, each with the part of the forms that fits its heads best, in order."""
    blocks: list[Block] = []
    left = [*table.parts]
    for texts, amounts in groups:
        coded = any(head(text) == CODE for index in texts for text in paths[index])
        parts = table.parts if table.by_code else left
        fits = {id(part): _fit(part, amounts, paths) for part in parts}
        part = max(parts, key=lambda part: fits[id(part)], default=None)
        if part is None or not fits[id(part)]:
            blocks.append(Block(texts, coded, None, [], amounts))
            continue
        if not table.by_code:
            left = left[[each is part for each in left].index(True) + 1 :]
        columns = _columns(part, amounts, paths, table.words)
        known = {column.index for column in columns}
        blocks.append(Block(texts, coded, part, columns, [i for i in amounts if i not in known]))
    return blocks


def _fit(part: Part, amounts: Iterable[int], paths: Sequence[tuple[str, ...]]) -> int:
    """Return how many words over columns say that they are a part's."""
    return sum(part.column(set(map(head, paths[index])))[0] for index in amounts)


def _columns(
    part: Part, amounts: Iterable[int], paths: Sequence[tuple[str, ...]], words: set[str]
) -> list[Column]:
    """Return the amount columns that the part knows: for each place the one with plain heads.

    Of several parts (人员经费 and 公用经费 under 基本支出) none is it, but 合计 beside them.
    """
    found: dict[Place, list[tuple[tuple[int, bool], Column]]] = {}
    for index in amounts:
        heads = set(map(head, paths[index]))
        _, place = part.column(heads)
        if place:
            column = Column(index, place, paths[index])
            strangeness = len(heads - words), TOTAL not in heads
            found.setdefault(place, []).append((strangeness, column))
    columns = []
    for candidates in found.values():
        least, column = min(candidates, key=lambda each: each[0])
        if sum(strangeness == least for strangeness, _ in candidates) == 1:
            columns.append(column)
    return columns


def _paths(rows: Sequence[Sequence[str]]) -> tuple[list[tuple[str, ...]], set[int]]:
    """Return the heads over each column, from the top, and the columns with a head of their own.

    A merged head stands in its first cell: it holds on to the right, as far as the band above it.
    """
    width = max(map(len, rows))
    paths: list[tuple[str, ...]] = [()] * width
    own: set[int] = set()
    for row in rows:
        line = [*row, *[""] * (width - len(row))]
        own |= {index for index, text in enumerate(line) if text}
        for index in range(1, width):
            if not line[index] and paths[index] == paths[index - 1]:
                line[index] = line[index - 1]
        paths = [(*path, text) if text else path for path, text in zip(paths, line, strict=True)]
    return paths, own
