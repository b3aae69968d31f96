"""What is known while claims are proved: the figures of tables, the statements, what was found."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import Range
from juesuan_tables.auditing.claims._model import Base, Quantity, Stated
from juesuan_tables.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from juesuan_tables.auditing._document import Audited
    from juesuan_tables.auditing._rules import AuditRule, Span
    from juesuan_tables.auditing.claims._model import Claim, Reading
    from juesuan_tables.findings import Finding, Severity


class Book:
    """The proof of one document: what was found, and which claims were proved or contradicted."""

    def __init__(self, audited: Audited, reading: Reading, prior: Mapping[str, Figure]) -> None:
        """Begin with nothing proved; ``prior`` are last year's figures where they are at hand."""
        self.audited, self.reading, self.prior = audited, reading, prior
        self.findings: list[Finding] = []
        self.proved: set[int] = set()
        self.wrong: set[int] = set()
        self.misshared: set[int] = set()
        """Parts whose share of their whole was contradicted, and below wholes of wrong sums."""
        self.unequal: set[int] = set()
        self.stated: dict[tuple[str, Base], list[Quantity]] = defaultdict(list)
        for claim in reading.claims:
            if isinstance(claim, Stated) and claim.quantity.key:
                self.stated[claim.quantity.key].append(claim.quantity)

    def first(self, address: str, base: Base = Base.OUTTURN) -> Quantity | None:
        """Return the first statement of a figure."""
        return next(iter(self.stated.get((address, base), ())), None)

    def table(self, address: str, base: Base = Base.OUTTURN) -> Figure | None:
        """Return what a table prints of a figure."""
        if base is Base.OUTTURN:
            return self.audited.figures.get(address)
        if address.startswith("three_public.outturn.") and base is not Base.LAST_YEAR:
            column = address.rpartition(".")[2]
            stages = {
                Base.INITIAL_BUDGET: ("initial_budget",),
                Base.FULL_YEAR_BUDGET: ("full_year_budget",),
            }
            names = stages.get(base, ("initial_budget", "full_year_budget"))
            found = [f"three_public.{stage}.{column}" for stage in names]
            known = [self.audited.figures[name] for name in found if name in self.audited.figures]
            return known[0] if len(known) == 1 else None
        return None

    def add(self, rule: AuditRule, span: Span, what: str, **said: str | Severity | None) -> None:
        """Add a finding about a place in the text."""
        self.findings.append(rule.in_text(self.audited.passages, span, what, **said))  # type: ignore[arg-type]

    def contradict(self, claim: Claim, *about: Quantity | None) -> None:
        """Note that a claim cannot be true, with the quantities that may be at fault."""
        self.wrong.add(id(claim))
        self.wrong.update(id(each) for each in about if each)

    def prove(self, claim: Claim, *about: Quantity | None) -> None:
        """Note that a claim agrees with something, and so do the quantities in it."""
        self.proved.add(id(claim))
        self.proved.update(id(each) for each in about if each)

    def is_wrong(self, quantities: Iterable[Quantity | None]) -> bool:
        """Return whether one of them was contradicted."""
        return any(id(each) in self.wrong for each in quantities if each)


def range_of(figure: Figure) -> Range:
    """Return what the true amount of a printed figure may be."""
    return Range.around(figure.amount, figure.margin)


def in_unit(amount: Decimal, unit: str) -> str:
    """Return an amount as a text prints it that uses a unit."""
    if unit == "元":
        return f"{amount:.2f}元"
    if unit == "亿元":
        return str(Figure("", amount.scaleb(-4))).replace("万元", "亿元")
    return wan(amount)


def wan(amount: Decimal) -> str:
    """Return an amount in 万元 as it is printed."""
    return str(Figure("", amount))
