"""A finished document's text with what was found in it: marked, and told beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.passages import Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from juesuan_tables.writers.review._view import Entry, Group

_TAGS = {1: "h3", 2: "h4"}
_DEEPEST = "h5"


class Run(NamedTuple):
    """A piece of a passage.

    ``look`` is that of the worst finding about it, empty where there is none; ``numbers`` are the
    findings that end with it, ``id`` what they link to, given to the piece where one begins.
    """

    text: str
    look: str = ""
    id: str = ""
    numbers: tuple[int, ...] = ()


class Remark(NamedTuple):
    """A finding as it stands beside its passage, and the id of the piece where it begins."""

    look: str
    severity: str
    entry: Entry
    id: str


@dataclass(frozen=True, slots=True)
class Text:
    """A passage: the ``tag`` it is printed in, its ``kind``, and the page where that changes."""

    tag: str
    kind: str
    page: int | None
    runs: tuple[Run, ...]
    remarks: tuple[Remark, ...]


def texts(passages: Sequence[Passage], groups: Iterable[Group]) -> Iterator[Text]:
    """Yield every passage with the findings that point into it."""
    about: dict[int, list[tuple[Group, Entry]]] = {}
    for group in groups:
        for entry in group.entries:
            if entry.span:
                about.setdefault(entry.span[0], []).append((group, entry))
    page = None
    for number, passage in enumerate(passages):
        marks = [
            _Mark(*_within(entry, passage.text), group.look, entry)
            for group, entry in about.get(number, ())
        ]
        yield Text(
            tag=_tag(passage),
            kind=passage.kind.name.lower(),
            page=passage.page if passage.page != page else None,
            runs=tuple(_runs(number, passage.text, marks)),
            remarks=tuple(
                Remark(group.look, group.severity, entry, _id(number, mark.start))
                for mark, (group, entry) in zip(marks, about.get(number, ()), strict=True)
            ),
        )
        page = passage.page


class _Mark(NamedTuple):
    start: int
    end: int
    look: str
    entry: Entry


def _id(number: int, start: int) -> str:
    """Return the id of the piece of a passage that begins at a character."""
    return f"text-{number}-{start}"


def _tag(passage: Passage) -> str:
    return _TAGS.get(passage.level, _DEEPEST) if passage.kind is PassageKind.HEADING else "p"


def _runs(number: int, text: str, marks: Sequence[_Mark]) -> Iterator[Run]:
    """Yield a passage in pieces, cut where a finding begins or ends; none overlaps another.

    The look is that of the first finding, since they come by severity.
    """
    cuts = {0, len(text)}.union(*((mark.start, mark.end) for mark in marks))
    for start, end in pairwise(sorted(cuts)):
        about = [mark for mark in marks if mark.start <= start and end <= mark.end]
        yield Run(
            text[start:end],
            about[0].look if about else "",
            _id(number, start) if any(mark.start == start for mark in about) else "",
            tuple(mark.entry.number for mark in about if mark.end == end),
        )


def _within(entry: Entry, text: str) -> tuple[int, int]:
    """Return from where to where a finding points; what has no length is a character."""
    _, start, end = entry.span or (0, 0, 0)
    start = min(start, max(len(text) - 1, 0))
    return start, min(max(end, start + 1), len(text))
