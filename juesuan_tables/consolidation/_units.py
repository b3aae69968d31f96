"""Who is who among the accounts that a department is added up from, and what is wrong with that."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan_tables.errors import InputError, Problem, shortened
from juesuan_tables.model import Unit
from juesuan_tables.terms import Entity, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.model import Accounts

HEAD_OFFICE = "本级"
_KINDS = (*UnitKind,)
_BRACKETS = str.maketrans("（）", "()")
_AGAIN = "请修改后重新汇总"


def plain(name: str) -> str:
    """Return a unit's name as it is compared: brackets and blanks as they come."""
    return re.sub(r"\s", "", name.translate(_BRACKETS))


@dataclass(frozen=True, slots=True)
class Group:
    """The accounts that become a department's.

    ``added`` are those that are added up, in an order of their own: units, then 差额表 and 调整表.
    ``own`` is what the department itself states. ``members`` are the units one by one, also those
    of a department within.
    """

    unit: str
    year: int
    added: tuple[Accounts, ...]
    adjusting: tuple[Accounts, ...]
    own: Accounts | None
    members: tuple[Unit, ...]

    @property
    def units(self) -> tuple[Accounts, ...]:
        """Return what is added up and is no 差额表 or 调整表."""
        return self.added[: len(self.added) - len(self.adjusting)]


@dataclass(frozen=True, slots=True)
class _Given:
    """Accounts, and what messages call them."""

    accounts: Accounts
    place: str

    @property
    def order(self) -> tuple[bool, bool, int, str, str]:
        """Return what accounts are sorted by: 差额表 last, 本级 first, then by kind and name."""
        accounts = self.accounts
        kinds = [_KINDS.index(member.kind) for member in accounts.members]
        head = accounts.entity is Entity.HEAD_OFFICE
        return accounts.adjusting, not head, min(kinds, default=0), accounts.unit, self.place


def group_of(units: Sequence[Accounts], unit: str, places: Sequence[str]) -> Group:
    """Return who is who; raise ``InputError`` with everything that is wrong with it."""
    given = [_Given(*each) for each in zip(units, places, strict=True)]
    given.sort(key=lambda each: each.order)
    owns = [each for each in given if is_own(each.accounts, unit)]
    adjusting = [each for each in given if each.accounts.adjusting]
    members = [each for each in given if each not in owns and each not in adjusting]
    own = owns[0].accounts if owns else None
    kinds = {plain(each.name): each.kind for each in own.members} if own else {}
    of_units: list[Unit] = []
    problems: list[Problem] = []
    for each in members:
        found = _members_of(each, unit, kinds, problems)
        of_units += found
    if not members:
        what = "没有一个所属单位的决算，应至少有一个单位的"
        problems.append(Problem(unit, what, "请写上各单位的文件"))
    problems += _several(unit, owns)
    problems += _years(given)
    problems += _twice(members)
    if own and own.members:
        problems += _not_listed(own, of_units)
    if problems:
        raise InputError(dict.fromkeys(problems))
    added = tuple(_named(each.accounts, unit) for each in (*members, *adjusting))
    last = added[len(members) :]
    return Group(unit, given[0].accounts.year, added, last, own, _in_order(of_units, own))


def is_own(accounts: Accounts, unit: str) -> bool:
    """Return whether accounts are those of the department itself, and not of one of its units."""
    is_department = accounts.entity is Entity.DEPARTMENT and plain(accounts.unit) == plain(unit)
    return is_department and not accounts.adjusting


def _named(accounts: Accounts, unit: str) -> Accounts:
    """Return the accounts of a 本级 that is called like its department under a name of its own."""
    if accounts.adjusting or plain(accounts.unit) != plain(unit):
        return accounts
    return accounts.model_copy(update={"unit": f"{accounts.unit}{HEAD_OFFICE}"})


def _members_of(
    given: _Given, unit: str, kinds: Mapping[str, UnitKind], problems: list[Problem]
) -> list[Unit]:
    """Return the units that accounts are of: one, or those of a department within."""
    accounts = given.accounts
    name = accounts.unit
    if accounts.entity is Entity.DEPARTMENT and len(accounts.members) > 1:
        return [*accounts.members]
    if plain(name) == plain(unit):
        if accounts.entity is not Entity.HEAD_OFFICE:
            what = f"与部门同名“{name}”，公开主体填的是“{accounts.entity}”"
            advice = f"是本级的决算，请填“{Entity.HEAD_OFFICE}”；是部门的汇总表，请填“{Entity.DEPARTMENT}”"
            problems.append(Problem(given.place, what, advice))
        name = f"{name}{HEAD_OFFICE}"
    named = [member.kind for member in accounts.members if plain(member.name) == plain(name)]
    alone = [member.kind for member in accounts.members] if len(accounts.members) == 1 else []
    listed = [kinds[key] for key in (plain(name), plain(accounts.unit)) if key in kinds]
    kind = next(iter([*named, *alone, *listed]), None)
    if kind is None:
        what = f"没有写“{name}”的单位性质，应为：{'、'.join(UnitKind)}"
        problems.append(Problem(given.place, what, "请在“所属单位”里填上这个单位和它的性质"))
        return []
    return [Unit(name=name, kind=kind)]


def _several(unit: str, owns: Sequence[_Given]) -> Iterator[Problem]:
    if len(owns) > 1:
        files = "、".join(each.place for each in owns)
        what = f"有{len(owns)}份都是部门“{unit}”自己的：{files}，应至多一份"
        yield Problem(unit, what, "请只留一份；是本级的，公开主体请填“单位本级”")


def _years(given: Sequence[_Given]) -> Iterator[Problem]:
    """Yield what is of another year than most."""
    years: defaultdict[int, list[_Given]] = defaultdict(list)
    for each in given:
        years[each.accounts.year].append(each)
    if len(years) > 1:
        usual = max(years, key=lambda year: (len(years[year]), year))
        for year, others in years.items():
            for each in others if year != usual else ():
                what = f"是{year}年度的，其余是{usual}年度的"
                yield Problem(each.place, what, "请换成同一年度的决算")


def _twice(members: Sequence[_Given]) -> Iterator[Problem]:
    """Yield the units that are there more than once, also within a department."""
    where: defaultdict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for each in members:
        accounts = each.accounts
        within = accounts.members if accounts.entity is Entity.DEPARTMENT else ()
        for name in dict.fromkeys((accounts.unit, *(member.name for member in within))):
            names.setdefault(plain(name), name)
            where[plain(name)].append(each.place)
    for key, places in where.items():
        if len(places) > 1:
            files = "" if {*places} == {names[key]} else f"：{'、'.join(places)}"
            what = f"有{len(places)}份决算{files}，会重复相加"
            yield Problem(names[key], what, "请只留一份")


def _not_listed(own: Accounts, found: Iterable[Unit]) -> Iterator[Problem]:
    """Yield what the department lists and nobody gave, and the other way round."""
    listed, there = ({plain(each.name): each for each in units} for units in (own.members, found))
    for names, what, advice in (
        (listed.keys() - there.keys(), "部门的“所属单位”里有，没有它的决算", "请补上它的文件"),
        (there.keys() - listed.keys(), "部门的“所属单位”里没有这个单位", "请在部门的文件里补上"),
    ):
        for key in sorted(names):
            yield Problem(shortened((listed | there)[key].name), what, advice)
    for key in sorted(listed.keys() & there.keys()):
        one, other = listed[key].kind, there[key].kind
        if one is not other:
            what = f"部门填的单位性质是“{one}”，单位自己填的是“{other}”"
            yield Problem(there[key].name, what, _AGAIN)


def _in_order(units: Sequence[Unit], own: Accounts | None) -> tuple[Unit, ...]:
    """Return the members as the department lists them, else 本级 first, then by kind and name."""
    if own and own.members:
        return own.members
    by_kind = sorted(units, key=lambda each: (_KINDS.index(each.kind), each.name))
    return tuple(sorted(by_kind, key=lambda each: HEAD_OFFICE not in each.name))
