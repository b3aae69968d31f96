"""What a closed list of official terms is."""

from enum import StrEnum
from functools import cached_property


class Term(StrEnum):
    """A closed list of official terms; ``key`` is the English name used in figure addresses.

    >>> class Nature(Term):
    ...     BASIC = "基本支出"
    >>> Nature.BASIC.key, Nature.BASIC.value
    ('basic', '基本支出')
    """

    @cached_property
    def key(self) -> str:
        """Return the English name in lower case."""
        return self.name.lower()
