"""Rows of a ledger that say the same but for their amounts, and the facts that they add up to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from juesuan_tables.errors import InputError, Problem, shortened
from juesuan_tables.inputs._door import expected
from juesuan_tables.inputs._ledger_values import ECONOMIC_NAME, SUBJECT_NAME, meant
from juesuan_tables.model import EconomicExpenditure, Expenditure
from juesuan_tables.model._values import MAX_DIGITS, NAME_LIMIT
from juesuan_tables.terms import Fund, Nature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.model import AmountFact


_SPENT, _ITEMISED = ("subject", "nature", "fund"), ("economic_subject",)
"""The fields by which rows are added up."""


def itemised(fact: Expenditure) -> bool:
    """Return whether 基本支出明细 tells it by economic subject."""
    return _itemised(fact.nature, fact.fund)


def _itemised(nature: str, fund: str) -> bool:
    return (nature, fund) == (Nature.BASIC, Fund.GENERAL_PUBLIC_BUDGET)


@dataclass(slots=True)
class Sum:
    """What some rows add up to: the number of the first, how many they are, their 分."""

    first: int
    count: int = 0
    cents: int = 0

    def add(self, other: Sum) -> None:
        """Take in what other rows add up to."""
        self.first = min(self.first, other.first)
        self.count += other.count
        self.cents += other.cents

    def place(self, name: str) -> str:
        """Return where the rows are."""
        return f"{name} 第{self.first}行" + (f"等共{self.count}行" if self.count > 1 else "")


@dataclass(slots=True)
class Group:
    """What some rows say, field by field; ``wrong`` is what is wrong with it."""

    says: Mapping[str, str]
    sum: Sum
    wrong: tuple[str, ...] = ()

    @classmethod
    def of(cls, typed: Mapping[str, str], headings: Mapping[str, str], first: int) -> Group:
        """Return the group of rows that say this, of which one is the first."""
        says = {field: meant(field, text) for field, text in typed.items()}
        group = cls(defaultdict(str, says), Sum(first))
        group.wrong = tuple(group._faults(typed, headings))
        return group

    @property
    def itemised(self) -> bool:
        """Return whether 基本支出明细 tells them by economic subject."""
        return _itemised(self.says["nature"], self.says["fund"])

    def _faults(self, typed: Mapping[str, str], headings: Mapping[str, str]) -> Iterator[str]:
        facts: list[tuple[type[AmountFact], tuple[str, ...]]] = [(Expenditure, _SPENT)]
        if self.itemised and self.says["economic_subject"]:
            facts.append((EconomicExpenditure, _ITEMISED))
        for model, fields in facts:
            try:
                model.model_validate({field: self.says[field] for field in fields} | {"amount": 0})
            except ValidationError as error:
                for each in error.errors(include_url=False):
                    field = str(each["loc"][0])
                    text = typed[field]
                    shown = f"填的是“{shortened(text)}”，" if text else "没有填写，"
                    yield f"“{headings[field]}”{shown}{expected(each)}"


def problems(groups: Sequence[Group], name: str) -> list[tuple[int, Problem]]:
    """Return what is wrong with the groups: each fault once, at the first of its rows."""
    rows: dict[str, Sum] = {}
    for group in groups:
        for what in group.wrong:
            rows.setdefault(what, Sum(group.sum.first)).add(group.sum)
    basic = [group for group in groups if group.itemised]
    if any(group.says["economic_subject"] for group in basic):
        what = "没有填写经济科目，而别的一般公共预算财政拨款基本支出填写了"
        for group in basic:
            if not group.says["economic_subject"]:
                rows.setdefault(what, Sum(group.sum.first)).add(group.sum)
    return [(each.first, Problem(each.place(name), what)) for what, each in rows.items()]


def facts(groups: Sequence[Group], name: str) -> dict[str, Any]:
    """Return the facts that the groups add up to, and the names of their codes."""
    basic = [group for group in groups if group.itemised and group.says["economic_subject"]]
    return {
        "names": _names(groups, "subject", SUBJECT_NAME)
        | _names(basic, "economic_subject", ECONOMIC_NAME),
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


def _names(groups: Iterable[Group], code: str, called: str) -> dict[str, str]:
    """Return the names of codes; where rows differ, none: the catalogue knows better."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups:
        known[group.says[code]] |= {group.says[called]} - {""}
    return {
        each: name
        for each, names in known.items()
        for name in names
        if len(names) == 1 and name.isprintable() and len(name) <= NAME_LIMIT
    }
