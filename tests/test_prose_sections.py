"""Sections 二, 四 and 六 to 十, read back, and the glossary: each number is the one demanded."""

from __future__ import annotations

import re

import oracle
import prose_reader as reader
import strategies
from hypothesis import given
from strategies_parts import VEHICLES

import juesuan_tables as jt

AMOUNT, RATE, COUNT = reader.AMOUNT, reader.RATE, r"(\d+)"
SELF = reader.SELF
EDITION = jt.load_edition("mof-2018")
ITEMS = {
    "因公出国（境）费": (jt.ThreePublicItem.TRAVEL_ABROAD,),
    "公务接待费": (jt.ThreePublicItem.RECEPTION,),
    "公务用车购置及运行费": (
        jt.ThreePublicItem.VEHICLE_PURCHASE,
        jt.ThreePublicItem.VEHICLE_RUNNING,
    ),
}
KEY = jt.MeasureKey


def _text(accounts: jt.Accounts) -> str:
    return jt.text(jt.build_report(accounts)).decode()


def _sections(accounts: jt.Accounts) -> dict[str, list[str]]:
    return reader.sections(_text(accounts))


@given(strategies.accounts())
def test_the_income_section_lists_every_kind_received(accounts: jt.Accounts) -> None:
    """Each kind with facts, and no other, with its share of 本年收入合计 as printed."""
    (line,) = _sections(accounts)["二"]

    (total,), rest = reader.lead(rf"本年收入合计{AMOUNT}(?:，其中：|。$)", line)

    assert total == oracle.shown(oracle.cents(accounts.income))
    assert (reader.parts(rest) if rest else {}) == oracle.incomes(accounts)


@given(strategies.accounts())
def test_the_appropriations_are_compared_with_last_year(accounts: jt.Accounts) -> None:
    """收、支总计 of the appropriations, and its change from what was printed last year."""
    (line,) = _sections(accounts)["四"]

    (total,), rest = reader.lead(rf"2018年度财政拨款收、支总计{AMOUNT}。", line)

    assert total == oracle.appropriation_total(accounts)
    assert reader.comparison(rest) == oracle.comparison(accounts, total, strategies.PRIOR[1])


@given(strategies.accounts())
def test_basic_spending_names_exactly_the_subjects_that_are_not_zero(
    accounts: jt.Accounts,
) -> None:
    """人员经费 and 公用经费 with their shares, and under each the 款 that have an amount."""
    (line,) = _sections(accounts)["六"]
    spent = [f for f in oracle.general(accounts) if f.nature is jt.Nature.BASIC]
    if not spent:
        assert re.fullmatch(rf"{SELF}2018年度无一般公共预算财政拨款基本支出。", line)
        return
    pattern = rf"2018年度一般公共预算财政拨款基本支出{AMOUNT}，其中："
    (total,), rest = reader.lead(pattern, line)
    assert total == oracle.shown(oracle.cents(spent))

    form = EDITION.form("general_budget_basic")
    assert form
    names = {each.key: each.label for block in form.blocks for each in block.lines}
    groups = oracle.basic(accounts)
    for text, (name, expected) in zip(
        rest.removesuffix("。").split("；"), groups.items(), strict=True
    ):
        match = re.fullmatch(rf"{name}{AMOUNT}(?:，占基本支出的{RATE})?(?:，主要包括(\D+))?", text)
        assert match, text
        share = None if match[2] is None else reader.number(match[2])
        assert (reader.number(match[1]), share) == expected[:2]
        listed = match[3].split("、") if match[3] else []
        assert listed == [names[code] for code in expected[2]]


@given(strategies.accounts())
def test_three_public_is_set_beside_budget_and_last_year(accounts: jt.Accounts) -> None:
    """The whole and each item: budget, outturn, completion, direction, change."""
    lead, *lines = _sections(accounts)["七（一）"]
    if not any(fact.amount for fact in accounts.three_public):
        assert re.fullmatch(rf"{SELF}2018年度无“三公”经费财政拨款支出。", lead)
        return
    pattern = (
        rf"“三公”经费财政拨款支出年初预算为{AMOUNT}，支出决算为{AMOUNT}"
        rf"(?:，完成年初预算的{RATE})?，其中：$"
    )
    numbers, _ = reader.lead(pattern, lead)
    whole = oracle.three_public(accounts)
    expected = (whole.budget, whole.outturn, whole.completion)
    assert numbers == tuple(each for each in expected if each is not None)

    for line, (name, items), figure in zip(
        lines, ITEMS.items(), strategies.THREE_PUBLIC, strict=True
    ):
        said, rest = reader.item_and_rest(line.removeprefix(f"{name}支出"))
        assert said == oracle.three_public(accounts, *items)
        assert reader.comparison(rest) == oracle.comparison(accounts, said.outturn, figure)


@given(strategies.accounts())
def test_three_public_is_broken_down_with_its_counts(accounts: jt.Accounts) -> None:
    """Shares of the whole, then each item with what was counted beside it."""
    if not any(fact.amount for fact in accounts.three_public):
        assert "七（二）" not in _sections(accounts)
        return
    lead, *lines = _sections(accounts)["七（二）"]
    _, rest = reader.lead("2018年度“三公”经费财政拨款支出决算中，", lead)
    whole = oracle.three_public(accounts).outturn
    outturns = {
        name: oracle.three_public(accounts, *items).outturn for name, items in ITEMS.items()
    }
    assert reader.parts(rest.removesuffix("其中：")) == {
        f"{name}支出决算": (amount, oracle.rate(amount, whole)) for name, amount in outturns.items()
    }

    abroad, reception, vehicles = lines
    count = oracle.count
    assert reader.counted(
        rf"1、因公出国（境）费支出决算为{AMOUNT}，因公出国（境）团组{COUNT}个，累计{COUNT}人次。",
        abroad,
    ) == (
        outturns["因公出国（境）费"],
        count(accounts, KEY.DELEGATIONS_ABROAD),
        count(accounts, KEY.TRAVELLERS_ABROAD),
    )
    assert reader.counted(
        rf"2、公务接待费支出决算为{AMOUNT}，国内公务接待{COUNT}批次、{COUNT}人次。", reception
    ) == (
        outturns["公务接待费"],
        count(accounts, KEY.RECEPTIONS),
        count(accounts, KEY.GUESTS),
    )
    bought, running = (
        oracle.three_public(accounts, i).outturn for i in ITEMS["公务用车购置及运行费"]
    )
    assert reader.counted(
        rf"3、公务用车购置及运行费支出决算为{AMOUNT}，其中：公务用车购置费{AMOUNT}，"
        rf"购置公务用车{COUNT}辆；公务用车运行维护费{AMOUNT}。截至2018年12月31日，"
        rf"{SELF}开支财政拨款的公务用车保有量为{COUNT}辆。",
        vehicles,
    ) == (
        outturns["公务用车购置及运行费"],
        bought,
        count(accounts, KEY.VEHICLES_BOUGHT),
        running,
        count(accounts, KEY.VEHICLES_KEPT),
    )


@given(strategies.accounts())
def test_the_government_funds_say_what_came_and_went(accounts: jt.Accounts) -> None:
    """年初, 本年收入, 本年支出, 年末; then each 项 beside its budget. Or that there is nothing."""
    lead, *lines = _sections(accounts)["八"]
    items = oracle.items(accounts, jt.Fund.GOVERNMENT_FUND)
    expected = oracle.fund(accounts) or ((0, 0, 0, 0) if items else None)
    if expected is None:
        assert re.fullmatch(rf"{SELF}2018年度无政府性基金预算财政拨款收入和支出。", lead)
        return
    pattern = (
        rf"2018年度政府性基金预算财政拨款年初结转和结余{AMOUNT}，本年收入{AMOUNT}，"
        rf"本年支出{AMOUNT}，年末结转和结余{AMOUNT}(?:，支出具体情况如下：|。)$"
    )
    numbers, _ = reader.lead(pattern, lead)
    assert numbers == expected

    assert [reader.item(line) for line in lines[1::2]] == list(items.values())
    for heading, code in zip(lines[::2], items, strict=True):
        assert heading.endswith(f"{accounts.names[code]}（项）。")


@given(strategies.accounts())
def test_the_agency_operating_cost_is_compared_with_last_year(accounts: jt.Accounts) -> None:
    """The amount and its change, or that there is none."""
    (line,) = _sections(accounts)["十（一）"]
    cost = oracle.measure(accounts, KEY.AGENCY_OPERATING_COST)

    expected = oracle.comparison(accounts, cost, strategies.PRIOR[6])
    if not oracle.stated(accounts, KEY.AGENCY_OPERATING_COST):
        _, rest = reader.lead(rf"{SELF}2018年度无机关运行经费支出。", line)
        assert reader.comparison(rest) == expected if "减少" in expected.kind else not rest
        return
    (amount,), rest = reader.lead(rf"{SELF}2018年度机关运行经费支出{AMOUNT}。", line)

    assert amount == cost
    assert reader.comparison(rest) == expected


@given(strategies.accounts())
def test_meetings_and_training_are_stated_or_denied_together(accounts: jt.Accounts) -> None:
    """Both amounts, or that neither was spent."""
    (line,) = _sections(accounts)["十（二）"]
    keys = {"会议费": KEY.MEETING_EXPENSE, "培训费": KEY.TRAINING_EXPENSE}
    spent = {name: key for name, key in keys.items() if oracle.stated(accounts, key)}

    if not spent:
        assert re.fullmatch(rf"2018年度{SELF}无会议费开支、培训费开支。", line)
        return
    parts = [rf"{name}支出{AMOUNT}" if name in spent else f"无{name}开支" for name in keys]
    pattern = rf"2018年度{SELF}{'；'.join(parts)}。"
    expected = tuple(oracle.measure(accounts, key) for key in spent.values())
    assert reader.counted(pattern, line) == expected


@given(strategies.accounts())
def test_procurement_adds_up_and_gives_shares_of_the_whole(accounts: jt.Accounts) -> None:
    """货物＋工程＋服务 are the whole; both shares are of it; without procurement there is none."""
    (line,) = _sections(accounts)["十（三）"]
    kinds = (KEY.PROCUREMENT_GOODS, KEY.PROCUREMENT_WORKS, KEY.PROCUREMENT_SERVICES)
    total = oracle.measure(accounts, *kinds)
    medium, micro = (
        oracle.measure(accounts, k) for k in (KEY.AWARDS_SMALL_MEDIUM, KEY.AWARDS_SMALL_MICRO)
    )
    share = rf"(?:，占政府采购支出总额的{RATE})?"

    assert reader.counted(
        rf"{SELF}2018年度政府采购支出总额{AMOUNT}，其中：政府采购货物支出{AMOUNT}、政府采购工程支出"
        rf"{AMOUNT}、政府采购服务支出{AMOUNT}。授予中小企业合同金额{AMOUNT}{share}，"
        rf"其中：授予小微企业合同金额{AMOUNT}{share}。",
        line,
    ) == (
        total,
        *(oracle.measure(accounts, kind) for kind in kinds),
        medium,
        oracle.rate(medium, total),
        micro,
        oracle.rate(micro, total),
    )


@given(strategies.accounts())
def test_state_assets_count_every_vehicle_and_large_equipment(accounts: jt.Accounts) -> None:
    """The vehicles by use, those that there are, add up; the equipment from its thresholds on."""
    (line,) = _sections(accounts)["十（四）"]

    pattern = (
        rf"截至2018年12月31日，{SELF}共有车辆{COUNT}辆(?:，其中：(.+))?；"
        rf"单位价值50万元以上通用设备{COUNT}台（套）；单位价值100万元以上专用设备{COUNT}台（套）。"
    )
    match = re.fullmatch(pattern, line)
    assert match, line
    kept = {k.value: oracle.count(accounts, k) for k in VEHICLES if oracle.count(accounts, k)}
    listed = re.findall(r"([^、\d]+)(\d+)辆", match[2] or "")

    assert {name: int(number) for name, number in listed} == kept
    assert int(match[1]) == sum(kept.values())
    assert int(match[3]) == oracle.count(accounts, KEY.GENERAL_EQUIPMENT)
    assert int(match[4]) == oracle.count(accounts, KEY.SPECIAL_EQUIPMENT)


@given(strategies.accounts())
def test_the_glossary_explains_exactly_the_terms_that_occur(accounts: jt.Accounts) -> None:
    """A term stands there if the explanation or a table prints it, in the edition's order."""
    report = jt.build_report(accounts)
    text, _, glossary = jt.text(report).decode().partition("第四部分 名词解释\n")
    tables = "\n".join(table.to_text() for table in report.tables.values())

    explained = [line.split("、", 1)[1].split("：")[0] for line in glossary.splitlines()]

    assert explained == [
        entry.term
        for entry in EDITION.glossary
        if any(word in text or word in tables for word in (entry.term, *entry.also))
    ]
    assert len(explained) > 10
