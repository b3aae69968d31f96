"""The facts: what is stated once, and everything else is derived from.

All amounts are exact 元 in ``Decimal``; give them as ``Decimal``, int or text, never as float.
Models are frozen; constructing one checks it, and a ``pydantic.ValidationError`` (a
``ValueError``) lists everything that is wrong: our rules in Chinese, pydantic's own (a missing or
unknown field) in its English. Facts are sorted on entry, so their order never matters.

    Accounts(
        unit="某局", entity="部门", year=2018, edition="mof-2018",
        expenditure=[{"subject": "2010301", "nature": "基本支出",
                      "fund": "一般公共预算财政拨款", "amount": "1234567.89"}],
    )
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from juesuan_tables.model._values import (
    FULL_MARKS,
    Amount,
    Code,
    Date,
    EconomicSubject,
    FigureName,
    Margin,
    Name,
    Subject,
    Text,
    Year,
    YesNo,
    broken,
    refused,
)
from juesuan_tables.model._values import (
    unprintable as unprintable,
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
        if key and key.unit not in {"元", "分"} and value != value.to_integral_value():
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
    is not new for that alone. ``declassified`` (已脱密) says that what is secret was taken out, so
    that amounts may stand on a 类 or 款 alone.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Name
    entity: Entity
    year: Year
    edition: Name | None = None
    approval_number: Name | None = None
    approval_date: Date | None = None
    publication_date: Date | None = None
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

    @field_validator("stated", "measures", "notes")
    @classmethod
    def _said_once(cls, facts: tuple[Stated | Measure | Note, ...]) -> tuple[Any, ...]:
        """Refuse two answers to one question; amounts of one subject add up instead."""
        answers: defaultdict[str, list[str]] = defaultdict(list)
        for fact in facts:
            answers[fact.question].append(fact.source)
        for question, sources in answers.items():
            if len(sources) > 1:
                where = "、".join(filter(None, sources))
                raise broken(f"“{question}”有{len(sources)}条，应只有一条：{where}".rstrip("："))
        return facts
