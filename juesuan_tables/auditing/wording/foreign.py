"""Words of another language left in a sentence, and numbers that say who somebody is."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from juesuan_tables.auditing._rules import AuditRule
from juesuan_tables.auditing.wording._lexicon import phrases
from juesuan_tables.auditing.wording._text import of_text
from juesuan_tables.findings import Severity
from juesuan_tables.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan_tables.auditing.wording._text import Reading
    from juesuan_tables.findings import Finding

WORD = AuditRule(
    "wording-foreign",
    "句子中没有遗留的外文",
    "公文用语规范",
    Severity.ERROR,
    Dimension.TRUTHFULNESS,
)
PERSONAL = AuditRule(
    "wording-personal",
    "没有身份证号、手机号和银行账号",
    "核对清单第94条",
    Severity.ADVISORY,
    Dimension.PUBLICATION_CHANNEL,
)
RULES = (WORD, PERSONAL)

_HAN = r"[\u4e00-\u9fff]"
_LATIN = re.compile(
    rf"(?<={_HAN})[A-Za-z]{{2,}}(?=[\u4e00-\u9fff（）“”、，。；])|(?<=[（）“”、，。；])[A-Za-z]{{2,}}(?={_HAN})"
)
_LITTLE = frozenset(
    str.split("""
    to the of and or in on for from with by at is are was were be been not no this that as an into
    than then which will shall per its their has have had but if
""")
)
_PROGRAM = frozenset(
    str.split("""
    null none nan undefined true false error
""")
)
_KNOWN = frozenset(
    str.split("""
    km kw kg mm cm ml mg kv kva kwh hm app wifi pm http https www com cn net org gov vs ok vr ar ai
    ppt pdf doc word excel email mail led lng cng logo vip vlog mini plus pro web ip it oa
""")
)
_WORD = re.compile(r"(?=[a-z]*[aeiou])[a-z]{4,}")
"""What is a word rather than an abbreviation in small letters."""
_WINDOW = 5
"""Characters in a row that are of a fixed phrase and of nothing else."""
_IDENTITY = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX](?!\d)"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PHONE = re.compile(r"(?<![\d.])1[3-9]\d{9}(?![\d.])")
_ACCOUNT = re.compile(r"(?<!\d)62\d{14,17}(?!\d)|(?:账号|帐号|卡号)：?(\d{10,25})(?!\d)")


_suspicious = of_text(re.compile(r"[A-Za-z]|\d{10}").findall)


def find(reading: Reading) -> Iterator[Finding]:
    """Yield foreign words within Chinese sentences, and personal numbers."""
    for line in reading.lines:
        if not _suspicious(line.text):
            continue
        for match in _LATIN.finditer(line.text):
            word = match[0]
            if word.lower() in _PROGRAM or word in _LITTLE or _splits(line.text, *match.span()):
                what = f"句子中遗留了“{word}”。请改成中文或删去。"
                yield reading.found(WORD, line, *match.span(), what, printed=word)
            elif word.islower() and word not in _KNOWN:
                what = f"句子中有外文“{word}”。请核对是否多余。"
                yield reading.found(
                    WORD, line, *match.span(), what, severity=Severity.ADVISORY, printed=word
                )
        for pattern, name in (
            (_IDENTITY, "身份证号"),
            (_PHONE, "手机号码"),
            (_ACCOUNT, "银行账号"),
        ):
            for match in pattern.finditer(line.text):
                if pattern is not _IDENTITY or _is_identity(match[0]):
                    what = f"像是{name}，公开前请核对能否公开，不能的请隐去。"
                    yield reading.found(PERSONAL, line, *match.span(), what)


def _splits(text: str, start: int, end: int) -> bool:
    """Return whether a word stands in the middle of a fixed phrase: 运行维护cost费."""
    if not _WORD.fullmatch(text, start, end) or text[start:end] in _KNOWN:
        return False
    before, after = text[max(0, start - _WINDOW + 1) : start], text[end : end + _WINDOW - 1]
    windows = (before[-n:] + after[: _WINDOW - n] for n in range(1, _WINDOW))
    return any(each in _windows() for each in windows)


@cache
def _windows() -> frozenset[str]:
    """Return all characters in a row of fixed phrases."""
    return frozenset(
        each[i : i + _WINDOW] for each in phrases() for i in range(len(each) - _WINDOW + 1)
    )


def _is_identity(number: str) -> bool:
    """Return whether the last character of an identity number is the one that the others demand."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1]
