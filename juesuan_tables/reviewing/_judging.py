"""A roster entry and what was read of its files → its state, its timeliness, and all findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.audits import worst_first
from juesuan_tables.checks.approval import ALLOWED, apart
from juesuan_tables.figure import Figure, add, agrees, distance
from juesuan_tables.reviewing._assess import Assessed
from juesuan_tables.reviewing._belonging import LISTED
from juesuan_tables.reviewing._pool import Lost
from juesuan_tables.reviewing._results import Department, State, Timeliness
from juesuan_tables.reviewing._rules import (
    APPROVED,
    APPROVED_UNREAD,
    IN_TIME,
    MISSING,
    UNREAD,
    finding,
)
from juesuan_tables.terms import chinese_figure, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from juesuan_tables.findings import Finding
    from juesuan_tables.inputs.roster import RosterEntry
    from juesuan_tables.reviewing._groups import Group


_AMOUNT = glossary()["amount"]
"""The name of an only column, which goes unsaid."""


def judged(  # noqa: PLR0913, PLR0917 all that is known of a department
    entry: RosterEntry,
    title: str,
    group: Group,
    assessed: Assessed | Lost | None,
    approved: Mapping[str, Figure],
    day: date,
) -> Department:
    """Return what a department comes to on the ``day`` of the review.

    ``assessed`` is None where there was nothing to assess, ``approved`` what was approved of it.
    """
    made = assessed if isinstance(assessed, Assessed) else Assessed()
    lost = assessed.why if isinstance(assessed, Lost) else ""
    state = _state(entry, group, made, lost)
    published = _published(entry, group) if state is not State.EXEMPT else None
    timeliness = _timeliness(entry, published, state)
    found = [*made.findings]
    if state is State.PUBLISHED:
        found += _against_approval(made, approved)
    found += _of_state(entry, group, state, lost, day)
    if published and entry.approval_date:
        found += _in_time(entry.approval_date, published, timeliness)
    return Department(
        entry=entry,
        title=title,
        state=state,
        timeliness=timeliness,
        published=published,
        files=group.files,
        remarks=(*_remarks(entry, group, state), *group.remarks),
        findings=worst_first(found),
        claims=made.claims,
        unread=made.unread,
        now=made.now,
        last=made.last,
        reasons=made.reasons,
    )


def _state(entry: RosterEntry, group: Group, made: Assessed, lost: str) -> State:
    if entry.exempt:
        return State.EXEMPT
    if lost or (group.main and not (made.tables or made.claims.total)):
        return State.UNREAD
    if group.main:
        return State.PUBLISHED
    return State.UNREAD if group.unread else State.MISSING


def _published(entry: RosterEntry, group: Group) -> date | None:
    """Return the day of publication: the roster's, else the first that the documents name."""
    if entry.publication_date:
        return entry.publication_date
    days = [day for each in (group.main, *group.tables) if each for day in each.published]
    return days[0] if days else None


def _timeliness(entry: RosterEntry, published: date | None, state: State) -> Timeliness:
    if state is State.EXEMPT or state is State.MISSING:
        return Timeliness.NONE
    if not (published and entry.approval_date):
        return Timeliness.UNKNOWN
    if published < entry.approval_date:
        return Timeliness.EARLY
    late = published > entry.approval_date + ALLOWED
    return Timeliness.LATE if late else Timeliness.IN_TIME


def _in_time(approved: date, published: date, timeliness: Timeliness) -> Iterator[Finding]:
    """Yield that a publication came too late, or before it was approved."""
    if timeliness in {Timeliness.LATE, Timeliness.EARLY}:
        latest = approved + ALLOWED
        gap = published - latest if timeliness is Timeliness.LATE else approved - published
        when = apart(approved, published)
        yield finding(
            IN_TIME,
            f"公开日期{published}，比批复日期{approved}{when}，应在批复后二十日内（至{latest}）。请核对日期。",
            printed=f"{published}",
            expected=f"{approved}至{latest}",
            difference=f"{gap.days}天",
        )


def _of_state(
    entry: RosterEntry, group: Group, state: State, lost: str, day: date
) -> Iterator[Finding]:
    """Yield that nothing was published, or nothing that can be read."""
    if state is State.MISSING:
        since = entry.approval_date
        over = since and day > since + ALLOWED
        when = f"，{since}批复，到{day}已过{(day - since).days}天" if since and over else ""
        only = "；报来的文件都没有采用，见说明" if group.files else ""
        yield finding(
            MISSING.id, f"没有报送公开文件{when}{only}。请催报，确不公开的请在名单上写明原因。"
        )
    elif state is State.UNREAD:
        for each in group.unread:
            yield finding(UNREAD.id, f"“{each.path}”：{each.note}。")
        if lost and group.main:
            yield finding(UNREAD.id, f"“{group.main.shown}”：{lost}。请人工核对。")


def _remarks(entry: RosterEntry, group: Group, state: State) -> Iterator[str]:
    if entry.file and not any(LISTED in each.note for each in group.files):
        yield f"名单的“文件”栏写的是“{entry.file}”，没有找到"
    if state is State.EXEMPT:
        yield f"免于公开：{entry.exempt}"
        if group.files:
            yield f"名单上写着免于公开，却报来{len(group.files)}份文件，没有审核，请核实是否应公开"


def _against_approval(made: Assessed, approved: Mapping[str, Figure]) -> Iterator[Finding]:
    """Yield the totals that cannot be those that were approved, however both were rounded."""
    for name, theirs in approved.items():
        ours = made.now.get(name)
        place = chinese_figure(name).split(".")
        where = " ".join(place).removesuffix(f" {_AMOUNT}")
        if ours is None:
            what = f"{where}：批复的是{_in_full(theirs)}（{theirs.source}），公开文件里没有读到，没有核对。"
            yield finding(APPROVED_UNREAD.id, what)
        elif not agrees(ours, theirs):
            gap = distance(ours, theirs)
            least = add((gap, -ours.margin, -theirs.margin))
            rounded = f"（按印出来的位数，至少相差{least:,.2f}元）" if least != gap else ""
            yield finding(
                APPROVED,
                f"{where}：公开的是{ours}，批复的是{_in_full(theirs)}（{theirs.source}），"
                f"相差{gap:,.2f}元{rounded}。请核对。",
                table=place[0],
                row=place[1],
                column=place[2],
                printed=f"{ours}",
                expected=_in_full(theirs),
                difference=f"{gap:.2f}元",
            )


def _in_full(figure: Figure) -> str:
    """Return an amount as exactly as it is known."""
    return f"{figure}" if figure.margin else f"{figure.amount:,.2f}元"
