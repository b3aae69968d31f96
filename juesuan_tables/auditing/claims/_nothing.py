"""What a sentence that there was none of something speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.auditing.claims._topics import TopicOf

if TYPE_CHECKING:
    from collections.abc import Iterator

_PUBLIC = "three_public.outturn"
_MEANT = tuple(
    (re.compile(pattern), addresses)
    for pattern, addresses in (
        (r"三公经费", (f"{_PUBLIC}.total",)),
        (r"因公出国", (f"{_PUBLIC}.travel_abroad",)),
        (r"公务接待", (f"{_PUBLIC}.reception",)),
        (r"公务用车购置(?!和|及)", (f"{_PUBLIC}.vehicle_purchase",)),
        (r"公务用车购置(?:费)?(?:和|及)", (f"{_PUBLIC}.vehicles",)),
        (r"公务用车运行", (f"{_PUBLIC}.vehicle_running",)),
        (
            r"政府性基金(?:预算)?(?:财政拨款)?收入(?:和|、|及)?支出|政府性基金(?:预算)?收支",
            ("government_fund.total.income_subtotal", "government_fund.total.total"),
        ),
        (r"政府性基金(?:预算)?(?:财政拨款)?支出", ("government_fund.total.total",)),
        (
            r"国有资本经营(?:预算)?(?:财政拨款)?收入(?:和|、|及)?支出|国有资本经营(?:预算)?收支",
            ("state_capital.total.income_subtotal", "state_capital.total.total"),
        ),
        (r"国有资本经营(?:预算)?(?:财政拨款)?支出", ("state_capital.total.total",)),
        (r"机关运行经费", ("measures.agency_operating_cost.amount",)),
        (r"会议费", ("measures.meeting_expense.amount",)),
        (r"培训费", ("measures.training_expense.amount",)),
        (r"^(?:一般公共预算)?财政拨款基本支出", ("general_budget_expenditure.total.basic",)),
        (r"^一般公共预算财政拨款支出", ("general_budget_expenditure.total.total",)),
    )
)
_ELSEWHERE = frozenset({TopicOf.GLOSSARY, TopicOf.PROJECT_REPORT, TopicOf.OTHER})


def addresses_of_nothing(words: str, topic: TopicOf) -> tuple[str, ...]:
    """Return the figures that are zero if there was none of what the words name."""
    return () if topic in _ELSEWHERE else tuple(_addresses(words))


def _addresses(words: str) -> Iterator[str]:
    for pattern, addresses in _MEANT:
        if pattern.search(words):
            yield from addresses
