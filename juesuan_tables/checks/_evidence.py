"""What checks look at, and how a check is declared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from juesuan_tables.findings import Listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from decimal import Decimal

    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.editions import Edition
    from juesuan_tables.editions.catalogue import Catalogue
    from juesuan_tables.figure import Count, Figure
    from juesuan_tables.findings import Finding, Severity
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts
    from juesuan_tables.terms import Dimension, UnitKind


class Table(Protocol):
    """What a rule asks of a table: what it and its rows and columns are called. A ``Grid`` is one."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def row_labels(self) -> Mapping[str, str]:
        """The names of its rows by key, in their order."""

    @property
    def column_labels(self) -> Mapping[str, str]:
        """The names of its columns by key."""

    def place(self, name: str) -> tuple[str, str]:
        """Return the names of the row and the column of a figure's address."""


class Printed(Protocol):
    """What a rule about tables alone looks at: a ``Report``, or the tables of any document.

    ``figures`` are this year's by address, ``prior`` last year's by the address of this year's.
    """

    @property
    def tables(self) -> Mapping[str, Table]:
        """The tables by name."""

    @property
    def figures(self) -> Mapping[str, Figure]:
        """The figures of the tables, and of a report's budgets and 其他数据."""

    @property
    def prior(self) -> Mapping[str, Figure]:
        """Last year's figures."""

    @property
    def counts(self) -> Mapping[str, Count]:
        """The numbers that are no amounts."""

    @property
    def edition(self) -> Edition:
        """The forms and the outline that were followed."""

    @property
    def zero_margin(self) -> Decimal:
        """What nobody stated is zero, give or take so many 元."""


class Evidence(Printed, Protocol):
    """What checks look at that ask for facts, too: a ``Report``."""

    @property
    def tables(self) -> Mapping[str, Grid]:
        """The tables by name."""

    @property
    def accounts(self) -> Accounts:
        """The facts."""

    @property
    def stated_names(self) -> Mapping[str, str]:
        """The names of codes as the facts give them, before the edition's."""

    @property
    def catalogue(self) -> Catalogue:
        """What codes were looked up in that the facts do not name."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that needs code: what finds its breaches, and how bad they are.

    ``find`` takes the evidence and the limits that apply. The findings it yields get the
    check's ``id`` and ``severity``. ``dimension`` is where 审核报告.html lists them; a rule of
    one's own may do without.
    """

    id: str
    name: str
    source: str
    severity: Severity
    find: Callable[[Evidence, Limits], Iterable[Finding]]
    dimension: Dimension | None = None

    def findings(self, evidence: Evidence, limits: Limits) -> Iterator[Finding]:
        """Yield every breach."""
        for finding in self.find(evidence, limits):
            yield replace(finding, rule=self.id, severity=self.severity)


class Rule(Listed, Protocol):
    """What ``Check`` and ``Relation`` have in common."""

    def findings(self, evidence: Evidence, limits: Limits) -> Iterable[Finding]:
        """Yield every breach."""


def unit_kinds(evidence: Evidence) -> set[UnitKind]:
    """Return which kinds of units the accounts are of; empty where nobody said."""
    return {member.kind for member in evidence.accounts.members}


# Where a rule comes from, for those that no single document states.
USUAL = "情况说明的通行格式"
EXPERIENCE = "经验规则，未经官方文件核对"
INSPECTION = "预决算公开检查的常见问题，未经官方文件核对"
