"""基本支出决算表, “三公”经费支出决算表 and 其他数据: what they must agree with."""

from juesuan_tables.checks._evidence import EXPERIENCE, INSPECTION
from juesuan_tables.checks.formulas import added
from juesuan_tables.checks.relations import Relation
from juesuan_tables.findings import Severity

# A bound between tables may be broken by a negative adjustment elsewhere, so it accuses nobody.
_HINT = Severity.ADVISORY

BASIC = (
    Relation(
        id="basic-personnel",
        name="人员经费合计＝工资福利支出＋对个人和家庭的补助",
        formula="general_budget_basic.personnel.amount"
        " = general_budget_basic.301.amount + general_budget_basic.303.amount",
    ),
    Relation(
        id="basic-running-costs",
        name="公用经费合计＝商品和服务支出＋债务利息及费用支出＋资本性支出＋其他支出",
        formula="general_budget_basic.running_costs.amount = "
        + added("general_budget_basic.{}.amount", ("302", "307", "310", "399")),
    ),
    Relation(
        id="basic-hierarchy",
        name="基本支出决算表各类＝各款之和",
        formula="general_budget_basic.{class}.amount = general_budget_basic.{children}.amount",
        advice="请分到款级科目",
    ),
    Relation(
        id="basic-total",
        name="一般公共预算财政拨款基本支出＝人员经费＋公用经费",
        formula="general_budget_expenditure.total.basic"
        " = general_budget_basic.personnel.amount + general_budget_basic.running_costs.amount",
        advice="请核对支出和基本支出明细",
    ),
    *(
        Relation(
            id=f"basic-{item}-subject",
            name=f"{name}（基本支出）＝基本支出决算表 {economic}",
            formula=f"general_budget_basic.{economic}.amount = "
            + added("general_budget_expenditure.{}.basic", functional),
            severity=_HINT,
            basis=INSPECTION,
            advice="请核对功能科目和经济科目是否一致",
        )
        for item, name, economic, functional in (
            ("pension", "机关事业单位基本养老保险缴费支出", "30108", ("2080505",)),
            ("annuity", "机关事业单位职业年金缴费支出", "30109", ("2080506",)),
            ("housing", "住房公积金", "30113", ("2210201",)),
            ("medical", "行政和事业单位医疗", "30110", ("2101101", "2101102")),
        )
    ),
)
THREE_PUBLIC = (
    Relation(
        id="three-public-items",
        name="“三公”经费合计＝因公出国（境）费＋公务用车购置及运行费＋公务接待费",
        formula="three_public.{row}.total = "
        + added("three_public.{{row}}.{}", ("travel_abroad", "vehicles", "reception")),
    ),
    Relation(
        id="three-public-vehicles",
        name="公务用车购置及运行费＝购置费＋运行维护费",
        formula="three_public.{row}.vehicles = "
        + added("three_public.{{row}}.{}", ("vehicle_purchase", "vehicle_running")),
    ),
    Relation(
        id="three-public-within",
        name="“三公”经费决算≤财政拨款本年支出合计",
        formula="three_public.outturn.total <= appropriation_summary.expenditure_subtotal.total",
        severity=_HINT,
        basis=EXPERIENCE,
    ),
    *(
        Relation(
            id=f"three-public-{item.replace('_', '-')}-subject",
            name=f"基本支出决算表 {economic}≤“三公”经费决算表{name}",
            formula=f"general_budget_basic.{economic}.amount <= three_public.outturn.{item}",
            severity=severity,
            basis=INSPECTION,
            advice="“三公”经费包括基本支出和项目支出，请核对",
        )
        for item, name, economic, severity in (
            ("travel_abroad", "因公出国（境）费", "30212", _HINT),  # universities are apart
            ("reception", "公务接待费", "30217", Severity.ERROR),
            ("vehicle_running", "公务用车运行费", "30231", Severity.ERROR),
            ("vehicle_purchase", "公务用车购置费", "31013", Severity.ERROR),
        )
    ),
)
OTHER = (
    Relation(
        id="project-uses",
        name="专项的资金额＝各项资金使用之和",
        formula="projects.{row}.funds = projects.{row}.uses",
        basis="专项资金绩效自评报告的通行格式",
        advice="请核对该专项的资金额和资金使用",
    ),
    Relation(
        id="operating-cost-bound",
        name="机关运行经费≤基本支出中的公用经费",
        formula="measures.agency_operating_cost.amount <= general_budget_basic.running_costs.amount",
        basis="部门决算公开文本名词解释：机关运行经费是基本支出中的日常公用经费",
        advice="请核对是否把人员经费或项目支出计入了机关运行经费",
    ),
    *(
        Relation(
            id=f"{item}-subject",
            name=f"基本支出决算表 {economic}≤其他数据{name}",
            formula=f"general_budget_basic.{economic}.amount <= measures.{key}.amount",
            severity=Severity.ERROR,
            basis="情况说明一般性支出部分的口径：会议费、培训费包括基本支出和项目支出",
            advice="请核对其他数据中的会议费、培训费",
        )
        for item, name, key, economic in (
            ("meeting", "会议费", "meeting_expense", "30215"),
            ("training", "培训费", "training_expense", "30216"),
        )
    ),
    Relation(
        id="awards-within-procurement",
        name="授予中小企业合同金额≤政府采购支出总额",
        formula="measures.awards_small_medium.amount <= measures.procurement_total.amount",
        basis="情况说明政府采购部分的口径",
        advice="请核对政府采购数据",
    ),
    *(
        Relation(
            id=f"{rule}-within",
            name=f"{part}≤{whole}",
            formula=f"measures.{key}.amount <= {bound}",
            basis="情况说明“三公”经费部分的口径",
            advice=f"请核对{part}",
        )
        for rule, part, key, whole, bound in (
            (
                "domestic-reception",
                "国内公务接待支出",
                "domestic_reception",
                "公务接待费",
                "three_public.outturn.reception",
            ),
            (
                "foreign-reception",
                "外宾接待支出",
                "foreign_reception",
                "国内公务接待支出",
                "measures.domestic_reception.amount",
            ),
        )
    ),
    Relation(
        id="awards-reserved-and-other",
        name="预留项目和其他项目的中小企业成交金额之和≤政府采购支出总额",
        formula="measures.reserved_awards_small_medium.amount"
        " <= measures.procurement_total.amount - measures.other_awards_small_medium.amount",
        basis="情况说明政府采购部分的口径",
        advice="同一合同只计入一处，请核对",
    ),
    *(
        Relation(
            id=f"{rule}-within-reserved",
            name=f"{part}≤{whole}",
            formula=f"measures.reserved_awards_{size}.amount <= measures.reserved_{size}.amount",
            severity=_HINT,
            basis="情况说明政府采购部分的口径",
            advice="成交金额一般不超过预留的预算，请核对",
        )
        for rule, size, part, whole in (
            (
                "small-medium",
                "small_medium",
                "预留项目中小企业成交金额",
                "面向中小企业预留采购预算",
            ),
            ("small-micro", "small_micro", "预留项目小微企业成交金额", "面向小微企业预留采购预算"),
        )
    ),
    Relation(
        id="micro-within-awards",
        name="授予小微企业合同金额≤授予中小企业合同金额",
        formula="measures.awards_small_micro.amount <= measures.awards_small_medium.amount",
        basis="情况说明政府采购部分的口径",
        advice="小微企业包括在中小企业之内，请核对",
    ),
)
