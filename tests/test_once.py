"""What is made of a thing once is made once, and goes with the thing."""

from __future__ import annotations

import gc
from weakref import ref

import juesuan_tables as jt
from juesuan_tables.once import once


class _Thing:
    """Something that is equal to everything of its kind."""

    def __eq__(self, other: object) -> bool:
        """Return whether the other is one, too."""
        return isinstance(other, _Thing)

    __hash__ = None  # type: ignore[assignment]


class _Made(list[int]):
    """What can be watched as it goes."""


def test_it_is_made_once_of_each_thing() -> None:
    """Equal things are two things, and need no hash."""
    asked: list[_Thing] = []

    @once
    def made(thing: _Thing) -> _Made:
        asked.append(thing)
        return _Made()

    first, second = _Thing(), _Thing()

    assert made(first) is made(first)
    assert made(first) is not made(second)
    assert len(asked) == 2


def test_it_is_forgotten_with_the_thing() -> None:
    """However many things come and go, nothing of them stays, and a new one gets its own."""
    made = once(lambda _thing: _Made())
    kept = []
    for _ in range(100):
        thing = _Thing()
        kept.append(ref(made(thing)))
        del thing
    gc.collect()

    assert [each() for each in kept] == [None] * 100


def test_an_edition_is_shortened_once(lusong: jt.Report) -> None:
    """Thousands of units share a few editions, whatever they say of themselves."""
    other = jt.build_report(lusong.accounts.model_copy(update={"unit": "另一单位"}))

    assert other.edition is lusong.edition
    assert other.tables["income"].column_labels is lusong.tables["income"].column_labels
