"""The paragraphs beside “三公”经费支出汇总表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.narrative._printing import Ledger, only_quotes
from juesuan_tables.narrative._view import View
from juesuan_tables.prose import Prose
from juesuan_tables.templating import environment

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan_tables.grid import Grid
    from juesuan_tables.report import Report

TEMPLATE = "_three_public_summary"


def summed_up(report: Report, table: Grid, templates: Path | None) -> Prose:
    """Return the document: what the template says, then the table."""
    view = View(report, Ledger())
    sandbox = environment(report.edition.wording, templates, only_quotes)
    rendered = sandbox.render(TEMPLATE, view.context())
    title = f"{report.accounts.unit}{report.accounts.year}年度“三公”经费决算汇总情况"
    paragraphs = view.ledger.paragraphs(rendered, TEMPLATE)
    return Prose(title, report.accounts.unit, (*paragraphs, table))
