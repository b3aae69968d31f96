"""Formulas between the addresses of figures: their parts, and the addresses that they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from juesuan_tables.addresses import IN_NO_FORM, address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ADDRESS = r"[a-z_]+\.[a-z0-9_{}]+\.[a-z_{}]+"
_FORMULA = re.compile(rf"{_ADDRESS} <?= {_ADDRESS}( [+-] {_ADDRESS})*", re.ASCII)


@dataclass(frozen=True)
class Formula:
    """A formula's parts: ``left`` equals, or is at most, ``plus`` less ``minus``."""

    left: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    at_most: bool

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """Return the tables that it speaks of, each once."""
        names = (self.left, *self.plus, *self.minus)
        return tuple(dict.fromkeys(address(name).table for name in names))

    @cached_property
    def of_children(self) -> bool:
        """Whether it adds up the rows right below."""
        return any("{children}" in pattern for pattern in self.plus)

    @cached_property
    def of_classes(self) -> bool:
        """Whether it adds up all 类."""
        return any("{classes}" in pattern for pattern in self.plus)

    @cached_property
    def may_be_unknown(self) -> bool:
        """Whether it speaks of what no form has: what nobody stated of that has no value."""
        return not IN_NO_FORM.isdisjoint(self.tables)


def added(pattern: str, keys: Iterable[str]) -> str:
    """Return the right side of a formula that adds up one address for every key.

    >>> added("income.{{row}}.{}", ("basic", "project"))
    'income.{row}.basic + income.{row}.project'
    """
    return " + ".join(pattern.format(key) for key in keys)


@cache
def parse(formula: str) -> Formula:
    """Return the parts of a formula; raise ``ValueError`` where it is none."""
    if not _FORMULA.fullmatch(formula):
        message = f"no formula such as “a.b.c = d.e.f + g.h.i”: {formula!r}"
        raise ValueError(message)
    left, sign, right = re.split(r"\s*(<?=)\s*", formula, maxsplit=1)
    terms = re.findall(r"([+-]?)\s*([a-z_0-9.{}]+)", right)
    plus = tuple(name for mark, name in terms if mark != "-")
    return Formula(left, plus, tuple(name for mark, name in terms if mark == "-"), sign == "<=")


@lru_cache(maxsize=20_000)  # units have most of their subjects in common
def sides(
    formula: str, row: str, column: str, children: tuple[str, ...], classes: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses that are added, and taken away, beside a figure on the left."""
    meant = {
        "{row}": (row,),
        "{class}": (row,),
        "{column}": (column,),
        "{children}": children,
        "{classes}": classes,
    }
    parts = parse(formula)
    return _meant(parts.plus, meant), _meant(parts.minus, meant)


def _meant(patterns: tuple[str, ...], meant: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the addresses that patterns stand for."""
    addresses = [*patterns]
    for pattern, values in meant.items():
        addresses = [
            each.replace(pattern, value)
            for each in addresses
            for value in (values if pattern in each else ("",))
        ]
    return tuple(addresses)
