"""Shares of a whole, completion of budgets, and which of outturn and budget is larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.auditing._ranges import HUNDRED, total
from juesuan_tables.auditing.claims._model import (
    BUDGETS,
    Base,
    Changed,
    Compared,
    Completed,
    Direction,
    Quantity,
    Shared,
    Summed,
)
from juesuan_tables.auditing.claims._subjects import address_of
from juesuan_tables.auditing.verify import _causes as causes
from juesuan_tables.auditing.verify import _rules as rules
from juesuan_tables.auditing.verify._book import range_of
from juesuan_tables.figure import add, percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from juesuan_tables.auditing._ranges import Range
    from juesuan_tables.auditing.claims._model import Printed
    from juesuan_tables.auditing.verify._book import Book


def shares(book: Book) -> None:
    """Prove every share."""
    plugged = {
        id(rate)
        for claim in book.reading.claims
        if isinstance(claim, Summed)
        for rate in _plugged(claim)
    }
    for claim in book.reading.claims:
        if isinstance(claim, Shared):
            _share(book, claim, plugged=id(claim.rate) in plugged)


def _plugged(listed: Summed) -> Iterator[Printed]:
    """Yield the shares of a list that add up to exactly 100, as if the last had been fitted in."""
    rates = [rate for rate in listed.shares if rate]
    if len(rates) == len(listed.parts) > 1 and sum(rate.number.value for rate in rates) == HUNDRED:
        yield from rates


def _whole(book: Book, claim: Shared) -> tuple[Range, Decimal] | None:
    """Return the whole of a share: as stated, else as a table prints it."""
    if claim.whole:
        return claim.whole.range, claim.whole.amount
    address = address_of(claim.words, claim.part.topic) if claim.words else None
    if address and address != claim.part.address:
        if found := book.first(address):
            return found.range, found.amount
        if figure := book.table(address):
            return range_of(figure), figure.amount
    return None


def _share(book: Book, claim: Shared, *, plugged: bool) -> None:
    known = _whole(book, claim)
    if known is None or book.is_wrong((claim.part, claim.whole)):
        return
    whole, shown = known
    true = claim.part.range.percent_of(whole)
    if true is None or claim.part.amount < 0:
        return
    if true.meets(claim.rate.range):
        book.prove(claim, claim.part, claim.whole)
        return
    found = percent(claim.part.amount, shown)
    expected = "" if found is None else f"{found}%"
    why = causes.first_cause(claim.rate, causes.slips(true, claim.rate))
    if plugged:
        why = "（各项占比之和恰好是100%，可能是为凑足100%改了这一项）"
    whole_text = claim.whole.printed if claim.whole else f"{claim.words or '总体'}"
    what = (
        f"{claim.part.printed}÷{whole_text}＝{expected}，这里是{claim.rate.printed}{why}。请核对。"
    )
    book.add(rules.SHARE, claim.span, what, printed=claim.rate.printed, expected=expected)
    book.contradict(claim)
    book.misshared.add(id(claim.part))


# --- budgets -----------------------------------------------------------------------------------


def completions(book: Book) -> None:
    """Prove every completion rate, and whether an outturn is above or below its budget."""
    for claim in book.reading.claims:
        if isinstance(claim, Completed):
            _completion(book, claim)
        elif isinstance(claim, Compared):
            _compared(book, claim)


def _budgets(book: Book, claim: Completed | Compared) -> dict[Base, tuple[Range, Decimal]]:
    """Return the budgets that a claim may mean: of its sentence, of the document, of the tables."""
    found = {base: (each.range, each.amount) for base, each in claim.budgets.items()}
    outturn = claim.outturn
    if not found and outturn:
        found = dict(_implied(book, outturn))
    if found or outturn is None or outturn.address is None:
        return found
    for base in BUDGETS:
        if stated := book.first(outturn.address, base):
            found[base] = stated.range, stated.amount
        elif figure := book.table(outturn.address, base):
            found[base] = range_of(figure), figure.amount
    return found


def _implied(book: Book, outturn: Quantity) -> Iterator[tuple[Base, tuple[Range, Decimal]]]:
    """Yield the budget that a change against it implies."""
    for claim in book.reading.claims:
        of_it = isinstance(claim, Changed) and claim.now is outturn and claim.base in BUDGETS
        if of_it and isinstance(claim, Changed) and claim.amount:
            sign = -1 if claim.direction is Direction.MORE else 1
            change = claim.amount.range.widened()
            range_ = outturn.range - change if sign < 0 else total([outturn.range, change])
            yield claim.base, (range_, add((outturn.amount, claim.amount.amount * sign)))


def _meant(base: Base, budgets: dict[Base, tuple[Range, Decimal]]) -> list[Base]:
    """Return which of the known budgets a word means; 预算 alone may mean any."""
    if base in budgets:
        return [base]
    if base is Base.BUDGET:
        return list(budgets)
    return [Base.BUDGET] if Base.BUDGET in budgets else []


def _completion(book: Book, claim: Completed) -> None:
    outturn = claim.outturn
    budgets = _budgets(book, claim)
    meant = _meant(claim.base, budgets)
    if outturn is None or not meant or book.is_wrong((outturn, *claim.budgets.values())):
        return
    if all(not budgets[base][1] for base in meant):
        _no_budget(book, claim, outturn, budgets)
        return
    rates = {base: outturn.range.percent_of(budgets[base][0]) for base in meant}
    known = {base: rate for base, rate in rates.items() if rate}
    if any(rate.meets(claim.rate.range) for rate in known.values()):
        book.prove(claim, outturn, *claim.budgets.values())
    elif known:
        _wrong_completion(book, claim, outturn, budgets, next(iter(known)))


def _other_base(
    claim: Completed, outturn: Quantity, budgets: dict[Base, tuple[Range, Decimal]], base: Base
) -> str:
    """Return which other budget the rate is of, in brackets, or nothing."""
    for other, (budget, _) in budgets.items():
        rate = outturn.range.percent_of(budget)
        if other is not base and rate and rate.meets(claim.rate.range):
            return f"（{claim.rate.printed}是占{other.value}的比率，应写“完成{other.value}”）"
    return ""


def _no_budget(
    book: Book,
    claim: Completed,
    outturn: Quantity,
    budgets: dict[Base, tuple[Range, Decimal]],
) -> None:
    """Refuse a rate of nothing; where nothing was spent either, leave it."""
    if not outturn.amount or not claim.rate.number.value:
        return
    why = _other_base(claim, outturn, budgets, claim.base)
    what = f"{claim.base.value}为0，没有完成率，却写了{claim.rate.printed}{why}。请核对。"
    book.add(
        rules.COMPLETION_BASE, claim.span, what, printed=claim.rate.printed, expected="不写比率"
    )
    book.contradict(claim)


def _wrong_completion(
    book: Book,
    claim: Completed,
    outturn: Quantity,
    budgets: dict[Base, tuple[Range, Decimal]],
    base: Base,
) -> None:
    budget, shown = budgets[base]
    true = outturn.range.percent_of(budget)
    found = percent(outturn.amount, shown)
    if true is None:
        return
    expected = "" if found is None else f"{found}%"
    why = _other_base(claim, outturn, budgets, base) or causes.first_cause(
        claim.rate, _completion_causes(outturn.range, budget, true, claim.rate)
    )
    stated = claim.budgets.get(base)
    whole = stated.printed if stated else base.value
    what = f"{outturn.printed}÷{whole}＝{expected}，这里是{claim.rate.printed}{why}。请核对。"
    book.add(rules.COMPLETION, claim.span, what, printed=claim.rate.printed, expected=expected)
    book.contradict(claim)


def _completion_causes(
    outturn: Range, budget: Range, true: Range, rate: Printed
) -> Iterator[causes.Cause]:
    yield "分子和分母颠倒了", causes.of(budget, outturn)
    yield "这是超出预算的比率，不是完成率", causes.of(outturn - budget, budget)
    yield from causes.slips(true, rate)


def _compared(book: Book, claim: Compared) -> None:
    """Prove that an outturn is above or below its budget."""
    budgets = _budgets(book, claim)
    meant = _meant(claim.base, budgets)
    outturn = claim.outturn
    if not meant or book.is_wrong((outturn, *claim.budgets.values())):
        return
    if any(_holds(claim.direction, outturn.range, budgets[base][0]) for base in meant):
        book.prove(claim, outturn, *claim.budgets.values())
        return
    budget = budgets[meant[0]]
    word = (
        "等于"
        if outturn.range.meets(budget[0])
        else "大于"
        if outturn.range.least > budget[0].least
        else "小于"
    )
    stated = claim.budgets.get(meant[0])
    what = f"决算是{outturn.printed}，{meant[0].value}是{stated.printed if stated else budget[1]}，应为决算{word}预算。请核对。"
    book.add(rules.BUDGET_DIRECTION, claim.span, what, expected=f"决算{word}预算")
    book.contradict(claim)


def _holds(direction: Direction, outturn: Range, budget: Range) -> bool:
    """Return whether true amounts may be as a word says."""
    if direction is Direction.SAME:
        return outturn.meets(budget)
    if direction is Direction.MORE:
        return outturn.most > budget.least
    return outturn.least < budget.most
