"""What must have been stated for no heading of the explanation to stand empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.checks._evidence import USUAL, Check, unit_kinds
from juesuan_tables.checks._words import noted
from juesuan_tables.checks.counts import COUNTED, RECEPTION, count_of, not_stated
from juesuan_tables.checks.explanation import named, said
from juesuan_tables.findings import Severity
from juesuan_tables.terms import (
    RATINGS,
    Dimension,
    MeasureKey,
    NoteKind,
    Stage,
    ThreePublicItem,
    Topic,
    UnitKind,
    chinese_figure,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding


def missing_three_public(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out items of “三公” that nobody stated and that were taken for zero."""
    form = evidence.edition.form("three_public")
    funds = form.funds if form else ()
    facts = [fact for fact in evidence.accounts.three_public if fact.fund in funds]
    stated = {(fact.stage, fact.item) for fact in facts}
    for stage in (evidence.edition.stage("three_public"), Stage.OUTTURN):
        missing = [item.value for item in ThreePublicItem if (stage, item) not in stated]
        if missing:
            message = (
                f"“三公”经费 {stage}：没有填{'、'.join(missing)}，按零处理。请核对，没有的填0。"
            )
            yield noted(message)


def other_stage(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require the budget that the edition prints of every item of “三公” that is not nothing."""
    wanted = evidence.edition.stage("three_public")
    facts = evidence.accounts.three_public
    stated = {fact.item for fact in facts if fact.stage is wanted}
    needed = {fact.item for fact in facts if fact.exists} - stated
    if needed and "three_public" in evidence.tables:
        items = "、".join(item for item in ThreePublicItem if item in needed)
        other = {fact.stage for fact in facts if fact.item in needed} - {Stage.OUTTURN}
        typed = f"填的是{'、'.join(sorted(other))}，" if other else ""
        message = (
            f"“三公”经费 {wanted}：没有填{items}，{typed}本表样的预算数是{wanted}，"
            f"表上和说明里印成了零。请填{wanted}，没有的填0。"
        )
        yield noted(message)


def missing_texts(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require what the unit itself says under a heading that is always printed."""
    accounts = evidence.accounts
    given = said(evidence)
    wanted: list[Topic] = []
    for section in evidence.edition.sections:
        wanted += section.texts
        wanted += [section.topic] if section.topic and not section.optional else []
    for topic in dict.fromkeys(wanted):
        if (NoteKind.STATEMENT, topic) not in given:
            alone = any(section.topic is topic for section in evidence.edition.sections)
            lost = "标题下没有文字" if alone else "这一段没有写出"
            message = f"情况说明 {topic}：没有填写，{lost}。请在“说明”（类别：正文；填报表：“文字”）中补充。"
            yield noted(message, section=topic.value)
    lists = any(section.members for section in evidence.edition.sections)
    if lists and not accounts.members:
        yield noted(
            "情况说明 决算单位构成：没有填写，标题下没有文字。请在“所属单位”中补充。",
            section="决算单位构成",
        )


def missing_measures(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require the amounts and counts that the explanation prints, zero included.

    Those beside “三公” are asked for by the rules about counts.
    """
    stated = {measure.key for measure in evidence.accounts.measures}
    wanted = set(evidence.edition.measures) - {counted.key for counted in COUNTED} - RECEPTION
    if unit_kinds(evidence) == {UnitKind.INSTITUTION}:
        wanted -= {MeasureKey.AGENCY_OPERATING_COST}
    wanted |= _of_evaluations(evidence)
    missing = [key.value for key in MeasureKey if key in wanted - stated]
    vehicles = evidence.edition.vehicles
    if vehicles and not stated & {*vehicles} and not wanted & {*vehicles}:
        missing.append(f"车辆（{'、'.join(vehicles)}中有的各类）")
    yield from not_stated(missing)


def _of_evaluations(evidence: Evidence) -> set[MeasureKey]:
    """Return what belongs to 绩效自评 where there were some, and the edition must speak of them."""
    wanted: set[MeasureKey] = set()
    if MeasureKey.PROJECTS_EVALUATED not in evidence.edition.measures:
        return wanted
    if (evaluated := count_of(evidence, MeasureKey.PROJECTS_EVALUATED)) and evaluated.value:
        wanted |= {MeasureKey.EVALUATION_SCORE, MeasureKey.PROBLEMS_FOUND, *RATINGS}
    if (problems := count_of(evidence, MeasureKey.PROBLEMS_FOUND)) and problems.value:
        wanted |= {MeasureKey.PROBLEMS_SOLVED, MeasureKey.PROBLEMS_BEING_SOLVED}
    return wanted


def missing_purposes(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out what was spent without a word on what it was for, where the edition wants one."""
    given = said(evidence)
    wanted = [
        (section.title, named(evidence, section.purposes)) for section in evidence.edition.sections
    ]
    mainly = [entry.figure for entry in evidence.edition.glossary if entry.figure]
    for title, names in [*wanted, ("名词解释", iter(mainly))]:
        exist = (n for n in names if n in evidence.figures and evidence.figures[n].exists)
        missing = [name for name in exist if (NoteKind.PURPOSE, name) not in given]
        if missing:
            message = (
                f"情况说明 {title}：{'、'.join(map(chinese_figure, missing))} "
                f"共{len(missing)}项没有用途，没有写出主要用于什么。请在“说明”（类别：用途；填报表：“文字”）中补充。"
            )
            yield noted(message, [evidence.figures[name] for name in missing], section=title)


CHECKS = (
    Check(
        "three-public-missing",
        "“三公”经费各项都要填，没有的填0",
        USUAL,
        Severity.ADVISORY,
        missing_three_public,
        Dimension.COMPLETENESS,
    ),
    Check(
        "three-public-stage",
        "“三公”经费的预算数是表样所用的",
        USUAL,
        Severity.ERROR,
        other_stage,
        Dimension.COMPLETENESS,
    ),
    Check(
        "text-missing",
        "必有的各部分须有文字",
        USUAL,
        Severity.ERROR,
        missing_texts,
        Dimension.COMPLETENESS,
    ),
    Check(
        "purpose-missing",
        "要写用途的各项须有用途",
        USUAL,
        Severity.ADVISORY,
        missing_purposes,
        Dimension.COMPLETENESS,
    ),
    Check(
        "measure-missing",
        "其他重要事项的数据须填写",
        USUAL,
        Severity.ERROR,
        missing_measures,
        Dimension.COMPLETENESS,
    ),
)
