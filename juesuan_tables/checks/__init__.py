"""勾稽关系: what must hold between figures, and what must have been stated.

``RELATIONS`` is data: each line an identity (or a bound) between figure addresses. Everything
that is not such a line is one entry of ``CHECKS``. Both take tables, ours or anyone's; what
needs the facts behind them is skipped where there are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan_tables.checks import explanation, facts, relations
from juesuan_tables.checks.relations import RELATIONS, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from juesuan_tables.findings import Finding
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Accounts

    Tables = Mapping[str, Grid]

__all__ = ["CHECKS", "RELATIONS", "Check", "Relation", "run"]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that needs code: an id, a Chinese name, a source, and what finds its breaches."""

    id: str
    name: str
    source: str
    find: Callable[[Tables, Accounts | None], Iterable[Finding]]


def run(
    tables: Tables, accounts: Accounts | None, checks: Iterable[Check] | None = None
) -> list[Finding]:
    """Return the findings of all checks, in their order."""
    chosen = CHECKS if checks is None else checks
    return [finding for check in chosen for finding in check.find(tables, accounts)]


CHECKS: tuple[Check, ...] = (
    Check("relations", "表内和表间勾稽关系", "RELATIONS 各行所注", relations.find_breaches),
    Check("stated-total", "本表与原表合计一致", "部门决算报表各表合计行", facts.stated_totals),
    Check("figure-unknown", "原表合计和说明的指标须在表上", "表样", facts.unknown_figures),
    Check("record-twice", "同一记录只填一次", "经验规则，未经官方文件核对", facts.repeated_records),
    Check("code-name", "每个科目编码都有名称", "政府收支分类科目", facts.nameless_codes),
    Check(
        "negative-amount", "收支一般不为负数", "经验规则，未经官方文件核对", facts.negative_amounts
    ),
    Check(
        "prior-missing",
        "与上年比较须有上年数，新设单位除外（new-with-prior）",
        "情况说明的通行格式",
        explanation.missing_prior,
    ),
    Check("budget-missing", "各项须有年初预算", "情况说明的通行格式", explanation.missing_budgets),
    Check(
        "level-mixed", "支出和预算填在同一级科目", "情况说明的通行格式", explanation.mixed_levels
    ),
    Check(
        "reason-missing",
        "有增减或预决算差异须说明原因",
        "情况说明的通行格式",
        explanation.missing_reasons,
    ),
)
"""Every rule that is not one line of ``RELATIONS``."""
