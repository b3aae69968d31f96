"""What is wrong in a finished document without any arithmetic: leftovers, names, years, phrases."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from juesuan_tables.auditing.wording import (
    amounts,
    contents,
    foreign,
    leftovers,
    lists,
    phrases,
    reasons,
    subjects,
    units,
    years,
)
from juesuan_tables.auditing.wording import traces as file_traces
from juesuan_tables.auditing.wording._text import Reading
from juesuan_tables.auditing.wording.traces import traces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing._document import Audited
    from juesuan_tables.findings import Finding

__all__ = ["RULES", "find", "traces"]

_SUBJECTS = (leftovers, years, units, amounts, subjects, lists, foreign, phrases, reasons, contents)
RULES = tuple(chain.from_iterable(each.RULES for each in (*_SUBJECTS, file_traces)))
"""Every rule of wording, in the order in which findings come."""


def find(audited: Audited) -> Iterator[Finding]:
    """Yield what is wrong in the wording of a document."""
    reading = Reading.of(audited)
    for each in _SUBJECTS:
        yield from each.find(reading)
