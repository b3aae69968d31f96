"""决算公开填报表: what is written into it comes back, fact by fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strategies
from fill_in_books import draft_of, sheets_of
from hypothesis import given
from hypothesis import strategies as st
from strategies_whole import whole_accounts, without_sources

import juesuan_tables as jt
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.inputs.fill_in import is_fill_in, read_fill_in
from juesuan_tables.writers.fill_in import workbook

if TYPE_CHECKING:
    from collections.abc import Mapping


def _edition(accounts: jt.Accounts) -> jt.Edition:
    known = accounts.edition in jt.edition_ids()
    return jt.load_edition(accounts.edition if known and accounts.edition else "mof-2018")


def _bare(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that was stated but where it was read; an empty text states nothing."""
    needed = {"unit": "某局", "entity": jt.Entity.DEPARTMENT, "year": 2018}
    stated = without_sources(jt.Accounts.model_validate(needed | {**fields}))
    stated["notes"] = [note for note in stated["notes"] if note["text"]]
    for project in stated["projects"]:
        project["texts"] = {key: text for key, text in project["texts"].items() if text}
    return stated


@strategies.half
@given(whole_accounts() | strategies.accounts())
def test_whatever_can_be_stated_comes_back(accounts: jt.Accounts) -> None:
    """Any accounts, written and read, are the same, sources and empty texts aside."""
    edition = _edition(accounts)

    sheets = sheets_of(workbook(draft_of(accounts), edition))
    read = read_fill_in(sheets)

    assert is_fill_in(sheets)
    named = {"edition": accounts.edition or edition.id}
    assert _bare(read.fields) == _bare({**draft_of(accounts).fields, **named})


@strategies.half
@given(strategies.accounts(), st.sets(st.sampled_from(sorted(jt.Accounts.model_fields))))
def test_what_a_draft_does_not_know_stays_open(accounts: jt.Accounts, unknown: set[str]) -> None:
    """A field that is not known is read as one, but that income is derived from spending."""
    draft = draft_of(accounts, unknown)

    read = read_fill_in(sheets_of(workbook(draft, _edition(accounts))))

    found, expected = _bare(read.fields), _bare(draft.fields)
    if "income" in unknown:
        found["income"] = expected["income"] = []
    if "edition" in unknown:
        found["edition"] = expected["edition"] = None
    assert found == expected
    assert {"unit", "entity", "year"} - read.fields.keys() <= unknown


def test_the_same_draft_gives_the_same_bytes(lusong: jt.Report) -> None:
    """Nothing of the clock is in the workbook."""
    draft = draft_of(lusong.accounts)

    assert workbook(draft, lusong.edition) == workbook(Draft(draft.fields), lusong.edition)
