"""The sheets that hold this year's amounts, as data: what each of their columns states."""

from __future__ import annotations

from juesuan_tables.inputs.fill_in.layout import LEFT, Column, Kind, Layout
from juesuan_tables.terms import (
    BalanceKind,
    Fund,
    IncomeKind,
    MeasureKey,
    Nature,
    Period,
    Stage,
    ThreePublicItem,
)

BUDGETS = (Stage.INITIAL_BUDGET, Stage.FULL_YEAR_BUDGET)
CARRIED = (Fund.GENERAL_PUBLIC_BUDGET, Fund.NON_APPROPRIATION)
"""The money whose 年初 and 年末 are one number each; the others' are by subject."""
BALANCES_NEEDED = (BalanceKind.OPENING_BALANCE, BalanceKind.CLOSING_BALANCE)
COUNTS = (
    MeasureKey.DELEGATIONS_ABROAD,
    MeasureKey.TRAVELLERS_ABROAD,
    MeasureKey.VEHICLES_BOUGHT,
    MeasureKey.VEHICLES_KEPT,
    MeasureKey.RECEPTIONS,
    MeasureKey.GUESTS,
    MeasureKey.FOREIGN_RECEPTIONS,
    MeasureKey.FOREIGN_GUESTS,
    MeasureKey.DOMESTIC_RECEPTION,
    MeasureKey.FOREIGN_RECEPTION,
)
"""The numbers that the explanation tells with “三公”."""
_FUNDS = tuple(Fund)
_SUBJECT = ("subject",)
_CODE = Column("科目编码", Kind.CODE, 11, "subject")
_NAME_SHOWN = Column("科目名称", Kind.SHOWN, 26)


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
        LEFT,
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
        LEFT,
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
    "“三公”经费和有关数量",
    "左边是四项经费（元），都要填，右边是数量；没有的填0。灰色是上年数，在“上年数”表里改。",
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
                spared=stage in BUDGETS,
                width=18,
                total=True,
            )
            for stage in Stage
        ),
        Column("上年决算数", Kind.SHOWN, 18),
        Column("数据项", Kind.CHOICE, 26, "key", choices=COUNTS),
        Column("单位", Kind.SHOWN, 7),
        Column("数量", Kind.NUMBER, 14, "value", "measures", joins=True, keys=("key",)),
        Column("上年数量", Kind.SHOWN, 14),
        LEFT,
    ),
    spare=0,
)
