"""审核报告.html: every finding with both numbers, where they come from, and their cells."""

from __future__ import annotations

import pytest

import juesuan_tables as jt


@pytest.mark.parametrize("rule", jt.RULES, ids=lambda rule: rule.id)
def test_every_rule_says_which_dimension_it_is_about(rule: jt.Rule) -> None:
    """The ministry sorts what it finds by dimensions; a rule without one would be sorted nowhere."""
    assert rule.dimension in jt.Dimension
