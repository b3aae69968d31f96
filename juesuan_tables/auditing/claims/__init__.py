"""Prose → claims: what a document's sentences say of numbers. docs/reference/claims.md is its grammar."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import Range
from juesuan_tables.auditing.claims._marks import ITEM, SILENT, Mark, kinds_of
from juesuan_tables.auditing.claims._model import Base
from juesuan_tables.auditing.claims._numbers import CLAIMED, Kind, Number, numbers_of
from juesuan_tables.auditing.claims._place import Known, Place
from juesuan_tables.auditing.claims._plain import Plain, plain
from juesuan_tables.auditing.claims._reader import PassageReader
from juesuan_tables.auditing.claims._subjects import item_address
from juesuan_tables.auditing.claims._topics import TopicOf, topic_of
from juesuan_tables.figure import times
from juesuan_tables.passages import Passage, PassageKind
from juesuan_tables.reading.official.amounts import CURRENCIES, Read, printed_amounts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.auditing.claims._model import Reading

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年度?(?!\d*月)")
_COMPARED = re.compile(r"对比|比较|相比|[与较比](?:19|20)\d{2}年")
_BUDGET = re.compile(r"(?<!公共)(?<!基金)(?<!经营)预算(?!绩效|管理|单位|执行|完成)")
_Ranges = dict[int, dict[int, tuple[Decimal, Range]]]
_Texts = Mapping[int, tuple[Plain, tuple[Number, ...]]]
Quoted = Mapping[int, Sequence[tuple[int, int]]]
"""Where each passage prints figures of ours: from a character to another."""
_READ = frozenset({PassageKind.PARAGRAPH, PassageKind.HEADING})


def read_units(
    passages: Sequence[Passage],
    *,
    year: int | None,
    names: Mapping[str, str],
    unit: str | None = None,
    quoted: Quoted | None = None,
) -> tuple[Reading, ...]:
    """Return what a document says, for each unit of which it holds an explanation: nothing joins them.

    Another explanation begins where the heading of the first section comes again. ``names`` are
    those of codes in its tables. Where ``quoted`` says which characters of each passage are figures
    of ours, no other number is claimed.
    """
    texts = _texts(passages)
    if quoted is not None:
        texts = {index: _quoted(told, quoted.get(index, ())) for index, told in texts.items()}
    ranges = _ranges(texts)
    starts = [0, *_begun_again(passages), len(passages)]
    return tuple(
        _read(
            passages,
            {index: told for index, told in texts.items() if start <= index < end},
            ranges,
            Known(year, names, plain(unit or "").text),
        )
        for start, end in pairwise(starts)
    )


def _quoted(
    told: tuple[Plain, tuple[Number, ...]], quotations: Sequence[tuple[int, int]]
) -> tuple[Plain, tuple[Number, ...]]:
    """Return a text in which only what is quoted is a number that may be claimed."""
    text, numbers = told
    if not numbers:
        return told

    def ours(number: Number) -> bool:
        start, end = text.span(number.start, number.end)
        return any(first < end and start < last for first, last in quotations)

    kept = (
        each if each.kind not in CLAIMED or ours(each) else each._replace(kind=Kind.OTHER)
        for each in numbers
    )
    return text, tuple(kept)


_FIRST = frozenset({TopicOf.OVERALL, TopicOf.INCOME, TopicOf.EXPENDITURE})
"""What an explanation, or a part of one, begins with."""


def _begun_again(passages: Sequence[Passage]) -> Iterator[int]:
    """Yield where the first heading on 收入支出总体情况, 收入 or 支出 comes again."""
    first = ""
    for index, passage in enumerate(passages):
        if passage.kind is PassageKind.HEADING and topic_of(passage.section) in _FIRST:
            words = plain(passage.text).text
            if words == first:
                yield index
            first = first or words


def _texts(passages: Sequence[Passage]) -> _Texts:
    read = ((index, plain(p.text)) for index, p in enumerate(passages) if p.kind in _READ)
    return {index: (text, numbers_of(text.text)) for index, text in read}


def _read(passages: Sequence[Passage], texts: _Texts, ranges: _Ranges, known: Known) -> Reading:
    """Read some passages."""
    known.twice = _twice(passages, texts, known.names)
    for index, (text, numbers) in texts.items():
        topic = topic_of(passages[index].section)
        if passages[index].kind is PassageKind.HEADING:
            known.item = None
        elif topic is TopicOf.GLOSSARY:
            _count(known.reading, numbers, "名词解释中的数")
        elif not numbers and known.item is None and kinds_of(text.text) <= SILENT:
            ended = Mark.SENTENCE in kinds_of(text.text)
            known.comparison = None if ended else known.comparison
        else:
            place = Place(known, index, text, topic)
            place.year = known.year or _first_year(text.text)
            place.budgeted, year = _in_headings(passages[index].section)
            place.period = _period(place, year)
            PassageReader(place, numbers, ranges.get(index, {})).read()
    return known.reading


def _twice(
    passages: Sequence[Passage], texts: _Texts, names: Mapping[str, str]
) -> frozenset[str | None]:
    """Return the items that begin two passages of one section: they are two of one name."""
    found: Counter[tuple[tuple[str, ...], str | None]] = Counter()
    for index, (text, _) in texts.items():
        if item := ITEM.match(text.text):
            section = tuple(passages[index].section)
            found[section, item_address(item["word"], topic_of(section), names)] += 1
    return frozenset(address for (_, address), often in found.items() if often > 1)


def _period(place: Place, year: int | None) -> Base:
    """Return which period a section speaks of, by the year in its headings; a budget is another."""
    if place.budgeted:
        return Base.OTHER
    return Base.OUTTURN if year is None else place.period_of(year)


@lru_cache(maxsize=2_000)  # many passages stand under one heading
def _in_headings(section: tuple[str, ...]) -> tuple[bool, int | None]:
    """Return whether a section is on a budget alone, and the last year in its headings, if any."""
    headings = [plain(heading).text for heading in section]
    years = [
        int(year)
        for heading in headings
        if not _COMPARED.search(heading)
        for year in _YEAR.findall(heading)
    ]
    own = headings[-1] if headings else ""
    budgeted = bool(_BUDGET.search(own)) and "决算" not in section[-1]
    return budgeted, years[-1] if years else None


def _first_year(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def _count(reading: Reading, numbers: Sequence[Number], what: str) -> None:
    """Count numbers that are no claims, whatever they are."""
    found = sum(number.kind in CLAIMED for number in numbers)
    if found:
        reading.classes[what] = reading.classes.get(what, 0) + found


def _ranges(texts: _Texts) -> _Ranges:
    """Return the amounts in 元 and their ranges, as precise as the document prints amounts."""
    reads = {
        f"{index} {number.start}": _as_read(number)
        for index, (_, numbers) in texts.items()
        for number in numbers
        if number.kind is Kind.AMOUNT
    }
    few = _few(reads.values())
    found: _Ranges = {}
    for place, printed in printed_amounts({"": reads}).get("", {}).items():
        index, start = map(int, place.split())
        read = reads[place]
        half = times(CURRENCIES[read.currency], Decimal(5).scaleb(-few.get(read.currency, 0) - 1))
        margin = half if read.currency in few else printed.margin
        found.setdefault(index, {})[start] = printed.amount, Range.around(printed.amount, margin)
    return found


_SOME, _ENOUGH = 3, 10
"""Different amounts from which on the longest, or most of them, say how many digits are printed."""


def _few(reads: Iterable[Read]) -> dict[str, int]:
    """Return the most decimals of any amount in a unit of which the document prints but a few."""
    shown: dict[str, dict[Decimal, int]] = {}
    for read in reads:
        shown.setdefault(read.currency, {})[read.number] = read.decimals
    return {
        unit: max(decimals.values())
        for unit, decimals in shown.items()
        if _SOME <= len(decimals) < _ENOUGH and unit != "元"
    }


def _as_read(number: Number) -> Read:
    amount = times(number.value, CURRENCIES[number.unit])
    return Read(number.value, number.decimals, number.unit, amount, stored=False, source="")
