"""Forms of fixed lines: blocks of {项目, 行次, 预算数, 决算数} side by side, read by their labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan_tables.inputs.export._heads import NAME_HEAD, heads_of
from juesuan_tables.reading.official.words import closed
from juesuan_tables.terms import Fund, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.inputs.export._amounts import Amount, Reader
    from juesuan_tables.inputs.export._heads import Path
    from juesuan_tables.reading.sheet import Sheet

_NUMBERING = re.compile(
    r"(?:其中:?|[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+[、.])+"
)
_COUNTED_IN = re.compile(r"\((?:辆|个|人|人次|批|批次|次|台|套|台,套|台/套|台\(套\)|元|万元)\)$")
_SECTION = re.compile(r"[一二三四五六七八九十]+、")
_STAGES = (
    (Stage.INITIAL_BUDGET, re.compile(r".*年初预算.*")),
    (Stage.FULL_YEAR_BUDGET, re.compile(r".*(?:全年|调整).*预算.*")),
    (None, re.compile(r"预算数?")),
    (Stage.OUTTURN, re.compile(r".*(?:决算数?|统计数|支出数|期末数|金额)")),
)
"""Heads of amount columns; 预算数 alone does not say which budget."""
_FUNDS = {fund: re.compile(rf"{fund.value[:5]}.*") for fund in tuple(Fund)[:3]}
Column = tuple[Stage | None, Fund | None]
"""Which stage a column is of, None for a budget that says no more; which fund, None for all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line: its block, counted from 0, its row, its label without numbering and unit.

    ``section`` is the label of the last line above it, in its block, that begins with 「一、」.
    """

    block: int
    row: int
    label: str
    section: str


@dataclass(frozen=True, slots=True)
class _Block:
    label: int
    columns: dict[Column, int]


class LineTable:
    """A form of fixed lines."""

    def __init__(self, sheet: Sheet, reader: Reader) -> None:
        """Find the heads; a sheet without any has no lines."""
        self.sheet, self._reader = sheet, reader
        heads = heads_of(sheet)
        self._first = heads.first if heads else len(sheet.rows)
        self._blocks = _blocks(heads.paths, sorted(heads.own)) if heads else []
        self.lines: Sequence[Line] = [*self._read()]

    @property
    def last_block(self) -> int:
        """Return the number of the block furthest to the right."""
        return len(self._blocks) - 1

    def columns(self, line: Line) -> list[Column]:
        """Return what the amount columns of a line's block hold."""
        return [*self._blocks[line.block].columns]

    def amount(
        self, line: Line, stage: Stage | None = Stage.OUTTURN, fund: Fund | None = None
    ) -> Amount:
        """Return what a line's column holds."""
        return self._reader.amount(self.sheet, line.row, self.column(line, stage, fund))

    def column(
        self, line: Line, stage: Stage | None = Stage.OUTTURN, fund: Fund | None = None
    ) -> int:
        """Return where that amount stands.

        Where a label is merged with the block right of it, the amount stands in the latter.
        """
        own = self._blocks[line.block].columns.get((stage, fund))
        for block in self._blocks[line.block + 1 :]:
            beside = block.columns.get((stage, fund))
            if beside is None or closed(self.sheet.at(line.row, block.label)):
                break
            if own is None or self.sheet.at(line.row, own) is None:
                own = beside
        return own if own is not None else self._blocks[line.block].label

    def _read(self) -> Iterator[Line]:
        for number, block in enumerate(self._blocks):
            section = ""
            for row in range(self._first, len(self.sheet.rows)):
                text = closed(self.sheet.at(row, block.label))
                label = plain(text)
                section = label if _SECTION.match(text) else section
                if label and block.columns:
                    yield Line(number, row, label, section)


def plain(text: str) -> str:
    """Return a label, given as ``closed``, without its numbering and its unit.

    >>> plain("(一)因公出国(境)费"), plain("其中:外事接待批次(个)")
    ('因公出国(境)费', '外事接待批次')
    """
    return _COUNTED_IN.sub(
        "", _NUMBERING.sub("", text, count=1) if _NUMBERING.match(text) else text
    )


def _blocks(paths: Sequence[Path], own: Sequence[int]) -> list[_Block]:
    """Return the blocks: each begins with its labels, and a column of each kind counts once."""
    blocks: list[_Block] = []
    for column in own:
        path = paths[column]
        if any(NAME_HEAD.fullmatch(text) for text in path):
            blocks.append(_Block(column, {}))
        elif blocks and (kind := _kind(path)):
            blocks[-1].columns.setdefault(kind, column)
    return blocks


def _kind(path: Path) -> Column | None:
    """Return which stage and fund the heads of a column name; None where no stage is."""
    fund = next((f for f, says in _FUNDS.items() for text in path if says.fullmatch(text)), None)
    for text in reversed(path):
        if fund and _FUNDS[fund].fullmatch(text):
            continue
        for stage, says in _STAGES:
            if says.fullmatch(text):
                return stage, fund
    return (Stage.OUTTURN, fund) if fund else None
