"""The facts: what is stated once, and everything else is derived from.

All amounts are exact 元 in ``Decimal``. Models are frozen; constructing one checks it, and a
``pydantic.ValidationError`` (a ``ValueError``) lists everything that is wrong, in Chinese. Facts
are sorted on entry, so their order never matters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from juesuan_tables.terms import (
    MEASURE_UNITS,
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

CENT = Decimal("0.01")
MAX_DIGITS = 15
EXCEL_TEXT_LIMIT = 32_767
NAME_LIMIT = 200
_AMOUNT = re.compile(r"-?\d+(\.\d{1,2})?", re.ASCII)
_FUNCTIONAL = re.compile(r"2\d{2}(\d{2}){0,2}", re.ASCII)
_ECONOMIC = re.compile(r"3\d{2}(\d{2})?", re.ASCII)
_CODE = re.compile(rf"{_FUNCTIONAL.pattern}|{_ECONOMIC.pattern}", re.ASCII)
_FIGURE = re.compile(r"[a-z_]+\.[a-z0-9_]+\.[a-z_]+", re.ASCII)
_BIDIRECTIONAL = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def _refused(expected: str) -> PydanticCustomError:
    """Return the error that says what should have been there; the door adds what was."""
    return PydanticCustomError("expected", "{expected}", {"expected": expected})


AMOUNT_EXPECTED = "应为以元为单位、至多两位小数的数，例如 1234567.89"


def _amount(value: object) -> Decimal:
    """Accept Decimal, int or text; refuse float, which has already lost the exact amount."""
    if isinstance(value, bool | float) or not isinstance(value, Decimal | int | str):
        raise _refused(AMOUNT_EXPECTED)
    text = value.strip() if isinstance(value, str) else f"{value:f}"
    if len(text) > 100 or not _AMOUNT.fullmatch(text):  # noqa: PLR2004 longer is no amount
        raise _refused(AMOUNT_EXPECTED)
    try:
        amount = Decimal(text).quantize(CENT)
    except InvalidOperation as error:
        raise _refused(f"应为至多{MAX_DIGITS}位数字的金额") from error
    if len(amount.as_tuple().digits) > MAX_DIGITS:
        raise _refused(f"应为至多{MAX_DIGITS}位数字的金额")
    return amount or Decimal("0.00")


def _not_negative(amount: Decimal) -> Decimal:
    """Accept zero and more."""
    if amount < 0:
        raise _refused("应为零或正数")
    return amount


def _printable(value: object) -> str:
    """Accept text that every file format can carry and every screen shows as it is."""
    if not isinstance(value, str):
        raise _refused("应为文字")
    for character in value:
        category = unicodedata.category(character)
        noncharacter = category == "Cn" and (
            0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE  # noqa: PLR2004 Unicode's own
        )
        if character != "\n" and (
            category in {"Cc", "Cs"} or noncharacter or character in _BIDIRECTIONAL
        ):
            raise _refused(f"有不可见的控制字符 U+{ord(character):04X}，应为可以打印的文字")
    if len(value.encode("utf-16-le")) // 2 > EXCEL_TEXT_LIMIT:
        raise _refused(f"应为不超过{EXCEL_TEXT_LIMIT}字的文字（Excel单元格的上限）")
    return value.strip()


def _one_line(text: str) -> str:
    """Accept a single line that is not empty."""
    if not text:
        raise _refused("应填写内容")
    if "\n" in text:
        raise _refused("应为一行文字，不能换行")
    return text


def _short(text: str) -> str:
    """Accept what can be a name."""
    if len(text) > NAME_LIMIT:
        raise _refused(f"应为不超过{NAME_LIMIT}字的名称")
    return text


def _matching(pattern: re.Pattern[str], expected: str) -> AfterValidator:
    """Return a validator that accepts text of the given form."""

    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            raise _refused(expected)
        return text

    return AfterValidator(check)


Amount = Annotated[Decimal, BeforeValidator(_amount)]
"""Exact 元, at most two decimals and 15 digits; never a float."""
Margin = Annotated[Decimal, BeforeValidator(_amount), AfterValidator(_not_negative)]
Text = Annotated[str, BeforeValidator(_printable)]
Line = Annotated[Text, AfterValidator(_one_line)]
Name = Annotated[Line, AfterValidator(_short)]
Subject = Annotated[
    Name, _matching(_FUNCTIONAL, "应为3、5或7位的功能分类科目编码，例如 201、20103、2010301")
]
EconomicSubject = Annotated[
    Name, _matching(_ECONOMIC, "应为3或5位、以3开头的部门预算支出经济分类科目编码，例如 30201")
]
Code = Annotated[Name, _matching(_CODE, "应为功能分类或经济分类科目编码，例如 2010301、30201")]
FigureName = Annotated[
    Name, _matching(_FIGURE, "应为“表.行.列”形式的指标，例如 支出决算表.合计.基本支出")
]


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
    """This year's income of one kind under one functional subject."""

    subject: Subject
    kind: IncomeKind
    counterparty: Name | None = None


class Expenditure(AmountFact):
    """This year's expenditure of one nature from one fund under one functional subject."""

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
            raise _refused("应为年初预算或全年预算")
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
        unit = MEASURE_UNITS[self.key]
        if unit not in {"元", "分"} and self.value != self.value.to_integral_value():
            raise _refused(f"{self.key}应为整数（{unit}）")
        if self.value < 0:
            raise _refused(f"{self.key}应为零或正数")
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
            raise _refused("应填“指标”或“主题”中的一项")
        if self.figure and "\n" in self.text:
            raise _refused("“内容”应为一行文字，不能换行")
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
            raise _refused(f"“{'”“'.join(repeated)}”各应只有一条")
        return self
