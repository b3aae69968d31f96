"""Our own publication is audited with the checks of its facts: each thing is said, and said once."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import accounts

import juesuan_tables as jt
from juesuan_tables import auditing, audits

KINDS = ("income", "expenditure", "balances", "economic_expenditure", "three_public")
"""Facts that an amount may be wrong in."""
few = settings(max_examples=max(settings().max_examples // 5, 1))
"""Some examples: each is a whole report that is audited twice."""


@st.composite
def wrong_accounts(draw: st.DrawFn) -> jt.Accounts:
    """Accounts with one amount that no other explains."""
    facts = draw(accounts())
    kind = draw(
        st.sampled_from([each for each in KINDS if getattr(facts, each)] or ["expenditure"])
    )
    rows = [*getattr(facts, kind)]
    if rows:
        at = draw(st.integers(0, len(rows) - 1))
        more = rows[at].amount + draw(st.integers(1, 10**9))
        rows[at] = rows[at].model_copy(update={"amount": more})
    return facts.model_copy(update={kind: tuple(rows)})


@few
@given(accounts() | wrong_accounts())
def test_what_amounts_of_tables_contradict_is_said_by_the_checks_of_facts(
    facts: jt.Accounts,
) -> None:
    """Comparing what we print of them has nothing to add, whatever is wrong."""
    report = jt.build_report(facts)
    prose = jt.narrate(report).as_printed()
    every = partial(auditing.audit_report, articulated=True)
    with pytest.MonkeyPatch.context() as patch:
        made = audits.audit_of_report(report, prose)
        patch.setattr(auditing, "audit_report", lambda *given, zero, **_: every(*given, zero=zero))
        again = audits.audit_of_report(report, prose)

    assert sorted(map(str, made)) == sorted(map(str, again))
