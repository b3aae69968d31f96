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
    """A finding as it stands beside its passage."""

    look: str
    severity: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Text:
    """A passage: the ``tag`` it is printed in, its ``kind``, and the page where that changes."""

    tag: str
    kind: str
    page: int | None
    runs: tuple[Run, ...]
    remarks: tuple[Remark, ...]


def text_id(span: tuple[int, int, int]) -> str:
    """Return the id of the piece of text where a finding begins."""
    passage, start, _ = span
    return f"text-{passage}-{start}"


def texts(passages: Sequence[Passage], groups: Iterable[Group]) -> Iterator[Text]:
    """Yield every passage with the findings that point into it."""
    remarks: dict[int, list[Remark]] = {}
    for group in groups:
        for entry in group.entries:
            if entry.span:
                remark = Remark(group.look, group.severity, entry)
                remarks.setdefault(entry.span[0], []).append(remark)
    page = None
    for number, passage in enumerate(passages):
        about = remarks.get(number, [])
        turned = passage.page if passage.page != page else None
        yield Text(
            tag=_tag(passage),
            kind=passage.kind.name.lower(),
            page=turned,
            runs=tuple(_runs(number, passage.text, about)),
            remarks=tuple(about),
        )
        page = passage.page


def _tag(passage: Passage) -> str:
    return _TAGS.get(passage.level, _DEEPEST) if passage.kind is PassageKind.HEADING else "p"


def _runs(number: int, text: str, remarks: Sequence[Remark]) -> Iterator[Run]:
    """Yield a passage in pieces, cut where a finding begins or ends; none overlaps another.

    The look is that of the first finding, since they come by severity.
    """
    spans = [(remark, *_within(remark, text)) for remark in remarks]
    cuts = sorted({0, len(text)}.union(*((start, end) for _, start, end in spans)))
    for start, end in pairwise(cuts):
        about = [each for each in spans if each[1] <= start and end <= each[2]]
        yield Run(
            text[start:end],
            about[0][0].look if about else "",
            text_id((number, start, end)) if any(each[1] == start for each in about) else "",
            tuple(remark.entry.number for remark, _, last in about if last == end),
        )


def _within(remark: Remark, text: str) -> tuple[int, int]:
    """Return from where to where a finding points; what has no length is a character."""
    _, start, end = remark.entry.span or (0, 0, 0)
    start = min(max(start, 0), max(len(text) - 1, 0))
    return start, min(max(end, start + 1), len(text))
