"""The rules that claims are proved by, and where each comes from."""

from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension

_ARITHMETIC = "算术关系：所写的数按四舍五入都有一个范围，没有一组真实的数能同时印成这样"
_CONVENTION = "决算公开文本的通行格式：基数为0的不写比率"


def _rule(
    name: str, what: str, source: str = _ARITHMETIC, severity: Severity = Severity.ERROR
) -> AuditRule:
    return AuditRule(f"text-{name}", what, source, severity, Dimension.TRUTHFULNESS)


TABLE = _rule("table", "文字里的数与表一致", "情况说明与公开表的对应关系")
REPEATED = _rule("repeated", "同一个数前后一致")
LAST_DIGIT = _rule("last-digit", "同一个数的最后一位一致", severity=Severity.ADVISORY)
UNIT = _rule("unit", "同一个数的单位一致")
GROWTH = _rule("growth", "增减率＝增减额÷上年数")
GROWTH_BASE = _rule("growth-base", "上年数为0的没有增减率", _CONVENTION)
DIRECTION = _rule("direction", "增减的方向与数一致")
LAST_YEAR = _rule("last-year", "各处推算出的上年数一致")
SHARE = _rule("share", "占比＝部分÷总体")
COMPLETION = _rule("completion", "完成率＝决算÷预算")
COMPLETION_BASE = _rule("completion-base", "预算数为0的没有完成率", _CONVENTION)
BUDGET_DIRECTION = _rule("budget-direction", "决算与预算的大小与数一致")
PARTS = _rule("parts", "各部分之和＝总体")
PART = _rule("part", "部分不大于总体")
BALANCED = _rule("balanced", "收入总计＝支出总计", "收入支出决算总表表内关系", Severity.ADVISORY)
NOTHING = _rule("nothing", "写明没有的确实为0", "情况说明与公开表的对应关系")
OPERATING_COST = _rule(
    "operating-cost",
    "机关运行经费不大于公用经费",
    "部门决算公开文本名词解释：机关运行经费是基本支出中的日常公用经费",
)
AWARDS = _rule("awards", "授予中小企业的金额不大于采购总额", "政府采购支出情况的对应关系")
COUNTS = _rule("counts", "有支出的，批次、人次、数量不为0", "情况说明的对应关系")
PROJECT_FUNDS = _rule(
    "project-funds", "各专项资金之和不大于项目支出", "专项资金绩效自评报告与支出决算表的对应关系"
)
OFFICES = _rule(
    "offices", "内设机构的个数与列出的一致", "机构设置部分的对应关系", Severity.ADVISORY
)
PROJECT_USES = _rule("project-uses", "专项的资金使用不大于资金额", "专项资金绩效自评报告的通行格式")

RULES = (
    TABLE,
    REPEATED,
    LAST_DIGIT,
    UNIT,
    GROWTH,
    GROWTH_BASE,
    DIRECTION,
    LAST_YEAR,
    SHARE,
    COMPLETION,
    COMPLETION_BASE,
    BUDGET_DIRECTION,
    PARTS,
    PART,
    BALANCED,
    NOTHING,
    OPERATING_COST,
    AWARDS,
    COUNTS,
    PROJECT_FUNDS,
    PROJECT_USES,
    OFFICES,
)
"""All rules for claims."""
