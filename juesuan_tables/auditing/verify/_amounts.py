"""What the text states against the tables, and against what it states elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from juesuan_tables.auditing.claims._model import Base, Nothing, Quantity, Stated
from juesuan_tables.auditing.claims._topics import TopicOf
from juesuan_tables.auditing.verify import _rules as rules
from juesuan_tables.auditing.verify._book import range_of, wan
from juesuan_tables.figure import Figure, distance
from juesuan_tables.findings import Severity
from juesuan_tables.terms import TABLES, chinese_figure

_ALSO = {
    "expenditure.total.basic": "general_budget_expenditure.total.basic",
    "expenditure.total.project": "general_budget_expenditure.total.project",
    "income.total.appropriation_income": "appropriation_summary.income_subtotal.amount",
}
"""What a report on the whole unit may mean as well, which does not say of which funds it speaks."""
_ONLY = "金额"
"""What the only column of a table of amounts is called."""
_DIGITS = 3
"""Digits from which on two numbers are hardly alike by chance."""
_MANY = 4
"""Statements from which on a table is doubted rather than each of them."""

if TYPE_CHECKING:
    from juesuan_tables.auditing.verify._book import Book


def amounts(book: Book) -> None:
    """Compare every statement with the tables, then statements of one figure with each other."""
    claims = {
        id(claim.quantity): claim for claim in book.reading.claims if isinstance(claim, Stated)
    }
    misread = _misread(book)
    for before, quantity in book.reading.same:
        _twice(book, claims[id(quantity)], before, quantity)
    for (address, base), quantities in book.stated.items():
        figure = book.table(address, base)
        if figure and address.partition(".")[0] in misread:
            continue
        for quantity in quantities:
            if figure:
                _against_table(book, claims[id(quantity)], quantity, figure)
        if figure is None:
            _with_each_other(book, claims, quantities)


def units(book: Book) -> None:
    """Refuse 元 behind the digits that the document prints elsewhere with 万元."""
    claims = [claim for claim in book.reading.claims if isinstance(claim, Stated)]
    large = {
        c.quantity.number.value: c.quantity for c in claims if c.quantity.number.unit == "万元"
    }
    small = [c.quantity for c in claims if c.quantity.number.unit == "元"]
    if len(small) > len(large):
        return
    for quantity in small:
        value, same = quantity.number.value, large.get(quantity.number.value)
        if same and len(value.as_tuple().digits) >= _DIGITS and not book.is_wrong((quantity,)):
            what = f"单位是元，而“{_snippet(book, same)}”的单位是万元，数字相同。请核对单位。"
            book.add(
                rules.UNIT, quantity.span, what, printed=quantity.printed, expected=same.printed
            )
            book.contradict(Stated(quantity, quantity.span), quantity)


def _misread(book: Book) -> set[str]:
    """Return the tables that most statements contradict: they say so once, and prove nothing.

    A table whose rows or columns have slipped, in print or in reading, contradicts every sentence.
    """
    compared: dict[str, list[Quantity]] = defaultdict(list)
    wrong: dict[str, list[Quantity]] = defaultdict(list)
    for (address, base), quantities in book.stated.items():
        if figure := book.table(address, base):
            table = address.partition(".")[0]
            compared[table] += quantities
            wrong[table] += [q for q in quantities if not q.range.meets(range_of(figure))]
    misread = {
        table for table, found in wrong.items() if _MANY <= len(found) > len(compared[table]) / 2
    }
    for table in sorted(misread):
        what = (
            f"文字里的{len(compared[table])}个数有{len(wrong[table])}个与{TABLES[table]}不同，"
            "表可能错了行列，也可能没有读对，没有逐个核对。请先核对这张表。"
        )
        severity = Severity.UNASSESSABLE
        book.add(rules.TABLE, wrong[table][0].span, what, severity=severity)
    return misread


def _against_table(book: Book, claim: Stated, quantity: Quantity, figure: Figure) -> None:
    other = (
        book.table(_ALSO.get(figure.name, "")) if quantity.topic is TopicOf.UNIT_REPORT else None
    )
    if quantity.range.meets(range_of(figure)) or (other and quantity.range.meets(range_of(other))):
        book.prove(claim, quantity)
        return
    table = figure.name.partition(".")[0]
    title = TABLES.get(table, table)
    ours = Figure("", quantity.amount)
    gap = wan(distance(ours, figure))
    why = _elsewhere(book, quantity, figure.name)
    what = f"文字是{quantity.printed}，{title}（{_place(figure.name)}）是{figure}，差{gap}{why}。请核对。"
    book.add(
        rules.TABLE,
        quantity.span,
        what,
        printed=quantity.printed,
        expected=str(figure),
        difference=gap,
    )
    book.contradict(claim, quantity)


def _place(name: str) -> str:
    """Return the row and the column of a figure in Chinese; a table of one amount a row has none."""
    row, *columns = chinese_figure(name).split(".")[1:]
    if columns == [row]:
        return f"{row}行、{row}栏"
    return " ".join([row, *(each for each in columns if each != _ONLY)])


def _elsewhere(book: Book, quantity: Quantity, name: str) -> str:
    """Return where the tables print the amount that the text has, in brackets, or nothing."""
    if not quantity.amount:
        return ""
    for other, figure in book.audited.figures.items():
        same = (
            figure.amount == quantity.amount and other.partition(".")[0] != name.partition(".")[0]
        )
        if same:
            title = TABLES.get(other.partition(".")[0], other)
            return f"（这个数与{title} {_place(other)}相同，可能取错了）"
    return ""


def _with_each_other(book: Book, claims: dict[int, Stated], quantities: list[Quantity]) -> None:
    """Compare the statements of one figure that no table prints with what most of them say."""
    said = Counter(each.range for each in quantities)
    agreeing = {
        one: sum(often for other, often in said.items() if one.meets(other)) for one in said
    }
    first = max(quantities, key=lambda each: agreeing[each.range])
    for quantity in quantities:
        claim = claims[id(quantity)]
        if quantity is first or _may_differ(book, quantity, first):
            continue
        if not quantity.range.meets(first.range):
            what = f"这里是{quantity.printed}，{_where(book, quantity, first)}“{_snippet(book, first)}”是{first.printed}，前后不一致。请核对。"
            book.add(
                rules.REPEATED,
                quantity.span,
                what,
                printed=quantity.printed,
                expected=first.printed,
                difference=_gap(quantity, first),
            )
            book.contradict(claim, quantity)
        else:
            book.prove(claim, quantity, first)
            book.proved.add(id(claims[id(first)]))
            if _last_digit(quantity, first):
                what = f"这里是{quantity.printed}，另一处是{first.printed}，相差最后一位。请核对。"
                book.add(rules.LAST_DIGIT, quantity.span, what, printed=quantity.printed)


def _twice(book: Book, claim: Stated, before: Quantity, quantity: Quantity) -> None:
    """Refuse two amounts that one paragraph states of one subject."""
    alike = before.number.kind is quantity.number.kind and before.base is quantity.base
    if alike and not quantity.range.meets(before.range):
        what = f"这里是{quantity.printed}，前面是{before.printed}，前后不一致。请核对。"
        gap = _gap(quantity, before)
        printed, expected = quantity.printed, before.printed
        book.add(
            rules.REPEATED, quantity.span, what, printed=printed, expected=expected, difference=gap
        )
        book.contradict(claim, quantity)


def _may_differ(book: Book, quantity: Quantity, other: Quantity) -> bool:
    """Return whether two statements may be of different figures after all.

    Two subjects may share a name where no code tells them apart; and whoever changes from 万元 to
    亿元 may have changed from the unit's own money to the country's.
    """
    row = (quantity.address or "").split(".")[1]
    section = book.audited.passages[quantity.span.passage].section
    alike = section == book.audited.passages[other.span.passage].section
    named = not row.isdecimal() and not row.isascii()
    large = {quantity.number.unit, other.number.unit} == {"亿元", "万元"}
    return (named and alike) or large


def _gap(quantity: Quantity, other: Quantity) -> str | None:
    if not quantity.number.unit.endswith("元"):
        return None
    return wan(distance(Figure("", quantity.amount), Figure("", other.amount)))


def _last_digit(quantity: Quantity, other: Quantity) -> bool:
    return quantity.amount != other.amount and quantity.number.decimals == other.number.decimals


def _where(book: Book, quantity: Quantity, other: Quantity) -> str:
    """Return where another statement stands, seen from one."""
    passages = book.audited.passages
    place = passages[other.span.passage].place
    return "另一处" if place == passages[quantity.span.passage].place else place or "另一处"


def _snippet(book: Book, quantity: Quantity) -> str:
    span = quantity.span
    return book.audited.passages[span.passage].text[span.start : span.end]


def nothing(book: Book) -> None:
    """Refuse 「无…支出」 where a table or a sentence shows some."""
    for claim in book.reading.claims:
        if not isinstance(claim, Nothing):
            continue
        for address in claim.addresses:
            figure, stated = book.table(address), book.first(address, Base.OUTTURN)
            if figure and range_of(figure).least > 0:
                seen = (
                    f"{TABLES.get(address.partition('.')[0], '表')}（{_place(address)}）是{figure}"
                )
            elif stated and stated.range.least > 0 and stated.span.passage != claim.span.passage:
                seen = f"“{_snippet(book, stated)}”"
            else:
                continue
            book.add(
                rules.NOTHING,
                claim.span,
                f"写的是没有，而{seen}。请核对。",
                printed="无",
                expected=seen,
            )
            book.contradict(claim)
            break
        else:
            book.prove(claim)
