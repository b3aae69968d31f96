"""The sheets of the fill-in workbook, as data: what each column states."""

from __future__ import annotations

from juesuan_tables.inputs.fill_in._amount_sheets import (
    BALANCES,
    BALANCES_NEEDED,
    BASIC,
    BUDGETS,
    CARRIED,
    COUNTS,
    EXPENDITURE,
    INCOME,
    THREE_PUBLIC,
)
from juesuan_tables.inputs.fill_in._project_sheets import INDICATORS, PROJECTS, USES
from juesuan_tables.inputs.fill_in.layout import LEFT, Column, Kind, Layout
from juesuan_tables.model import Accounts
from juesuan_tables.terms import (
    BalanceKind,
    Fund,
    IncomeKind,
    MeasureKey,
    Nature,
    NoteKind,
    Period,
    Stage,
    ThreePublicItem,
    Topic,
    TransferKind,
    Treatment,
    UnitKind,
    glossary,
)

__all__ = [
    "BALANCES",
    "BALANCES_NEEDED",
    "BASIC",
    "BUDGETS",
    "CARRIED",
    "COUNTS",
    "COVER",
    "COVER_FIELDS",
    "EXPENDITURE",
    "INCOME",
    "INDICATORS",
    "LAST_YEAR",
    "LAYOUTS",
    "MEASURES",
    "MEMBERS",
    "NAMES",
    "OTHERS",
    "PROJECTS",
    "REASONS",
    "STATED",
    "TEXTS",
    "THREE_PUBLIC",
    "TITLE",
    "TRANSFERS",
    "USES",
]
TITLE = "决算公开填报表"
_FUNDS = tuple(Fund)
_REASONS = (NoteKind.CHANGE_REASON, NoteKind.BUDGET_REASON)
_MARGIN = Column("误差", Kind.AMOUNT, 10, "margin")
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
        LEFT,
    ),
)
LAST_YEAR = Layout(
    "上年数",
    "上年公开的数（元）",
    "照上年公开的决算填，公开的是万元的乘以10000，误差是50；知道准确到分的数的，误差填0。新设单位不填。",
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
        LEFT,
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
        LEFT,
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
        LEFT,
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
        LEFT,
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
_AMOUNTS = tuple(
    name for name in Accounts.FACTS if name not in {"measures", "notes", "projects", "transfers"}
)
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
TRANSFERS = Layout(
    "内部往来",
    "内部往来（元）",
    "汇总所属单位时记下的部门内部往来，不用改。",
    "付款单位",
    (
        Column("付款单位", Kind.TEXT, 30, "payer"),
        Column("收款单位", Kind.TEXT, 30, "receiver"),
        Column("类别", Kind.CHOICE, 16, "kind", choices=tuple(TransferKind)),
        Column("付款方金额", Kind.AMOUNT, 18, "paid"),
        Column("收款方金额", Kind.AMOUNT, 18, "received"),
        Column(
            "处理",
            Kind.CHOICE,
            16,
            "treatment",
            record="transfers",
            keys=("payer", "receiver", "kind", "paid", "received"),
            choices=tuple(Treatment),
        ),
    ),
    complete=True,
    always=False,
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
        LEFT,
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
    "report_type": Kind.CHOICE,
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
    INDICATORS,
    STATED,
    TRANSFERS,
    OTHERS,
    NAMES,
)
"""All sheets but 封面, in the order in which they are written."""
