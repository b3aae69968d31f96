"""Names of units as rosters, documents and files write them: which of them mean the same."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.terms import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOT_A_NAME = re.compile(r"[\W_]+")
_HEAD_OFFICE = re.compile(r"(?:部门|机关)?本级$")
_PLACES = "省市区县州旗盟"
_REGION = re.compile(rf"[{_PLACES}乡镇国]$")
"""How what stands before a name ends when it only says where the unit is."""
_BEFORE = re.compile(rf"(?:^|[{_PLACES}乡镇国\d年度于的]|附件|关于)$")
_BEHIND = re.compile(
    r"$|\d|部门|单位|本级|本单位|本部门|机关决算|决算|公开|年度|情况|说明|公示|信息公开|报表|附件|收入|支出|三公|表|正文|最终|定稿|修改"
)
"""What a file's name says behind a unit's: anything else makes it another unit."""


class Name(NamedTuple):
    """A unit's name without blanks and brackets, and whether it is the 本级 of that unit."""

    base: str
    head_office: bool


def name_of(text: str, entity: Entity | None = None) -> Name:
    """Return a name by what matters.

    >>> name_of("某局（本级）"), name_of(" 某 局", Entity.DEPARTMENT)
    (Name(base='某局', head_office=True), Name(base='某局', head_office=False))
    """
    plain = plain_of(re.split(r"[:：]", text)[-1])  # 说明：某局, as notes begin
    base = _HEAD_OFFICE.sub("", plain)
    return Name(base or plain, entity is Entity.HEAD_OFFICE or (base != plain and bool(base)))


def plain_of(text: str) -> str:
    """Return a text without blanks, brackets and signs, full-width letters made usual."""
    return _NOT_A_NAME.sub("", unicodedata.normalize("NFKC", text))


class Named(NamedTuple):
    """Who is called so: by number, a name and what it is, where that is known."""

    name: Name
    entity: Entity | None


def with_name(
    everyone: Sequence[Named], text: str, entity: Entity | None
) -> tuple[Sequence[int], bool]:
    """Return the numbers of those who are called so, and whether word for word.

    A name may say, or not, where the unit is: 某市文化局 is 文化局 where no one else is. Where a
    department and its 本级 share a name, the ``entity`` decides, if it is known.
    """
    wanted = name_of(text, entity)
    same = [n for n, each in enumerate(everyone) if each.name.base == wanted.base]
    exactly = bool(same)
    same = same or [n for n, each in enumerate(everyone) if _near(each.name.base, wanted.base)]
    return _narrowed(everyone, same, wanted, entity), exactly


def _narrowed(
    everyone: Sequence[Named], found: Sequence[int], wanted: Name, entity: Entity | None
) -> Sequence[int]:
    """Return those of one name who are meant: 本级 or not, then by what they are."""
    if len(found) > 1:
        found = [n for n in found if _is_head_office(everyone[n]) == wanted.head_office] or found
    if len(found) > 1 and entity:
        found = [n for n in found if everyone[n].entity is entity] or found
    return found


def _is_head_office(each: Named) -> bool:
    return each.name.head_office or each.entity is Entity.HEAD_OFFICE


def _near(one: str, other: str) -> bool:
    """Return whether one name is the other with the place before it."""
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return long.endswith(short) and _is_place(long[: -len(short)], short)


def _is_place(before: str, name: str) -> bool:
    """Return whether what stands before a name belongs to a place: 株洲 before 市文化局."""
    return bool(_REGION.search(before)) or name[:1] in _PLACES


def in_file_name(everyone: Sequence[Named], text: str) -> Sequence[int]:
    """Return the numbers of those whom the name of a file or a folder names.

    A name within a longer one does not count: 某局 is not named by 某局机关服务中心2024. All are
    returned where several are named.
    """
    plain = plain_of(text)
    named = in_text(everyone, text)
    spans = {n: [*_spans(plain, everyone[n].name.base)] for n in named}
    if not any(_alone(plain, span) for each in spans.values() for span in each):
        return ()
    longest = [*named]
    head_office = "本级" in plain
    if len(longest) > 1:
        longest = [n for n in longest if _is_head_office(everyone[n]) == head_office] or longest
    if len(longest) > 1:
        kinds = {Entity.DEPARTMENT: "部门决算" in plain, Entity.SINGLE_UNIT: "单位决算" in plain}
        longest = [n for n in longest if kinds.get(everyone[n].entity, False)] or longest  # type: ignore[arg-type]
    return longest


def in_text(everyone: Sequence[Named], text: str) -> Sequence[int]:
    """Return the numbers of those whom a text names, whatever stands around the name."""
    plain = plain_of(text)
    found = {n: s for n, each in enumerate(everyone) if (s := [*_spans(plain, each.name.base)])}
    return _without_shorter(found)


def resembling(everyone: Sequence[Named], text: str) -> Sequence[int]:
    """Return the numbers of those whose name is part of a text, has it as a part, or is misspelt.

    Misspelt is a name of five characters or more with one of them wrong, missing or too many.
    """
    plain = name_of(text).base
    if len(plain) < _LEAST:
        return ()
    bases = [each.name.base for each in everyone]
    return [n for n, b in enumerate(bases) if b in plain or plain in b or _misspelt(b, plain)]


def _misspelt(one: str, other: str) -> bool:
    """Return whether names differ in one character, as 物资 and 物质 do."""
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST_MISSPELT or len(long) - len(short) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


_LEAST = 2
"""Characters of the shortest name."""
_LEAST_MISSPELT = 5
"""Characters of the shortest name in which one may be wrong: 市水务局 is not 市税务局."""


def _spans(text: str, name: str) -> Iterable[tuple[int, int]]:
    return ((m.start(), m.end()) for m in re.finditer(re.escape(name), text)) if name else ()


def _alone(text: str, span: tuple[int, int]) -> bool:
    """Return whether a name is no part of a longer one."""
    start, end = span
    begins = _BEFORE.search(text[:start]) or text[start] in _PLACES
    return bool(begins and _BEHIND.match(text[end:]))


def _without_shorter(found: dict[int, list[tuple[int, int]]]) -> list[int]:
    """Return those who are named somewhere where no longer name stands."""
    every = [span for spans in found.values() for span in spans]
    return [
        n
        for n, spans in found.items()
        if any(not any(_within(span, other) for other in every) for span in spans)
    ]


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and span != other
