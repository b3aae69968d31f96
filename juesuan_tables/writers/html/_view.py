"""What the templates of a page may name: plain data that is ready to be printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple


@dataclass(frozen=True, slots=True)
class Title:
    """A heading; ``level`` is 1 to 3, ``id`` what contents link to.

    ``paper`` says how it is printed with the table that follows at once: upright, wide, or empty
    where none does.
    """

    kind: ClassVar[str] = "heading"
    level: int
    text: str
    id: str
    paper: str = ""


class Run(NamedTuple):
    """A piece of a paragraph; ``link`` is the id of the cell that prints it, or empty."""

    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: its text, and the same in pieces."""

    kind: ClassVar[str] = "paragraph"
    text: str
    runs: tuple[Run, ...]


class Slot(NamedTuple):
    """A cell: ``tag`` is td or th; ``scope`` and ``id`` may be empty, ``role`` is what it is.

    A template that unpacks it is several times as fast as one that names its fields: the sandbox
    looks at every name.
    """

    tag: str
    text: str
    role: str
    scope: str = ""
    id: str = ""
    columns: int = 1
    rows: int = 1
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``named`` says that the heading before it has said its title.

    ``lines`` stand above it: number, unit, currency. ``groups`` are the widths of columns in
    percent, those under one heading together; ``characters`` is the width of all of them.
    ``paper`` is upright or wide, ``ids`` are those of the amounts; ``csv`` is the address of the table as a file, where it is offered.
    """

    kind: ClassVar[str] = "table"
    title: str
    named: bool
    lines: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    characters: int
    head: tuple[tuple[Slot, ...], ...]
    body: tuple[tuple[Slot, ...], ...]
    notes: tuple[str, ...]
    paper: str
    ids: frozenset[str] = frozenset()
    csv: str = ""


Block = Title | Passage | Table


class Entry(NamedTuple):
    """A line of the contents, and those within."""

    text: str
    id: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a drawing and the number beside it."""

    series: int
    value: str
    x: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Label:
    """The words above some bars, and how large they fit."""

    text: str
    y: int
    size: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, laid out in units of which ``width`` fit across."""

    id: str
    title: str
    text: str
    series: tuple[str, ...]
    labels: tuple[Label, ...]
    bars: tuple[Bar, ...]
    width: int
    height: int
    zero: int
    top: int
    thickness: int
