"""The lists of a sentence: whether the parts that it names can be parts of its whole."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import HUNDRED, Range, total
from juesuan_tables.auditing.claims._model import Quantity, Summed
from juesuan_tables.auditing.verify import _rules as rules
from juesuan_tables.auditing.verify._book import range_of, wan
from juesuan_tables.figure import Figure, add, distance
from juesuan_tables.findings import Severity
from juesuan_tables.terms import IncomeKind, Nature, glossary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from juesuan_tables.auditing._rules import Span
    from juesuan_tables.auditing.verify._book import Book

_T01 = "income_expenditure_summary"
_PARTS_OF = {
    f"{_T01}.income_subtotal.amount": re.compile(r"income\.total\.(?!total).*"),
    f"{_T01}.expenditure_subtotal.amount": re.compile(r"expenditure\.total\.(?!total).*"),
    "general_budget_expenditure.total.total": re.compile(
        r"general_budget_expenditure\.\d{3}\.total"
    ),
}
"""The figures of a table that are all parts of a total."""
_VEHICLES = "measures.vehicles_total.value"
"""其他用车 is there for all that other names leave: a list of vehicles by use is complete."""
_TOTAL = re.compile(r"[总合共]计|总额|^总|累计")
"""What is no part, wherever it stands."""


def listed(book: Book, claim: Summed) -> None:
    """Prove a list in a sentence: complete where all shares come to 100, else no part is too large."""
    parts = claim.parts
    if book.is_wrong((claim.whole, *parts)):
        return
    sum_ = total([part.range for part in parts])
    if lacking := _lacking(book, claim):
        book.add(rules.PARTS, _around(claim.whole, parts), lacking, printed=claim.whole.printed)
        book.contradict(claim)
    elif _complete(claim) or (claim.whole.address == _VEHICLES and len(parts) > 1):
        compare(book, claim.whole, parts, claim)
    elif sum_.meets(claim.whole.range):
        book.prove(claim, claim.whole, *parts)
    elif _disjoint(parts) and sum_.least > claim.whole.range.most:
        compare(book, claim.whole, parts, claim)
    _too_large(book, claim)


_PARTITIONS = (
    frozenset(nature.value for nature in Nature),
    frozenset(("财政拨款收入", *(kind.value for kind in IncomeKind if "预算" not in kind.value))),
)


def _disjoint(parts: list[Quantity]) -> bool:
    """Return whether parts are kinds of one list of which none holds another."""
    names = [part.subject for part in parts]
    return len({*names}) == len(names) and any({*names} <= kinds for kinds in _PARTITIONS)


def _lacking(book: Book, claim: Summed) -> str:
    """Return what a list leaves out although a table prints it and the sum shows that it is lacking."""
    start = _PARTS_OF.get(claim.whole.address or "")
    named = {part.address for part in claim.parts}
    sum_ = total([part.range for part in claim.parts])
    unread = any(span.passage == claim.whole.span.passage for span in book.reading.unread)
    if start is None or None in named or unread or sum_.meets(claim.whole.range):
        return ""
    others = [
        figure
        for name, figure in book.audited.figures.items()
        if start.fullmatch(name) and name not in named
    ]
    spent = [figure for figure in others if range_of(figure).least > 0]
    if spent and total([sum_, *map(range_of, spent)]).meets(claim.whole.range):
        names = "、".join(f"{_called(book, each.name)}{each}" for each in spent)
        return f"各部分之和不等于总体{claim.whole.printed}，漏列了{names}。请补上。"
    return ""


def _called(book: Book, name: str) -> str:
    """Return what a part is called: the name of its code, else of its column."""
    _, row, column = name.split(".")
    names = book.audited.tables.names if book.audited.tables else {}
    return names.get(row) or glossary().get(column, column)


def _too_large(book: Book, claim: Summed) -> None:
    """Refuse a part beyond its whole, unless a refund among the parts makes up for it."""
    whole = claim.whole
    if whole.amount < 0 or any(part.amount < 0 for part in claim.parts) or not _is_money(whole):
        return
    for part in claim.parts:
        if part.range.least > whole.range.most and not _TOTAL.search(part.subject):
            what = f"其中的{part.printed}大于总体{whole.printed}。请核对。"
            expected = f"不大于{whole.printed}"
            book.add(rules.PART, part.span, what, printed=part.printed, expected=expected)
            book.contradict(claim, part)


def _is_money(quantity: Quantity) -> bool:
    return quantity.number.unit.endswith("元")


def _complete(claim: Summed) -> bool:
    """Return whether the shares of a list say that it is all of its whole."""
    rates = [rate for rate in claim.shares if rate]
    if len(rates) != len(claim.parts) or len(rates) < 2:  # noqa: PLR2004 a list
        return False
    hundred = Range.around(Figure("", add(())).amount + HUNDRED, add(()))
    return total([rate.range for rate in rates]).meets(hundred)


def compare(
    book: Book,
    whole: Quantity,
    parts: list[Quantity],
    claim: Summed | None,
    *,
    complete: bool = True,
) -> None:
    """Refuse parts that cannot add up to their whole.

    Where some may be lacking, too little is 提示, unless a slip explains it.
    """
    if book.is_wrong((whole, *parts)) or id(whole) in book.unequal:
        return
    if total([part.range for part in parts]).meets(whole.range):
        for each in (whole, *parts):
            book.proved.add(id(each))
        if claim:
            book.prove(claim)
        return
    if not any(id(part) in book.misshared for part in parts):  # a wrong share has told it
        _unequal(book, whole, parts, claim, complete=complete)


def _unequal(
    book: Book,
    whole: Quantity,
    parts: list[Quantity],
    claim: Summed | None,
    *,
    complete: bool,
) -> None:
    """Tell by how much parts miss their whole, and which number a slip would explain."""
    added = add(part.amount for part in parts)
    money = _is_money(whole)
    apart = distance(Figure("", added), Figure("", whole.amount))
    shown, gap = (wan(each) if money else _counted(each, whole) for each in (added, apart))
    listed = "＋".join(part.printed for part in parts)
    at_fault, why = _slipped(whole, parts) if added else (None, "")
    less = not complete and not at_fault and added < whole.amount
    book.add(
        rules.PARTS,
        at_fault.span if at_fault else _around(whole, parts),
        f"各部分之和{listed}＝{shown}，总体是{whole.printed}，差{gap}{why}。请核对。",
        severity=Severity.ADVISORY if less else None,
        printed=(at_fault or whole).printed,
        expected=None if at_fault else shown,
        difference=gap,
    )
    book.contradict(claim or Summed(whole), at_fault)
    book.unequal.add(id(whole))


def _counted(number: Decimal, whole: Quantity) -> str:
    """Return a number of things as a text prints it: without the decimals of money."""
    return f"{number.normalize():f}{whole.number.unit}"


_SLIPS = (
    (4, "单位可能应为万元"),
    (-4, "单位可能应为元"),
    (1, "小数点可能错了一位"),
    (-1, "小数点可能错了一位"),
)
"""Powers of ten by which a number is often wrong."""


def _slipped(whole: Quantity, parts: list[Quantity]) -> tuple[Quantity | None, str]:
    """Return the only number that a slip of the point or the unit explains, and the words for it."""
    found = []
    for each in (whole, *parts):
        for power, words in _SLIPS:
            scaled = each.range.times(10**power if power > 0 else Fraction(1, 10**-power))
            ranges = {id(q): q.range for q in (whole, *parts)} | {id(each): scaled}
            if each.amount and total([ranges[id(q)] for q in parts]).meets(ranges[id(whole)]):
                found.append((each, f"（{each.printed}的{words}）"))
    return found[0] if len(found) == 1 else (None, "")


def _around(whole: Quantity, parts: Iterable[Quantity]) -> Span:
    """Return the whole with those of its parts that stand in the same passage."""
    near = [part.span for part in parts if part.span.passage == whole.span.passage]
    end = max((span.end for span in near if span.start >= whole.span.start), default=whole.span.end)
    return whole.span._replace(end=max(end, whole.span.end))
