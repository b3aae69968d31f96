"""Claims against each other and against the tables: what cannot be true, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.auditing._document import Claims
from juesuan_tables.auditing.claims._model import Stated
from juesuan_tables.auditing.verify._amounts import amounts, nothing, units
from juesuan_tables.auditing.verify._book import Book
from juesuan_tables.auditing.verify._changes import changes
from juesuan_tables.auditing.verify._concepts import concepts
from juesuan_tables.auditing.verify._projects import projects
from juesuan_tables.auditing.verify._rules import RULES
from juesuan_tables.auditing.verify._shares import completions, shares
from juesuan_tables.auditing.verify._sums import sums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan_tables.auditing._document import Audited
    from juesuan_tables.auditing.claims._model import Reading
    from juesuan_tables.figure import Figure
    from juesuan_tables.findings import Finding

__all__ = ["RULES", "verify"]


def verify(
    audited: Audited, reading: Reading, prior: Mapping[str, Figure]
) -> tuple[list[Finding], Claims]:
    """Return what cannot be true of a document's claims, and how many were proved.

    ``prior`` are last year's figures by the address of this year's, empty where nobody gave them.
    """
    book = Book(audited, reading, prior)
    for step in (amounts, units, nothing, changes, shares, completions, sums, concepts, projects):
        step(book)
    return book.findings, _counted(book)


def _counted(book: Book) -> Claims:
    """Return how many claims there are, were proved, and have nothing to be compared with."""
    claims = book.reading.claims
    known = book.proved | book.wrong
    proved = sum(_is_in(claim, book.proved) and not _is_in(claim, book.wrong) for claim in claims)
    return Claims(len(claims), proved, sum(not _is_in(claim, known) for claim in claims))


def _is_in(claim: object, ids: set[int]) -> bool:
    return id(claim) in ids or (isinstance(claim, Stated) and id(claim.quantity) in ids)
