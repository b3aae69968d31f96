"""勾稽关系: what must hold between figures, and what must have been stated.

``RELATIONS`` is data: each an identity (or a bound) between figure addresses. Everything that is
not such a formula is one entry of ``CHECKS``. ``RULES`` is both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan_tables.checks import (
    approval,
    codes,
    completeness,
    counts,
    departments,
    explanation,
    facts,
    forms,
    inspection,
    matters,
    projects,
    reasons,
    unused,
)
from juesuan_tables.checks._evidence import Check, Evidence, Rule
from juesuan_tables.checks.articulation import RELATIONS
from juesuan_tables.checks.relations import Relation
from juesuan_tables.checks.settings import Limits, Settings, limits, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.findings import Finding

__all__ = [
    "CHECKS",
    "RELATIONS",
    "RULES",
    "Check",
    "Evidence",
    "Limits",
    "Relation",
    "Rule",
    "Settings",
    "limits",
    "read_settings",
    "run",
]

CHECKS: tuple[Check, ...] = (
    *forms.CHECKS,
    *facts.CHECKS,
    *departments.CHECKS,
    *codes.CHECKS,
    *explanation.CHECKS,
    *completeness.CHECKS,
    *unused.CHECKS,
    *reasons.CHECKS,
    *counts.CHECKS,
    *matters.CHECKS,
    *projects.CHECKS,
    *inspection.CHECKS,
    *approval.CHECKS,
)
"""Every rule that is not a formula."""
_FIRST = (*forms.CHECKS, *facts.CHECKS, *departments.CHECKS, *codes.CHECKS)
RULES: tuple[Rule, ...] = (*_FIRST, *RELATIONS, *CHECKS[len(_FIRST) :])
"""All rules: first what is wrong with the facts, since much else may follow from it."""


def run(
    evidence: Evidence, rules: Iterable[Rule] = RULES, settings: Settings | None = None
) -> list[Finding]:
    """Return the findings of all rules, in their order, as severe as the settings say."""
    settings = settings or Settings()
    return [
        replace(finding, severity=severity)
        for rule in rules
        if (severity := settings.severities.get(rule.id, rule.severity)) is not None
        for finding in rule.findings(evidence, settings.limits)
    ]
