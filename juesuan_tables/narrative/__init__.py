"""情况说明: figures + templates → Prose, recording every figure it quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.narrative._printing import Ledger, only_quotes
from juesuan_tables.narrative._view import View
from juesuan_tables.prose import Heading, Paragraph, Prose
from juesuan_tables.templating import environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juesuan_tables.editions import Section
    from juesuan_tables.report import Report


def narrate(report: Report, templates: Path | None = None) -> Prose:
    """Write the explanation that the edition outlines.

    ``templates`` is a folder whose files take the place of the shipped ones of the same name.
    Raise ``TemplateError`` where one of them cannot be rendered.
    """
    view = View(report, Ledger())
    context = view.context()
    sandbox = environment(report.edition.wording, templates, only_quotes)

    def paragraphs(section: Section) -> Iterator[Paragraph]:
        """Yield what the unit itself says, then what the template says."""
        if section.topic:
            yield from map(Paragraph, view.lines(section.topic))
        if section.template:
            rendered = sandbox.render(section.template, context)
            may_be_empty = section.optional or bool(section.sections)
            yield from view.ledger.paragraphs(rendered, section.template, may_be_empty=may_be_empty)

    def write(section: Section, level: int) -> None:
        """Write a heading, its paragraphs and the sections within."""
        written = [*paragraphs(section)]
        if section.optional and not written:
            return
        title = report.accounts.filled(section.title)
        view.written.extend([Heading(level, title), *written])
        for within in section.sections:
            write(within, level + 1)

    for section in report.edition.outline:
        write(section, 1)
    return Prose(report.title, tuple(view.written))
