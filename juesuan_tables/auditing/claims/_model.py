"""The claims of a text: what its sentences say of numbers, typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from juesuan_tables.auditing._ranges import Range
    from juesuan_tables.auditing._rules import Span
    from juesuan_tables.auditing.claims._numbers import Number
    from juesuan_tables.auditing.claims._topics import TopicOf


class Base(Enum):
    """What an amount is of, or is compared with."""

    __hash__ = object.__hash__  # members are told by identity, and looked up all the time

    OUTTURN = "决算"
    INITIAL_BUDGET = "年初预算"
    FULL_YEAR_BUDGET = "全年预算"
    BUDGET = "预算"
    LAST_YEAR = "上年"
    OTHER = "其他"


BUDGETS = frozenset({Base.INITIAL_BUDGET, Base.FULL_YEAR_BUDGET, Base.BUDGET})


class Direction(Enum):
    """Which way something differs."""

    MORE = 1
    LESS = -1
    SAME = 0


@dataclass(frozen=True, slots=True, eq=False)
class Quantity:
    """An amount (元) or a count that the text states.

    ``subject`` are the words for what it is of, ``address`` the figure that they mean where that is
    known; ``base`` says which of its amounts it is. ``range`` is what the printed digits leave.
    """

    number: Number
    range: Range
    span: Span
    subject: str
    address: str | None
    base: Base
    topic: TopicOf
    amount: Decimal

    @property
    def key(self) -> tuple[str, Base] | None:
        """Return what all statements of one figure have in common."""
        known = self.address and self.base is not Base.OTHER
        return (self.address, self.base) if self.address and known else None

    @property
    def printed(self) -> str:
        """Return the number as printed, with its unit."""
        return f"{self.number.value}{self.number.unit}"


class Printed(NamedTuple):
    """A rate in percent, or the amount of a change in 元, as the text prints it."""

    number: Number
    range: Range
    span: Span
    amount: Decimal

    @property
    def printed(self) -> str:
        """Return it as printed."""
        return f"{self.number.value}{self.number.unit}"


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """A figure is so much."""

    quantity: Quantity
    span: Span


@dataclass(slots=True, eq=False)
class Changed:
    """A figure is more, less or the same as before, by an amount or a rate or both.

    ``before`` is what it is compared with where the sentence itself says it.
    """

    now: Quantity | None
    subject: str
    address: str | None
    base: Base
    span: Span
    direction: Direction
    amount: Printed | None = None
    rate: Printed | None = None
    rate_direction: Direction | None = None
    before: Quantity | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """A figure is such a share of a whole; None where the text does not say of which."""

    part: Quantity
    whole: Quantity | None
    words: str
    rate: Printed
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Completed:
    """An outturn is such a share of its budget. ``base`` is what the text calls the budget."""

    outturn: Quantity | None
    budgets: dict[Base, Quantity]
    base: Base
    rate: Printed
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """An outturn is more than, less than or the same as its budget."""

    outturn: Quantity
    budgets: dict[Base, Quantity]
    base: Base
    direction: Direction
    span: Span


@dataclass(slots=True, eq=False)
class Summed:
    """A whole is made of parts."""

    whole: Quantity
    parts: list[Quantity] = field(default_factory=list)
    shares: list[Printed | None] = field(default_factory=list)
    span: Span | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Nothing:
    """There was none of what the addresses mean."""

    addresses: tuple[str, ...]
    span: Span


Claim = Stated | Changed | Shared | Completed | Compared | Summed | Nothing


@dataclass(slots=True)
class Reading:
    """All that was understood of a document: its claims, and what became of every number.

    ``classes`` counts the numbers that are no claims by what they are; ``unread`` are those that
    nobody understood, ``same`` the pairs that a paragraph states of one subject.
    """

    claims: list[Claim] = field(default_factory=list)
    classes: dict[str, int] = field(default_factory=dict)
    unread: list[Span] = field(default_factory=list)
    same: list[tuple[Quantity, Quantity]] = field(default_factory=list)
