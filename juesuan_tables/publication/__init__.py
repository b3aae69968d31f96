"""One unit → its folder of files. Everything is made before anything is written.

DIR/<unit>/公开/      <unit><year>年度部门决算公开表.xlsx, …部门决算.docx, .html, .txt, .md, .pdf, 正文粘贴.html
DIR/<unit>/内部底稿/  审核报告.txt, .json, .html; of a department “三公”经费汇总表.xlsx, …说明.txt, too
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from juesuan_tables import auditing, audits
from juesuan_tables.checks import RULES
from juesuan_tables.files import safe_name, write_all
from juesuan_tables.printing import Printing
from juesuan_tables.publication._making import (
    DEFAULT_FORMATS,
    FORMATS,
    INTERNAL,
    PDF,
    PUBLIC,
    TO_PASTE,
    ZEROS,
    Writing,
    blank,
    document,
    known_formats,
    known_zero,
    markdown,
    narrate,
    page,
    text,
    three_public_files,
    three_public_summary,
    workbook,
)
from juesuan_tables.reviews import review_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Unpack

    from juesuan_tables.checks import Rule, Settings
    from juesuan_tables.findings import Finding, Listed
    from juesuan_tables.model import Accounts
    from juesuan_tables.report import Report

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "INTERNAL",
    "PDF",
    "PUBLIC",
    "TO_PASTE",
    "ZEROS",
    "Contents",
    "Published",
    "Wished",
    "contents",
    "document",
    "known_formats",
    "known_zero",
    "markdown",
    "narrate",
    "page",
    "publish",
    "text",
    "three_public_summary",
    "workbook",
]


@dataclass(frozen=True, slots=True)
class Published:
    """What was written, and what was found on the way."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What is to be written into a unit's folder, by paths in it, and what was found on the way.

    ``to_print`` is the Word document that a PDF is wanted of, and where it lies or would lie.
    """

    files: Mapping[Path, bytes]
    findings: tuple[Finding, ...]
    to_print: tuple[Path, bytes] | None = None


class Wished(TypedDict, total=False):
    """What a caller may wish of any publication: keywords of ``contents``."""

    formats: Iterable[str]
    templates: str | Path | None
    checks: Iterable[Rule]
    settings: Settings | None
    zero: str | None
    charts: bool
    reference: bool


class WishedOfOne(Wished, total=False):
    """What else he may say of one: all keywords of ``contents``."""

    document: str
    units: Iterable[Accounts]


def publish(
    report: Report,
    out: str | Path,
    *,
    printing: Printing | None = None,
    **wished: Unpack[WishedOfOne],
) -> Published:
    """Write the publication and its 审核报告 below ``out``, whether or not something was found.

    What may be wished is said of ``contents``. A PDF is printed when ``printing`` is finished, or at
    once, after all other files. Raise ``TemplateError`` before anything is written, ``OutputError``
    where a file cannot be; a file that was there before is then still whole.
    """
    made = contents(report, **wished)
    folder = Path(out) / safe_name(report.accounts.unit)
    write_all({folder / name: content for name, content in made.files.items()})
    files = tuple(folder / name for name in made.files)
    if made.to_print:
        files += _printed(folder / made.to_print[0], made.to_print[1], printing)
    return Published(files, made.findings)


def contents(  # noqa: PLR0913 a report, and eight wishes
    report: Report,
    *,
    formats: Iterable[str] = DEFAULT_FORMATS,
    templates: str | Path | None = None,
    checks: Iterable[Rule] = RULES,
    settings: Settings | None = None,
    zero: str | None = None,
    charts: bool = False,
    reference: bool = False,
    document: str = "",
    units: Iterable[Accounts] = (),
) -> Contents:
    """Return what ``publish`` writes, before anything is written.

    ``formats`` are some of ``FORMATS`` and ``zero`` one of ``ZEROS`` or None; ``ValueError`` where one is
    not. ``checks`` and ``settings`` are those of ``check``; ``charts`` and ``reference`` are those
    of ``workbook``. ``document`` is what 审核报告.json calls the input. ``units`` are those that a
    department was consolidated from: then “三公” of them is written into 内部底稿, too.
    """
    formats = known_formats(formats)
    checks = tuple(checks)
    writing = Writing(report, templates, zero)
    audit = audits.audit_of_report(
        report, writing.prose, checks, settings, zero=zero, document=document
    )
    public = dict(writing.files(formats, charts=charts, reference=reference))
    asked: tuple[Listed, ...] = (*checks, *auditing.RULES)
    internal = review_files(report, audit, asked, settings, blank_zeros=blank(zero))
    if units := tuple(units):
        internal |= three_public_files(report, units, templates)
    files = {Path(PUBLIC, name): content for name, content in public.items()}
    files |= {Path(INTERNAL, name): content for name, content in internal.items()}
    return Contents(files, audit.findings, writing.to_print() if PDF in formats else None)


def _printed(path: Path, document: bytes, printing: Printing | None) -> tuple[Path, ...]:
    """Print a Word document at once, or leave it to ``printing``; return what was written."""
    later = printing or Printing()
    later.add(path, document)
    return () if printing else later.finish()
