"""Adds up the rows of a ledger, and keeps what is wrong with them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from juesuan_tables.errors import InputError, Problem, shortened
from juesuan_tables.inputs._ledger_groups import Group, facts, problems
from juesuan_tables.inputs._ledger_values import HEADINGS, REQUIRED, cents_of, text_of
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.model._values import AMOUNT_EXPECTED
from juesuan_tables.terms import glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

NamedRow: TypeAlias = "tuple[int, Sequence[Any], Sequence[Any]]"
"""A row: its number, the names of its columns, its values."""
MOST_PROBLEMS = 1000
MOST_GROUPS = 100_000
_HASHED = (str, int, float, type(None))
"""What stands for a code or a term as it is; pandas' own signs of nothing do not."""


@dataclass(slots=True)
class _Layout:
    """Which column of a row is what."""

    headings: dict[str, str]
    amount: int
    pick: Callable[[Sequence[Any]], tuple[Any, ...]]
    groups: dict[tuple[Any, ...], Group] = field(default_factory=dict)


class Ledger:
    """Takes rows as often as there are some, then says what they add up to."""

    def __init__(self, name: str) -> None:
        """Begin with nothing; ``name`` says in sources and messages where the rows come from."""
        self.name = name
        self._layouts: dict[tuple[Any, ...], _Layout | None] = {}
        self._groups: list[Group] = []
        self._wrong: list[tuple[int, Problem]] = []
        self._unsaid = 0

    def add(self, rows: Iterable[NamedRow]) -> None:
        """Add up all rows."""
        columns: Sequence[Any] | None = None
        layout: _Layout | None = None
        for number, names, values in rows:
            if names is not columns:
                columns, layout = names, self._layout(number, tuple(names))
            if layout is None:
                continue
            group = self._group(layout, number, values)
            if group is None:
                continue
            group.sum.count += 1
            try:
                group.sum.cents += cents_of(values[layout.amount])
            except ValueError:
                self._refuse_amount(layout, number, values[layout.amount])

    def _layout(self, number: int, names: tuple[Any, ...]) -> _Layout | None:
        """Return which column is what, or None where it cannot be told."""
        if names not in self._layouts:
            at = defaultdict(list)
            for index, heading in enumerate(names):
                if isinstance(heading, str) and heading.strip() in HEADINGS:
                    at[HEADINGS[heading.strip()]].append(index)
            self._layouts[names] = None
            if self._columns_are_there(number, names, at):
                columns = {each: indices[0] for each, indices in at.items()}
                amount = columns.pop("amount")
                self._layouts[names] = _Layout(
                    {each: names[index].strip() for each, index in columns.items()}
                    | {"amount": names[amount].strip()},
                    amount,
                    itemgetter(*columns.values()),
                )
        return self._layouts[names]

    def _columns_are_there(
        self, number: int, names: tuple[Any, ...], at: Mapping[str, list[int]]
    ) -> bool:
        """Return whether every column that is needed is there, and each one once."""
        missing = [glossary()[each] for each in REQUIRED if each not in at]
        twice = [indices for indices in at.values() if len(indices) > 1]
        if missing:
            seen = shortened("、".join(map(str, names)), most=100)
            what = f"没有“{'”和“'.join(missing)}”一栏，有的是：{seen}"
            self._refuse(number, what, "请加上这些栏，或者修改栏名")
        for indices in twice:
            both = "”和“".join(shortened(names[index]) for index in indices)
            self._refuse(number, f"“{both}”是同一项，应只有一栏", "请删去多余的栏")
        return not (missing or twice)

    def _group(self, layout: _Layout, number: int, values: Sequence[Any]) -> Group | None:
        """Return the group that a row belongs to; None where the row is empty."""
        key = layout.pick(values)
        try:
            return layout.groups[key]
        except (KeyError, TypeError):  # a list has no hash, and is no code
            says = tuple(map(text_of, key))
        if not any(says) and not text_of(values[layout.amount]):
            return None
        if says not in layout.groups:
            if len(layout.groups) >= MOST_GROUPS:
                what = f"不同的科目、资金性质、支出性质和名称超过{MOST_GROUPS}种"
                raise InputError.of(f"{self.name} 第{number}行", what, "请检查是不是一个单位的明细")
            layout.groups[says] = self._new_group(layout, number, says)
        group = layout.groups[says]
        if all(isinstance(each, _HASHED) and each == each for each in key):  # noqa: PLR0124 NaN is not
            layout.groups[key] = group
        return group

    def _new_group(self, layout: _Layout, number: int, says: tuple[str, ...]) -> Group:
        typed = dict(zip(layout.headings, says, strict=False))
        group = Group.of(typed, layout.headings, number)
        self._groups.append(group)
        return group

    def _refuse(self, number: int, what: str, advice: str = "请修改后重新生成") -> None:
        """Keep what is wrong with a row, or count it where there are too many."""
        if len(self._wrong) < MOST_PROBLEMS:
            self._wrong.append((number, Problem(f"{self.name} 第{number}行", what, advice)))
        else:
            self._unsaid += 1

    def _refuse_amount(self, layout: _Layout, number: int, value: object) -> None:
        text = text_of(value)
        shown = f"填的是“{shortened(text)}”，" if text else "没有填写，"
        self._refuse(number, f"“{layout.headings['amount']}”{shown}{AMOUNT_EXPECTED}")

    def draft(self, fields: Mapping[str, Any]) -> Draft:
        """Return the facts beside ``fields``, or raise ``InputError`` with everything wrong."""
        wrong = sorted([*self._wrong, *problems(self._groups, self.name)], key=itemgetter(0))
        listed = [problem for _, problem in wrong[:MOST_PROBLEMS]]
        if unsaid := self._unsaid + len(wrong) - len(listed):
            what = f"另有{unsaid}处没有列出"
            listed.append(Problem(self.name, what, "请先修改以上各处"))
        if listed:
            raise InputError(listed)
        if not self._groups:
            raise InputError.of(self.name, "没有一行明细", "请检查是否选对了文件")
        said = {name: value for name, value in fields.items() if value is not None}
        added = facts(self._groups, self.name)
        names = {**added["names"], **fields.get("names", {})}
        return Draft({**added, **said, "names": names})
