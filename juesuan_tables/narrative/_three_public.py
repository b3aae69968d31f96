"""The paragraph beside “三公”经费支出汇总表."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from juesuan_tables.narrative._printing import Ledger, only_quotes
from juesuan_tables.narrative._view import View
from juesuan_tables.prose import Prose
from juesuan_tables.templating import environment
from juesuan_tables.terms import UnitKind

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan_tables.grid import Grid
    from juesuan_tables.report import Report

TEMPLATE = "three_public_summary"


def summed_up(report: Report, table: Grid, templates: Path | None) -> Prose:
    """Return the document: what the template says, then the table."""
    ledger = Ledger()
    view = View(report, ledger)
    kinds = Counter(member.kind for member in report.accounts.members)
    form = report.edition.form("three_public")
    quoted = {
        "unit_count": view.text(f"{kinds.total()}"),
        "unit_kinds": [
            (view.text(kind), view.text(f"{kinds[kind]}")) for kind in UnitKind if kinds[kind]
        ],
        "funds": view.text("、".join(form.funds if form else ())),
    }
    sandbox = environment(report.edition.wording, templates, only_quotes)
    rendered = sandbox.render(TEMPLATE, view.context() | quoted)
    title = f"{report.accounts.unit}{report.accounts.year}年度“三公”经费决算汇总情况"
    return Prose(title, report.accounts.unit, (*ledger.paragraphs(rendered, TEMPLATE), table))
