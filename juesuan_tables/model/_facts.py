"""The facts one by one: what each states, and where it was read."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from juesuan_tables.addresses import project_row
from juesuan_tables.model._values import (
    FULL_MARKS,
    Amount,
    EconomicSubject,
    FigureName,
    Margin,
    Name,
    Score,
    Subject,
    Text,
    broken,
    refused,
)
from juesuan_tables.terms import (
    BalanceKind,
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
    TransferKind,
    Treatment,
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

    @property
    def question(self) -> str:
        """Return in Chinese what it answers; there is one answer."""
        return f"{chinese_figure(self.figure)} {self.period}"


class Measure(Fact):
    """One of the numbers that stand in no table; ``key`` fixes the unit.

    An amount is 元 with two decimals, a count a whole number, a score (分) two decimals.
    """

    key: MeasureKey
    value: Amount

    @property
    def question(self) -> str:
        """Return in Chinese what it answers; there is one answer."""
        return self.key.value

    @field_validator("value")
    @classmethod
    def _fits_unit(cls, value: Decimal, info: ValidationInfo) -> Decimal:
        key = info.data.get("key")
        if key and key.counted and value != value.to_integral_value():
            raise refused(f"{key}应为整数（{key.unit}）")
        if value < 0:
            raise refused("应为零或正数")
        if key and key.unit == "分" and value > FULL_MARKS:
            raise refused(f"{key}应为0至{FULL_MARKS}的数")
        return value


class Note(Fact):
    """A text about one figure or one topic: why it changed, what it was for."""

    kind: NoteKind
    figure: FigureName | None = None
    topic: Topic | None = None
    text: Text

    @property
    def question(self) -> str:
        """Return in Chinese what it answers; there is one answer."""
        return f"{chinese_figure(self.figure) if self.figure else self.topic} {self.kind}"

    @model_validator(mode="after")
    def _about_one_thing(self) -> Note:
        if self.figure and self.topic:
            raise broken("“指标”和“主题”都填了，应只填一项")
        if not (self.figure or self.topic):
            raise broken("“指标”和“主题”都没有填，应填其中一项")
        if self.figure and "\n" in self.text:
            raise broken("“内容”应为一行文字，不能换行")
        return self


class Transfer(Fact):
    """What one unit of a department gave another in the year, as each of them states it, in 元.

    ``paid`` is what the payer states, ``received`` what the receiver does; None where it states such
    money but not whose. What was eliminated is in neither's share of the department's accounts.
    """

    kind: TransferKind
    payer: Name
    receiver: Name
    paid: Amount | None = None
    received: Amount | None = None
    treatment: Treatment

    @property
    def question(self) -> str:
        """Return in Chinese what it answers; there is one answer."""
        return f"内部往来 {self.payer}付给{self.receiver} {self.kind}"

    @model_validator(mode="after")
    def _eliminated_alike(self) -> Transfer:
        if self.treatment is Treatment.ELIMINATED and (
            self.paid is None or self.paid != self.received
        ):
            raise broken(f"填的是“{self.treatment}”，付款方金额和收款方金额应都填写并且相等")
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


class Indicator(BaseModel):
    """One 绩效指标 of a project: what was aimed at and what was reached, in the unit's own words.

    ``aspect`` is the 一级指标 it belongs to; ``score`` of ``full_score`` 分, where it was scored.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    aspect: Name
    name: Name
    target: Name
    actual: Name
    full_score: Score | None = None
    score: Score | None = None


class Project(Fact):
    """A project of which a 专项资金绩效自评报告 is published; ``funds`` in 元."""

    name: Name
    funds: Amount
    uses: tuple[Use, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    texts: dict[ProjectText, Text] = Field(default_factory=dict)

    @property
    def question(self) -> str:
        """Return in Chinese what it answers; there is one report of a project."""
        return f"专项 {project_row(self.name)}"
