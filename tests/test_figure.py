"""Rounding happens once, and rounding alone never makes two figures disagree."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal, getcontext, localcontext

import oracle
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables import Figure, agrees

signed = st.one_of(strategies.amounts, strategies.amounts.map(lambda amount: -amount))


@given(signed)
def test_a_figure_is_shown_rounded_half_up(amount: Decimal) -> None:
    """What is shown is the amount in 万元, half up, as whole-number arithmetic has it."""
    shown = Figure("x", amount).shown

    assert shown == Decimal(oracle.shown(int(amount.scaleb(2)))).scaleb(-2)


@given(st.decimals("-49.99", "0", places=2))
def test_nothing_is_ever_shown_as_minus_zero(amount: Decimal) -> None:
    """An amount that rounds to zero prints as 0.00, whatever its sign."""
    assert str(Figure("x", amount)) == "0.00万元"


@given(st.lists(signed, max_size=50))
def test_rounding_alone_is_never_a_contradiction(amounts: list[Decimal]) -> None:
    """However many parts there are, printed parts agree with their printed total."""
    total = Figure.total("total", (Figure("part", amount) for amount in amounts))

    parts = Figure.total("total", (part.as_printed() for part in total.parts))

    assert agrees(parts, total.as_printed())


@given(signed, st.integers(2, 10**6))
def test_the_same_figure_printed_two_last_digits_apart_is_a_contradiction(
    amount: Decimal, last_digits: int
) -> None:
    """No amount rounds to both of two numbers that differ by 0.02万元 or more."""
    printed = Figure("x", amount).as_printed()

    other = Figure("x", printed.amount + last_digits * 100).as_printed()

    assert not agrees(printed, other)
    assert not agrees(other, printed)


@given(signed)
def test_an_exact_figure_agrees_with_itself_as_printed(amount: Decimal) -> None:
    """Whichever of the two is named first; and with the next last digit but one it does not."""
    exact = Figure("x", amount)
    printed = exact.as_printed()

    assert agrees(exact, printed)
    assert agrees(printed, exact)
    assert not agrees(Figure("x", amount + 101), printed)


@given(signed, signed)
def test_exact_figures_agree_only_when_they_are_equal(left: Decimal, right: Decimal) -> None:
    """Without a margin there is no tolerance."""
    assert agrees(Figure("x", left), Figure("y", right)) == (left == right)


@given(st.lists(signed, max_size=20))
def test_a_total_is_the_exact_sum_whatever_the_callers_context(amounts: list[Decimal]) -> None:
    """Decimal's context is the caller's; our sums do not depend on it."""
    exact = oracle.cents(_facts(amounts))

    with localcontext() as context:
        context.prec, context.rounding = 3, ROUND_DOWN
        total = Figure.total("x", [Figure("part", amount) for amount in amounts])
        shown = total.shown

    assert int(total.amount.scaleb(2)) == exact
    assert shown == Decimal(oracle.shown(exact)).scaleb(-2)
    assert getcontext().prec > 3


def _facts(amounts: list[Decimal]) -> list[jt.Balance]:
    kind, fund = jt.BalanceKind.OPENING_BALANCE, jt.Fund.NON_APPROPRIATION
    return [jt.Balance(kind=kind, fund=fund, amount=amount) for amount in amounts]


@given(signed, signed)
def test_a_change_is_what_a_reader_with_a_calculator_gets(now: Decimal, before: Decimal) -> None:
    """Amount and rate come from the two printed numbers, not from the amounts behind them."""
    change = jt.Change(Figure("now", now), Figure("before", before))

    a, b = (oracle.shown(int(amount.scaleb(2))) for amount in (now, before))
    rate = oracle.rate(abs(a - b), b) or None
    assert change.amount == Decimal(abs(a - b)).scaleb(-2)
    assert change.rate == (None if rate is None else Decimal(rate).scaleb(-2))


@pytest.mark.parametrize(
    ("now", "before", "amount", "rate"),
    [
        pytest.param("3605850", "3111800", "49.41", "15.88", id="the 2018 publication"),
        pytest.param("10651", "11321", "0.06", "5.31", id="shown figures, not exact ones (5.92)"),
        pytest.param("100", "49", "0.01", None, id="from a base shown as 0.00"),
        pytest.param("100", "0", "0.01", None, id="from nothing"),
        pytest.param("1234549", "1234501", "0.00", None, id="different 元, the same number"),
        pytest.param("10000000100", "10000000000", "0.01", None, id="a rate that rounds to 0.00"),
        pytest.param("100", "-100", "0.02", None, id="from a negative base"),
        pytest.param("0", "100", "0.01", "100.00", id="down to nothing"),
    ],
)
def test_a_change_has_a_rate_only_where_one_can_be_told(
    now: str, before: str, amount: str, rate: str | None
) -> None:
    """No rate from zero, from an unknown or a negative base, nor one that would print 0.00."""
    change = jt.Change(Figure("now", Decimal(now)), Figure("before", Decimal(before)))

    assert change.amount == Decimal(amount)
    assert change.rate == (None if rate is None else Decimal(rate))


def test_completion_and_share_follow_the_printed_figures() -> None:
    """1.07 of 1.20 is 89.17%, although 1.065 of 1.20 is 88.75%."""
    outturn, budget = Figure("a", Decimal(10650)), Figure("b", Decimal(12000))

    assert jt.completion(outturn, budget) == Decimal("89.17")
    assert jt.share(outturn, budget) == Decimal("89.17")
    assert jt.completion(outturn, Figure("b", Decimal(49))) is None


def test_a_figure_explains_itself_down_to_its_sources() -> None:
    """Each line names a part, its amount in 万元 and 元, and a leaf's source; nothings are left out."""
    rent = Figure("rent", Decimal(5000), source="支出.yaml 支出第1条", label="租赁费")
    none = Figure("none", Decimal(0), source="支出.yaml 支出第2条", label="取暖费")

    lines = Figure.total("total", [rent, none], label="合计").explain()

    assert lines == [
        "合计：0.50万元（5,000.00元）",
        "  租赁费：0.50万元（5,000.00元） ← 支出.yaml 支出第1条",
    ]


@given(st.lists(st.tuples(strategies.amounts, st.sampled_from((Decimal(0), Decimal(50))))))
def test_margins_add_up_with_the_amounts(parts: list[tuple[Decimal, Decimal]]) -> None:
    """A sum of figures read off a page is as uncertain as all of them together."""
    total = Figure.total("x", [Figure("p", amount, margin) for amount, margin in parts])

    assert total.margin == sum(margin for _, margin in parts)
    assert total.exists == bool(parts)


def test_a_count_prints_its_unit_and_a_score_its_decimals() -> None:
    """1辆 is a whole number, 95.50分 is not."""
    assert str(jt.Count("n", Decimal("12.00"), "辆")) == "12辆"
    assert str(jt.Count("n", Decimal("95.50"), "分")) == "95.50分"


def test_a_sum_of_counts_is_explained_by_its_parts_that_are_not_zero() -> None:
    """Label, number, unit and source; a level of indent for each step down."""
    kept = [
        jt.Count("a", Decimal(2), "辆", "某表第1条", "一般公务用车"),
        jt.Count("b", Decimal(0), "辆", "某表第2条", "其他用车"),
        jt.Count("c", Decimal(1), "辆"),
    ]
    total = jt.Count.total("t", kept, label="车辆总数")

    assert jt.Count.total("all", [total]).explain() == [
        "all：3辆",
        "  车辆总数：3辆",
        "    一般公务用车：2辆 ← 某表第1条",
        "    c：1辆",
    ]
    assert jt.Count.total("one", kept[:1]).unit == "辆"
    assert total == jt.Count.total("t", kept, label="又一个名称")
    assert jt.Figure("f", Decimal(1), label="甲") == jt.Figure("f", Decimal(1), label="乙")
