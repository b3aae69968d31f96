"""Finding: a disagreement that we noticed and that someone should look at."""

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Protocol

from juesuan_tables.terms import Dimension


class Severity(StrEnum):
    """How much a finding matters; the English value is what JSON carries."""

    ERROR = "error"
    ADVISORY = "advisory"
    UNASSESSABLE = "unassessable"

    @property
    def chinese(self) -> str:
        """Return what an officer reads."""
        return {"error": "错误", "advisory": "提示", "unassessable": "无法核对"}[self]


class Explained(Protocol):
    """A number of the report that can say how it came about: a ``Figure`` or a ``Count``."""

    @property
    def name(self) -> str:
        """Its address."""

    @property
    def label(self) -> str:
        """What it is in Chinese, or empty."""

    def explain(self) -> list[str]:
        """Return how it came about, a line each, the number itself first."""


class Listed(Protocol):
    """What the pages say of a rule, of the checks or of an audit."""

    @property
    def id(self) -> str:
        """The name in brackets behind a finding."""

    @property
    def name(self) -> str:
        """What must hold, in Chinese."""

    @property
    def source(self) -> str:
        """Where the rule comes from."""

    @property
    def severity(self) -> Severity:
        """How bad a breach is, unless settings say otherwise."""

    @property
    def dimension(self) -> Dimension | None:
        """What a breach says about the publication, in the ministry's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One disagreement: where, what is printed, what was expected, by how much, what to do.

    ``rule`` is the id that docs/reference/rules.md explains. Numbers are text as printed, with their
    unit. ``message`` is the whole finding in Chinese, without severity and rule. ``figures`` are
    the numbers that it is about and ``against`` those that they were compared with, or that were
    added up for it: 审核报告.html explains them, no record carries them. ``span`` is where in the
    text of a finished document it points: a passage by number, and its characters from and to.

    >>> print(Finding(rule="stated-total", severity=Severity.ERROR, message="本表多了。"))
    错误 本表多了。[stated-total]
    """

    rule: str
    severity: Severity
    page: int | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    section: str | None = None
    snippet: str | None = None
    printed: str | None = None
    expected: str | None = None
    difference: str | None = None
    message: str
    figures: tuple[Explained, ...] = field(default=(), compare=False, repr=False)
    against: tuple[Explained, ...] = field(default=(), compare=False, repr=False)
    span: tuple[int, int, int] | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        """Return the finding as one Chinese line."""
        return f"{self.severity.chinese} {self.message}[{self.rule}]"

    def record(self) -> dict[str, str | int | None]:
        """Return the finding as 审核报告.json carries it."""
        return {name: getattr(self, name) for name in _RECORDED}


_RECORDED = tuple(each.name for each in fields(Finding) if each.compare)
