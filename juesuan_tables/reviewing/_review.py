"""Folder and roster → Review: every file is looked at, every department judged. Start reading here."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from juesuan_tables.checks import Limits
from juesuan_tables.errors import InputError, Problem, shortened
from juesuan_tables.files import MOST_OF_A_PATH, hash_of, hash_of_bytes
from juesuan_tables.inputs.approved_totals import read_approved_totals
from juesuan_tables.inputs.headed import AGAIN
from juesuan_tables.inputs.roster import read_roster
from juesuan_tables.reading.documents import together
from juesuan_tables.reviewing import _compare, _pool
from juesuan_tables.reviewing._assess import ToAssess, assess
from juesuan_tables.reviewing._belonging import Places
from juesuan_tables.reviewing._groups import grouped, year_of
from juesuan_tables.reviewing._history import History
from juesuan_tables.reviewing._judging import judged
from juesuan_tables.reviewing._ledger import ledger
from juesuan_tables.reviewing._pool import Lost
from juesuan_tables.reviewing._results import Review, Stray
from juesuan_tables.reviewing._seen import ToSee, of_lost, seen
from juesuan_tables.reviewing._walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from juesuan_tables.checks import Settings
    from juesuan_tables.figure import Figure
    from juesuan_tables.inputs.roster import RosterEntry
    from juesuan_tables.reading.documents import Document
    from juesuan_tables.reviewing._assess import Assessed
    from juesuan_tables.reviewing._belonging import Belonging
    from juesuan_tables.reviewing._groups import Group
    from juesuan_tables.reviewing._results import Department
    from juesuan_tables.reviewing._walk import Passed, Walk

    Each = Callable[..., list[Any]]
    """What works on many things, each in a process."""


_SHOWN = 5
"""Names that a line repeats; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a review is of: a folder, a roster, and what they are compared with, if anything.

    ``prior`` is a folder of last year's publications, ``approved`` the file of approved totals;
    ``year`` is that of the accounts, None for that of most documents. ``without`` are files and
    folders inside the folder that are no publications.
    """

    folder: Path
    roster: Path
    approved: Path | None = None
    prior: Path | None = None
    settings: Settings | None = None
    year: int | None = None
    without: tuple[Path, ...] = field(default=())


def review(
    given: Given,
    history: History = History(),  # noqa: B008 it is frozen
    *,
    day: date,
    jobs: int = 1,
    seconds: float = _pool.SECONDS,
) -> Review:
    """Return the review of a folder on a ``day``; it does not depend on the number of ``jobs``.

    ``history`` is the round before; ``seconds`` is how long one document may take. Raise
    ``InputError`` where roster, approved totals or folders cannot be read: never for a document.
    """
    roster = read_roster(given.roster)
    each: Each = partial(_pool.each, jobs=jobs, seconds=seconds)
    found = _looked_at(given, roster, each)
    departments = _departments(given, roster, found, each, day)
    limits = given.settings.limits if given.settings else Limits()
    digest = _digest(given, found.belongings, found.last)
    turn = history.turn if history.turn and history.digest == digest else history.turn + 1
    return Review(
        year=found.year,
        day=day,
        folder=str(given.folder),
        departments=departments,
        strays=tuple(
            Stray(e.seen.shown, _of_nobody(e)) for e in found.belongings if e.owner is None
        ),
        passed=tuple(
            Stray(shortened(each.path, MOST_OF_A_PATH), each.why) for each in found.passed
        ),
        basis=tuple(_basis(given, found, roster)),
        limit=limits.large_change,
        shared=limits.repeated_reasons,
        changed=tuple(_compare.changed(departments, limits.large_change)),
        copied=tuple(_compare.copied(departments, limits.repeated_reasons)),
        ledger=ledger(departments, history.items, turn),
        round=turn,
        digest=digest,
    )


class _LookedAt(NamedTuple):
    """What is in the folders: whose each file is, the year, what counts of each department's files."""

    belongings: Sequence[Belonging]
    passed: Sequence[Passed]
    year: int | None
    groups: Sequence[Group]
    last: Mapping[int, Document]
    approved: Mapping[int, Mapping[str, Figure]]


def _looked_at(given: Given, roster: Sequence[RosterEntry], each: Each) -> _LookedAt:
    """Look at every file of both folders, once the approved totals are known to be right."""
    approved = _approved(given.approved, roster) if given.approved else {}
    apart = [p for p in (given.roster, given.approved, given.prior, *given.without) if p]
    found = walk(given.folder, apart)
    belongings = _placed(given.folder, found, roster, each)
    year = given.year or year_of(e.seen for e in belongings if e.owner is not None)
    last = _last_year(given.prior, roster, year, each) if given.prior else {}
    groups = _groups(belongings, roster, year)
    return _LookedAt(belongings, found.passed, year, groups, last, approved)


def _departments(
    given: Given, roster: Sequence[RosterEntry], found: _LookedAt, each: Each, day: date
) -> tuple[Department, ...]:
    """Judge every department."""
    made, titles = _assessed(given, roster, found, each), _titles(roster)
    return tuple(
        judged(entry, titles[n], found.groups[n], made.get(n), found.approved.get(n, {}), day)
        for n, entry in enumerate(roster)
    )


def _assessed(
    given: Given, roster: Sequence[RosterEntry], found: _LookedAt, each: Each
) -> dict[int, Assessed | Lost]:
    """Return what is wrong with each department that has a document and is to be looked at."""
    work = {
        n: ToAssess(str(given.folder), group.main, group.tables, found.last.get(n), given.settings)
        for n, group in enumerate(found.groups)
        if group.main and not roster[n].exempt
    }
    return dict(zip(work, each(assess, [*work.values()]), strict=True))


def _placed(
    folder: Path, found: Walk, roster: Sequence[RosterEntry], each: Each
) -> list[Belonging]:
    """Return every file with whose it is."""
    asked = [ToSee(str(folder), path) for path in found.files]
    read = each(seen, asked)
    places = Places(roster)
    return [
        places.place(of_lost(one, its) if isinstance(its, Lost) else its)
        for one, its in zip(asked, read, strict=True)
    ]


def _groups(
    belongings: Sequence[Belonging], roster: Sequence[RosterEntry], year: int | None
) -> list[Group]:
    return [
        grouped([each for each in belongings if each.owner == n], year) for n in range(len(roster))
    ]


def _last_year(
    folder: Path, roster: Sequence[RosterEntry], year: int | None, each: Each
) -> dict[int, Document]:
    """Return last year's publications by the numbers of the roster, as one document each."""
    belongings = _placed(folder, walk(folder), roster, each)
    found = {}
    for number, group in enumerate(_groups(belongings, roster, year - 1 if year else None)):
        main = group.main
        if main and main.document:
            beside = () if main.tables else tuple(t.document for t in group.tables if t.document)
            if joined := together([main.document, *beside]):
                found[number] = joined
    return found


def _approved(path: Path, roster: Sequence[RosterEntry]) -> dict[int, Mapping[str, Figure]]:
    """Return what was approved by the numbers of the roster; raise ``InputError`` for doubts."""
    places = Places(roster)
    found: dict[int, Mapping[str, Figure]] = {}
    cells: dict[int, str] = {}
    problems = []
    for each in read_approved_totals(path):
        owner, why = places.called(each.unit, each.entity)
        if owner is None:
            problems.append(Problem(each.source, why, AGAIN))
        elif owner in found:
            what = f"“{each.unit}”与{cells[owner]}重复，应一行一个"
            problems.append(Problem(each.source, what, AGAIN))
        else:
            found[owner], cells[owner] = each.figures, each.source
    if problems:
        raise InputError(problems)
    return found


def _titles(roster: Sequence[RosterEntry]) -> list[str]:
    """Return the names of the roster, with what each is where two have one."""
    often = Counter(each.unit for each in roster)
    return [
        f"{each.unit}（{each.entity.value}）" if often[each.unit] > 1 and each.entity else each.unit
        for each in roster
    ]


def _of_nobody(belonging: Belonging) -> str:
    """Return why a file is nobody's."""
    problem = belonging.seen.problem
    return "；".join(filter(None, (problem, belonging.note)))


def _basis(given: Given, found: _LookedAt, roster: Sequence[RosterEntry]) -> list[str]:
    """Return what was compared with what, and what was not."""
    must = [n for n, entry in enumerate(roster) if not entry.exempt]
    lines = []
    if given.prior:
        before = f"{found.year - 1}年度，" if found.year else ""
        lines.append(_found(f"上年决算：{before}{given.prior}", found.last, must, roster))
    else:
        lines.append("没有给上年决算（--prior），上年数取自公开文本里的说法。")
    if given.approved:
        lines.append(_found(f"批复数：{given.approved.name}", found.approved, must, roster))
    else:
        lines.append("没有给批复数（--approved），没有与批复核对。")
    if given.settings and (words := given.settings.in_words()):
        lines.append(f"审核设置（--rules）：{words}。")
    return lines


def _found(
    what: str, found: Mapping[int, object], must: Sequence[int], roster: Sequence[RosterEntry]
) -> str:
    """Return of how many something is there, and of whom it is not."""
    without = [roster[n].unit for n in must if n not in found]
    shown = "、".join(without[:_SHOWN]) + ("等" if len(without) > _SHOWN else "")
    missing = f"，没有{shown}{len(without)}家的" if without else ""
    return f"{what}（{len(found)}家{missing}）。"


def _digest(given: Given, belongings: Sequence[Belonging], last: Mapping[int, Document]) -> str:
    """Return the digest of everything that was given: the same files are the same round."""
    told = [
        *(hash_of(path) for path in (given.roster, given.approved) if path),
        *sorted((each.seen.path, each.seen.digest) for each in belongings),
        given.settings.in_words() if given.settings else "",
        given.year,
        *(hash_of_bytes(repr(last[n]).encode()) for n in sorted(last)),
    ]
    return hash_of_bytes(json.dumps(told).encode())
