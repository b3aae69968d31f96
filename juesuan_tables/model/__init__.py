"""The facts: what is stated once, and everything else is derived from.

All amounts are exact 元 in ``Decimal``. Models are frozen; constructing one checks it, and a
``pydantic.ValidationError`` (a ``ValueError``) lists everything that is wrong, in Chinese. Facts
are sorted on entry, so their order never matters.
"""

from __future__ import annotations

from collections import Counter
from datetime import date  # noqa: TC003 pydantic needs it at run time
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from juesuan_tables.model._values import (
    Amount,
    Code,
    EconomicSubject,
    FigureName,
    Margin,
    Name,
    Subject,
    Text,
    refused,
)
from juesuan_tables.terms import (
    BalanceKind,
    Entity,
    Fund,
    IncomeKind,
    MeasureKey,
    Nature,
    NoteKind,
    Period,
    ProjectText,
    Stage,
    ThreePublicItem,
    Topic,
    UnitKind,
    chinese_figure,
)


class Fact(BaseModel):
    """What all facts share: frozen, nothing unknown, and where it was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    source: Text = ""

    def sort_key(self) -> tuple[str, ...]:
        """Return what facts of one type are ordered by: all fields, the source last."""
        fields = self.model_dump()
        source = fields.pop("source")
        return (*(f"{value}" for value in fields.values()), source)


class AmountFact(Fact):
    """A fact that is an amount: ``amount`` in 元, true to within ``margin``."""

    amount: Amount
    margin: Margin = Decimal("0.00")

    @property
    def exists(self) -> bool:
        """Return whether it says more than that there is nothing."""
        return bool(self.amount or self.margin)


class Income(AmountFact):
    """Income of the year of one kind under one functional subject."""

    subject: Subject
    kind: IncomeKind
    counterparty: Name | None = None


class Expenditure(AmountFact):
    """Expenditure of the year of one nature from one fund under one functional subject."""

    subject: Subject
    nature: Nature
    fund: Fund
    counterparty: Name | None = None


class EconomicExpenditure(AmountFact):
    """一般公共预算财政拨款基本支出 by economic subject."""

    economic_subject: EconomicSubject


class Balance(AmountFact):
    """结转结余. 年末 is given, not derived, so that the roll-forward can be checked."""

    kind: BalanceKind
    fund: Fund
    subject: Subject | None = None


class Budget(AmountFact):
    """年初 or 全年预算 of one subject from one fund; zero is a statement, absence is unknown."""

    subject: Subject
    fund: Fund
    stage: Stage

    @field_validator("stage")
    @classmethod
    def _budget_only(cls, stage: Stage) -> Stage:
        if stage is Stage.OUTTURN:
            raise refused("应为年初预算或全年预算")
        return stage


class ThreePublic(AmountFact):
    """“三公”经费 by item, fund and stage."""

    item: ThreePublicItem
    fund: Fund
    stage: Stage


class Stated(AmountFact):
    """A total that someone else printed: this year's is checked, last year's is compared with."""

    figure: FigureName
    period: Period


class Measure(Fact):
    """One of the numbers that stand in no table; ``key`` fixes the unit.

    An amount is 元 with two decimals, a count a whole number, a score (分) two decimals.
    """

    key: MeasureKey
    value: Amount

    @model_validator(mode="after")
    def _fits_unit(self) -> Measure:
        unit = self.key.unit
        if unit not in {"元", "分"} and self.value != self.value.to_integral_value():
            raise refused(f"{self.key}应为整数（{unit}）")
        if self.value < 0:
            raise refused(f"{self.key}应为零或正数")
        return self


class Note(Fact):
    """A text about one figure or one topic: why it changed, what it was for."""

    kind: NoteKind
    figure: FigureName | None = None
    topic: Topic | None = None
    text: Text

    @model_validator(mode="after")
    def _about_one_thing(self) -> Note:
        if (self.figure is None) == (self.topic is None):
            raise refused("应填“指标”或“主题”中的一项")
        if self.figure and "\n" in self.text:
            raise refused("“内容”应为一行文字，不能换行")
        return self


class Unit(BaseModel):
    """A member of the department."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    kind: UnitKind


class Use(BaseModel):
    """What a project spent on one economic subject, in 元."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    economic_subject: EconomicSubject
    amount: Amount


class Project(Fact):
    """A project of which a 专项资金绩效自评报告 is published; ``funds`` in 元."""

    name: Name
    funds: Amount
    uses: tuple[Use, ...] = ()
    texts: dict[ProjectText, Text] = Field(default_factory=dict)


class Accounts(BaseModel):
    """All that one unit states about one year.

    ``names`` holds the names of the codes used. ``edition`` is the 表样 to print by, unless the
    caller names another. ``newly_established`` is declared: a unit without last year's figures
    is not new for that alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Name
    entity: Entity
    year: Annotated[int, Field(ge=2000, le=2100)]
    edition: Name | None = None
    approval_number: Name | None = None
    approval_date: date | None = None
    publication_date: date | None = None
    newly_established: bool = False
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
    )

    @field_validator(*FACTS)
    @classmethod
    def _in_order(cls, facts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(sorted(facts, key=Fact.sort_key))

    @model_validator(mode="after")
    def _said_once(self) -> Accounts:
        """Refuse two different answers to one question; amounts of one subject add up instead."""
        answers = Counter(
            [f"{chinese_figure(fact.figure)} {fact.period}" for fact in self.stated]
            + [fact.key.value for fact in self.measures]
            + [
                f"{chinese_figure(note.figure) if note.figure else note.topic} {note.kind}"
                for note in self.notes
            ]
        )
        repeated = [answer for answer, count in answers.items() if count > 1]
        if repeated:
            raise refused(f"“{'”“'.join(repeated)}”各应只有一条")
        return self
