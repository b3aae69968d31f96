"""A reader of the explanation: from printed sentences back to numbers.

It knows the official wording and nothing of how the sentences were made. Every line must be
read to its last character, so no number can go unread. The accounts' year is read as 今年 and the
one before as 去年, so that one pattern fits every edition and a wrong year fits none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import oracle
from oracle import Comparison, Item

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.editions import Section

NUMBER = r"-?\d+\.\d\d"
AMOUNT = rf"({NUMBER})万元"
RATE = r"(\d+\.\d\d)%"
COUNT = r"(\d+)"
REASON = r"[^\d。]+"
SELF = "(?:本部门|本单位)"
NEW = re.compile(rf"{SELF}为今年新设，无上年数据。")
FLAT = re.compile(rf"与去年持平(?:，均为{AMOUNT})?。")
CHANGE = rf"(增加|减少){AMOUNT}(?:，(增长|下降){RATE})?"
CHANGED = re.compile(rf"与去年相比，{CHANGE}(?:，主要是因为({REASON}))?。")
PART = re.compile(rf"(\D+?){AMOUNT}(?:，占{RATE})?")
BESIDE = (
    rf"(?:年初预算数?为(?P<initial>{NUMBER})万元，)?"
    rf"(?P<stage>年初预算|全年预算)数?为(?P<budget>{NUMBER})万元，支出决算数?为(?P<outturn>{NUMBER})万元"
)
"""An outturn beside its budget."""
COMPLETION = rf"(?:，完成(?:(?P=stage))的(?P<completion>{NUMBER})%)?"
WORDS = (
    rf"决算数(?:与(?P=stage)数(?P<flat>持平)|(?P<words>大于|小于)(?P=stage)数"
    rf"(?:的主要原因(?:是)?：(?P<reason>{REASON}))?)。"
)
"""Which of the two is larger, and why."""
ITEM = re.compile(rf"(?:主要用于(?P<purpose>{REASON})。)?{BESIDE}{COMPLETION}，{WORDS}")


def number(text: str) -> int:
    """Return a printed number in hundredths."""
    return int(text.replace(".", ""))


def maybe(text: str | None) -> int | None:
    """Return a printed number in hundredths, or None where there is none."""
    return None if text is None else number(text)


class Explanation:
    """The explanation of some accounts: its paragraphs by the template or topic of their heading."""

    def __init__(self, accounts: jt.Accounts) -> None:
        """Write it, and read its headings in the outline's order; those that are due must stand."""
        self.report = jt.build_report(accounts)
        self.text = jt.text(self.report).decode()
        read = self.text.replace(f"{accounts.year}年", "今年").replace(
            f"{accounts.year - 1}年", "去年"
        )
        self._paragraphs: dict[str, list[str]] = {}
        kind = accounts.entity[:2]
        names = {"unit": accounts.unit, "kind": kind}
        lines = read.splitlines()[1:]
        for section in _outline(accounts):
            title = section.title.replace("{year}年", "今年").format(**names)
            if lines and lines[0] == title:
                lines.pop(0)
                self._under(section, lines, _headings(accounts, names))
            else:
                assert section.optional, f"{title}: {lines[:1]}"
        assert not lines

    def _under(self, section: Section, lines: list[str], headings: set[str]) -> None:
        """Take the paragraphs up to the next heading."""
        found = []
        while lines and lines[0] not in headings:
            found.append(lines.pop(0))
        for key in (section.template, section.topic):
            if key:
                self._paragraphs[key] = found

    def under(self, name: str) -> list[str]:
        """Return the paragraphs under the heading with a template, or a topic; none without it."""
        return self._paragraphs.get(name, [])


def _outline(accounts: jt.Accounts) -> list[Section]:
    """Return the sections of the explanation that are for so many units, without attached reports."""
    alone = accounts.entity is not jt.Entity.DEPARTMENT or len(accounts.members) == 1
    sections = _explaining(oracle.edition(accounts).outline)
    return [each for each in sections if each.units in {None, "one" if alone else "several"}]


def _explaining(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        if not section.attached:
            yield section
            yield from _explaining(section.sections)


def _headings(accounts: jt.Accounts, names: dict[str, str]) -> set[str]:
    titles = (section.title for section in _outline(accounts))
    return {title.replace("{year}年", "今年").format(**names) for title in titles}


def comparison(text: str) -> Comparison:
    """Read a sentence that compares with last year."""
    if not text:
        return Comparison("无上年数")
    if NEW.fullmatch(text):
        return Comparison("新设")
    if match := FLAT.fullmatch(text):
        return Comparison("持平", maybe(match[1]))
    match = CHANGED.fullmatch(text)
    assert match, text
    return changed(*match.groups())


def changed(
    words: str, amount: str, rate_words: str | None, rate: str | None, reason: str | None
) -> Comparison:
    """Return a change from its printed pieces."""
    return Comparison(words + (rate_words or ""), number(amount), maybe(rate), reason or "")


def lead(pattern: str, line: str) -> tuple[tuple[int, ...], str]:
    """Read the numbers at the start of a paragraph; return them and the rest of it."""
    match = re.match(pattern, line)
    assert match, line
    return tuple(number(group) for group in match.groups() if group), line[match.end() :]


def parts(text: str) -> dict[str, tuple[int, int | None]]:
    """Read a list of parts: 基本支出…万元，占…%；…"""
    found: dict[str, tuple[int, int | None]] = {}
    for piece in text.removesuffix("。").split("；"):
        match = PART.fullmatch(piece)
        assert match, piece
        assert match[1] not in found
        found[match[1]] = number(match[2]), maybe(match[3])
    return found


def counted(pattern: str, line: str) -> tuple[int | None, ...]:
    """Read the counts of a sentence that must be read to its end; None where one is left out."""
    match = re.fullmatch(pattern, line)
    assert match, line
    return tuple(map(maybe, match.groups()))


def item_and_rest(line: str) -> tuple[Item, str]:
    """Read a sentence about budget and outturn, and return what follows it."""
    sentence, stop, rest = line.partition("。")
    return item(sentence + stop), rest


def item(line: str) -> Item:
    """Read the sentence about one 项."""
    match = ITEM.fullmatch(line)
    assert match, line
    return item_of(match)


def item_of(match: re.Match[str]) -> Item:
    """Return an item from its printed pieces, as far as the pattern asked for them."""
    found = match.groupdict()
    return Item(
        found["stage"],
        maybe(found["initial"]),
        number(found["budget"]),
        number(found["outturn"]),
        maybe(found.get("completion")),
        found.get("flat") or found.get("words") or "",
        found.get("reason") or "",
        found.get("purpose") or "",
    )


def item_paragraphs(lines: list[str]) -> list[tuple[str, Item]]:
    """Read items of two paragraphs each, a numbered heading and a sentence."""
    found = []
    for place, (heading, sentence) in enumerate(zip(lines[::2], lines[1::2], strict=True), start=1):
        lead, stop, name = heading.partition(". ")
        assert (lead, stop) == (str(place), ". ")
        found.append((name, item(sentence)))
    return found
