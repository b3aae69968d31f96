"""What an officer already has → an input that leads to a publication: 填报表, YAML or JSON.

The workbook asks for what its edition needs and no source gave; nothing is asked twice.
"""

from __future__ import annotations

import re
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.checks.explanation import comparable
from juesuan_tables.editions import SUFFIXES as YAML_SUFFIXES
from juesuan_tables.editions import load_edition
from juesuan_tables.editions.catalogue import shipped_catalogue
from juesuan_tables.figure import ZERO
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.inputs.fill_in import Reason
from juesuan_tables.inputs.fill_in.sheets import BALANCES_NEEDED, CARRIED
from juesuan_tables.inputs.loading import load_draft, states_facts
from juesuan_tables.inputs.prior import prior_from, read_prior, with_prior
from juesuan_tables.model import Accounts, Balance
from juesuan_tables.model._values import FIRST_YEAR, LAST_YEAR
from juesuan_tables.narrative import narrate
from juesuan_tables.reading.official import OfficialTables, PrintedAmount
from juesuan_tables.report import build_report
from juesuan_tables.terms import Entity, NoteKind
from juesuan_tables.writers.fill_in import workbook
from juesuan_tables.writers.inputs import to_json, to_yaml
from juesuan_tables.writers.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.editions import Edition
    from juesuan_tables.inputs.prior import Prior

WORKBOOK = ".xlsx"
_TEXTS = {**dict.fromkeys(YAML_SUFFIXES, to_yaml), ".json": to_json}
KINDS = (WORKBOOK, *_TEXTS)
"""How the names of the files end that sources are converted to."""
_FED_BY = {
    "income_expenditure_summary": {"income", "expenditure", "balances"},
    "appropriation_summary": {"income", "expenditure", "balances"},
    "three_public": {"three_public"},
    "measures": {"measures"},
}
"""The fields without which a table's amounts are not known; for the other tables it is spending."""
_BALANCED = {"income", "expenditure", "balances"}
"""Where these are known, a balance that nobody stated is none; else it may be the one unknown."""
_SOMEBODY = {"unit": "某单位", "entity": Entity.DEPARTMENT, "year": FIRST_YEAR}
"""What stands in where a draft does not know whose accounts it is of."""
_A_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def load_accounts(
    path: str | Path, *, prior: Sequence[str | Path] = (), edition: str | None = None
) -> Accounts:
    """Read one unit's facts from an input file of any kind.

    It is YAML or JSON with Chinese names, a 决算公开填报表, a 财决 export, or a published set of
    tables; each fact's ``source`` says where it stood. An edition that the file names by the path
    of another file lies beside it. ``prior`` are the files of last year's publication: what it
    printed is compared with, where the input says nothing else, as far as the ``edition`` asks, or
    the one that the input names; last year's input does as well. Raise ``InputError`` with
    everything that is wrong, or with everything that must still be filled in.
    """
    return with_last_year(load_draft(path), prior, edition).accounts()


def prepared(
    sources: Sequence[str | Path],
    prior: Sequence[str | Path],
    edition: str | None = None,
    unit: str | None = None,
    *,
    called: str,
) -> Draft:
    """Return what sources and last year's publication say of a unit, for a new 填报表.

    Its year is that of the sources, else it is in the file's name, else it follows last year's.
    """
    draft = load_draft(*sources) if sources else Draft({})
    if unit:
        draft = draft.with_fields(unit=unit)
    years = [int(year) for year in _A_YEAR.findall(called)]
    named = [year for year in years if FIRST_YEAR <= year <= LAST_YEAR]
    if named and "year" not in draft.fields:
        draft = draft.with_fields(year=named[-1])
    return _with_names(with_last_year(draft, prior, edition))


def with_last_year(draft: Draft, prior: Sequence[str | Path], edition: str | None = None) -> Draft:
    """Return a draft with what last year's publication says, where it says nothing itself.

    ``prior`` are its files, or last year's input; ``edition`` is this year's. Raise ``InputError``.
    """
    if not prior:
        return draft
    named = edition or draft.fields.get("edition")
    of_facts = len(prior) == 1 and states_facts(prior[0])
    last = _published(Path(prior[0]), named) if of_facts else prior_from(prior)
    return with_prior(draft, last, load_edition(edition) if edition else None)


def _published(path: Path, edition: str | None) -> Prior:
    """Return what the facts of last year's input print, in exact amounts."""
    accounts = load_draft(path).accounts()
    report = build_report(accounts, accounts.edition or edition)
    cells = {
        table: {
            figure.name: PrintedAmount(figure.amount, figure.margin, f"{path.name} {figure.label}")
            for figure in grid.figures.values()
        }
        for table, grid in report.tables.items()
    }
    rows = {
        table: tuple({address(name).row: None for name in each}) for table, each in cells.items()
    }
    of_whom = (accounts.unit, accounts.entity, accounts.year)
    tables = OfficialTables(path.name, *of_whom, report.edition, accounts.names, cells, rows)
    return read_prior(tables, plain(narrate(report)).splitlines())


def _with_names(draft: Draft) -> Draft:
    """Return the draft with the names of its codes, those of the shipped lists added."""
    year = draft.fields.get("year")
    if year is None:
        return draft
    known = shipped_catalogue().names(year)
    facts = (fact for name in Accounts.FACTS for fact in draft.fields.get(name, ()))
    used = {getattr(fact, each, None) for fact in facts for each in ("subject", "economic_subject")}
    names = {code: known[code] for code in known if code in used}
    return draft.with_fields(names={**names, **draft.fields.get("names", {})})


def converted(draft: Draft, target: Path, edition: str | None = None) -> bytes:
    """Return a draft as the content of an input file, of the kind that ``target`` is named for.

    Raise ``EditionError`` where a 填报表 is wanted and nobody says of which edition.
    """
    if edition:
        own = edition.endswith(YAML_SUFFIXES)
        draft = draft.with_fields(edition=relpath(edition, target.parent) if own else edition)
    write = _TEXTS.get(target.suffix.lower())
    if write:
        return write(draft).encode()
    form = load_edition(edition or draft.fields.get("edition") or "")
    draft = _with_zero_balances(draft)
    return workbook(draft, form, [*_reasons(draft, form)])


def _with_zero_balances(draft: Draft) -> Draft:
    """Return a draft whose balances are known with the zeros that the workbook asks for."""
    if "balances" not in draft.fields or not draft.fields.keys() >= _BALANCED:
        return draft
    balances = draft.fields["balances"]
    stated = {(fact.kind, fact.fund) for fact in balances}
    asked = ((kind, fund) for fund in CARRIED for kind in BALANCES_NEEDED)
    zeros = (
        Balance(kind=kind, fund=fund, amount=ZERO)
        for kind, fund in asked
        if (kind, fund) not in stated
    )
    return draft.with_fields(balances=(*balances, *zeros))


def _reasons(draft: Draft, edition: Edition) -> Iterator[Reason]:
    """Yield what the explanation will give a reason for, as far as the draft knows."""
    accounts = Accounts.model_validate({**_SOMEBODY, **draft.fields})
    report = build_report(accounts, edition)
    for kind, figure, before in comparable(report):
        fed_by = _FED_BY.get(address(figure).table, {"expenditure"})
        now = report.figures.get(figure) if fed_by <= draft.fields.keys() else None
        yield Reason(
            kind,
            figure,
            before.amount if before else None,
            now.amount if now else None,
            draft.last_reasons.get(figure, "") if kind is NoteKind.CHANGE_REASON else "",
        )
