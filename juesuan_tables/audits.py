"""A finished document and what it is compared with → an audit; our own publication → one, too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables import auditing
from juesuan_tables.checks import RULES as CHECKED_RULES
from juesuan_tables.checks import read_settings
from juesuan_tables.editions import SUFFIXES as YAML_SUFFIXES
from juesuan_tables.errors import InputError
from juesuan_tables.figure import Count, Figure
from juesuan_tables.findings import Finding, Severity
from juesuan_tables.inputs.export import is_export
from juesuan_tables.inputs.fill_in import is_fill_in
from juesuan_tables.prose import Heading, Paragraph
from juesuan_tables.reading.documents import extract as of_document
from juesuan_tables.reading.documents import read_document, together
from juesuan_tables.report import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.auditing import Audit, AuditRule
    from juesuan_tables.checks import Rule, Settings
    from juesuan_tables.findings import Explained
    from juesuan_tables.prose import Prose, Quotation
    from juesuan_tables.reading.documents import Document, Record
    from juesuan_tables.report import Report

_CHECKED = {rule.id for rule in CHECKED_RULES}
RULES: tuple[Rule | AuditRule, ...] = (
    *CHECKED_RULES,
    *(rule for rule in auditing.RULES if rule.id not in _CHECKED),
)
"""Every rule that a finding may name: those of facts and tables, then those of an audit alone."""
_ASKED_OF_FACTS = {
    "amount-large": "magnitude",
    "amount-negative": "negative-amount",
    "code-name-catalogue": "code-name-differs",
    "text-awards": "awards-within-procurement",
    "text-counts": "count-zero",
    "text-operating-cost": "operating-cost-bound",
    "text-project-funds": "project-total",
    "wording-reason-circular": "reason-circular",
    "wording-reason-missing": "reason-missing",
    "wording-reason-repeated": "reason-repeated",
    "wording-reason-short": "reason-short",
}
"""Rules of an audit that ask of the print what a check asks of the facts, which are exact."""
_SEVERITIES = tuple(Severity)

_TYPED = {*YAML_SUFFIXES, ".json"}
"""How the names of inputs end that are typed by hand or written by programs."""

Source = str | Path


def load_settings(path: Source) -> Settings:
    """Read a file for ``--rules``; raise ``InputError`` with everything that is wrong with it."""
    return read_settings(Path(path), [rule.id for rule in RULES])


def read_finished(path: Source) -> Document | None:
    """Read a finished document, None where the file is an input of facts; raise ``InputError``."""
    path = Path(path)
    if path.suffix.lower() in _TYPED and path.is_file():
        return None
    read = read_document(path)
    return None if is_fill_in(read.sheets) or is_export(read.sheets) else read


def _finished(path: Source, advice: str) -> Document:
    """Read what must be a finished document: inputs have no table or sentence to compare."""
    if read := read_finished(path):
        return read
    what = "这是输入的数（填报表、财决报表、YAML等），不是公开的文件"
    raise InputError.of(Path(path).name, what, advice)


_CHECK_INSTEAD = "请用 juesuan check 核对，或者先用 juesuan build 生成公开的文件"
_GIVE_PUBLISHED = "请给有公开表的文件（Excel、Word、PDF）"


@dataclass(frozen=True, slots=True)
class Compared:
    """What finished documents are compared with, each None or empty where nobody gave it.

    ``tables`` are their tables where those are in a file of their own, ``prior`` is last year's
    publication, ``budget`` this year's budget, ``approved`` the 批复, ``members`` the publications
    of the units that a department is made of.
    """

    tables: Document | None = None
    prior: Document | None = None
    budget: Document | None = None
    approved: Document | None = None
    members: tuple[Document, ...] = ()


def read_compared(
    tables: Source | Sequence[Source] | None = None,
    prior: Source | Sequence[Source] | None = None,
    budget: Source | Sequence[Source] | None = None,
    approved: Source | Sequence[Source] | None = None,
    members: Iterable[Source] = (),
) -> Compared:
    """Read what finished documents are compared with; raise ``InputError``.

    One that is in several files, as tables and explanation are, is given as all of them.
    """
    return Compared(
        tables=_together(tables),
        prior=_together(prior),
        budget=_together(budget),
        approved=_together(approved),
        members=tuple(_finished(each, _GIVE_PUBLISHED) for each in members),
    )


def _together(sources: Source | Sequence[Source] | None) -> Document | None:
    """Return files as one document, None for none."""
    paths = [sources] if isinstance(sources, str | Path) else [*(sources or ())]
    return together([_finished(path, _GIVE_PUBLISHED) for path in paths])


def audit(  # noqa: PLR0913 a document, and what it may be compared with
    path: Source,
    *,
    tables: Source | Sequence[Source] | None = None,
    prior: Source | Sequence[Source] | None = None,
    budget: Source | Sequence[Source] | None = None,
    approved: Source | Sequence[Source] | None = None,
    members: Iterable[Source] = (),
) -> Audit:
    """Return what cannot be true in a finished publication, ours or anyone's, the worst first.

    It is a PDF, a Word document, a web page, a text, Markdown, or a workbook. ``tables`` is the
    file of its tables where they are not in it; ``prior`` last year's publication, ``budget``
    this year's, ``approved`` the 批复, ``members`` the publications of a department's units: what
    is not given is not compared. Raise ``InputError`` for what cannot be read, as a scan, and for
    an input of facts, which ``check`` is for.
    """
    compared = read_compared(tables, prior, budget, approved, members)
    return audit_of(_finished(path, _CHECK_INSTEAD), compared, document=str(path))


def extract(path: Source) -> list[Record]:
    """Return the official tables of a finished document as records, an amount each.

    Each says table, row and column in English and Chinese, the amount in exact 元, give or take
    ``margin``, and the cell where it stands. Raise ``InputError`` for what cannot be read, where
    there is no official table, and where a cell among amounts holds none.
    """
    return of_document(Path(path))


def audit_of(  # noqa: PLR0913 a document, and how it is looked at
    read: Document,
    compared: Compared,
    settings: Settings | None = None,
    *,
    document: str,
    files: Iterable[Source] = (),
    ask: bool = True,
) -> Audit:
    """Return the audit of a document that was read, as severe as settings say.

    ``document`` is what the audit calls it, and its file: what that carries besides the text, as
    comments, is found, too; so is what ``files`` carry, those of its tables. Without ``ask`` nothing
    is said of documents that were not given.
    """
    made = auditing.audit_document(
        read,
        tables=compared.tables,
        prior=compared.prior,
        budget=compared.budget,
        approved=compared.approved,
        members=compared.members,
        ask=ask,
    )
    found = [
        *nothing_audited(made),
        *made.findings,
        *auditing.traces(Path(document), made.passages),
        *(each for path in files for each in auditing.traces(Path(path), made.passages)),
    ]
    return replace(made, document=document, findings=worst_first(_as_set(found, settings)))


def nothing_audited(made: Audit) -> Iterator[Finding]:
    """Yield that there was nothing to audit: no official table, and no number that is understood."""
    if not made.tables and not made.claims.total:
        what = "没有读到公开表，文字里也没有数字说法，没有核对。请检查是不是选错了文件。"
        yield Finding(rule="table-unread", severity=Severity.UNASSESSABLE, message=what)


def audit_of_report(  # noqa: PLR0913 a report, its text, and how it is asked
    report: Report,
    prose: Prose,
    checks: Iterable[Rule] = CHECKED_RULES,
    settings: Settings | None = None,
    *,
    zero: str | None = None,
    document: str = "",
) -> Audit:
    """Return what the checks find in a report, and the audit of its publication, each thing once."""
    found = check(report, checks, settings)
    made = auditing.audit_report(report, prose, zero=zero, articulated=False)
    more = [
        each
        for each in _as_set(made.findings, settings)
        if _ASKED_OF_FACTS.get(each.rule, each.rule) not in _CHECKED
    ]
    more = _untold(more, found, _quoted(prose))
    return replace(made, document=document, findings=worst_first([*found, *more]))


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by severity, those of the same as they came."""
    return tuple(sorted(findings, key=lambda each: _SEVERITIES.index(each.severity)))


def _as_set(findings: Iterable[Finding], settings: Settings | None) -> Iterator[Finding]:
    """Yield findings of an audit as severe as settings say; a rule that is off has none.

    What an audit itself holds to be less than a breach of its rule never becomes worse.
    """
    own = {rule.id: rule.severity for rule in auditing.RULES}
    chosen = settings.severities if settings else {}
    for finding in findings:
        wanted = chosen.get(finding.rule, finding.severity)
        if wanted is not None:
            less = finding.severity is not own.get(finding.rule, finding.severity)
            yield replace(
                finding,
                severity=max(wanted, finding.severity, key=_SEVERITIES.index) if less else wanted,
            )


def _untold(
    findings: Iterable[Finding], found: Iterable[Finding], quoted: Mapping[int, Sequence[Quotation]]
) -> list[Finding]:
    """Return what an audit found, without what follows from errors that checks have told.

    That is whatever is about the same cell, or the same figure, or one that was added up for it:
    what is wrong with the accounts is wrong in all that is printed of them.
    """
    told: set[object] = set()
    for each in found:
        if each.severity is Severity.ERROR:
            told |= {_cell(each)} - {None}
            for figure in (*each.figures, *each.against):
                _tell(figure, told)
    return [
        each
        for each in findings
        if told.isdisjoint(
            (_cell(each), *(figure.name for figure in each.figures), *_cited(each, quoted))
        )
    ]


def _cell(finding: Finding) -> object:
    """Return the cell that a finding is about, None where it is about none."""
    return (finding.table, finding.row, finding.column) if finding.row else None


def _tell(figure: Explained, told: set[object]) -> None:
    """Note that something was said about a figure and all that it was added up from."""
    told.add(figure.name)
    parts = figure.parts if isinstance(figure, Figure | Count) else ()
    if parts and (figure.name, "parts") not in told:
        told.add((figure.name, "parts"))
        for part in parts:
            _tell(part, told)


def _quoted(prose: Prose) -> dict[int, Sequence[Quotation]]:
    """Return what each passage quotes, counted as an audit counts them."""
    told = [block for block in prose.blocks if isinstance(block, Heading | Paragraph)]
    return {n: each.quotations for n, each in enumerate(told) if isinstance(each, Paragraph)}


def _cited(finding: Finding, quoted: Mapping[int, Sequence[Quotation]]) -> Iterator[str]:
    """Yield the addresses of the figures that are quoted where a finding points."""
    if finding.span:
        number, start, end = finding.span
        for each in quoted.get(number, ()):
            if each.start < end and start < each.end:
                yield from each.figures
