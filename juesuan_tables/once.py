"""What is made of a thing once, however often it is asked for: of a form, of a finished table, of a report."""

from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
M = TypeVar("M")


def once(make: Callable[[T], M]) -> Callable[[T], M]:
    """Return a function that makes something of a thing once, and forgets it with the thing.

    Things are told apart by identity, so they must not change, and a copy is another thing. What is
    made must not hold the thing itself, or neither would ever go.
    """
    kept: dict[int, tuple[ref[T], M]] = {}

    @wraps(make)
    def made(thing: T) -> M:
        name = id(thing)
        if name not in kept:
            # No function of Python: Ctrl-C in one that is called so would be lost.
            kept[name] = ref(thing, partial(kept.pop, name)), make(thing)
        return kept[name][1]

    return made


def once_in_a_row(function: Callable[[T], M]) -> Callable[[T], M]:
    """Return a function of an object that never changes, which keeps its last answer.

    Units come one after another, and all that is asked of one is asked before the next. The object
    is told by identity and needs no hash; nothing older than the last one is kept.
    """
    last: tuple[T, M] | None = None

    @wraps(function)
    def remembering(asked: T) -> M:
        nonlocal last
        known = last
        if known is None or known[0] is not asked:
            last = known = (asked, function(asked))
        return known[1]

    return remembering
