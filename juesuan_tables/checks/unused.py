"""What was stated and is printed nowhere: an officer should know, and may have mistyped it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from juesuan_tables.addresses import TABLE_OF_FUND
from juesuan_tables.checks._evidence import USUAL, Check
from juesuan_tables.checks._words import found, noted
from juesuan_tables.checks.explanation import named
from juesuan_tables.editions import Attached
from juesuan_tables.figure import add
from juesuan_tables.findings import Severity
from juesuan_tables.terms import (
    RATINGS,
    VEHICLES,
    Dimension,
    Fund,
    MeasureKey,
    NoteKind,
    Period,
    Stage,
    chinese_figure,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding
    from juesuan_tables.model import Measure

_INITIAL_BESIDE_FULL_YEAR = TABLE_OF_FUND[Fund.GENERAL_PUBLIC_BUDGET]
"""The table of which the explanation prints 年初预算, too, where the edition uses 全年预算."""


NEEDED = {
    **dict.fromkeys(
        (MeasureKey.EVALUATED_AMOUNT, MeasureKey.EVALUATION_SCORE, *RATINGS),
        MeasureKey.PROJECTS_EVALUATED,
    ),
    MeasureKey.PLANNED_AMOUNT: MeasureKey.PROJECTS_PLANNED,
    MeasureKey.TRACKED_AMOUNT: MeasureKey.PROJECTS_TRACKED,
    MeasureKey.PROBLEMS_SOLVED: MeasureKey.PROBLEMS_FOUND,
    MeasureKey.PROBLEMS_BEING_SOLVED: MeasureKey.PROBLEMS_FOUND,
    MeasureKey.ESTABLISHED_POSTS: MeasureKey.STAFF,
    MeasureKey.STAFF: MeasureKey.ESTABLISHED_POSTS,
    MeasureKey.FOREIGN_GUESTS: MeasureKey.FOREIGN_RECEPTIONS,
    MeasureKey.FOREIGN_RECEPTION: MeasureKey.DOMESTIC_RECEPTION,
    MeasureKey.AWARDS_SMALL_MICRO: MeasureKey.AWARDS_SMALL_MEDIUM,
}
"""The numbers that a sentence prints only beside another one."""


def unused_facts(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out budgets, last year's totals and projects that nothing prints."""
    for what, sources in _unused(evidence).items():
        places = _listed(sources)
        message = f"{places or '记录'}：{what}没有用到，表和说明都不印。请核对。"
        yield noted(message)


def _unused(evidence: Evidence) -> dict[str, list[str]]:
    """Return the sources of what is not used, by what it is."""
    accounts, edition = evidence.accounts, evidence.edition
    compared = {name for section in edition.sections for name in section.last_year}
    found: dict[str, list[str]] = {}
    for budget in accounts.budgets:
        table = TABLE_OF_FUND.get(budget.fund, "")
        stages = {edition.stage(table)}
        initial = f"{table}.total.{Stage.INITIAL_BUDGET.key}"
        if table == _INITIAL_BESIDE_FULL_YEAR and initial in evidence.figures:
            stages.add(Stage.INITIAL_BUDGET)
        if budget.exists and (table not in evidence.tables or budget.stage not in stages):
            wanted = f"（本表样比较的是{edition.stage(table)}）" if table in evidence.tables else ""
            found.setdefault(f"{budget.fund}的{budget.stage}{wanted}", []).append(budget.source)
    grid = evidence.tables.get("three_public")
    for each in accounts.three_public:
        if each.exists and each.stage.key not in (grid.row_labels if grid else ()):
            wanted = f"（本表样的预算数是{edition.stage('three_public')}）" if grid else ""
            found.setdefault(f"“三公”经费的{each.stage}{wanted}", []).append(each.source)
    for total in accounts.stated:
        if total.exists and total.period is Period.LAST_YEAR and total.figure not in compared:
            what = f"{chinese_figure(total.figure)} {total.period} {total.amount} 元"
            found.setdefault(what, []).append(total.source)
    if not any(section.attached is Attached.PROJECT for section in edition.sections):
        for project in accounts.projects:
            found.setdefault("专项（本表样不附绩效自评报告）", []).append(project.source)
    return found


def unused_measures(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out numbers of 其他数据 that this edition's explanation does not print."""
    printed = set(evidence.edition.printed_measures)
    unused = [m for m in evidence.accounts.measures if m.value and m.key not in printed]
    stated = [measure for measure in unused if measure.key not in VEHICLES]
    if stated:
        names = "、".join(measure.key for measure in stated)
        message = f"{_places(stated)}：本表样的情况说明不写{names}，没有用到。请核对数据项，不需要的可以删去。"
        yield noted(message)


def lonely_measures(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out numbers that no sentence prints without another one, which nobody stated."""
    stated = {measure.key: measure for measure in evidence.accounts.measures}
    for key, needed in NEEDED.items():
        alone = key in stated and stated[key].value and needed not in stated
        if alone and {key, needed} <= {*evidence.edition.printed_measures}:
            message = (
                f"{_places([stated[key]])}：填了{key}，没有填{needed}，情况说明没有写出{key}。"
                f"请补充{needed}。"
            )
            yield noted(message)


def other_vehicles(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Refuse vehicles of categories that the edition does not count: they are in no total."""
    printed = evidence.edition.vehicles
    others = [
        measure
        for measure in evidence.accounts.measures
        if measure.key in VEHICLES and measure.key not in printed and measure.value
    ]
    if others and printed:
        typed = "、".join(f"{measure.key}{int(measure.value)}辆" for measure in others)
        message = (
            f"{_places(others)}：填了{typed}，本表样没有这几类，车辆总数少计 "
            f"{int(add(measure.value for measure in others))}辆。请改填：{'、'.join(printed)}。"
        )
        yield noted(message)


def _places(measures: list[Measure]) -> str:
    return _listed(measure.source for measure in measures) or "其他数据"


def _listed(sources: Iterable[str]) -> str:
    """Return the records of one or several facts, each once, in the order of the file."""
    places = sorted(dict.fromkeys(filter(None, sources)), key=_in_order)
    lists = [place.rpartition("第")[0] for place in places]
    return "、".join(
        place.removeprefix(before) if before == same else place
        for place, before, same in zip(places, lists, ["", *lists], strict=False)
    )


def _in_order(source: str) -> tuple[int, str]:
    """Order 第9条 before 第10条."""
    return len(source), source


def unused_notes(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out what was said about figures and topics that no sentence speaks of."""
    spoken: dict[NoteKind, set[str]] = {kind: set() for kind in NoteKind}
    for section in evidence.edition.sections:
        if not evidence.accounts.newly_established:
            spoken[NoteKind.CHANGE_REASON] |= set(section.last_year) - set(section.unexplained)
        spoken[NoteKind.BUDGET_REASON] |= set(named(evidence, section.budgets))
        spoken[NoteKind.PURPOSE] |= set(
            named(evidence, (*section.purposes, *section.further_purposes))
        )
    spoken[NoteKind.PURPOSE] |= {entry.figure for entry in evidence.edition.glossary}
    given = {(note.kind, note.figure) for note in evidence.accounts.notes}
    printed = {topic for each in evidence.edition.sections for topic in each.topics}
    for note in evidence.accounts.notes:
        if note.figure in spoken[note.kind] or note.topic in printed:
            continue
        about = chinese_figure(note.figure) if note.figure else str(note.topic)
        free = [chinese_figure(n) for n in spoken[note.kind] if (note.kind, n) not in given]
        mistyped = note.figure and note.figure not in evidence.figures
        close = get_close_matches(about, free, n=1) if mistyped else []
        hint = f"是否应为“{close[0]}”？" if close else ""
        what = f"这个指标的{note.kind}" if note.figure else "这一主题"
        message = (
            f"{note.source or '说明'} {about}：本表样的情况说明不写{what}，没有用到。"
            f"{hint}请核对“{'指标' if note.figure else '主题'}”。"
        )
        if note.figure:
            yield found(evidence, note.figure, message)
        else:
            yield noted(message, section=about)


_FORM = "表样"
CHECKS = (
    Check(
        "fact-unused",
        "填了的预算、上年数和专项应当用得到",
        _FORM,
        Severity.ADVISORY,
        unused_facts,
        Dimension.COMPLETENESS,
    ),
    Check(
        "measure-unused",
        "填了的其他数据应当用得到",
        _FORM,
        Severity.ADVISORY,
        unused_measures,
        Dimension.COMPLETENESS,
    ),
    Check(
        "measure-alone",
        "一起写的其他数据应当都填",
        _FORM,
        Severity.ADVISORY,
        lonely_measures,
        Dimension.COMPLETENESS,
    ),
    Check(
        "vehicle-category",
        "车辆按表样所分的类别填写",
        _FORM,
        Severity.ERROR,
        other_vehicles,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "note-unused",
        "填了的说明应当用得到",
        USUAL,
        Severity.ADVISORY,
        unused_notes,
        Dimension.COMPLETENESS,
    ),
)
