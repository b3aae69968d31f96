"""What an input says of one unit, as far as it goes: a draft of its accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juesuan_tables.errors import InputError, Problem
from juesuan_tables.model import Accounts

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of ``Accounts`` that an input gives, facts as models, and what it leaves open.

    A field that is not known is not there. ``gaps`` say, one by one, which places of the input
    must still be filled in before a table can be built.
    """

    fields: Mapping[str, Any]
    gaps: tuple[Problem, ...] = ()

    def with_fields(self, **fields: object) -> Draft:
        """Return the draft with these fields in the place of its own."""
        return Draft({**self.fields, **fields}, self.gaps)

    def accounts(self) -> Accounts:
        """Return the accounts; raise ``InputError`` with every gap where there are some."""
        if self.gaps:
            raise InputError(self.gaps)
        return Accounts.model_validate(self.fields)
