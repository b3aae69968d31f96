"""What an input says of one unit, as far as it goes: a draft of its accounts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from juesuan_tables.errors import InputError, Problem
from juesuan_tables.model import Accounts

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of ``Accounts`` that an input gives, facts as models, and what it leaves open.

    A field that is not known is not there. ``gaps`` say, one by one, which places of the input
    must still be filled in before a table can be built. ``last_reasons`` are those that last
    year's explanation gave, by the figure's address: a reminder only. ``notices`` are what somebody
    should look at, although nothing stands in the way.
    """

    fields: Mapping[str, Any]
    gaps: tuple[Problem, ...] = ()
    last_reasons: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()

    def with_fields(self, **fields: object) -> Draft:
        """Return the draft with these fields in the place of its own."""
        return replace(self, fields={**self.fields, **fields})

    def accounts(self) -> Accounts:
        """Return the accounts; raise ``InputError`` with every gap where there are some."""
        if self.gaps:
            raise InputError(self.gaps)
        return Accounts.model_validate(self.fields)
