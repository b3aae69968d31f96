"""情况说明: figures + templates → Prose, recording every figure it quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.narrative._charts import charts
from juesuan_tables.narrative._document import written
from juesuan_tables.narrative._three_public import summed_up
from juesuan_tables.templating import within_time

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan_tables.grid import Grid
    from juesuan_tables.prose import Prose
    from juesuan_tables.report import Report

__all__ = ["charts", "narrate", "three_public_summary"]


def narrate(report: Report, templates: Path | None = None) -> Prose:
    """Write the publication that the edition outlines, its official tables included.

    ``templates`` is a folder whose files take the place of the shipped ones of the same name.
    They are rendered in a process that is ended after its time. Raise ``TemplateError`` where one
    of them cannot be rendered.
    """
    if templates is None:
        return written(report, None)
    return within_time(templates, len(report.figures), written, report, templates.absolute())


def three_public_summary(report: Report, table: Grid, templates: Path | None = None) -> Prose:
    """Write what is said of “三公” of a department's units together, above their ``table``.

    ``templates`` and what is raised are those of ``narrate``.
    """
    if templates is None:
        return summed_up(report, table, None)
    return within_time(
        templates, len(report.figures), summed_up, report, table, templates.absolute()
    )
