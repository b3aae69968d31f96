"""What a file is made of, whatever its format: paragraphs and tables, one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.passages import PassageKind
    from juesuan_tables.reading.sheet import Sheet, Value

Row = tuple["Value", ...]


@dataclass(slots=True)
class Piece:
    """A paragraph in one piece, or a table, which has ``rows`` and no text.

    ``kind`` and ``level`` are what the format itself says of a paragraph.
    """

    text: str = ""
    page: int | None = None
    kind: PassageKind | None = None
    level: int = 0
    rows: tuple[Row, ...] | None = None


class Content(NamedTuple):
    """What one reading of a file yields; ``styled`` says that the format tells all its headings."""

    sheets: tuple[Sheet, ...]
    pieces: list[Piece]
    styled: bool = False


def filled(row: Row) -> list[tuple[int, Value]]:
    """Return the cells of a row that hold something, with their columns."""
    return [(n, cell) for n, cell in enumerate(row) if cell is not None and str(cell).strip()]


def is_one_column(rows: Iterable[Row]) -> bool:
    """Return whether no row has more than one cell with something: text that is laid out."""
    return all(len(filled(row)) < 2 for row in rows)  # noqa: PLR2004 two cells make a table
