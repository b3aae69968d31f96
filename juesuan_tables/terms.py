"""The glossary: each English name of this package and the official Chinese term, one to one.

Code, file names and figure addresses use the English name; whatever a user reads or types
uses the Chinese term. A kind of fact is an enum whose member name is the English name, so the
two languages meet here and nowhere else.
"""

from enum import StrEnum
from functools import cache
from typing import Self


class Term(StrEnum):
    """A closed list of official terms; ``key`` is the English name used in figure addresses.

    >>> Nature.BASIC.key, Nature.BASIC.value
    ('basic', '基本支出')
    """

    @property
    def key(self) -> str:
        """Return the English name in lower case."""
        return self.name.lower()


class Entity(Term):
    """公开主体: who publishes. It sets titles and table heads, 本部门 or 本单位."""

    DEPARTMENT = "部门"
    SINGLE_UNIT = "单位"
    HEAD_OFFICE = "单位本级"


class Fund(Term):
    """资金性质: the three appropriations, and everything else."""

    GENERAL_PUBLIC_BUDGET = "一般公共预算财政拨款"
    GOVERNMENT_FUND = "政府性基金预算财政拨款"
    STATE_CAPITAL = "国有资本经营预算财政拨款"
    NON_APPROPRIATION = "非财政拨款"


class IncomeKind(Term):
    """收入类别, in the order of 收入支出决算总表."""

    GENERAL_PUBLIC_BUDGET_INCOME = "一般公共预算财政拨款收入"
    GOVERNMENT_FUND_INCOME = "政府性基金预算财政拨款收入"
    STATE_CAPITAL_INCOME = "国有资本经营预算财政拨款收入"
    SUPERIOR_SUBSIDY = "上级补助收入"
    INSTITUTIONAL_INCOME = "事业收入"
    OPERATING_INCOME = "经营收入"
    REMITTED_BY_SUBORDINATES = "附属单位上缴收入"
    OTHER_INCOME = "其他收入"


APPROPRIATIONS = tuple(IncomeKind)[:3]
"""财政拨款收入: the general public budget, the government funds, the state capital."""


class Nature(Term):
    """支出性质, in the order of 支出决算表."""

    BASIC = "基本支出"
    PROJECT = "项目支出"
    REMITTED_TO_SUPERIOR = "上缴上级支出"
    OPERATING = "经营支出"
    SUBSIDY_TO_SUBORDINATES = "对附属单位补助支出"


class BalanceKind(Term):
    """结转结余类别. What 2018 calls 用事业基金弥补收支差额 is 使用非财政拨款结余 since 2019."""

    OPENING_BALANCE = "年初结转和结余"
    CLOSING_BALANCE = "年末结转和结余"
    USED_SURPLUS = "使用非财政拨款结余"
    SURPLUS_DISTRIBUTION = "结余分配"


class Stage(Term):
    """预算阶段: which of the year's three figures an amount is."""

    INITIAL_BUDGET = "年初预算"
    FULL_YEAR_BUDGET = "全年预算"
    OUTTURN = "决算"


class ThreePublicItem(Term):
    """The items of “三公”经费."""

    TRAVEL_ABROAD = "因公出国（境）费"
    VEHICLE_PURCHASE = "公务用车购置费"
    VEHICLE_RUNNING = "公务用车运行维护费"
    RECEPTION = "公务接待费"


class Period(Term):
    """Whether a stated total is this year's or last year's."""

    THIS_YEAR = "本年"
    LAST_YEAR = "上年"


class UnitKind(Term):
    """单位性质; only 行政 and 参公 units have 机关运行经费."""

    ADMINISTRATIVE = "行政单位"
    CIVIL_SERVICE_MANAGED = "参公事业单位"
    INSTITUTION = "事业单位"


class NoteKind(Term):
    """What a note explains."""

    CHANGE_REASON = "变动原因"
    BUDGET_REASON = "预算差异原因"
    PURPOSE = "用途"
    STATEMENT = "正文"


class Topic(Term):
    """What a free text of the publication is about."""

    DUTIES = "部门职责"
    ORGANISATION = "内设机构"
    OPERATING_COST = "机关运行经费说明"
    VEHICLE_USE = "公务用车用途"
    PERFORMANCE_WORK = "绩效管理工作开展情况"
    PERFORMANCE_RESULT = "绩效自评结果"
    PERFORMANCE_PROBLEMS = "绩效问题及改进措施"
    OTHER_MATTERS = "其他说明"


class ProjectText(Term):
    """The paragraphs of a 专项资金绩效自评报告."""

    PROJECT_CHARACTER = "项目性质"
    PROJECT_PURPOSE = "项目用途"
    PROJECT_GOAL = "绩效目标"
    PROJECT_ORGANISATION = "组织实施情况"
    PROJECT_COMPLETION = "完成情况"
    PROJECT_EFFECT = "效果"
    PROJECT_REMARKS = "其他需要说明的问题"


class MeasureKey(Term):
    """其他数据: numbers that stand in no table, each with its unit.

    The unit decides whether a value is an amount (元), a score (分) or a count.
    """

    unit: str

    def __new__(cls, term: str, unit: str) -> Self:
        """Return a member whose value is the term alone."""
        member = str.__new__(cls, term)
        member._value_, member.unit = term, unit
        return member

    AGENCY_OPERATING_COST = "机关运行经费", "元"
    MEETING_EXPENSE = "会议费", "元"
    TRAINING_EXPENSE = "培训费", "元"
    PROCUREMENT_GOODS = "政府采购货物支出", "元"
    PROCUREMENT_WORKS = "政府采购工程支出", "元"
    PROCUREMENT_SERVICES = "政府采购服务支出", "元"
    AWARDS_SMALL_MEDIUM = "授予中小企业合同金额", "元"
    AWARDS_SMALL_MICRO = "授予小微企业合同金额", "元"
    VEHICLES_LEADERS = "领导干部用车", "辆"
    VEHICLES_GENERAL = "一般公务用车", "辆"
    VEHICLES_ENFORCEMENT = "一般执法执勤用车", "辆"
    VEHICLES_SPECIAL = "特种专业技术用车", "辆"
    VEHICLES_OTHER = "其他用车", "辆"
    VEHICLES_KEPT = "公务用车保有量", "辆"
    VEHICLES_BOUGHT = "公务用车购置数", "辆"
    GENERAL_EQUIPMENT = "大额通用设备", "台"
    SPECIAL_EQUIPMENT = "大额专用设备", "台"
    DELEGATIONS_ABROAD = "因公出国（境）团组数", "个"
    TRAVELLERS_ABROAD = "因公出国（境）人次", "人次"
    RECEPTIONS = "国内公务接待批次", "批次"
    GUESTS = "国内公务接待人次", "人次"
    FOREIGN_RECEPTIONS = "外宾接待批次", "批次"
    FOREIGN_GUESTS = "外宾接待人次", "人次"
    ESTABLISHED_POSTS = "编制人数", "人"
    STAFF = "实有人数", "人"
    INTERNAL_OFFICES = "内设机构数", "个"
    PROJECTS_EVALUATED = "绩效自评项目数", "个"
    EVALUATION_SCORE = "绩效自评平均得分", "分"


_FIELDS = {
    # Accounts
    "unit": "单位名称",
    "entity": "公开主体",
    "year": "年度",
    "edition": "表样",
    "approval_number": "批复文号",
    "approval_date": "批复日期",
    "publication_date": "公开日期",
    "newly_established": "新设",
    "names": "科目名称",
    "members": "所属单位",
    "income": "收入",
    "expenditure": "支出",
    "economic_expenditure": "基本支出明细",
    "balances": "结转结余",
    "budgets": "预算",
    "three_public": "“三公”经费",
    "stated": "原表合计",
    "measures": "其他数据",
    "notes": "说明",
    "projects": "专项",
    # the facts
    "subject": "功能科目",
    "economic_subject": "经济科目",
    "kind": "类别",
    "nature": "支出性质",
    "fund": "资金性质",
    "stage": "预算阶段",
    "item": "费用项目",
    "amount": "金额",
    "margin": "误差",
    "source": "出处",
    "counterparty": "对方单位",
    "figure": "指标",
    "period": "所属期",
    "key": "数据项",
    "value": "数值",
    "topic": "主题",
    "text": "内容",
    "name": "名称",
    "funds": "资金额",
    "uses": "资金使用",
    "texts": "文字",
}

_PRINTED = {
    "total": "合计",
    "appropriation_income": "财政拨款收入",
    "income_subtotal": "本年收入合计",
    "expenditure_subtotal": "本年支出合计",
    "income_total": "收入总计",
    "expenditure_total": "支出总计",
    "code": "功能分类科目编码",
    "label": "项目",
    "line": "行次",
}

TABLES = {
    "income_expenditure_summary": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "appropriation_summary": "财政拨款收入支出决算总表",
    "general_budget_expenditure": "一般公共预算财政拨款支出决算表",
    "general_budget_basic": "一般公共预算财政拨款基本支出决算表",
    "three_public": "“三公”经费支出决算表",
    "government_fund": "政府性基金预算财政拨款收入支出决算表",
    "state_capital": "国有资本经营预算财政拨款支出决算表",
    "measures": "其他数据",
}
"""The official tables: the first part of a figure's address. Titles as printed are the edition's."""


def enums() -> list[type[Term]]:
    """Return every closed list of terms."""
    return Term.__subclasses__()


@cache
def glossary() -> dict[str, str]:
    """Return every English name but the tables' with its official Chinese term."""
    return _FIELDS | _PRINTED | {term.key: term.value for kind in enums() for term in kind}


@cache
def english_names() -> dict[str, str]:
    """Return every official Chinese term with its English name."""
    return {chinese: english for english, chinese in glossary().items()}


def chinese_figure(name: str) -> str:
    """Return a figure's address in Chinese; what is no term (a code) stays as it is.

    >>> chinese_figure("expenditure.2010301.basic")
    '支出决算表.2010301.基本支出'
    """
    table, *place = name.split(".")
    terms = glossary()
    return ".".join([TABLES.get(table, table), *(terms.get(part, part) for part in place)])


def english_figure(name: str) -> str:
    """Return a figure's address in English; what is no term stays as it is.

    >>> english_figure("支出决算表.2010301.基本支出")
    'expenditure.2010301.basic'
    """
    table, *place = name.split(".")
    tables = {title: key for key, title in TABLES.items()}
    terms = english_names()
    return ".".join([tables.get(table, table), *(terms.get(part, part) for part in place)])
