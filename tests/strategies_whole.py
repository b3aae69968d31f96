"""Any valid accounts: every field of every kind of fact, whether or not it makes sense together.

``strategies.accounts`` draws what a sensible unit states; this is for whatever only carries facts
from one place to another, and must lose none of them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from strategies_parts import ZERO, some, spread

import juesuan_tables as jt
from juesuan_tables.printable import unprintable
from juesuan_tables.terms import TABLES, glossary

if TYPE_CHECKING:
    from collections.abc import Iterable

HOSTILE = (
    "- 一",
    "a: b",
    "a:b",
    "键：值",
    "'",
    '"',
    '"a": 1',
    "yes",
    "no",
    "null",
    "~",
    "1e5",
    "010101",
    ".5",
    "2018-01-01",
    "#",
    "# 注",
    "甲 # 乙",
    "!!str",
    "&a",
    "*a",
    "@",
    "`",
    "%",
    "? ",
    "|-",
    ">",
    "[一]",
    "{一: 二}",
    "a, b",
    "\\",
    "\\n",
    "=1+1",
    "—",
    "/",
    "0",
    "是",
    "待填",
    "（甲）",
    "𠮷😀",
    "一\u00a0二\u3000三  四",
    "---",
    "...",
)
"""What some file format takes for something else than text."""
_printable = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")).filter(
    lambda character: unprintable(character) is None
)
_line = st.one_of(
    st.text("甲乙丙部门局办，。（）0123456789 ", max_size=12),
    st.sampled_from(HOSTILE),
    st.text(_printable, max_size=12),
    st.builds("{}{}".format, st.sampled_from(HOSTILE), st.text(_printable, max_size=4)),
)
one_line = _line.map(str.strip)
"""Text as the model keeps it, on one line: perhaps empty, never with blanks around it."""
names = one_line.filter(bool)
texts = st.one_of(one_line, st.lists(_line, max_size=4).map("\n".join)).map(str.strip)
"""Text as the model keeps it: several lines, blank and indented ones among them."""
amounts = st.one_of(some, some.map(lambda amount: -amount), st.integers(-(10**15) + 1, 10**15 - 1).map(spread))  # fmt: skip
margins = st.sampled_from((ZERO, Decimal("50.00"))) | some
subjects = st.sampled_from(("201", "20103", "2010301", "2120803", "2230105", "2299901"))
economic_subjects = st.sampled_from(("301", "30101", "30201", "302", "31013", "39999"))
_parts = st.sampled_from(sorted(glossary())) | subjects | economic_subjects
figures = st.builds("{}.{}.{}".format, st.sampled_from(sorted(TABLES)), _parts, _parts)
_dates = st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31))
_sources = st.just("") | one_line


def _fact(model: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(model, source=_sources, **fields)


def _amount(model: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return _fact(model, amount=amounts, margin=margins, **fields)


_kinds_of = {model: st.sampled_from(model) for model in (jt.Fund, jt.Nature, jt.Stage, jt.Period)}
_counterparties = st.none() | names
_uses = st.builds(jt.Use, economic_subject=economic_subjects, amount=amounts)

_scores = st.none() | st.integers(0, 10_000).map(spread)
_indicators = st.builds(
    jt.Indicator,
    aspect=names,
    name=names,
    target=names,
    actual=names,
    full_score=_scores,
    score=_scores,
)


@st.composite
def _measure(draw: st.DrawFn) -> jt.Measure:
    """Draw a measure whose value fits its unit."""
    key = draw(st.sampled_from(jt.MeasureKey))
    of_unit = {"元": some, "分": st.integers(0, 10_000).map(spread)}
    value = draw(of_unit.get(key.unit, st.integers(0, 10**6).map(Decimal)))
    return jt.Measure(key=key, value=value, source=draw(_sources))


@st.composite
def _transfer(draw: st.DrawFn) -> jt.Transfer:
    """Draw a transfer: where it was eliminated, both sides are alike."""
    sides = {"paid": st.none() | some, "received": st.none() | some}
    drawn = {name: draw(amount) for name, amount in sides.items()}
    alike = drawn["paid"] is not None and drawn["paid"] == drawn["received"]
    kept = [each for each in jt.Treatment if each is not jt.Treatment.ELIMINATED]
    return jt.Transfer(
        kind=draw(st.sampled_from(jt.TransferKind)),
        payer=draw(names),
        receiver=draw(names),
        treatment=draw(st.sampled_from([*jt.Treatment] if alike else kept)),
        source=draw(_sources),
        **drawn,
    )


_about_figures = _fact(
    jt.Note,
    kind=st.sampled_from(jt.NoteKind),
    figure=figures,
    topic=st.none(),
    text=names,
)
_about_topics = _fact(
    jt.Note,
    kind=st.sampled_from(jt.NoteKind),
    figure=st.none(),
    topic=st.sampled_from(jt.Topic),
    text=texts.filter(bool),  # an empty one is the same as none, and no file can state it
)
_FACTS = {
    "income": _amount(
        jt.Income,
        subject=subjects,
        kind=st.sampled_from(jt.IncomeKind),
        counterparty=_counterparties,
    ),
    "expenditure": _amount(
        jt.Expenditure,
        subject=subjects,
        nature=_kinds_of[jt.Nature],
        fund=_kinds_of[jt.Fund],
        counterparty=_counterparties,
    ),
    "economic_expenditure": _amount(jt.EconomicExpenditure, economic_subject=economic_subjects),
    "balances": _amount(
        jt.Balance,
        kind=st.sampled_from(jt.BalanceKind),
        fund=_kinds_of[jt.Fund],
        subject=st.none() | subjects,
    ),
    "budgets": _amount(
        jt.Budget,
        subject=subjects,
        fund=_kinds_of[jt.Fund],
        stage=st.sampled_from((jt.Stage.INITIAL_BUDGET, jt.Stage.FULL_YEAR_BUDGET)),
    ),
    "three_public": _amount(
        jt.ThreePublic,
        item=st.sampled_from(jt.ThreePublicItem),
        fund=_kinds_of[jt.Fund],
        stage=_kinds_of[jt.Stage],
    ),
    "stated": _amount(jt.Stated, figure=figures, period=_kinds_of[jt.Period]),
    "measures": _measure(),
    "notes": _about_figures | _about_topics,
    "projects": _fact(
        jt.Project,
        name=names,
        funds=amounts,
        uses=st.lists(_uses, max_size=3).map(tuple),
        indicators=st.lists(_indicators, max_size=3).map(tuple),
        texts=st.dictionaries(st.sampled_from(jt.ProjectText), texts, max_size=3),
    ),
    "transfers": _transfer(),
}
_ASKED_ONCE = ("stated", "measures", "notes", "projects", "transfers")


@st.composite
def whole_accounts(draw: st.DrawFn) -> jt.Accounts:
    """Draw any valid accounts; their edition is a shipped one, none, or a name that nobody knows."""
    facts = {name: draw(_several(name)) for name in _FACTS}
    return jt.Accounts(
        unit=draw(names),
        entity=draw(st.sampled_from(jt.Entity)),
        year=draw(st.integers(2000, 2100)),
        edition=draw(st.none() | st.sampled_from(jt.edition_ids()) | _edition_names),
        approval_number=draw(st.none() | names),
        approval_date=draw(_dates),
        publication_date=draw(_dates),
        report_type=draw(st.none() | st.sampled_from(jt.ReportType)),
        newly_established=draw(st.booleans()),
        declassified=draw(st.booleans()),
        names=draw(st.dictionaries(subjects | economic_subjects, names, max_size=4)),
        members=draw(st.lists(_units, max_size=3).map(tuple)),
        **facts,
    )


_edition_names = names.filter(lambda name: not name.endswith((".yaml", ".yml")))  # not a file
_units = st.builds(jt.Unit, name=names, kind=st.sampled_from(jt.UnitKind))


def _several(name: str) -> st.SearchStrategy[list[Any]]:
    """Facts of one kind, of which a question is answered once."""
    if name in _ASKED_ONCE:
        return st.lists(_FACTS[name], max_size=4, unique_by=lambda fact: fact.question)
    return st.lists(_FACTS[name], max_size=4)


def without_sources(accounts: jt.Accounts) -> dict[str, Any]:
    """Return all that accounts state but where it was read, in an order that sources do not set."""
    fields = accounts.model_dump()
    return fields | {name: _bare(fields[name]) for name in jt.Accounts.FACTS}


def _bare(facts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    bare = [{key: value for key, value in fact.items() if key != "source"} for fact in facts]
    return sorted(bare, key=repr)
