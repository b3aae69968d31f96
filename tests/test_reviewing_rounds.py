"""整改台账 over rounds, whatever is found in each; and the how-to beside the command."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from juesuan_tables.auditing import Claims
from juesuan_tables.cli import cli
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.inputs.roster import RosterEntry
from juesuan_tables.reviewing import State, Status, Timeliness
from juesuan_tables.reviewing._ledger import ledger
from juesuan_tables.reviewing._results import Department

if TYPE_CHECKING:
    from juesuan_tables.reviewing._ledger import LedgerItem

PAGE = (Path(__file__).parent.parent / "docs" / "howto" / "review.md").read_text(encoding="utf-8")
TEXTS = (
    "项目支出1.00万元，占2.00%",
    "基本支出3.00万元，占4.00%",
    "三公经费减少5.00万元",
    "合计不符",
)
UNITS = ("甲局", "乙局")

findings = st.builds(
    lambda rule, text, section, page, severity: Finding(
        rule=rule,
        severity=severity,
        section=section,
        page=page,
        snippet=text,
        message=f"“{text}”：请改。",
    ),
    st.sampled_from(["text-share", "text-growth"]),
    st.sampled_from(TEXTS),
    st.sampled_from(["三、支出情况", "四、支出情况", "收入情况"]),
    st.integers(1, 30),
    st.sampled_from(Severity),
)
rounds = st.lists(
    st.fixed_dictionaries(
        {
            unit: st.tuples(
                st.sampled_from([State.PUBLISHED, State.PUBLISHED, State.UNREAD, State.MISSING]),
                st.lists(findings, max_size=4),
            )
            for unit in UNITS
        }
    ),
    min_size=1,
    max_size=4,
)


def _department(unit: str, state: State, found: list[Finding]) -> Department:
    return Department(
        entry=RosterEntry(unit),
        title=unit,
        state=state,
        timeliness=Timeliness.NONE,
        published=None,
        files=(),
        remarks=(),
        findings=tuple(found) if state is State.PUBLISHED else (),
        claims=Claims(0, 0, 0),
        unread=(),
        now={},
        last={},
        reasons=(),
    )


@given(rounds)
def test_the_ledger_accounts_for_every_finding_of_every_round(
    rounds: list[dict[str, tuple[State, list[Finding]]]],
) -> None:
    """What is found is open or new, once each; what is not is done or unknown; numbers never change."""
    known: tuple[LedgerItem, ...] = ()
    for turn, found in enumerate(rounds, start=1):
        departments = [_department(unit, *each) for unit, each in found.items()]

        now = ledger(departments, known, turn)

        there = [
            (each.title, finding.rule, finding.snippet)
            for each in departments
            for finding in each.findings
            if finding.severity is not Severity.UNASSESSABLE
        ]
        listed = [
            (item.unit, item.rule, item.words)
            for item in now
            if item.status in {Status.NEW, Status.OPEN}
        ]
        assert Counter(there) == Counter(listed)
        assert [item.number for item in now] == [*range(1, len(now) + 1)]
        assert [(i.number, i.unit, i.rule, i.first) for i in now[: len(known)]] == [
            (i.number, i.unit, i.rule, i.first) for i in known
        ]
        for item, before in zip(now, known, strict=False):
            if item.status is Status.UNKNOWN:
                assert found[item.unit][0] is not State.PUBLISHED
            if item.status is Status.DONE and before.status is not Status.DONE:
                assert found[item.unit][0] is State.PUBLISHED
        again = ledger(departments, now, turn + 1)
        assert not [item for item in again if item.status is Status.NEW]
        known = now


def test_every_option_of_the_how_to_is_one_and_every_option_stands_there() -> None:
    """Options, the files that are written, and the states that the page explains."""
    said = {*re.findall(r"(?<![-\w])--?[a-z][-a-z]*", PAGE)} - {"--rules"}
    known = {name for option in cli.commands["review"].params for name in option.opts}

    assert said <= known
    assert known - said <= {"-h", "--help", "--rules", "--jobs", "--out", "folder"}
    for words in (*Status, *State, *Timeliness):
        assert words in PAGE
