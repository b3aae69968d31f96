"""What was found in a report → 审核报告: as text, as JSON, and as a page with the tables."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension, chinese_figure
from juesuan_tables.writers import review

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.checks import Rule, Settings
    from juesuan_tables.findings import Explained, Finding
    from juesuan_tables.report import Report

SCHEMA = "juesuan-findings/1"
"""What the fields of 审核报告.json mean; it changes when they do."""
OTHER = "其他"
"""What stands for the dimension of a rule that has none."""
INDENT = "  "
"""By how much a part of a number is indented below it."""


def review_files(  # noqa: PLR0913 what was found, and four things to say about it
    report: Report,
    findings: Sequence[Finding],
    rules: Iterable[Rule],
    settings: Settings | None,
    *,
    blank_zeros: bool | None,
    document: str,
) -> dict[str, bytes]:
    """Return 审核报告 in all its forms, by the names of its files."""
    page = review_page(report, findings, rules, settings, blank_zeros=blank_zeros)
    return {
        "审核报告.txt": review_text(report, findings, settings).encode(),
        "审核报告.json": f"{review_json(document, findings)}\n".encode(errors="backslashreplace"),
        "审核报告.html": page.encode(),
    }


def review_text(
    report: Report, findings: Sequence[Finding], settings: Settings | None = None
) -> str:
    """Return 审核报告.txt: every finding, then what the tables were made by and what was changed."""
    lines = [f"{report.title} 审核报告", "", summary(findings), *map(str, findings)]
    lines += ["", *_basis(report, settings)]
    return "\n".join(lines) + "\n"


def _basis(report: Report, settings: Settings | None) -> list[str]:
    """Return by which form the tables were made, its doubts, and what was set otherwise."""
    edition = report.edition
    lines = [f"表样：{edition.id}（{edition.authority}，{edition.from_year}年度起）"]
    if edition.remarks:
        lines.append(edition.remarks)
    lines += [f"未经官方文件核对：{form.title}，{form.doubt}。" for form in edition.unverified]
    if settings and (changes := settings.in_words()):
        lines.append(f"审核设置（--rules）：{changes}。")
    return lines


def summary(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity."""
    counts = [
        f"{severity.chinese} {sum(f.severity is severity for f in findings)} 条"
        for severity in Severity
    ]
    return "，".join(counts)


def review_json(document: str, findings: Sequence[Finding]) -> str:
    """Return 审核报告.json: one object on one line, numbers as text."""
    record = {
        "schema": SCHEMA,
        "document": document,
        "claims": None,
        "unread": [],
        "findings": [finding.record() for finding in findings],
    }
    return json.dumps(record, ensure_ascii=False)


def review_page(
    report: Report,
    findings: Sequence[Finding],
    rules: Iterable[Rule],
    settings: Settings | None = None,
    *,
    blank_zeros: bool | None = None,
) -> str:
    """Return 审核报告.html: findings by severity and by the ministry's dimensions, and the tables.

    ``rules`` are those that were asked; ``blank_zeros`` says how the tables are published.
    """
    by_id = {rule.id: rule for rule in rules}
    groups = tuple(_groups(report, findings, by_id))
    grids = tuple(report.tables.values())
    return review.page(
        review.Review(
            title=f"{report.title} 审核报告",
            basis=tuple(_basis(report, settings)),
            summary=summary(findings),
            severities=tuple(severity.chinese for severity in Severity),
            dimensions=tuple(_dimensions(groups, by_id.values())),
            groups=groups,
            tables=grids,
            printed=tuple(grid.as_printed(blank_zeros=blank_zeros) for grid in grids),
        )
    )


def _groups(
    report: Report, findings: Sequence[Finding], rules: Mapping[str, Rule]
) -> Iterator[review.Group]:
    """Yield the findings group by group, the worst first, numbered in this order."""
    sorted_out: dict[tuple[Severity, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        rule = rules.get(finding.rule)
        sorted_out[finding.severity, _named(rule.dimension if rule else None)].append(finding)
    entries = _Entries(report, rules)
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


def _dimensions(
    groups: Sequence[review.Group], rules: Iterable[Rule]
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

    def __init__(self, report: Report, rules: Mapping[str, Rule]) -> None:
        """Begin with the first finding."""
        self._rules = rules
        self._places = {
            name: (grid.title, " ".join(grid.place(name)))
            for grid in report.tables.values()
            for name in grid.figures
        }
        self._told: dict[tuple[str, str, str], int] = {}
        self._number = 0

    def entry(self, finding: Finding) -> review.Entry:
        """Return the next entry."""
        self._number += 1
        rule = self._rules.get(finding.rule)
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
            cells=self._cells(finding.figures),
            compared=self._cells(finding.against),
        )

    def _cells(self, numbers: Iterable[Explained]) -> dict[str, str]:
        """Return the places of those that a table prints, by the ids of their cells.

        The title of a table is said once.
        """
        cells: dict[str, str] = {}
        said = ""
        for name in (number.name for number in numbers if number.name in self._places):
            title, place = self._places[name]
            cells[review.cell_id(name)] = place if title == said else f"{title} {place}"
            said = title
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
