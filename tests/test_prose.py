"""Every number in the explanation, read back, is the one that the facts demand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import oracle
import prose_reader as reader
import strategies
from hypothesis import given
from prose_reader import AMOUNT, RATE, SELF, Explanation

import juesuan_tables as jt

accounts_of_hunan = strategies.accounts(*strategies.HUNAN)


@given(accounts_of_hunan)
def test_the_overall_section_says_the_total_and_its_change(accounts: jt.Accounts) -> None:
    """总计 is printed; the change against last year is what the two printed totals make it."""
    (line,) = Explanation(accounts).under("overall")

    (total,), rest = reader.lead(rf"今年度收、支总计{AMOUNT}。", line)

    figure = "income_expenditure_summary.income_total.amount"
    assert total == oracle.total_income(accounts)
    assert reader.comparison(rest) == oracle.comparison(accounts, total, figure)


@given(strategies.accounts())
def test_the_income_section_lists_every_kind_received(accounts: jt.Accounts) -> None:
    """Each kind with facts, and no other, with its share of 本年收入合计 as printed."""
    (line,) = Explanation(accounts).under("income")

    (total,), rest = reader.lead(rf"本年收入合计{AMOUNT}(?:，其中：|。$)", line)

    assert total == oracle.shown(oracle.cents(accounts.income))
    assert (reader.parts(rest) if rest else {}) == oracle.incomes(accounts)


@given(strategies.accounts())
def test_the_expenditure_section_lists_every_nature_spent_on(accounts: jt.Accounts) -> None:
    """Each 支出性质 with facts, and no other, with the share of 本年支出合计 as printed."""
    (line,) = Explanation(accounts).under("expenditure")

    (total,), rest = reader.lead(rf"本年支出合计{AMOUNT}(?:，其中：|。$)", line)

    assert total == oracle.shown(oracle.cents(accounts.expenditure))
    assert (reader.parts(rest) if rest else {}) == oracle.natures(accounts)


@given(accounts_of_hunan)
def test_the_appropriations_are_compared_with_last_year(accounts: jt.Accounts) -> None:
    """收、支总计 of the appropriations, and its change from what was printed last year."""
    (line,) = Explanation(accounts).under("appropriation_overall")

    (total,), rest = reader.lead(rf"今年度财政拨款收、支总计{AMOUNT}。", line)

    figure = "appropriation_summary.income_total.amount"
    assert total == oracle.appropriation_total(accounts)
    assert reader.comparison(rest) == oracle.comparison(accounts, total, figure)


@given(accounts_of_hunan)
def test_the_general_budget_is_compared_with_all_spending_and_last_year(
    accounts: jt.Accounts,
) -> None:
    """The share is of 本年支出合计; the change is against last year's printed total."""
    (line,) = Explanation(accounts).under("general_budget_overall")

    pattern = rf"今年度一般公共预算财政拨款支出{AMOUNT}(?:，占本年支出合计的{RATE})?。"
    numbers, rest = reader.lead(pattern, line)

    figure = "general_budget_expenditure.total.total"
    total = oracle.shown(oracle.cents(oracle.general(accounts)))
    share = oracle.rate(total, oracle.shown(oracle.cents(accounts.expenditure)))
    assert numbers == ((total,) if share is None else (total, share))
    assert reader.comparison(rest) == oracle.comparison(accounts, total, figure)


@given(accounts_of_hunan)
def test_the_structure_lists_every_category_with_its_share(accounts: jt.Accounts) -> None:
    """Each 类 spent on, once, under the edition's name, with its share of the total."""
    (line,) = Explanation(accounts).under("general_budget_structure")
    expected = oracle.categories(accounts)

    if not expected:
        assert line == f"{oracle.this_unit(accounts)}今年度无一般公共预算财政拨款支出。"
        return
    pattern = rf"今年度一般公共预算财政拨款支出{AMOUNT}，主要用于以下方面："
    (total,), rest = reader.lead(pattern, line)

    names = oracle.edition(accounts).class_names
    assert total == oracle.shown(oracle.cents(oracle.general(accounts)))
    assert reader.parts(rest) == {
        f"{names[code].removesuffix('支出')}（类）支出": part for code, part in expected.items()
    }


@given(accounts_of_hunan)
def test_every_item_is_set_beside_its_budget(accounts: jt.Accounts) -> None:
    """Each 项 spent on or budgeted for: budget, outturn, completion and the word for which is more."""
    lead, *lines = Explanation(accounts).under("general_budget_items")
    expected = oracle.items(accounts)

    if not expected:
        assert lead == f"{oracle.this_unit(accounts)}今年度无一般公共预算财政拨款支出。"
        return
    items = reader.item_paragraphs(lines)

    assert [item for _, item in items] == list(expected.values())
    for (name, _), code in zip(items, expected, strict=True):
        section, item = accounts.names[code[:5]], accounts.names[code]
        assert name.endswith(f"（类）{section}（款）{item}（项）。")


@given(accounts_of_hunan)
def test_the_items_add_up_to_the_lead_of_their_section(accounts: jt.Accounts) -> None:
    """The lead prints the exact sums of budgets and outturns, and their quotient as printed."""
    lead, *_ = Explanation(accounts).under("general_budget_items")

    if oracle.items(accounts):
        pattern = rf"今年度一般公共预算财政拨款支出{reader.BESIDE}{reader.COMPLETION}，其中："
        match = re.fullmatch(pattern, lead)
        assert match, lead
        whole = oracle.general_budget(accounts)
        assert reader.item_of(match) == replace(whole, words="", reason="", purpose="")


@given(strategies.accounts())
def test_the_record_of_quotations_holds_every_printed_amount_and_rate(
    accounts: jt.Accounts,
) -> None:
    """Whatever looks like an amount or a rate in a paragraph was recorded where it stands."""
    prose = jt.narrate(jt.build_report(accounts))

    for paragraph in prose.paragraphs:
        found = re.findall(
            r"-?\d+\.\d\d(?:万元|%|分)|\d+(?:辆|批次|人次|人(?!次)|个|台)", paragraph.text
        )
        printed = Counter(each for each in found if each not in _thresholds(accounts))
        recorded = Counter(paragraph.text[q.start : q.end] for q in paragraph.quotations)
        assert printed == recorded
        assert all(quotation.figures for quotation in paragraph.quotations)


def _thresholds(accounts: jt.Accounts) -> tuple[str, ...]:
    """Return the limits that the edition's sentences name; no figure stands behind them."""
    return tuple(oracle.edition(accounts).thresholds.values())


@given(strategies.accounts())
def test_a_unit_calls_itself_what_it_is(accounts: jt.Accounts) -> None:
    """本部门 or 本单位, as the 公开主体 is; no sentence mixes them."""
    text = Explanation(accounts).text

    assert set(re.findall(SELF, text)) <= {oracle.this_unit(accounts)}
