"""Subjects by their codes: 类 has three digits, 款 five, and a functional 项 seven."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LENGTHS = CATEGORY, SECTION, ITEM = 3, 5, 7
"""Digits of 类, 款 and 项."""
PERSONNEL = ("301", "303")
"""The economic classes of 人员经费; all others are 公用经费."""


def is_category(row: str) -> bool:
    """Return whether a table's row is a 类."""
    return row.isdecimal() and len(row) == CATEGORY


@lru_cache(maxsize=20_000)  # units have most of their subjects in common
def ancestors(subject: str) -> tuple[str, ...]:
    """Return the subjects above and including this one.

    >>> ancestors("2010301")
    ('201', '20103', '2010301')
    """
    return tuple(subject[:length] for length in LENGTHS if length <= len(subject))


@lru_cache(maxsize=20_000)
def parent(row: str) -> str:
    """Return the row that a subject's row adds up into."""
    return ("total", *ancestors(row)[:-1])[-1]


def above(subjects: Iterable[str]) -> set[str]:
    """Return the subjects that have one of ``subjects`` below them."""
    return {higher for subject in subjects for higher in ancestors(subject)[:-1]}
