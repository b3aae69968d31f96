"""Rows of a ledger that say the same but for their amounts: what is wrong, and what they add up to."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import ValidationError

from juesuan_tables.errors import InputError, Problem, shortened
from juesuan_tables.inputs._door import expected
from juesuan_tables.model import EconomicExpenditure, Expenditure
from juesuan_tables.model._values import MAX_DIGITS, NAME_LIMIT
from juesuan_tables.terms import Fund, Nature
from juesuan_tables.terms.ledger import ECONOMIC_NAME, FUNDS_ALSO, SUBJECT_NAME, TOTALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.model import AmountFact

Fault: TypeAlias = "tuple[str] | tuple[str, str]"
"""What is wrong, perhaps with what to do."""
_SPENT, _ITEMISED = ("subject", "nature", "fund"), ("economic_subject",)
"""The fields by which rows are added up."""
_NAMES = {"subject": SUBJECT_NAME, "economic_subject": ECONOMIC_NAME}
_BETWEEN = r"[\s\-－—_、:：.．|/]*"
_CODE = re.compile(rf"[\[【(（]?(\d+)(?:\.0+)?[\]】)）]?(?:{_BETWEEN}([^\W\d].*))?")
"""A code, perhaps in brackets or once a number, perhaps with its name behind it."""
_TERM = re.compile(rf"(?:\d+{_BETWEEN})?(.*)", re.DOTALL)
"""A term, perhaps behind its code."""
_AS_TEXT = " =\"'"
"""What programs put around a code so that a spreadsheet takes it for text."""


@dataclass(slots=True)
class Sum:
    """What some rows add up to: the number of the first, how many they are, their 分."""

    first: int
    count: int = 0
    cents: int = 0

    def add(self, other: Sum) -> None:
        """Take in what later rows add up to."""
        self.count += other.count
        self.cents += other.cents

    def place(self, name: str) -> str:
        """Return where the rows are."""
        return f"{name} 第{self.first}行" + (f"等共{self.count}行" if self.count > 1 else "")


@dataclass(slots=True)
class Group:
    """Rows that are alike: what stands in them under which heading, and what it means."""

    typed: Mapping[str, str]
    headings: Mapping[str, str]
    sum: Sum
    says: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Say codes without their names, and terms by their official names."""
        says = defaultdict(str, self.typed)
        for code, name in _NAMES.items():
            if match := _CODE.fullmatch(says[code].strip(_AS_TEXT)):
                says[code] = unicodedata.normalize("NFKC", match[1])
                says[name] = says[name] or match[2] or ""
        for term in ("fund", "nature"):
            match = _TERM.fullmatch(says[term])
            says[term] = match[1] if match else ""
        says["fund"] = FUNDS_ALSO.get(says["fund"], says["fund"])
        self.says = says

    @property
    def itemised(self) -> bool:
        """Return whether 基本支出明细 tells them by economic subject."""
        return is_itemised(self.says["nature"], self.says["fund"])

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the rows: what was found, what was expected."""
        for text in self.typed.values():
            if re.sub(r"\s", "", text).endswith(TOTALS):
                yield of_totals(text)
                return
        facts: list[tuple[type[AmountFact], tuple[str, ...]]] = [(Expenditure, _SPENT)]
        if self.itemised and self.says["economic_subject"]:
            facts.append((EconomicExpenditure, _ITEMISED))
        for model, fields in facts:
            try:
                model.model_validate({each: self.says[each] for each in fields} | {"amount": 0})
            except ValidationError as error:
                for each in error.errors(include_url=False):
                    at = str(each["loc"][0])
                    yield (f"“{self.headings[at]}”{found(self.typed[at])}{expected(each)}",)


def found(text: str) -> str:
    """Return what stands in a cell, as far as a message can repeat it."""
    return f"填的是“{shortened(text)}”，" if text else "没有填写，"


def of_totals(text: str) -> Fault:
    """Return what is wrong with a row in which stands that it adds up others."""
    return f"填的是“{shortened(text)}”，合计行会重复计算，应只有各笔明细", "请删去这样的行"


def is_itemised(nature: str, fund: str) -> bool:
    """Return whether 基本支出明细 tells such spending by economic subject."""
    return (nature, fund) == (Nature.BASIC, Fund.GENERAL_PUBLIC_BUDGET)


def problems(
    groups: Sequence[Group], known: Mapping[Fault, Sum], name: str
) -> list[tuple[int, Problem]]:
    """Return what is wrong with the groups beside what is known: each fault at its first row."""
    rows = dict(known)
    basic = [group for group in groups if group.itemised]
    with_code = any(group.says["economic_subject"] for group in basic)
    for group in groups:
        faults = [*group.faults()]
        if with_code and group.itemised and not group.says["economic_subject"]:
            faults.append(("没有填写经济科目，而别的一般公共预算财政拨款基本支出填写了",))
        for fault in faults:
            rows.setdefault(fault, Sum(group.sum.first)).add(group.sum)
    return [(each.first, Problem(each.place(name), *fault)) for fault, each in rows.items()]


def facts(groups: Sequence[Group], name: str) -> dict[str, Any]:
    """Return the facts that the groups add up to, and the names of their codes."""
    basic = [group for group in groups if group.itemised and group.says["economic_subject"]]
    return {
        "names": _names(groups, "subject") | _names(basic, "economic_subject"),
        "expenditure": _facts(Expenditure, _SPENT, groups, name),
        "economic_expenditure": _facts(EconomicExpenditure, _ITEMISED, basic, name),
    }


def _facts(
    model: type[AmountFact], fields: tuple[str, ...], groups: Iterable[Group], name: str
) -> tuple[AmountFact, ...]:
    """Return one fact for all groups that are alike in some fields."""
    rows: dict[tuple[str, ...], Sum] = {}
    for group in groups:
        key = tuple(group.says[field] for field in fields)
        rows.setdefault(key, Sum(group.sum.first)).add(group.sum)
    for each in rows.values():
        if abs(each.cents) >= 10**MAX_DIGITS:
            raise InputError.of(each.place(name), f"合计超过{MAX_DIGITS}位数字", "请检查金额")
    return tuple(
        model(
            **dict(zip(fields, key, strict=True)),
            amount=Decimal(f"{each.cents}e-2"),
            source=each.place(name),
        )
        for key, each in rows.items()
    )


def _names(groups: Iterable[Group], code: str) -> dict[str, str]:
    """Return the names of codes; where rows differ, none: the catalogue knows better."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups:
        known[group.says[code]] |= {group.says[_NAMES[code]]} - {""}
    return {
        each: name
        for each, names in known.items()
        for name in names
        if len(names) == 1 and name.isprintable() and len(name) <= NAME_LIMIT
    }
