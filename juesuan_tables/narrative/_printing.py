"""What templates print, and the record of it.

A value handed to a template prints as a token that no text can contain; when the template has
been rendered, tokens are replaced by their texts. So every figure that is printed is recorded
with its place, through whatever filter it went, and a text of the user's can never become a
paragraph break or a heading.
"""

from __future__ import annotations

import re
from functools import lru_cache

from juesuan_tables.bounded import OutOfTime
from juesuan_tables.errors import TemplateError, shortened
from juesuan_tables.printable import unprintable
from juesuan_tables.prose import Paragraph, Quotation
from juesuan_tables.templating import MOST_CHARACTERS, SUFFIX, TOO_SLOW, flood

# Noncharacters: the model refuses them in every text, so they can stand for nothing else.
# Even the number of an entry is written in them: no filter that changes digits can change it.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_DIGITS = "".join(chr(0xFDD2 + digit) for digit in range(10))
_TO_TOKEN = str.maketrans("0123456789", _DIGITS)
_TOKEN = re.compile(f"({_OPEN}[{_DIGITS}]{{1,18}}{_CLOSE})")


@lru_cache(10_000)
def _token(number: int) -> str:
    """Return the token of an entry."""
    return f"{_OPEN}{str(number).translate(_TO_TOKEN)}{_CLOSE}"


class Ledger:
    """The texts behind the tokens of one rendering."""

    def __init__(self) -> None:
        """Start empty."""
        self._entries: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._gap = False

    def gap(self) -> str:
        """Print nothing, and have it known that facts are missing: the findings say which."""
        self._gap = True
        return ""

    def token(self, text: str, figures: tuple[str, ...] = ()) -> str:
        """Return the token that will print as ``text`` and quotes ``figures``."""
        token = _token(len(self._entries))
        self._entries[token] = text.replace("\n", ""), figures
        return token

    def paragraphs(
        self, rendered: str, template: str, *, may_be_empty: bool = False
    ) -> list[Paragraph]:
        """Return the paragraphs of a rendered template: blank lines part them, others do not.

        Raise ``TemplateError`` where a filter has cut through a printed value, or nothing was
        printed without a ``gap`` where something should be, or it is too much.
        """
        try:
            self._refuse(rendered, template)
            paragraphs = self._split(rendered)
        except OutOfTime as error:
            raise TemplateError.of(f"模板 {template}{SUFFIX}", *TOO_SLOW) from error
        if not (paragraphs or self._gap or may_be_empty):
            raise TemplateError.of(f"模板 {template}{SUFFIX}", *_EMPTY)
        self._gap = False
        return paragraphs

    def _split(self, rendered: str) -> list[Paragraph]:
        """Return the paragraphs that have any text."""
        texts = ("".join(map(str.strip, part.split("\n"))) for part in _parts(rendered))
        return [p for text in texts if (p := self._paragraph(text)).text]

    def _refuse(self, rendered: str, template: str) -> None:
        """Raise where a template itself printed what does not belong into a publication."""
        tokens = _TOKEN.findall(rendered)
        if not self._entries.keys() >= {*tokens}:
            raise TemplateError.of(f"模板 {template}{SUFFIX}", *_CUT)
        characters = sum(len(self._entries[token][0]) for token in tokens)
        if characters > MOST_CHARACTERS:
            raise flood(template, characters, MOST_CHARACTERS)
        if fault := _fault(_TOKEN.sub("", rendered)):
            raise TemplateError.of(f"模板 {template}{SUFFIX}", *fault)

    def _paragraph(self, text: str) -> Paragraph:
        """Replace the tokens of one paragraph and note where each figure stands."""
        words, *pieces = _TOKEN.split(text)
        printed, quotations = words, []
        for token, words in zip(pieces[::2], pieces[1::2], strict=True):
            value, figures = self._entries[token]
            if figures:
                quotations.append(Quotation(len(printed), len(printed) + len(value), figures))
            printed += value + words
        return Paragraph(printed, tuple(quotations))


def _parts(rendered: str) -> list[str]:
    """Split where a line is blank."""
    return re.split(r"\n[^\S\n]*\n", rendered)


_DIGIT = re.compile("[0-9０-９]")
_CUT = ("过滤器截断了一个数或一段文字，应整个印出", "请去掉对它的截取")
_EMPTY = ("没有印出任何文字，标题下会是空的", "请补上内容")


@lru_cache(maxsize=200)  # a template prints the same words of its own for many units
def _fault(words: str) -> tuple[str, str] | None:
    """Return what is wrong with the words of a template, and what to do, if anything is."""
    text = words.replace("\t", " ")
    character = unprintable(text)
    if character and character in f"{_OPEN}{_CLOSE}{_DIGITS}":
        return _CUT
    if character:
        return f"里面有看不见的字符 U+{ord(character):04X}", "请删去后重新输入"
    if re.search(r"\b(None|True|False)\b", text, re.ASCII):
        return "印出了“没有”（没有上年数、没有预算数，或者基数为零）", "请先用 {% if %} 判断"
    if bracket := re.search(r"[{}｛｝].{0,10}", text):
        return f"印出了括号“{bracket[0]}”，{{{{ }}}} 和 {{% %}} 应为半角并且配对", "请修改"
    if _DIGIT.search(text) and (digit := re.search(r"\S{0,5}[0-9０-９]+\S{0,5}", text)):
        return f"直接写了数字“{digit[0]}”，数字应来自指标，年份用 year，序号用 ordinal()", "请修改"
    return None


class Quote:
    """A text that a template may print but not change."""

    __slots__ = ("_figures", "_ledger", "_text")

    def __init__(self, ledger: Ledger, text: str, figures: tuple[str, ...] = ()) -> None:
        """Remember what to print and which figures are behind it."""
        self._ledger, self._text, self._figures = ledger, text, figures

    def __str__(self) -> str:
        """Print: return the token, and have it recorded."""
        return self._ledger.token(self._text, self._figures)

    def __bool__(self) -> bool:
        """Return whether there is anything to print."""
        return bool(self._text)


def only_quotes(value: object) -> object:
    """Refuse to print what is no text: a number that no figure stands behind, or nothing."""
    if isinstance(value, str | Quote):
        return value
    printed = str(value)  # where a name is undefined, this is what raises
    if value is None:
        what = "这里没有可以印的数（没有上年数、没有预算数，或者基数为零）"
        raise TemplateError.of("", what, "请先用 {% if %} 判断")
    if isinstance(value, int | float):
        what = f"不能直接印出 {shortened(printed)}，数字应来自指标，序号用 ordinal()"
        raise TemplateError.of("", what, "请修改")
    raise TemplateError.of("", "这里印的不是一个数，也不是一段文字", "请对照说明里的表修改")
