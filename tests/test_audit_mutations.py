"""Our own publications: none is called wrong, and what is changed in them is found."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from random import Random

import pytest
from audit_proofs import Finished
from audit_trials import WAYS, Tally, any_mutation, false_alarms, sensible_accounts, tried
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.auditing import audit_report

EXAMPLES = Path(__file__).parent.parent / "examples"
REALISTIC = ("whole-2018", "whole-2024", "lusong-2018", "shegongbu-2024")
LEAST = 0.95
"""How much of what is provable must be found."""
CAMPAIGN = os.environ.get("HYPOTHESIS_PROFILE") == "campaign"
UNCHANGED = 10_000 if CAMPAIGN else 300
CHANGED = 2_000 if CAMPAIGN else 24
WAYS_EACH, WAYS_IN_EXAMPLES = 8, len(WAYS) if CAMPAIGN else 20
"""In how many ways a publication is changed, one at a time."""
fixed = settings(
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@cache
def realistic(name: str) -> Finished:
    """Return the publication of an example."""
    return Finished.of(jt.load_accounts(EXAMPLES / f"{name}.yaml"))


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


def test_what_is_changed_in_a_publication_is_found() -> None:
    """One thing changed at a time, in some of the ways for each publication of each edition."""
    tally, random = Tally(), chosen("publications")

    @settings(fixed, max_examples=CHANGED // len(jt.edition_ids()))
    @given(st.data())
    def count(data: st.DataObject) -> None:
        for edition in jt.edition_ids():
            done = Finished.of(data.draw(sensible_accounts(edition)))
            tried(done, random, random.sample(WAYS, WAYS_EACH), tally)

    count()

    print(f"\n{tally}")
    assert tally.rate >= LEAST, "\n".join(map(str, [tally, *tally.missed]))


def test_what_is_changed_in_a_realistic_publication_is_found() -> None:
    """The examples have names and reasons such as people write."""
    random, tally = chosen("examples"), Tally()

    for name in REALISTIC:
        tried(realistic(name), random, random.sample(WAYS, WAYS_IN_EXAMPLES), tally)

    print(f"\n{tally}")
    assert tally.rate >= LEAST, "\n".join(map(str, [tally, *tally.missed]))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_changes_something_that_is_provable(way: object) -> None:
    """Each way has a place in one of the examples, and changes it."""
    assert callable(way)
    mutations = [any_mutation(way, realistic(name), chosen("one")) for name in REALISTIC]

    found = [mutation for mutation in mutations if mutation and mutation.provable]
    assert found
    assert all(mutation.before != mutation.after for mutation in found)
