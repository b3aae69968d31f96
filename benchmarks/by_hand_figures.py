"""The peer's figures, added up in plain Python from the records of the example, and its labels.

They are computed once, when this module is imported, as our report is built before the clock
starts. It imports nothing of ours.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import yaml

Records = list[dict[str, Any]]
Row = tuple[str | float | None, ...]

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "lusong-2018.yaml"
INPUT: dict[str, Any] = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
UNIT: str = INPUT["单位名称"]

GENERAL, FUND = "一般公共预算财政拨款", "政府性基金预算财政拨款"
GRANTS = (GENERAL, FUND)
CAPITAL = "国有资本经营预算财政拨款"
"""An appropriation that 收入 may hold, though no column of 公开04表 does."""

CLASS_LABELS = """
    201一、一般公共服务支出 202二、外交支出 203三、国防支出 204四、公共安全支出 205五、教育支出
    206六、科学技术支出 207七、文化体育与传媒支出 208八、社会保障和就业支出
    210九、医疗卫生与计划生育支出 211十、节能环保支出 212十一、城乡社区支出 213十二、农林水支出
    214十三、交通运输支出 215十四、资源勘探信息等支出 216十五、商业服务业等支出
    217十六、金融支出 219十七、援助其他地区支出 220十八、国土海洋气象等支出
    221十九、住房保障支出 222二十、粮油物资储备支出 229二十一、其他支出
    231二十二、债务还本支出 232二十三、债务付息支出
"""
CLASSES = {each[:3]: each[3:] for each in CLASS_LABELS.split()}
PERSONNEL_SUBJECTS = """
    301工资福利支出 30101基本工资 30102津贴补贴 30103奖金 30106伙食补助费 30107绩效工资
    30108机关事业单位基本养老保险缴费 30109职业年金缴费 30110职工基本医疗保险缴费
    30111公务员医疗补助缴费 30112其他社会保障缴费 30113住房公积金 30114医疗费
    30199其他工资福利支出 303对个人和家庭的补助 30301离休费 30302退休费 30303退职（役）费
    30304抚恤金 30305生活补助 30306救济费 30307医疗费补助 30308助学金 30309奖励金
    30310个人农业生产补贴 30399其他对个人和家庭的补助
"""
SERVICES_SUBJECTS = """
    302商品和服务支出 30201办公费 30202印刷费 30203咨询费 30204手续费 30205水费 30206电费
    30207邮电费 30208取暖费 30209物业管理费 30211差旅费 30212因公出国（境）费用
    30213维修（护）费 30214租赁费 30215会议费 30216培训费 30217公务接待费 30218专用材料费
    30224被装购置费 30225专用燃料费 30226劳务费 30227委托业务费 30228工会经费 30229福利费
    30231公务用车运行维护费 30239其他交通费用 30240税金及附加费用 30299其他商品和服务支出
"""
OTHER_SUBJECTS = """
    307债务利息及费用支出 30701国内债务付息 30702国外债务付息 310资本性支出
    31001房屋建筑物购建 31002办公设备购置 31003专用设备购置 31005基础设施建设 31006大型修缮
    31007信息网络及软件购置更新 31008物资储备 31009土地补偿 31010安置补助
    31011地上附着物和青苗补偿 31012拆迁补偿 31013公务用车购置 31019其他交通工具购置
    31021文物和陈列品购置 31022无形资产购置 31099其他资本性支出 399其他支出 39906赠与
    39907国家赔偿费用支出 39908对民间非营利组织和群众性自治组织补贴 39999其他支出
"""


def found(list_name: str, **wanted: str | tuple[str, ...]) -> Records:
    """Return the records of a list whose fields begin as wanted; no record, no money."""
    records: Records = INPUT.get(list_name, [])
    return [r for r in records if all(r[key].startswith(start) for key, start in wanted.items())]


def money(*lists: Records) -> float:
    """Return the sum of records in 万元, rounded half up only now."""
    total = sum((Decimal(str(r["金额"])) for records in lists for r in records), Decimal(0))
    return float((total / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP))


def carried(kind: str | tuple[str, ...], fund: str | tuple[str, ...] = "") -> Records:
    """Return the balances of a kind and fund."""
    return found("结转结余", 类别=kind, 资金性质=fund)


def _spending_side(
    funds: tuple[Any, ...], below: list[Row], at_the_end: tuple[str, ...]
) -> list[Row]:
    """Return the right side of a summary: a column for each fund, a line for each class."""

    def spent(code: str) -> Row:
        return tuple(money(found("支出", 功能科目=code, 资金性质=fund)) for fund in funds)

    total = tuple(money(found("支出", 资金性质=fund), carried(at_the_end, fund)) for fund in funds)
    classes = [(label, *spent(code)) for code, label in CLASSES.items()]
    return [*classes, ("本年支出合计", *spent("")), *below, ("总计", *total)]


def _subject_rows(columns: tuple[Records, ...]) -> list[Row]:
    """Return 合计, then a row for each subject of three, five and seven digits: code, name, sums."""
    codes = {r["功能科目"][:digits] for records in columns for r in records for digits in (3, 5, 7)}
    names = {code: label.partition("、")[2] for code, label in CLASSES.items()} | INPUT["科目名称"]

    def sums(code: str) -> Row:
        return tuple(
            money([r for r in records if r.get("功能科目", "").startswith(code)])
            for records in columns
        )

    return [("合计", "", *sums("")), *((code, names[code], *sums(code)) for code in sorted(codes))]


def _economic(subjects: str) -> list[Row]:
    """Return a row for each economic subject: code, name, amount."""
    names = [each.lstrip("0123456789") for each in subjects.split()]
    codes = [each[: -len(name)] for each, name in zip(subjects.split(), names, strict=True)]
    return [
        (code, name, money(found("基本支出明细", 经济科目=code)))
        for code, name in zip(codes, names, strict=True)
    ]


def _three_public(stage: str) -> Row:
    """Return 合计, abroad, vehicles (both, purchase, running) and reception of a stage."""
    items = ("", "因公出国", "公务用车", "公务用车购置费", "公务用车运行维护费", "公务接待费")
    return tuple(
        money(found("三公经费", 费用项目=item, 预算阶段=stage, 资金性质=GENERAL)) for item in items
    )


GRANT_INCOME = (GENERAL, FUND, CAPITAL)
KINDS = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
NATURES = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
BLANK: Row = ("", None)

INCOME: list[Row] = [
    ("一、财政拨款收入", money(found("收入", 类别=GRANT_INCOME))),
    *(
        (f"{number}、{kind}", money(found("收入", 类别=kind)))
        for number, kind in zip("二三四五六", KINDS, strict=True)
    ),
    *[BLANK] * 17,
    ("本年收入合计", money(found("收入"))),
    ("用事业基金弥补收支差额", money(carried("使用非财政拨款结余"))),
    ("年初结转和结余", money(carried("年初"))),
    ("总计", money(found("收入"), carried(("使用非财政拨款结余", "年初")))),
]
SPENDING = _spending_side(
    ("",),
    [("结余分配", money(carried("结余分配"))), ("年末结转和结余", money(carried("年末")))],
    ("结余分配", "年末"),
)
GRANT_LINES: list[Row] = [
    (f"一、{GENERAL}", money(found("收入", 类别=GENERAL))),
    (f"二、{FUND}", money(found("收入", 类别=FUND))),
    *[BLANK] * 21,
    ("本年收入合计", money(found("收入", 类别=GRANTS))),
    ("年初财政拨款结转和结余", money(carried("年初", GRANTS))),
    (f"一、{GENERAL}", money(carried("年初", GENERAL))),
    (f"二、{FUND}", money(carried("年初", FUND))),
    ("总计", money(found("收入", 类别=GRANTS), carried("年初", GRANTS))),
]
GRANT_SPENDING = _spending_side(
    (GRANTS, *GRANTS),
    [
        ("年末财政拨款结转和结余", *(money(carried("年末", f)) for f in (GRANTS, *GRANTS))),
        *[("", None, None, None)] * 2,
    ],
    ("年末",),
)
INCOME_ROWS = _subject_rows(tuple(found("收入", 类别=kind) for kind in ("", GRANT_INCOME, *KINDS)))
SPENDING_ROWS = _subject_rows(tuple(found("支出", 支出性质=nature) for nature in ("", *NATURES)))
GENERAL_ROWS = _subject_rows(
    tuple(found("支出", 支出性质=nature, 资金性质=GENERAL) for nature in ("", *NATURES[:2]))
)
FUND_ROWS = _subject_rows(
    (
        carried("年初", FUND),
        found("收入", 类别=FUND),
        *(found("支出", 支出性质=nature, 资金性质=FUND) for nature in ("", *NATURES[:2])),
        carried("年末", FUND),
    )
)
PERSONNEL, SERVICES, OTHERS = map(
    _economic, (PERSONNEL_SUBJECTS, SERVICES_SUBJECTS, OTHER_SUBJECTS)
)
PERSONNEL_TOTAL = money(found("基本支出明细", 经济科目=("301", "303")))
RUNNING_TOTAL = money(found("基本支出明细", 经济科目=("302", "307", "310", "399")))
THREE_PUBLIC = (*_three_public("年初预算"), *_three_public("决算"))
