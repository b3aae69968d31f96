"""Whether 机关运行经费 and 绩效 can be what they are said to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.checks._evidence import INSPECTION, Check, unit_kinds
from juesuan_tables.checks._words import disagreement, found, noted, where
from juesuan_tables.checks.counts import at_least, count_of
from juesuan_tables.figure import add, agrees
from juesuan_tables.findings import Severity
from juesuan_tables.terms import RATINGS, Dimension, MeasureKey, Topic, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding

COST = "measures.agency_operating_cost.amount"
RUNNING = "general_budget_basic.running_costs.amount"
PROJECT = "expenditure.total.project"


# --- 机关运行经费 ---------------------------------------------------------------------------


def cost_of_institutions(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Refuse 机关运行经费 where all units are 事业单位 that are not 参公."""
    cost = evidence.figures.get(COST)
    if cost and cost.amount and unit_kinds(evidence) == {UnitKind.INSTITUTION}:
        message = (
            f"{where(evidence, COST)}：填的是 {cost}，所属单位都是事业单位，应为 0.00万元。"
            f"请改为0，或核对单位类别。"
        )
        yield found(evidence, COST, message, printed=cost)


def cost_of_all_units(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out that a mixed department counts the running costs of 事业单位 too."""
    cost, running = evidence.figures.get(COST), evidence.figures.get(RUNNING)
    mixed = UnitKind.INSTITUTION in unit_kinds(evidence) and len(unit_kinds(evidence)) > 1
    if cost and running and cost.amount and mixed and agrees(cost, running):
        message = (
            f"{where(evidence, COST)}：填的是 {cost}，等于全部公用经费，"
            f"所属单位中有事业单位，其公用经费不应计入。请核对。"
        )
        yield found(evidence, COST, message, printed=cost, against=[running])


def cost_below_running(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Where all units are 行政 or 参公, 机关运行经费 is all 公用经费."""
    cost, running = evidence.figures.get(COST), evidence.figures.get(RUNNING)
    kinds = unit_kinds(evidence)
    if not cost or not running or not kinds or UnitKind.INSTITUTION in kinds:
        return
    if cost.amount < running.amount and not agrees(cost, running):
        says = "公用经费合计 {}，所属单位都是行政或参公单位，两者一般相等，"
        yield disagreement(evidence, cost, running, says=says, advice="请核对，金额应以元填写")


def cost_without_kinds(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Say that nothing tells whether the unit may have 机关运行经费."""
    cost = evidence.figures.get(COST)
    if cost and cost.amount and not unit_kinds(evidence):
        message = (
            f"{where(evidence, COST)}：填的是 {cost}，没有填所属单位的类别，"
            f"无法核对是否只含行政和参公单位。请填写“所属单位”。"
        )
        yield found(evidence, COST, message, printed=cost)


# --- 绩效 -----------------------------------------------------------------------------------


def uneven_ratings(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """优 + 良 + 合格 + 不合格 are the projects evaluated; problems are solved or being solved."""
    for whole, parts in (
        (
            MeasureKey.PROJECTS_EVALUATED,
            RATINGS,
        ),
        (
            MeasureKey.PROBLEMS_FOUND,
            (MeasureKey.PROBLEMS_SOLVED, MeasureKey.PROBLEMS_BEING_SOLVED),
        ),
    ):
        total = count_of(evidence, whole)
        known = [count for key in parts if (count := count_of(evidence, key)) is not None]
        added = add(count.value for count in known)
        if total and len(known) == len(parts) and total.value != added:
            names = "＋".join(parts)
            message = (
                f"{where(evidence, total.name)}：填的是 {total}，{names}合计 {int(added)}{total.unit}，"
                f"应相等，差 {abs(int(total.value) - int(added))}。请核对。"
            )
            yield found(evidence, total.name, message, against=known)


def uneven_projects(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require that projects tracked or evaluated were planned."""
    yield from at_least(
        evidence,
        (
            (MeasureKey.PROJECTS_PLANNED, MeasureKey.PROJECTS_TRACKED),
            (MeasureKey.PROJECTS_PLANNED, MeasureKey.PROJECTS_EVALUATED),
        ),
    )


def low_score(evidence: Evidence, limits: Limits) -> Iterator[Finding]:
    """Point out that all projects are 优 and their average is not."""
    score = count_of(evidence, MeasureKey.EVALUATION_SCORE)
    evaluated = count_of(evidence, MeasureKey.PROJECTS_EVALUATED)
    excellent = count_of(evidence, MeasureKey.RATED_EXCELLENT)
    if limits.excellent_score is None or not (score and evaluated and excellent):
        return
    if 0 < evaluated.value == excellent.value and score.value < limits.excellent_score:
        message = (
            f"{where(evidence, score.name)}：填的是 {score}，而全部项目自评为优，"
            f"一般应不低于 {limits.excellent_score}分。请核对。"
        )
        yield found(evidence, score.name, message)


def evaluated_beyond_projects(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Say that 自评金额 exceeds 项目支出, whose budget is not known here."""
    evaluated = evidence.figures.get("measures.evaluated_amount.amount")
    project = evidence.figures.get(PROJECT)
    if evaluated and project and evaluated.shown > project.shown:
        message = (
            f"{where(evidence, evaluated.name)}：填的是 {evaluated}，大于项目支出决算 {project}；"
            f"没有项目支出的预算数，无法核对自评金额是否超过预算。请自行核对。"
        )
        yield found(evidence, evaluated.name, message, printed=evaluated, expected=project)


def promised_reports(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out a text that promises reports in the annex where none is attached."""
    notes = evidence.accounts.notes
    results = [note for note in notes if note.topic is Topic.PERFORMANCE_RESULT]
    attached = any(section.attached for section in evidence.edition.sections)
    if not attached and any("附件" in note.text for note in results):
        message = (
            "情况说明 绩效自评结果：写了见附件，没有附任何绩效报告。"
            f"请补充“专项”或“{Topic.OVERALL_GOALS}”，或改写。"
        )
        yield noted(message, section=Topic.PERFORMANCE_RESULT.value)


_MATTERS = "情况说明绩效部分的口径"
_COST = "部门决算公开文本名词解释：机关运行经费只含行政单位和参公事业单位"
_E, _W = Severity.ERROR, Severity.ADVISORY
CHECKS = (
    Check(
        "operating-cost-institution",
        "事业单位没有机关运行经费",
        _COST,
        _E,
        cost_of_institutions,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "operating-cost-mixed",
        "事业单位的公用经费不计入机关运行经费",
        _COST,
        _W,
        cost_of_all_units,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "operating-cost-equal",
        "全为行政或参公单位的，机关运行经费等于公用经费",
        _COST,
        _W,
        cost_below_running,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "unit-kind-unknown",
        "核对机关运行经费须知道单位类别",
        _COST,
        Severity.UNASSESSABLE,
        cost_without_kinds,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "performance-ratings",
        "评价等次之和＝自评数，整改之和＝问题数",
        _MATTERS,
        _W,
        uneven_ratings,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "performance-projects",
        "编报目标的项目不少于跟踪和自评的项目",
        _MATTERS,
        _W,
        uneven_projects,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "performance-score",
        "全部为优的，平均分不应偏低",
        INSPECTION,
        _W,
        low_score,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "performance-amount",
        "自评金额≤项目支出预算",
        _MATTERS,
        Severity.UNASSESSABLE,
        evaluated_beyond_projects,
        Dimension.TRUTHFULNESS,
    ),
    Check(
        "performance-reports",
        "文中说到的自评报告须附上",
        INSPECTION,
        _W,
        promised_reports,
        Dimension.COMPLETENESS,
    ),
)
