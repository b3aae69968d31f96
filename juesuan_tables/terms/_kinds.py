"""The closed lists: kinds of facts, funds, items, topics, measures."""

from typing import Self

from juesuan_tables.terms._term import Term


class Entity(Term):
    """公开主体: who publishes. It sets titles and table heads, 本部门 or 本单位."""

    DEPARTMENT = "部门"
    SINGLE_UNIT = "单位"
    HEAD_OFFICE = "单位本级"

    @property
    def kind(self) -> str:
        """Return whose accounts they are: 部门 or 单位."""
        return self.value[:2]


class ReportType(Term):
    """报表类型, where accounts are not simply those of one unit.

    差额表 and 调整表 are added up like units and are none. A 合并表 was added up from its units' here.
    """

    DIFFERENCE = "差额表"
    ADJUSTMENT = "调整表"
    CONSOLIDATED = "合并表"


class TransferKind(Term):
    """What one unit of a department gives another."""

    SUBSIDY = "上级补助"
    REMITTANCE = "附属单位上缴"


class Treatment(Term):
    """What became of a transfer within a department when its units were added up."""

    ELIMINATED = "已抵销"
    DIFFERING = "金额不一致"
    UNNAMED = "对方未写明"
    ADJUSTED = "差额表已调整"
    INEXACT = "不精确到分"


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


PAID_AS = {
    TransferKind.SUBSIDY: Nature.SUBSIDY_TO_SUBORDINATES,
    TransferKind.REMITTANCE: Nature.REMITTED_TO_SUPERIOR,
}
"""What a transfer within a department is to the unit that pays."""
RECEIVED_AS = {
    TransferKind.SUBSIDY: IncomeKind.SUPERIOR_SUBSIDY,
    TransferKind.REMITTANCE: IncomeKind.REMITTED_BY_SUBORDINATES,
}
"""What it is to the unit that receives."""


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
    PERFORMANCE_WORK = "绩效管理工作开展情况"
    PERFORMANCE_RULES = "绩效管理制度"
    PERFORMANCE_MECHANISM = "绩效管理工作机制"
    PERFORMANCE_RESULT = "绩效自评结果"
    PERFORMANCE_PROBLEMS = "绩效问题及改进措施"
    OVERALL_GOALS = "整体支出绩效目标完成情况"
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


NEEDED_TEXTS = (
    ProjectText.PROJECT_PURPOSE,
    ProjectText.PROJECT_GOAL,
    ProjectText.PROJECT_ORGANISATION,
    ProjectText.PROJECT_COMPLETION,
)
"""The paragraphs that no 专项资金绩效自评报告 does without."""


class Dimension(Term):
    """审核方面: what the ministry's inspections of 预决算公开 sort their findings by."""

    PUBLICATION_RATE = "公开率"
    TIMELINESS = "及时性"
    COMPLETENESS = "完整性"
    LEVEL_OF_DETAIL = "细化程度"
    PUBLICATION_CHANNEL = "公开方式"
    TRUTHFULNESS = "真实性"


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

    @property
    def counted(self) -> bool:
        """Return whether its value is a number of things, and therefore a whole one."""
        return self.unit not in {"元", "分"}

    AGENCY_OPERATING_COST = "机关运行经费", "元"
    MEETING_EXPENSE = "会议费", "元"
    TRAINING_EXPENSE = "培训费", "元"
    PROCUREMENT_GOODS = "政府采购货物支出", "元"
    PROCUREMENT_WORKS = "政府采购工程支出", "元"
    PROCUREMENT_SERVICES = "政府采购服务支出", "元"
    AWARDS_SMALL_MEDIUM = "授予中小企业合同金额", "元"
    AWARDS_SMALL_MICRO = "授予小微企业合同金额", "元"
    RESERVED_SMALL_MEDIUM = "面向中小企业预留采购预算", "元"
    RESERVED_SMALL_MICRO = "面向小微企业预留采购预算", "元"
    RESERVED_AWARDS_SMALL_MEDIUM = "预留项目中小企业成交金额", "元"
    RESERVED_AWARDS_SMALL_MICRO = "预留项目小微企业成交金额", "元"
    OTHER_AWARDS_SMALL_MEDIUM = "其他项目中小企业成交金额", "元"
    VEHICLES_MINISTERIAL = "部级领导干部用车", "辆"
    VEHICLES_PRINCIPALS = "主要领导干部用车", "辆"
    VEHICLES_CONFIDENTIAL = "机要通信用车", "辆"
    VEHICLES_EMERGENCY = "应急保障用车", "辆"
    VEHICLES_ON_DUTY = "执法执勤用车", "辆"
    VEHICLES_LEADERS = "领导干部用车", "辆"
    VEHICLES_GENERAL = "一般公务用车", "辆"
    VEHICLES_ENFORCEMENT = "一般执法执勤用车", "辆"
    VEHICLES_SPECIAL = "特种专业技术用车", "辆"
    VEHICLES_RETIRED = "离退休干部用车", "辆"
    VEHICLES_OTHER = "其他用车", "辆"
    VEHICLES_KEPT = "公务用车保有量", "辆"
    VEHICLES_BOUGHT = "公务用车购置数", "辆"
    GENERAL_EQUIPMENT = "大额通用设备", "台"
    SPECIAL_EQUIPMENT = "大额专用设备", "台"
    LARGE_EQUIPMENT = "大额设备", "台"
    DELEGATIONS_ABROAD = "因公出国（境）团组数", "个"
    TRAVELLERS_ABROAD = "因公出国（境）人次", "人次"
    RECEPTIONS = "国内公务接待批次", "批次"
    GUESTS = "国内公务接待人次", "人次"
    FOREIGN_RECEPTIONS = "外宾接待批次", "批次"
    FOREIGN_GUESTS = "外宾接待人次", "人次"
    DOMESTIC_RECEPTION = "国内公务接待支出", "元"
    FOREIGN_RECEPTION = "外宾接待支出", "元"
    ESTABLISHED_POSTS = "编制人数", "人"
    STAFF = "实有人数", "人"
    INTERNAL_OFFICES = "内设机构数", "个"
    PROJECTS_PLANNED = "编报绩效目标项目数", "个"
    PLANNED_AMOUNT = "编报绩效目标金额", "元"
    PROJECTS_TRACKED = "绩效跟踪项目数", "个"
    TRACKED_AMOUNT = "绩效跟踪金额", "元"
    PROJECTS_EVALUATED = "绩效自评项目数", "个"
    EVALUATED_AMOUNT = "绩效自评金额", "元"
    EVALUATION_SCORE = "绩效自评平均得分", "分"
    RATED_EXCELLENT = "自评为优项目数", "个"
    RATED_GOOD = "自评为良项目数", "个"
    RATED_PASSED = "自评为合格项目数", "个"
    RATED_FAILED = "自评为不合格项目数", "个"
    PROBLEMS_FOUND = "绩效发现问题数", "个"
    PROBLEMS_SOLVED = "绩效已整改问题数", "个"
    PROBLEMS_BEING_SOLVED = "绩效正在整改问题数", "个"


VEHICLES = frozenset(key for key in MeasureKey if key.name.startswith("VEHICLES_")) - {
    MeasureKey.VEHICLES_KEPT,
    MeasureKey.VEHICLES_BOUGHT,
}
"""车辆 by what they are used for; each edition counts some of these categories."""
RATINGS = (
    MeasureKey.RATED_EXCELLENT,
    MeasureKey.RATED_GOOD,
    MeasureKey.RATED_PASSED,
    MeasureKey.RATED_FAILED,
)
"""How projects are rated: together, they are all that were evaluated."""
