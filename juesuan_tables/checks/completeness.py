"""What must have been stated for no heading of the explanation to stand empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.checks._evidence import USUAL, Check, unit_kinds
from juesuan_tables.checks._words import noted
from juesuan_tables.checks.counts import COUNTED, not_stated
from juesuan_tables.findings import Severity
from juesuan_tables.terms import (
    VEHICLES,
    MeasureKey,
    NoteKind,
    Stage,
    ThreePublicItem,
    Topic,
    UnitKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.checks._evidence import Evidence
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding

_END = "。；;.，, "


def missing_three_public(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out items of “三公” that nobody stated and that were taken for zero."""
    stated = {(fact.stage, fact.item) for fact in evidence.accounts.three_public}
    for stage in (evidence.edition.stage("three_public"), Stage.OUTTURN):
        missing = [item.value for item in ThreePublicItem if (stage, item) not in stated]
        if missing:
            message = (
                f"“三公”经费 {stage}：没有填{'、'.join(missing)}，按零处理。请核对，没有的填0。"
            )
            yield noted(message)


def other_stage(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require the budget that the edition prints beside “三公”, where another one was stated."""
    wanted = evidence.edition.stage("three_public")
    stated = {fact.stage for fact in evidence.accounts.three_public} - {Stage.OUTTURN}
    if stated and wanted not in stated and "three_public" in evidence.tables:
        message = (
            f"“三公”经费 {wanted}：没有填，本表样的预算数是{wanted}，表上印成了零；"
            f"填的是{'、'.join(stated)}。请改填{wanted}。"
        )
        yield noted(message)


def missing_texts(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Require what the unit itself says under a heading that is always printed."""
    accounts = evidence.accounts
    notes = accounts.notes
    said = {
        note.topic for note in notes if note.kind is NoteKind.STATEMENT and note.text.strip(_END)
    }
    wanted: list[Topic] = []
    for section in evidence.edition.sections:
        wanted += section.texts
        wanted += [section.topic] if section.topic and not section.optional else []
    for topic in dict.fromkeys(wanted):
        if topic not in said:
            message = (
                f"情况说明 {topic}：没有填写，标题下没有文字。请在“说明”（类别：正文）中补充。"
            )
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
    wanted = set(evidence.edition.measures) - {counted.key for counted in COUNTED}
    if unit_kinds(evidence) == {UnitKind.INSTITUTION}:
        wanted -= {MeasureKey.AGENCY_OPERATING_COST}
    vehicles = wanted & VEHICLES
    missing = [key.value for key in MeasureKey if key in wanted - vehicles - stated]
    if vehicles and not stated & vehicles:
        missing.append("车辆（按用途）")
    yield from not_stated(missing)


CHECKS = (
    Check(
        "three-public-missing",
        "“三公”经费各项都要填，没有的填0",
        USUAL,
        Severity.ADVISORY,
        missing_three_public,
    ),
    Check(
        "three-public-stage", "“三公”经费的预算数是表样所用的", USUAL, Severity.ERROR, other_stage
    ),
    Check("text-missing", "必有的各部分须有文字", USUAL, Severity.ERROR, missing_texts),
    Check("measure-missing", "其他重要事项的数据须填写", USUAL, Severity.ERROR, missing_measures),
)
