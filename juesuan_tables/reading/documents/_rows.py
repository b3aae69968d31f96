"""Rows of text and numbers that no ruling shows to be a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELLS = re.compile(r"\s{2,}|\t+|(?<=\S) (?=\S)")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?|[-—–－]+", re.ASCII)
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+|-?\d{1,3}(?:,\d{3})+", re.ASCII)
_SENTENCE = re.compile(r"[，。；！？]")


def cells_of(line: str) -> tuple[str, ...]:
    """Return what blanks part in a line."""
    return tuple(each for each in _CELLS.split(line.strip()) if each)


def is_tabular(line: str) -> bool:
    """Return whether a line may be a row of a table: labels, then numbers, and no sentence.

    >>> is_tabular("201 一般公共服务支出 264.87 62.63"), is_tabular("占本年支出合计的 100.00%。")
    (True, False)
    """
    if _SENTENCE.search(line):
        return False
    cells = cells_of(line)
    numbers = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    if len(cells) < 2 or not _NUMBER.fullmatch(cells[-1]):  # noqa: PLR2004 two cells make a row
        return False
    return any(map(_AMOUNT.fullmatch, numbers)) or len(numbers) > 2  # noqa: PLR2004 行次 1 2 3


def runs(lines: Sequence[str], *, least: int = 2) -> list[bool]:
    """Return which lines are rows of a table: those that may be and stand by others."""
    may_be = [is_tabular(line) for line in lines]
    found = [False] * len(lines)
    begin = 0
    for n in range(len(lines) + 1):
        if n < len(lines) and may_be[n]:
            continue
        if n - begin >= least:
            found[begin:n] = [True] * (n - begin)
        begin = n + 1
    return found
