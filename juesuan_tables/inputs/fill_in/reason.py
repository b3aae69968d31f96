"""What the fill-in workbook asks a reason for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from juesuan_tables.terms import NoteKind


@dataclass(frozen=True, slots=True)
class Reason:
    """A figure of which the explanation says why it changed, or why it missed its budget.

    ``before`` is last year's amount or the budget, ``now`` this year's, in 元, None where it is
    not known yet; ``last_reason`` is what was written last year.
    """

    kind: NoteKind
    figure: str
    before: Decimal | None = None
    now: Decimal | None = None
    last_reason: str = ""
