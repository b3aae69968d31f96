"""Whether what is said of 专项 agrees with itself and with 项目支出, and fills its report.

A project whose uses nobody stated counts with its 资金额, since that is what its report says was
put into it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from juesuan_tables.addresses import PROJECTS, of_project
from juesuan_tables.checks._evidence import USUAL, Check
from juesuan_tables.checks._words import difference, found, in_words, noted, place, where
from juesuan_tables.checks.counts import count_of
from juesuan_tables.editions import Attached
from juesuan_tables.figure import Figure, add, agrees
from juesuan_tables.findings import Severity
from juesuan_tables.model._values import FULL_MARKS
from juesuan_tables.terms import NEEDED_TEXTS, Dimension, MeasureKey, ProjectText, chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding
    from juesuan_tables.model import Project

EXPENDITURE = "expenditure.total.project"
TOTAL = f"{PROJECTS}.total.uses"
BUDGET_EXECUTION = "预算执行率"
ASPECTS = ("产出指标", "效益指标", "满意度指标", "成本指标")
"""The 一级指标 of the usual 绩效自评表; 预算执行率 often has a line of its own beside them."""
OF_BUDGET_EXECUTION = 10
"""分 that 预算执行率 often takes of the full marks, beside the indicators that are listed."""


# --- amounts ----------------------------------------------------------------------------------


def _totals(evidence: Evidence) -> tuple[Figure, Figure] | None:
    """Return what all projects used, and 项目支出; None where nothing can be compared."""
    figures, used = evidence.figures, []
    for project in evidence.accounts.projects:
        names = (of_project(project.name, column) for column in ("uses", "funds"))
        used += [figures[name] for name in names if name in figures][:1]
    if not used or EXPENDITURE not in figures:
        return None
    return Figure.total(TOTAL, used, label=chinese_figure(TOTAL)), figures[EXPENDITURE]


def above_expenditure(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Refuse projects that used more than was spent on all projects."""
    totals = _totals(evidence)
    if totals and totals[0].amount > totals[1].amount and not agrees(*totals):
        yield _compared(evidence, *totals, "请核对各专项的资金使用和项目支出")


def below_expenditure(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out that some of 项目支出 has no report."""
    totals = _totals(evidence)
    if totals and totals[0].amount < totals[1].amount and not agrees(*totals):
        advice = "其余的项目支出没有绩效自评报告，请核对是否应当公布"
        yield _compared(evidence, *totals, advice)


def _compared(evidence: Evidence, used: Figure, spent: Figure, advice: str) -> Finding:
    """Return the finding that the projects and 项目支出 differ."""
    how, gap = ("大于", "多") if used.amount > spent.amount else ("小于", "少")
    said, expected = in_words(used, spent)
    message = (
        f"{where(evidence, TOTAL)}：各专项合计 {said}，{how}{place(evidence, EXPENDITURE)[0]}的"
        f"项目支出 {expected}，{gap} {difference(used, spent)}。{advice}。"
    )
    return found(evidence, TOTAL, message, printed=used, expected=spent)


# --- 绩效指标 ---------------------------------------------------------------------------------


def scores_above_full(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Refuse a 得分 above its 分值."""
    for project in evidence.accounts.projects:
        for each in project.indicators:
            if each.score is not None and each.full_score is not None:
                gap = add((each.score, -each.full_score))
                if gap > 0:
                    what = f"得分 {each.score}分，大于分值 {each.full_score}分，多 {gap}分。请核对"
                    yield _of(project, f"绩效指标“{each.name}”", what)


def indicators_twice(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out an indicator that a project has more than once."""
    for project in evidence.accounts.projects:
        counted = Counter((each.aspect, each.name) for each in project.indicators)
        for (aspect, name), number in counted.items():
            if number > 1:
                what = f"有{number}条，一般应只有一条。请核对是否重复填写"
                yield _of(project, f"{aspect}“{name}”", what)


def unusual_aspects(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out a 指标类型 that is none of the usual 一级指标, once a project."""
    for project in evidence.accounts.projects:
        listed = [each for each in project.indicators if each.name != BUDGET_EXECUTION]
        known = {*ASPECTS, BUDGET_EXECUTION}
        if unusual := dict.fromkeys(each.aspect for each in listed if each.aspect not in known):
            what = (
                f"填的是{'、'.join(f'“{each}”' for each in unusual)}，一般应为{'、'.join(ASPECTS)}"
            )
            yield _of(project, "指标类型", f"{what}或{BUDGET_EXECUTION}。请核对")


def uneven_full_scores(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out 分值 that do not come to the full marks, with or without those of 预算执行率."""
    without = FULL_MARKS - OF_BUDGET_EXECUTION
    for project in evidence.accounts.projects:
        full = [each.full_score for each in project.indicators if each.full_score is not None]
        total = add(full)
        if full and len(full) == len(project.indicators) and total not in {FULL_MARKS, without}:
            what = (
                f"分值合计 {total}分，一般应为{FULL_MARKS}分"
                f"（预算执行率另占{OF_BUDGET_EXECUTION}分的，为{without}分）。请核对"
            )
            yield _of(project, "绩效指标", what)


# --- the report -------------------------------------------------------------------------------


def _reported(evidence: Evidence) -> tuple[Project, ...]:
    """Return the projects on which the edition attaches a report."""
    attached = any(each.attached is Attached.PROJECT for each in evidence.edition.sections)
    return evidence.accounts.projects if attached else ()


def _said(project: Project) -> set[ProjectText]:
    """Return on what the unit said something."""
    return {each for each, text in project.texts.items() if text.strip()}


def _is_empty(project: Project) -> bool:
    return not (project.uses or project.indicators or _said(project))


def empty_projects(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require more of a project than its name and its 资金额."""
    for project in filter(_is_empty, _reported(evidence)):
        what = "只填了资金额，没有资金使用、绩效指标和文字，绩效自评报告里只有标题"
        yield _of(project, "", f"{what}。请补充，没有绩效自评报告的请删去这一条")


def missing_uses(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out a project whose report does not say what its funds were used for."""
    for project in _reported(evidence):
        if project.funds and not project.uses and not _is_empty(project):
            what = f"资金额 {project.funds:,.2f}元，没有填写资金使用，绩效自评报告没有写出钱用在哪些经济科目"
            yield _of(project, "", f"{what}。请补充“资金使用”（填报表：“专项资金使用”）")


def missing_texts(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require the paragraphs without which a heading of the report says too little."""
    for project in _reported(evidence):
        missing = [text for text in NEEDED_TEXTS if text not in _said(project)]
        if project.indicators:  # their table says what was reached
            missing = [text for text in missing if text is not ProjectText.PROJECT_COMPLETION]
        if missing and not _is_empty(project):
            what = f"没有填写{'、'.join(missing)}，绩效自评报告没有写出"
            yield _of(project, "", f"{what}。请在“专项”的“文字”（填报表：“专项”）中补充")


def more_reports_than_evaluated(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out more reports than projects that were evaluated."""
    evaluated = count_of(evidence, MeasureKey.PROJECTS_EVALUATED)
    reports = len(_reported(evidence))
    if evaluated and reports > evaluated.value:
        message = (
            f"{where(evidence, evaluated.name)}：填的是 {evaluated}，而附了{reports}个专项的绩效自评报告，"
            f"多 {reports - int(evaluated.value)}个。请核对。"
        )
        yield found(evidence, evaluated.name, message)


def _of(project: Project, part: str, what: str) -> Finding:
    """Return the finding about a project, or a part of what was said of it."""
    about = f"专项 {project.name} {part}".rstrip()
    return noted(f"{about}：{what}。", table=chinese_figure(PROJECTS), row=project.name)


_REPORTS = "专项资金绩效自评报告的通行格式"
_E, _W = Severity.ERROR, Severity.ADVISORY
_TRUE, _WHOLE = Dimension.TRUTHFULNESS, Dimension.COMPLETENESS
CHECKS = (
    Check("project-total", "各专项合计≤项目支出", _REPORTS, _E, above_expenditure, _TRUE),
    Check(
        "project-total-below",
        "项目支出都有绩效自评报告",
        _REPORTS,
        _W,
        below_expenditure,
        _WHOLE,
    ),
    Check("project-empty", "专项不能只有名称和资金额", _REPORTS, _E, empty_projects, _WHOLE),
    Check("project-uses-missing", "专项须有资金使用", _REPORTS, _W, missing_uses, _WHOLE),
    Check("project-text-missing", "专项须有必要的文字", _REPORTS, _E, missing_texts, _WHOLE),
    Check(
        "project-evaluated",
        "附了自评报告的专项不多于绩效自评项目数",
        USUAL,
        _W,
        more_reports_than_evaluated,
        _TRUE,
    ),
    Check("indicator-score", "得分≤分值", _REPORTS, _E, scores_above_full, _TRUE),
    Check("indicator-twice", "同一专项的绩效指标不重复", _REPORTS, _W, indicators_twice, _TRUE),
    Check(
        "indicator-aspect",
        "指标类型为绩效自评表的一级指标",
        "通行的绩效自评表，未经官方文件核对",
        _W,
        unusual_aspects,
        _TRUE,
    ),
    Check(
        "indicator-full-score",
        "同一专项各指标的分值合计为100分或90分",
        "绩效自评表的通行做法，未经官方文件核对",
        _W,
        uneven_full_scores,
        _TRUE,
    ),
)
