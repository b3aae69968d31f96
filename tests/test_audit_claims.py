"""The grammar of claims: its documentation is true, and no number is lost."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import strategies
from claims_in_words import in_words
from hypothesis import given
from hypothesis import strategies as st

import juesuan_tables as jt
from juesuan_tables.auditing._assembly import audited_report
from juesuan_tables.auditing.claims import read_units
from juesuan_tables.auditing.claims._model import Changed, Completed, Reading, Shared, Stated
from juesuan_tables.auditing.claims._numbers import numbers_of
from juesuan_tables.auditing.claims._plain import plain
from juesuan_tables.passages import Passage, PassageKind
from juesuan_tables.publication import narrate

if TYPE_CHECKING:
    from collections.abc import Iterator


PAGE = Path(__file__).parent.parent / "docs" / "reference" / "claims.md"
BLOCK = re.compile(r"```text\n(.*?)```", re.DOTALL)
YEAR = 2018


def _passages(text: str) -> tuple[Passage, ...]:
    """Return the heading and the paragraphs of an example."""
    heading, *lines = text.splitlines()
    section = (heading.removeprefix("# "),)
    first = Passage(section[0], PassageKind.HEADING, level=2, section=section)
    return (first, *(Passage(line, section=section) for line in lines if "  " not in line[:2]))


def _read(text: str, year: int | None = YEAR) -> Reading:
    (reading,) = read_units(_passages(text), year=year, names={})
    return reading


def _with_claims(example: str) -> str:
    """Return an example with what the grammar reads in it."""
    said = "".join(f"{line}\n" for line in example.splitlines() if not line.startswith("  "))
    told = "".join(f"  {in_words(claim)}\n" for claim in _read(said, None).claims)
    return f"```text\n{said}{told}```"


def test_the_reference_says_what_the_grammar_reads() -> None:
    """Each example of docs/reference/claims.md is followed by the claims that are read in it."""
    text = PAGE.read_text(encoding="utf-8")

    now = BLOCK.sub(lambda block: _with_claims(block[1]), text)

    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(now, encoding="utf-8")
    assert now == text, "run UPDATE_GOLDEN=1 pytest tests/test_audit_claims.py"


def _claimed(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield where the numbers of all claims begin: the passage, and the character of its text."""
    for claim in reading.claims:
        match claim:
            case Stated():
                yield claim.span.passage, claim.quantity.number.start
            case Changed():
                told = (each.number for each in (claim.amount, claim.rate) if each)
                yield from ((claim.span.passage, number.start) for number in told)
            case Shared() | Completed():
                yield claim.span.passage, claim.rate.number.start


def _accounted_for(passages: tuple[Passage, ...], reading: Reading) -> None:
    read = [p for p in passages if p.kind is PassageKind.PARAGRAPH]
    numbers = sum(len(numbers_of(plain(passage.text).text)) for passage in read)
    claimed = len({*_claimed(reading)})
    glossary = sum(p.section[:1] == ("第四部分 名词解释",) for p in read)
    found = claimed + sum(reading.classes.values()) + len(reading.unread)
    assert found == numbers or glossary


@given(strategies.accounts())
def test_every_number_of_a_publication_is_a_claim_or_of_a_class_or_unread(
    accounts: jt.Accounts,
) -> None:
    """No number is dropped in silence."""
    report = jt.build_report(accounts)
    passages = audited_report(report, narrate(report)).passages
    told = tuple(p for p in passages if "名词解释" not in "".join(p.section))

    (reading,) = read_units(told, year=accounts.year, names={})

    _accounted_for(told, reading)


PIECES = st.sampled_from(
    [
        "支出决算为",
        "其中：",
        "占",
        "，",
        "；",
        "。",
        "（",
        "）",
        "增长",
        "减少",
        "与2017年相比",
        "完成年初预算的",
        "12.30万元",
        "5%",
        "3辆",
        "2018年度",
        "（类）",
        "（项）",
        "主要原因是",
        "1,234.5元",
        "0",
        "分别为",
        "、",
        "无公务接待费支出",
        "由上年的",
        "的",
        "倍",
        "2013.77万元",
    ]
)


@given(st.lists(PIECES, max_size=30))
def test_every_number_of_any_text_is_a_claim_or_of_a_class_or_unread(pieces: list[str]) -> None:
    """However the pieces of sentences are put together, nothing is lost and nothing breaks."""
    passage = Passage("".join(pieces), section=("七、“三公”经费支出决算情况说明",))

    (reading,) = read_units([passage], year=YEAR, names={})

    _accounted_for((passage,), reading)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("网站公开信息423条，接待群众61312人次，办结率为100%。", 0),
        ("根据国发〔2014〕45号文件和第29号令，单位价值50万元以上设备。", 0),
        ("支出决算为4.19，其他1.00万元。", 1),
    ],
)
def test_numbers_without_a_meaning_are_listed_and_others_are_not(text: str, unread: int) -> None:
    """A number of another kind has a class; one that nobody understands is told."""
    assert len(_read(f"# 九、预算绩效情况\n{text}").unread) == unread


def test_2013_point_77_is_no_year() -> None:
    """An amount may begin like a year."""
    reading = _read("# 一、收入支出决算总体情况说明\n与2017年相比，减少2013.77万元。")

    assert [in_words(claim) for claim in reading.claims] == ["增减 ？ 比上年 少 2013.77万元"]
