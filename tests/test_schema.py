"""`juesuan schema`: what an editor is told of input files is what the model takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from strategies_whole import whole_accounts

import juesuan_tables as jt
from juesuan_tables import strict_json, strict_yaml
from juesuan_tables.inputs._door import accounts_from
from juesuan_tables.inputs.schema import FIELD_WORDS, schema
from juesuan_tables.terms import glossary
from juesuan_tables.writers.inputs import to_json

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)
WRONG: list[Any] = [[], {}, "一百", "1,234.00", "1.005", "2081", "5030", "2019-8-1"]


def test_the_schema_is_one() -> None:
    """It keeps the rules of its own dialect, and every field with a type of its own says what it is."""
    Draft202012Validator.check_schema(SCHEMA)

    assert FIELD_WORDS.keys() <= glossary().keys()
    assert "Accounts" not in json.dumps(SCHEMA)


@given(whole_accounts() | strategies.accounts())
def test_whatever_can_be_stated_fits_the_schema(accounts: jt.Accounts) -> None:
    """Any accounts written as JSON are valid."""
    assert [*VALIDATOR.iter_errors(json.loads(to_json(accounts)))] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_fit_the_schema(path: Path) -> None:
    """Editors find no fault with the files that show how it is done."""
    assert [*VALIDATOR.iter_errors(strict_yaml.read(path).tree)] == []


def _places(tree: Any, trail: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401 JSON
    """Return the trail to every value that is no list and no mapping."""
    if isinstance(tree, dict):
        return [place for key, each in tree.items() for place in _places(each, (*trail, key))]
    if isinstance(tree, list):
        return [place for key, each in enumerate(tree) for place in _places(each, (*trail, key))]
    return [trail]


@given(strategies.accounts(), st.sampled_from(WRONG), st.randoms())
def test_what_the_schema_refuses_is_refused(accounts: jt.Accounts, wrong: Any, random: Any) -> None:  # noqa: ANN401 JSON
    """An editor never underlines what ``load_accounts`` would take."""
    tree = json.loads(to_json(accounts))
    *above, last = random.choice(_places(tree))
    target = tree
    for step in above:
        target = target[step]
    target[last] = wrong

    if [*VALIDATOR.iter_errors(tree)]:
        with pytest.raises(jt.InputError):
            accounts_from(strict_json.parse(json.dumps(tree, ensure_ascii=False), "某局.json"))
