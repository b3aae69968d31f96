"""Every number in the explanation, read back, is the one that the facts demand."""

from __future__ import annotations

import re
from collections import Counter

import oracle
import prose_reader as reader
import strategies
from hypothesis import given

import juesuan_tables as jt

AMOUNT, RATE = reader.AMOUNT, reader.RATE


def _sections(accounts: jt.Accounts) -> dict[str, list[str]]:
    text = jt.text(jt.build_report(accounts)).decode()
    return reader.sections(text)


@given(strategies.accounts())
def test_the_overall_section_says_the_total_and_its_change(accounts: jt.Accounts) -> None:
    """总计 is printed; the change against last year is what the two printed totals make it."""
    (line,) = _sections(accounts)["一"]

    (total,), rest = reader.lead(rf"2018年度收、支总计{AMOUNT}。", line)

    assert total == oracle.total_income(accounts)
    assert reader.comparison(rest) == oracle.comparison(accounts, total, strategies.PRIOR[0])


@given(strategies.accounts())
def test_the_expenditure_section_lists_every_nature_spent_on(accounts: jt.Accounts) -> None:
    """Each 支出性质 with facts, and no other, with the share of 本年支出合计 as printed."""
    (line,) = _sections(accounts)["三"]

    (total,), rest = reader.lead(rf"本年支出合计{AMOUNT}(?:，其中：|。$)", line)

    assert total == oracle.shown(oracle.cents(accounts.expenditure))
    assert (reader.parts(rest) if rest else {}) == oracle.natures(accounts)


@given(strategies.accounts())
def test_the_general_budget_is_compared_with_all_spending_and_last_year(
    accounts: jt.Accounts,
) -> None:
    """The share is of 本年支出合计; the change is against last year's printed total."""
    (line,) = _sections(accounts)["五（一）"]

    pattern = rf"2018年度一般公共预算财政拨款支出{AMOUNT}(?:，占本年支出合计的{RATE})?。"
    numbers, rest = reader.lead(pattern, line)

    total = oracle.shown(oracle.cents(oracle.general(accounts)))
    share = oracle.rate(total, oracle.shown(oracle.cents(accounts.expenditure)))
    assert numbers == ((total,) if share is None else (total, share))
    assert reader.comparison(rest) == oracle.comparison(accounts, total, strategies.PRIOR[2])


@given(strategies.accounts())
def test_the_structure_lists_every_category_with_its_share(accounts: jt.Accounts) -> None:
    """Each 类 spent on, once, under the edition's name, with its share of the total."""
    (line,) = _sections(accounts)["五（二）"]
    expected = oracle.categories(accounts)

    if not expected:
        assert re.fullmatch(rf"{reader.SELF}2018年度无一般公共预算财政拨款支出。", line)
        return
    pattern = rf"2018年度一般公共预算财政拨款支出{AMOUNT}，主要用于以下方面："
    (total,), rest = reader.lead(pattern, line)

    names = jt.load_edition("mof-2018").class_names
    assert total == oracle.shown(oracle.cents(oracle.general(accounts)))
    assert reader.parts(rest) == {
        f"{names[code].removesuffix('支出')}（类）支出": part for code, part in expected.items()
    }


@given(strategies.accounts())
def test_every_item_is_set_beside_its_budget(accounts: jt.Accounts) -> None:
    """Each 项 spent on or budgeted for: budget, outturn, completion and the word for which is more."""
    lead, *lines = _sections(accounts)["五（三）"]
    expected = oracle.items(accounts)

    if not expected:
        assert re.fullmatch(rf"{reader.SELF}2018年度无一般公共预算财政拨款支出。", lead)
        return
    headings, sentences = lines[::2], lines[1::2]

    assert [reader.item(line) for line in sentences] == list(expected.values())
    for number, (heading, code) in enumerate(zip(headings, expected, strict=True), start=1):
        section, item = accounts.names[code[:5]], accounts.names[code]
        assert heading.startswith(f"{number}. ")
        assert heading.endswith(f"（类）{section}（款）{item}（项）。")


@given(strategies.accounts())
def test_the_items_add_up_to_the_lead_of_their_section(accounts: jt.Accounts) -> None:
    """The lead prints the exact sums of budgets and outturns, and their quotient as printed."""
    lead, *_ = _sections(accounts)["五（三）"]

    if oracle.items(accounts):
        pattern = (
            rf"2018年度一般公共预算财政拨款支出年初预算数为{AMOUNT}，支出决算数为{AMOUNT}"
            rf"(?:，完成年初预算的{RATE})?，其中：$"
        )
        numbers, rest = reader.lead(pattern, lead)
        general = [b for b in accounts.budgets if b.fund is jt.Fund.GENERAL_PUBLIC_BUDGET]
        budget = oracle.shown(oracle.cents(general))
        outturn = oracle.shown(oracle.cents(oracle.general(accounts)))
        rate = oracle.rate(outturn, budget)
        assert numbers == ((budget, outturn) if rate is None else (budget, outturn, rate))
        assert not rest


@given(strategies.accounts())
def test_the_record_of_quotations_holds_every_printed_amount_and_rate(
    accounts: jt.Accounts,
) -> None:
    """Whatever looks like an amount or a rate in a paragraph was recorded where it stands."""
    prose = jt.narrate(jt.build_report(accounts))

    for paragraph in prose.paragraphs:
        found = re.findall(
            r"-?\d+\.\d\d(?:万元|%)|\d+(?:辆|批次|人次|个(?=[，。])|台)", paragraph.text
        )
        printed = Counter(found)
        recorded = Counter(paragraph.text[q.start : q.end] for q in paragraph.quotations)
        assert printed == recorded
        assert all(quotation.figures for quotation in paragraph.quotations)
