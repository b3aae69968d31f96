"""财政拨款收入支出决算总表 and the tables of its funds: within each and between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.addresses import TABLE_OF_FUND
from juesuan_tables.checks._evidence import EXPERIENCE
from juesuan_tables.checks.formulas import added
from juesuan_tables.checks.relations import Relation
from juesuan_tables.findings import Severity
from juesuan_tables.terms import APPROPRIATIONS, TABLES, Nature

if TYPE_CHECKING:
    from collections.abc import Iterator

# A bound between tables may be broken by a negative adjustment elsewhere, so it accuses nobody.
_HINT = Severity.ADVISORY

APPROPRIATION = (
    Relation(
        id="appropriation-income-lines",
        name="财政拨款本年收入合计＝各项财政拨款之和",
        formula="appropriation_summary.income_subtotal.amount = "
        + added("appropriation_summary.{}.amount", tuple(kind.key for kind in APPROPRIATIONS)),
    ),
    Relation(
        id="appropriation-opening-lines",
        name="年初财政拨款结转和结余＝其中各行之和",
        formula="appropriation_summary.opening_balance.amount = "
        + added(
            "appropriation_summary.opening_{}.amount",
            ("general_public_budget", "government_fund", "state_capital"),
        ),
    ),
    Relation(
        id="appropriation-income-total",
        name="财政拨款收入总计＝本年收入合计＋年初财政拨款结转和结余",
        formula="appropriation_summary.income_total.amount"
        " = appropriation_summary.income_subtotal.amount"
        " + appropriation_summary.opening_balance.amount",
    ),
    Relation(
        id="appropriation-expenditure-total",
        name="财政拨款支出总计＝本年支出合计＋年末财政拨款结转和结余",
        formula="appropriation_summary.expenditure_total.{column}"
        " = appropriation_summary.expenditure_subtotal.{column}"
        " + appropriation_summary.closing_balance.{column}",
    ),
    Relation(
        id="appropriation-balances",
        name="财政拨款收入总计＝支出总计",
        formula="appropriation_summary.income_total.amount"
        " = appropriation_summary.expenditure_total.total",
        advice="请核对各项财政拨款的年初、年末结转结余和收支",
    ),
    Relation(
        id="appropriation-funds",
        name="合计＝一般公共预算财政拨款＋政府性基金预算财政拨款＋国有资本经营预算财政拨款",
        formula="appropriation_summary.{row}.total = "
        + added(
            "appropriation_summary.{{row}}.{}",
            ("general_public_budget", "government_fund", "state_capital"),
        ),
    ),
    Relation(
        id="appropriation-classes",
        name="财政拨款本年支出合计＝各类支出之和",
        formula="appropriation_summary.expenditure_subtotal.{column}"
        " = appropriation_summary.{classes}.{column}",
    ),
    *(
        Relation(
            id=f"appropriation-{fund.replace('_', '-')}-carried",
            name=f"{kind}：年初结转＋本年收入＝本年支出＋年末结转",
            formula=f"appropriation_summary.closing_balance.{fund}"
            f" = appropriation_summary.opening_{fund}.amount"
            f" + appropriation_summary.{fund}_income.amount"
            f" - appropriation_summary.expenditure_subtotal.{fund}",
            advice="请核对该资金的年初、年末结转结余和收支",
        )
        for fund, kind in (
            ("general_public_budget", "一般公共预算财政拨款"),
            ("government_fund", "政府性基金预算财政拨款"),
            ("state_capital", "国有资本经营预算财政拨款"),
        )
    ),
    Relation(
        id="appropriation-summary-income",
        name="财政拨款本年收入合计＝收入支出决算总表财政拨款收入",
        formula="appropriation_summary.income_subtotal.amount = "
        + added(
            "income_expenditure_summary.{}.amount",
            ("appropriation_income", *(kind.key for kind in APPROPRIATIONS)),
        ),
    ),
    *(
        Relation(
            id=f"appropriation-within-{row.replace('_', '-')}",
            name=f"财政拨款{name}≤收入支出决算总表{name}",
            formula=f"appropriation_summary.{row}.{column}"
            f" <= income_expenditure_summary.{row}.amount",
            severity=_HINT,
            basis=EXPERIENCE,
        )
        for row, column, name in (
            ("income_total", "amount", "收入总计"),
            ("opening_balance", "amount", "年初结转和结余"),
            ("closing_balance", "total", "年末结转和结余"),
        )
    ),
    Relation(
        id="appropriation-within-expenditure",
        name="财政拨款各类支出≤支出决算表该类的本年支出合计",
        formula="appropriation_summary.{class}.total <= expenditure.{class}.total",
        severity=_HINT,
        basis=EXPERIENCE,
    ),
    Relation(
        id="appropriation-by-fund",
        name="财政拨款本年支出合计＝一般公共预算＋政府性基金预算（＋国有资本经营预算）财政拨款支出",
        formula="appropriation_summary.expenditure_subtotal.total"
        " = general_budget_expenditure.total.total + government_fund.total.total"
        " + state_capital.total.total",
        not_everywhere=("state_capital",),
    ),
)
GENERAL_BUDGET = (
    Relation(
        id="general-budget-natures",
        name="一般公共预算财政拨款支出合计＝基本支出＋项目支出",
        formula="general_budget_expenditure.{row}.total"
        " = general_budget_expenditure.{row}.basic + general_budget_expenditure.{row}.project",
    ),
    Relation(
        id="general-budget-hierarchy",
        name="一般公共预算财政拨款支出决算表各行＝下级科目之和",
        formula="general_budget_expenditure.{row}.{column}"
        " = general_budget_expenditure.{children}.{column}",
    ),
    Relation(
        id="general-budget-total",
        name="一般公共预算财政拨款支出合计＝财政拨款收入支出决算总表一般公共预算财政拨款本年支出合计",
        formula="general_budget_expenditure.total.total"
        " = appropriation_summary.expenditure_subtotal.general_public_budget",
    ),
    Relation(
        id="general-budget-classes",
        name="财政拨款收入支出决算总表各类一般公共预算财政拨款＝一般公共预算财政拨款支出决算表该类合计",
        formula="appropriation_summary.{class}.general_public_budget"
        " = general_budget_expenditure.{class}.total",
    ),
    Relation(
        id="general-budget-within-expenditure",
        name="一般公共预算财政拨款支出≤支出决算表同一科目的支出",
        formula="general_budget_expenditure.{row}.{column} <= expenditure.{row}.{column}",
        severity=_HINT,
        basis=EXPERIENCE,
    ),
)


def _of_fund(table: str, short: str, name: str) -> tuple[Relation, ...]:
    """Return what holds within the table of one fund."""
    return (
        Relation(
            id=f"{short}-carried",
            name=f"{name}：年初结转＋本年收入＝本年支出＋年末结转",
            formula=f"{table}.{{row}}.closing_balance = {table}.{{row}}.opening_balance"
            f" + {table}.{{row}}.income_subtotal - {table}.{{row}}.total",
            advice="请核对该科目的年初、年末结转结余和收支",
        ),
        Relation(
            id=f"{short}-natures",
            name=f"{name}本年支出＝基本支出＋项目支出",
            formula=f"{table}.{{row}}.total = {table}.{{row}}.basic + {table}.{{row}}.project",
        ),
        Relation(
            id=f"{short}-hierarchy",
            name=f"{TABLES[table]}各行＝下级科目之和",
            formula=f"{table}.{{row}}.{{column}} = {table}.{{children}}.{{column}}",
        ),
    )


def _within_expenditure(
    table: str, short: str, name: str, others: tuple[str, ...]
) -> Iterator[Relation]:
    """Yield that spending of one fund is part of all spending, beside what other funds paid for."""
    for nature in (Nature.BASIC, Nature.PROJECT):
        place = f".{{row}}.{nature.key}"
        less = "".join(f" - {other}{place}" for other in others)
        yield Relation(
            id=f"{short}-within-{nature.key}",
            name=f"{name}{nature}≤支出决算表同一科目的{nature}（减去其他财政拨款）",
            formula=f"{table}{place} <= expenditure{place}{less}",
            severity=_HINT,
            basis=EXPERIENCE,
        )


def _in_the_summary(table: str, short: str, name: str, fund: str) -> tuple[Relation, ...]:
    """Return what the table of one fund has in common with that of all appropriations."""
    line = "财政拨款收入支出决算总表"
    totals = (
        ("income", "本年收入", fund, "income_subtotal", f"{table}_income.amount"),
        (
            "expenditure",
            "本年支出",
            f"{fund}本年支出合计",
            "total",
            f"expenditure_subtotal.{table}",
        ),
        ("opening", "年初结转和结余", f"年初{fund}", "opening_balance", f"opening_{table}.amount"),
        ("closing", "年末结转和结余", f"年末{fund}", "closing_balance", f"closing_balance.{table}"),
    )
    return (
        *(
            Relation(
                id=f"{short}-{what}",
                name=f"{name}{here}＝{line}{there}",
                formula=f"{table}.total.{column} = appropriation_summary.{place}",
            )
            for what, here, there, column, place in totals
        ),
        Relation(
            id=f"{short}-classes",
            name=f"{line}各类{name}支出＝{name}表该类的本年支出",
            formula=f"appropriation_summary.{{class}}.{table} = {table}.{{class}}.total",
        ),
    )


FUND = tuple(
    relation
    for table, short, name, fund, before in (
        ("government_fund", "fund", "政府性基金", "政府性基金预算财政拨款", 1),
        ("state_capital", "capital", "国有资本经营预算", "国有资本经营预算财政拨款", 2),
    )
    for relation in (
        *_of_fund(table, short, name),
        *_in_the_summary(table, short, name, fund),
        *_within_expenditure(table, short, name, tuple(TABLE_OF_FUND.values())[:before]),
    )
)
