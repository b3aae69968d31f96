"""What a review comes to, as plain data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.findings import Severity
from juesuan_tables.reviewing._rules import BY_ID
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from juesuan_tables.auditing import Claims
    from juesuan_tables.figure import Figure
    from juesuan_tables.findings import Finding
    from juesuan_tables.inputs.roster import RosterEntry
    from juesuan_tables.reviewing._groups import Filed
    from juesuan_tables.reviewing._ledger import LedgerItem

OTHER = "其他"
"""What stands for the dimension of a rule that has none."""


class State(StrEnum):
    """What became of one that stands on the roster."""

    MISSING = "未报"
    UNREAD = "无法核对"
    PUBLISHED = "已报"
    EXEMPT = "免于公开"


class Timeliness(StrEnum):
    """Whether it published within twenty days of 批复."""

    IN_TIME = "按期"
    LATE = "逾期"
    EARLY = "早于批复"
    UNKNOWN = "不详"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Department:
    """One row of the roster, and what was found; ``now`` and ``last`` are figures by address.

    ``title`` is its name, with what it is where another has the same name.
    """

    entry: RosterEntry
    title: str
    state: State
    timeliness: Timeliness
    published: date | None
    files: tuple[Filed, ...]
    remarks: tuple[str, ...]
    findings: tuple[Finding, ...]
    claims: Claims
    unread: tuple[str, ...]
    now: Mapping[str, Figure]
    last: Mapping[str, Figure]
    reasons: tuple[str, ...]

    def count(self, severity: Severity, dimension: str | None = None) -> int:
        """Return how many findings there are of a severity, and of a dimension if one is given."""
        return sum(
            each.severity is severity and dimension in {None, dimension_of(each)}
            for each in self.findings
        )

    @property
    def badness(self) -> tuple[int, int, int, int, int]:
        """Return what sorts departments, the worst first."""
        order = (State.MISSING, State.UNREAD, State.PUBLISHED, State.EXEMPT)
        late = self.timeliness in {Timeliness.LATE, Timeliness.EARLY}
        counts = [-self.count(severity) for severity in Severity]
        return order.index(self.state), counts[0], counts[1], -int(late), counts[2]


def dimension_of(finding: Finding) -> str:
    """Return the ministry's dimension of a finding."""
    rule = BY_ID.get(finding.rule)
    return rule.dimension.value if rule and rule.dimension else OTHER


DIMENSIONS = tuple(each.value for each in Dimension)


class Stray(NamedTuple):
    """A file that is nobody's, or that nobody looked at, and why."""

    path: str
    why: str


class Changed(NamedTuple):
    """A figure that changed by more than the limit; ``rate`` is None where last year's was nothing."""

    unit: str
    figure: str
    now: Decimal
    before: Decimal
    difference: Decimal
    rate: Decimal | None


class Copied(NamedTuple):
    """A reason that several departments give in the same words."""

    text: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A folder of publications, reviewed.

    ``departments`` stand in the roster's order; ``strays`` are nobody's files, ``passed`` those that
    were not looked at. ``basis`` says what was compared, ``limit`` from which percentage on changes
    are listed, ``shared`` by more than how many departments a reason is called copied (None: not
    looked at). ``ledger`` compares with the round before; ``digest`` is that of everything given.
    """

    year: int | None
    day: date
    folder: str
    departments: tuple[Department, ...]
    strays: tuple[Stray, ...]
    passed: tuple[Stray, ...]
    basis: tuple[str, ...]
    limit: Decimal | None
    shared: Decimal | None
    changed: tuple[Changed, ...]
    copied: tuple[Copied, ...]
    ledger: tuple[LedgerItem, ...] = ()
    round: int = 1
    digest: str = ""

    @property
    def worst_first(self) -> tuple[Department, ...]:
        """Return the departments, the worst first; those alike as on the roster."""
        return tuple(sorted(self.departments, key=lambda each: each.badness))

    @property
    def counts(self) -> dict[str, int]:
        """Return 应报, 已报, 未报, 逾期, 无法核对, 免于公开; what cannot be read was published, too."""
        states = Counter(each.state for each in self.departments)
        late = sum(each.timeliness is Timeliness.LATE for each in self.departments)
        exempt = states[State.EXEMPT]
        return {
            "应报": len(self.departments) - exempt,
            "已报": states[State.PUBLISHED] + states[State.UNREAD],
            "未报": states[State.MISSING],
            "逾期": late,
            "无法核对": states[State.UNREAD],
            "免于公开": exempt,
        }

    def total(self, severity: Severity) -> int:
        """Return how many findings of a severity there are in all."""
        return sum(each.count(severity) for each in self.departments)
