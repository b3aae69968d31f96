"""Every variant of sections 二, 四 and 六 to 十, chosen by the figures, in golden text."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from golden_files import golden

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Change = dict[str, Any]
GENERAL, FUND = jt.Fund.GENERAL_PUBLIC_BUDGET, jt.Fund.GOVERNMENT_FUND
HEADINGS = (
    "一、",
    "二、",
    "三、",
    "四、",
    "五、",
    "六、",
    "七、",
    "八、",
    "九、",
    "十、",
    "第四部分",
)


def three_public(budget: str, outturn: str, item: jt.ThreePublicItem) -> list[jt.ThreePublic]:
    """Return budget and outturn of one item."""
    pairs = ((jt.Stage.INITIAL_BUDGET, budget), (jt.Stage.OUTTURN, outturn))
    return [
        jt.ThreePublic(item=item, fund=GENERAL, stage=stage, amount=amount)
        for stage, amount in pairs
    ]


def stated(figure: str, amount: str) -> jt.Stated:
    """Return last year's figure."""
    return jt.Stated(figure=figure, period=jt.Period.LAST_YEAR, amount=amount)


def _note(kind: jt.NoteKind, figure: str, text: str) -> jt.Note:
    return jt.Note(kind=kind, figure=figure, text=text)


def measures(**values: str) -> tuple[jt.Measure, ...]:
    """Return 其他数据 by the names of their keys."""
    return tuple(jt.Measure(key=jt.MeasureKey[name], value=value) for name, value in values.items())


RECEPTION, RUNNING = jt.ThreePublicItem.RECEPTION, jt.ThreePublicItem.VEHICLE_RUNNING
CARS = "three_public.outturn.vehicles"
COST = "measures.agency_operating_cost.amount"
FUND_FACTS: Change = {
    "income": (
        jt.Income(subject="2120803", kind=jt.IncomeKind.GOVERNMENT_FUND_INCOME, amount="500000"),
    ),
    "balances": (
        jt.Balance(
            kind=jt.BalanceKind.CLOSING_BALANCE, fund=FUND, subject="2120803", amount="500000"
        ),
    ),
    "names": {"21208": "国有土地使用权出让收入安排的支出", "2120803": "城市建设支出"},
}
SPENT = jt.Expenditure(subject="2120803", nature=jt.Nature.PROJECT, fund=FUND, amount="200000")
PLANNED = jt.Budget(
    subject="2120803", fund=FUND, stage=jt.Stage.INITIAL_BUDGET, amount=Decimal(300_000)
)
CASES: dict[str, tuple[str, Change]] = {
    "收入只有事业收入": (
        "二",
        {
            "income": (
                jt.Income(
                    subject="2010301", kind=jt.IncomeKind.INSTITUTIONAL_INCOME, amount="70000"
                ),
            )
        },
    ),
    "没有收入": ("二", {}),
    "财政拨款减少": (
        "四",
        {"stated": (stated("appropriation_summary.income_total.amount", "9000"),)},
    ),
    "财政拨款收支不等": ("四", FUND_FACTS | {"balances": ()}),
    "没有基本支出": ("六", {}),
    "只有人员经费": (
        "六",
        {"economic_expenditure": (jt.EconomicExpenditure(economic_subject="30101", amount=7),)},
    ),
    "没有三公": ("七", {}),
    "三公只有预算": ("七", {"three_public": three_public("30000", "0", RECEPTION)}),
    "三公超过预算": (
        "七",
        {
            "three_public": three_public("12000", "15000", RUNNING),
            "notes": (_note(jt.NoteKind.BUDGET_REASON, CARS, "车辆老旧，维修增加"),),
            "measures": measures(VEHICLES_KEPT="2", VEHICLES_BOUGHT="0"),
        },
    ),
    "三公比上年减少": (
        "七",
        {
            "three_public": three_public("12000", "10650", RUNNING),
            "stated": (stated(CARS, "17000"),),
            "notes": (_note(jt.NoteKind.CHANGE_REASON, CARS, "厉行节约。"),),
        },
    ),
    "三公与上年均为零": (
        "七",
        {
            "three_public": three_public("12000", "0", RUNNING),
            "stated": (stated(CARS, "0"),),
        },
    ),
    "接待有外宾": (
        "七",
        {
            "three_public": three_public("30000", "20000", RECEPTION),
            "measures": measures(
                RECEPTIONS="5", GUESTS="40", FOREIGN_RECEPTIONS="1", FOREIGN_GUESTS="3"
            ),
            "notes": (
                _note(jt.NoteKind.PURPOSE, "three_public.outturn.reception", "上级检查的用餐"),
            ),
        },
    ),
    "新设单位的三公": (
        "七",
        {"three_public": three_public("1", "1", RECEPTION), "newly_established": True},
    ),
    "没有基金": ("八", {}),
    "基金只有收入": ("八", FUND_FACTS),
    "基金有支出": ("八", FUND_FACTS | {"expenditure": (SPENT,), "budgets": (PLANNED,)}),
    "基金有支出没有预算": ("八", FUND_FACTS | {"expenditure": (SPENT,)}),
    "没有绩效数据": ("九", {}),
    "绩效只有跟踪": ("九", {"measures": measures(PROJECTS_TRACKED="3")}),
    "绩效只有问题": ("九", {"measures": measures(PROBLEMS_FOUND="3", PROBLEMS_SOLVED="3")}),
    "绩效自评全优": (
        "九",
        {
            "measures": measures(
                PROJECTS_EVALUATED="3",
                EVALUATED_AMOUNT="123456.78",
                EVALUATION_SCORE="95.5",
                RATED_EXCELLENT="3",
            )
        },
    ),
    "没有其他数据": ("十", {}),
    "事业单位没有机关运行经费": (
        "十",
        {"members": (jt.Unit(name="某馆", kind=jt.UnitKind.INSTITUTION),)},
    ),
    "机关运行经费持平": (
        "十",
        {"measures": measures(AGENCY_OPERATING_COST="50000"), "stated": (stated(COST, "50001"),)},
    ),
    "今年没有机关运行经费": (
        "十",
        {"measures": measures(AGENCY_OPERATING_COST="0"), "stated": (stated(COST, "50000"),)},
    ),
    "会议费有用途": (
        "十",
        {
            "measures": measures(MEETING_EXPENSE="8000", TRAINING_EXPENSE="0"),
            "notes": (_note(jt.NoteKind.PURPOSE, "measures.meeting_expense.amount", "年度工作会"),),
        },
    ),
    "没有会议费培训费": ("十", {"measures": measures(MEETING_EXPENSE="0", TRAINING_EXPENSE="0")}),
    "没有采购": (
        "十",
        {
            "measures": measures(
                PROCUREMENT_GOODS="0",
                PROCUREMENT_WORKS="0",
                PROCUREMENT_SERVICES="0",
                AWARDS_SMALL_MEDIUM="0",
                AWARDS_SMALL_MICRO="0",
            )
        },
    ),
    "采购只填了货物": ("十", {"measures": measures(PROCUREMENT_GOODS="18900")}),
    "只有设备": ("十", {"measures": measures(GENERAL_EQUIPMENT="2")}),
    "车辆齐全": (
        "十",
        {"measures": measures(VEHICLES_GENERAL="2", VEHICLES_OTHER="1", SPECIAL_EQUIPMENT="0")},
    ),
}


def _accounts(change: Change) -> jt.Accounts:
    fields: Change = {"unit": "某局", "entity": jt.Entity.SINGLE_UNIT, "year": 2018}
    return jt.Accounts(**(fields | {"edition": "mof-2018"} | change))


def _section(name: str) -> str:
    """Return the paragraphs of the section that a case is about."""
    number, change = CASES[name]
    text = jt.text(jt.build_report(_accounts(change))).decode().partition("第三部分")[2]
    following = HEADINGS[HEADINGS.index(f"{number}、") + 1]
    return f"{number}、" + text.partition(f"\n{number}、")[2].partition(f"\n{following}")[0]


def test_every_variant_of_the_other_sections_reads_as_approved() -> None:
    """Each case's sentences were read aloud once and must not change unseen."""
    texts = [f"【{name}】\n{_section(name)}\n" for name in CASES]

    golden("variants-of-sections.txt", "\n".join(texts))


@pytest.mark.parametrize("name", CASES)
def test_no_leftover_of_a_template_is_ever_printed_in_them(name: str) -> None:
    """No doubled or missing punctuation, no placeholder, no sentence that begins in its middle."""
    lines = _section(name).splitlines()

    for leftover in ("（减少）", "None", "XX", "{", "。。", "，，", "，。", "；。", "：。", "、。"):
        assert leftover not in "".join(lines)
    assert not [line for line in lines if line[0] in "，。；、："]


def _heads(mutate: Callable[[Change], Change] = lambda change: change) -> list[str]:
    report = jt.build_report(_accounts(mutate({})))
    return [b.text for b in jt.narrate(report).blocks if isinstance(b, jt.Heading)]


def test_an_optional_heading_stands_only_over_a_text() -> None:
    """（五）其他 and （三）问题 are left out where the unit says nothing; 部门职责 is not."""
    note = jt.Note(kind=jt.NoteKind.STATEMENT, topic=jt.Topic.OTHER_MATTERS, text="无网站。")

    assert "（五）其他" not in _heads()
    assert "（五）其他" in _heads(lambda change: change | {"notes": (note,)})
    assert {"一、部门职责", "第一部分 某局概况"} <= set(_heads())


def test_a_text_on_several_lines_is_one_list_in_a_sentence() -> None:
    """内设机构 typed line by line are parted by 、, and a lead that is typed is not printed twice."""
    office = jt.Note(
        kind=jt.NoteKind.STATEMENT, topic=jt.Topic.ORGANISATION, text="办公室。\n人事科\n\n财务科。"
    )
    purpose = _note(jt.NoteKind.PURPOSE, "measures.meeting_expense.amount", "主要用于：年度会。")
    change: Change = {"notes": (office, purpose), "measures": measures(MEETING_EXPENSE="8000")}

    text = jt.text(jt.build_report(_accounts(change))).decode()

    assert "某局内设机构包括：办公室、人事科、财务科。\n" in text
    assert "2018年度本单位会议费支出0.80万元，主要用于年度会。\n" in text


def test_three_public_that_fell_to_nothing_says_from_what() -> None:
    """Last year's amount is not lost behind 「无“三公”经费」."""
    change: Change = {"stated": (stated(CARS, "17000"),)}

    text = jt.text(jt.build_report(_accounts(change))).decode()

    assert "与2017年相比，减少1.70万元，下降100.00%。" in text


def test_a_fund_that_was_only_budgeted_for_is_spoken_of() -> None:
    """The budget and the outturn of zero stand there, as they do in the general budget."""
    change = {"budgets": (PLANNED,), "names": FUND_FACTS["names"]}

    text = jt.text(jt.build_report(_accounts(change))).decode()

    assert "年初预算为30.00万元，支出决算为0.00万元，完成年初预算的0.00%" in text


def test_what_exists_is_not_denied_because_it_prints_as_zero() -> None:
    """「无…」 follows the facts: 30 元 of 会议费 are 0.00万元, not none."""
    change: Change = {
        "measures": measures(MEETING_EXPENSE="30", TRAINING_EXPENSE="0", AGENCY_OPERATING_COST="30")
    }

    text = jt.text(jt.build_report(_accounts(change))).decode()

    assert "会议费支出0.00万元；无培训费开支。" in text
    assert "机关运行经费支出0.00万元。" in text


def test_a_gap_in_one_section_excuses_no_other(lusong: jt.Report, tmp_path: Path) -> None:
    """A template that prints nothing by mistake is an error, whatever was missing before."""
    (tmp_path / "organisation.j2").write_text("{{ gap() }}", encoding="utf-8")
    (tmp_path / "members.j2").write_text("{# nothing #}", encoding="utf-8")

    with pytest.raises(jt.TemplateError, match=r"members\.j2：没有印出任何文字"):
        jt.text(lusong, templates=tmp_path)
    (tmp_path / "organisation.j2").write_text("{# the very first #}", encoding="utf-8")
    with pytest.raises(jt.TemplateError, match=r"organisation\.j2：没有印出任何文字"):
        jt.text(lusong, templates=tmp_path)


def test_quotes_compare_and_name_exactly(lusong: jt.Report, tmp_path: Path) -> None:
    """A figure does not exceed itself; a 类 has no 款, a 款 no 项."""
    (tmp_path / "members.j2").write_text(
        '{% set total = figure("expenditure.total.total") %}'
        '{{ "错" if total.exceeds(total) else "对" }}'
        '{% for row in categories("expenditure") %}{{ row.category }}{{ row.section }}{{ row.item }}、'
        "{% endfor %}",
        encoding="utf-8",
    )

    text = jt.text(lusong, templates=tmp_path).decode()

    assert "\n对一般公共服务、社会保障和就业、\n" in text
