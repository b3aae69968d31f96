"""Which counts the explanation states: vehicles, delegations, guests, projects."""

from __future__ import annotations

import re

from juesuan_tables.auditing.claims._topics import TopicOf
from juesuan_tables.terms import VEHICLES

_VEHICLES = {
    key.value: f"measures.{key.key}.value" for key in sorted(VEHICLES, key=lambda k: -len(k.value))
}
_THREE_PUBLIC = (
    (r"(?:外(?:宾|事)|国\(境\)外)[^，。；]*$", "批次", "foreign_receptions"),
    (r"(?:外(?:宾|事)|国\(境\)外)[^，。；]*$", "批", "foreign_receptions"),
    (r"^(?!.*参加).*团组[^，。；]*$", "个", "delegations_abroad"),
    (r"(?:购置|更新)[^，。；]*$", "辆", "vehicles_bought"),
    (r"保有量?[^，。；]*$", "辆", "vehicles_kept"),
    (r"接待[^，。；]*$", "批次", "receptions"),
    (r"接待[^，。；]*$", "批", "receptions"),
)
_PERFORMANCE = (
    (r"编报绩效目标[^，。；]*$", "个", "projects_planned"),
    (r"绩效跟踪[^，。；]*$", "个", "projects_tracked"),
    (r"绩效自评[^，。；]*项目$", "个", "projects_evaluated"),
    (r"不合格[^，。；]*$", "个", "rated_failed"),
    (r"合格[^，。；]*$", "个", "rated_passed"),
    (r"优[^，。；良]*$", "个", "rated_excellent"),
    (r"良[^，。；]*$", "个", "rated_good"),
    (r"发现问题$", "个", "problems_found"),
    (r"完成整改的$", "个", "problems_solved"),
    (r"正在整改的$", "个", "problems_being_solved"),
)
_BY_TOPIC = {
    TopicOf.THREE_PUBLIC: tuple((re.compile(p), u, k) for p, u, k in _THREE_PUBLIC),
    TopicOf.PERFORMANCE: tuple((re.compile(p), u, k) for p, u, k in _PERFORMANCE),
}
_TOTAL = re.compile(
    r"(?:共有|拥有|共计|实有|保有)?(?:公务用?)?(?:车辆|汽车)(?:总数|数量|共计)?(?:为|共|共有|数)?$"
)


def count_address(lead: str, unit: str, topic: TopicOf) -> str | None:
    """Return the address of a count by the words before it, if one is known."""
    if topic is TopicOf.ASSETS and unit == "辆":
        named = next((name for name in _VEHICLES if lead.endswith(name)), None)
        if named:
            return _VEHICLES[named]
        return "measures.vehicles_total.value" if _TOTAL.search(lead) else None
    for pattern, counted, key in _BY_TOPIC.get(topic, ()):
        if unit == counted and pattern.search(lead):
            return f"measures.{key}.value"
    return None


_AWARDS = (
    (re.compile(r"面向小微企业预留[^；。]*(?:中标|成交)"), "reserved_awards_small_micro"),
    (re.compile(r"面向中小企业预留[^；。]*(?:中标|成交)"), "reserved_awards_small_medium"),
    (re.compile(r"其他政府采购项目[^；。]*(?:中标|成交)"), "other_awards_small_medium"),
    (re.compile(r"面向小微企业预留[^；。]*预算金额$"), "reserved_small_micro"),
    (re.compile(r"面向中小企业预留[^；。]*预算金额$"), "reserved_small_medium"),
)
_AMOUNTS = {
    "measures.projects_planned.value": "measures.planned_amount.amount",
    "measures.projects_tracked.value": "measures.tracked_amount.amount",
    "measures.projects_evaluated.value": "measures.evaluated_amount.amount",
}


def award_address(lead: str) -> str | None:
    """Return the address of an amount of procurement by the clauses before it, if one is known."""
    found = (key for pattern, key in _AWARDS if pattern.search(lead))
    return next((f"measures.{key}.amount" for key in found), None)


def amount_of_count(counted: str | None, lead: str) -> str | None:
    """Return the address of the amount of the projects that were counted before it."""
    return _AMOUNTS.get(counted or "") if "涉及" in lead else None
