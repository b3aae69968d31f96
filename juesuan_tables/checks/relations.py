"""勾稽关系: what must hold between figures, written as formulas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.addresses import IN_NO_FORM, Address, address
from juesuan_tables.checks._words import disagreement
from juesuan_tables.checks.formulas import parse, sides
from juesuan_tables.figure import ZERO, Figure, add, agrees
from juesuan_tables.findings import Severity
from juesuan_tables.subjects import is_category, parent
from juesuan_tables.terms import Dimension, chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from juesuan_tables.checks._evidence import Printed, Table
    from juesuan_tables.checks.formulas import Formula
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding


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
            for left, right in _uneven(self, evidence)
            if not (agrees(left, right) or (at_most and _within(left, right)))
        }
        if not broken:
            return []
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
    return (_instance(place, evidence) for place in _places(relation, evidence))


def _uneven(relation: Relation, evidence: Printed) -> Iterator[tuple[Figure, Figure]]:
    """Yield what ``expand`` does, without the places where both sides are exactly the same."""
    for place in _places(relation, evidence):
        if place.is_uneven(evidence):
            instance = _instance(place, evidence)
            yield instance.left, instance.right


class _Place(NamedTuple):
    """A relation at one place, by addresses; ``own`` is what stands beside the rows below."""

    left: Figure
    own: list[Figure]
    plus: tuple[str, ...]
    minus: tuple[str, ...]

    def is_uneven(self, evidence: Printed) -> bool:
        """Return whether the amounts of the sides differ; what has no figure is nothing."""
        figure = evidence.figures.get
        right = [each.amount for name in self.plus if (each := figure(name))]
        right += [each.amount for each in self.own]
        left = [each.amount for name in self.minus if (each := figure(name))]
        return add(right) != add([self.left.amount, *left])


def _places(relation: Relation, evidence: Printed) -> Iterator[_Place]:
    """Yield the places that a relation speaks of and where both sides have a value."""
    formula = parse(relation.formula)
    lacking = {table for table in relation.not_everywhere if evidence.edition.form(table) is None}
    if {*formula.tables} - evidence.tables.keys() - IN_NO_FORM - lacking:
        return
    children = children_of(evidence.tables.get(address(formula.left).table))
    classes = tuple(children.get("total", ())) if formula.of_classes else ()
    for figure, row, column in _lefts(formula.left, evidence):
        below = tuple(children.get(row, ())) if formula.of_children else ()
        plus, minus = sides(relation.formula, row, column, below, classes)
        unknown = formula.may_be_unknown and not all(_known(n, evidence) for n in (*plus, *minus))
        if plus and not unknown:
            yield _Place(figure, _own(figure, formula), plus, minus)


def _instance(place: _Place, evidence: Printed) -> Instance:
    """Return a place with the figures as far as they are known."""
    zero = evidence.zero_margin
    taken = (evidence.figures[each] for each in place.minus if each in evidence.figures)
    return Instance(
        _as_known(place.left, zero),
        (*place.own, *_added(place.plus, evidence, zero)),
        tuple(_as_known(each, zero) for each in taken),
    )


def _lefts(pattern: str, evidence: Printed) -> Iterator[tuple[Figure, str, str]]:
    """Yield the printed figures that the left side of a relation stands for, with row and column."""
    left, figures = address(pattern), evidence.figures
    grid = evidence.tables.get(left.table)
    if "{" not in pattern:
        names = [(pattern, left.row, left.column)]
    elif grid is None:  # 其他数据 and 专项 stand in no table
        found = [(n, address(n)) for n in figures if n.startswith(f"{left.table}.")]
        names = [(name, at.row, at.column) for name, at in found if _is_meant(left, at)]
    else:
        columns = [c for c in grid.column_labels if left.column in {c, "{column}"}]
        rows = [row for row in grid.row_labels if _fits(left.row, row)]
        names = [(f"{left.table}.{row}.{c}", row, c) for row in rows for c in columns]
    for name, row, column in names:
        if name in figures:
            yield figures[name], row, column


def _is_meant(pattern: Address, name: Address) -> bool:
    """Return whether a pattern stands for an address, too."""
    return pattern.column in {name.column, "{column}"} and _fits(pattern.row, name.row)


def _known(name: str, evidence: Printed) -> bool:
    """Return whether a figure has a value: what a table lacks is zero, what no form has is unknown."""
    return name in evidence.figures or address(name).table not in IN_NO_FORM


def _own(figure: Figure, formula: Formula) -> list[Figure]:
    """Return what was stated on a row itself beside the rows below: the facts' rules say so."""
    if not formula.of_children:
        return []
    return [part for part in figure.parts if part.name == figure.name]


def _added(plus: tuple[str, ...], evidence: Printed, zero_margin: Decimal) -> Iterator[Figure]:
    """Yield what the right side of a relation adds up."""
    for name in plus:
        figure = evidence.figures.get(name)
        yield (
            _as_known(figure, zero_margin)
            if figure
            else Figure(name, ZERO, label=chinese_figure(name))
        )


def _as_known(figure: Figure, zero_margin: Decimal) -> Figure:
    """Return a figure as far as it is known: what nobody stated may be a rounded zero."""
    nothing = zero_margin and not figure.exists
    return replace(figure, margin=zero_margin) if nothing else figure


def _fits(pattern: str, row: str) -> bool:
    """Return whether a row is one that the pattern stands for."""
    return pattern in ("{row}", row) or (pattern == "{class}" and is_category(row))


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
