"""`juesuan build --consolidate`: the files of a department's units → its accounts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan_tables.cli._app import print_findings, print_notices, told
from juesuan_tables.consolidation import added_up, consolidated, is_own
from juesuan_tables.errors import InputError, JuesuanError, Problem
from juesuan_tables.findings import Severity
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.inputs.loading import load_draft
from juesuan_tables.model import Accounts
from juesuan_tables.preparing import with_last_year
from juesuan_tables.terms import Entity, glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from juesuan_tables.publication import Published
    from juesuan_tables.report import Report


_NAMING = ("unit", "entity", "year")
"""What tells whose accounts a file holds."""


def build_department(  # noqa: PLR0913, PLR0917 what the command was given
    paths: Sequence[str],
    unit: str,
    prior: Sequence[str],
    edition: str | None,
    reporting: Callable[[Accounts], Report],
    publishing: Callable[..., Published],
) -> int:
    """Add up the units in the files, publish the department, and return the exit code."""
    try:
        draft, units = read_department(paths, unit, prior, edition)
        report = reporting(draft.accounts())
        print_notices(draft)
        done = publishing(report, document=unit, units=units)
    except JuesuanError as error:
        click.echo(f"未生成 {unit}", err=True)
        return told(error)
    for file in done.files:
        click.echo(f"已生成 {file}")
    print_findings(done.findings)
    return int(any(finding.severity is Severity.ERROR for finding in done.findings))


def read_department(
    paths: Sequence[str], unit: str, prior: Sequence[str], edition: str | None
) -> tuple[Draft, list[Accounts]]:
    """Return the draft of a department, and what it was added up from; raise ``InputError``."""
    if not unit.strip():
        message = "--consolidate 后面应写部门的名称，例如 市文化局"
        raise click.UsageError(message)
    given, notices = _read(paths, unit)
    own = next((each for _, each in given if is_own(each, unit)), None)
    places = {id(each): place for place, each in given}
    units = [each for _, each in given]
    if prior and units:
        known, of_prior = _with_last_year(own, units, unit, prior, edition)
        places[id(known)] = places.get(id(own), unit)
        units = [known, *(each for each in units if each is not own)]
        notices = (*notices, *of_prior)
    draft = consolidated(units, unit, [places[id(each)] for each in units])
    return replace(draft, notices=(*notices, *draft.notices)), units


def _read(
    paths: Iterable[str], unit: str
) -> tuple[list[tuple[str, Accounts]], tuple[Problem, ...]]:
    """Return the accounts in each file, and notices; raise with all that is wrong in any."""
    read: list[tuple[str, Accounts]] = []
    notices: list[Problem] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            draft = load_draft(path)
            notices += draft.notices
            read.append((Path(path).name, _accounts(draft, unit)))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError([*problems, *_wrong_with(read, unit)])
    return read, tuple(notices)


def _wrong_with(read: Iterable[tuple[str, Accounts]], unit: str) -> tuple[Problem, ...]:
    """Return what else is wrong with the units that could be read."""
    units = [(place, each) for place, each in read if not is_own(each, unit)]
    try:
        if units:
            added_up([each for _, each in units], unit, [place for place, _ in units])
    except InputError as error:
        return error.problems
    return ()


def _accounts(draft: Draft, unit: str) -> Accounts:
    """Return what a file states.

    What the department's own file leaves open of the tables, its units say; unless it is a 汇总表, and
    then a part of it would be compared with the whole. An empty one of its name is asked
    first for what tells whether it is the department's own.
    """
    fields = draft.fields
    if not draft.gaps or any(fields.get(name) for name in Accounts.OF_TABLES):
        return draft.accounts()
    missing = {f"没有填写{glossary()[name]}" for name in _NAMING if name not in fields}
    if fields.get("unit") == unit and (gaps := [g for g in draft.gaps if g.what in missing]):
        raise InputError(gaps)
    if not missing:
        accounts = Accounts.model_validate(fields)
        if is_own(accounts, unit):
            return accounts
    return draft.accounts()


def _with_last_year(
    own: Accounts | None,
    units: Sequence[Accounts],
    unit: str,
    prior: Sequence[str],
    edition: str | None,
) -> tuple[Accounts, tuple[Problem, ...]]:
    """Return what the department states itself, its last publication's totals among it.

    These come before what the units' totals of last year add up to: they hold no transfers.
    """
    fields = {"unit": unit, "entity": Entity.DEPARTMENT, "year": units[0].year}
    known = own or Accounts.model_validate(fields)
    named = {each.edition for each in units if each.edition}
    if not known.edition and len(named) == 1:
        known = known.model_copy(update={"edition": named.pop()})
    draft = with_last_year(Draft(dict(known)), prior, edition)
    return known.model_copy(update={"stated": draft.fields["stated"]}), draft.notices
