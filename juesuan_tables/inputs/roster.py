"""名单: which departments and units must publish, since when, and which need not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan_tables.errors import InputError, shortened
from juesuan_tables.inputs.headed import (
    AGAIN,
    ENTITY,
    UNIT,
    Column,
    headed,
    is_total,
    refuse_nameless,
    sheets_of_list,
    typed,
)
from juesuan_tables.inputs.places import Faults
from juesuan_tables.terms import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from juesuan_tables.inputs.headed import HeadedRow
    from juesuan_tables.inputs.places import Place

COLUMNS = (
    UNIT,
    ENTITY,
    Column("approval_date", ("批复日期", "批复时间", "决算批复日期")),
    Column("publication_date", ("公开日期", "公开时间")),
    Column("exempt", ("免于公开", "免予公开", "免于公开原因", "不公开原因")),
    Column("file", ("文件", "文件名", "文件或文件夹")),
    Column("superior", ("所属部门", "主管部门")),
)
"""The columns of a roster; the first heading of each is the one that an empty roster has."""
_DAY = re.compile(
    r"(\d{4})(?:[年./-](\d{1,2})[月./-](\d{1,2})日?|(\d{2})(\d{2}))(?:\s+0{1,2}:00(?::00)?)?"
)
_NO, _YES = {"否", "无", "不", "公开", "应公开"}, {"是", "免于公开", "免予公开", "√", "✓"}
_ENTITIES = {each.value: each for each in Entity} | {
    "本级": Entity.HEAD_OFFICE,
    "部门本级": Entity.HEAD_OFFICE,
    "所属单位": Entity.SINGLE_UNIT,
}
_EXPECTED_ENTITY = f"应为{'、'.join(each.value for each in Entity)}中的一种，或者空着"


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One that must publish, or need not.

    ``exempt`` is why it need not, empty where it must. ``file`` is the file or the folder that is
    its publication where the roster says so, ``superior`` the department that it belongs to.
    ``source`` is the cell of its name.
    """

    unit: str
    entity: Entity | None = None
    approval_date: date | None = None
    publication_date: date | None = None
    exempt: str = ""
    file: str = ""
    superior: str = ""
    source: str = ""


def read_roster(path: Path) -> tuple[RosterEntry, ...]:
    """Return a roster in its order; raise ``InputError`` with every cell that is wrong."""
    faults = Faults()
    table = headed(sheets_of_list(path), COLUMNS, faults)
    entries = [(row, _entry(row, faults)) for row in table.rows() if not is_total(row)]
    _refuse_repeated(entries, faults)
    if faults.problems:
        raise InputError(faults.problems)
    if not entries:
        where = table.sheet.place(table.heads + 1, table.columns["unit"])
        raise InputError.of(where, "名单是空的，应一行写一个部门或单位", AGAIN)
    return tuple(entry for _, entry in entries)


def _entry(row: HeadedRow, faults: Faults) -> RosterEntry:
    """Return what a row says; tell ``faults`` what it should not say."""
    refuse_nameless(row, faults)
    name = row.place("unit")
    approved = _day(row.place("approval_date"), faults)
    published = _day(row.place("publication_date"), faults)
    return RosterEntry(
        unit=typed(name),
        entity=_entity(row.place("entity"), faults),
        approval_date=approved,
        publication_date=published,
        exempt=_exempt(row.place("exempt")),
        file=typed(row.place("file")),
        superior=typed(row.place("superior")),
        source=str(name),
    )


def _entity(place: Place | None, faults: Faults) -> Entity | None:
    text = typed(place).replace(" ", "")
    if not text or place is None:
        return None
    if text not in _ENTITIES:
        faults.refuse(place, f"填的是“{shortened(text)}”，{_EXPECTED_ENTITY}", AGAIN)
    return _ENTITIES.get(text)


def _exempt(place: Place | None) -> str:
    text = typed(place)
    if text in _NO:
        return ""
    return "名单没有写原因" if text in _YES else text


def _day(place: Place | None, faults: Faults) -> date | None:
    """Return a day, whether the cell holds one or the text of one."""
    if place is None or place.value is None:
        return None
    value = place.value
    if isinstance(value, date):
        return value
    text = f"{value:f}" if isinstance(value, Decimal) else str(value).strip()
    if found := _DAY.fullmatch(text):
        year, month, day = found[1], found[2] or found[4], found[3] or found[5]
        try:
            return date(int(year), int(month), int(day))
        except ValueError:  # there is no such day
            pass
    what = f"填的是“{shortened(text)}”，应为日期，写作“年-月-日”"
    faults.refuse(place, what, AGAIN)
    return None


def _refuse_repeated(rows: Iterable[tuple[HeadedRow, RosterEntry]], faults: Faults) -> None:
    """Tell of who stands there twice: the same name may be a department and its own 本级."""
    known: dict[tuple[str, Entity | None], str] = {}
    names: dict[str, list[Entity | None]] = {}
    for row, entry in rows:
        name = entry.unit.replace(" ", "")
        place = row.place("unit")
        if not name or place is None:
            continue
        if (name, entry.entity) in known:
            what = f"“{shortened(name)}”与{known[name, entry.entity]}重复，应一行一个"
            faults.refuse(place, what, AGAIN)
        elif None in {entry.entity, *names.get(name, ())} and name in names:
            what = f"“{shortened(name)}”出现两次，应各写明公开主体"
            faults.refuse(place, what, AGAIN)
        known.setdefault((name, entry.entity), entry.source)
        names.setdefault(name, []).append(entry.entity)
