"""The made-up unit in any edition: whatever the edition prints, its facts fill."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import juesuan_tables as jt
from juesuan_tables.addresses import TABLE_OF_FUND

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EXAMPLES = Path(__file__).parent.parent / "examples"
SHARED = ("measures", "notes", "stated")
"""Facts that answer one question each: what one example lacks, the other has."""


@cache
def facts(name: str) -> jt.Accounts:
    """Return the facts of the made-up unit as an edition and its first year want them.

    The eight-table editions get those of 2018, the others those of 2024; budgets are of the
    stage that the edition prints, and measures, notes and last year's totals those that it uses.
    """
    edition = jt.load_edition(name)
    example, other = "whole-2018", "whole-2024"
    if edition.form("state_capital"):
        example, other = other, example
    accounts, more = (jt.load_accounts(EXAMPLES / f"{each}.yaml") for each in (example, other))
    stages = {fund: edition.stage(table) for fund, table in TABLE_OF_FUND.items()}
    changes: dict[str, object] = {
        "year": edition.from_year,
        "edition": edition.id,
        "names": {code: name for code, name in accounts.names.items() if len(code) > len("201")},
        "budgets": [b.model_copy(update={"stage": stages[b.fund]}) for b in accounts.budgets],
        "three_public": [
            fact.model_copy(update={"stage": edition.stage("three_public")})
            if fact.stage is jt.Stage.INITIAL_BUDGET
            else fact
            for fact in accounts.three_public
        ],
    }
    for field in SHARED:
        joined = _joined(getattr(accounts, field), getattr(more, field))
        changes[field] = [fact for fact in joined if _of_use(edition, fact)]
    return with_facts(accounts, changes)


def _of_use(edition: jt.Edition, fact: jt.Measure | jt.Note | jt.Stated) -> bool:
    """Return whether the edition prints a measure, compares with a total, has a note's table."""
    if isinstance(fact, jt.Measure):
        return fact.key in edition.printed_measures
    if isinstance(fact, jt.Stated):
        return any(fact.figure in section.last_year for section in edition.sections)
    table = (fact.figure or "").split(".")[0]
    return table in {"", "measures"} or edition.form(table) is not None


def with_facts(accounts: jt.Accounts, changes: dict[str, object]) -> jt.Accounts:
    """Return accounts with some fields changed, checked and sorted anew."""
    fields = {name: getattr(accounts, name) for name in type(accounts).model_fields}
    return jt.Accounts(**(fields | changes))


def _joined(facts: Iterable[jt.Measure], more: Iterable[jt.Measure]) -> Sequence[jt.Measure]:
    """Return some facts, and those of others that answer another question."""
    joined = {fact.question: fact for fact in (*more, *facts)}
    return [*joined.values()]
