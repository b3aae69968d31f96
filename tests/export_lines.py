"""The 财决 forms of fixed lines made from facts: 01, 01-1, 机构运行信息表, 封面."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from export_forms import (
    CAPITAL,
    CLOSING,
    DISTRIBUTED,
    FUND,
    GENERAL,
    INCOME_OF,
    KIND,
    NATURE,
    OPENING,
    USED,
    Page,
)
from strategies_parts import ZERO, added, of_fund

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KEY, ITEM, STAGE = jt.MeasureKey, jt.ThreePublicItem, jt.Stage
FUNDS = (GENERAL, FUND, CAPITAL)
NUMERALS = (
    *"一二三四五六七八九十",
    *(f"十{n}" for n in "一二三四五六七八九"),
    *(f"二{n}" for n in ("十", *(f"十{n}" for n in "一二三四五六七八九"))),
)
Line = tuple[str, Decimal | None]
DECOY = Decimal("7654321.09")
"""What stands under 年初预算数 and 全年预算数 of the summaries, which nobody may read."""
ITEMS = (
    ("  1．因公出国（境）费", (ITEM.TRAVEL_ABROAD,)),
    ("  2．公务用车购置及运行维护费", (ITEM.VEHICLE_PURCHASE, ITEM.VEHICLE_RUNNING)),
    ("    （1）公务用车购置费", (ITEM.VEHICLE_PURCHASE,)),
    ("    （2）公务用车运行维护费", (ITEM.VEHICLE_RUNNING,)),
    ("  3．公务接待费", (ITEM.RECEPTION,)),
)
COUNTS = (
    ("    （1）国内接待费", KEY.DOMESTIC_RECEPTION),
    ("         其中：外事接待费", KEY.FOREIGN_RECEPTION),
    ("    （2）国（境）外接待费", None),
    ("（二）相关统计数", None),
    ("  1．因公出国（境）团组数（个）", KEY.DELEGATIONS_ABROAD),
    ("  2．因公出国（境）人次数（人）", KEY.TRAVELLERS_ABROAD),
    ("  3．公务用车购置数（辆）", KEY.VEHICLES_BOUGHT),
    ("  4．公务用车保有量（辆）", KEY.VEHICLES_KEPT),
    ("  5．国内公务接待批次（个）", KEY.RECEPTIONS),
    ("     其中：外事接待批次（个）", KEY.FOREIGN_RECEPTIONS),
    ("  6．国内公务接待人次（人）", KEY.GUESTS),
    ("     其中：外事接待人次（人）", KEY.FOREIGN_GUESTS),
)
ASSETS = (
    ("二、机关运行经费", KEY.AGENCY_OPERATING_COST),
    ("（一）行政单位", None),
    ("（二）参照公务员法管理事业单位", None),
    ("三、国有资产占用情况", None),
    ("（一）车辆数合计（辆）", None),
    ("  1．副部（省）级及以上领导用车", KEY.VEHICLES_MINISTERIAL),
    ("  2．主要领导干部用车", KEY.VEHICLES_PRINCIPALS),
    ("  3．领导干部用车", KEY.VEHICLES_LEADERS),
    ("  4．一般公务用车", KEY.VEHICLES_GENERAL),
    ("  5．机要通信用车", KEY.VEHICLES_CONFIDENTIAL),
    ("  6．应急保障用车", KEY.VEHICLES_EMERGENCY),
    ("  7．执法执勤用车", KEY.VEHICLES_ON_DUTY),
    ("  8．一般执法执勤用车", KEY.VEHICLES_ENFORCEMENT),
    ("  9．特种专业技术用车", KEY.VEHICLES_SPECIAL),
    ("  10．离退休干部用车", KEY.VEHICLES_RETIRED),
    ("  11．其他用车", KEY.VEHICLES_OTHER),
    ("（二）单价50万元以上通用设备（台，套）", KEY.GENERAL_EQUIPMENT),
    ("（三）单价100万元以上专用设备（台，套）", KEY.SPECIAL_EQUIPMENT),
    ("（四）单价100万元（含）以上设备（不含车辆）（台，套）", KEY.LARGE_EQUIPMENT),
    ("四、政府采购支出", None),
    ("  1．货物", KEY.PROCUREMENT_GOODS),
    ("  2．工程", KEY.PROCUREMENT_WORKS),
    ("  3．服务", KEY.PROCUREMENT_SERVICES),
    ("  授予中小企业合同金额", KEY.AWARDS_SMALL_MEDIUM),
    ("    其中：授予小微企业合同金额", KEY.AWARDS_SMALL_MICRO),
    ("五、会议费", KEY.MEETING_EXPENSE),
    ("六、培训费", KEY.TRAINING_EXPENSE),
)
MEASURES = frozenset(key for _, key in (*COUNTS, *ASSETS) if key)
"""其他数据 that 机构运行信息表 states."""


def summary_form(facts: jt.Accounts, classes: Mapping[str, str], *, at_once: bool) -> Page:
    """Return 01: income, spending by 类 and by nature; appropriations perhaps at once, as in 2018."""
    balance = {kind: added(f for f in facts.balances if f.kind is kind) for kind in jt.BalanceKind}
    received, paid = added(facts.income), added(facts.expenditure)
    by_kind = {kind: added(f for f in facts.income if f.kind is kind) for kind in KIND}
    income: list[Line] = [(kind, by_kind[kind]) for kind in KIND]
    if at_once:
        funded = sum((by_kind[kind] for kind in INCOME_OF.values()), ZERO)
        income[:3] = [("财政拨款收入", funded)]
    income = [
        (f"{n}、{label}", amount) for n, (label, amount) in zip(NUMERALS, income, strict=False)
    ]
    by_class: list[Line] = [
        (f"{n}、{name}", added(f for f in facts.expenditure if f.subject.startswith(code)))
        for n, (code, name) in zip(NUMERALS, classes.items(), strict=False)
    ]
    natures: list[Line] = [
        (f"{n}、{nature}", added(f for f in facts.expenditure if f.nature is nature))
        for n, nature in zip(NUMERALS, NATURE, strict=False)
    ]
    economic: list[Line] = [
        ("经济分类支出合计", paid),
        ("一、工资福利支出", None),
        ("十、其他支出", DECOY),
    ]
    body = [*zip_longest(income, by_class, [*natures, *economic], fillvalue=("", None))]
    bottom: list[tuple[Line, Line, Line]] = [
        (("本年收入合计", received), ("本年支出合计", None), ("", paid)),
        (("使用非财政拨款结余", balance[USED]), ("结余分配", None), ("", balance[DISTRIBUTED])),
        (("年初结转和结余", balance[OPENING]), ("年末结转和结余", None), ("", balance[CLOSING])),
        (("一、基本支出结转", None), ("一、基本支出结转", None), ("", None)),
        (
            ("总计", received + balance[USED] + balance[OPENING]),
            ("总计", None),
            ("", paid + balance[DISTRIBUTED] + balance[CLOSING]),
        ),
    ]
    block = ["行次", "年初预算数", "全年预算数", "决算数"]
    heads = [
        ["收入", "", "", "", "", "支出", *[""] * 9],
        ["项目", *block, "项目（按功能分类）", *block, "项目（按支出性质和经济分类）", *block],
    ]
    lines = [
        [cell for label, amount in row for cell in (label, None, DECOY, DECOY, amount)]
        for row in (*body, *bottom)
    ]
    return Page("01", "收入支出决算总表", heads, lines=lines)


def fiscal_form(facts: jt.Accounts, classes: Mapping[str, str]) -> Page:
    """Return 01-1: what each appropriation brought and was spent on by 类."""
    of = {fund: _of_fund(facts, fund) for fund in FUNDS}
    whole = [sum(parts, ZERO) for parts in zip(*of.values(), strict=True)]
    received, opening = whole[:2]
    names = [f"{n}、{fund}" for n, fund in zip(NUMERALS, FUNDS, strict=False)]
    income: list[Line] = [
        *((name, of[fund][0]) for name, fund in zip(names, FUNDS, strict=True)),
        ("本年收入合计", received),
        ("年初财政拨款结转和结余", opening),
        *((name, of[fund][1]) for name, fund in zip(names, FUNDS, strict=True)),
        ("总计", received + opening),
    ]
    spending: list[tuple[str, list[Decimal]]] = [
        *(
            (f"{n}、{name}", [_of_class(facts, fund, code) for fund in FUNDS])
            for n, (code, name) in zip(NUMERALS, classes.items(), strict=False)
        ),
        ("本年支出合计", [of[fund][3] for fund in FUNDS]),
        ("年末财政拨款结转和结余", [of[fund][2] for fund in FUNDS]),
        ("总计", [of[fund][3] + of[fund][2] for fund in FUNDS]),
    ]
    income += [("", None)] * (len(spending) - len(income))
    bands = [
        ["收入", "", "", "", "支出", *[""] * 9],
        [
            "项目",
            "行次",
            "年初预算数",
            "决算数",
            "项目",
            "行次",
            "年初预算数",
            "",
            "",
            "",
            "决算数",
            "",
            "",
            "",
        ],
        ["", "", "", "", "", "", *(["小计", *FUNDS] * 2)],
    ]
    lines = [
        [label, None, DECOY, amount, name, None, *[DECOY] * 4, sum(parts, ZERO), *parts]
        for (label, amount), (name, parts) in zip(income, spending, strict=True)
    ]
    return Page("01-1", "财政拨款收入支出决算总表", bands, lines=lines)


def _of_fund(facts: jt.Accounts, fund: jt.Fund) -> list[Decimal]:
    """Return what came in, 年初, 年末, and what was spent."""
    return [
        added(f for f in facts.income if f.kind is INCOME_OF[fund]),
        *(
            added(f for f in of_fund(facts.balances, fund) if f.kind is k)
            for k in (OPENING, CLOSING)
        ),
        added(of_fund(facts.expenditure, fund)),
    ]


def _of_class(facts: jt.Accounts, fund: jt.Fund, code: str) -> Decimal:
    return added(f for f in of_fund(facts.expenditure, fund) if f.subject.startswith(code))


def operation_form(facts: jt.Accounts) -> Page:
    """Return 附03, its left half as a form of 2017 shows it, but with both budgets."""
    left: list[list[Any]] = [["一、“三公”经费支出", *["—"] * 3]]
    every = _of_items(facts, tuple(ITEM))
    left.append(["（一）支出合计", *every])
    left += [[label, *_of_items(facts, items)] for label, items in ITEMS]
    left += [[label, "—", "—", _measured(facts, key)] for label, key in COUNTS]
    right = [[label, _measured(facts, key)] for label, key in ASSETS]
    lines = [
        [*a[:1], None, *a[1:], *b[:1], None, *b[1:]]
        for a, b in zip_longest(left, right, fillvalue=["", None, None, None])
    ]
    heads = [["项目", "行次", "年初预算数", "全年预算数", "统计数", "项目", "行次", "统计数"]]
    notes = ("注：1．本表反映“三公”经费、机关运行经费和国有资产占用情况等。",)
    return Page("附03", "机构运行信息表", heads, lines=lines, notes=notes)


def _measured(facts: jt.Accounts, key: jt.MeasureKey | None) -> Decimal | int | None:
    """Return an amount, or a count as an int; what nobody stated is blank."""
    stated = {measure.key: measure.value for measure in facts.measures}
    if key is None or key not in stated:
        return None
    return int(stated[key]) if key.counted else stated[key]


def _of_items(facts: jt.Accounts, items: Sequence[jt.ThreePublicItem]) -> list[Decimal]:
    general = [f for f in of_fund(facts.three_public, GENERAL) if f.item in items]
    return [added(f for f in general if f.stage is stage) for stage in STAGE]


def cover_lines(facts: jt.Accounts) -> list[list[Any]]:
    """Return 封面: whose the export is, and of what kind; a department is 汇总."""
    kinds = {
        jt.UnitKind.ADMINISTRATIVE: "1|行政单位",
        jt.UnitKind.CIVIL_SERVICE_MANAGED: "21|参照公务员法管理事业单位",
        jt.UnitKind.INSTITUTION: "22|财政补助事业单位",
    }
    kind = facts.members[0].kind if facts.members else jt.UnitKind.ADMINISTRATIVE
    summed = facts.entity is jt.Entity.DEPARTMENT
    return [
        [f"{facts.year}年度部门决算报表"],
        ["单位名称：" + facts.unit],
        ["单位预算级次", "二级预算单位", "报表小类", "7|叠加汇总表" if summed else "0|单户表"],
        ["单位基本性质", kinds[kind]],
    ]
