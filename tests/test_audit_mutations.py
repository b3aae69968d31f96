"""Our own publications: none is called wrong, and what is changed in them is found."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from audit_proofs import Finished
from audit_trials import WAYS, Tally, any_mutation, false_alarms, sensible_accounts, tried
from hypothesis import Phase, given, settings

import juesuan_tables as jt
from juesuan_tables.auditing import audit_report

EXAMPLES = Path(__file__).parent.parent / "examples"
REALISTIC = ("whole-2018", "whole-2024", "lusong-2018", "shegongbu-2024")
LEAST = 0.95
"""How much of what is provable must be found."""
CAMPAIGN = os.environ.get("HYPOTHESIS_PROFILE") == "campaign"
UNCHANGED = 10_000 if CAMPAIGN else 300
CHANGED = 2_000 if CAMPAIGN else 80
KINDS_EACH = 8
"""In how many ways each publication is changed, one at a time."""
fixed = settings(derandomize=True, database=None, phases=[Phase.generate], deadline=None)


def chosen(seed: str) -> Random:
    """Return choices that are the same in every run."""
    return Random(seed)  # noqa: S311 not for secrets


@pytest.mark.parametrize("edition", jt.edition_ids())
def test_what_we_wrote_ourselves_is_never_called_wrong(edition: str) -> None:
    """Whatever the accounts: no error but those that the rules find in the accounts themselves."""

    @settings(fixed, max_examples=UNCHANGED // len(jt.edition_ids()))
    @given(sensible_accounts(edition))
    def holds(accounts: jt.Accounts) -> None:
        done = Finished.of(accounts)

        alarms = false_alarms(done.report, audit_report(done.report, done.prose, zero=None))

        assert [str(each) for each in alarms] == []

    holds()


@pytest.mark.parametrize("edition", jt.edition_ids())
def test_what_is_changed_in_a_publication_is_found(edition: str) -> None:
    """One thing changed at a time, in some of the ways for each publication."""
    tally, random = Tally(), chosen(edition)

    @settings(fixed, max_examples=CHANGED // len(jt.edition_ids()))
    @given(sensible_accounts(edition))
    def count(accounts: jt.Accounts) -> None:
        tried(Finished.of(accounts), random, random.sample(WAYS, KINDS_EACH), tally)

    count()

    print(f"\n{edition}\n{tally}")
    assert tally.rate >= LEAST, "\n".join(map(str, tally.missed))


@pytest.mark.parametrize("name", REALISTIC)
def test_what_is_changed_in_a_realistic_publication_is_found(name: str) -> None:
    """Every way is tried on the examples, whose names and reasons are such as people write."""
    done, random, tally = (
        Finished.of(jt.load_accounts(EXAMPLES / f"{name}.yaml")),
        chosen(name),
        Tally(),
    )

    tried(done, random, WAYS, tally)

    print(f"\n{name}\n{tally}")
    assert tally.rate >= LEAST, "\n".join(map(str, tally.missed))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_changes_something_that_is_provable(way: object) -> None:
    """Each way has a place in one of the examples, and changes it."""
    assert callable(way)
    mutations = [
        any_mutation(way, done, chosen("one"))
        for done in map(Finished.of, (jt.load_accounts(EXAMPLES / f"{n}.yaml") for n in REALISTIC))
    ]

    found = [mutation for mutation in mutations if mutation and mutation.provable]
    assert found
    assert all(mutation.before != mutation.after for mutation in found)
