"""The files of one department → what is audited of them, and what is said of the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from juesuan_tables.reviewing._belonging import Belonging
    from juesuan_tables.reviewing._seen import Seen


class Filed(NamedTuple):
    """A file of a department: what it is ``used`` for, and what somebody should know of it."""

    path: str
    used: str
    note: str = ""


AUDITED, TABLES, OTHER, UNREAD = "审核", "审核（公开表）", "没有审核", "无法核对"
SAME, SAME_NUMBERS = "内容相同", "数相同"


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one department.

    ``main`` is the document that counts, None where there is none that can be read; ``tables``
    are the files of its tables. ``files`` are all of its files, ``remarks`` what is doubtful.
    """

    main: Seen | None = None
    tables: tuple[Seen, ...] = ()
    files: tuple[Filed, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def unread(self) -> tuple[Filed, ...]:
        """Return the files that are there and cannot be read."""
        return tuple(each for each in self.files if each.used == UNREAD)


def year_of(all_seen: Iterable[Seen]) -> int | None:
    """Return the year of most documents, the later of two; None where none says any."""
    found = Counter(each.year for each in all_seen if each.year and each.document)
    return max(found, key=lambda year: (found[year], year), default=None)


def grouped(belongings: Sequence[Belonging], year: int | None) -> Group:
    """Return what counts of the files of one department, for accounts of a year.

    The most complete document counts, and of several of the same a PDF before a Word document,
    before a page; workbooks of nothing but tables belong to it.
    """
    notes = {each.seen.path: _how(each) for each in belongings}
    right = [each.seen for each in belongings if _is_of(each.seen, year)]
    read = sorted((each for each in right if each.document), key=lambda each: each.rank)
    texts = [each for each in read if each.text]
    tables = [each for each in read if not each.text and each.tables]
    main = next(iter(texts or tables), None)
    beside = tuple(each for each in tables if each is not main)
    used = [_filed(e.seen, main, beside, year, notes[e.seen.path]) for e in belongings]
    return Group(main, beside, tuple(used), tuple(_remarks(main, texts, tables, belongings, year)))


def _is_of(seen: Seen, year: int | None) -> bool:
    return not seen.budget and (seen.year is None or year is None or seen.year == year)


def _of_what(seen: Seen, year: int | None) -> str:
    """Return of what a document is that does not count."""
    return "是预算，不是决算" if seen.budget else f"是{seen.year}年度的，应为{year}年度"


def _how(belonging: Belonging) -> str:
    return "；".join(
        filter(None, (belonging.how + "归入" if belonging.how else "", belonging.note))
    )


def _filed(
    seen: Seen, main: Seen | None, tables: Sequence[Seen], year: int | None, note: str
) -> Filed:
    """Return what a file is used for."""
    if seen.document is None:
        return Filed(seen.shown, UNREAD, f"{seen.problem}；{note}")
    if not _is_of(seen, year):
        return Filed(seen.shown, OTHER, f"{_of_what(seen, year)}；{note}")
    if seen is main or seen in tables:
        return Filed(seen.shown, AUDITED if seen is main else TABLES, note)
    if main and _same(seen, main):
        used = SAME if seen.words == main.words else SAME_NUMBERS
        return Filed(seen.shown, used, f"{_as(seen, main)}；{note}")
    nothing = "没有读到公开表，也没有数字说法"
    why = f"审核的是“{main.shown}”" if main and (seen.text or seen.tables) else nothing
    return Filed(seen.shown, OTHER, f"{why}；{note}")


def _same(seen: Seen, main: Seen) -> bool:
    """Return whether an explanation is another format of the one that counts."""
    return seen.text and (seen.words == main.words or (seen.numbers == main.numbers != ""))


def _as(seen: Seen, main: Seen) -> str:
    """Say how far two explanations are the same."""
    alike = "说明相同" if seen.words == main.words else "说明里的数相同，文字没有逐字比较"
    return f"与“{main.shown}”的{alike}"


def _remarks(
    main: Seen | None,
    texts: Sequence[Seen],
    tables: Sequence[Seen],
    belongings: Sequence[Belonging],
    year: int | None,
) -> Iterable[str]:
    """Yield what is doubtful about the files of a department."""
    others = [each for each in texts if main and each is not main and not _same(each, main)]
    if main and others:
        names = "、".join(f"“{each.shown}”" for each in others)
        yield f"报来{len(others) + 1}份内容不同的说明，审核的是“{main.shown}”，没有审核{names}，请核实以哪份为准"
    if main and main.text and not main.tables and not tables:
        yield "没有读到公开表，只核对了文字之间的关系"
    if main and not main.text:
        yield "只有公开表，没有情况说明"
    if main and not main.year:
        yield "文件里没有写年度"
    for each in belongings:
        if each.note:
            yield f"“{each.seen.shown}”：{each.note}"
        if each.seen.document is None:
            yield f"“{each.seen.shown}”无法核对：{each.seen.problem}"
        elif not _is_of(each.seen, year):
            yield f"“{each.seen.shown}”{_of_what(each.seen, year)}，没有审核"
