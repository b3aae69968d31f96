"""Units' accounts → their department's: added up, without what they gave each other.

What cannot be added up (scores, texts, totals that only some units state) is left out: rules and
notices say so. The order of the units matters nowhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from juesuan_tables.consolidation import _measures, _parts, _stated
from juesuan_tables.consolidation._sources import told
from juesuan_tables.consolidation._transfers import Transfers
from juesuan_tables.consolidation._units import group_of, is_own
from juesuan_tables.errors import InputError, Problem
from juesuan_tables.inputs._door import expected
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.model import Accounts
from juesuan_tables.terms import Entity, ReportType, glossary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan_tables.consolidation._units import Group

__all__ = ["added_up", "consolidate", "consolidated", "is_own"]
_ADDED_AS_THEY_ARE = ("economic_expenditure", "balances", "three_public")
_OWN = ("approval_number", "approval_date", "publication_date", "newly_established", "notes")
"""What only the department itself can say."""


def consolidate(units: Iterable[Accounts], unit: str) -> Accounts:
    """Return the accounts of the department called ``unit`` from those of its units.

    Among ``units`` may be 差额表 and 调整表 (``report_type``), which are added up and are no members,
    and the accounts of the department itself (of that name, 公开主体 部门): they say what only it can
    say (批复, dates, texts, scores, last year's totals), and the totals of their facts, as of the
    software's own 汇总表, become 原表合计. Transfers whose ``counterparty`` is inside the department are
    eliminated where both sides state them alike to the 分; ``transfers`` records each. Amounts stay
    exact, every fact's ``source`` names its unit. Raise ``InputError`` with everything that is in the
    way: other years, units that are there twice, unknown 单位性质, no units.
    """
    return consolidated(units, unit).accounts()


def added_up(
    units: Iterable[Accounts], unit: str, places: Iterable[str] | None = None
) -> tuple[Accounts, ...]:
    """Return what is added up: units, 本级 first, then 差额表 and 调整表; raise ``InputError``.

    A 本级 that is called like its department is called 某局本级 here. What the department itself
    states is left out.
    """
    return _group(units, unit, places).added


def _group(units: Iterable[Accounts], unit: str, places: Iterable[str] | None) -> Group:
    units = [*units]
    return group_of(units, unit, [*places] if places else [each.unit for each in units])


def consolidated(
    units: Iterable[Accounts], unit: str, places: Iterable[str] | None = None
) -> Draft:
    """Return the same as a draft, whose notices say what was left out and why.

    ``places`` are what messages call each of the units: their files. Without them it is their names.
    """
    group = _group(units, unit, places)
    try:
        fields, notices = _added(group)
        accounts = Accounts.model_validate(fields)
    except ValidationError as error:  # sums of too many digits
        raise InputError(
            Problem(f"{unit} {glossary()[str(item['loc'][0])]}", expected(item))
            for item in error.errors(include_url=False)
        ) from error
    return Draft({name: getattr(accounts, name) for name in fields}, notices=notices)


def _added(group: Group) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return the fields of the department's accounts, and what was left out of them."""
    edition, of_editions = _parts.edition(group)
    names, of_names = _parts.names(group)
    budgets, of_budgets = _parts.budgets(group)
    measures, of_measures = _measures.added(group)
    transfers = Transfers(group)
    stated, of_stated = _stated.added(group, transfers.eliminated)
    fields = {
        **_of_all(group),
        "edition": edition,
        "names": names,
        "income": transfers.income,
        "expenditure": transfers.expenditure,
        "transfers": transfers.records,
        "budgets": budgets,
        "measures": measures,
        "stated": stated,
        "projects": _parts.projects(group),
    }
    return fields, (*of_editions, *of_names, *of_measures, *of_budgets, *of_stated)


def _of_all(group: Group) -> dict[str, Any]:
    """Return whose accounts they are, what is added up as it is, and what the department says."""
    fields: dict[str, Any] = {
        "unit": group.unit,
        "entity": Entity.DEPARTMENT,
        "year": group.year,
        "report_type": ReportType.CONSOLIDATED,
        "declassified": any(each.declassified for each in group.added),
        "members": group.members,
    }
    for name in _ADDED_AS_THEY_ARE:
        fields[name] = tuple(told(each, f) for each in group.added for f in getattr(each, name))
    return fields | {name: getattr(group.own, name) for name in _OWN if group.own}
