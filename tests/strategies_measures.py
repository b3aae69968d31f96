"""其他数据 in step with the amounts that they belong to, as far as an edition prints them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from strategies_parts import ZERO, added, some, spread

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Sequence

KEY, ITEM = jt.MeasureKey, jt.ThreePublicItem
Values = dict[jt.MeasureKey, Decimal]
VEHICLES = tuple(
    key for key in KEY if key.unit == "辆" and key not in {KEY.VEHICLES_KEPT, KEY.VEHICLES_BOUGHT}
)
EQUIPMENT = (KEY.GENERAL_EQUIPMENT, KEY.SPECIAL_EQUIPMENT, KEY.LARGE_EQUIPMENT)
RATINGS = (KEY.RATED_EXCELLENT, KEY.RATED_GOOD, KEY.RATED_PASSED, KEY.RATED_FAILED)
PROCUREMENT = (KEY.PROCUREMENT_GOODS, KEY.PROCUREMENT_WORKS, KEY.PROCUREMENT_SERVICES)


FOREIGN = (KEY.FOREIGN_RECEPTIONS, KEY.FOREIGN_GUESTS)


@st.composite
def measures(
    draw: st.DrawFn,
    edition: jt.Edition,
    basic: Sequence[jt.EconomicExpenditure],
    spent: Sequence[jt.ThreePublic],
    kinds: Sequence[jt.UnitKind],
) -> list[jt.Measure]:
    """Draw every measure that the edition prints; some of those that it can do without are missing."""
    outturn = _outturns(edition, spent)
    values: Values = {
        **draw(_expenses(basic, kinds)),
        **draw(_procurement(edition)),
        **draw(_travel(outturn)),
        **draw(_receptions(outturn[ITEM.RECEPTION])),
        **draw(_assets(edition)),
        **draw(_performance()),
        **draw(_staff()),
    }
    further = [key for each in edition.sections for key in each.further_measures]
    dispensable = [key for key in further if key not in VEHICLES]  # of which there is at least one
    if KEY.PROJECTS_EVALUATED in edition.measures:  # then it tells of all ratings and problems
        dispensable = [key for key in dispensable if key not in values or key in FOREIGN]
    missing = draw(st.sets(st.sampled_from(dispensable), max_size=4))
    printed = set(edition.printed_measures) - missing
    return [jt.Measure(key=key, value=value) for key, value in values.items() if key in printed]


def _outturns(
    edition: jt.Edition, spent: Sequence[jt.ThreePublic]
) -> dict[jt.ThreePublicItem, Decimal]:
    """Return the outturn of every item of “三公”, of the funds that the edition's table prints."""
    form = edition.form("three_public")
    assert form
    printed = [f for f in spent if f.stage is jt.Stage.OUTTURN and f.fund in form.funds]
    return {item: added(fact for fact in printed if fact.item is item) for item in ITEM}


def _up_to(amount: Decimal) -> st.SearchStrategy[Decimal]:
    """Amounts from zero to a given one."""
    return st.integers(0, int(amount.scaleb(2))).map(spread)


def _numbers(least: int = 0, most: int = 50) -> st.SearchStrategy[Decimal]:
    """Whole numbers."""
    return st.integers(least, most).map(Decimal)


@st.composite
def _expenses(
    draw: st.DrawFn, basic: Sequence[jt.EconomicExpenditure], kinds: Sequence[jt.UnitKind]
) -> Values:
    """机关运行经费 within 公用经费, none of 事业单位 alone; 会议费 and 培训费."""
    values = {KEY.MEETING_EXPENSE: draw(some), KEY.TRAINING_EXPENSE: draw(some)}
    running = added(f for f in basic if f.economic_subject[:3] not in ("301", "303"))
    if set(kinds) != {jt.UnitKind.INSTITUTION}:
        values[KEY.AGENCY_OPERATING_COST] = draw(_up_to(running))
    elif draw(st.booleans()):
        values[KEY.AGENCY_OPERATING_COST] = ZERO
    return values


@st.composite
def _procurement(draw: st.DrawFn, edition: jt.Edition) -> Values:
    """采购 by kind, and what of it small firms were awarded."""
    values: Values = {key: draw(some) for key in PROCUREMENT}
    total = sum(values.values(), ZERO)
    if KEY.AWARDS_SMALL_MEDIUM in edition.measures:
        values[KEY.AWARDS_SMALL_MEDIUM] = draw(_up_to(total))
        values[KEY.AWARDS_SMALL_MICRO] = draw(_up_to(values[KEY.AWARDS_SMALL_MEDIUM]))
        return values
    reserved = draw(_up_to(total))
    values[KEY.RESERVED_SMALL_MEDIUM] = draw(some)
    values[KEY.RESERVED_SMALL_MICRO] = draw(_up_to(values[KEY.RESERVED_SMALL_MEDIUM]))
    values[KEY.RESERVED_AWARDS_SMALL_MEDIUM] = reserved
    values[KEY.RESERVED_AWARDS_SMALL_MICRO] = draw(_up_to(reserved))
    values[KEY.OTHER_AWARDS_SMALL_MEDIUM] = draw(_up_to(total - reserved))
    return values


@st.composite
def _travel(draw: st.DrawFn, outturn: dict[jt.ThreePublicItem, Decimal]) -> Values:
    """团组, 人次 and vehicles: above zero where money was spent, else zero."""
    values: Values = {}
    for item, key in (
        (ITEM.TRAVEL_ABROAD, KEY.DELEGATIONS_ABROAD),
        (ITEM.VEHICLE_RUNNING, KEY.VEHICLES_KEPT),
        (ITEM.VEHICLE_PURCHASE, KEY.VEHICLES_BOUGHT),
    ):
        values[key] = draw(_numbers(1)) if outturn[item] else Decimal(0)
    delegations = values[KEY.DELEGATIONS_ABROAD]
    more = draw(_numbers()) if delegations else Decimal(0)
    return values | {KEY.TRAVELLERS_ABROAD: delegations + more}


@st.composite
def _receptions(draw: st.DrawFn, outturn: Decimal) -> Values:
    """批次 and 人次, those of 外宾 included; 国内公务接待 and 外宾接待 within 公务接待费."""
    if not outturn:
        keys = (KEY.RECEPTIONS, KEY.GUESTS, KEY.FOREIGN_RECEPTIONS, KEY.FOREIGN_GUESTS)
        return dict.fromkeys((*keys, KEY.DOMESTIC_RECEPTION, KEY.FOREIGN_RECEPTION), Decimal(0))
    receptions, more = draw(st.integers(1, 50)), draw(st.integers(0, 50))
    foreign = draw(st.integers(0, receptions))
    guests = draw(st.integers(foreign, receptions + more)) if foreign else 0
    domestic = draw(_up_to(outturn))
    return {
        KEY.RECEPTIONS: Decimal(receptions),
        KEY.GUESTS: Decimal(receptions + more),
        KEY.FOREIGN_RECEPTIONS: Decimal(foreign),
        KEY.FOREIGN_GUESTS: Decimal(guests),
        KEY.DOMESTIC_RECEPTION: domestic,
        KEY.FOREIGN_RECEPTION: draw(_up_to(domestic)),
    }


@st.composite
def _assets(draw: st.DrawFn, edition: jt.Edition) -> Values:
    """Vehicles of the edition's categories, at least of one, and equipment."""
    counted = [key for key in VEHICLES if key in edition.printed_measures]
    stated = draw(st.lists(st.sampled_from(counted), min_size=1, unique=True))
    stated += [key for key in counted if key in edition.measures and key not in stated]
    return {key: draw(_numbers(0, 3)) for key in (*stated, *EQUIPMENT)}


@st.composite
def _performance(draw: st.DrawFn) -> Values:
    """Projects planned, of these tracked and evaluated; ratings and problems that add up."""
    planned = draw(st.integers(0, 30))
    rated = [draw(st.integers(0, planned // len(RATINGS))) for _ in RATINGS]
    solved, open_ = draw(st.integers(0, 9)), draw(st.integers(0, 9))
    return {
        KEY.PROJECTS_PLANNED: Decimal(planned),
        KEY.PROJECTS_TRACKED: draw(_numbers(0, planned)),
        KEY.PROJECTS_EVALUATED: Decimal(sum(rated)),
        **{key: draw(some) for key in (KEY.PLANNED_AMOUNT, KEY.TRACKED_AMOUNT)},
        KEY.EVALUATED_AMOUNT: draw(some),
        KEY.EVALUATION_SCORE: draw(st.integers(0, 10_000).map(spread)),
        **dict(zip(RATINGS, map(Decimal, rated), strict=True)),
        KEY.PROBLEMS_FOUND: Decimal(solved + open_),
        KEY.PROBLEMS_SOLVED: Decimal(solved),
        KEY.PROBLEMS_BEING_SOLVED: Decimal(open_),
    }


@st.composite
def _staff(draw: st.DrawFn) -> Values:
    """内设机构, 编制 and 实有人数."""
    return {
        key: draw(_numbers()) for key in (KEY.INTERNAL_OFFICES, KEY.ESTABLISHED_POSTS, KEY.STAFF)
    }
