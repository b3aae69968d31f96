"""“三公” in detail, 绩效, 机关运行经费, 采购, 资产 in the Shanghai wording, to the last character."""

from __future__ import annotations

from typing import TYPE_CHECKING

import oracle
import shanghai_wording as wording
import strategies
from hypothesis import given
from prose_reader import Explanation
from shanghai_wording import percent, wan
from strategies_measures import PROCUREMENT, RATINGS, VEHICLES

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Sequence

accounts_of_shanghai = strategies.accounts(*strategies.SHANGHAI)
KEY, ITEM = jt.MeasureKey, jt.ThreePublicItem


def _spent(accounts: jt.Accounts, *items: jt.ThreePublicItem) -> str:
    """Return the outturn of some items of “三公”."""
    facts = oracle.three_public_facts(accounts, jt.Stage.OUTTURN, *items)
    return wan(oracle.shown(oracle.cents(facts)))


def _counts(accounts: jt.Accounts, text: str, *keys: jt.MeasureKey) -> str:
    """Return a text with counts in it, if all of them were stated."""
    if not oracle.stated(accounts, *keys):
        return ""
    return text.format(*(oracle.count(accounts, key) for key in keys))


def _used(accounts: jt.Accounts, item: str, lead: str = "主要用于") -> str:
    """Return what an item of “三公” was for, if that was said."""
    purpose = oracle.purpose(accounts, f"three_public.outturn.{item}")
    return f"{lead}{purpose}。" if purpose else ""


@strategies.half
@given(accounts_of_shanghai)
def test_three_public_is_broken_down_into_shares(accounts: jt.Accounts) -> None:
    """Each item with its share of the whole, before the items one by one."""
    paragraphs = Explanation(accounts).under("three_public_items")
    if not paragraphs:
        return
    whole = oracle.shown(oracle.cents(oracle.three_public_facts(accounts, jt.Stage.OUTTURN)))
    listed = []
    for name, items in (
        ("因公出国（境）费", (ITEM.TRAVEL_ABROAD,)),
        ("公务用车购置及运行维护费", oracle.VEHICLES),
        ("公务接待费", (ITEM.RECEPTION,)),
    ):
        facts = oracle.three_public_facts(accounts, jt.Stage.OUTTURN, *items)
        share = oracle.rate(oracle.shown(oracle.cents(facts)), whole)
        of_all = "" if share is None else f"，占{percent(share)}"
        listed.append(f"{name}支出决算{_spent(accounts, *items)}{of_all}")

    lead = f"“三公”经费财政拨款支出决算中，{'；'.join(listed)}。具体情况如下："
    assert paragraphs[0] == lead
    assert len(paragraphs) == len([lead, "出国", "用车", "购置", "运行", "接待"])


@strategies.half
@given(accounts_of_shanghai)
def test_travel_and_vehicles_stand_with_their_counts(accounts: jt.Accounts) -> None:
    """团组 and 人次; vehicles bought and kept, by all units of a department or by the unit itself."""
    paragraphs = Explanation(accounts).under("three_public_items")
    if not paragraphs:
        return
    keys = (KEY.DELEGATIONS_ABROAD, KEY.TRAVELLERS_ABROAD)
    groups = _counts(accounts, "全年安排因公出国（境）团组{}个、累计{}人次。", *keys)
    bought = _counts(accounts, "购置公务用车{}辆。", KEY.VEHICLES_BOUGHT)
    alone = accounts.entity is not jt.Entity.DEPARTMENT or len(accounts.members) == 1
    owner = accounts.unit if alone else f"{accounts.unit}所属各预算单位"
    kept = _counts(
        accounts, "今年，" + owner + "开支财政拨款的公务用车保有量为{}辆。", KEY.VEHICLES_KEPT
    )
    abroad = _used(accounts, "travel_abroad", "开支内容包括：")

    assert paragraphs[1:5] == [
        f"1、因公出国（境）费支出{_spent(accounts, ITEM.TRAVEL_ABROAD)}。{groups}{abroad}",
        f"2、公务用车购置及运行维护费支出{_spent(accounts, *oracle.VEHICLES)}。其中：",
        (
            f"公务用车购置支出为{_spent(accounts, ITEM.VEHICLE_PURCHASE)}。"
            f"{_used(accounts, 'vehicle_purchase')}{bought}"
        ),
        (
            f"公务用车运行维护支出{_spent(accounts, ITEM.VEHICLE_RUNNING)}。"
            f"{_used(accounts, 'vehicle_running')}{kept}"
        ),
    ]


@strategies.half
@given(accounts_of_shanghai)
def test_receptions_stand_with_their_guests_foreign_ones_apart(accounts: jt.Accounts) -> None:
    """国内公务接待, within it 外宾, in money and in numbers, as far as both were stated."""
    paragraphs = Explanation(accounts).under("three_public_items")
    if not paragraphs:
        return
    domestic, foreign, guests = "", "", ""
    if oracle.stated(accounts, KEY.DOMESTIC_RECEPTION):
        if oracle.stated(accounts, KEY.FOREIGN_RECEPTION):
            foreign = f"（含外宾接待支出{wan(oracle.measure(accounts, KEY.FOREIGN_RECEPTION))}）"
        amount = wan(oracle.measure(accounts, KEY.DOMESTIC_RECEPTION))
        domestic = f"其中：国内公务接待支出{amount}{foreign}。"
    guests = _counts(accounts, "国内公务接待{}批次、{}人次", KEY.RECEPTIONS, KEY.GUESTS)
    guests += _counts(
        accounts, "，其中：接待外宾{}批次、{}人次", KEY.FOREIGN_RECEPTIONS, KEY.FOREIGN_GUESTS
    )

    assert paragraphs[5] == (
        f"3、公务接待费支出{_spent(accounts, ITEM.RECEPTION)}。{domestic}"
        f"{_used(accounts, 'reception')}{guests}。"
    )


def _said(accounts: jt.Accounts, topic: jt.Topic) -> str:
    return "".join(note.text for note in accounts.notes if note.topic is topic)


def _projects(accounts: jt.Accounts) -> str:
    """Return how many projects were planned, tracked and evaluated, and their money."""
    return "；".join(
        f"{word}的今年度项目{oracle.count(accounts, number)}个，"
        f"涉及预算金额{wan(oracle.measure(accounts, amount))}"
        for word, number, amount in (
            ("编报绩效目标", KEY.PROJECTS_PLANNED, KEY.PLANNED_AMOUNT),
            ("绩效跟踪评价", KEY.PROJECTS_TRACKED, KEY.TRACKED_AMOUNT),
            ("绩效自评", KEY.PROJECTS_EVALUATED, KEY.EVALUATED_AMOUNT),
        )
    )


def _details(accounts: jt.Accounts) -> str:
    """Return the ratings and the problems, as far as they were stated, in brackets."""
    rated = "；".join(
        f"绩效评级为“{word}”的项目{oracle.count(accounts, key)}个"
        for word, key in zip(("优", "良", "合格", "不合格"), RATINGS, strict=True)
        if oracle.stated(accounts, key)
    )
    problems = _counts(accounts, "绩效自评中共发现问题{}个", KEY.PROBLEMS_FOUND)
    if problems:
        problems += _counts(accounts, "，已经完成整改的{}个", KEY.PROBLEMS_SOLVED)
        problems += _counts(accounts, "，正在整改的{}个", KEY.PROBLEMS_BEING_SOLVED)
    details = "。".join(filter(None, (f"其中，{rated}" if rated else "", problems)))
    return f"（{details}）" if details else ""


@strategies.half
@given(accounts_of_shanghai)
def test_performance_tells_rules_projects_ratings_and_problems(accounts: jt.Accounts) -> None:
    """What was stated, and nothing else; a score prints with two decimals."""
    rules = _said(accounts, jt.Topic.PERFORMANCE_RULES)
    mechanism = _said(accounts, jt.Topic.PERFORMANCE_MECHANISM)
    works = f"，建立了{mechanism}的预算绩效管理工作机制" if mechanism else ""
    score = wording.decimal(oracle.exact(accounts, KEY.EVALUATION_SCORE))
    some = oracle.count(accounts, KEY.PROJECTS_EVALUATED) > 0  # else there is nothing to rate
    mean = f"，平均得分{score}分" if some and oracle.stated(accounts, KEY.EVALUATION_SCORE) else ""

    details = _details(accounts) if some else ""
    assert Explanation(accounts).under("performance") == [
        (
            f"{accounts.unit}今年度预算绩效管理工作开展情况如下：{oracle.this_unit(accounts)}"
            f"建立了如下预算绩效管理制度：{rules}{works}；全过程绩效管理实施情况："
            f"{_projects(accounts)}{mean}{details}。"
        )
    ]


@strategies.half
@given(accounts_of_shanghai)
def test_the_agency_operating_cost_is_compared_with_last_year(accounts: jt.Accounts) -> None:
    """The amount and its change, or that there is none, and by how much it fell to that."""
    cost = oracle.measure(accounts, KEY.AGENCY_OPERATING_COST)
    said = oracle.comparison(accounts, cost, "measures.agency_operating_cost.amount")
    change = ""
    if wording.differs(said):
        reason = f"主要原因是{said.reason}。" if said.reason else ""
        change = f"比去年度{wording.change(said)}。{reason}"

    if not oracle.exact(accounts, KEY.AGENCY_OPERATING_COST):
        fell = f"机关运行经费{change}" if said.kind.startswith("减少") else ""
        text = f"{accounts.unit}今年度无机关运行经费支出。{fell}"
    else:
        end = {"新设": f"。{wording.new(accounts)}", "持平": "，与去年度持平。", "无上年数": "。"}
        text = f"机关运行经费支出{wan(cost)}" + (f"，{change}" if change else end[said.kind])
    assert Explanation(accounts).under("operating_cost") == [text]


@strategies.half
@given(accounts_of_shanghai)
def test_procurement_adds_up_and_tells_what_was_reserved(accounts: jt.Accounts) -> None:
    """货物＋工程＋服务 are the whole; then what small firms were reserved and awarded."""

    def amount(*keys: jt.MeasureKey) -> str:
        return wan(oracle.measure(accounts, *keys))

    goods, works, services = map(amount, PROCUREMENT)
    assert Explanation(accounts).under("procurement") == [
        (
            f"{accounts.unit}今年度政府采购金额（以合同签订为准）为{amount(*PROCUREMENT)}，其中："
            f"货物采购金额{goods}、工程采购金额{works}、服务采购金额{services}。"
        ),
        (
            f"今年度{oracle.this_unit(accounts)}面向中小企业预留政府采购项目预算金额"
            f"{amount(KEY.RESERVED_SMALL_MEDIUM)}，面向小微企业预留政府采购项目预算金额"
            f"{amount(KEY.RESERVED_SMALL_MICRO)}。在面向中小企业预留的政府采购项目中，由中小企业供应商"
            f"中标或成交的，采购金额{amount(KEY.RESERVED_AWARDS_SMALL_MEDIUM)}；"
            f"在面向小微企业预留的政府采购项目中，由小微企业供应商中标或成交的，采购金额"
            f"{amount(KEY.RESERVED_AWARDS_SMALL_MICRO)}；在其他政府采购项目中，由中小企业供应商"
            f"中标或成交的，采购金额{amount(KEY.OTHER_AWARDS_SMALL_MEDIUM)}。"
        ),
    ]


@strategies.half
@given(accounts_of_shanghai)
def test_state_assets_count_every_category_of_vehicles(accounts: jt.Accounts) -> None:
    """Each category that was stated, zero included, in the edition's order; then the equipment."""
    kept = [key for key in VEHICLES if oracle.stated(accounts, key)]
    listed = "、".join(f"{key}{oracle.count(accounts, key)}辆" for key in kept)
    limit = oracle.edition(accounts).thresholds["equipment"]
    equipment = oracle.count(accounts, KEY.LARGE_EQUIPMENT)

    assert Explanation(accounts).under("state_assets") == [
        (
            f"截至今年12月31日，{accounts.unit}共有车辆{oracle.count(accounts, *kept)}辆，其中：{listed}。"
            f"单价{limit}以上设备（不含车辆）{equipment}台（套）。"
        )
    ]


@strategies.half
@given(accounts_of_shanghai)
def test_a_department_lists_its_units_and_a_unit_its_offices(accounts: jt.Accounts) -> None:
    """部门决算单位构成 for several units, each once and numbered; 机构设置 for one."""
    explanation = Explanation(accounts)
    members: Sequence[str] = [member.name for member in accounts.members]

    if accounts.entity is jt.Entity.DEPARTMENT and len(members) > 1:
        assert explanation.under("organisation") == []
        head = f"{accounts.unit}部门决算包括：{accounts.unit}本级决算、下属行政事业单位决算。"
        assert explanation.under("members") == [
            *([f"从预算单位构成看，{head}"] if "本级" in "".join(members) else []),
            f"纳入{accounts.unit}今年度部门决算编制范围的单位包括：",
            *(f"{place}、{name}" for place, name in enumerate(members, start=1)),
        ]
    else:
        assert explanation.under("members") == []
        assert len(explanation.under("organisation")) == 1
