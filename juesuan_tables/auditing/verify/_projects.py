"""Reports on projects: what each got and used, and all of them beside 项目支出."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import total
from juesuan_tables.auditing.claims._model import Quantity, Stated
from juesuan_tables.auditing.claims._topics import TopicOf
from juesuan_tables.auditing.verify import _rules as rules
from juesuan_tables.auditing.verify._book import range_of, wan
from juesuan_tables.figure import add

if TYPE_CHECKING:
    from juesuan_tables.auditing.verify._book import Book

_PROJECT = "expenditure.total.project"
_SUMS = frozenset({"合计", "共计", "总计"})


def projects(book: Book) -> None:
    """Prove what the reports on projects state of money."""
    reports: defaultdict[tuple[str, ...], list[Quantity]] = defaultdict(list)
    for claim in book.reading.claims:
        if isinstance(claim, Stated) and claim.quantity.topic is TopicOf.PROJECT_REPORT:
            section = book.audited.passages[claim.span.passage].section
            reports[section[:1]].append(claim.quantity)
    _all(book, [each for report in reports.values() for each in report if _is_funding(each)])
    for report in reports.values():
        got = [each for each in report if _is_funding(each)]
        if len(got) == 1:
            _uses(book, got[0], [each for each in report if _is_use(book, each)])


def _is_funding(quantity: Quantity) -> bool:
    """Return whether an amount is what a project got, as its report says."""
    return "投入" in quantity.subject and "资金" in quantity.subject


def _is_use(book: Book, quantity: Quantity) -> bool:
    """Return whether an amount is one that was spent, as the report lists them."""
    text = book.audited.passages[quantity.span.passage].text
    return text.lstrip().startswith("使用情况") and bool(quantity.subject)


def _all(book: Book, funds: list[Quantity]) -> None:
    """Refuse reports on projects that got more than all project spending."""
    stated, figure = book.first(_PROJECT), book.table(_PROJECT)
    spent = stated.range if stated else range_of(figure) if figure else None
    if spent and funds and total([each.range for each in funds]).least > spent.most:
        printed = stated.printed if stated else str(figure)
        added = wan(add(each.amount for each in funds))
        listed = "＋".join(each.printed for each in funds)
        what = f"各专项的资金{listed}＝{added}，大于项目支出{printed}。请核对。"
        span, expected = funds[0].span, f"不大于{printed}"
        book.add(rules.PROJECT_FUNDS, span, what, printed=added, expected=expected)


def _uses(book: Book, got: Quantity, uses: list[Quantity]) -> None:
    """Refuse uses beyond what a project got, or a sum of them that is none."""
    parts = [each for each in uses if each.subject not in _SUMS]
    said = [each for each in uses if each.subject in _SUMS]
    sum_ = total([each.range for each in parts])
    added = wan(add(each.amount for each in parts))
    listed = "＋".join(each.printed for each in parts)
    if parts and said and not sum_.meets(said[0].range):
        what = f"各项使用之和{listed}＝{added}，合计写的是{said[0].printed}。请核对。"
        book.add(rules.PROJECT_USES, said[0].span, what, printed=said[0].printed, expected=added)
    elif parts and sum_.least > got.range.most:
        what = f"各项使用之和{listed}＝{added}，大于投入的{got.printed}。请核对。"
        expected = f"不小于{added}"
        book.add(rules.PROJECT_USES, got.span, what, printed=got.printed, expected=expected)
