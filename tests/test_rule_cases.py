"""Every rule has a case that triggers it and one that just does not."""

from __future__ import annotations

import pytest
import rule_cases

import juesuan_tables as jt

CASES = rule_cases.cases()
RULES = {rule.id: rule for rule in jt.RULES}


def test_every_rule_has_a_case() -> None:
    """Nothing is left out, nothing is about a rule that is gone."""
    assert sorted(CASES) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_speaks_where_it_is_broken(rule: jt.Rule) -> None:
    """It says so in a whole Chinese sentence, as severely as it is declared."""
    broken, _ = CASES[rule.id]

    found = [finding for finding in rule_cases.findings(broken) if finding.rule == rule.id]

    assert found
    assert {finding.severity for finding in found} == {rule.severity}
    assert all(f.message.endswith("。") and "：" in f.message for f in found if f.printed is None)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_is_silent_where_it_just_holds(rule: jt.Rule) -> None:
    """As near to the breach as one can come without it."""
    _, just_right = CASES[rule.id]

    assert rule.id not in {finding.rule for finding in rule_cases.findings(just_right)}
