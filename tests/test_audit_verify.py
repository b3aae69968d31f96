"""Claims are proved with closed ranges: rounding is never an error, what cannot be true always is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from audit_proofs import Finished
from audit_trials import false_alarms
from hypothesis import assume, given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.auditing import audit_document, audit_report
from juesuan_tables.figure import CENT, percent
from juesuan_tables.passages import Passage, PassageKind
from juesuan_tables.reading.documents import Document

YEAR = 2018
OVERALL = "一、收入支出决算总体情况说明"
BASIC = "六、一般公共预算财政拨款基本支出决算情况说明"
EXPENDITURE = "三、支出决算情况说明"
PUBLIC = "七、“三公”经费支出决算情况说明"
cents = st.integers(1, 10**8).map(lambda number: Decimal(number).scaleb(-2))
"""Amounts in 万元 with two decimals."""


def _errors(section: str, *lines: str) -> list[jt.Finding]:
    """Return the errors in a section of a document of 2018."""
    cover = Passage("某局2018年度部门决算", PassageKind.COVER)
    heading = Passage(section, PassageKind.HEADING, level=2, section=(section,))
    told = (Passage(line, section=(section,)) for line in lines)
    audit = audit_document(Document("某局.txt", (cover, heading, *told), ()))
    return [each for each in audit if each.severity is jt.Severity.ERROR]


def _ids(findings: list[jt.Finding]) -> list[str]:
    return [finding.rule for finding in findings]


def _growth(now: Decimal, before: Decimal, rate: Decimal) -> str:
    word, verb = ("增加", "增长") if now > before else ("减少", "下降")
    return (
        f"2018年度收、支总计{now:.2f}万元。与2017年相比，"
        f"{word}{abs(now - before):.2f}万元，{verb}{rate:.2f}%。"
    )


@given(cents, cents)
def test_a_rate_of_growth_that_a_reader_computes_is_never_called_wrong(
    now: Decimal, before: Decimal
) -> None:
    """The change divided by last year, as both are printed, rounded half up."""
    rate = percent(abs(now - before), before)
    assume(now != before and rate)

    assert not _errors(OVERALL, _growth(now, before, rate or Decimal(0)))


@given(cents, cents, st.integers(1, 10**7))
def test_a_rate_of_growth_beyond_all_rounding_is_called_wrong(
    now: Decimal, before: Decimal, thousands: int
) -> None:
    """Whoever lets each number range over its last digit cannot reach the printed rate."""
    change = abs(now - before)
    assume(change)
    half = CENT / 2
    low = (change - 2 * half) / (before + 3 * half) * 100
    high = (change + 2 * half) / (before - 3 * half) * 100 if before > 3 * half else None
    printed = Decimal(thousands).scaleb(-2)
    assume(high is not None and not low - 1 < printed < high + 1)

    assert _ids(_errors(OVERALL, _growth(now, before, printed))) == ["text-growth"]


@given(cents, cents)
def test_a_share_that_a_reader_computes_is_never_called_wrong(part: Decimal, rest: Decimal) -> None:
    """Both shares of a whole, neither of them made to fit."""
    whole = part + rest
    shares = [percent(each, whole) for each in (part, rest)]
    text = (
        f"一般公共预算财政拨款基本支出{whole:.2f}万元，其中：人员经费{part:.2f}万元，占{shares[0]:.2f}%；"
        f"公用经费{rest:.2f}万元，占{shares[1]:.2f}%。"
    )

    assert not _errors(BASIC, text)


@given(cents, cents, st.sampled_from(["-0.01", "0.01", "0.02", "9", "-0.03"]))
def test_parts_that_differ_from_their_whole_by_more_than_rounding_are_called_wrong(
    part: Decimal, rest: Decimal, slip: str
) -> None:
    """Two parts and their whole leave half a last digit each: a tail of 0.01 is none, 0.02 is one."""
    whole = part + rest + Decimal(slip)
    assume(whole > 0)
    text = (
        f"一般公共预算财政拨款基本支出{whole:.2f}万元。其中：人员经费{part:.2f}万元；"
        f"公用经费{rest:.2f}万元。"
    )

    found = _ids(_errors(BASIC, text))

    wrong = abs(Decimal(slip)) > Decimal("0.015")
    assert ("text-parts" in found or "text-part" in found) == wrong


@pytest.mark.parametrize(
    ("section", "text", "rules"),
    [
        (
            OVERALL,
            "2018年度收、支总计30.00万元。与2017年相比，增加30.00万元，增长100%。",
            ["text-growth-base"],
        ),
        (
            OVERALL,
            "2018年度收、支总计30.00万元。与2017年相比，减少5.00万元，增长14.29%。",
            ["text-direction"],
        ),
        (OVERALL, "2018年度收、支总计30.00万元。与2017年相比持平。", []),
        (OVERALL, "2018年度收、支总计30.00万元，比上年25.00万元增加5.00万元，增长20%。", []),
        (OVERALL, "2018年度收、支总计30.00万元，比上年25.00万元增加6.00万元。", ["text-last-year"]),
        (
            PUBLIC,
            "公务接待费年初预算为0万元，支出决算为1.00万元，完成年初预算的100%。",
            ["text-completion-base"],
        ),
        (PUBLIC, "公务接待费年初预算为0万元，支出决算为0万元，完成年初预算的0%。", []),
        (
            PUBLIC,
            "公务接待费年初预算为0万元，全年预算为2.00万元，支出决算为1.00万元，完成年初预算的50%。",
            ["text-completion-base"],
        ),
        (
            PUBLIC,
            "公务接待费年初预算为2.00万元，支出决算为1.00万元，决算数大于年初预算数。",
            ["text-budget-direction"],
        ),
        (PUBLIC, "公务接待费支出1.00万元，国内公务接待0批次、0人次。", ["text-counts"]),
        (
            PUBLIC,
            "2018年度本部门无公务接待费支出。\n公务接待费支出决算为1.00万元。",
            ["text-nothing"],
        ),
        (PUBLIC, "公务接待费无支出。\n公务接待费支出决算为1.00万元。", ["text-nothing"]),
        (
            PUBLIC,
            "公务用车费4.00万元，其中：公务用车购置费3.00万元，占75%；公务用车运行维护费1.00万元，占25%；因公出国（境）费无支出，占0%。",
            [],
        ),
        (
            PUBLIC,
            "公务接待费支出1.00万元，比上年增加1.00万元（上年决算数为0）。会议费支出0万元。",
            [],
        ),
        (PUBLIC, "公务接待费支出决算为1.00万元，主要原因是接待增加3批次、支出增加5.00万元。", []),
        (
            PUBLIC,
            "2017年公务接待费支出5.00万元，2018年公务接待费支出4.00万元，减少1.00万元，下降20%。",
            [],
        ),
    ],
)
def test_conventions_and_contradictions(section: str, text: str, rules: list[str]) -> None:
    """One wrong statement, one finding; what is legal, none."""
    assert _ids(_errors(section, *text.splitlines())) == rules


@pytest.mark.parametrize(
    "text",
    [
        "其中：基本支出、项目支出分别为60.00万元、40.00万元，占本年支出的比例分别为60.00%、{}%。",
        "其中：基本支出、项目支出分别为60.00万元和40.00万元，分别占本年支出合计的60.00%和{}%。",
        "其中：基本支出60.00万元，项目支出40.00万元，占比分别为60.00%和{}%。",
        "基本支出60.00万元。项目支出40.00万元。基本支出、项目支出占本年支出合计的比例分别为60%和{}%。",
        "其中：基本支出60.00万元，项目支出40.00万元，占去年和今年支出的比重分别为31.20%和{}%。",
        "基本支出60.00万元，占本年收入和支出的比例分别为61.50%和{}%。",
    ],
)
def test_shares_that_are_told_together_belong_to_their_parts_in_turn(text: str) -> None:
    """Where it is clear that they do; shares of several wholes say nothing of these parts."""
    whole = "2018年度本年支出合计100.00万元。"
    wrong = ["text-share"] if "和今年" not in text and "收入和" not in text else []

    assert _ids(_errors(EXPENDITURE, whole + text.format("40.00"))) == []
    assert _ids(_errors(EXPENDITURE, whole + text.format("41.00"))) == wrong


def test_a_finding_says_what_it_computed_and_why() -> None:
    """The message has the arithmetic and the cause, the snippet is verbatim."""
    text = "2018年度收、支总计360.59万元。与2017年相比，增加49.41万元，增长13.7%。"

    (finding,) = _errors(OVERALL, text)

    assert finding.printed == "13.7%"
    assert finding.expected == "15.88%"
    assert finding.snippet == "增加49.41万元，增长13.7%"
    assert "除以了本年数" in finding.message


def test_the_digits_of_a_document_say_how_precise_its_amounts_are() -> None:
    """Trailing zeros may have been dropped: 1.2 beside 1.07 is 1.20, and 91.66% is then no tail."""
    text = "公务接待费支出预算为1.2万元，支出决算为1.07万元，完成预算的91.66%。"

    assert _ids(_errors(PUBLIC, text)) == ["text-completion"]


def test_a_direction_that_is_left_open_is_told_once() -> None:
    """「增加（减少）」 says neither: that it must be chosen is all that is wrong."""
    text = "2018年度收、支总计360.59万元。与2017年相比，增加（减少）49.41万元，增长（下降）{}%。"

    assert _ids(_errors(OVERALL, text.format("12.05"))) == ["wording-choice"]
    assert _ids(_errors(OVERALL, text.format("15.88"))) == ["wording-choice"]


@pytest.mark.parametrize("budgeted", ["2120801", "2120899"])
def test_two_items_of_one_name_are_not_taken_for_one(budgeted: str, whole: jt.Report) -> None:
    """Nothing tells which of them the row of a table is about, where the other has none."""
    facts, fund = whole.accounts, jt.Fund.GOVERNMENT_FUND
    names = {**facts.names, budgeted: facts.names["2120803"]}
    others = [each for each in facts.budgets if each.subject != budgeted]
    of_it = [
        jt.Budget(subject=budgeted, fund=fund, stage=stage, amount=Decimal(1200))
        for stage in {each.stage for each in facts.budgets}
    ]

    done = Finished.of(facts.model_copy(update={"names": names, "budgets": (*others, *of_it)}))

    assert false_alarms(done.report, audit_report(done.report, done.prose)) == []


@pytest.mark.parametrize("section", [OVERALL, "二、收入决算情况说明"])
def test_units_that_share_a_file_are_not_compared_with_each_other(section: str) -> None:
    """Where the first heading comes again, another unit's explanation, or another part, begins."""
    heading = Passage(section, PassageKind.HEADING, level=2, section=(section,))
    told = [
        Passage(f"{unit}2018年度本年收入合计{amount}万元。", section=(section,))
        for unit, amount in (("某局", "9.00"), ("某中心", "5.00"))
    ]

    def errors(*passages: Passage) -> list[str]:
        audit = audit_document(Document("某系统.txt", passages, ()))
        return [each.rule for each in audit if each.severity is jt.Severity.ERROR]

    assert errors(heading, *told) == ["text-repeated"]
    assert errors(heading, told[0], heading, told[1]) == []
