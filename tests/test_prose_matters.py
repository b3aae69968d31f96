"""机关运行经费, 采购, 资产, 绩效 and 机构设置, read back: each number is the one demanded."""

from __future__ import annotations

import re

import oracle
import prose_reader as reader
import strategies
from hypothesis import given
from prose_reader import AMOUNT, COUNT, RATE, REASON, SELF, Explanation
from strategies_measures import EQUIPMENT, PROCUREMENT, VEHICLES

import juesuan_tables as jt

accounts_of_hunan = strategies.accounts(*strategies.HUNAN)
KEY = jt.MeasureKey


@strategies.half
@given(accounts_of_hunan)
def test_the_agency_operating_cost_is_compared_with_last_year(accounts: jt.Accounts) -> None:
    """The amount and its change, or that there is none, and by how much it fell to that."""
    (line,) = Explanation(accounts).under("operating_cost")
    cost = oracle.measure(accounts, KEY.AGENCY_OPERATING_COST)

    figure = "measures.agency_operating_cost.amount"
    expected = oracle.comparison(accounts, cost, figure)
    if not oracle.exact(accounts, KEY.AGENCY_OPERATING_COST):
        _, rest = reader.lead(rf"{SELF}今年度无机关运行经费支出。", line)
        assert reader.comparison(rest) == expected if "减少" in expected.kind else not rest
        return
    (amount,), rest = reader.lead(rf"{SELF}今年度机关运行经费支出{AMOUNT}。", line)

    assert amount == cost
    assert reader.comparison(rest) == expected


@strategies.half
@given(accounts_of_hunan)
def test_meetings_and_training_are_stated_or_denied_together(accounts: jt.Accounts) -> None:
    """Both amounts with what they were for, or that neither was spent."""
    (line,) = Explanation(accounts).under("general_expenses")
    keys = {"会议费": KEY.MEETING_EXPENSE, "培训费": KEY.TRAINING_EXPENSE}
    spent = {name: key for name, key in keys.items() if oracle.exact(accounts, key)}

    if not spent:
        assert re.fullmatch(rf"今年度{SELF}无会议费开支、培训费开支。", line)
        return
    used = rf"(?:，主要用于({REASON}))?"
    parts = [rf"{name}支出{AMOUNT}{used}" if name in spent else f"无{name}开支" for name in keys]
    match = re.fullmatch(rf"今年度{SELF}{'；'.join(parts)}。", line)
    assert match, line
    assert [reader.number(group) for group in match.groups()[::2]] == [
        oracle.measure(accounts, key) for key in spent.values()
    ]
    assert [group or "" for group in match.groups()[1::2]] == [
        oracle.purpose(accounts, f"measures.{key.key}.amount") for key in spent.values()
    ]


@strategies.half
@given(accounts_of_hunan)
def test_procurement_adds_up_and_gives_shares_of_the_whole(accounts: jt.Accounts) -> None:
    """货物＋工程＋服务 are the whole; both shares are of it; without procurement there is none."""
    (line,) = Explanation(accounts).under("procurement")
    total = oracle.measure(accounts, *PROCUREMENT)
    medium, micro = (
        oracle.measure(accounts, k) for k in (KEY.AWARDS_SMALL_MEDIUM, KEY.AWARDS_SMALL_MICRO)
    )
    share = rf"(?:，占政府采购支出总额的{RATE})?"

    assert reader.counted(
        rf"{SELF}今年度政府采购支出总额{AMOUNT}，其中：政府采购货物支出{AMOUNT}、政府采购工程支出"
        rf"{AMOUNT}、政府采购服务支出{AMOUNT}。授予中小企业合同金额{AMOUNT}{share}，"
        rf"其中：授予小微企业合同金额{AMOUNT}{share}。",
        line,
    ) == (
        total,
        *(oracle.measure(accounts, kind) for kind in PROCUREMENT),
        medium,
        oracle.rate(medium, total),
        micro,
        oracle.rate(micro, total),
    )


WORDS_OF_EQUIPMENT = dict(
    zip(
        EQUIPMENT,
        (
            ("单位价值", "general_equipment", "以上通用设备"),
            ("单位价值", "special_equipment", "以上专用设备"),
            ("单价", "equipment", "以上设备（不含车辆）"),
        ),
        strict=True,
    )
)
"""The words before and after the limit of each kind of equipment, and the limit's name."""


@strategies.half
@given(accounts_of_hunan)
def test_state_assets_count_every_vehicle_and_large_equipment(accounts: jt.Accounts) -> None:
    """The vehicles by use, those that there are, add up; the equipment from its thresholds on."""
    (line,) = Explanation(accounts).under("state_assets")
    edition = oracle.edition(accounts)
    kinds = [key for key in EQUIPMENT if key in edition.measures]

    equipment = "".join(
        rf"；{before}{edition.thresholds[limit]}{after}{COUNT}台（套）"
        for before, limit, after in map(WORDS_OF_EQUIPMENT.__getitem__, kinds)
    )
    pattern = rf"截至今年12月31日，{SELF}共有车辆{COUNT}辆(?:，其中：(\D.+?))?{equipment}。"
    match = re.fullmatch(pattern, line)
    assert match, line
    kept = {k.value: oracle.count(accounts, k) for k in VEHICLES if oracle.count(accounts, k)}
    listed = re.findall(r"([^、\d]+)(\d+)辆", match[2] or "")

    assert {name: int(number) for name, number in listed} == kept
    assert "、".join(f"{name}{number}辆" for name, number in listed) == (match[2] or "")
    assert int(match[1]) == sum(kept.values())
    assert [int(group) for group in match.groups()[2:]] == [
        oracle.count(accounts, key) for key in kinds
    ]


PROJECTS = (
    ("编报绩效目标", KEY.PROJECTS_PLANNED, KEY.PLANNED_AMOUNT),
    ("绩效跟踪", KEY.PROJECTS_TRACKED, KEY.TRACKED_AMOUNT),
    ("绩效自评", KEY.PROJECTS_EVALUATED, KEY.EVALUATED_AMOUNT),
)
RATED = dict(
    zip(("优", "良", "合格", "不合格"), (k for k in KEY if k.name.startswith("RATED")), strict=True)
)
PROBLEMS = {
    "发现问题": KEY.PROBLEMS_FOUND,
    "已整改": KEY.PROBLEMS_SOLVED,
    "正在整改": KEY.PROBLEMS_BEING_SOLVED,
}


def _listed(accounts: jt.Accounts, words: dict[str, jt.MeasureKey]) -> str:
    """Return the counts that were stated, in the words of the list."""
    return "、".join(
        f"{word}{oracle.count(accounts, key)}个"
        for word, key in words.items()
        if oracle.stated(accounts, key)
    )


def _score(accounts: jt.Accounts) -> str:
    score = oracle.exact(accounts, KEY.EVALUATION_SCORE)
    known = oracle.stated(accounts, KEY.EVALUATION_SCORE)
    return f"，平均得分{score // 100}.{score % 100:02}分" if known else ""


@strategies.half
@given(accounts_of_hunan)
def test_performance_counts_what_was_planned_tracked_and_evaluated(accounts: jt.Accounts) -> None:
    """What was stated, and nothing else: projects with their money, score, ratings, problems."""
    _, *lines = Explanation(accounts).under("performance_result")

    groups = []
    for word, number, amount in PROJECTS:
        if oracle.stated(accounts, number):
            text = f"{word}的项目{oracle.count(accounts, number)}个"
            if oracle.stated(accounts, amount):
                wan = oracle.measure(accounts, amount)
                text += f"，涉及资金{wan // 100}.{wan % 100:02}万元"
            groups.append(text)
    if oracle.stated(accounts, KEY.PROJECTS_EVALUATED):
        rated = _listed(accounts, RATED)
        groups[-1] += _score(accounts) + (f"，其中评价结果为{rated}" if rated else "")
    if oracle.stated(accounts, KEY.PROBLEMS_FOUND):
        groups.append(_listed(accounts, PROBLEMS))
    assert lines == ([f"今年度{'；'.join(groups)}。"] if groups else [])


@strategies.half
@given(strategies.accounts())
def test_the_organisation_says_how_many_offices_and_people(accounts: jt.Accounts) -> None:
    """内设机构 with their number, where that was stated; 编制 and 实有 only together."""
    lines = Explanation(accounts).under("organisation")
    if not lines:  # the outline lists the units instead
        return
    offices = _number(accounts, KEY.INTERNAL_OFFICES, "个，")
    text = f"{accounts.unit}内设机构{offices}包括：{_said(accounts, jt.Topic.ORGANISATION)}。"
    if oracle.stated(accounts, KEY.ESTABLISHED_POSTS, KEY.STAFF):
        posts, staff = (_number(accounts, k, "人") for k in (KEY.ESTABLISHED_POSTS, KEY.STAFF))
        text += f"截至今年12月31日，编制{posts}，实有{staff}。"

    assert lines == [text]


def _number(accounts: jt.Accounts, key: jt.MeasureKey, unit: str) -> str:
    return f"{oracle.count(accounts, key)}{unit}" if oracle.stated(accounts, key) else ""


def _said(accounts: jt.Accounts, topic: jt.Topic) -> str:
    return next(note.text for note in accounts.notes if note.topic is topic)
