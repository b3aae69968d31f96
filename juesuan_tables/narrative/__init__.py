"""情况说明: figures + templates → Prose, recording every figure it quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.narrative._printing import Ledger, only_quotes
from juesuan_tables.narrative._views import View
from juesuan_tables.prose import Heading, Paragraph, Prose
from juesuan_tables.templating import environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from juesuan_tables.editions import Section
    from juesuan_tables.report import Report


def narrate(report: Report, templates: Path | None = None) -> Prose:
    """Write the explanation that the edition outlines.

    ``templates`` is a folder whose files take the place of the shipped ones of the same name.
    Raise ``TemplateError`` where one of them cannot be rendered.
    """
    ledger = Ledger()
    context = View(report, ledger).context()
    sandbox = environment(report.edition.wording, templates, only_quotes)

    def paragraphs(template: str) -> list[Paragraph]:
        return ledger.paragraphs(sandbox.render(template, context), template)

    def blocks(sections: Iterable[Section], level: int) -> Iterator[Heading | Paragraph]:
        """Yield headings, and under each its paragraphs and the sections within."""
        for section in sections:
            title = section.title.format(year=report.accounts.year, kind=report.kind)
            yield Heading(level, title)
            if section.template:
                yield from paragraphs(section.template)
            yield from blocks(section.sections, level + 1)

    return Prose(report.title, tuple(blocks(report.edition.outline, 1)))
