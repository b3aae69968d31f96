"""What the pages of 审核报告 may name: findings, and where on the page they point."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan_tables.passages import Passage
    from juesuan_tables.reading.sheet import Sheet

COMPARED = "compared"
"""The look of a cell that no finding is about, but that one was compared with."""


class Line(NamedTuple):
    """A line of how a number came about; ``told`` is the finding that tells the rest, or zero."""

    text: str
    depth: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding and its number on the page.

    ``cells`` are those it is about, their places by id, ``compared`` those on the other side.
    ``printed``, ``expected`` and ``difference`` are empty where the finding has none;
    ``printed_by`` and ``expected_by`` say how the first two came about. ``span`` is where in the
    text it points, and ``remark`` what it says of that place.
    """

    number: int
    message: str
    rule: str
    name: str
    source: str
    section: str
    printed: str
    expected: str
    difference: str
    printed_by: tuple[Line, ...] = ()
    expected_by: tuple[Line, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    compared: Mapping[str, str] = field(default_factory=dict)
    span: tuple[int, int, int] | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity, whose ``look`` is its English name, and one dimension."""

    id: str
    severity: str
    look: str
    dimension: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A line of the summary: a group or None by severity; ``checked`` says that rules ask for it."""

    name: str
    checked: bool
    groups: tuple[Group | None, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What every such page says first; ``basis`` is what it was checked by."""

    title: str
    basis: tuple[str, ...]
    summary: str
    severities: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A finished document as it was read; ``claims`` says how much of it was understood."""

    passages: tuple[Passage, ...]
    sheets: tuple[Sheet, ...]
    claims: str
    unread: tuple[str, ...]


class Mark(NamedTuple):
    """How a cell is marked, and the numbers of findings that speak of it; ``more`` do, too."""

    look: str
    numbers: tuple[int, ...]
    more: bool
