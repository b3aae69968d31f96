"""Whether the counts beside “三公” go with its amounts, and these with their budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.addresses import address
from juesuan_tables.checks._evidence import EXPERIENCE, INSPECTION, USUAL, Check
from juesuan_tables.checks._words import difference, disagreement, found, in_words, noted, where
from juesuan_tables.figure import Figure, agrees, times
from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension, MeasureKey, chinese_figure, glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.figure import Count
    from juesuan_tables.findings import Finding


class Counted(NamedTuple):
    """A count that goes with an amount of “三公”: above zero together, or zero together."""

    key: MeasureKey
    column: str


COUNTED = (
    Counted(MeasureKey.DELEGATIONS_ABROAD, "travel_abroad"),
    Counted(MeasureKey.TRAVELLERS_ABROAD, "travel_abroad"),
    Counted(MeasureKey.RECEPTIONS, "reception"),
    Counted(MeasureKey.GUESTS, "reception"),
    Counted(MeasureKey.VEHICLES_BOUGHT, "vehicle_purchase"),
    Counted(MeasureKey.VEHICLES_KEPT, "vehicle_running"),
)


RECEPTION = frozenset({MeasureKey.DOMESTIC_RECEPTION, MeasureKey.FOREIGN_RECEPTION})
"""Amounts that are parts of 公务接待费."""


def count_of(evidence: Evidence, key: MeasureKey) -> Count | None:
    """Return a count of 其他数据, or None where nobody stated it."""
    return evidence.counts.get(f"measures.{key.key}.value")


def _outturns(evidence: Evidence) -> Iterator[tuple[MeasureKey, Count | None, Figure]]:
    """Yield every counted item of “三公” with its count and its amount."""
    for key, column in COUNTED:
        if key not in evidence.edition.measures:
            continue
        if amount := evidence.figures.get(f"three_public.outturn.{column}"):
            yield key, count_of(evidence, key), amount


def not_stated(measures: list[str]) -> Iterator[Finding]:
    """Say which numbers of 其他数据 the explanation had to leave out."""
    if measures:
        message = f"其他数据：没有填{'、'.join(measures)}，情况说明没有写到。请补充，没有的填0。"
        yield noted(message)


def missing_counts(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require the counts beside “三公”, even where they are 0, unless there is no “三公” at all."""
    if not any(fact.exists for fact in evidence.accounts.three_public):
        return
    missing = [key for key, count, _ in _outturns(evidence) if count is None]
    reception = evidence.figures.get("three_public.outturn.reception")
    if reception and reception.exists:
        stated = {measure.key for measure in evidence.accounts.measures}
        missing += [key for key in evidence.edition.measures if key in RECEPTION - stated]
    yield from not_stated([key.value for key in missing])


def zero_counts(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Where money was spent, something was counted."""
    for _key, count, amount in _outturns(evidence):
        if count is not None and not count.value and amount.shown > 0:
            yield _uneven(evidence, count, amount, "数量应大于零")


def counts_without_amount(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Where something was counted, money was usually spent."""
    for _key, count, amount in _outturns(evidence):
        if count is not None and count.value and not amount.exists:
            yield _uneven(evidence, count, amount, "支出为零，数量一般也应为零")


def _uneven(evidence: Evidence, count: Count, amount: Figure, what: str) -> Finding:
    message = (
        f"{where(evidence, count.name)}：填的是 {count}，"
        f"{where(evidence, amount.name)} {amount}，{what}。请核对。"
    )
    return found(evidence, count.name, message, against=[amount])


def at_least(
    evidence: Evidence, pairs: Iterable[tuple[MeasureKey, MeasureKey]]
) -> Iterator[Finding]:
    """Yield where the first of two counts is less than the second."""
    for more, less in pairs:
        large, small = count_of(evidence, more), count_of(evidence, less)
        if large and small and large.value < small.value:
            gap = int(small.value) - int(large.value)
            message = (
                f"{where(evidence, large.name)}：填的是 {large}，{less} {small}，"
                f"{more}不应少于{less}，少了 {gap}。请核对。"
            )
            yield found(evidence, large.name, message, against=[small])


def too_few_guests(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require a guest a reception, a traveller a delegation, and foreigners among the guests."""
    yield from at_least(
        evidence,
        (
            (MeasureKey.GUESTS, MeasureKey.RECEPTIONS),
            (MeasureKey.TRAVELLERS_ABROAD, MeasureKey.DELEGATIONS_ABROAD),
            (MeasureKey.GUESTS, MeasureKey.FOREIGN_GUESTS),
            (MeasureKey.RECEPTIONS, MeasureKey.FOREIGN_RECEPTIONS),
            (MeasureKey.FOREIGN_GUESTS, MeasureKey.FOREIGN_RECEPTIONS),
        ),
    )


def dear_receptions(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Point out a cost per guest above the limit that the user set."""
    amount = evidence.figures.get("three_public.outturn.reception")
    guests = count_of(evidence, MeasureKey.GUESTS)
    if limits.cost_per_guest is None or not amount or not guests or not guests.value:
        return
    if amount.amount > times(limits.cost_per_guest, guests.value):
        message = (
            f"{where(evidence, amount.name)}：本表 {amount}，{guests}，"
            f"人均超过 {limits.cost_per_guest} 元。请核对。"
        )
        yield found(evidence, amount.name, message, printed=amount, against=[guests])


def more_kept_than_owned(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out more 公务用车 kept than there are vehicles at all."""
    kept = count_of(evidence, MeasureKey.VEHICLES_KEPT)
    owned = evidence.counts.get("measures.vehicles_total.value")
    if kept and owned and kept.value > owned.value:
        message = (
            f"{where(evidence, kept.name)}：填的是 {kept}，各类车辆合计 {owned}，"
            f"一般不应大于它，多 {int(kept.value) - int(owned.value)}辆。请核对。"
        )
        yield found(evidence, kept.name, message, against=[owned])


def above_budget(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out an item of “三公” above its budget."""
    for column in ("travel_abroad", "vehicle_purchase", "vehicle_running", "reception"):
        outturn = evidence.figures.get(f"three_public.outturn.{column}")
        stage = evidence.edition.stage("three_public")
        budget = evidence.figures.get(f"three_public.{stage.key}.{column}")
        if outturn and budget and outturn.shown > budget.shown:
            shown, other = outturn.as_printed(), budget.as_printed()
            says = f"{stage} {{}}，比预算"
            yield disagreement(evidence, shown, other, says=says, advice="请核对并说明原因")


def uneven_prior(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require that last year's items of “三公” add up to last year's total."""
    names = [f"three_public.outturn.{item}" for item in ("travel_abroad", "vehicles", "reception")]
    whole = "three_public.outturn.total"
    total = evidence.prior.get(whole)
    if total is None:
        return
    items = [evidence.prior[name] for name in names if name in evidence.prior]
    absent = "、".join(glossary()[address(n).column] for n in names if n not in evidence.prior)
    added = Figure.total(total.name, items, label="各项上年数合计")
    if not agrees(total, added):
        said, expected = in_words(total, added)
        gap = f"其中没有填{absent}，" if absent else ""
        message = (
            f"{chinese_figure(whole)} 上年：填的是 {said}，各项上年数合计 {expected}，{gap}"
            f"相差 {difference(total, added)}。请核对上年的“三公”经费。"
        )
        yield found(evidence, whole, message, printed=total, expected=added)


_E, _W = Severity.ERROR, Severity.ADVISORY
CHECKS = (
    Check(
        "count-missing",
        "“三公”经费的团组、批次、车辆等都要填",
        USUAL,
        _E,
        missing_counts,
        Dimension.LEVEL_OF_DETAIL,
    ),
    Check(
        "count-zero", "有支出的，数量应大于零", EXPERIENCE, _E, zero_counts, Dimension.TRUTHFULNESS
    ),
    Check(
        "count-without-amount",
        "没有支出的，数量一般为零",
        EXPERIENCE,
        _W,
        counts_without_amount,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "count-order",
        "人次不少于批次和团组，外宾包括在内",
        INSPECTION,
        _E,
        too_few_guests,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "reception-cost",
        "人均接待费不超过所设的限额",
        INSPECTION,
        _W,
        dear_receptions,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "vehicles-kept",
        "公务用车保有量不大于车辆总数",
        USUAL,
        _W,
        more_kept_than_owned,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "three-public-prior",
        "上年“三公”经费合计＝上年各项之和",
        USUAL,
        _E,
        uneven_prior,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "three-public-above-budget",
        "“三公”经费不超过预算",
        INSPECTION,
        _W,
        above_budget,
        Dimension.TRUTHFULNESS,
    ),
)
