"""A draft of accounts → 决算公开填报表, the workbook that an officer fills in.

What its reader takes from a cell and what stands there for the officer's eyes is told by the
layouts in ``inputs.fill_in``: what is written comes back. The same draft gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.editions import Attached
from juesuan_tables.inputs.fill_in import sheets
from juesuan_tables.inputs.fill_in.layout import TO_FILL
from juesuan_tables.writers._package import new_book, saved
from juesuan_tables.writers.fill_in import _amounts, _words
from juesuan_tables.writers.fill_in._asked import ask
from juesuan_tables.writers.fill_in._book import write_page
from juesuan_tables.writers.fill_in._lines import Line, Placed
from juesuan_tables.writers.fill_in._page import Page
from juesuan_tables.writers.fill_in._reasons import Reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from juesuan_tables.editions import Edition
    from juesuan_tables.inputs.draft import Draft
    from juesuan_tables.inputs.fill_in.layout import Column, Layout
    from juesuan_tables.inputs.fill_in.reason import Reason


def workbook(draft: Draft, edition: Edition, reasons: Sequence[Reason] = ()) -> bytes:
    """Return the fill-in workbook of an edition, with all that a draft knows filled in.

    It asks for what the edition cannot do without, and for the ``reasons``. A draft without an
    edition of its own is given this one.
    """
    placed = Placed(draft)
    ask(placed, draft, edition, reasons)
    placed.place_all()
    pages = {sheets.COVER.name: _cover(draft, edition, placed), **_pages(placed, edition)}
    _guide(pages, draft, edition, reasons)
    for page in pages.values():
        page.add_totals()
    _count(pages)
    book = new_book()
    computed = {
        number: write_page(book.create_sheet(name), page)
        for number, (name, page) in enumerate(pages.items(), start=1)
    }
    author = str(draft.fields.get("unit", ""))
    made = edition.checked_on
    return saved(book, title=sheets.TITLE, author=author, made=made, computed=computed)


def _cover(draft: Draft, edition: Edition, placed: Placed) -> Page:
    lines = [Line({"name": name}) for name in sheets.COVER_FIELDS]
    page = Page(sheets.COVER, sheets.COVER.columns, lines, _words.COVER_HINTS)
    known = {**draft.fields, "margin": placed.margin}
    known["edition"] = known.get("edition") or edition.id
    _words.cover(page, known)
    return page


def _pages(placed: Placed, edition: Edition) -> dict[str, Page]:
    """Return the sheets that are always there, and those for which there is something."""
    asked = _asked_for(edition)
    pages = {}
    for layout in sheets.LAYOUTS:
        lines = placed.of[layout.name].all
        if layout.always or lines or layout in asked:
            lines = [*lines, *(Line() for _ in range(layout.spare))]
            columns = tuple(_columns(layout, lines, edition))
            pages[layout.name] = Page(layout, columns, lines, [layout.hint])
    return pages


def _asked_for(edition: Edition) -> list[Layout]:
    """Return the sheets that are there only where the edition prints what they state."""
    asked = []
    if any(section.members for section in edition.sections):
        asked.append(sheets.MEMBERS)
    if any(section.attached is Attached.PROJECT for section in edition.sections):
        asked += [sheets.PROJECTS, sheets.USES, sheets.INDICATORS]
    return asked


def _columns(layout: Layout, lines: Sequence[Line], edition: Edition) -> Iterable[Column]:
    """Yield the columns; of “三公”, without the budget that nobody asks for."""
    for column in layout.columns:
        stage = column.fixed.get("stage") if layout is sheets.THREE_PUBLIC else None
        other = stage in sheets.BUDGETS and stage is not edition.stage("three_public")
        if not other or any(column.title in line.stated for line in lines):
            yield column


def _guide(
    pages: Mapping[str, Page], draft: Draft, edition: Edition, reasons: Sequence[Reason]
) -> None:
    """Add formulas, and ask for what is missing."""
    last_year = pages[sheets.LAST_YEAR.name]
    spent, carried = pages[sheets.EXPENDITURE.name], pages[sheets.BALANCES.name]
    _amounts.expenditure(spent, edition)
    _amounts.income(pages[sheets.INCOME.name], spent, carried, draft)
    _amounts.balances(carried, draft)
    _amounts.basic(pages[sheets.BASIC.name], edition, draft)
    _amounts.three_public(pages[sheets.THREE_PUBLIC.name], last_year, edition)
    _amounts.measures(pages[sheets.MEASURES.name], last_year, edition)
    cover = pages[sheets.COVER.name]
    newly = cover.find(name="newly_established")
    _words.last_year(last_year, cover.ref("填写内容", newly or 0), draft)
    names = draft.fields.get("names", {})
    Reasons(pages, edition, names).guide(reasons)
    _words.texts(pages[sheets.TEXTS.name], edition, draft)
    if members := pages.get(sheets.MEMBERS.name):
        _words.members(members)
    if projects := pages.get(sheets.PROJECTS.name):
        _words.projects(projects)
    if indicators := pages.get(sheets.INDICATORS.name):
        _words.indicators(indicators)


def _count(pages: Mapping[str, Page]) -> None:
    """Say on 封面 how many cells are to be filled in, in all."""
    counts = [
        f"'{name}'!{page.letter(TO_FILL)}{page.heads - 1}"
        for name, page in pages.items()
        if TO_FILL in page.totals
    ]
    cover = pages[sheets.COVER.name]
    _own, *others = counts
    own = f"SUM({cover.span(TO_FILL)})"
    cover.totals["填写内容"] = f'"待填"&({"+".join([own, *others])})&"项"'
    del cover.totals[TO_FILL]  # one number on 封面 is enough
