"""收入支出决算总表, 收入决算表, 支出决算表: within each and between them."""

from juesuan_tables.checks.formulas import added
from juesuan_tables.checks.relations import Relation
from juesuan_tables.terms import APPROPRIATIONS, IncomeKind

_OTHER_INCOME = tuple(kind for kind in IncomeKind if kind not in APPROPRIATIONS)

SUMMARY = (
    Relation(
        id="summary-income-lines",
        name="本年收入合计＝各项收入之和",
        formula="income_expenditure_summary.income_subtotal.amount = "
        + added(
            "income_expenditure_summary.{}.amount",
            ("appropriation_income", *(kind.key for kind in IncomeKind)),
        ),
    ),
    Relation(
        id="summary-expenditure-lines",
        name="本年支出合计＝各类支出之和",
        formula="income_expenditure_summary.expenditure_subtotal.amount"
        " = income_expenditure_summary.{classes}.amount",
    ),
    Relation(
        id="summary-income-total",
        name="收入总计＝本年收入合计＋使用非财政拨款结余（用事业基金弥补收支差额）＋年初结转和结余",
        formula="income_expenditure_summary.income_total.amount = "
        + added(
            "income_expenditure_summary.{}.amount",
            ("income_subtotal", "used_surplus", "opening_balance"),
        ),
    ),
    Relation(
        id="summary-expenditure-total",
        name="支出总计＝本年支出合计＋结余分配＋年末结转和结余",
        formula="income_expenditure_summary.expenditure_total.amount = "
        + added(
            "income_expenditure_summary.{}.amount",
            ("expenditure_subtotal", "surplus_distribution", "closing_balance"),
        ),
    ),
    Relation(
        id="summary-balances",
        name="收入总计＝支出总计",
        formula="income_expenditure_summary.income_total.amount"
        " = income_expenditure_summary.expenditure_total.amount",
        advice="请核对年初、年末结转结余和各项收支",
    ),
)
INCOME = (
    Relation(
        id="income-kinds",
        name="本年收入合计＝财政拨款＋上级补助＋事业＋经营＋附属单位上缴＋其他收入",
        formula="income.{row}.total = "
        + added(
            "income.{{row}}.{}", ("appropriation_income", *(kind.key for kind in _OTHER_INCOME))
        ),
    ),
    Relation(
        id="income-hierarchy",
        name="收入决算表各行＝下级科目之和",
        formula="income.{row}.{column} = income.{children}.{column}",
    ),
    Relation(
        id="income-summary",
        name="收入决算表合计＝收入支出决算总表本年收入合计",
        formula="income.total.total = income_expenditure_summary.income_subtotal.amount",
    ),
    Relation(
        id="income-appropriation-line",
        name="收入决算表财政拨款收入＝收入支出决算总表财政拨款收入",
        formula="income.total.appropriation_income = "
        + added(
            "income_expenditure_summary.{}.amount",
            ("appropriation_income", *(kind.key for kind in APPROPRIATIONS)),
        ),
    ),
    *(
        Relation(
            id=f"income-{kind.key.replace('_', '-')}-line",
            name=f"收入决算表{kind}＝收入支出决算总表{kind}",
            formula=f"income.total.{kind.key} = income_expenditure_summary.{kind.key}.amount",
        )
        for kind in _OTHER_INCOME
    ),
    Relation(
        id="income-appropriation-summary",
        name="收入决算表财政拨款收入＝财政拨款收入支出决算总表本年收入合计",
        formula="income.total.appropriation_income = appropriation_summary.income_subtotal.amount",
    ),
)
EXPENDITURE = (
    Relation(
        id="expenditure-natures",
        name="本年支出合计＝基本支出＋项目支出＋上缴上级支出＋经营支出＋对附属单位补助支出",
        formula="expenditure.{row}.total = "
        + added(
            "expenditure.{{row}}.{}",
            ("basic", "project", "remitted_to_superior", "operating", "subsidy_to_subordinates"),
        ),
    ),
    Relation(
        id="expenditure-hierarchy",
        name="支出决算表各行＝下级科目之和",
        formula="expenditure.{row}.{column} = expenditure.{children}.{column}",
    ),
    Relation(
        id="expenditure-summary",
        name="支出决算表合计＝收入支出决算总表本年支出合计",
        formula="expenditure.total.total = income_expenditure_summary.expenditure_subtotal.amount",
    ),
    Relation(
        id="summary-classes",
        name="收入支出决算总表各类支出＝支出决算表该类的本年支出合计",
        formula="income_expenditure_summary.{class}.amount = expenditure.{class}.total",
    ),
)
