"""What an audit looks at, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan_tables.figure import Figure
    from juesuan_tables.findings import Finding
    from juesuan_tables.passages import Passage
    from juesuan_tables.reading.official import OfficialTables


@dataclass(frozen=True, slots=True)
class Audited:
    """A finished document as the rules see it.

    ``figures`` are the printed amounts of its tables by address, each with the margin of its last
    digit; ``tables`` says what else they print, None where there is none. ``unit`` and ``year`` are
    those that the whole document is about, None where nothing says so. ``whole`` says that it is a
    publication and not a fragment: it has tables or their list, and an explanation.
    """

    file: str
    passages: tuple[Passage, ...]
    tables: OfficialTables | None
    figures: Mapping[str, Figure]
    unit: str | None
    year: int | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Claims:
    """How many statements with numbers were understood, and what became of them."""

    total: int
    proved: int
    unassessable: int


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found; iterating yields the findings, the worst first.

    ``unread`` are the places, verbatim, whose numbers nobody understood; ``tables`` is how many
    official tables were recognised.
    """

    document: str
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]
    claims: Claims
    unread: tuple[str, ...]
    tables: int = 0

    def __iter__(self) -> Iterator[Finding]:
        """Yield the findings."""
        return iter(self.findings)
