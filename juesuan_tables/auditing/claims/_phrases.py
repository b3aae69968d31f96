"""The phrases of the explanation, and the addresses of the figures that they mean by topic."""

from __future__ import annotations

from juesuan_tables.auditing.claims._plain import plain
from juesuan_tables.auditing.claims._topics import TopicOf
from juesuan_tables.terms import IncomeKind, MeasureKey, Nature

T01, T04 = "income_expenditure_summary", "appropriation_summary"
GENERAL, BASIC, PUBLIC = (
    "general_budget_expenditure",
    "general_budget_basic",
    "three_public.outturn",
)


def phrases() -> dict[TopicOf | None, dict[str, str]]:
    """Return the addresses of phrases by topic; None holds those that mean one figure everywhere."""
    income = {
        kind.value: f"income.total.{kind.key}" for kind in IncomeKind if "预算" not in kind.value
    } | dict.fromkeys(("财政拨款收入", "财政拨款"), "income.total.appropriation_income")
    natures = {nature.value: f"expenditure.total.{nature.key}" for nature in Nature}
    earned = dict.fromkeys(("收入合计", "本年收入"), f"{T01}.income_subtotal.amount")
    spent = dict.fromkeys(("支出合计", "本年支出"), f"{T01}.expenditure_subtotal.amount")
    return {
        None: _everywhere(),
        TopicOf.OVERALL: _overall(),
        TopicOf.INCOME: income | earned,
        TopicOf.EXPENDITURE: natures | spent,
        TopicOf.UNIT_REPORT: income | natures,
        TopicOf.APPROPRIATION: _appropriation(),
        TopicOf.GENERAL_BUDGET: _general_budget(),
        TopicOf.BASIC: _basic(),
        TopicOf.GOVERNMENT_FUND: _fund("government_fund", "政府性基金预算"),
        TopicOf.STATE_CAPITAL: _fund("state_capital", "国有资本经营预算"),
    }


def _everywhere() -> dict[str, str]:
    return {
        **_measures(),
        "本年收入合计": f"{T01}.income_subtotal.amount",
        "本年支出合计": f"{T01}.expenditure_subtotal.amount",
        "一般公共预算财政拨款支出": f"{GENERAL}.total.total",
        "一般公共预算财政拨款本年支出": f"{GENERAL}.total.total",
        "政府性基金预算财政拨款本年支出": "government_fund.total.total",
        "一般公共预算财政拨款基本支出": f"{GENERAL}.total.basic",
        "一般公共预算财政拨款项目支出": f"{GENERAL}.total.project",
        "政府性基金预算财政拨款支出": "government_fund.total.total",
        "政府性基金预算支出": "government_fund.total.total",
        "国有资本经营预算财政拨款支出": "state_capital.total.total",
        **_three_public(),
    }


def _general_budget() -> dict[str, str]:
    whole = ("财政拨款支出", "一般公共预算支出", "一般公共预算当年拨款", "一般公共预算财政拨款")
    return dict.fromkeys(whole, f"{GENERAL}.total.total") | {
        "基本支出": f"{GENERAL}.total.basic",
        "项目支出": f"{GENERAL}.total.project",
    }


def _basic() -> dict[str, str]:
    whole = ("财政拨款基本支出", "一般公共预算基本支出", "基本支出")
    return (
        dict.fromkeys(whole, f"{GENERAL}.total.basic")
        | dict.fromkeys(("人员经费", "人员支出"), f"{BASIC}.personnel.amount")
        | dict.fromkeys(("公用经费", "日常公用经费"), f"{BASIC}.running_costs.amount")
    )


def _overall() -> dict[str, str]:
    both = (
        "收入支出总体",
        "收入支出总计",
        "收支总计",
        "收、支总计",
        "收入、支出总计",
        "收入总计和支出总计",
        "收入和支出总计",
        "收入总计、支出总计",
    )
    total = f"{T01}.income_total.amount"
    return dict.fromkeys((*both, "收入总计"), total) | {
        "支出总计": f"{T01}.expenditure_total.amount",
        "使用非财政拨款结余": f"{T01}.used_surplus.amount",
        "用事业基金弥补收支差额": f"{T01}.used_surplus.amount",
        "年初结转和结余": f"{T01}.opening_balance.amount",
        "结余分配": f"{T01}.surplus_distribution.amount",
        "年末结转和结余": f"{T01}.closing_balance.amount",
    }


def _appropriation() -> dict[str, str]:
    both = ("收入支出总计", "收支总计", "收、支总计", "收入、支出总计", "收入总计")
    total = f"{T04}.income_total.amount"
    named = {f"财政拨款{name}": total for name in both} | dict.fromkeys(both, total)
    return named | {
        "财政拨款支出总计": f"{T04}.expenditure_total.total",
        "支出总计": f"{T04}.expenditure_total.total",
        "财政拨款总支出": f"{T04}.expenditure_total.total",
        "财政拨款本年收入": f"{T04}.income_subtotal.amount",
        "本年财政拨款收入": f"{T04}.income_subtotal.amount",
        "本年收入合计": f"{T04}.income_subtotal.amount",
        "本年收入": f"{T04}.income_subtotal.amount",
        "财政拨款本年支出": f"{T04}.expenditure_subtotal.total",
        "本年财政拨款支出": f"{T04}.expenditure_subtotal.total",
        "本年支出合计": f"{T04}.expenditure_subtotal.total",
        "本年支出": f"{T04}.expenditure_subtotal.total",
        "年初财政拨款结转和结余": f"{T04}.opening_balance.amount",
        "年初结转和结余": f"{T04}.opening_balance.amount",
        "年末财政拨款结转和结余": f"{T04}.closing_balance.total",
        "年末结转和结余": f"{T04}.closing_balance.total",
    }


def _fund(table: str, name: str) -> dict[str, str]:
    """Return the phrases of the section on one fund."""
    columns = {
        "收入": "income_subtotal",
        "本年收入": "income_subtotal",
        "支出": "total",
        "本年支出": "total",
        "年初结转和结余": "opening_balance",
        "年末结转和结余": "closing_balance",
    }
    full = ("", name, f"{name}财政拨款", name.removesuffix("预算"), "财政拨款")
    return {
        f"{each}{word}": f"{table}.total.{column}"
        for each in full
        for word, column in columns.items()
    }


def _three_public() -> dict[str, str]:
    abroad = (
        "因公出国(境)费",
        "因公出国(境)",
        "因公出国(境)费用",
        "因公出国(境)经费",
        "因公出国费",
    )
    vehicles = tuple(
        f"公务用车购置{and_}运行{kept}费"
        for and_ in ("及", "和", "费及", "费和")
        for kept in ("", "维护")
    )
    running = ("公务用车运行费", "公务用车运行维护费", "公务用车运行维护", "公务车运行维护费")
    return (
        dict.fromkeys(abroad, f"{PUBLIC}.travel_abroad")
        | dict.fromkeys(vehicles, f"{PUBLIC}.vehicles")
        | dict.fromkeys(running, f"{PUBLIC}.vehicle_running")
        | dict.fromkeys(("公务用车购置费", "公务用车购置"), f"{PUBLIC}.vehicle_purchase")
        | dict.fromkeys(("公务接待费", "公务接待"), f"{PUBLIC}.reception")
        | dict.fromkeys(
            ("三公经费", "三公经费财政拨款", "财政拨款三公经费", "三公经费财政拨款支出"),
            f"{PUBLIC}.total",
        )
        | dict.fromkeys(
            ("一般公共预算财政拨款三公经费", "三公经费一般公共预算财政拨款"), f"{PUBLIC}.total"
        )
    )


def _measures() -> dict[str, str]:
    """Return what the sections on other matters name."""
    named = {
        plain(key.value).text: f"measures.{key.key}.{'amount' if key.unit == '元' else 'value'}"
        for key in MeasureKey
        if key.unit != "个"
    }
    also = {
        "机关运行经费": "agency_operating_cost",
        "政府采购": "procurement_total",
        "政府采购总额": "procurement_total",
        "政府采购支出总额": "procurement_total",
        "政府采购金额": "procurement_total",
        "政府采购货物": "procurement_goods",
        "货物采购": "procurement_goods",
        "政府采购工程": "procurement_works",
        "工程采购": "procurement_works",
        "政府采购服务": "procurement_services",
        "服务采购": "procurement_services",
        "授予中小企业合同": "awards_small_medium",
        "授予小微企业合同": "awards_small_micro",
        "面向中小企业预留政府采购项目预算": "reserved_small_medium",
        "面向小微企业预留政府采购项目预算": "reserved_small_micro",
    }
    counts = {
        "车辆": "vehicles_total",
        "共有车辆": "vehicles_total",
        "公务用车保有量": "vehicles_kept",
    }
    return (
        named
        | {phrase: f"measures.{key}.amount" for phrase, key in also.items()}
        | {phrase: f"measures.{key}.value" for phrase, key in counts.items()}
    )
