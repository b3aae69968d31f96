"""A finished document, ours or anyone's → what cannot be true in it, with its arithmetic."""

from __future__ import annotations

import re
from dataclasses import astuple, replace
from typing import TYPE_CHECKING

from juesuan_tables.auditing import _compared, _in_time
from juesuan_tables.auditing import tables as _tables
from juesuan_tables.auditing import verify as _verify
from juesuan_tables.auditing import wording as _wording
from juesuan_tables.auditing._assembly import audited_document, audited_report
from juesuan_tables.auditing._document import Audit, Audited, Claims
from juesuan_tables.auditing._rules import AuditRule, Span
from juesuan_tables.auditing._said import Said, published_on, said
from juesuan_tables.auditing.claims import Quoted, read_units
from juesuan_tables.auditing.wording import traces
from juesuan_tables.auditing.wording.leftovers import CHOICE
from juesuan_tables.editions import Zero
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.prose import Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.figure import Figure
    from juesuan_tables.prose import Prose
    from juesuan_tables.reading.documents import Document
    from juesuan_tables.report import Report

__all__ = [
    "RULES",
    "Audit",
    "AuditRule",
    "Audited",
    "Claims",
    "Said",
    "Span",
    "audit_document",
    "audit_report",
    "audited_document",
    "published_on",
    "said",
    "traces",
]

RULES: tuple[AuditRule, ...] = (
    *_verify.RULES,
    *_tables.RULES,
    *_wording.RULES,
    *_compared.RULES,
    *_in_time.RULES,
)
"""All rules of an audit: those of the text, of the tables, and of the wording."""
_SEVERITIES = tuple(Severity)
_BLANK = re.compile(r"[XＸ×*＊_]{2}")


def audit_document(  # noqa: PLR0913 a document, and what it may be compared with
    document: Document,
    *,
    tables: Document | None = None,
    prior: Document | None = None,
    budget: Document | None = None,
    approved: Document | None = None,
    members: Sequence[Document] = (),
    ask: bool = True,
) -> Audit:
    """Return what was found in a finished document.

    ``tables`` prints its tables where it does not; ``prior`` is last year's publication, ``budget``
    the published budget, ``approved`` the accounts as approved, ``members`` the publications of
    its units: rules that need one of them say so where it is missing, with ``ask``.
    """
    audited = audited_document(document, tables)
    others = {"prior": prior, "budget": budget, "approved": approved}
    read = {option: audited_document(other) for option, other in others.items() if other}
    of_units = [audited_document(member) for member in members]
    refused = _refused(audited, read, of_units)
    given = {option: other for option, other in read.items() if option not in refused}
    in_tables = _tables.find(
        audited,
        prior=given.get("prior"),
        budget=given.get("budget"),
        approved=given.get("approved"),
        members=() if "members" in refused else of_units,
        ask=ask,
    )
    late = _in_time.late(audited, read["approved"]) if approved else ()
    found = [*(each for told in refused.values() for each in told), *late, *in_tables]
    return _audit(audited, found, _tables.prior_figures(given.get("prior")))


def _refused(
    audited: Audited, read: Mapping[str, Audited], members: Iterable[Audited]
) -> Mapping[str, list[Finding]]:
    """Return the options whose documents cannot be compared with, and why, document by document."""
    refused: dict[str, list[Finding]] = {}
    for option, other in (*read.items(), *(("members", member) for member in members)):
        finding = _compared.unusable(
            audited, other, f"--{option}", years_before=int(option == "prior")
        )
        if finding:
            refused.setdefault(option, []).append(finding)
    return refused


def audit_report(
    report: Report, prose: Prose, *, zero: str | None = None, articulated: bool = True
) -> Audit:
    """Return what was found in a publication of our own, from memory.

    ``zero`` says how an amount without facts is printed, as ``publication.workbook`` has it. What
    the unit wrote itself, and not we, is at most 提示: nothing that we print is quoted there.
    Without ``articulated`` the amounts of the tables are not compared with each other: whoever
    checks the facts has done so.
    """
    blank = None if zero is None else zero == Zero.BLANK
    audited = audited_report(report, prose, blank_zeros=blank)
    quoted = _quoted(prose)
    in_tables = _tables.find(audited, ask=False, articulated=articulated)
    made = _audit(audited, in_tables, {}, quoted)
    findings = [_of_ours(finding, quoted, report.accounts.unit) for finding in made.findings]
    return replace(made, findings=_sorted(findings))


def _audit(
    audited: Audited,
    in_tables: Iterable[Finding],
    prior: Mapping[str, Figure],
    quoted: Quoted | None = None,
) -> Audit:
    """Run all rules on a document; ``quoted`` says which numbers are ours, where it is of ours."""
    names = audited.tables.names if audited.tables else {}
    readings = read_units(
        audited.passages, year=audited.year, names=names, unit=audited.unit, quoted=quoted
    )
    seen = audited if len(readings) == 1 else replace(audited, figures={})
    proofs = [_verify.verify(seen, reading, prior) for reading in readings]
    wording = [*_wording.find(audited)]
    findings = [
        *_of_chosen((each for found, _ in proofs for each in found), wording),
        *in_tables,
        *wording,
    ]
    claims = Claims(*map(sum, zip(*(astuple(claims) for _, claims in proofs), strict=True)))
    unread = tuple(
        audited.passages[span.passage].text[span.start : span.end]
        for reading in readings
        for span in reading.unread
    )
    tables = len(audited.tables.cells) if audited.tables else 0
    return Audit(audited.file, audited.passages, _sorted(findings), claims, unread, tables)


_OF_DIRECTIONS = {"text-growth", "text-direction", "text-last-year", "text-budget-direction"}
"""Rules that ask whether something is more or less."""


def _of_chosen(findings: Iterable[Finding], wording: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings, but none of a direction that the text has left open: it says neither."""
    left = [each.span for each in wording if each.rule == CHOICE.id and each.span]
    for finding in findings:
        number, start, end = finding.span or (-1, 0, 0)
        in_open = any(n == number and first < end and start < last for n, first, last in left)
        if not in_open or finding.rule not in _OF_DIRECTIONS:
            yield finding


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by severity, those of the text as it goes on."""
    return tuple(
        sorted(
            findings,
            key=lambda each: (_SEVERITIES.index(each.severity), each.span or (0, 0, 0)),
        )
    )


def _quoted(prose: Prose) -> Quoted:
    """Return where each passage prints figures of ours."""
    told = [block for block in prose.blocks if isinstance(block, Heading | Paragraph)]
    return {
        number: [(each.start, each.end) for each in block.quotations]
        for number, block in enumerate(told)
        if isinstance(block, Paragraph)
    }


def _of_ours(finding: Finding, quoted: Quoted, unit: str) -> Finding:
    """Return a finding as severe as it is in a publication of our own."""
    if finding.span is None or finding.severity is not Severity.ERROR:
        return finding
    if finding.rule == "wording-blank" and _BLANK.search(unit):
        return replace(finding, severity=Severity.ADVISORY)  # the unit is called so
    passage, start, end = finding.span
    ours = any(first < end and start < last for first, last in quoted.get(passage, ()))
    return finding if ours else replace(finding, severity=Severity.ADVISORY)
