"""Facts of which many print as 0.00, or just miss another last digit: what printed tables hide."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import strategies
from hypothesis import strategies as st
from strategies_parts import ECONOMIC

import juesuan_tables as jt

GENERAL, OUTSIDE = jt.Fund.GENERAL_PUBLIC_BUDGET, jt.Fund.NON_APPROPRIATION
KIND_OF_FUND = dict(zip(jt.Fund, jt.IncomeKind, strict=False))
_AMOUNTS = ("0.01", "25", "49.99", "50", "99.99", "149.99", "100000", "100049.99", "12345.67")
amounts = st.sampled_from([Decimal(f"{sign}{each}") for sign in ("", "", "-") for each in _AMOUNTS])
"""元, most of them just below or just above half a last digit, some less than nothing."""


@st.composite
def accounts(draw: st.DrawFn) -> jt.Accounts:
    """Any facts of an edition, consistent or not; its subjects are paid for by all funds."""
    edition = jt.load_edition(draw(st.sampled_from(jt.edition_ids())))
    appropriations = strategies.funds(edition)
    lacking = [kind for fund, kind in KIND_OF_FUND.items() if fund not in appropriations]
    kinds = [kind for kind in jt.IncomeKind if kind not in lacking[:-1]]
    fields: dict[str, Any] = {
        "income": {"subject": _subjects(edition), "kind": st.sampled_from(kinds)},
        "economic_expenditure": {"economic_subject": st.sampled_from(_economic(edition))},
        "three_public": {
            "item": st.sampled_from(jt.ThreePublicItem),
            "stage": st.sampled_from(jt.Stage),
            "fund": st.just(GENERAL),
        },
    }
    records = {name: st.fixed_dictionaries(each) for name, each in fields.items()}
    records["expenditure"] = _spending(edition, appropriations)
    records["balances"] = _balances(edition, appropriations)
    facts = {
        name: [{**each, "amount": draw(amounts)} for each in draw(st.lists(record, max_size=9))]
        for name, record in records.items()
    }
    year = edition.from_year
    return jt.Accounts(unit="某局", entity="部门", year=year, edition=edition.id, **facts)


def _subjects(edition: jt.Edition) -> st.SearchStrategy[str]:
    codes = [code for fund in strategies.SUBJECTS for code in strategies.subjects(edition, fund)]
    return st.sampled_from(codes)


def _economic(edition: jt.Edition) -> list[str]:
    form = edition.form("general_budget_basic")
    assert form
    printed = {line.key for block in form.blocks for line in block.lines}
    return sorted(code for codes in ECONOMIC.values() for code in codes if code in printed)


def _spending(edition: jt.Edition, appropriations: list[jt.Fund]) -> st.SearchStrategy[Any]:
    """Spending of the natures that each fund pays for."""
    natures = [(fund, nature) for fund in appropriations for nature in tuple(jt.Nature)[:2]]
    natures += [(OUTSIDE, nature) for nature in jt.Nature]
    return st.builds(
        lambda subject, kind: {"subject": subject, "fund": kind[0], "nature": kind[1]},
        _subjects(edition),
        st.sampled_from(natures),
    )


def _balances(edition: jt.Edition, appropriations: list[jt.Fund]) -> st.SearchStrategy[Any]:
    """Balances of the kinds that each fund has, with a subject where a table prints them so."""
    kinds = [(fund, kind) for fund in appropriations for kind in tuple(jt.BalanceKind)[:2]]
    kinds += [(OUTSIDE, kind) for kind in jt.BalanceKind]

    def balance(subject: str, of: tuple[jt.Fund, jt.BalanceKind]) -> dict[str, Any]:
        form = edition.form(strategies.TABLE_OF_FUND.get(of[0], ""))
        by_subject = form is not None and of[1].key in form.column_labels
        return {"fund": of[0], "kind": of[1], "subject": subject if by_subject else None}

    return st.builds(balance, _subjects(edition), st.sampled_from(kinds))
