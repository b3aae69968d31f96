"""What templates print, and the record of it.

A value handed to a template prints as a token that no text can contain; when the template has
been rendered, tokens are replaced by their texts. So every figure that is printed is recorded
with its place, through whatever filter it went, and a text of the user's can never become a
paragraph break or a heading.
"""

from __future__ import annotations

import re

from juesuan_tables.errors import TemplateError
from juesuan_tables.model import unprintable
from juesuan_tables.prose import Paragraph, Quotation
from juesuan_tables.templating import SUFFIX

# Noncharacters: the model refuses them in every text, so they can stand for nothing else.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_TOKEN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


class Ledger:
    """The texts behind the tokens of one rendering."""

    def __init__(self) -> None:
        """Start empty."""
        self._entries: list[tuple[str, tuple[str, ...]]] = []

    def token(self, text: str, figures: tuple[str, ...] = ()) -> str:
        """Return the token that will print as ``text`` and quotes ``figures``."""
        self._entries.append((text.replace("\n", ""), figures))
        return f"{_OPEN}{len(self._entries) - 1}{_CLOSE}"

    def paragraphs(self, rendered: str, template: str) -> list[Paragraph]:
        """Return the paragraphs of a rendered template: blank lines part them, others do not.

        Raise ``TemplateError`` where a filter has cut through a printed value.
        """
        self._refuse_unprintable(rendered, template)
        texts = ("".join(map(str.strip, part.split("\n"))) for part in _parts(rendered))
        return [self._paragraph(text) for text in texts if text]

    def _refuse_unprintable(self, rendered: str, template: str) -> None:
        """Raise where a template, or a filter that cut through a token, left what cannot print."""
        character = unprintable(_TOKEN.sub("", rendered).replace("\t", " "))
        if character in {_OPEN, _CLOSE}:
            what, advice = "过滤器截断了一个数或一段文字，应整个印出", "请去掉对它的截取"
        else:
            what, advice = f"里面有看不见的字符 U+{ord(character or ' '):04X}", "请删去后重新输入"
        if character:
            raise TemplateError.of(f"模板 {template}{SUFFIX}", what, advice)

    def _paragraph(self, text: str) -> Paragraph:
        """Replace the tokens of one paragraph and note where each figure stands."""
        printed, quotations, position = "", [], 0
        for match in _TOKEN.finditer(text):
            value, figures = self._entries[int(match[1])]
            printed += text[position : match.start()]
            if figures:
                quotations.append(Quotation(len(printed), len(printed) + len(value), figures))
            printed += value
            position = match.end()
        return Paragraph(printed + text[position:], tuple(quotations))


def _parts(rendered: str) -> list[str]:
    """Split where a line is blank."""
    return re.split(r"\n[^\S\n]*\n", rendered)


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
    what = f"不能直接印出 {printed[:20]}，数字应来自指标，序号请用 ordinal()，没有的先用 if 判断"
    raise TemplateError.of("", what, "请修改")
