"""What inspectors look for in the tables: codes and shares that seldom are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.checks._evidence import EXPERIENCE, INSPECTION, Check, unit_kinds
from juesuan_tables.checks._words import disagreement, found, where
from juesuan_tables.figure import Figure, agrees, share
from juesuan_tables.findings import Severity
from juesuan_tables.subjects import ITEM, above
from juesuan_tables.terms import Dimension, Fund, UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from juesuan_tables.checks._evidence import Evidence, Printed
    from juesuan_tables.checks.settings import Limits
    from juesuan_tables.findings import Finding

_GENERAL = "general_budget_expenditure"
_OTHER_ECONOMIC = ("general_budget_basic.30299.amount", "general_budget_basic.31099.amount")
_PERFORMANCE_PAY = "general_budget_basic.30107.amount"
_ADMINISTRATION = "行政运行"
_ECONOMIC_OF_ITEM = {
    "travel_abroad": "30212",
    "reception": "30217",
    "vehicle_running": "30231",
    "vehicle_purchase": "31013",
}


def operating_without_income(evidence: Printed, _limits: Limits) -> Iterator[Finding]:
    """Where there is 经营支出 there usually is 经营收入."""
    spent = evidence.figures.get("expenditure.total.operating")
    earned = evidence.figures.get("income_expenditure_summary.operating_income.amount")
    if spent and earned and spent.exists and not earned.exists:
        message = (
            f"{where(evidence, spent.name)}：本表 {spent}，而经营收入为 {earned}，"
            f"有经营支出的一般有经营收入。请核对。"
        )
        yield found(evidence, spent.name, message, printed=spent, expected=earned)


def fund_subjects(evidence: Printed, _limits: Limits) -> Iterator[Finding]:
    """Point out subjects that only government funds pay for in the general budget's table."""
    grid = evidence.tables.get(_GENERAL)
    rows = grid.row_labels if grid else {}
    for row in rows:
        if row.startswith(evidence.edition.fund_subjects) and row not in above(rows):
            name = f"{_GENERAL}.{row}.total"
            message = f"{where(evidence, name)}：{row} 是政府性基金安排的科目。请核对资金性质。"
            yield found(evidence, name, message, printed=evidence.figures.get(name))


def state_capital_subjects(evidence: Printed, _limits: Limits) -> Iterator[Finding]:
    """Point out classes under which 国有资本经营预算 usually is not spent."""
    allowed = evidence.edition.state_capital_subjects
    for name in evidence.figures:
        table, row, column = address(name)
        if (table, column) != ("appropriation_summary", "state_capital") or not row.isdecimal():
            continue
        figure = evidence.figures[name]
        if allowed and figure.exists and not row.startswith(allowed):
            message = (
                f"{where(evidence, name)}：本表 {figure}，国有资本经营预算一般列在"
                f"{'、'.join(allowed)}类。请核对科目和资金性质。"
            )
            yield found(evidence, name, message, printed=figure)


def three_public_of_one_fund(evidence: Printed, _limits: Limits) -> Iterator[Finding]:
    """“三公” of the general public budget alone is part of what that budget paid for."""
    form = evidence.edition.form("three_public")
    spent = evidence.figures.get("three_public.outturn.total")
    whole = evidence.figures.get(f"{_GENERAL}.total.total")
    if not (form and spent and whole) or form.funds != (Fund.GENERAL_PUBLIC_BUDGET,):
        return
    if spent.amount > whole.amount and not agrees(spent, whole):
        says = "一般公共预算财政拨款支出 {}，“三公”经费是它的一部分，"
        yield disagreement(evidence, spent, whole, says=says, advice="请核对")


def three_public_without_projects(evidence: Printed, _limits: Limits) -> Iterator[Finding]:
    """Where no project was paid for, “三公” and its economic subjects are the same money."""
    project = evidence.figures.get(f"{_GENERAL}.total.project")
    if project is None or project.exists:
        return
    for column, subject in _ECONOMIC_OF_ITEM.items():
        item = evidence.figures.get(f"three_public.outturn.{column}")
        basic = evidence.figures.get(f"general_budget_basic.{subject}.amount")
        if item and basic and item.amount > basic.amount and not agrees(item, basic):
            says = f"没有项目支出，一般应等于基本支出决算表 {subject} 的 {{}}，"
            yield disagreement(evidence, item, basic, says=says, advice="请核对")


def other_items(evidence: Printed, limits: Limits) -> Iterator[Finding]:
    """Point out a large share of 其他 (…99) items in the general budget."""
    total = evidence.figures.get(f"{_GENERAL}.total.total")
    if total is None:
        return
    rows = evidence.tables[_GENERAL].row_labels
    names = [f"{_GENERAL}.{r}.total" for r in rows if len(r) == ITEM and r.endswith("99")]
    yield from _large_share(evidence, names, total, limits, "其他（99）项")


def other_running_costs(evidence: Printed, limits: Limits) -> Iterator[Finding]:
    """Point out a large share of 其他商品和服务支出 and 其他资本性支出 in 公用经费."""
    if total := evidence.figures.get("general_budget_basic.running_costs.amount"):
        yield from _large_share(
            evidence, _OTHER_ECONOMIC, total, limits, "其他商品和服务支出、其他资本性支出"
        )


def _large_share(
    evidence: Printed, names: Sequence[str], total: Figure, limits: Limits, what: str
) -> Iterator[Finding]:
    figures = (evidence.figures[name] for name in names if name in evidence.figures)
    other = Figure.total(total.name, figures, label=what)
    rate = share(other, total)
    if limits.other_share is not None and rate is not None and rate > limits.other_share:
        message = (
            f"{where(evidence, total.name)}：本表 {total}，其中{what} {other}，占 {rate:.2f}%，"
            f"超过 {limits.other_share}%。请尽量列到具体科目。"
        )
        yield found(evidence, total.name, message, printed=other)


def performance_pay(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out 绩效工资 where all units are 行政."""
    kinds = unit_kinds(evidence)
    pay = evidence.figures.get(_PERFORMANCE_PAY)
    if pay and pay.exists and kinds == {UnitKind.ADMINISTRATIVE}:
        message = (
            f"{where(evidence, pay.name)}：本表 {pay}，所属单位都是行政单位，一般没有绩效工资。"
            f"请核对。"
        )
        yield found(evidence, pay.name, message, printed=pay)


def administration_of_institutions(evidence: Evidence, _limits: Limits) -> Iterator[Finding]:
    """Point out 行政运行 where all units are 事业单位 that are not 参公."""
    kinds = unit_kinds(evidence)
    grid = evidence.tables.get("expenditure")
    if kinds != {UnitKind.INSTITUTION} or grid is None:
        return
    for name, figure in grid.figures.items():
        row, column = address(name)[1:]
        if column == "total" and grid.row_labels[row] == _ADMINISTRATION and figure.exists:
            message = (
                f"{where(evidence, name)}：本表 {figure}，所属单位都是事业单位，"
                f"一般不列{_ADMINISTRATION}。请核对。"
            )
            yield found(evidence, name, message, printed=figure)


CHECKS = tuple(
    Check(name, rule, source, Severity.ADVISORY, find, dimension)
    for name, rule, source, find, dimension in (
        (
            "operating-income",
            "有经营支出的一般有经营收入",
            EXPERIENCE,
            operating_without_income,
            Dimension.TRUTHFULNESS,
        ),
        (
            "fund-subject",
            "一般公共预算财政拨款支出决算表不列政府性基金科目",
            "政府收支分类科目（所列科目的年度未核对）",
            fund_subjects,
            Dimension.TRUTHFULNESS,
        ),
        (
            "state-capital-subject",
            "国有资本经营预算财政拨款支出列在相应的类",
            EXPERIENCE,
            state_capital_subjects,
            Dimension.TRUTHFULNESS,
        ),
        (
            "three-public-of-one-fund",
            "只含一般公共预算的，“三公”经费决算≤一般公共预算财政拨款支出",
            EXPERIENCE,
            three_public_of_one_fund,
            Dimension.TRUTHFULNESS,
        ),
        (
            "three-public-basic",
            "没有项目支出的，“三公”经费＝基本支出中的相应科目",
            INSPECTION,
            three_public_without_projects,
            Dimension.TRUTHFULNESS,
        ),
        (
            "other-items",
            "其他（99）项占比不过大",
            INSPECTION,
            other_items,
            Dimension.LEVEL_OF_DETAIL,
        ),
        (
            "other-running-costs",
            "公用经费中的其他支出占比不过大",
            INSPECTION,
            other_running_costs,
            Dimension.LEVEL_OF_DETAIL,
        ),
        (
            "performance-pay",
            "行政单位一般没有绩效工资",
            INSPECTION,
            performance_pay,
            Dimension.TRUTHFULNESS,
        ),
        (
            "administration",
            "事业单位一般不列行政运行",
            INSPECTION,
            administration_of_institutions,
            Dimension.TRUTHFULNESS,
        ),
    )
)

ON_TABLES: Mapping[str, Callable[[Printed, Limits], Iterator[Finding]]] = {
    "operating-income": operating_without_income,
    "fund-subject": fund_subjects,
    "state-capital-subject": state_capital_subjects,
    "three-public-of-one-fund": three_public_of_one_fund,
    "three-public-basic": three_public_without_projects,
    "other-items": other_items,
    "other-running-costs": other_running_costs,
}
"""The checks that look at tables alone, and so at anybody's."""
