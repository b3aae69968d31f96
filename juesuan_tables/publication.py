"""One unit → its folder of files. Everything is made before anything is written.

DIR/<unit>/公开/      <unit><year>年度部门决算公开表.xlsx, …部门决算.txt, .md
DIR/<unit>/内部底稿/  审核报告.txt, 审核报告.json
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables import narrative
from juesuan_tables.checks import RULES
from juesuan_tables.editions import Zero
from juesuan_tables.files import safe_name, write_all
from juesuan_tables.findings import Severity
from juesuan_tables.report import check
from juesuan_tables.writers import text as text_writer
from juesuan_tables.writers import xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from juesuan_tables.checks import Rule, Settings
    from juesuan_tables.findings import Finding
    from juesuan_tables.prose import Prose
    from juesuan_tables.report import Report

FORMATS = ("xlsx", "txt", "md")
ZEROS = tuple(zero.value for zero in Zero)
"""How an amount without facts may be printed in the tables."""
SCHEMA = "juesuan-findings/1"
"""What the fields of 审核报告.json mean; it changes when they do."""
_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Published:
    """What was written, and what was found on the way."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def workbook(report: Report, *, zero: str | None = None) -> bytes:
    """Return the tables as an Excel workbook, one sheet a form, in the edition's order.

    ``zero`` says how an amount without facts is printed: ``"0.00"``, ``"blank"``, or where it is
    None, as each form of the edition says.
    """
    if zero is not None and zero not in ZEROS:
        message = f"unknown zero {zero!r}; there are {ZEROS}"
        raise ValueError(message)
    blank = None if zero is None else zero == Zero.BLANK
    return xlsx.workbook(
        [table.as_printed(blank_zeros=blank) for table in report.tables.values()],
        title=f"{report.title}公开表",
        author=report.accounts.unit,
        made=report.accounts.publication_date or date(report.accounts.year, 12, 31),
    )


def narrate(report: Report, templates: str | Path | None = None) -> Prose:
    """Return the explanation as finished text that knows which figures it quotes.

    ``templates`` is a folder of own wording. Raise ``TemplateError`` where it cannot be used.
    """
    return narrative.narrate(report, None if templates is None else Path(templates))


def text(report: Report, templates: str | Path | None = None) -> bytes:
    """Return the explanation as plain text in UTF-8, a line a paragraph."""
    return text_writer.plain(narrate(report, templates)).encode()


def markdown(report: Report, templates: str | Path | None = None) -> bytes:
    """Return the explanation as Markdown in UTF-8, a line a paragraph."""
    return text_writer.markdown(narrate(report, templates)).encode()


def publish(  # noqa: PLR0913 two things, and six wishes
    report: Report,
    out: str | Path,
    *,
    formats: Iterable[str] = FORMATS,
    templates: str | Path | None = None,
    checks: Iterable[Rule] = RULES,
    settings: Settings | None = None,
    zero: str | None = None,
    document: str = "",
) -> Published:
    """Write the publication and its 审核报告 below ``out``, whether or not something was found.

    ``formats`` are some of ``FORMATS`` and ``zero`` one of ``ZEROS`` or None; ``ValueError`` where one is
    not. ``checks`` and ``settings`` are those of ``check``. ``document`` is what 审核报告.json
    calls the input. Raise ``TemplateError`` before anything is written,
    ``OutputError`` where a file cannot be; a file that was there before is then still whole.
    """
    formats = (formats,) if isinstance(formats, str) else tuple(formats)
    if unknown := set(formats) - set(FORMATS):
        message = f"unknown formats {sorted(unknown)}; there are {FORMATS}"
        raise ValueError(message)
    findings = sorted(
        check(report, checks, settings), key=lambda each: _SEVERITIES.index(each.severity)
    )
    contents = _public_files(report, formats, templates, zero)
    contents |= {
        "内部底稿/审核报告.txt": review_text(report, findings, settings).encode(),
        "内部底稿/审核报告.json": (review_json(document, findings) + "\n").encode(
            errors="backslashreplace"
        ),
    }
    folder = Path(out) / safe_name(report.accounts.unit)
    files = {folder / name: content for name, content in contents.items()}
    write_all(files)
    return Published(tuple(files), tuple(findings))


def _public_files(
    report: Report, formats: Sequence[str], templates: str | Path | None, zero: str | None
) -> dict[str, bytes]:
    """Return the files of 公开/ by their place below the unit's folder."""
    prose = narrate(report, templates)
    made: dict[str, tuple[str, Callable[[], bytes]]] = {
        "xlsx": ("公开表.xlsx", lambda: workbook(report, zero=zero)),
        "txt": (".txt", lambda: text_writer.plain(prose).encode()),
        "md": (".md", lambda: text_writer.markdown(prose).encode()),
    }
    chosen = (made[each] for each in formats)
    return {f"公开/{safe_name(report.title, ending)}": make() for ending, make in chosen}


def review_text(
    report: Report, findings: Sequence[Finding], settings: Settings | None = None
) -> str:
    """Return 审核报告.txt: what the tables were made by, what was changed, and every finding."""
    edition = report.edition
    lines = [f"{report.title} 审核报告", ""]
    lines.append(f"表样：{edition.id}（{edition.authority}，{edition.from_year}年度起）")
    if edition.remarks:
        lines.append(edition.remarks)
    lines += [f"未经官方文件核对：{form.title}，{form.doubt}。" for form in edition.unverified]
    if settings and (changes := settings.in_words()):
        lines.append(f"审核设置（--rules）：{changes}。")
    lines += ["", summary(findings), *map(str, findings)]
    return "\n".join(lines) + "\n"


def summary(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity."""
    counts = [
        f"{severity.chinese} {sum(f.severity is severity for f in findings)} 条"
        for severity in Severity
    ]
    return "，".join(counts)


def review_json(document: str, findings: Sequence[Finding]) -> str:
    """Return 审核报告.json: one object on one line, numbers as text."""
    review = {
        "schema": SCHEMA,
        "document": document,
        "claims": None,
        "unread": [],
        "findings": [finding.record() for finding in findings],
    }
    return json.dumps(review, ensure_ascii=False)
