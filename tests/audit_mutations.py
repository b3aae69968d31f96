"""One thing changed in a finished publication of ours, in the ways in which such texts go wrong.

Each function yields what it could change, in random order, and says of each whether it can be
proved: by the numbers printed elsewhere (``audit_proofs``), or because no text of this kind can say
so. What is not clearly provable says no, and counts for nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from audit_proofs import Quote, contradicted, no_growth, printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from audit_proofs import Finished

    import juesuan_tables as jt

    Way = Callable[["Finished", Random], Iterator["Mutation"]]

CENT = Decimal("0.01")
DIRECTIONS = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长"}


@dataclass(frozen=True)
class Mutation:
    """A publication with one thing changed: the block, and the characters of it that are new."""

    kind: str
    prose: jt.Prose
    block: int
    start: int
    end: int
    before: str
    after: str
    provable: bool

    def __str__(self) -> str:
        """Return what was changed into what."""
        return f"{self.kind}: {self.before} → {self.after}"


def in_text(  # noqa: PLR0913 where, what and whether it shows
    kind: str, done: Finished, block: int, place: tuple[int, int], new: str, *, provable: bool
) -> Mutation:
    """Return the publication with ``new`` in a place of a paragraph or a heading."""
    start, end = place
    text = done.text(block)
    prose = done.with_text(block, start, end, new)
    near = slice(max(start - 12, 0), start)
    before = text[near] + f"[{text[start:end]}]" + text[end : end + 12]
    after = text[near] + f"[{new}]" + text[end : end + 12]
    return Mutation(kind, prose, block, start, start + len(new), before, after, provable)


def _shuffled(quotes: list[Quote], random: Random) -> list[Quote]:
    return random.sample(quotes, len(quotes))


def _replaced(kind: str, done: Finished, quote: Quote, value: Decimal) -> Mutation | None:
    """Return the publication with another number in the place of a quotation."""
    if value == quote.value or value < 0:
        return None
    new = f"{value}{quote.unit}"
    provable = contradicted(done, quote, value)
    return in_text(kind, done, quote.block, (quote.start, quote.end), new, provable=provable)


def _numbers(
    kind: str, quotes: list[Quote], change: Callable[[Quote], Decimal | None], done: Finished
) -> Iterator[Mutation]:
    for quote in quotes:
        value = change(quote)
        mutation = None if value is None else _replaced(kind, done, quote, value)
        if mutation:
            yield mutation


def _amounts(done: Finished, random: Random) -> list[Quote]:
    return _shuffled([q for q in done.quotes if q.unit == "万元"], random)


def _rates(done: Finished, random: Random) -> list[Quote]:
    return _shuffled([q for q in done.quotes if q.unit == "%"], random)


def _other_digit(quote: Quote, random: Random) -> Decimal:
    """Return a number with one digit changed."""
    text = str(quote.value)
    place = random.choice([n for n, character in enumerate(text) if character.isdigit()])
    digit = random.choice([each for each in "123456789" if each != text[place]])
    return Decimal(text[:place] + digit + text[place + 1 :])


def digit(done: Finished, random: Random) -> Iterator[Mutation]:
    """Change a digit of an amount."""
    yield from _numbers("digit", _amounts(done, random), lambda q: _other_digit(q, random), done)


def decimal_slip(done: Finished, random: Random) -> Iterator[Mutation]:
    """Move the decimal point of an amount by one or two places."""

    def slipped(quote: Quote) -> Decimal:
        return quote.value.scaleb(random.choice([-2, -1, 1, 2])).quantize(CENT)

    yield from _numbers("decimal-slip", _amounts(done, random), slipped, done)


def swapped_digits(done: Finished, random: Random) -> Iterator[Mutation]:
    """Swap two neighbouring digits of an amount."""

    def swapped(quote: Quote) -> Decimal:
        text = str(quote.value)
        pairs = [n for n in range(len(text) - 1) if (text[n] + text[n + 1]).isdigit()]
        place = random.choice(pairs)
        return Decimal(text[:place] + text[place + 1] + text[place] + text[place + 2 :])

    yield from _numbers("swapped-digits", _amounts(done, random), swapped, done)


def copied_amount(done: Finished, random: Random) -> Iterator[Mutation]:
    """Put another figure of the tables in the place of an amount."""

    def copied(quote: Quote) -> Decimal:
        return random.choice(done.cells).figure.shown if done.cells else quote.value

    yield from _numbers("copied-amount", _amounts(done, random), copied, done)


def truncated_rate(done: Finished, random: Random) -> Iterator[Mutation]:
    """Cut a rate off instead of rounding it."""

    def cut(quote: Quote) -> Decimal | None:
        exact = _exact_rate(done, quote)
        return None if exact is None else exact.quantize(CENT, ROUND_DOWN)

    yield from _numbers("truncated-rate", _rates(done, random), cut, done)


def _exact_rate(done: Finished, quote: Quote) -> Decimal | None:
    """Return a rate as a reader with a calculator gets it."""
    part, whole = _of_rate(done, quote)
    return 100 * part / whole if part is not None and whole else None


def _of_rate(done: Finished, quote: Quote) -> tuple[Decimal | None, Decimal | None]:
    """Return the amounts that a rate is computed from, as printed."""
    now = next(iter(done.elsewhere(quote.figures[0])), None)
    if quote.is_change:
        changes = [
            each.value
            for each in done.in_paragraph(quote.block)
            if each.figures == quote.figures and each.unit == "万元"
        ]
        if now is None or len(changes) != 1:
            return None, None
        up = done.text(quote.block)[: quote.start].endswith("增长")
        return changes[0], now - changes[0] if up else now + changes[0]
    return now, next(iter(done.elsewhere(quote.figures[-1])), None)


def growth_by_this_year(done: Finished, random: Random) -> Iterator[Mutation]:
    """Divide a change by this year's amount."""

    def divided(quote: Quote) -> Decimal | None:
        part, _ = _of_rate(done, quote)
        now = next(iter(done.elsewhere(quote.figures[0])), None)
        return (100 * part / now).quantize(CENT) if part is not None and now else None

    growth = [quote for quote in _rates(done, random) if quote.is_change]
    yield from _numbers("growth-by-this-year", growth, divided, done)


def share(done: Finished, random: Random) -> Iterator[Mutation]:
    """Change a digit of a share."""
    yield from _numbers(
        "share",
        [q for q in _rates(done, random) if not q.is_change and not _is_completion(done, q)],
        lambda quote: _other_digit(quote, random),
        done,
    )


def completion_rate(done: Finished, random: Random) -> Iterator[Mutation]:
    """Change a digit of a completion rate."""
    yield from _numbers(
        "completion-rate",
        [quote for quote in _rates(done, random) if _is_completion(done, quote)],
        lambda quote: _other_digit(quote, random),
        done,
    )


def growth_rate(done: Finished, random: Random) -> Iterator[Mutation]:
    """Change a digit of a growth rate."""
    yield from _numbers(
        "growth-rate",
        [quote for quote in _rates(done, random) if quote.is_change],
        lambda quote: _other_digit(quote, random),
        done,
    )


def _is_completion(done: Finished, quote: Quote) -> bool:
    return "完成" in done.text(quote.block)[max(quote.start - 8, 0) : quote.start]


def plugged_share(done: Finished, random: Random) -> Iterator[Mutation]:
    """Make the last share of a list what is left of 100."""
    blocks = sorted({quote.block for quote in done.quotes})
    for block in random.sample(blocks, len(blocks)):
        shares = [q for q in done.in_paragraph(block) if q.unit == "%" and not q.is_change]
        shares = [q for q in shares if q.figures[-1:] == shares[-1].figures[-1:]]
        if len(shares) > 2 and not _is_completion(done, shares[-1]):
            left = 100 - sum((each.value for each in shares[:-1]), Decimal(0))
            mutation = _replaced("plugged-share", done, shares[-1], left)
            if mutation:
                yield mutation


def count(done: Finished, random: Random) -> Iterator[Mutation]:
    """Change the number of vehicles, projects, visitors."""

    def other(quote: Quote) -> Decimal:
        return max(quote.value + random.choice([-2, -1, 1, 3, 10]), Decimal(0))

    counted = [q for q in done.quotes if q.unit not in {"万元", "%", "分"}]
    yield from _numbers("count", _shuffled(counted, random), other, done)


def direction(done: Finished, random: Random) -> Iterator[Mutation]:
    """Say 减少 where it grew, beside a rate that still says 增长, or the other way round."""
    for quote in _shuffled([q for q in done.quotes if q.is_change], random):
        text = done.text(quote.block)
        word = text[max(quote.start - 2, 0) : quote.start]
        if word in DIRECTIONS:
            both = [q for q in done.in_paragraph(quote.block) if q.figures == quote.figures]
            yield in_text(
                "direction",
                done,
                quote.block,
                (quote.start - 2, quote.start),
                DIRECTIONS[word],
                provable=len(both) > 1,
            )


def both_directions(done: Finished, random: Random) -> Iterator[Mutation]:
    """Turn both words of a change round: the rate then belongs to another base."""
    pattern = re.compile(r"(增加|减少)(\d+\.\d\d万元，)(增长|下降)(?=(\d+\.\d\d)%)")
    for quote in _shuffled([q for q in done.quotes if q.is_change and q.unit == "%"], random):
        for match in pattern.finditer(done.text(quote.block)):
            if match.end() == quote.start:
                now = next(iter(done.elsewhere(quote.figures[0])), None)
                change = Decimal(match[2].removesuffix("万元，"))
                up = match[3] == "增长"
                provable = now is not None and no_growth(quote.value, change, now, up=not up)
                new = DIRECTIONS[match[1]] + match[2] + DIRECTIONS[match[3]]
                where = (match.start(), match.end())
                yield in_text("both-directions", done, quote.block, where, new, provable=provable)


def larger_or_smaller(done: Finished, random: Random) -> Iterator[Mutation]:
    """Say 小于 where the outturn is larger than its budget, or the other way round."""
    blocks = sorted({quote.block for quote in done.quotes})
    for block in random.sample(blocks, len(blocks)):
        for match in re.finditer(r"决算数(大于|小于)(年初|全年)预算", done.text(block)):
            new = "小于" if match[1] == "大于" else "大于"
            provable = _beside_its_budget(done, block, match.start())
            yield in_text("larger-or-smaller", done, block, match.span(1), new, provable=provable)


def _beside_its_budget(done: Finished, block: int, place: int) -> bool:
    """Return whether budget and outturn, which print apart, stand right before a place."""
    before = [q for q in done.in_paragraph(block) if q.end < place and q.unit == "万元"][-2:]
    between = done.text(block)[before[-1].end : place] if before else ""
    if len(before) < 2 or not re.fullmatch(r"(，完成(年初|全年)?预算的[\d.]+%)?[，。]", between):
        return False
    (table, row, column), (*_, spent_row, spent_column) = (q.figures[0].split(".") for q in before)
    same = column == spent_column if table == "three_public" else row == spent_row
    budgeted = "budget" in (row if table == "three_public" else column)
    return same and budgeted and printed(before[0].value).apart(printed(before[1].value))


NUMBERS: tuple[Way, ...] = (
    digit,
    decimal_slip,
    swapped_digits,
    copied_amount,
    truncated_rate,
    growth_by_this_year,
    growth_rate,
    share,
    completion_rate,
    plugged_share,
    count,
    direction,
    both_directions,
    larger_or_smaller,
)
