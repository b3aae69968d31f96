"""The reasons that last year's explanation gave: shown beside this year's as a reminder.

A document's headings are matched with those of the edition's outline, and what follows 「主要原因是」
in the sentences under a heading is taken for the reason of the figure that the outline sets beside
last year there. It is a reminder only: nothing is derived from it, and what is not found is not shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan_tables.addresses import address
from juesuan_tables.terms import ThreePublicItem, glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.editions import Edition

_NUMBERING = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、．.]")
_FILLED = re.compile(r"关于|\{\w+\}|\d{4}年度?")
_BECAUSE = re.compile(r"(?:主要)?原因[是为：:]+|主要(?:是|由于|因为)(?:因为|由于)?|是由于|是因为")
_SPOKEN_OF = re.compile(
    r"(?P<last_year>上年|去年|同比|相比|比\d{4}年)|(?P<budget>(?:年初|全年|调整)预算|预算数)"
)
_SENTENCE = re.compile(r"[^。；;]+")


def last_reasons(lines: Iterable[str], edition: Edition) -> dict[str, str]:
    """Return the reasons found in the lines of a document, by the address of the figure."""
    under = _by_heading(lines, {_bare(section.title) for section in edition.sections})
    found: dict[str, str] = {}
    for section in edition.sections:
        text = under.get(_bare(section.title), "")
        wanted = [name for name in section.last_year if name not in section.unexplained]
        words = {word: name for name in wanted for word in _words(name)} if len(wanted) > 1 else {}
        for name, reason in _reasons(text, words, wanted[0]) if wanted else ():
            found.setdefault(name, reason)
    return found


def _by_heading(lines: Iterable[str], titles: set[str]) -> dict[str, str]:
    """Return what stands under each of the headings; the last of several alike counts."""
    under: dict[str, list[str]] = {}
    heading = ""
    for line in lines:
        if _bare(line) in titles:  # the list of contents comes first, and is replaced
            heading = _bare(line)
            under[heading] = []
        elif heading:
            under[heading].append(re.sub(r"\s", "", line))
    return {heading: "".join(texts) for heading, texts in under.items()}


def _bare(title: str) -> str:
    """Return a heading as the documents of all years have it, without number and year."""
    text = re.sub(r"\s", "", title)
    numbering = _NUMBERING.match(text)
    return _FILLED.sub("", text[numbering.end() :] if numbering else text)


def _words(name: str) -> tuple[str, ...]:
    """Return what a sentence about a figure of “三公” names it."""
    column = address(name).column
    names = {item.key: (item.value, item.value.removesuffix("费")) for item in ThreePublicItem}
    return names.get(column, (glossary().get(column, column), "公务用车"))


def _reasons(text: str, words: dict[str, str], name: str) -> Iterator[tuple[str, str]]:
    """Yield what follows 「原因是」 where last year was spoken of, and no budget since, by figure.

    It is the figure that was named last by one of the ``words``, else the one given.
    """
    for because in _BECAUSE.finditer(text):
        before = text[: because.start()]
        spoken_of = [mark.lastgroup for mark in _SPOKEN_OF.finditer(before)]
        if spoken_of[-1:] == ["last_year"]:
            named = max((w for w in words if w in before), key=before.rfind, default="")
            reason = _SENTENCE.match(text, because.end())
            yield words.get(named, name), reason[0].strip("，,") if reason else ""
