"""基本支出, “三公” and the funds, read back: each number is the one demanded; and the glossary."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import oracle
import prose_reader as reader
import pytest
import strategies
from hypothesis import given
from prose_reader import AMOUNT, COUNT, RATE, REASON, SELF, Explanation

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Sequence

accounts_of_hunan = strategies.accounts(*strategies.HUNAN)
KEY, ITEM = jt.MeasureKey, jt.ThreePublicItem
ITEMS = {
    "travel_abroad": (ITEM.TRAVEL_ABROAD,),
    "reception": (ITEM.RECEPTION,),
    "vehicles": oracle.VEHICLES,
}
"""The items of “三公” as the sections name them."""
USED = rf"(?:，主要用于({REASON}))?"


def _label(accounts: jt.Accounts, item: str) -> str:
    """Return what the edition's table calls an item of “三公”."""
    return oracle.form(accounts, "three_public").column_labels[item]


def _scope(accounts: jt.Accounts) -> str:
    """Return whose “三公” the edition's table holds, as its title says."""
    form = jt.load_edition(accounts.edition or "").form("three_public")
    assert form
    return form.title.removesuffix("决算表")


@given(accounts_of_hunan)
def test_basic_spending_names_exactly_the_subjects_that_are_not_zero(
    accounts: jt.Accounts,
) -> None:
    """人员经费 and 公用经费 with their shares, and under each the 款 that have an amount."""
    (line,) = Explanation(accounts).under("general_budget_basic")
    spent = [f for f in oracle.general(accounts) if f.nature is jt.Nature.BASIC]
    if not spent:
        assert line == f"{oracle.this_unit(accounts)}今年度无一般公共预算财政拨款基本支出。"
        return
    pattern = rf"今年度一般公共预算财政拨款基本支出{AMOUNT}，其中："
    (total,), rest = reader.lead(pattern, line)
    assert total == oracle.shown(oracle.cents(spent))

    form = oracle.form(accounts, "general_budget_basic")
    names = {each.key: each.label for block in form.blocks for each in block.lines}
    groups = oracle.basic(accounts)
    for text, (name, expected) in zip(
        rest.removesuffix("。").split("；"), groups.items(), strict=True
    ):
        match = re.fullmatch(rf"{name}{AMOUNT}(?:，占基本支出的{RATE})?(?:，主要包括(\D+))?", text)
        assert match, text
        assert (reader.number(match[1]), reader.maybe(match[2])) == expected[:2]
        listed = match[3].split("、") if match[3] else []
        assert listed == [names[code] for code in expected[2]]


def _fell(accounts: jt.Accounts) -> bool:
    """Return whether an item of “三公” prints less than last year."""
    return any("减少" in _change(accounts, item).kind for item in ITEMS)


def _change(accounts: jt.Accounts, item: str) -> oracle.Comparison:
    """Return what must be said of an item of “三公” against last year."""
    spent = oracle.three_public_facts(accounts, jt.Stage.OUTTURN, *ITEMS[item])
    now = oracle.shown(oracle.cents(spent))
    return oracle.comparison(accounts, now, f"three_public.outturn.{item}")


@given(accounts_of_hunan)
def test_three_public_is_set_beside_budget_and_last_year(accounts: jt.Accounts) -> None:
    """The whole and each item, of the funds in the table's title: budget, outturn, change, reasons."""
    lead, *lines = Explanation(accounts).under("three_public_overall")
    if not (oracle.any_three_public(accounts) or _fell(accounts)):
        assert lead == f"{oracle.this_unit(accounts)}今年度无{_scope(accounts)}。"
        assert not lines
        return
    pattern = rf"“三公”经费财政拨款支出{reader.BESIDE}{reader.COMPLETION}，其中："
    match = re.fullmatch(pattern, lead)
    assert match, lead
    whole = oracle.three_public(accounts, "three_public.outturn.total")
    assert reader.item_of(match) == replace(whole, words="", reason="")

    for line, (item, kinds) in zip(lines, ITEMS.items(), strict=True):
        figure = f"three_public.outturn.{item}"
        said, rest = reader.item_and_rest(line.removeprefix(f"{_label(accounts, item)}支出"))
        assert said == replace(oracle.three_public(accounts, figure, *kinds), purpose="")
        assert reader.comparison(rest) == _change(accounts, item)


@given(accounts_of_hunan)
def test_three_public_is_broken_down_into_shares(accounts: jt.Accounts) -> None:
    """Each item with its share of the whole; without any “三公” the section is left out."""
    paragraphs = Explanation(accounts).under("three_public_items")
    assert bool(paragraphs) == oracle.any_three_public(accounts)
    if not paragraphs:
        return
    _, rest = reader.lead("今年度“三公”经费财政拨款支出决算中，", paragraphs[0])

    whole = _outturn(accounts)
    amounts = {item: _outturn(accounts, *kinds) for item, kinds in ITEMS.items()}
    assert reader.parts(rest.removesuffix("其中：")) == {
        f"{_label(accounts, item)}支出决算": (amount, oracle.rate(amount, whole))
        for item, amount in amounts.items()
    }


def _outturn(accounts: jt.Accounts, *items: jt.ThreePublicItem) -> int:
    """Return the outturn of some items of “三公”, or of all, as printed."""
    facts = oracle.three_public_facts(accounts, jt.Stage.OUTTURN, *items)
    return oracle.shown(oracle.cents(facts))


def _purposes(accounts: jt.Accounts, item: str) -> list[str]:
    """Return what an item of “三公” was for, if that was said."""
    return [each for each in [oracle.purpose(accounts, f"three_public.outturn.{item}")] if each]


@given(accounts_of_hunan)
def test_three_public_stands_with_its_counts(accounts: jt.Accounts) -> None:
    """团组, 批次 and 人次, vehicles bought and kept, beside the amounts that they belong to."""
    paragraphs = Explanation(accounts).under("three_public_items")
    if not paragraphs:
        return
    _, abroad, reception, vehicles = paragraphs

    def read(pattern: str, line: str, item: str) -> list[str]:
        match = re.fullmatch(pattern, line)
        assert match, line
        found = [group for group in match.groups() if group]
        assert [g for g in found if not g[0].isdigit()] == _purposes(accounts, item)
        return [group.replace(".", "") for group in found if group[0].isdigit()]

    assert read(
        rf"1、因公出国（境）费支出决算为{AMOUNT}，因公出国（境）团组{COUNT}个，累计{COUNT}人次{USED}。",
        abroad,
        "travel_abroad",
    ) == _digits(accounts, (ITEM.TRAVEL_ABROAD,), KEY.DELEGATIONS_ABROAD, KEY.TRAVELLERS_ABROAD)
    foreign = [KEY.FOREIGN_RECEPTIONS] if oracle.stated(accounts, KEY.FOREIGN_RECEPTIONS) else []
    if foreign and oracle.stated(accounts, KEY.FOREIGN_GUESTS):
        foreign.append(KEY.FOREIGN_GUESTS)
    words = "".join(["", f"，其中外宾接待{COUNT}批次", f"、{COUNT}人次"][: len(foreign) + 1])
    assert read(
        rf"2、公务接待费支出决算为{AMOUNT}，国内公务接待{COUNT}批次、{COUNT}人次{words}{USED}。",
        reception,
        "reception",
    ) == _digits(accounts, (ITEM.RECEPTION,), KEY.RECEPTIONS, KEY.GUESTS, *foreign)
    bought, kept, running = (
        _digits(accounts, (ITEM.VEHICLE_PURCHASE,), KEY.VEHICLES_BOUGHT),
        _digits(accounts, (ITEM.VEHICLE_RUNNING,), KEY.VEHICLES_KEPT)[1:],
        _digits(accounts, (ITEM.VEHICLE_RUNNING,)),
    )
    assert read(
        rf"3、{_label(accounts, 'vehicles')}支出决算为{AMOUNT}，其中：公务用车购置费{AMOUNT}，"
        rf"购置公务用车{COUNT}辆；公务用车运行维护费{AMOUNT}{USED}。截至今年12月31日，"
        rf"{SELF}开支财政拨款的公务用车保有量为{COUNT}辆。",
        vehicles,
        "vehicle_running",
    ) == [*_digits(accounts, oracle.VEHICLES), *bought, *running, *kept]


def _digits(
    accounts: jt.Accounts, items: Sequence[jt.ThreePublicItem], *keys: jt.MeasureKey
) -> list[str]:
    """Return the digits of an amount of “三公” and of the counts beside it."""
    amount = _outturn(accounts, *items)
    return [f"{amount:03}", *(str(oracle.count(accounts, key)) for key in keys)]


FUNDS = {
    "government_fund": (jt.Fund.GOVERNMENT_FUND, "收入和支出"),
    "state_capital": (jt.Fund.STATE_CAPITAL, "支出"),
}
"""The funds with a section of their own, and what there is none of."""


@pytest.mark.parametrize("table", FUNDS)
def test_the_funds_say_what_came_and_went(table: str) -> None:
    """The columns of the fund's table, then each 项 beside its budget. Or that there is nothing."""
    editions = [name for name in strategies.HUNAN if jt.load_edition(name).form(table)]
    fund, nothing = FUNDS[table]

    @given(strategies.accounts(*editions))
    def holds(accounts: jt.Accounts) -> None:
        lead, *lines = Explanation(accounts).under(table)
        if not oracle.any_flow(accounts, fund):
            assert lead == f"{oracle.this_unit(accounts)}今年度无{fund}{nothing}。"
            assert not lines
            return
        flow, items = oracle.flow(accounts, fund), oracle.items(accounts, fund)
        labels = oracle.form(accounts, table).column_labels
        columns = "，".join(rf"{labels[column]}{AMOUNT}" for column in flow)
        numbers, rest = reader.lead(rf"今年度{fund}{columns}", lead)

        assert numbers == tuple(oracle.shown(oracle.cents(facts)) for facts in flow.values())
        assert rest == ("，支出具体情况如下：" if items else "。")
        said = reader.item_paragraphs(lines)
        assert [item for _, item in said] == list(items.values())
        for (name, _), code in zip(said, items, strict=True):
            assert name.endswith(f"{accounts.names[code]}（项）。")

    holds()


@given(strategies.accounts())
def test_the_glossary_explains_exactly_the_terms_that_occur(accounts: jt.Accounts) -> None:
    """A term stands there if it always does, or if the explanation or a table prints it.

    They are in the edition's order, each with its meaning and what the unit says of it.
    """
    explanation = Explanation(accounts)
    text, _, rest = explanation.text.partition("第四部分 名词解释\n")
    glossary = rest.partition("第五部分 附件\n")[0]
    tables = "\n".join(table.to_text() for table in explanation.report.tables.values())

    explained = [line.split("、", 1)[1] for line in glossary.splitlines()]

    expected = [
        f"{entry.term}：{entry.text}" + (f"主要是：{mainly}。" if mainly else "")
        for entry in oracle.edition(accounts).glossary
        if entry.always or any(word in text or word in tables for word in (entry.term, *entry.also))
        for mainly in [oracle.purpose(accounts, entry.figure) if entry.figure else ""]
    ]
    assert explained == expected
    assert len(explained) > 10
