"""The Shanghai wording: every section says, to its last character, what the facts demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import oracle
import pytest
import shanghai_wording as wording
import strategies
from hypothesis import given
from prose_reader import Explanation
from shanghai_wording import percent, wan

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Sequence

accounts_of_shanghai = strategies.accounts(*strategies.SHANGHAI)
ITEM, NOTHING = jt.ThreePublicItem, "今年度无一般公共预算财政拨款"
ITEMS: dict[str, Sequence[jt.ThreePublicItem]] = {
    "因公出国（境）费": (ITEM.TRAVEL_ABROAD,),
    "公务用车购置及运行维护费": oracle.VEHICLES,
    "公务接待费": (ITEM.RECEPTION,),
}
FIGURES = dict(
    zip(
        ITEMS,
        (f"three_public.outturn.{n}" for n in ("travel_abroad", "vehicles", "reception")),
        strict=True,
    )
)
TOTAL = "three_public.outturn.total"


@strategies.half
@given(accounts_of_shanghai)
def test_the_totals_are_compared_with_last_year(accounts: jt.Accounts) -> None:
    """收入支出总计 of all funds, and of the appropriations: each with its own change and reason."""
    explanation = Explanation(accounts)

    for template, name, table, total in (
        ("overall", "", "income_expenditure_summary", oracle.total_income(accounts)),
        (
            "appropriation_overall",
            "财政拨款",
            "appropriation_summary",
            oracle.appropriation_total(accounts),
        ),
    ):
        subject = f"{name}收入支出总计"
        compared = wording.compared(accounts, total, f"{table}.income_total.amount", subject)
        text = f"{accounts.unit}今年度{subject}{wan(total)}。{compared}"
        assert explanation.under(template) == [text]


@strategies.half
@given(accounts_of_shanghai)
def test_the_general_budget_is_compared_with_all_spending_and_last_year(
    accounts: jt.Accounts,
) -> None:
    """The share is of 本年支出合计; the change is against last year's printed total."""
    total = oracle.shown(oracle.cents(oracle.general(accounts)))
    share = oracle.rate(total, oracle.shown(oracle.cents(accounts.expenditure)))

    name, figure = "一般公共预算财政拨款支出", "general_budget_expenditure.total.total"
    of_all = "" if share is None else f"，占本年支出合计的{percent(share)}"
    compared = wording.compared(accounts, total, figure, name)
    paragraphs = Explanation(accounts).under("general_budget_overall")
    assert paragraphs == [f"{name}{wan(total)}{of_all}。{compared}"]


@strategies.half
@given(accounts_of_shanghai)
def test_the_structure_lists_every_category_with_its_share(accounts: jt.Accounts) -> None:
    """Each 类 spent on, once, under its full name, with its share of the total."""
    paragraphs = Explanation(accounts).under("general_budget_structure")
    categories, names = oracle.categories(accounts), oracle.edition(accounts).class_names

    if not categories:
        assert paragraphs == [f"{accounts.unit}{NOTHING}支出。"]
        return
    listed = "；".join(
        f"{names[code]}（类）{wan(amount)}" + ("" if share is None else f"，占{percent(share)}")
        for code, (amount, share) in categories.items()
    )
    total = oracle.shown(oracle.cents(oracle.general(accounts)))
    text = f"一般公共预算财政拨款支出{wan(total)}，主要用于以下方面：{listed}。"
    assert paragraphs == [text]


@strategies.half
@given(accounts_of_shanghai)
def test_every_item_is_set_beside_its_budget_and_the_whole_beside_its_own(
    accounts: jt.Accounts,
) -> None:
    """The whole with its completion, then each 项 spent on or budgeted for; 全年预算 after 年初."""
    paragraphs = Explanation(accounts).under("general_budget_items")
    items = oracle.items(accounts)

    if not items:
        assert paragraphs == [f"{accounts.unit}{NOTHING}支出。"]
        return
    whole = oracle.general_budget(accounts)
    lead = (
        f"一般公共预算财政拨款支出{wording.beside(whole)}{wording.completed(whole, whole.stage)}。"
        f"{wording.which_is_more(whole)}其中："
    )
    assert paragraphs == [lead, *wording.items(accounts, items)]


@strategies.half
@given(accounts_of_shanghai)
def test_basic_spending_names_exactly_the_subjects_that_are_not_zero(
    accounts: jt.Accounts,
) -> None:
    """人员经费 and 公用经费, and under each the 款 that have an amount."""
    paragraphs = Explanation(accounts).under("general_budget_basic")
    spent = [f for f in oracle.general(accounts) if f.nature is jt.Nature.BASIC]
    if not spent:
        assert paragraphs == [f"{accounts.unit}{NOTHING}基本支出。"]
        return
    blocks = oracle.form(accounts, "general_budget_basic").blocks
    names = {line.key: line.label for block in blocks for line in block.lines}
    groups = []
    for name, (amount, _, codes) in oracle.basic(accounts).items():
        listed = "、".join(names[code] for code in codes)
        groups.append(f"{name}{wan(amount)}" + (f"，主要包括：{listed}" if listed else ""))
    total = oracle.shown(oracle.cents(spent))
    lead = f"一般公共预算财政拨款基本支出{wan(total)}。其中："
    assert paragraphs == [f"{lead}{'；'.join(groups)}。"]


def _spent(accounts: jt.Accounts, *items: jt.ThreePublicItem) -> int:
    """Return the outturn of some items of “三公”, or of all, as printed."""
    facts = oracle.three_public_facts(accounts, jt.Stage.OUTTURN, *items)
    return oracle.shown(oracle.cents(facts))


def _change(accounts: jt.Accounts, name: str) -> oracle.Comparison:
    """Return what must be said of an item of “三公” against last year."""
    return oracle.comparison(accounts, _spent(accounts, *ITEMS[name]), FIGURES[name])


def _whole_change(accounts: jt.Accounts) -> oracle.Comparison:
    return oracle.comparison(accounts, _spent(accounts), TOTAL)


def _speaks_of_three_public(accounts: jt.Accounts) -> bool:
    """Return whether there is any “三公”, or was last year."""
    return oracle.any_three_public(accounts) or "减少" in _whole_change(accounts).kind


@strategies.half
@given(accounts_of_shanghai)
def test_without_three_public_only_that_is_said(accounts: jt.Accounts) -> None:
    """Either that there is none, and no section within; or both sections, and nothing before."""
    explanation = Explanation(accounts)
    sections = [explanation.under(f"three_public_{name}") for name in ("overall", "items")]

    if _speaks_of_three_public(accounts):
        assert explanation.under("three_public") == []
        assert all(sections)
    else:
        text = f"{accounts.unit}今年度无“三公”经费财政拨款支出。"
        assert explanation.under("three_public") == [text]
        assert not any(sections)


@strategies.half
@given(accounts_of_shanghai)
def test_three_public_is_set_beside_its_budget(accounts: jt.Accounts) -> None:
    """The whole and each item with 完成预算, of all the funds in the table's title; then why."""
    if not _speaks_of_three_public(accounts):
        return
    whole = oracle.three_public(accounts, TOTAL)
    listed = "；".join(
        f"{name}支出决算为{wan(item.outturn)}{wording.completed(item, '预算')}"
        for name, kinds in ITEMS.items()
        for item in [oracle.three_public(accounts, FIGURES[name], *kinds)]
    )
    text = (
        f"“三公”经费财政拨款支出{wording.beside(whole)}{wording.completed(whole, '预算')}，"
        f"其中：{listed}。今年度“三公”经费支出{wording.which_is_more(whole)}"
    )

    assert Explanation(accounts).under("three_public_overall")[0] == text


@strategies.half
@given(accounts_of_shanghai)
def test_three_public_and_its_items_are_compared_with_last_year(accounts: jt.Accounts) -> None:
    """The change of the whole, of every item whose last year is known, and the items' reasons."""
    if not _speaks_of_three_public(accounts):
        return
    _, *compared = Explanation(accounts).under("three_public_overall")
    whole = _whole_change(accounts)
    if accounts.newly_established or whole.kind == "无上年数":
        assert compared == ([wording.new(accounts)] if accounts.newly_established else [])
        return
    changes = {name: _change(accounts, name) for name in ITEMS}
    known = {name: said for name, said in changes.items() if said.kind != "无上年数"}
    listed = "；".join(
        f"{name}支出决算{wording.change(said) if wording.differs(said) else '持平'}"
        for name, said in known.items()
    )
    reasons = "".join(
        f"{name}支出{said.kind[:2]}的主要原因是{said.reason}。"
        for name, said in known.items()
        if said.reason
    )
    against = f"比去年度{wording.change(whole)}" if wording.differs(whole) else "与去年度持平"
    items = f"，其中：{listed}" if listed else ""
    assert compared == [f"今年度“三公”经费财政拨款支出决算数{against}{items}。{reasons}"]


@pytest.mark.parametrize("fund", [jt.Fund.GOVERNMENT_FUND, jt.Fund.STATE_CAPITAL])
@strategies.half
@given(accounts=accounts_of_shanghai)
def test_the_funds_say_what_came_and_went(accounts: jt.Accounts, fund: jt.Fund) -> None:
    """Income and spending of the fund, then each 项 beside its budget. Or that there is nothing."""
    paragraphs = Explanation(accounts).under(oracle.TABLE_OF_FUND[fund])
    if not oracle.any_flow(accounts, fund):
        assert paragraphs == [f"{accounts.unit}今年度无{fund}收入和支出。"]
        return
    flow, items = oracle.flow(accounts, fund), oracle.items(accounts, fund)
    income, spent = (
        wan(oracle.shown(oracle.cents(flow[column]))) for column in ("income_subtotal", "total")
    )
    end = "，支出具体情况如下：" if items else "。"

    lead = f"{fund}收入{income}，支出{spent}{end}"
    assert paragraphs == [lead, *wording.items(accounts, items)]
