"""Last year's publication → what this year's input need not ask for again.

Its totals are what this year's are compared with, what it carried over are this year's opening
balances, and its reasons are a reminder for this year's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.editions import Edition, edition_ids, load_edition
from juesuan_tables.editions.catalogue import shipped_catalogue
from juesuan_tables.errors import InputError, Problem
from juesuan_tables.figure import ZERO
from juesuan_tables.inputs._operating_cost import operating_cost
from juesuan_tables.inputs.fill_in.sheets import CARRIED
from juesuan_tables.inputs.last_reasons import last_reasons
from juesuan_tables.inputs.published import Cells, read_published
from juesuan_tables.model import Balance, Stated
from juesuan_tables.reading.files import sheets_of
from juesuan_tables.reading.official import PrintedAmount, official_tables
from juesuan_tables.strict_yaml import text_of
from juesuan_tables.terms import BalanceKind, Period

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.inputs.draft import Draft
    from juesuan_tables.reading.official import OfficialTables
    from juesuan_tables.reading.sheet import Sheet
    from juesuan_tables.terms import Fund

_TEXTS = (".txt", ".md")
_CLOSINGS = {"income_expenditure_summary", "appropriation_summary"}
"""The tables that say what was left of all money, and of the appropriations."""
_OPERATING_COST = "measures.agency_operating_cost.amount"


@dataclass(frozen=True, slots=True)
class Prior:
    """What last year's publication says: its tables, and the lines of its explanation.

    ``opening`` is what it carried over, as the opening balances of the year after, and ``cost``
    what its explanation says of 机关运行经费.
    """

    tables: OfficialTables
    opening: tuple[Balance, ...] = ()
    cost: PrintedAmount | None = None
    lines: tuple[str, ...] = ()

    def total(self, figure: str) -> PrintedAmount | None:
        """Return what was printed of a figure: nothing where the form leaves that blank."""
        cells = Cells(self.tables)
        if figure == _OPERATING_COST:
            return self.cost
        if figure in cells.amounts or not cells.on_form(figure):
            return cells.amounts.get(figure)
        title = cells.forms[figure.partition(".")[0]].title
        return PrintedAmount(ZERO, ZERO, f"{self.tables.file}!{title}")


def prior_from(paths: Iterable[str | Path]) -> Prior:
    """Return what the files of last year's publication say: tables, explanation, or both in one.

    Raise ``InputError`` with everything that is in the way of reading them.
    """
    sheets: list[Sheet] = []
    lines: list[str] = []
    for path in map(Path, paths):
        if path.suffix.lower() in _TEXTS:
            lines += text_of(path).splitlines()
        else:
            sheets += sheets_of(path)
    if not sheets:
        where = "、".join(path.name for path in map(Path, paths))
        raise InputError.of(where, "只有说明，没有表", "请把上年的公开表（Excel、Word、PDF）也写上")
    return read_prior(official_tables(sheets), [*_lines(sheets), *lines])


def read_prior(tables: OfficialTables, lines: Iterable[str] = ()) -> Prior:
    """Return what last year's tables and the lines of its explanation say."""
    lines = (*lines,)
    closing = (
        fact
        for fact in read_published(tables).fields.get("balances", ())
        if fact.kind is BalanceKind.CLOSING_BALANCE
    )
    as_typed = {"kind": BalanceKind.OPENING_BALANCE, "margin": ZERO}
    opening = [fact.model_copy(update=as_typed) for fact in closing]
    opening += _nothing_left(tables, {fact.fund for fact in opening})
    return Prior(tables, (*opening,), operating_cost(lines, tables), lines)


def _nothing_left(tables: OfficialTables, left: Collection[Fund]) -> Iterator[Balance]:
    """Yield the zero of money of which the tables print that nothing was left."""
    if {table for table, cells in tables.cells.items() if cells} >= _CLOSINGS:
        for fund in CARRIED:
            if fund not in left:
                kind = BalanceKind.OPENING_BALANCE
                yield Balance(kind=kind, fund=fund, amount=ZERO, source=tables.file)


def with_prior(draft: Draft, prior: Prior, edition: Edition | None = None) -> Draft:
    """Return the draft with what last year's publication says, where it says nothing itself.

    The totals are those that the edition compares with last year's: the one given, else the
    draft's own, else any that is shipped. Raise ``InputError`` where the publication is not of the
    year before the draft's.
    """
    year, last = draft.fields.get("year"), prior.tables.year
    if year and last and last != year - 1:
        what = f"上年公开表是{last}年度的，应为{year - 1}年度"
        raise InputError.of(prior.tables.file, what, "请换成上一年度公开的文件")
    editions = _editions(draft, edition)
    fields = {
        "unit": prior.tables.unit,
        "entity": prior.tables.entity,
        "year": last and last + 1,
        "newly_established": False,
    }
    known = {name: value for name, value in fields.items() if value is not None} | {**draft.fields}
    known["names"] = _names(prior, known)
    known["stated"] = (*known.get("stated", ()), *_totals(prior, known, editions))
    if prior.opening:
        known.setdefault("balances", prior.opening)
    notices = (*draft.notices, *_notices(draft, prior))
    return replace(draft, fields=known, last_reasons=_reasons(prior, editions), notices=notices)


def _notices(draft: Draft, prior: Prior) -> Iterator[Problem]:
    """Yield what should be looked at before what last year's publication says is used."""
    file, unit, last_unit = prior.tables.file, draft.fields.get("unit"), prior.tables.unit
    if unit and last_unit and unit != last_unit:
        what = f"上年公开表的单位是“{last_unit}”，本年是“{unit}”"
        yield Problem(file, what, "请核对是不是同一个单位的文件")
    if prior.tables.year is None:
        what = "看不出上年公开表是哪一年度的"
        yield Problem(file, what, "请核对是不是上一年度的文件")
    if any(fact.amount for fact in prior.opening) and "balances" not in draft.fields:
        what = "年初结转和结余是照上年公开表填的，只准到万元的两位小数"
        yield Problem(file, what, "请改成准确到分的数")


def _lines(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Yield the rows of all sheets as text."""
    for sheet in sheets:
        for row in sheet.rows:
            yield "".join(cell for cell in row if isinstance(cell, str))


def _editions(draft: Draft, edition: Edition | None) -> list[Edition]:
    """Return the editions that the explanation may follow."""
    if edition:
        return [edition]
    named = draft.fields.get("edition")
    return [load_edition(named)] if named else [load_edition(each) for each in edition_ids()]


def _compared(editions: Iterable[Edition]) -> list[str]:
    """Return the figures that editions set beside last year's."""
    sections = (section for edition in editions for section in edition.sections)
    return [*dict.fromkeys(name for section in sections for name in section.last_year)]


def _names(prior: Prior, known: Mapping[str, object]) -> dict[str, str]:
    """Return last year's names of codes that neither the draft names nor a list of this year."""
    year = known.get("year")
    listed = shipped_catalogue().names(year) if isinstance(year, int) else {}
    last = {code: name for code, name in prior.tables.names.items() if code not in listed}
    own = known.get("names")
    return {**last, **(own if isinstance(own, dict) else {})}


def _totals(
    prior: Prior, known: Mapping[str, tuple[Stated, ...]], editions: Iterable[Edition]
) -> Iterator[Stated]:
    """Yield last year's totals that are compared with, and that the draft does not state."""
    period = Period.LAST_YEAR
    stated = {each.figure for each in known.get("stated", ()) if each.period is period}
    for figure in _compared(editions):
        if figure not in stated and (total := prior.total(figure)):
            amounts = {"amount": f"{total.amount:.2f}", "margin": f"{total.margin:.2f}"}
            named = {"figure": figure, "period": period, "source": total.source}
            yield Stated.model_validate(named | amounts)


def _reasons(prior: Prior, editions: Sequence[Edition]) -> dict[str, str]:
    """Return the reasons that last year's explanation gave, whichever outline it followed."""
    found: dict[str, str] = {}
    for edition in (prior.tables.edition, *editions):
        found |= last_reasons(prior.lines, edition)
    compared = _compared(editions)
    return {figure: reason for figure, reason in found.items() if figure in compared}
