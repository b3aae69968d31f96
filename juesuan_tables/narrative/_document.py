"""The whole document: the outline's headings, and under each what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.editions import Attached
from juesuan_tables.narrative._printing import Ledger, only_quotes
from juesuan_tables.narrative._rows import ProjectQuote
from juesuan_tables.narrative._view import View
from juesuan_tables.prose import Heading, Paragraph, Prose
from juesuan_tables.tables import projects
from juesuan_tables.templating import environment
from juesuan_tables.terms import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juesuan_tables.editions import Section
    from juesuan_tables.model import Project
    from juesuan_tables.prose import Block
    from juesuan_tables.report import Report


def written(report: Report, templates: Path | None) -> Prose:
    """Return the document of a report; see ``narrate``."""
    document = _Document(report, templates)
    for section in report.edition.outline:
        document.write(section, 1)
    return Prose(report.title, report.accounts.unit, tuple(document.view.written))


class _Document:
    """A document that grows, section by section, in ``view.written``."""

    def __init__(self, report: Report, templates: Path | None) -> None:
        """Start empty."""
        self.report = report
        self.view = View(report, Ledger())
        self._context = self.view.context()
        self._sandbox = environment(report.edition.wording, templates, only_quotes)

    def write(self, section: Section, level: int, project: Project | None = None) -> None:
        """Write a section, or where it is about each project, one of each."""
        of_each = section.attached is Attached.PROJECT
        for each in self.report.accounts.projects if of_each else (project,):
            self._write(section, 1 if section.attached else level, each)

    def _write(self, section: Section, level: int, project: Project | None) -> None:
        """Write a heading, what stands under it and the sections within."""
        under = [*self._paragraphs(section, project), *self._tables(section, level, project)]
        before = len(self.view.written)
        self.view.written += [Heading(level, self._title(section, project)), *under]
        for within in section.sections:
            self.write(within, level + 1, project)
        if section.optional and len(self.view.written) == before + 1:
            del self.view.written[before:]

    def _title(self, section: Section, project: Project | None) -> str:
        return self.report.accounts.filled(section.title, project=project.name if project else "")

    def _paragraphs(self, section: Section, project: Project | None) -> Iterator[Paragraph]:
        """Yield what the unit itself says, then what the template says."""
        if section.topic:
            yield from map(Paragraph, self.view.lines(section.topic))
        if section.template:
            quoted = {"project": ProjectQuote(self.view, project)} if project else {}
            rendered = self._sandbox.render(section.template, self._context | quoted)
            may_be_empty = section.optional or bool(section.sections)
            yield from self.view.ledger.paragraphs(
                rendered, section.template, may_be_empty=may_be_empty
            )

    def _tables(self, section: Section, level: int, project: Project | None) -> Iterator[Block]:
        """Yield the official tables, each under its heading, or a project's 绩效指标."""
        if section.tables:
            for number, grid in enumerate(self.report.tables.values(), start=1):
                ordinal = chinese_number(number)
                yield Heading(level + 1, section.tables.format(ordinal=ordinal, table=grid.title))
                yield grid
        if section.indicators and project and (shown := projects.indicators(project)):
            yield shown
