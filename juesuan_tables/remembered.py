"""What many ask of one object in a row is answered once."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def once_in_a_row(function: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """Return a function of an object that never changes, which keeps its last answer.

    Units come one after another, and all that is asked of one is asked before the next. The object
    is told by identity and needs no hash; nothing older than the last one is kept.
    """
    last: tuple[Asked, Answer] | None = None

    @wraps(function)
    def remembering(asked: Asked) -> Answer:
        nonlocal last
        known = last
        if known is None or known[0] is not asked:
            last = known = (asked, function(asked))
        return known[1]

    return remembering
