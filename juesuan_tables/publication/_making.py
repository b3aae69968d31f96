"""A report → each of its files, as bytes: what a publication is made of."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables import narrative
from juesuan_tables.consolidation import added_up
from juesuan_tables.editions import Zero
from juesuan_tables.errors import InputError
from juesuan_tables.files import safe_name
from juesuan_tables.tables import three_public_by_unit
from juesuan_tables.writers import docx, html, xlsx
from juesuan_tables.writers import text as text_writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.model import Accounts
    from juesuan_tables.prose import Prose
    from juesuan_tables.report import Report

DEFAULT_FORMATS = ("xlsx", "docx", "html", "txt", "md")
PDF = "pdf"
FORMATS = (*DEFAULT_FORMATS, PDF)
ZEROS = tuple(zero.value for zero in Zero)
"""How an amount without facts may be printed in the tables."""
PUBLIC, INTERNAL = "公开", "内部底稿"
"""The folders of a unit: what is published, and what never is."""
TO_PASTE = "正文粘贴.html"
"""The page for the editor of a government site."""


def workbook(
    report: Report, *, zero: str | None = None, charts: bool = False, reference: bool = False
) -> bytes:
    """Return the tables as an Excel workbook, one sheet a form, in the edition's order.

    ``zero`` says how an amount without facts is printed: ``"0.00"``, ``"blank"``, or where it is
    None, as each form of the edition says; it means the same wherever it may be given. With
    ``charts`` a last sheet 图表 holds charts that can be edited. ``reference`` asks for the plain
    writer: the same bytes, slower; a workbook with charts always comes from it.
    """
    return xlsx.workbook(
        [table.as_printed(blank_zeros=blank(zero)) for table in report.tables.values()],
        title=f"{report.title}公开表",
        author=report.accounts.unit,
        made=made_on(report),
        charts=narrative.charts(report) if charts else (),
        reference=reference,
    )


def narrate(report: Report, templates: str | Path | None = None) -> Prose:
    """Return the whole publication as finished text that knows which figures it quotes.

    ``templates`` is a folder of own wording. Raise ``TemplateError`` where it cannot be used.
    """
    return narrative.narrate(report, None if templates is None else Path(templates))


def document(
    report: Report, templates: str | Path | None = None, *, zero: str | None = None
) -> bytes:
    """Return the publication as a Word document in the format of official documents."""
    return Writing(report, templates, zero).docx()


def page(report: Report, templates: str | Path | None = None, *, zero: str | None = None) -> bytes:
    """Return the publication as a web page in one file, UTF-8."""
    return Writing(report, templates, zero).html()


def text(report: Report, templates: str | Path | None = None, *, zero: str | None = None) -> bytes:
    """Return the publication as plain text in UTF-8, a line a paragraph."""
    return Writing(report, templates, zero).txt()


def markdown(
    report: Report, templates: str | Path | None = None, *, zero: str | None = None
) -> bytes:
    """Return the publication as Markdown in UTF-8, a line a paragraph."""
    return Writing(report, templates, zero).md()


def three_public_summary(
    report: Report, units: Iterable[Accounts], templates: str | Path | None = None
) -> Prose:
    """Return “三公” of a department's units together: a few sentences, and a table, a row a unit.

    ``report`` is of what ``consolidate`` made of ``units``; its figures are the table's first row.
    Raise ``InputError`` where the edition has no “三公”经费支出决算表, or no place for a unit's facts.
    """
    form = report.edition.form("three_public")
    if form is None:
        what = f"{report.edition.id} 没有“三公”经费支出决算表，不能汇总"
        raise InputError.of("表样", what, "请换用有这张表的表样")
    added = added_up(units, report.accounts.unit)
    table = three_public_by_unit.build(report.accounts, added, form, report.figures)
    folder = None if templates is None else Path(templates)
    return narrative.three_public_summary(report, table, folder)


def three_public_files(
    report: Report, units: Iterable[Accounts], templates: str | Path | None
) -> dict[str, bytes]:
    """Return “三公” of all units as a workbook and as text, by the names of the files."""
    prose = three_public_summary(report, units, templates)
    book = xlsx.workbook(prose.grids, title=prose.title, author=prose.unit, made=made_on(report))
    return {
        "“三公”经费汇总表.xlsx": book,
        "“三公”经费汇总说明.txt": text_writer.plain(prose).encode(),
    }


class Writing:
    """A publication on its way into files: told once, then written in each format."""

    def __init__(self, report: Report, templates: str | Path | None, zero: str | None) -> None:
        """Remember what is wanted."""
        self._report, self._zero = report, zero
        self._templates = None if templates is None else Path(templates)

    @cached_property
    def prose(self) -> Prose:
        """Return the publication as it is printed."""
        return narrate(self._report, self._templates).as_printed(blank_zeros=blank(self._zero))

    @cached_property
    def _document(self) -> bytes:
        issued = self._report.accounts.publication_date
        return docx.document(self.prose, made=made_on(self._report), issued=issued)

    def docx(self) -> bytes:
        return self._document

    def html(self) -> bytes:
        charts = narrative.charts(self._report)
        return html.page(self.prose, charts, templates=self._templates).encode()

    def paste(self) -> bytes:
        return html.paste(self.prose, templates=self._templates).encode()

    def txt(self) -> bytes:
        return text_writer.plain(self.prose).encode()

    def md(self) -> bytes:
        return text_writer.markdown(self.prose).encode()

    def files(
        self, formats: Iterable[str], *, charts: bool, reference: bool
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the name and content of each file."""
        title = self._report.title
        for each in formats:
            if each == "xlsx":
                content = workbook(
                    self._report, zero=self._zero, charts=charts, reference=reference
                )
                yield safe_name(title, "公开表.xlsx"), content
            elif each != PDF:
                yield safe_name(title, f".{each}"), getattr(self, each)()
            if each == "html":
                yield TO_PASTE, self.paste()

    def to_print(self) -> tuple[Path, bytes]:
        """Return the Word document that the PDF is printed from, and where it lies or would lie."""
        return Path(PUBLIC, safe_name(self._report.title, ".docx")), self._document


def known_zero(zero: str | None) -> str | None:
    """Return a zero that there is; raise ``ValueError``."""
    if zero is not None and zero not in ZEROS:
        message = f"unknown zero {zero!r}; there are {ZEROS}"
        raise ValueError(message)
    return zero


def blank(zero: str | None) -> bool | None:
    """Return whether zeros are blanks, or None where each form says."""
    zero = known_zero(zero)
    return None if zero is None else zero == Zero.BLANK


def made_on(report: Report) -> date:
    """Return the day that files say they were made on, the same whenever they are."""
    return report.accounts.publication_date or date(report.accounts.year, 12, 31)


def known_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """Return formats that there are; a single one may be given by itself. Raise ``ValueError``."""
    formats = (formats,) if isinstance(formats, str) else tuple(formats)
    if unknown := set(formats) - set(FORMATS):
        message = f"unknown formats {sorted(unknown)}; there are {FORMATS}"
        raise ValueError(message)
    return formats
