"""The facts: what is stated once, and everything else is derived from.

All amounts are exact 元 in ``Decimal``; give them as ``Decimal``, int or text, never as float.
Models are frozen; constructing one checks it, and a ``pydantic.ValidationError`` (a
``ValueError``) lists everything that is wrong: our rules in Chinese, pydantic's own (a missing or
unknown field) in its English. Facts are sorted on entry, so their order never matters; only projects
stay as they were given, since their reports follow one another so.

    Accounts(
        unit="某局", entity="部门", year=2018, edition="mof-2018",
        expenditure=[{"subject": "2010301", "nature": "基本支出",
                      "fund": "一般公共预算财政拨款", "amount": "1234567.89"}],
    )
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, field_validator

from juesuan_tables.figure import ZERO
from juesuan_tables.model._facts import (
    AmountFact,
    Balance,
    Budget,
    EconomicExpenditure,
    Expenditure,
    Fact,
    Income,
    Indicator,
    Measure,
    Note,
    Project,
    Stated,
    ThreePublic,
    Transfer,
    Unit,
    Use,
)
from juesuan_tables.model._values import (
    FIRST_YEAR,
    LAST_YEAR,
    Code,
    Date,
    Name,
    Year,
    YesNo,
    broken,
)
from juesuan_tables.terms import Entity, Period, ReportType

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "Accounts",
    "AmountFact",
    "Balance",
    "Budget",
    "EconomicExpenditure",
    "Expenditure",
    "Fact",
    "Income",
    "Indicator",
    "Measure",
    "Note",
    "Project",
    "Stated",
    "ThreePublic",
    "Transfer",
    "Unit",
    "Use",
]


Asked = Stated | Measure | Note | Project | Transfer


class Accounts(BaseModel):
    """All that one unit states about one year.

    ``names`` holds the names of the codes used. ``edition`` is the 表样 to print by, unless the
    caller names another. ``newly_established`` is declared: a unit without last year's figures
    is not new for that alone. ``declassified`` (已脱密) says that what is secret was taken out, so
    that amounts may stand on a 类 or 款 alone. ``report_type`` says where accounts are not simply one
    unit's; ``transfers`` what its units gave each other, where they were consolidated.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Name
    entity: Entity
    year: Year
    edition: Name | None = None
    approval_number: Name | None = None
    approval_date: Date | None = None
    publication_date: Date | None = None
    report_type: ReportType | None = None
    newly_established: YesNo = False
    declassified: YesNo = False
    names: dict[Code, Name] = Field(default_factory=dict)
    members: tuple[Unit, ...] = ()
    income: tuple[Income, ...] = ()
    expenditure: tuple[Expenditure, ...] = ()
    economic_expenditure: tuple[EconomicExpenditure, ...] = ()
    balances: tuple[Balance, ...] = ()
    budgets: tuple[Budget, ...] = ()
    three_public: tuple[ThreePublic, ...] = ()
    stated: tuple[Stated, ...] = ()
    measures: tuple[Measure, ...] = ()
    notes: tuple[Note, ...] = ()
    projects: tuple[Project, ...] = ()
    transfers: tuple[Transfer, ...] = ()

    FACTS: ClassVar[tuple[str, ...]] = (
        "income",
        "expenditure",
        "economic_expenditure",
        "balances",
        "budgets",
        "three_public",
        "stated",
        "measures",
        "notes",
        "projects",
        "transfers",
    )
    OF_TABLES: ClassVar[tuple[str, ...]] = (
        "income",
        "expenditure",
        "economic_expenditure",
        "balances",
        "three_public",
    )

    @property
    def single_unit(self) -> bool:
        """Return whether they are of one unit: what is said of 机构设置 follows it."""
        return self.entity is not Entity.DEPARTMENT or len(self.members) == 1

    @property
    def adjusting(self) -> bool:
        """Return whether they are a 差额表 or 调整表: part of a department's sum, of no unit."""
        return self.report_type in {ReportType.DIFFERENCE, ReportType.ADJUSTMENT}

    @property
    def zero_margin(self) -> Decimal:
        """Return by how many 元 an amount may differ from zero that nobody stated.

        By none where facts are exact. Where they were read off a page, so was the zero beside them:
        it is known as far as this year's stated totals are.
        """
        totals = (fact.margin for fact in self.stated if fact.period is Period.THIS_YEAR)
        margin = max(totals, default=ZERO)
        facts = (fact for name in self.OF_TABLES for fact in getattr(self, name))
        return margin if margin and any(fact.margin for fact in facts) else ZERO

    def filled(self, text: str, **more: str) -> str:
        """Return a text of an edition with ``{unit}``, ``{year}``, ``{kind}`` and more filled in."""
        return text.format(unit=self.unit, year=self.year, kind=self.entity.kind, **more)

    @field_validator(*(name for name in FACTS if name != "projects"))
    @classmethod
    def _in_order(cls, facts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(sorted(facts, key=Fact.sort_key))

    @field_validator("stated", "measures", "notes", "projects", "transfers")
    @classmethod
    def _said_once(cls, facts: tuple[Asked, ...]) -> tuple[Any, ...]:
        """Refuse two answers to one question; amounts of one subject add up instead."""
        answers: defaultdict[str, list[str]] = defaultdict(list)
        for fact in facts:
            answers[fact.question].append(fact.source)
        for question, sources in answers.items():
            if len(sources) > 1:
                where = "、".join(filter(None, sources))
                raise broken(f"“{question}”有{len(sources)}条，应只有一条：{where}".rstrip("："))
        return facts
