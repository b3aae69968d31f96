"""The 勾稽关系 themselves, table by table: each an id, what must hold, and its formula."""

from juesuan_tables.checks.articulation import all_funds, appropriations, details
from juesuan_tables.checks.relations import Relation

RELATIONS: tuple[Relation, ...] = (
    *all_funds.SUMMARY,
    *all_funds.INCOME,
    *all_funds.EXPENDITURE,
    *appropriations.APPROPRIATION,
    *appropriations.GENERAL_BUDGET,
    *details.BASIC,
    *details.THREE_PUBLIC,
    *appropriations.FUND,
    *details.OTHER,
)
"""Every identity and bound that is one formula between figures."""
