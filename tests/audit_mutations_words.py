"""One word, name, year or cell changed in a finished publication of ours; see ``audit_mutations``."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from audit_mutations import Mutation, in_text
from audit_proofs import printed

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from random import Random

    from audit_mutations import Way
    from audit_proofs import CellPlace, Finished

PHRASES = (
    "一般公共预算财政拨款",
    "政府性基金预算财政拨款",
    "因公出国（境）费",
    "公务用车购置及运行",
    "公务接待费",
    "本年收入合计",
    "本年支出合计",
    "年初结转和结余",
    "政府采购",
)
"""Phrases that no document of this kind writes otherwise."""
CODE = re.compile(r"\d{7}")
ITEM = re.compile(r"(\S+（类）)(\S+（款）)(\S+)（项）")
ENTIRE = 5
"""Characters of a name that is still recognised with one of them lost."""


def _explanation(done: Finished) -> list[int]:
    """Return the paragraphs of the explanation: those that quote a figure, or give 项 a heading."""
    quoted = {quote.block for quote in done.quotes}
    headed = {
        place
        for place, block in enumerate(done.prose.blocks)
        if isinstance(block, jt.Paragraph) and ITEM.search(block.text)
    }
    return sorted(quoted | headed)


def _matches(
    done: Finished, random: Random, pattern: str, blocks: Iterable[int] | None = None
) -> list[tuple[int, re.Match[str]]]:
    """Return where the explanation has a pattern, in random order."""
    where = _explanation(done) if blocks is None else blocks
    found = [(each, match) for each in where for match in re.finditer(pattern, done.text(each))]
    return random.sample(found, len(found))


def _swaps(
    kind: str, pattern: str, new: Callable[[re.Match[str]], str], *, provable: bool = True
) -> Way:
    """Return a way that writes something else wherever a pattern is."""

    def way(done: Finished, random: Random) -> Iterator[Mutation]:
        for block, match in _matches(done, random, pattern):
            yield in_text(kind, done, block, match.span(), new(match), provable=provable)

    way.__name__ = kind.replace("-", "_")
    return way


def year(done: Finished, random: Random) -> Iterator[Mutation]:
    """Say 上年度 or 下年度 where the year of the accounts stood; projects may be of another year."""
    now = done.report.accounts.year
    for block, match in _matches(done, random, f"{now}(?=年度)"):
        new = str(now + random.choice([-1, 1]))
        after = done.text(block)[match.end() : match.end() + 5]
        provable = not re.search("编报|绩效|项目", after)
        yield in_text("year", done, block, match.span(), new, provable=provable)


def balance_date(done: Finished, random: Random) -> Iterator[Mutation]:
    """Date the balance in another year."""
    now = done.report.accounts.year
    for block, match in _matches(done, random, f"{now}年12月31日"):
        new = f"{now + random.choice([-1, 1])}年12月31日"
        yield in_text("balance-date", done, block, match.span(), new, provable=True)


def unit_name(done: Finished, random: Random) -> Iterator[Mutation]:
    """Lose a character of the unit's name."""
    unit = done.prose.unit
    for block, match in _matches(done, random, re.escape(unit)):
        lost = random.randrange(len(unit))
        provable = len(unit) >= ENTIRE and done.text(block)[match.end() :].startswith(
            str(done.report.accounts.year)
        )
        new = unit[:lost] + unit[lost + 1 :]
        yield in_text("unit-name", done, block, match.span(), new, provable=provable)


def item_name(done: Finished, random: Random) -> Iterator[Mutation]:
    """Give 项 the name of another one."""
    known = {code: name for code, name in done.report.accounts.names.items() if CODE.match(code)}
    used = {code for cell in done.cells for code in CODE.findall(cell.figure.name)}
    names = sorted({known[code] for code in used if code in known})
    for block, match in _matches(done, random, ITEM.pattern):
        new = random.choice(names) if names else match[3]
        chains = _chains(done)
        chain = (match[2].removesuffix("（款）"), new)
        real = (match[2].removesuffix("（款）"), match[3])
        if new != match[3]:
            provable = real in chains and chain not in chains and len(match[3]) > 2
            yield in_text("item-name", done, block, match.span(3), new, provable=provable)


def _chains(done: Finished) -> set[tuple[str, str]]:
    """Return the names of 款 and 项 of all rows that print money."""
    names = done.report.accounts.names
    spent = {
        cell.figure.name.split(".")[1]
        for cell in done.cells
        if cell.figure.shown and CODE.fullmatch(cell.figure.name.split(".")[1])
    }
    return {(names.get(code[:5], ""), names.get(code, "")) for code in spent}


def listed_name(done: Finished, random: Random) -> Iterator[Mutation]:
    """List under 人员经费 what is 公用经费, or the other way round; a name printed 0.00 proves little."""
    form = done.report.edition.form("general_budget_basic")
    assert form
    lines = [line for block in form.blocks for line in block.lines if line.key]
    personnel = {line.label for line in lines if str(line.key)[:3] in {"301", "303"}}
    running = {line.label for line in lines if str(line.key)[:3] in {"302", "310"}}
    keys = {line.label: str(line.key) for line in lines}
    for block, match in _matches(done, random, r"(人员|公用)经费[\d.]+万元[^；。]*?主要包括：?"):
        of_the_other = running - personnel if match[1] == "人员" else personnel - running
        name = random.choice(sorted(name for name in of_the_other if len(name) > 2))
        amounts = done.elsewhere(f"general_budget_basic.{keys[name]}.amount")
        provable = all(amounts) and len(keys[name]) > 3
        where = (match.end(), match.end())
        yield in_text("listed-name", done, block, where, f"{name}、", provable=provable)


def dropped_part(done: Finished, random: Random) -> Iterator[Mutation]:
    """Lose one of the parts that a total is divided into."""
    for block, match in _matches(done, random, r"[^；：。]+?(\d+\.\d\d)万元，占[\d.]+%；"):
        shares = [q for q in done.in_paragraph(block) if q.unit == "%"]
        parts = done.text(block)[: match.start()].endswith(("；", "其中：", "方面："))
        provable = parts and len(shares) > 2 and Decimal(match[1]) > len(shares)
        yield in_text("dropped-part", done, block, match.span(), "", provable=provable)


def unit_of_money(done: Finished, random: Random) -> Iterator[Mutation]:
    """Write 元 for 万元 after an amount that is printed elsewhere, too."""
    for quote in random.sample(done.quotes, len(done.quotes)):
        if quote.unit == "万元":
            others = done.elsewhere(quote.figures[0], quote) if len(quote.figures) == 1 else []
            small = printed(quote.value / 10_000, Decimal("0.000001"))
            provable = any(small.apart(printed(other)) for other in others)
            where = (quote.end - 2, quote.end)
            yield in_text("unit-of-money", done, quote.block, where, "元", provable=provable)


def nature(done: Finished, random: Random) -> Iterator[Mutation]:
    """Call 基本支出 项目支出, or the other way round, where the table has both."""
    other = {"基本": "项目", "项目": "基本"}
    for quote in random.sample(done.quotes, len(done.quotes)):
        text = done.text(quote.block)[: quote.start]
        word = text.removesuffix("支出")[-2:]
        table, _, column = quote.figures[0].rpartition(".")
        if text.endswith("支出") and word in other and column in {"basic", "project"}:
            swapped = {"basic": "project", "project": "basic"}[column]
            values = done.elsewhere(f"{table}.{swapped}")
            provable = any(printed(each).apart(printed(quote.value)) for each in values)
            where = (quote.start - 4, quote.start - 2)
            yield in_text("nature", done, quote.block, where, other[word], provable=provable)


def nothing_spent(done: Finished, random: Random) -> Iterator[Mutation]:
    """Say that there was no government fund where its table prints one."""
    now = done.report.accounts.year
    sentence = f"本单位{now}年度无政府性基金预算财政拨款收入和支出。"
    totals = {name: done.elsewhere(f"government_fund.total.{name}") for name in ("total",)}
    quotes = [q for q in done.quotes if q.figures[0].startswith("government_fund.total.")]
    for quote in random.sample(quotes, len(quotes)):
        where = (0, len(done.text(quote.block)))
        provable = any(totals["total"])
        yield in_text("nothing-spent", done, quote.block, where, sentence, provable=provable)


def copied_purpose(done: Finished, random: Random) -> Iterator[Mutation]:
    """Give an item the purpose of another, which names it."""
    pattern = r"（项）。主要用于：([^。]+)。"
    found = _matches(done, random, pattern)
    for block, match in found:
        for other, copied in found:
            name = ITEM.search(done.text(other))
            own = ITEM.search(done.text(block))
            assert name
            assert own
            told = name[3] in copied[1] and name[3] not in own[0] and len(name[3]) > 3
            if other != block and copied[1] != match[1]:
                new = copied[1]
                yield in_text("copied-purpose", done, block, match.span(1), new, provable=told)


def phrase_lost(done: Finished, random: Random) -> Iterator[Mutation]:
    """Lose a character of an official phrase."""
    for block, match in _matches(done, random, "|".join(map(re.escape, PHRASES))):
        lost = random.randrange(1, len(match[0]) - 1)
        new = match[0][:lost] + match[0][lost + 1 :]
        provable = match[0][lost] not in "和及"
        yield in_text("phrase-lost", done, block, match.span(), new, provable=provable)


def phrase_doubled(done: Finished, random: Random) -> Iterator[Mutation]:
    """Double one or two characters of an official phrase."""
    for block, match in _matches(done, random, "|".join(map(re.escape, PHRASES))):
        start, size = random.randrange(len(match[0]) - 1), random.choice([1, 2])
        new = match[0][: start + size] + match[0][start:]
        yield in_text("phrase-doubled", done, block, match.span(), new, provable=True)


def foreign_word(done: Finished, random: Random) -> Iterator[Mutation]:
    """Leave a word of another language in an official phrase."""
    for block, match in _matches(done, random, "|".join(map(re.escape, PHRASES))):
        place = match.start() + random.randrange(1, len(match[0]))
        word = random.choice(["to", "the", "of"])
        yield in_text("foreign-word", done, block, (place, place), word, provable=True)


def stage(done: Finished, random: Random) -> Iterator[Mutation]:
    """Call the budget of a rate by the other stage; it shows where that budget is printed, too."""
    other = {"年初": "全年", "全年": "年初"}
    for block, match in _matches(done, random, r"完成(年初|全年)(?=预算)"):
        both = {"年初预算", "全年预算"} <= set(re.findall("年初预算|全年预算", done.text(block)))
        budgets = {q.value for q in done.in_paragraph(block) if "budget" in q.figures[0]}
        provable = both and len(budgets) > 1
        yield in_text("stage", done, block, match.span(1), other[match[1]], provable=provable)


def cell(done: Finished, random: Random) -> Iterator[Mutation]:
    """Change a cell of a table by at least 1 万元."""
    rows = [place for place in done.cells if ".total" not in place.figure.name]
    yield from _cells("cell", done, rows, random)


def total_cell(done: Finished, random: Random) -> Iterator[Mutation]:
    """Change a total of a table by at least 1 万元."""
    rows = [place for place in done.cells if "total" in place.figure.name]
    yield from _cells("total-cell", done, rows, random)


def _cells(
    kind: str, done: Finished, places: list[CellPlace], random: Random
) -> Iterator[Mutation]:
    """Every cell stands in a sum of its row or its column, whose tail is far below 1 万元."""
    for place in random.sample(places, len(places)):
        old = place.figure.shown
        by = random.choice([1, 3, 10, 27, 100]) + Decimal(random.choice([0, 9, 90])) / 100
        new = old + by if old < by or random.random() < 1 / 2 else old - by
        prose = done.with_cell(place, new)
        before, after = f"{place.figure.name} {old}", str(new)
        yield Mutation(kind, prose, place.block, 0, 0, before, after, provable=True)


WORDS: tuple[Way, ...] = (
    year,
    balance_date,
    unit_name,
    item_name,
    listed_name,
    dropped_part,
    unit_of_money,
    nature,
    nothing_spent,
    copied_purpose,
    phrase_lost,
    phrase_doubled,
    foreign_word,
    stage,
    cell,
    total_cell,
    _swaps("unit-dropped", r"(?<=\d)万元(?=，占|，完成)", lambda _: ""),
    _swaps("percent-dropped", r"(?<=\d)%", lambda _: ""),
    _swaps("leftover-change", r"(?<=，)增加(?=\d)", lambda _: "增加（减少）"),
    _swaps("leftover-budget", r"决算数(大于)(?=年初|全年)", lambda _: "决算数大于（小于）"),
)
