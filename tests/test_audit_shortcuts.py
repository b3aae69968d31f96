"""What an audit leaves out to be quick changes nothing that it finds."""

from __future__ import annotations

import importlib
import pkgutil
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juesuan_tables import auditing
from juesuan_tables.auditing._cues import Cued
from juesuan_tables.auditing._on_demand import OnDemand
from juesuan_tables.auditing._ranges import Range, total
from juesuan_tables.auditing.claims import _marks
from juesuan_tables.auditing.wording import phrases
from juesuan_tables.auditing.wording._lexicon import damaged
from juesuan_tables.once import once_in_a_row

if TYPE_CHECKING:
    from decimal import Decimal

MODULES = [
    importlib.import_module(each.name)
    for each in pkgutil.walk_packages(auditing.__path__, f"{auditing.__name__}.")
]
CUED = {
    **{
        f"{module.__name__.rpartition('.')[2]}{name}": value
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, Cued)
    },
    **{f"mark {mark.name}": pattern for mark, pattern in _marks._PATTERNS},  # noqa: SLF001
}
LOOKED_FOR = (
    (phrases._damaged, phrases._all_damaged),  # noqa: SLF001
    (phrases._repeated, phrases._all_repeated),  # noqa: SLF001
)
patient = settings(suppress_health_check=list(HealthCheck), deadline=None)
variants = st.sampled_from(sorted(damaged().phrases)) | st.sampled_from(sorted(damaged().phrases.values()))  # fmt: skip
pieces = variants | st.sampled_from("年月日0123456789，。的和支出统一上收类（）万元") | st.decimals(0, 9999, places=2).map(str)  # fmt: skip
ends = st.decimals(-(10**9), 10**9, places=3)


@pytest.mark.parametrize("name", CUED)
@patient
@given(st.data())
def test_every_text_that_a_pattern_matches_has_one_of_its_cues(
    name: str, data: st.DataObject
) -> None:
    """So no match is lost by looking for the cues first."""
    text = data.draw(st.from_regex(CUED[name].pattern))

    assert CUED[name].may_match(text)


@given(st.lists(pieces, max_size=12).map("".join))
def test_what_is_damaged_between_numbers_is_what_is_damaged_in_the_line(text: str) -> None:
    """No number is part of a fixed phrase, and all numbers look alike from beside them."""
    for in_line, in_parts in LOOKED_FOR:
        assert in_parts(text) == in_line(text)


@given(st.lists(st.tuples(ends, ends).map(sorted), min_size=2, max_size=4))
def test_ranges_of_decimals_are_those_of_fractions(given_ends: list[list[Decimal]]) -> None:
    """Whatever is done with them, and with both kinds together."""
    decimals = [Range(*each) for each in given_ends]
    fractions = [Range(*map(Fraction, each)) for each in given_ends]
    one, other, *_ = decimals
    same, again, *_ = fractions

    assert total(decimals) == total(fractions) == total([one, *fractions[1:]])
    assert one - other == same - again == one - again
    assert (-one, one.widened()) == (-same, same.widened())
    assert one.meets(other) == same.meets(again) == one.meets(again)
    assert one.percent_of(other) == same.percent_of(again)
    assert hash(one) == hash(same)


def test_a_figure_is_made_when_it_is_asked_for_and_only_once() -> None:
    """Whether it is there, is known before."""
    made: list[str] = []

    def length(name: str, text: str) -> int:
        made.append(name)
        return len(text)

    lengths = OnDemand({"a": "x", "b": "yy"}, length)

    assert ("b" in lengths, [*lengths], len(lengths), made) == (True, ["a", "b"], 2, [])
    assert (lengths["b"], lengths["b"], lengths.get("c"), made) == (2, 2, None, ["b"])


def test_what_is_asked_of_another_object_is_answered_anew() -> None:
    """Even if it is equal: objects are told by identity."""
    asked: list[list[int]] = []

    @once_in_a_row
    def length(numbers: list[int]) -> int:
        asked.append(numbers)
        return len(numbers)

    one, other = [1], [1]

    assert [length(one), length(one), length(other), length(one)] == [1, 1, 1, 1]
    assert len(asked) == 3
