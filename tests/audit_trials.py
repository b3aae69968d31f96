"""Trying mutations on an audit, and counting what it finds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from audit_mutations import NUMBERS
from audit_mutations_words import WORDS
from hypothesis import strategies as st
from strategies import accounts

import juesuan_tables as jt
from juesuan_tables.auditing import audit_report

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from audit_mutations import Mutation, Way
    from audit_proofs import Finished

    from juesuan_tables.auditing import Audit

WAYS: tuple[Way, ...] = NUMBERS + WORDS
CANDIDATES = 4
"""Of how many places a way may choose the first that is provable."""
UNITS = (
    "石湾区农业农村局",
    "清源县市场监督管理局",
    "东浦镇人民政府",
    "江汇市公共资源交易中心",
    "白岭区应急管理局",
)
"""Names that no unit has: long enough to be recognised with a character lost."""


def sensible(facts: jt.Accounts, unit: str, *, catalogue: bool) -> jt.Accounts:
    """Return accounts of a unit with a real-looking name, and with the names of the catalogue.

    Its offices are as many as the text names: one, since no drawn name holds a 、.
    """
    one = {"value": Decimal(1)}
    measures = tuple(
        each.model_copy(update=one) if each.key is jt.MeasureKey.INTERNAL_OFFICES else each
        for each in facts.measures
    )
    named: dict[str, object] = {"names": {}} if catalogue else {}
    return facts.model_copy(update={"unit": unit, "measures": measures} | named)


def sensible_accounts(*editions: str) -> st.SearchStrategy[jt.Accounts]:
    """Consistent accounts, half of them with the names that codes really have."""
    return st.builds(
        lambda facts, unit, catalogue: sensible(facts, unit, catalogue=catalogue),
        accounts(*editions),
        st.sampled_from(UNITS),
        st.booleans(),
    )


def errors(audit: Audit) -> list[jt.Finding]:
    """Return the findings of an audit that call something wrong."""
    return [each for each in audit if each.severity is jt.Severity.ERROR]


def of_the_accounts(report: jt.Report) -> set[str]:
    """Return what is wrong with the accounts themselves, as the rules of ``check`` say it."""
    return {each.message for each in jt.check(report) if each.severity is jt.Severity.ERROR}


def false_alarms(report: jt.Report, audit: Audit) -> list[jt.Finding]:
    """Return the errors that an audit finds in what we wrote ourselves, besides the accounts'."""
    own = of_the_accounts(report)
    return [each for each in errors(audit) if each.message not in own]


def any_mutation(way: Way, done: Finished, random: Random) -> Mutation | None:
    """Return a publication with one thing changed, provably if that is easy; None without a place."""
    found = list(islice(way(done, random), CANDIDATES))
    provable = (mutation for mutation in found if mutation.provable)
    return next(provable, found[0] if found else None)


def new_errors(audit: Audit, known: Iterable[jt.Finding]) -> list[jt.Finding]:
    """Return the errors that were not there before."""
    before = {(each.rule, each.message) for each in known}
    return [each for each in errors(audit) if (each.rule, each.message) not in before]


def is_about(finding: jt.Finding, audit: Audit, mutation: Mutation) -> bool:
    """Return whether a finding points at what was changed: its sentence, its table, or its number."""
    block = mutation.prose.blocks[mutation.block]
    number = re.search(r"\d+(?:\.\d+)?", mutation.after.rpartition("[")[2].partition("]")[0])
    if isinstance(block, jt.Grid):
        return finding.table == block.title or mutation.after in finding.message
    if finding.span and audit.passages[finding.span[0]].text == block.text:
        start = max(block.text.rfind(stop, 0, mutation.start) for stop in "。；")
        stops = [block.text.find(stop, mutation.end) for stop in "。；"]
        end = min((stop for stop in stops if stop >= 0), default=len(block.text))
        if finding.span[1] <= end and finding.span[2] > start:
            return True
    return bool(number and len(number[0]) > 2 and number[0] in finding.message)


@dataclass
class Tally:
    """How many mutations of each kind there were, and what the audit said."""

    provable: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)
    other_found: Counter[str] = field(default_factory=Counter)
    missed: list[Mutation] = field(default_factory=list)

    def audit(self, done: Finished, known: list[jt.Finding], mutation: Mutation) -> None:
        """Audit a mutated publication and count."""
        audit = audit_report(done.report, mutation.prose, zero=None)
        new = new_errors(audit, known)
        if not mutation.provable:
            self.other[mutation.kind] += 1
            self.other_found[mutation.kind] += bool(new)
            return
        self.provable[mutation.kind] += 1
        if any(is_about(each, audit, mutation) for each in new):
            self.found[mutation.kind] += 1
        else:
            self.elsewhere[mutation.kind] += bool(new)
            self.missed.append(mutation)

    @property
    def rate(self) -> float:
        """Return how much of what is provable was found, at most 1."""
        return self.found.total() / max(self.provable.total(), 1)

    def __str__(self) -> str:
        """Return a table: by kind what is provable, found there, found elsewhere; not provable."""
        lines = [
            f"{'kind':22}{'provable':>9}{'found':>7}{'rate':>8}{'elsewh.':>8}{'other':>7}{'flag':>6}"
        ]
        for kind in sorted(self.provable | self.other):
            provable, found = self.provable[kind], self.found[kind]
            rate = f"{100 * found / provable:.1f}%" if provable else "—"
            numbers = f"{provable:9}{found:7}{rate:>8}{self.elsewhere[kind]:8}"
            lines.append(f"{kind:22}{numbers}{self.other[kind]:7}{self.other_found[kind]:6}")
        total = f"{self.provable.total():9}{self.found.total():7}{100 * self.rate:7.1f}%"
        return "\n".join([*lines, f"{'all':22}{total}{self.elsewhere.total():8}"])


def tried(done: Finished, random: Random, ways: Iterable[Way], tally: Tally) -> None:
    """Count what an audit finds of one mutation in each of some ways."""
    known = errors(audit_report(done.report, done.prose, zero=None))
    for way in ways:
        mutation = any_mutation(way, done, random)
        if mutation:
            tally.audit(done, known, mutation)
