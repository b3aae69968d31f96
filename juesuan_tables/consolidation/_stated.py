"""The totals that others printed, of a department: what its units state together, or it itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from juesuan_tables.addresses import MEASURES, address
from juesuan_tables.consolidation._measures import OPERATING_COST, has_operating_cost
from juesuan_tables.consolidation._sources import few, told
from juesuan_tables.errors import Problem, shortened
from juesuan_tables.figure import add
from juesuan_tables.inputs.totals import parts
from juesuan_tables.model import Stated
from juesuan_tables.subjects import ancestors
from juesuan_tables.terms import Nature, Period, chinese_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.consolidation._units import Group
    from juesuan_tables.model import Accounts, AmountFact

Question = tuple[str, Period]
_OF_OPERATING_COST = f"{MEASURES}.{OPERATING_COST.key}.amount"
_THREE_PUBLIC = "three_public.outturn.total"
_ITEMS = {f"three_public.outturn.{item}" for item in ("travel_abroad", "vehicles", "reception")}
_BY_SUBJECT = {"income", "expenditure"}
_OF_BUDGET = {"total", Nature.BASIC.key, Nature.PROJECT.key}
_LINES = {
    "income_subtotal",
    "expenditure_subtotal",
    "income_total",
    "expenditure_total",
    "opening_balance",
    "closing_balance",
}
_LISTED = 3


def added(group: Group, eliminated: Mapping[str, Any]) -> tuple[tuple[Stated, ...], list[Problem]]:
    """Return the stated totals of this year and of last, and why some were left out.

    Units' totals are added up where all of them state one. What an elimination changes is left out;
    so are last year's totals of it, which hold what was not eliminated then. What the department
    states itself comes first.
    """
    changed = {*parts(eliminated)}
    found = _own(group.own) if group.own else {}
    number = len(group.units)
    units = [_Unit(unit, adjusting=n >= number) for n, unit in enumerate(group.added)]
    asked = {question for unit in units for question in unit.stated} - found.keys()
    dropped = sorted(figure for figure, _ in asked if figure in changed)
    lacking: defaultdict[tuple[Period, tuple[str, ...]], list[str]] = defaultdict(list)
    for question in sorted(question for question in asked if question[0] not in changed):
        if who := tuple(unit.accounts.unit for unit in units if unit.lacks(*question)):
            lacking[question[1], who].append(question[0])
        else:
            stating = (unit for unit in units if question in unit.stated)
            found[question] = _sum(
                question, [told(unit.accounts, unit.stated[question]) for unit in stating]
            )
    return tuple(found.values()), [*_incomplete(group, lacking), *_dropped(group, dropped)]


class _Unit:
    """What one unit, or a 差额表, states, and whether it should."""

    def __init__(self, accounts: Accounts, *, adjusting: bool) -> None:
        """Look at what its facts are part of."""
        self.accounts, self._adjusting = accounts, adjusting
        self.stated = {
            (fact.figure, fact.period): fact
            for fact in accounts.stated
            if fact.figure != _OF_OPERATING_COST or has_operating_cost(accounts)
        }
        facts = {name: getattr(accounts, name) for name in accounts.OF_TABLES}
        self._figures = {*parts(facts)} if adjusting else set()
        subjects = {fact.subject for fact in accounts.income}
        subjects |= {fact.subject for fact in accounts.expenditure}
        subjects |= {fact.subject for fact in accounts.balances if fact.subject}
        subjects |= {fact.subject for fact in accounts.budgets}
        subjects |= {fact.economic_subject for fact in accounts.economic_expenditure}
        self._codes = {code for subject in subjects for code in ancestors(subject)}

    def lacks(self, figure: str, period: Period) -> bool:
        """Return whether the department's total is unknown since this unit does not state one.

        Who has nothing on a subject, was not there last year, or has no 机关运行经费, need not; nor
        has a 差额表 that leaves the figure as it is.
        """
        if (figure, period) in self.stated:
            return False
        table, row, _ = address(figure)
        if self._adjusting:
            three_public = table == "three_public" and bool(self.accounts.three_public)
            return figure in self._figures or three_public
        if figure == _OF_OPERATING_COST and not has_operating_cost(self.accounts):
            return False
        if period is Period.LAST_YEAR:
            return not (self.accounts.newly_established or self._had_no(figure))
        return not row.isdecimal() or row in self._codes

    def _had_no(self, figure: str) -> bool:
        """Return whether last year's other items of “三公” are all of its total."""
        names = [_THREE_PUBLIC, *_ITEMS] if figure in _ITEMS else []
        asked = ((name, Period.LAST_YEAR) for name in names)
        facts = {each: self.stated[each] for each in asked if each in self.stated}
        total = facts.pop((_THREE_PUBLIC, Period.LAST_YEAR), None)
        if total is None or any(fact.margin for fact in (total, *facts.values())):
            return False
        return add(fact.amount for fact in facts.values()) == total.amount


def _sum(question: Question, facts: Sequence[AmountFact]) -> Stated:
    """Return the total of facts whose sources say whose they are."""
    figure, period = question
    return Stated(
        figure=figure,
        period=period,
        amount=add(fact.amount for fact in facts),
        margin=add(fact.margin for fact in facts),
        source=few(fact.source for fact in facts),
    )


def _own(own: Accounts) -> dict[Question, Stated]:
    """Return what the department states itself: totals, and what its facts add up to."""
    facts = {name: getattr(own, name) for name in own.OF_TABLES}
    found = {
        (figure, Period.THIS_YEAR): _sum((figure, Period.THIS_YEAR), each)
        for figure, each in parts(facts).items()
        if _in_every_edition(figure)
    }
    return found | {(fact.figure, fact.period): fact for fact in own.stated}


def _in_every_edition(figure: str) -> bool:
    """Return whether each edition prints a figure where there are facts for it."""
    table, row, column = address(figure)
    if table == "income_expenditure_summary":
        return row in _LINES or row.isdecimal()
    return table in _BY_SUBJECT or (table == "general_budget_expenditure" and column in _OF_BUDGET)


def _incomplete(
    group: Group, lacking: Mapping[tuple[Period, tuple[str, ...]], list[str]]
) -> Iterator[Problem]:
    """Yield what only some units state, once for the same units."""
    for (period, who), figures in lacking.items():
        name = "上年数" if period is Period.LAST_YEAR else "原表合计"
        what = f"{shortened('、'.join(who), 100)}没有填{_listed(figures)}，部门的{name}没有相加"
        advice = (
            "请在这些单位的文件里补填，或者用 --prior 给出部门上年公开的决算"
            if period is Period.LAST_YEAR
            else "部门数不与这些合计核对，各单位的合计请在各单位核对"
        )
        yield Problem(f"{group.unit} {name}", what, advice)


def _dropped(group: Group, figures: Iterable[str]) -> Iterator[Problem]:
    """Yield the totals that are no longer those of the units together."""
    if figures := [*dict.fromkeys(figures)]:
        what = (
            f"{_listed(figures)}，内部往来抵销后与各单位之和不同，各单位的原表合计、上年数没有相加"
        )
        yield Problem(f"{group.unit} 原表合计", what, "上年数请用 --prior 给出部门上年公开的决算")


def _listed(figures: Iterable[str]) -> str:
    figures = [*figures]
    more = f"等{len(figures)}项" if len(figures) > _LISTED else ""
    return "、".join(map(chinese_figure, figures[:_LISTED])) + more
