"""Every variant of the Shanghai wording, chosen by the figures, in golden text."""

from __future__ import annotations

from typing import Any

import pytest
import test_wording
import test_wording_sections as sections
from golden_files import golden

import juesuan_tables as jt

Change = dict[str, Any]
PART = ("第三部分", "第四部分")
HEADINGS = (*sections.HEADINGS[:-1], "十一、", "第四部分")
CAPITAL = jt.Fund.STATE_CAPITAL
KEPT = "three_public.outturn.total"
COST = sections.COST
SUBJECT = "2230105"
STATE_CAPITAL: Change = {
    "income": (
        jt.Income(subject=SUBJECT, kind=jt.IncomeKind.STATE_CAPITAL_INCOME, amount="300000"),
    ),
    "expenditure": (
        jt.Expenditure(subject=SUBJECT, nature=jt.Nature.BASIC, fund=CAPITAL, amount="300000"),
    ),
    "names": {"22301": "解决历史遗留问题及改革成本支出", SUBJECT: "社会化管理补助支出"},
}
MEMBERS = (
    jt.Unit(name="某局本级", kind=jt.UnitKind.ADMINISTRATIVE),
    jt.Unit(name="某中心", kind=jt.UnitKind.INSTITUTION),
)


def _text(topic: jt.Topic, text: str) -> jt.Note:
    return jt.Note(kind=jt.NoteKind.STATEMENT, topic=topic, text=text)


def _reason(kind: jt.NoteKind, figure: str, text: str) -> jt.Note:
    return jt.Note(kind=kind, figure=figure, text=text)


CASES: dict[str, tuple[str, Change]] = {
    name: case for name, case in sections.CASES.items() if case[0] in {"二", "四", "六", "七", "八"}
} | {
    "三公减少，有总的原因和各项的原因": (
        "七",
        {
            "three_public": sections.three_public("30000", "20000", sections.RECEPTION),
            "stated": (
                sections.stated(KEPT, "50000"),
                sections.stated("three_public.outturn.reception", "33000"),
                sections.stated(sections.CARS, "17000"),
                sections.stated("three_public.outturn.travel_abroad", "0"),
            ),
            "notes": (
                _reason(jt.NoteKind.BUDGET_REASON, KEPT, "来访减少。"),
                _reason(jt.NoteKind.CHANGE_REASON, "three_public.outturn.reception", "改用工作餐"),
                _reason(jt.NoteKind.CHANGE_REASON, sections.CARS, "车辆报废"),
            ),
        },
    ),
    "三公持平": (
        "七",
        {
            "three_public": sections.three_public("20000", "20000", sections.RECEPTION),
            "stated": (
                sections.stated(KEPT, "20001"),
                sections.stated("three_public.outturn.reception", "20001"),
            ),
        },
    ),
    "国内接待和外宾": (
        "七",
        {
            "three_public": sections.three_public("30000", "20000", sections.RECEPTION),
            "measures": sections.measures(
                DOMESTIC_RECEPTION="19000", FOREIGN_RECEPTION="5000", RECEPTIONS="5", GUESTS="40"
            ),
        },
    ),
    "购置车辆": (
        "七",
        {
            "three_public": sections.three_public(
                "300000", "280000", jt.ThreePublicItem.VEHICLE_PURCHASE
            ),
            "measures": sections.measures(VEHICLES_BOUGHT="1", VEHICLES_KEPT="3"),
            "entity": jt.Entity.DEPARTMENT,
            "members": MEMBERS,
        },
    ),
    "没有国资": ("九", {}),
    "国资有支出没有预算": ("九", STATE_CAPITAL),
    "国资只有预算": (
        "九",
        {
            "budgets": (
                jt.Budget(
                    subject=SUBJECT, fund=CAPITAL, stage=jt.Stage.INITIAL_BUDGET, amount="10000"
                ),
            ),
            "names": STATE_CAPITAL["names"],
        },
    ),
    "没有绩效数据": ("十", {}),
    "绩效只有制度": (
        "十",
        {"notes": (_text(jt.Topic.PERFORMANCE_RULES, "《甲办法》\n《乙规程》"),)},
    ),
    "绩效只有机制和跟踪": (
        "十",
        {
            "notes": (_text(jt.Topic.PERFORMANCE_MECHANISM, "分工负责"),),
            "measures": sections.measures(PROJECTS_TRACKED="3", TRACKED_AMOUNT="70000"),
        },
    ),
    "绩效只有自评和问题": (
        "十",
        {
            "measures": sections.measures(
                PROJECTS_EVALUATED="3",
                EVALUATION_SCORE="95.5",
                RATED_EXCELLENT="2",
                RATED_GOOD="1",
                PROBLEMS_FOUND="1",
                PROBLEMS_BEING_SOLVED="1",
            )
        },
    ),
    "没有其他重要事项": ("十一", {}),
    "机关运行经费增加": (
        "十一",
        {
            "measures": sections.measures(AGENCY_OPERATING_COST="60000"),
            "stated": (sections.stated(COST, "50000"),),
            "notes": (_reason(jt.NoteKind.CHANGE_REASON, COST, "人员增加"),),
        },
    ),
    "机关运行经费持平": (
        "十一",
        {
            "measures": sections.measures(AGENCY_OPERATING_COST="50000"),
            "stated": (sections.stated(COST, "50001"),),
        },
    ),
    "机关运行经费降为零": (
        "十一",
        {
            "measures": sections.measures(AGENCY_OPERATING_COST="0"),
            "stated": (sections.stated(COST, "50000"),),
            "notes": (_reason(jt.NoteKind.CHANGE_REASON, COST, "转为事业单位"),),
        },
    ),
    "新设单位的机关运行经费": (
        "十一",
        {
            "measures": sections.measures(AGENCY_OPERATING_COST="50000"),
            "newly_established": True,
        },
    ),
    "事业单位": ("十一", {"members": MEMBERS[1:]}),
    "采购为零": (
        "十一",
        {
            "measures": sections.measures(
                PROCUREMENT_GOODS="0", PROCUREMENT_WORKS="0", PROCUREMENT_SERVICES="0"
            )
        },
    ),
    "只有预留": (
        "十一",
        {
            "measures": sections.measures(
                RESERVED_SMALL_MICRO="5000", OTHER_AWARDS_SMALL_MEDIUM="4000"
            )
        },
    ),
    "只有设备": ("十一", {"measures": sections.measures(LARGE_EQUIPMENT="2")}),
    "只有车辆": (
        "十一",
        {"measures": sections.measures(VEHICLES_PRINCIPALS="1", VEHICLES_OTHER="0")},
    ),
}


def _accounts(change: Change) -> jt.Accounts:
    fields: Change = {"unit": "某局", "entity": jt.Entity.SINGLE_UNIT, "year": 2024}
    return jt.Accounts(**(fields | {"edition": "shanghai-2024"} | change))


def _section(name: str) -> str:
    """Return the paragraphs of the section that a case is about."""
    number, change = CASES[name]
    text = jt.text(jt.build_report(_accounts(change))).decode().partition(PART[0])[2]
    following = HEADINGS[HEADINGS.index(f"{number}、") + 1]
    return f"{number}、" + text.partition(f"\n{number}、")[2].partition(f"\n{following}")[0]


def test_every_variant_of_the_first_sections_reads_as_approved() -> None:
    """The cases of the other wording, in this one: read aloud once."""
    cases = {
        name: case.model_copy(update={"edition": "shanghai-2024"})
        for name, case in test_wording.CASES.items()
    }

    golden(
        "variants-shanghai.txt",
        "\n".join(f"【{name}】\n{test_wording.sentences(a)}" for name, a in cases.items()),
    )


def test_every_variant_of_a_section_reads_as_approved() -> None:
    """Each case's sentences were read aloud once and must not change unseen."""
    texts = [f"【{name}】\n{_section(name)}\n" for name in CASES]

    golden("variants-of-sections-shanghai.txt", "\n".join(texts))


@pytest.mark.parametrize("name", CASES)
def test_no_leftover_of_a_template_is_ever_printed(name: str) -> None:
    """No doubled or missing punctuation, no placeholder, no sentence that begins in its middle."""
    lines = _section(name).splitlines()

    for leftover in ("（减少）", "None", "XX", "{", "。。", "，，", "，。", "；。", "：。", "、。"):
        assert leftover not in "".join(lines)
    assert not [line for line in lines if line[0] in "，。；、："]


@pytest.mark.parametrize(
    ("entity", "members", "heading"),
    [
        (jt.Entity.DEPARTMENT, MEMBERS, "二、部门决算单位构成"),
        (jt.Entity.DEPARTMENT, MEMBERS[:1], "二、机构设置"),
        (jt.Entity.SINGLE_UNIT, MEMBERS[1:], "二、机构设置"),
        (jt.Entity.HEAD_OFFICE, MEMBERS[:1], "二、机构设置"),
    ],
)
def test_one_unit_has_its_offices_where_several_are_listed(
    entity: jt.Entity, members: tuple[jt.Unit, ...], heading: str
) -> None:
    """The number of units decides on the heading and on what is asked for."""
    accounts = _accounts({"entity": entity, "members": members})
    report = jt.build_report(accounts)

    text = jt.text(report).decode()
    asked = {finding.message for finding in jt.check(report) if finding.rule == "text-missing"}

    assert f"\n{heading}\n" in text
    assert ("\n1、某局本级\n2、某中心\n" in text) == (heading == "二、部门决算单位构成")
    assert any("内设机构" in message for message in asked) == (heading == "二、机构设置")


def test_the_glossary_says_what_an_income_mainly_is_where_that_was_stated() -> None:
    """All eleven terms stand there, whether or not they occur."""
    note = _reason(jt.NoteKind.PURPOSE, "income.total.institutional_income", "门诊收入。")

    text = jt.text(jt.build_report(_accounts({"notes": (note,)}))).decode().partition(PART[1])[2]

    assert text.count("：指") == 11
    assert text.count("主要是：") == 1
    assert "取得的收入。主要是：门诊收入。\n" in text
