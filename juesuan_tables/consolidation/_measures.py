"""其他数据 of a department: those of all its units together, as far as they add up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.consolidation._sources import joined, source_of
from juesuan_tables.errors import Problem, shortened
from juesuan_tables.figure import SCORE, add
from juesuan_tables.model import Measure
from juesuan_tables.terms import VEHICLES, MeasureKey, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.consolidation._units import Group
    from juesuan_tables.model import Accounts

OPERATING_COST = MeasureKey.AGENCY_OPERATING_COST
_WITH_OPERATING_COST = {UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE_MANAGED}


def added(group: Group) -> tuple[tuple[Measure, ...], list[Problem]]:
    """Return the sums, and what was left out.

    A number that some unit should state and does not is unknown of the department, too, unless the
    department itself states it; so is a score.
    """
    own = {measure.key: measure for measure in group.own.measures} if group.own else {}
    found: dict[MeasureKey, Measure] = {}
    missing: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    stated = {key for unit in group.added for key in _counted(unit)}
    for key in (key for key in MeasureKey if key in stated and key.unit != SCORE):
        lacking = tuple(unit.unit for unit in group.units if _lacks(unit, key))
        if not lacking:
            found[key] = _sum(group, key)
        elif key not in own:
            missing[lacking].append(key)
    notices = [*_no_operating_cost(group), *_incomplete(group, missing)]
    notices += _different(group, own, found)
    return (*found.values(), *(own[key] for key in own if key not in found)), notices


def has_operating_cost(unit: Accounts) -> bool:
    """Return whether 机关运行经费 of accounts counts: not where all of its units are 事业单位."""
    kinds = {member.kind for member in unit.members}
    return not kinds or bool(kinds & _WITH_OPERATING_COST)


def _counted(unit: Accounts) -> dict[MeasureKey, Measure]:
    """Return the measures of a unit that are part of the department's."""
    stated = {measure.key: measure for measure in unit.measures}
    if not has_operating_cost(unit):
        stated.pop(OPERATING_COST, None)
    return stated


def _lacks(unit: Accounts, key: MeasureKey) -> bool:
    """Return whether a unit should state a measure and does not.

    Vehicles are stated by category: who states one, says that there are none of the others.
    """
    if key is OPERATING_COST and not has_operating_cost(unit):
        return False
    alike = VEHICLES if key in VEHICLES else {key}
    return not any(measure.key in alike for measure in unit.measures)


def _sum(group: Group, key: MeasureKey) -> Measure:
    stated = [(unit, _counted(unit)[key]) for unit in group.added if key in _counted(unit)]
    value = add(measure.value for _, measure in stated)
    source = joined(sorted(source_of(unit, measure.source) for unit, measure in stated))
    return Measure(key=key, value=value, source=source)


def _no_operating_cost(group: Group) -> Iterator[Problem]:
    """Yield the 机关运行经费 that units without such a thing state."""
    for unit in group.units:
        for measure in unit.measures:
            if measure.key is OPERATING_COST and measure.value and not has_operating_cost(unit):
                where = source_of(unit, measure.source)
                what = f"是事业单位，填了{OPERATING_COST} {measure.value:,.2f}元，没有计入部门数"
                advice = "机关运行经费只有行政单位和参公事业单位有，请核对单位性质或删去这个数"
                yield Problem(where, what, advice)


def _incomplete(group: Group, missing: dict[tuple[str, ...], list[str]]) -> Iterator[Problem]:
    for who, keys in missing.items():
        what = f"{shortened('、'.join(who), 100)}没有填{'、'.join(keys)}，部门数没有相加"
        yield Problem(f"{group.unit} 其他数据", what, "请在这些单位的文件里补填，没有的填0")


def _different(
    group: Group, own: dict[MeasureKey, Measure], found: dict[MeasureKey, Measure]
) -> Iterator[Problem]:
    """Yield where the department states another number than its units together."""
    for key in own.keys() & found.keys():
        if own[key].value != found[key].value:
            shown = [f"{value.value:,f}{key.unit}" for value in (own[key], found[key])]
            what = f"部门填的{key}是{shown[0]}，各单位相加是{shown[1]}，采用了各单位相加的数"
            yield Problem(own[key].source or f"{group.unit} 其他数据", what, "请核对哪一个对")
