"""A reader of the explanation: from printed sentences back to numbers.

It knows the official wording and nothing of how the sentences were made. Every line must be
read to its last character, so no number can go unread.
"""

from __future__ import annotations

import re

from oracle import Comparison, Item

AMOUNT = r"(-?\d+\.\d\d)万元"
RATE = r"(\d+\.\d\d)%"
REASON = r"[^\d。]+"
SELF = "(?:本部门|本单位)"
NEW = re.compile(rf"{SELF}为2018年新设，无上年数据。")
FLAT = re.compile(rf"与2017年持平(?:，均为{AMOUNT})?。")
CHANGED = re.compile(
    rf"与2017年相比，(增加|减少){AMOUNT}(?:，(增长|下降){RATE})?"
    rf"(?:，主要是因为{REASON})?。"
)
PART = re.compile(rf"(\D+?){AMOUNT}(?:，占{RATE})?")
ITEM = re.compile(
    rf"年初预算为{AMOUNT}，支出决算为{AMOUNT}(?:，完成年初预算的{RATE})?，决算数"
    rf"(?:(?:与年初预算数)(持平)|(大于|小于)年初预算数(?:的主要原因是：{REASON})?)。"
)


def number(text: str) -> int:
    """Return a printed number in hundredths."""
    return int(text.replace(".", ""))


def _maybe(text: str | None) -> int | None:
    return None if text is None else number(text)


SECTION = re.compile(r"([一二三四五六七八九十])、\D*(?:2018年度\D*)?(?:说明|情况)")
SUBSECTION = re.compile(r"(（[一二三四五]）)[^。，；]*")


def sections(text: str) -> dict[str, list[str]]:
    """Return the paragraphs of 第三部分 under each heading: 一, 五（一）, 十（四）."""
    found: dict[str, list[str]] = {}
    section = heading = ""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("第三部分"):
            break
    for line in lines:
        if line.startswith("第四部分"):
            break
        if match := SECTION.fullmatch(line):
            section = heading = match[1]
        elif match := SUBSECTION.fullmatch(line):
            heading = section + match[1]
        else:
            found.setdefault(heading, []).append(line)
    return found


def comparison(text: str) -> Comparison:
    """Read a sentence that compares with last year."""
    if not text:
        return Comparison("无上年数")
    if NEW.fullmatch(text):
        return Comparison("新设")
    if match := FLAT.fullmatch(text):
        return Comparison("持平", _maybe(match[1]))
    match = CHANGED.fullmatch(text)
    assert match, text
    words = match[1] + (match[3] or "")
    return Comparison(words, number(match[2]), _maybe(match[4]))


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
        found[match[1]] = number(match[2]), _maybe(match[3])
    return found


def counted(pattern: str, line: str) -> tuple[int | None, ...]:
    """Read the counts of a sentence that must be read to its end; None where one is left out."""
    match = re.fullmatch(pattern, line)
    assert match, line
    return tuple(None if group is None else number(group) for group in match.groups())


def item_and_rest(line: str) -> tuple[Item, str]:
    """Read a sentence about budget and outturn, and return what follows it."""
    sentence, stop, rest = line.partition("。")
    return item(sentence + stop), rest


def item(line: str) -> Item:
    """Read the sentence about one 项."""
    match = ITEM.fullmatch(line)
    assert match, line
    budget, outturn, completion, flat, words = match.groups()
    return Item(number(budget), number(outturn), _maybe(completion), flat or words)
