"""A mapping whose values are made when somebody asks for them: most of a document's never are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Source = TypeVar("Source")
Made = TypeVar("Made")


class OnDemand(Mapping[str, Made], Generic[Source, Made]):
    """The keys of ``sources``; ``make`` turns a key and what stands there into the value, once.

    >>> lengths = OnDemand({"a": "xx"}, lambda _name, text: len(text))
    >>> lengths["a"], lengths.get("b"), list(lengths)
    (2, None, ['a'])
    """

    def __init__(self, sources: Mapping[str, Source], make: Callable[[str, Source], Made]) -> None:
        """Make nothing yet."""
        self._sources, self._make = sources, make
        self._made: dict[str, Made] = {}

    def __getitem__(self, key: str) -> Made:
        """Return a value; raise ``KeyError``."""
        if key not in self._made:
            self._made[key] = self._make(key, self._sources[key])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        """Return whether there is a value, without making it."""
        return key in self._sources

    def __iter__(self) -> Iterator[str]:
        """Yield the keys in their order."""
        return iter(self._sources)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._sources)
