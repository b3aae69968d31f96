"""YAML and JSON say the same: facts go from one to the other and back without loss."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import strategies
from hypothesis import given
from strategies_whole import whole_accounts, without_sources

import juesuan_tables as jt
from juesuan_tables import strict_json, strict_yaml
from juesuan_tables.inputs._door import accounts_from
from juesuan_tables.inputs.sources import origin_of
from juesuan_tables.writers.inputs import to_json, to_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def _from_yaml(text: str) -> jt.Accounts:
    return accounts_from(strict_yaml.parse(text, "某局.yaml"))


def _from_json(text: str) -> jt.Accounts:
    return accounts_from(strict_json.parse(text, "某局.json"))


FORMATS = [(to_yaml, _from_yaml), (to_json, _from_json)]


def _origins(accounts: jt.Accounts) -> list[tuple[str, ...]]:
    """Return every fact with the origin that its source states."""
    facts = [fact for name in jt.Accounts.FACTS for fact in getattr(accounts, name)]
    return sorted((*fact.sort_key()[:-1], origin_of(fact.source)) for fact in facts)


@given(whole_accounts())
def test_any_accounts_survive_yaml_and_json(accounts: jt.Accounts) -> None:
    """Written and read, and written in the other format and read, the facts are what they were."""
    once = _from_yaml(to_yaml(accounts))
    twice = _from_json(to_json(once))
    again = _from_yaml(to_yaml(twice))

    expected = without_sources(accounts)
    assert without_sources(once) == expected
    assert without_sources(twice) == expected
    assert without_sources(again) == expected


@given(whole_accounts())
def test_origins_survive_and_do_not_grow(accounts: jt.Accounts) -> None:
    """What a source says of the origin is kept, however often the facts are written and read."""
    once = _from_yaml(to_yaml(accounts))
    often = _from_yaml(to_yaml(_from_json(to_json(once))))

    assert _origins(once) == _origins(accounts)
    assert often == once


@given(strategies.accounts())
def test_accounts_that_came_back_make_the_same_tables(accounts: jt.Accounts) -> None:
    """Tables from the facts read back print what tables from the facts print."""
    back = jt.build_report(_from_json(to_json(accounts)))

    for key, table in jt.build_report(accounts).tables.items():
        assert back.tables[key].to_text() == table.to_text()


@pytest.mark.parametrize(("write", "read"), FORMATS, ids=["yaml", "json"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_survive(
    path: Path, write: Callable[[jt.Accounts], str], read: Callable[[str], jt.Accounts]
) -> None:
    """The real and the made-up inputs, too, with their sources."""
    accounts = jt.load_accounts(path)

    assert without_sources(read(write(accounts))) == without_sources(accounts)
    assert _origins(read(write(accounts))) == _origins(accounts)
