"""The sheets of the fill-in workbook, as data: what each column states."""

from __future__ import annotations

from juesuan_tables.inputs.fill_in._layout import Column, Kind, Layout
from juesuan_tables.model import Accounts
from juesuan_tables.terms import (
    BalanceKind,
    Fund,
    IncomeKind,
    MeasureKey,
    Nature,
    NoteKind,
    Period,
    ProjectText,
    Stage,
    ThreePublicItem,
    Topic,
    UnitKind,
    glossary,
)

TITLE = "决算公开填报表"
TO_FILL = "待填"
"""The column that counts the cells of a row that are still to be filled in."""
BUDGETS = (Stage.INITIAL_BUDGET, Stage.FULL_YEAR_BUDGET)
_FUNDS = tuple(Fund)
_REASONS = (NoteKind.CHANGE_REASON, NoteKind.BUDGET_REASON)
_SUBJECT, _FIGURE = ("subject",), ("figure",)
_CODE = Column("科目编码", Kind.CODE, 11, "subject")
_NAME_SHOWN = Column("科目名称", Kind.SHOWN, 26)
_LEFT = Column(TO_FILL, Kind.SHOWN, 10)
_MARGIN = Column("误差", Kind.AMOUNT, 10, "margin")


def _spent(title: str, nature: Nature, fund: Fund) -> Column:
    fixed = {"nature": nature, "fund": fund}
    return Column(title, width=13, record="expenditure", keys=_SUBJECT, fixed=fixed, total=True)


def _budget(stage: Stage) -> Column:
    keys, fixed = ("subject", "fund"), {"stage": stage}
    return Column(f"{stage}", width=13, record="budgets", keys=keys, fixed=fixed, total=True)


def _stated(table: str) -> Column:
    figure, fixed = f"{table}.{{subject}}.total", {"period": Period.THIS_YEAR}
    return Column("原表合计", record="stated", keys=_SUBJECT, fixed=fixed, figure=figure)


_OTHER_MONEY = Fund.NON_APPROPRIATION
EXPENDITURE = Layout(
    "支出",
    "支出（元）",
    "一项一行，没有发生的留空。合计自动相加。预算资金性质说明预算是哪种资金的，自动判断，可改。",
    "科目编码",
    (
        _CODE,
        Column("科目名称", Kind.TEXT, 26, "names"),
        Column("预算资金性质", Kind.CHOICE, 14, "fund", default=_FUNDS[0], choices=_FUNDS),
        *map(_budget, BUDGETS),
        _spent("一般公共预算基本支出", Nature.BASIC, _FUNDS[0]),
        _spent("一般公共预算项目支出", Nature.PROJECT, _FUNDS[0]),
        _spent("政府性基金基本支出", Nature.BASIC, _FUNDS[1]),
        _spent("政府性基金项目支出", Nature.PROJECT, _FUNDS[1]),
        _spent("国有资本经营基本支出", Nature.BASIC, _FUNDS[2]),
        _spent("国有资本经营项目支出", Nature.PROJECT, _FUNDS[2]),
        _spent("其他资金基本支出", Nature.BASIC, _OTHER_MONEY),
        _spent("其他资金项目支出", Nature.PROJECT, _OTHER_MONEY),
        _spent("经营支出", Nature.OPERATING, _OTHER_MONEY),
        _spent("上缴上级支出", Nature.REMITTED_TO_SUPERIOR, _OTHER_MONEY),
        _spent("对附属单位补助支出", Nature.SUBSIDY_TO_SUBORDINATES, _OTHER_MONEY),
        Column("合计", Kind.SHOWN, total=True),
        _stated("expenditure"),
        _LEFT,
    ),
    complete=True,
    spare=15,
)
INCOME = Layout(
    "收入",
    "收入（元）",
    "按用于哪个支出科目填，没有的留空。带公式的财政拨款收入由支出和结转推算，请核对，可直接改。",
    "科目编码",
    (
        _CODE,
        _NAME_SHOWN,
        *(
            Column(kind.value, record="income", keys=_SUBJECT, fixed={"kind": kind}, total=True)
            for kind in IncomeKind
        ),
        Column("合计", Kind.SHOWN, total=True),
        _stated("income"),
    ),
    spare=15,
)
BALANCES = Layout(
    "结转结余",
    "结转和结余（元）",
    "年初数应等于上年的年末数，没有的填0。政府性基金、国有资本经营预算按科目各填一行，在下面添。",
    "资金性质",
    (
        Column("资金性质", Kind.CHOICE, 26, "fund", choices=_FUNDS),
        _CODE,
        _NAME_SHOWN,
        *(
            Column(
                kind.value,
                record="balances",
                width=18,
                keys=("fund", "subject"),
                fixed={"kind": kind},
                total=True,
            )
            for kind in BalanceKind
        ),
        _LEFT,
    ),
    spare=6,
)
BASIC = Layout(
    "基本支出",
    "一般公共预算财政拨款基本支出明细（元）",
    "只填一般公共预算财政拨款的基本支出，按款填，没有的留空。类的合计自动相加。",
    "经济科目编码",
    (
        Column("类", Kind.SHOWN, 26),
        Column("经济科目编码", Kind.CODE, 13, "economic_subject"),
        Column("经济科目名称", Kind.SHOWN, 36),
        Column(
            "金额", record="economic_expenditure", keys=("economic_subject",), width=18, total=True
        ),
        Column("类的合计", Kind.SHOWN, 18),
    ),
    spare=4,
)
THREE_PUBLIC = Layout(
    "三公经费",
    "“三公”经费（元）",
    "四项都要填，没有的填0。灰色是上年决算数，在“上年数”表里改。",
    "费用项目",
    (
        Column("费用项目", Kind.CHOICE, 26, "item", choices=tuple(ThreePublicItem)),
        Column("资金性质", Kind.CHOICE, 26, "fund", default=_FUNDS[0], choices=_FUNDS),
        *(
            Column(
                f"{stage}数",
                record="three_public",
                keys=("item", "fund"),
                fixed={"stage": stage},
                width=18,
                total=True,
            )
            for stage in Stage
        ),
        Column("上年决算数", Kind.SHOWN, 18),
        _LEFT,
    ),
    spare=0,
)
MEASURES = Layout(
    "其他重要事项",
    "其他重要事项",
    "黄色的要填，没有的填0；其余的有就填。金额以元为单位。灰色是上年数，在“上年数”表里改。",
    "数据项",
    (
        Column("数据项", Kind.CHOICE, 36, "key", choices=tuple(MeasureKey)),
        Column("单位", Kind.SHOWN, 8),
        Column("数值", Kind.NUMBER, 20, "value", record="measures", keys=("key",)),
        Column("上年数", Kind.SHOWN, 20),
        _LEFT,
    ),
)
LAST_YEAR = Layout(
    "上年数",
    "上年公开的数（元）",
    "照上年公开的决算填，公开的是万元的乘以10000。新设单位不填。",
    "指标",
    (
        Column("指标", Kind.FIGURE, 70, "figure"),
        Column(
            "上年数",
            record="stated",
            keys=("figure", "margin"),
            fixed={"period": Period.LAST_YEAR},
            width=20,
        ),
        _MARGIN,
        _LEFT,
    ),
)
REASONS = Layout(
    "原因",
    "变动和预算差异的原因",
    "只列要写原因的。写清是什么事、多少钱，一行文字，不必重复增减的数。灰色的供参考。",
    "原因",
    (
        Column("指标", Kind.FIGURE, 30, "figure"),
        Column("名称", Kind.SHOWN, 20),
        Column("类别", Kind.CHOICE, 13, "kind", choices=_REASONS),
        Column("上年数或预算数（万元）", Kind.SHOWN, 14),
        Column("本年数（万元）", Kind.SHOWN, 15),
        Column("增减（万元）", Kind.SHOWN, 13),
        Column("增减（%）", Kind.SHOWN, 10),
        Column("原因", Kind.TEXT, 44, "text", record="notes", keys=("figure", "kind")),
        Column("印出来的句子（预览）", Kind.SHOWN, 44),
        Column("上年写的原因", Kind.SHOWN, 30),
        _LEFT,
    ),
    only={"kind": _REASONS},
)
TEXTS = Layout(
    "文字",
    "文字",
    "黄色的要写；其余的有就写。主题可以分段，用途写一行，不必写“主要用于”。",
    "内容",
    (
        Column("主题", Kind.CHOICE, 24, "topic", choices=tuple(Topic)),
        Column("指标", Kind.FIGURE, 34, "figure"),
        Column("名称", Kind.SHOWN, 20),
        Column("类别", Kind.CHOICE, 9, "kind", choices=tuple(NoteKind)),
        Column("内容", Kind.TEXT, 80, "text", record="notes", keys=("topic", "figure", "kind")),
        _LEFT,
    ),
)
MEMBERS = Layout(
    "所属单位",
    "所属单位",
    "纳入本年决算的单位，包括本级，一个一行。",
    "单位名称",
    (
        Column("单位名称", Kind.TEXT, 50, "name", record="members", keys=("kind",)),
        Column("单位性质", Kind.CHOICE, 20, "kind", choices=tuple(UnitKind)),
        _LEFT,
    ),
    complete=True,
    always=False,
    spare=10,
)
PROJECTS = Layout(
    "专项",
    "专项（公布绩效自评报告的项目）",
    "一个专项一行，资金额以元为单位；用在哪些经济科目，写在“专项资金使用”表。",
    "专项序号",
    (
        Column("专项序号", Kind.TEXT, 10, "number"),
        Column("专项名称", Kind.TEXT, 24, "name"),
        Column("资金额", record="projects", field="funds", keys=("name",)),
        *(Column(text.value, Kind.TEXT, 26, text.key) for text in ProjectText),
    ),
    complete=True,
    always=False,
    spare=5,
)
USES = Layout(
    "专项资金使用",
    "专项资金使用（元）",
    "专项序号与“专项”表一致，一个经济科目一行。",
    "专项序号",
    (
        Column("专项序号", Kind.TEXT, 12, "number"),
        Column("经济科目", Kind.CODE, 14, "economic_subject"),
        Column("金额", record="uses", keys=("economic_subject",), width=20),
    ),
    complete=True,
    always=False,
    spare=10,
)
STATED = Layout(
    "原表合计",
    "原表合计（元）",
    "财决或公开表上印的合计，只用来核对，不用改。",
    "指标",
    (
        Column("指标", Kind.FIGURE, 70, "figure"),
        Column(
            "原表合计",
            record="stated",
            keys=("figure", "margin"),
            fixed={"period": Period.THIS_YEAR},
            width=20,
        ),
        _MARGIN,
    ),
    complete=True,
    always=False,
)
_AMOUNTS = tuple(name for name in Accounts.FACTS if name not in {"measures", "notes", "projects"})
OTHERS = Layout(
    "其他",
    "其他（元）",
    "前面各表放不下的记录：有对方单位的、误差不同的等等。",
    "记录",
    (
        Column(
            "记录", Kind.CHOICE, 14, "record", choices=tuple(glossary()[name] for name in _AMOUNTS)
        ),
        Column("功能科目", Kind.CODE, 11, "subject"),
        Column("经济科目", Kind.CODE, 11, "economic_subject"),
        Column("类别", Kind.CHOICE, 20, "kind", choices=(*tuple(IncomeKind), *tuple(BalanceKind))),
        Column("支出性质", Kind.CHOICE, 16, "nature", choices=tuple(Nature)),
        Column("资金性质", Kind.CHOICE, 20, "fund", choices=_FUNDS),
        Column("预算阶段", Kind.CHOICE, 11, "stage", choices=tuple(Stage)),
        Column("费用项目", Kind.CHOICE, 18, "item", choices=tuple(ThreePublicItem)),
        Column("指标", Kind.FIGURE, 30, "figure"),
        Column("所属期", Kind.CHOICE, 9, "period", choices=tuple(Period)),
        Column("对方单位", Kind.TEXT, 20, "counterparty"),
        Column("金额", width=18, whole=True),
        _MARGIN,
    ),
    complete=True,
    always=False,
    spare=5,
)
NAMES = Layout(
    "科目名称",
    "科目名称",
    "“支出”表里没有的科目的名称，例如类和款。",
    "科目编码",
    (
        Column("科目编码", Kind.CODE, 14, "code"),
        Column("科目名称", Kind.TEXT, 50, "name", record="names", keys=("code",)),
    ),
    complete=True,
    always=False,
    spare=10,
)
COVER = Layout(
    "封面",
    TITLE,
    "",
    "填写项目",
    (
        Column("填写项目", Kind.SHOWN, 20),
        Column("填写内容", Kind.SHOWN, 46),
        Column("说明", Kind.SHOWN, 60),
        _LEFT,
    ),
)
COVER_FIELDS = {
    "unit": Kind.TEXT,
    "entity": Kind.CHOICE,
    "year": Kind.NUMBER,
    "edition": Kind.TEXT,
    "approval_number": Kind.TEXT,
    "approval_date": Kind.DATE,
    "publication_date": Kind.DATE,
    "newly_established": Kind.CHOICE,
    "declassified": Kind.CHOICE,
    "margin": Kind.AMOUNT,
}
"""The fields that 封面 asks for, a row each, by their Chinese names."""
LAYOUTS = (
    EXPENDITURE,
    INCOME,
    BALANCES,
    BASIC,
    THREE_PUBLIC,
    MEASURES,
    LAST_YEAR,
    REASONS,
    TEXTS,
    MEMBERS,
    PROJECTS,
    USES,
    STATED,
    OTHERS,
    NAMES,
)
"""All sheets but 封面, in the order in which they are written."""
