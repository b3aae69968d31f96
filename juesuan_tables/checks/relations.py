"""勾稽关系: what must hold between figures, written as formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.addresses import IN_NO_FORM, Address, address
from juesuan_tables.checks._words import disagreement
from juesuan_tables.figure import ZERO, Figure, add, agrees
from juesuan_tables.findings import Severity
from juesuan_tables.subjects import is_category, parent
from juesuan_tables.terms import Dimension, chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from juesuan_tables.checks._evidence import Printed, Table
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding

_ADDRESS = r"[a-z_]+\.[a-z0-9_{}]+\.[a-z_{}]+"
_FORMULA = re.compile(rf"{_ADDRESS} <?= {_ADDRESS}( [+-] {_ADDRESS})*", re.ASCII)


class Formula(NamedTuple):
    """A formula's parts: ``left`` equals, or is at most, ``plus`` less ``minus``."""

    left: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    at_most: bool

    @property
    def tables(self) -> tuple[str, ...]:
        """Return the tables that it speaks of, each once."""
        names = (self.left, *self.plus, *self.minus)
        return tuple(dict.fromkeys(address(name).table for name in names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """``left = a + b - c`` or ``left <= a + b`` between the addresses of figures.

    Addresses may hold ``{row}`` (any row of the left table), ``{class}`` (any of its 类) and
    ``{column}``; on the right also ``{children}`` (the rows right below the left one) and
    ``{classes}`` (all 类 of the left table). A figure that the right side lacks counts as zero;
    a relation to a table that is not there, or to what no form has and nobody stated, is skipped;
    a table ``not_everywhere`` adds nothing where the edition has none. Where facts were read off a
    page, what nobody stated is zero as the page prints it.
    """

    id: str
    name: str
    formula: str
    severity: Severity = Severity.ERROR
    basis: str = ""
    advice: str = "请核对有关明细"
    not_everywhere: tuple[str, ...] = ()
    dimension: Dimension = Dimension.TRUTHFULNESS

    def __post_init__(self) -> None:
        """Refuse what is no formula."""
        parse(self.formula)

    @property
    def source(self) -> str:
        """Where the rule comes from: the forms themselves, unless a ``basis`` is given."""
        if self.basis:
            return self.basis
        names = [chinese_figure(table) for table in parse(self.formula).tables]
        return f"{names[0]}表内关系" if len(names) == 1 else "与".join(names)

    def findings(self, evidence: Printed, _limits: Limits) -> Iterator[Finding]:
        """Yield every figure for which the relation does not hold, by how much."""
        at_most = parse(self.formula).at_most
        must = "应为" if self.severity is Severity.ERROR else "一般应为"
        says = f"{'不应大于' if at_most else must} {{}}（{self.name}），"
        for left, right in self._breaches(evidence, at_most=at_most):
            finding = disagreement(evidence, left, right, says=says, advice=self.advice)
            yield replace(finding, rule=self.id, severity=self.severity)

    def _breaches(self, evidence: Printed, *, at_most: bool) -> list[tuple[Figure, Figure]]:
        """Return what does not hold, without the rows that merely add up what their parts do."""
        broken = {
            left.name: (left, right)
            for left, right in expand(self, evidence)
            if not (agrees(left, right) or (at_most and _within(left, right)))
        }
        gaps = {name: add((left.amount, -right.amount)) for name, (left, right) in broken.items()}
        below = children_of(evidence.tables.get(address(parse(self.formula).left).table))

        def inherited(name: str) -> bool:
            at = address(name)
            parts = [str(at._replace(row=row)) for row in below.get(at.row, [])]
            found = [gaps[part] for part in parts if part in gaps]
            return bool(found) and add(found) == gaps[name]

        return [breach for name, breach in broken.items() if not inherited(name)]


def _within(left: Figure, right: Figure) -> bool:
    """Return whether a bound holds; nothing is within one that a refund turned below zero."""
    return left.amount <= max(right.amount, ZERO)


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


class Instance(NamedTuple):
    """A relation at one place: the left figure, and what is added and taken away on the right."""

    left: Figure
    plus: tuple[Figure, ...]
    minus: tuple[Figure, ...]

    @property
    def right(self) -> Figure:
        """Return what the right side comes to."""
        return Figure.total("", (*self.plus, *(-figure for figure in self.minus)))


def expand(relation: Relation, evidence: Printed) -> Iterator[tuple[Figure, Figure]]:
    """Yield each left figure that the relation speaks of, with what stands on its right."""
    for instance in instances(relation, evidence):
        yield instance.left, instance.right


def instances(relation: Relation, evidence: Printed) -> Iterator[Instance]:
    """Yield the relation at each place that it speaks of."""
    formula = parse(relation.formula)
    used = {*formula.tables}
    lacking = {table for table in relation.not_everywhere if evidence.edition.form(table) is None}
    if used - evidence.tables.keys() - IN_NO_FORM - lacking:
        return
    children = children_of(evidence.tables.get(address(formula.left).table))
    zero = evidence.zero_margin
    for name, figure in _lefts(formula.left, evidence):
        at = address(name)
        meant = {
            "{row}": [at.row],
            "{class}": [at.row],
            "{column}": [at.column],
            "{children}": children.get(at.row, []),
            "{classes}": children.get("total", []),
        }
        plus, minus = (_meant(side, meant) for side in (formula.plus, formula.minus))
        if plus and all(_known(each, evidence) for each in (*plus, *minus)):
            terms = (*_own(figure, formula), *_added(plus, evidence, zero))
            taken = (evidence.figures[each] for each in minus if each in evidence.figures)
            yield Instance(
                _as_known(figure, zero), terms, tuple(_as_known(each, zero) for each in taken)
            )


def _lefts(pattern: str, evidence: Printed) -> Iterator[tuple[str, Figure]]:
    """Yield the printed figures that the left side of a relation stands for."""
    if "{" not in pattern:
        if pattern in evidence.figures:
            yield pattern, evidence.figures[pattern]
        return
    left = address(pattern)
    grid = evidence.tables.get(left.table)
    if grid is None:  # 其他数据 and 专项 stand in no table
        start = f"{left.table}."
        names = [name for name in evidence.figures if name.startswith(start)]
        yield from ((n, evidence.figures[n]) for n in names if _is_meant(left, address(n)))
        return
    rows = [row for row in grid.row_labels if _fits(left.row, row)]
    columns = grid.column_labels if left.column == "{column}" else (left.column,)
    names = [f"{left.table}.{row}.{c}" for row in rows for c in columns if c in grid.column_labels]
    yield from ((name, evidence.figures[name]) for name in names if name in evidence.figures)


def _is_meant(pattern: Address, name: Address) -> bool:
    """Return whether a pattern stands for an address, too."""
    return pattern.column in {name.column, "{column}"} and _fits(pattern.row, name.row)


def _known(name: str, evidence: Printed) -> bool:
    """Return whether a figure has a value: what a table lacks is zero, what no form has is unknown."""
    return name in evidence.figures or address(name).table not in IN_NO_FORM


def _own(figure: Figure, formula: Formula) -> list[Figure]:
    """Return what was stated on a row itself beside the rows below: the facts' rules say so."""
    below = any("{children}" in pattern for pattern in formula.plus)
    return [part for part in figure.parts if part.name == figure.name] if below else []


def _added(plus: list[str], evidence: Printed, zero_margin: Decimal) -> Iterator[Figure]:
    """Yield what the right side of a relation adds up."""
    for name in plus:
        figure = evidence.figures.get(name)
        nothing = Figure(name, ZERO, label=chinese_figure(name))
        yield _as_known(figure, zero_margin) if figure else nothing


def _as_known(figure: Figure, zero_margin: Decimal) -> Figure:
    """Return a figure as far as it is known: what nobody stated may be a rounded zero."""
    nothing = zero_margin and not figure.exists
    return replace(figure, margin=zero_margin) if nothing else figure


def _meant(patterns: tuple[str, ...], meant: Mapping[str, list[str]]) -> list[str]:
    """Return the addresses that patterns stand for."""
    addresses = [*patterns]
    for pattern, values in meant.items():
        addresses = [
            each.replace(pattern, value)
            for each in addresses
            for value in (values if pattern in each else [""])
        ]
    return addresses


def _fits(pattern: str, row: str) -> bool:
    """Return whether a row is one that the pattern stands for."""
    return pattern in {"{row}", row} or (pattern == "{class}" and is_category(row))


def children_of(grid: Table | None) -> dict[str, list[str]]:
    """Return the rows right below each row of a table by subject, as far as they are printed."""
    return _children(tuple(grid.row_labels) if grid else ())


@lru_cache(maxsize=100)  # every rule asks for the same tables again
def _children(rows: tuple[str, ...]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    printed = {*rows}
    for row in rows:
        if row.isdecimal():
            above = parent(row)
            while above.isdecimal() and above not in printed:  # somebody's table may leave 款 out
                above = parent(above)
            children.setdefault(above, []).append(row)
    return children
