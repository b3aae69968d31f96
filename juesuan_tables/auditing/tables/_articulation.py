"""勾稽关系 on anybody's tables: what cannot be true, told once, at the cell that is wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.tables._blame import Blame
from juesuan_tables.auditing.tables._causes import cause_of_cell, cause_of_sum
from juesuan_tables.auditing.tables._instances import published_relations
from juesuan_tables.auditing.tables._words import about, amount, gap_of, of_table, seen
from juesuan_tables.checks.formulas import parse
from juesuan_tables.checks.relations import children_of
from juesuan_tables.figure import add
from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from juesuan_tables.auditing.tables._blame import Culprit
    from juesuan_tables.auditing.tables._instances import Place
    from juesuan_tables.auditing.tables._printed import PrintedTables
    from juesuan_tables.checks.relations import Relation
    from juesuan_tables.findings import Finding

ONE_CELL = AuditRule(
    "table-cell",
    "表中一格与几条勾稽关系都不符",
    "各表勾稽关系",
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
MISREAD = AuditRule(
    "table-unread",
    "表能够读懂",
    "本软件读表的能力",
    Severity.UNASSESSABLE,
    Dimension.TRUTHFULNESS,
)
_RELATION_RULES = {each.id: AuditRule.of(each) for each in published_relations()}
RULES = (ONE_CELL, MISREAD, *_RELATION_RULES.values())
_MANY = 4
"""So many rows that break one relation, and more than keep it: it is we who read them wrongly."""
_ENOUGH = 3
"""Rows that show which columns a sum adds up."""
_LOOK = "可能是没有读懂这张表的栏目，没有核对。请对照原表核对。"
_NAMED = 4
"""Relations that a finding names before it says how many more there are."""


def disagreements(
    tables: PrintedTables, found: Sequence[Place], misread: Collection[str]
) -> Iterator[Finding]:
    """Yield what does not hold within and between tables, of all relations at all places.

    ``misread`` are the tables that we do not understand: they are no evidence.
    """
    for table in misread:
        yield of_table(MISREAD, tables, table, f"多数行的数合不上，{_LOOK}")
    found = [place for place in found if _tables_of(place).isdisjoint(misread)]
    sure = [place for place in found if not _is_doubtful(place)]
    sure = [*_without_strange_columns(sure, tables)]
    strange = _mostly_broken(sure)
    for relation in strange:
        yield _not_understood(relation, tables)
    verdict = Blame([place for place in sure if place.relation not in strange]).verdict()
    for culprit in verdict.culprits:
        yield _at_cell(culprit, tables)
    left = _without_inherited(verdict.unexplained, tables)
    for those in _rows_of(left):
        yield _at_relation(those[0], tables, _lost_row(those))
    blamed = {culprit.figure.name for culprit in verdict.culprits}
    blamed |= {term.figure.name for place in left for term in place.terms}
    yield from _usual(tables, [place for place in found if _is_doubtful(place)], blamed)


def _without_strange_columns(found: Sequence[Place], tables: PrintedTables) -> Iterator[Place]:
    """Yield the places but for sums of columns that a column may belong to which no form has.

    It does not where enough rows add up without it.
    """
    strange = {*tables.official.strange}
    of_columns = [place for place in found if strange and place.by_columns]
    kept = Counter(place.relation for place in of_columns if place.left.amount and not place.broken)
    unsure = {id(each) for each in of_columns if kept[each.relation] < _ENOUGH}
    unsure &= {id(each) for each in of_columns if address(each.left.name).table in strange}
    yield from (place for place in found if id(place) not in unsure)


def _usual(
    tables: PrintedTables, found: Sequence[Place], blamed: Collection[str]
) -> Iterator[Finding]:
    """Yield what usually holds and does not, but for what follows from cells already ``blamed``."""
    strange = _mostly_broken(found)
    for relation in strange:
        yield _not_understood(relation, tables)
    broken: defaultdict[Relation, list[Place]] = defaultdict(list)
    for place in _without_inherited([each for each in found if each.broken], tables):
        names = {term.figure.name for term in place.terms}
        if place.relation not in strange and not names & {*blamed}:
            broken[place.relation].append(place)
    for those in broken.values():
        first = max(those, key=lambda place: place.gap.copy_abs())
        more = f"本表这样的共{len(those)}处，这一处相差最多。" if len(those) > 1 else ""
        yield _at_relation(first, tables, more)


def misread_tables(found: Iterable[Place]) -> list[str]:
    """Return the tables most rows of which break what holds within a table."""
    within = [p for p in found if len(_tables_of(p)) == 1 and not _is_doubtful(p)]
    relations = _mostly_broken(within).values()
    return list(dict.fromkeys(address(place.left.name).table for place in relations))


def _tables_of(place: Place) -> set[str]:
    return {address(term.figure.name).table for term in place.terms}


def _is_doubtful(place: Place) -> bool:
    """Return whether a relation is a bound, or one that usually holds: it blames no cell."""
    relation = place.relation
    return relation.severity is not Severity.ERROR or parse(relation.formula).at_most


def _mostly_broken(found: Iterable[Place]) -> dict[Relation, Place]:
    """Return the relations that most places break, each by another amount, with the first."""
    broken: defaultdict[tuple[Relation, str], list[Place]] = defaultdict(list)
    kept: Counter[tuple[Relation, str]] = Counter()
    for place in found:
        by_column = "{column}" in place.relation.formula.partition("=")[0]
        kind = place.relation, address(place.left.name).column if by_column else ""
        if place.broken:
            broken[kind].append(place)
        elif place.left.amount:
            kept[kind] += 1
    return {
        kind[0]: those[0]
        for kind, those in broken.items()
        if len({place.gap for place in those}) >= _MANY and len(those) > kept[kind]
    }


def _not_understood(relation: Relation, tables: PrintedTables) -> Finding:
    what = f"多数行不符合“{relation.name}”，{_LOOK}"
    return of_table(MISREAD, tables, address(parse(relation.formula).left).table, what)


def _at_cell(culprit: Culprit, tables: PrintedTables) -> Finding:
    """Return the finding that one cell is wrong, with all relations that say so."""
    figure, expected = culprit.figure, culprit.expected
    more = "多" if figure.amount > expected.amount else "少"
    cause = cause_of_cell(culprit, tables)
    against = [term.figure for place in culprit.broken for term in place.terms]
    names = [place.relation.name for place in culprit.broken]
    one = len(names) == 1
    start = f"印的是 {seen(figure)}，按" if figure.source else "这一格空白，按"
    what = (
        f"{start}{f'“{names[0]}”' if one else f'{len(names)}条勾稽关系'}应为 {amount(expected)}，"
        f"{more} {amount(gap_of(figure, expected))}"
        f"{'' if one else f'（{_listed(culprit.broken)}）'}。"
        f"{f'{cause}。' if cause else ''}请核对这一格。"
    )
    rule = _RELATION_RULES[culprit.broken[0].relation.id] if one else ONE_CELL
    return about(
        rule, tables, figure.name, what, severity=Severity.ERROR, expected=expected, against=against
    )


def _listed(broken: Iterable[Place]) -> str:
    """Return the relations that do not hold, with their numbers."""
    names = list(dict.fromkeys(place.relation.name for place in broken))
    more = f"等{len(names)}条" if len(names) > _NAMED else ""
    return f"{'；'.join(names[:_NAMED])}{more}"


def _at_relation(place: Place, tables: PrintedTables, more_of_them: str = "") -> Finding:
    """Return the finding that a relation does not hold, at its left side."""
    left, right = place.left, place.right
    bound = parse(place.relation.formula).at_most
    hint = place.relation.severity is not Severity.ERROR
    must = "不应大于" if bound else ("一般应为" if hint else "应为")
    more = "多" if left.amount > right.amount else "少"
    cause = "" if bound else cause_of_sum(place, tables)
    what = (
        f"印的是 {seen(left)}，{must} {amount(right)}（{place.relation.name}），"
        f"{more} {amount(gap_of(left, right))}。{f'{cause}。' if cause else ''}"
        f"{more_of_them}请核对这些数。"
    )
    rule = _RELATION_RULES[place.relation.id]
    against = [term.figure for term in place.terms[1:] if term.figure.amount]
    return about(rule, tables, left.name, what, expected=right, against=against)


def _without_inherited(broken: Iterable[Place], tables: PrintedTables) -> list[Place]:
    """Return what is broken without the rows that merely add up what the rows below break by."""
    gaps = {(*_row_of(place),): place for place in broken}
    children = {table: children_of(grid) for table, grid in tables.tables.items()}
    left = []
    for (relation, table, row, column), place in gaps.items():
        below = [(relation, table, each, column) for each in children[table].get(row, [])]
        found = [gaps[key].gap for key in below if key in gaps]
        if not found or add(found) != place.gap:
            left.append(place)
    return left


def _rows_of(left: Iterable[Place]) -> Iterator[list[Place]]:
    """Yield the places where a row is not the sum of those below, all columns of it at once."""
    rows: dict[tuple[str, str, str], list[Place]] = {}
    for place in left:
        relation, table, row, column = _row_of(place)
        of_row = "{children}" in place.relation.formula
        rows.setdefault((relation, table, row if of_row else f"{row}.{column}"), []).append(place)
    yield from rows.values()


def _lost_row(those: list[Place]) -> str:
    """Return what may be wrong where several columns of a row are not the sum of those below."""
    if len(those) == 1:
        return ""
    columns = len(those)
    fewer = all(place.gap > 0 for place in those)
    return f"这一行共{columns}栏不符，{'可能漏印了一行' if fewer else '可能多印了一行，或者编码有误'}。"


def _row_of(place: Place) -> tuple[str, str, str, str]:
    return (place.relation.id, *address(place.left.name))
