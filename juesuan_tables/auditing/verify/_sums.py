"""Whether parts add up to their whole: lists in a sentence, and what is known to be all of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import total
from juesuan_tables.auditing.claims._model import Base, Quantity, Summed
from juesuan_tables.auditing.verify import _rules as rules
from juesuan_tables.auditing.verify._lists import compare, listed

if TYPE_CHECKING:
    from juesuan_tables.auditing.verify._book import Book

_T01, _T04 = "income_expenditure_summary", "appropriation_summary"
_PUBLIC = "three_public.outturn"
_MOST = 3
"""类 whose items add up, from which on all items of the only other one are taken to be listed."""
_LEVELS = 3
"""类, 款 and 项 in the address of an item that no table gives a code."""
_ALL_OF = (
    (
        "general_budget_expenditure.total.basic",
        (
            "general_budget_basic.personnel.amount",
            "general_budget_basic.running_costs.amount",
        ),
    ),
    (
        f"{_T01}.income_total.amount",
        tuple(
            f"{_T01}.{row}.amount" for row in ("income_subtotal", "used_surplus", "opening_balance")
        ),
    ),
    (
        f"{_T01}.expenditure_total.amount",
        tuple(
            f"{_T01}.{row}.amount"
            for row in ("expenditure_subtotal", "surplus_distribution", "closing_balance")
        ),
    ),
    (
        f"{_T04}.income_total.amount",
        (f"{_T04}.income_subtotal.amount", f"{_T04}.opening_balance.amount"),
    ),
    (
        f"{_T04}.expenditure_total.total",
        (f"{_T04}.expenditure_subtotal.total", f"{_T04}.closing_balance.total"),
    ),
    (
        f"{_PUBLIC}.total",
        (f"{_PUBLIC}.travel_abroad", f"{_PUBLIC}.vehicles", f"{_PUBLIC}.reception"),
    ),
    (
        f"{_PUBLIC}.total",
        (
            f"{_PUBLIC}.travel_abroad",
            f"{_PUBLIC}.vehicle_purchase",
            f"{_PUBLIC}.vehicle_running",
            f"{_PUBLIC}.reception",
        ),
    ),
    (
        f"{_PUBLIC}.vehicles",
        (f"{_PUBLIC}.vehicle_purchase", f"{_PUBLIC}.vehicle_running"),
    ),
    (
        "measures.procurement_total.amount",
        (
            "measures.procurement_goods.amount",
            "measures.procurement_works.amount",
            "measures.procurement_services.amount",
        ),
    ),
    (
        "measures.projects_evaluated.value",
        (
            "measures.rated_excellent.value",
            "measures.rated_good.value",
            "measures.rated_passed.value",
            "measures.rated_failed.value",
        ),
    ),
)
"""What is all of a figure: where each part is stated, they add up to it."""


def sums(book: Book) -> None:
    """Prove the lists of sentences, then what the whole document says of a figure and its parts."""
    for claim in book.reading.claims:
        if isinstance(claim, Summed):
            listed(book, claim)
    for whole, parts in _ALL_OF:
        for base in (Base.OUTTURN, Base.INITIAL_BUDGET, Base.FULL_YEAR_BUDGET, Base.BUDGET):
            stated = [book.first(part, base) for part in parts]
            found = book.first(whole, base)
            if found and all(stated) and not _more_parts(book, found, parts):
                compare(book, found, [each for each in stated if each], None)
    _items(book)
    for income, expenditure in _BALANCED:
        _balanced(book, book.first(income), book.first(expenditure))


_BALANCED = (
    (f"{_T01}.income_total.amount", f"{_T01}.expenditure_total.amount"),
    (f"{_T04}.income_total.amount", f"{_T04}.expenditure_total.total"),
)
"""总计 that the forms make equal; some texts mean the year's income and spending by them."""


def _balanced(book: Book, income: Quantity | None, expenditure: Quantity | None) -> None:
    """Point out totals that are not equal."""
    if income and expenditure and not income.range.meets(expenditure.range):
        what = (
            f"收入总计{income.printed}，支出总计{expenditure.printed}，总计应当相等"
            "（总计包括年初、年末结转和结余）。请核对。"
        )
        printed, expected = expenditure.printed, income.printed
        book.add(rules.BALANCED, expenditure.span, what, printed=printed, expected=expected)


def _more_parts(book: Book, whole: Quantity, parts: tuple[str, ...]) -> bool:
    """Return whether a list in a sentence names other parts of a whole, too."""
    return any(
        part.address not in parts
        for claim in book.reading.claims
        if isinstance(claim, Summed) and claim.whole.key == whole.key
        for part in claim.parts
    )


def _items(book: Book) -> None:
    """Let the 项 of each 类 add up to it, where the items of some 类 show that all are listed."""
    table = "general_budget_expenditure"
    if any(name.startswith(f"{table}.") for name in book.audited.figures):
        return
    items: dict[str, list[Quantity]] = {}
    for address, base in book.stated:
        row = address.split(".")[1] if address.startswith(f"{table}.") else ""
        levels = row.split("|")
        if base is Base.OUTTURN and len(levels) == _LEVELS:
            items.setdefault(levels[0], []).append(book.stated[address, base][0])
    wholes = {name: book.first(f"{table}.{name}.total") for name in items}
    agree = [
        name
        for name, whole in wholes.items()
        if whole and total([each.range for each in items[name]]).meets(whole.range)
    ]
    for name, whole in wholes.items():
        if whole and agree and name not in agree:
            complete = len(agree) >= _MOST and len(agree) == len(wholes) - 1
            compare(book, whole, items[name], None, complete=complete)
