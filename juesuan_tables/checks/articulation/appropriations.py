"""财政拨款收入支出决算总表 and the tables of its funds: within each and between them."""

from juesuan_tables.checks._evidence import EXPERIENCE
from juesuan_tables.checks.relations import Relation, added
from juesuan_tables.findings import Severity
from juesuan_tables.terms import APPROPRIATIONS

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
        name="财政拨款本年支出合计＝一般公共预算财政拨款支出＋政府性基金预算财政拨款支出",
        formula="appropriation_summary.expenditure_subtotal.total"
        " = general_budget_expenditure.total.total + government_fund.total.total",
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
FUND = (
    Relation(
        id="fund-carried",
        name="政府性基金：年初结转＋本年收入＝本年支出＋年末结转",
        formula="government_fund.{row}.closing_balance = government_fund.{row}.opening_balance"
        " + government_fund.{row}.income_subtotal - government_fund.{row}.total",
        advice="请核对该科目的年初、年末结转结余和收支",
    ),
    Relation(
        id="fund-natures",
        name="政府性基金本年支出＝基本支出＋项目支出",
        formula="government_fund.{row}.total"
        " = government_fund.{row}.basic + government_fund.{row}.project",
    ),
    Relation(
        id="fund-hierarchy",
        name="政府性基金预算财政拨款收入支出决算表各行＝下级科目之和",
        formula="government_fund.{row}.{column} = government_fund.{children}.{column}",
    ),
    Relation(
        id="fund-income",
        name="政府性基金本年收入＝财政拨款收入支出决算总表政府性基金预算财政拨款",
        formula="government_fund.total.income_subtotal"
        " = appropriation_summary.government_fund_income.amount",
    ),
    Relation(
        id="fund-expenditure",
        name="政府性基金本年支出＝财政拨款收入支出决算总表政府性基金预算财政拨款本年支出合计",
        formula="government_fund.total.total"
        " = appropriation_summary.expenditure_subtotal.government_fund",
    ),
    Relation(
        id="fund-classes",
        name="财政拨款收入支出决算总表各类政府性基金支出＝政府性基金表该类的本年支出",
        formula="appropriation_summary.{class}.government_fund = government_fund.{class}.total",
    ),
    Relation(
        id="fund-opening",
        name="政府性基金年初结转和结余＝财政拨款收入支出决算总表年初政府性基金预算财政拨款",
        formula="government_fund.total.opening_balance"
        " = appropriation_summary.opening_government_fund.amount",
    ),
    Relation(
        id="fund-closing",
        name="政府性基金年末结转和结余＝财政拨款收入支出决算总表年末政府性基金预算财政拨款",
        formula="government_fund.total.closing_balance"
        " = appropriation_summary.closing_balance.government_fund",
    ),
)
