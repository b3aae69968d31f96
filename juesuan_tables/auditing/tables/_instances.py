"""Every relation at every place of somebody's tables where it can be judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.addresses import IN_NO_FORM, address
from juesuan_tables.auditing.tables._printed import View
from juesuan_tables.checks import RELATIONS
from juesuan_tables.checks.formulas import parse
from juesuan_tables.checks.relations import Relation, instances
from juesuan_tables.figure import ZERO, Figure, add
from juesuan_tables.subjects import is_category
from juesuan_tables.terms import APPROPRIATIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from decimal import Decimal

    from juesuan_tables.auditing.tables._printed import PrintedTables


class Term(NamedTuple):
    """A figure of a relation, and whether it is on the left (1) or, with its sign, on the right."""

    figure: Figure
    sign: int


@dataclass(frozen=True, slots=True)
class Place:
    """A relation at one place: ``gap`` is by how much its left side is too large."""

    relation: Relation
    terms: tuple[Term, ...]
    gap: Decimal
    tolerance: Decimal

    @property
    def left(self) -> Figure:
        """Return the figure on the left."""
        return self.terms[0].figure

    @property
    def right(self) -> Figure:
        """Return what the right side comes to."""
        figures = (t.figure if t.sign < 0 else -t.figure for t in self.terms[1:])
        return Figure.total("", figures)

    @property
    def broken(self) -> bool:
        """Return whether no true amounts fit what is printed; nothing is within a negative bound."""
        if parse(self.relation.formula).at_most:
            over = min(self.gap, self.left.amount) if self.right.amount < ZERO else self.gap
            return over > self.tolerance
        return self.gap.copy_abs() > self.tolerance

    @property
    def by_columns(self) -> bool:
        """Return whether it adds up the columns of one row."""
        left, *others = (address(term.figure.name) for term in self.terms)
        return len(others) > 1 and all(each[:2] == left[:2] for each in others)

    @property
    def by_rows(self) -> bool:
        """Return whether it adds up the rows of one table."""
        rows = {address(t.figure.name).row for t in self.terms[1:] if t.figure.name}
        return len(rows) > 1 or "{c" in self.relation.formula.partition("=")[2]


def coefficient(number: int, amount: Decimal) -> Decimal:
    """Return an amount with the sign of a term."""
    return amount if number > 0 else amount.copy_negate()


_OF_LINES = tuple(
    Relation(
        id=f"{kind.key.replace('_', '-')}-lines",
        name=f"收入支出决算总表{kind}＝财政拨款收入支出决算总表同一行",
        formula=f"income_expenditure_summary.{kind.key}.amount = appropriation_summary.{kind.key}.amount",
    )
    for kind in APPROPRIATIONS
)
"""What a report cannot break, since it derives both from one fact."""
_PUBLISHED = tuple(
    relation
    for relation in (*RELATIONS, *_OF_LINES)
    if not {*parse(relation.formula).tables} & {*IN_NO_FORM}
)
_CLASSES = {"301", "302", "303", "307", "310", "399"}
"""The economic classes that 人员经费 and 公用经费 add up; a form with more adds up more."""


def published_relations() -> tuple[Relation, ...]:
    """Return the relations that official tables alone must satisfy."""
    return _PUBLISHED


def places(tables: PrintedTables) -> list[Place]:
    """Return every relation at every place."""
    view = View(tables.tables, tables.known, tables.edition)
    found: list[Place] = []
    for relation in _PUBLISHED:
        if _applies(relation, tables):
            found += _at_all_places(relation, view, tables)
    return found


def without(found: Iterable[Place], apart: Collection[str]) -> list[Place]:
    """Return the places but for those where tables ``apart`` are compared with others."""
    return [place for place in found if not _compares(place.relation, apart)]


def _compares(relation: Relation, apart: Collection[str]) -> bool:
    used = parse(relation.formula).tables
    return len(used) > 1 and bool({*used} & {*apart})


def _applies(relation: Relation, tables: PrintedTables) -> bool:
    if {*relation.not_everywhere} - tables.tables.keys():
        return False  # the document may print it elsewhere
    if relation.id == "basic-running-costs":
        rows = tables.official.rows.get("general_budget_basic", ())
        return {row for row in rows if is_category(row)} <= _CLASSES
    return True


def _at_all_places(relation: Relation, view: View, tables: PrintedTables) -> Iterator[Place]:
    for instance in instances(relation, view):
        terms = (
            Term(instance.left, 1),
            *(Term(figure, -1) for figure in instance.plus if figure.name in view.figures),
            *(Term(figure, 1) for figure in instance.minus),
        )
        gap = add(coefficient(term.sign, term.figure.amount) for term in terms)
        place = Place(relation, terms, gap, add(term.figure.margin for term in terms))
        strange = address(instance.left.name).table in tables.with_strange_rows
        if not (strange and place.by_rows) and (len(terms) > 1 or not _is_subject(relation)):
            yield place


def _is_subject(relation: Relation) -> bool:
    """Return whether a relation is about one subject: where its row is not printed, nothing is."""
    return relation.id.startswith("basic-") and relation.id.endswith("-subject")
