"""What is wrong in the wording of a finished document is found, and what may stand is left alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from audited_wording import audited, published
from hypothesis import given
from hypothesis import strategies as st
from strategies import accounts, half

import juesuan_tables as jt
from juesuan_tables.auditing import wording
from juesuan_tables.passages import Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

ERROR, ADVISORY = jt.Severity.ERROR, jt.Severity.ADVISORY
UNIT, YEAR = "石湾区农业农村局", 2024
OFFICIAL = ("第三部分 情况说明", "一、收入支出决算总体情况说明")
FREE = ("第三部分 情况说明", "十、预算绩效管理情况")
AROUND = (
    Passage(f"{UNIT}{YEAR}年度部门决算", PassageKind.COVER),
    Passage(f"第一部分 {UNIT}概况", PassageKind.HEADING, None, 1, (f"第一部分 {UNIT}概况",)),
    Passage(f"{UNIT}{YEAR}年度政府采购金额（以合同签订为准）为1.00万元。", section=OFFICIAL),
    Passage(f"{UNIT}{YEAR}年度无机关运行经费支出。", section=OFFICIAL),
    Passage("“三公”经费支出为0万元。", section=OFFICIAL),
)
ABOUT_REASONS = {
    "wording-reason-short",
    "wording-reason-missing",
    "wording-reason-repeated",
    "wording-list-amounts",
}
"""What made-up accounts cannot avoid: empty, short and repeated reasons, amounts printed 0.00."""


def findings(
    text: str,
    section: tuple[str, ...] = OFFICIAL,
    kind: PassageKind = PassageKind.PARAGRAPH,
) -> list[jt.Finding]:
    """Return what is found in one passage amid a publication."""
    passages = (*AROUND, Passage(text, kind, section=section))
    found = wording.find(audited(passages, unit=UNIT, year=YEAR))
    return [each for each in found if each.span and each.span[0] == len(AROUND)]


def rules(found: list[jt.Finding], severity: jt.Severity = ERROR) -> set[str]:
    """Return the rules of a severity."""
    return {each.rule for each in found if each.severity is severity}


@half
@given(accounts())
def test_our_own_publications_have_no_error_whatever_the_accounts(facts: jt.Accounts) -> None:
    """Names and texts of units may be odd; the advice is about their reasons."""
    found = list(wording.find(published(jt.build_report(facts))))

    assert [str(each) for each in found if each.severity is ERROR] == []
    assert {each.rule for each in found} <= ABOUT_REASONS


def test_our_examples_have_nothing_to_be_said_of(
    whole: jt.Report, whole_of_nine: jt.Report
) -> None:
    """The made-up units write reasons and purposes of their own."""
    for report in (whole, whole_of_nine):
        assert [str(each) for each in wording.find(published(report))] == []


@pytest.fixture(scope="module")
def examples(whole: jt.Report, whole_of_nine: jt.Report) -> list[tuple[jt.Report, jt.Prose]]:
    """Return the made-up units' reports and publications."""
    return [(report, jt.narrate(report)) for report in (whole, whole_of_nine)]


PLANTED = {
    "choice": (r"(?<=总计)增加(?=\d)", "增加（减少）", "wording-choice"),
    "choice-of-budget": ("决算数大于(?=年初预算数)", "决算数大于（小于）", "wording-choice"),
    "blank": (r"(?<=支出决算为)\d[\d.]*(?=万元)", "XXX", "wording-blank"),
    "instruction": ("。$", "。（如持平作持平表述）", "wording-instruction"),
    "slot": (r"(?<=支出决算为)\d[\d.]*(?=万元)", "", "wording-empty-slot"),
    "share": (r"(?<=，占)\d[\d.]*(?=%)", "", "wording-empty-slot"),
    "no-unit": (r"(?<=\d)万元(?=，占|，完成)", "", "wording-missing-unit"),
    "no-yuan": (r"(?<=支出决算为\d\d\.\d\d万)元", "", "wording-missing-unit"),
    "no-percent": (r"(?<=\.\d\d)%(?=[，。；])", "", "wording-missing-unit"),
    "foreign": ("(?<=年初预算)(?=数)", "the", "wording-foreign"),
    "lost": ("(?<=一般公共预算财政)拨(?=款支出)", "", "wording-phrase"),
    "doubled": ("(?<=本年收入合)计", "计计", "wording-phrase"),
    "twice": ("(?<=因公出国（境）)费(?=支出)", "费费", "wording-phrase"),
    "field": ("$", "错误!未定义书签。", "wording-field-error"),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_fault_is_found_in_every_place(
    kind: str, examples: list[tuple[jt.Report, jt.Prose]]
) -> None:
    """Wherever it is planted in our examples, at least 95 in 100 times, and in its passage."""
    pattern, new, rule = PLANTED[kind]
    tried = found = 0
    for report, written in examples:
        for block, prose in _planted(written, pattern, new):
            tried += 1
            hits = [f for f in wording.find(published(report, prose)) if f.rule == rule]
            found += any(each.snippet and _within(each.snippet, block) for each in hits)

    assert tried > 0
    assert found >= 0.95 * tried


def _planted(prose: jt.Prose, pattern: str, new: str) -> Iterator[tuple[str, jt.Prose]]:
    """Yield publications with one place changed, and the changed paragraph."""
    places = [
        (number, match)
        for number, block in enumerate(prose.blocks)
        if isinstance(block, jt.Paragraph)
        for match in re.finditer(pattern, block.text)
    ]
    for number, match in places[:: max(len(places) // 3, 1)]:
        text = match.string[: match.start()] + new + match.string[match.end() :]
        blocks = (*prose.blocks[:number], jt.Paragraph(text), *prose.blocks[number + 1 :])
        yield text, replace(prose, blocks=blocks)


def _within(snippet: str, text: str) -> bool:
    return snippet in text


@pytest.mark.parametrize("shift", [-1, 1])
def test_a_year_of_a_formula_is_found_wherever_it_is_wrong(
    shift: int, examples: list[tuple[jt.Report, jt.Prose]]
) -> None:
    """Whether it is this year, last year or the day of the balance; one place at a time."""
    for report, written in examples:
        year = report.accounts.year
        for said in (year, year - 1):
            for text, prose in _planted(
                written, rf"{said}(?=年度|年12月31日|年相比)", str(said + shift)
            ):
                found = [
                    each
                    for each in wording.find(published(report, prose))
                    if each.rule in {"wording-year", "wording-balance-date"}
                ]

                assert found, text


def test_a_name_of_the_unit_with_a_character_lost_is_found(whole_of_nine: jt.Report) -> None:
    """Where formulas print it: 云溪市文化和旅游局."""
    for text, prose in _planted(jt.narrate(whole_of_nine), "文化和旅游局(?=2024)", "文化和旅局"):
        found = [f for f in wording.find(published(whole_of_nine, prose)) if f.severity is ERROR]

        assert {each.rule for each in found} == {"wording-unit-name"}, text


def test_names_with_a_character_lost_are_told_in_one_order_in_every_process() -> None:
    """The order of what is said must not follow the hashes of texts, which differ from run to run."""
    lost = [UNIT[:place] + UNIT[place + 1 :] for place in (1, 4, 6)]

    found = findings(f"由{lost[2]}、{lost[0]}、{lost[1]}共同办理。", FREE)

    assert [each.printed for each in found if each.rule == "wording-unit-name"] == lost


def test_names_that_tables_print_otherwise_are_errors(whole_of_nine: jt.Report) -> None:
    """One character apart from the only such name, or under another 款 than in the table."""
    report = whole_of_nine
    for old, new in (
        ("（款）群众文化（项）", "（款）群众文划（项）"),
        ("文物（款）文物保护（项）", "文物（款）图书馆（项）"),
    ):
        for _, prose in _planted(jt.narrate(report), old, new):
            found = [f for f in wording.find(published(report, prose)) if f.severity is ERROR]

            assert {each.rule for each in found} == {"wording-subject-name"}


def test_a_purpose_that_is_another_items_is_an_error(whole_of_nine: jt.Report) -> None:
    """住房公积金 is not for 购房补贴, word for word what the next item is for."""
    copied = "按房改政策发给职工的购房补贴"
    planted = _planted(jt.narrate(whole_of_nine), "在职人员住房公积金的单位缴存", copied)
    ((_, prose),) = planted

    found = [f for f in wording.find(published(whole_of_nine, prose)) if f.severity is ERROR]

    assert [each.rule for each in found] == ["wording-purpose"]


def test_a_contribution_is_not_for_what_an_item_of_another_kind_is_for() -> None:
    """住房公积金 is for no forests; in words that might be of both, nothing is proved."""
    forests = "农林水支出（类）林业和草原（款）森林资源培育（项）。主要用于{}。支出1.00万元。"
    housing = "住房保障支出（类）住房改革支出（款）住房公积金（项）。主要用于{}。支出1.00万元。"

    def found(purpose: str) -> list[str]:
        texts = (forests.format(purpose), housing.format(purpose))
        passages = (*AROUND, *(Passage(each, section=OFFICIAL) for each in texts))
        every = wording.find(audited(passages, unit=UNIT, year=YEAR))
        return [each.rule for each in every if each.severity is ERROR]

    assert found("造林和森林抚育补助") == ["wording-purpose"]
    assert found("森林管护人员的缴费") == found("植树造林") == found("森林和住房") == []


def test_a_government_is_not_without_its_town() -> None:
    """A bureau may leave out 区; 东浦人民政府 is no short form of 东浦镇人民政府."""
    unit = "东浦镇人民政府"
    told = Passage("2024年，东浦人民政府机关运行经费支出1.00万元。", section=OFFICIAL)
    short = replace(told, text="2024年，东浦镇政府机关运行经费支出1.00万元。")
    lines = [Passage(f"{unit}{YEAR}年度部门决算", PassageKind.COVER), told, short]

    found = [*wording.find(audited(lines, unit=unit, year=YEAR))]

    assert [(each.rule, each.printed) for each in found] == [("wording-unit-name", "东浦人民政府")]


def test_last_years_accounts_beside_a_budget_are_of_another_year() -> None:
    """Where headings name this year's budget, those of last year's accounts are right."""
    texts = ("一、2024年“三公”经费预算情况", "二、2023年“三公”经费决算情况")
    heads = [Passage(each, PassageKind.HEADING, None, 2, ("说明", each)) for each in texts]

    def found(lines: list[Passage]) -> list[str]:
        every = wording.find(audited((*AROUND, *lines), unit=UNIT, year=YEAR))
        return [each.rule for each in every if each.severity is ERROR]

    assert found(heads) == []
    assert found(heads[1:]) == ["wording-year"]


def test_a_missing_reason_says_of_which_amounts() -> None:
    """The words that lack it are the same in every paragraph; what stands before them is not."""
    text = "年初预算为1.00万元，支出决算为{}万元，决算数大于年初预算数。"

    first, second = (findings(text.format(amount))[0] for amount in ("2.00", "3.00"))

    assert first.rule == second.rule == "wording-reason-missing"
    assert first.snippet == second.snippet == "决算数大于年初预算数"
    assert "“年初预算为1.00万元，支出决算为2.00万元”，有差异而没有写原因" in first.message
    assert "支出决算为3.00万元" in second.message


def test_a_list_names_what_its_group_has(whole_of_nine: jt.Report) -> None:
    """印刷费 is no 人员经费; a row with an amount that is not listed is worth a word."""
    report = whole_of_nine
    for old, new, severity in (
        ("主要包括：基本工资", "主要包括：印刷费、基本工资", ERROR),
        ("主要包括：办公费、印刷费、", "主要包括：办公费、", ADVISORY),
        ("、咨询费、", "、咨讯费、", ERROR),
    ):
        for _, prose in _planted(jt.narrate(report), old, new):
            found = list(wording.find(published(report, prose)))

            assert severity in {each.severity for each in found if "list" in each.rule}


def test_two_lists_of_one_amount_are_an_error_at_the_first() -> None:
    """A complete list and another that names more cannot both be right; an open list may be."""
    complete = "人员经费91.08万元，主要包括：基本工资、奖金；"
    other = "人员经费91.08万元，主要包括：基本工资、奖金、离休费。"
    passages = (*AROUND, Passage(complete, section=OFFICIAL), Passage(other, section=FREE))

    found = [
        f for f in wording.find(audited(passages, unit=UNIT, year=YEAR)) if f.severity is ERROR
    ]

    assert [(f.rule, f.snippet) for f in found] == [
        ("wording-two-lists", "主要包括：基本工资、奖金")
    ]
    assert "离休费" in found[0].message
    opened = (*AROUND, Passage(complete.replace("奖金", "奖金等")), Passage(other, section=FREE))
    again = wording.find(audited(opened, unit=UNIT, year=YEAR))
    assert "wording-two-lists" not in {each.rule for each in again}


FAULTS = {
    "收入支出总计减少（增加）1.00万元。": "wording-choice",
    "决算数小于预算数（或与预算数持平）的主要原因是人员调出两名。": "wording-choice",
    "XX局2024年度无政府性基金预算财政拨款收入和支出。": "wording-blank",
    "支出决算为____万元。": "wording-blank",
    "占**%，【请填写原因】。": "wording-blank",
    "财政拨款收入1.00万元，占100%……（不涉及的不列）": "wording-blank",
    "无政府性基金预算财政拨款收入支出的，仍保留该表格式，并在本表下方作下述说明：": "wording-instruction",
    "主要用于公务出行，列明公务用车购置数量。": "wording-instruction",
    "截至2024年12月31日，本单位共有车辆2辆，其中，其他用车主要是业务用车。": "wording-empty-slot",
    "支出决算为万元，完成年初预算的%。": "wording-empty-slot",
    "决算数大于预算数的主要原因：。": "wording-empty-slot",
    "公务接待费支出为0万元；公务用车购置支出为0，现有车辆一辆。": "wording-missing-unit",
    "一般公共服务支出（类）1.00万元，占99。": "wording-missing-unit",
    "收入总计增加1.00万元，增长13.7。": "wording-missing-unit",
    "公务接待支出0.40万（含外宾接待支出0万元）。": "wording-missing-unit",
    "与2024年度相比，增加1.00万元，增长2.00%。": "wording-year",
    "2023年度收入支出总计1.00万元。": "wording-year",
    "截至2024年11月30日，本单位共有车辆1辆。": "wording-balance-date",
    "2024年11月31日验收。": "wording-balance-date",
    "截至2023年12月31日，本单位单价100万元以上设备0台。": "wording-balance-date",
    "石湾区农村农业局2024年度收入支出总计1.00万元。": "wording-unit-name",
    "石湾区农业农局2024年度收入支出总计1.00万元。": "wording-unit-name",
    "指结转 to 本年继续使用的资金。": "wording-foreign",
    "支出决算为null万元的说明null在此。": "wording-foreign",
    "政府性基预算财政拨款支出1.00万元。": "wording-phrase",
    "决算数大小于预算数的主要原因是追加了两个项目。": "wording-phrase",
    "决算数大于年预算数的主要原因是追加了两个项目。": "wording-phrase",
    "公务务接待费支出1.00万元。": "wording-phrase",
    "部门部门采购支出1.00万元，政府政府采购支出1.00万元。": "wording-phrase",
    "财政拔款支出1.00万元。": "wording-phrase",
    "组织对运行维护cost费项目开展绩效自评。": "wording-foreign",
    "公务用车购置费支出0万元,0;公务用车运行维护费支出3.00万元，占100%。": "wording-stray-unit",
    "公务接待费支出1.00万元，2.50；": "wording-stray-unit",
    "公用经费支出增长253% 万元，主要原因是两项业务增加。": "wording-stray-unit",
    "公务接待费支出决算为4.19，完成预算的80%。": "wording-missing-unit",
    "2024年，石湾区农业农局机关运行经费支出1.00万元。": "wording-unit-name",
    "本单位2023年度无“三公”经费支出。": "wording-year",
    "目录PAGEREF _Toc12345678 \\h3": "wording-field-error",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_an_error_of_its_rule(text: str) -> None:
    """One of each kind."""
    assert FAULTS[text] in rules(findings(text))


LEGAL = (
    "2024年度收入总计1.00万元，支出总计1.00万元。与2023年度相比，各增加0.02万元，增长2.04%，主要原因是2022年结转项目在本年支付。",
    "根据国令第729号（2020年修订）和财预〔2016〕143号文件，编制2025—2027年规划。",
    "与2019年相比，粮食产量增加20.5%；满意度增加0.5，网站访问量达82万，占地面积500。",
    "截至2024年12月31日，本部门共有车辆0辆，其中：各类用车均为0辆。",
    "截至2024年6月30日，项目完成80%。",
    "其他支出支出决算为5.00万元，年初结转结余1.00万元，上年结转和结余2.00万元，机关运行费3.00万元。",
    "全市统一一般公共预算口径，加上上级补助收入2.00万元，因公出国支出0.00万元，收支决算数一致。",
    "津补贴按标准发放，2024年年初预算数为1.00万元，政府购买服务支出1.00万元。",
    "建设5G基站和OA系统，使用WiFi和App，铺设光缆3km，城乡建设用地增（减）挂钩。",
    "困难群众张××、李××受助，镇（街道）、村（社区）开展工作。",
    "2024年度政府性基金预算财政拨款收入1.00万元。2023年度政府性基金预算财政拨款收入2.00万元。",
    "比2023年决算数减少5.00万元，下降20.00%，比2024年年初预算数减少3.00万元。",
    "预算执行率得分10，产出得分50，效益得分35。",
    "本单位2024年度无会议费、培训费开支，开支0万元，均为0。",
    "按“增加（减少）”列示，项目预算10万元以上的须评价，万元GDP能耗下降。",
    "项目支出1.00万元，占本年支出合计的100%，完成率103.5%，增长5个百分点。",
    "石湾镇人民政府政府采购支出2.00万元，石湾区政府政府性基金支出3.00万元。",
    "2024年度“三公”经费支出决算为0.74万元。本单位2023年度无“三公”经费支出，不具可比性。",
    "建设epc项目，开展python数据分析，运行gis系统，公务用车gps设备2.00万元。",
    "2024年，石湾区水利局机关运行经费支出2.00万元，2024年，农业农村局三公经费1.00万元。",
    "其中：甲1.00万元，2.00万元；占20%，元旦慰问，能耗下降5%万元产值能耗下降。",
    "收入1,234.50万元,1,200.00万元为财政拨款。",
)


@pytest.mark.parametrize("section", [OFFICIAL, FREE], ids=["official", "free"])
@pytest.mark.parametrize("text", LEGAL)
def test_what_publications_rightly_write_is_no_error(text: str, section: tuple[str, ...]) -> None:
    """Years of laws and plans, short forms, words that meet by chance, quantities without 元."""
    assert [str(each) for each in findings(text, section) if each.severity is ERROR] == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("（此页为封面）", "wording-instruction"),
        ("社会保障和就业支出（类）支出1.00万元。", "wording-expenditure-twice"),
        ("支出决算为1.00万元决算数大于预算数的主要原因是追加了两个项目。", "wording-punctuation"),
        ("联系人手机13812345678。", "wording-personal"),
        ("主要原因：人员经费支出减少。", "wording-reason-circular"),
    ],
)
def test_style_is_no_more_than_advice(text: str, rule: str) -> None:
    """It may stand, but somebody should look."""
    found = findings(text)

    assert rule in rules(found, ADVISORY)
    assert rules(found) == set()


def test_a_span_is_the_snippet_verbatim_whatever_blanks_stand_in_it() -> None:
    """Blanks of a PDF between digits and words do not move a finding."""
    text = "收入支出总计 增加（减少） XXX 万元，增长（下降）XX%。"
    for each in findings(text):
        assert each.span
        assert text[each.span[1] : each.span[2]] == each.snippet
    assert rules(findings(text)) == {"wording-choice", "wording-blank"}


def test_a_passage_has_one_finding_of_a_kind_that_lists_them() -> None:
    """Not eleven errors for eleven blanks."""
    (found,) = findings("车辆XX辆、XX辆、XXX辆。")

    assert found.rule == "wording-blank"
    assert found.printed == "XX、XXX"
    assert "共3处" in found.message


def test_contents_and_promises_are_compared_with_the_body(whole_of_nine: jt.Report) -> None:
    """A title that differs or is missing is worth a word; a promised attachment must be there."""
    document = published(whole_of_nine)
    first = next(
        p for p in document.passages if p.kind is PassageKind.CONTENTS and "总体" in p.text
    )
    changed = [
        replace(p, text="一、收支总体情况说明") if p is first else p for p in document.passages
    ]
    found = list(wording.find(replace(document, passages=tuple(changed))))
    assert [(each.rule, each.severity) for each in found] == [("wording-contents", ADVISORY)]

    parted = [
        part
        for p in document.passages
        for part in (
            [replace(p, text=p.text[:4]), replace(p, text=p.text[4:])] if p is first else [p]
        )
    ]
    assert list(wording.find(replace(document, passages=tuple(parted)))) == []

    promised = rules(findings("绩效自评报告详见附件1。"))
    assert promised == {"wording-promise"}


def test_a_fragment_is_not_asked_for_what_it_lacks() -> None:
    """Neither reasons nor attachments nor contents."""
    texts = ("详见附件1。", "决算数大于预算数的主要原因：支出增加。", "目录")
    passages = [Passage(each, section=OFFICIAL) for each in texts]

    assert list(wording.find(audited(passages, unit=UNIT, year=YEAR, whole=False))) == []


PIECES = st.sampled_from(
    [
        "（类）",
        "（款）",
        "（项）",
        "一般公共预算财政拨款",
        "主要用于：",
        "主要包括：",
        "人员经费",
        "2024年度",
        "与2023年相比，",
        "12月31日",
        "31日",
        "万元",
        "%",
        "1.00",
        "0",
        "XX",
        "……",
        "（）",
        "占",
        "增加",
        "（减少）",
        "共有车辆1辆，其中：",
        "to",
        "附件",
        "目录",
        "第五部分",
        "、",
        "，",
        "。",
        "；",
        "\n",
        "\u3000",
        "(",
        ")",
        "[",
        "局",
        "A",
        "１",
    ]
)


@half
@given(
    st.lists(
        st.tuples(
            st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join),
            st.sampled_from(PassageKind),
            st.sampled_from([(), OFFICIAL, FREE]),
        ),
        max_size=6,
    )
)
def test_no_text_makes_it_fail_and_every_span_is_its_snippet(
    drawn: list[tuple[str, PassageKind, tuple[str, ...]]],
) -> None:
    """Whatever stands in a document."""
    passages = tuple(Passage(text, kind, section=section) for text, kind, section in drawn)

    for each in wording.find(audited(passages, unit=UNIT, year=YEAR)):
        assert each.span
        number, start, end = each.span
        assert passages[number].text[start:end] == each.snippet


def test_every_rule_has_a_name_of_its_own() -> None:
    """Ids are what settings and the documentation name."""
    ids = [rule.id for rule in wording.RULES]

    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", each) for each in ids)
