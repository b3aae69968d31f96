"""Findings → what the pages say of them: sorted, numbered, each number explained once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension, chinese_figure
from juesuan_tables.writers import review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.findings import Explained, Finding, Listed

OTHER = "其他"
"""What stands for the dimension of a rule that has none."""
INDENT = "  "
"""By how much a part of a number is indented below it."""


class Place(NamedTuple):
    """Where a number is printed: the id of its cell, the title of the table, and the place in it."""

    id: str
    table: str
    cell: str


def groups_of(
    findings: Sequence[Finding],
    rules: Mapping[str, Listed],
    places: Callable[[Explained], Place | None],
) -> Iterator[review.Group]:
    """Yield the findings group by group, the worst first, numbered in this order.

    ``places`` says where on the page a number is printed, if it is.
    """
    sorted_out: dict[tuple[Severity, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        rule = rules.get(finding.rule)
        sorted_out[finding.severity, _named(rule.dimension if rule else None)].append(finding)
    entries = _Entries(places, rules)
    for severity in Severity:
        for dimension in (*Dimension, None):
            if found := sorted_out.get((severity, _named(dimension))):
                yield review.Group(
                    id=f"{severity.value}-{dimension.key if dimension else 'other'}",
                    severity=severity.chinese,
                    look=severity.value,
                    dimension=_named(dimension),
                    entries=tuple(map(entries.entry, found)),
                )


def _named(dimension: Dimension | None) -> str:
    return dimension.value if dimension else OTHER


def dimensions_of(
    groups: Sequence[review.Group], rules: Iterable[Listed]
) -> Iterator[review.Dimension]:
    """Yield the lines of the summary: all dimensions, and what has none where there is such."""
    found = {(group.dimension, group.severity): group for group in groups}
    asked = {_named(rule.dimension) for rule in rules} | {group.dimension for group in groups}
    for name in (*(each.value for each in Dimension), OTHER):
        if name != OTHER or name in asked:
            row = tuple(found.get((name, severity.chinese)) for severity in Severity)
            yield review.Dimension(name, name in asked, row)


class _Entries:
    """Makes the entries of a page, one after the other; each number is explained once."""

    def __init__(
        self, places: Callable[[Explained], Place | None], rules: Mapping[str, Listed]
    ) -> None:
        """Begin with the first finding."""
        self._rules, self._places = rules, places
        self._told: dict[tuple[str, str, str], int] = {}
        self._number = 0

    def entry(self, finding: Finding) -> review.Entry:
        """Return the next entry."""
        self._number += 1
        rule = self._rules.get(finding.rule)
        cells = self._cells(finding.figures)
        against = self._cells(finding.against)
        return review.Entry(
            number=self._number,
            message=finding.message,
            rule=finding.rule,
            name=rule.name if rule else "",
            source=rule.source if rule else "",
            section=finding.section or "",
            printed=finding.printed or "",
            expected=finding.expected or "",
            difference=finding.difference or "",
            printed_by=tuple(self._lines(finding.figures)),
            expected_by=tuple(self._lines(finding.against)),
            cells=cells,
            compared={each: against[each] for each in against if each not in cells},
            span=finding.span,
            remark=_remark(finding),
        )

    def _cells(self, numbers: Iterable[Explained]) -> dict[str, str]:
        """Return the places of those that a table prints, by the ids of their cells.

        The title of a table is said once.
        """
        cells: dict[str, str] = {}
        said = ""
        for place in filter(None, map(self._places, numbers)):
            known = place.table == said
            cells[place.id] = place.cell if known else f"{place.table} {place.cell}"
            said = place.table
        return cells

    def _lines(self, numbers: Iterable[Explained]) -> Iterator[review.Line]:
        """Yield how numbers came about, or where that was told before."""
        for number in numbers:
            label = number.label or chinese_figure(number.name)
            told = self._told.setdefault((number.name, label, f"{number}"), self._number)
            if told != self._number:
                yield review.Line(f"{label}：{number}", told=told)
                continue
            for line in number.explain():
                text = line.lstrip(INDENT)
                yield review.Line(text, (len(line) - len(text)) // len(INDENT))


def _remark(finding: Finding) -> str:
    """Return what a finding says beside its place: the message without where that is."""
    _, found, rest = finding.message.partition(f"“{finding.snippet}”：")
    return rest if found else finding.message
