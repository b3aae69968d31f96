"""The contents are true: each heading stands on the page that was computed without printing it."""

from __future__ import annotations

import random
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import strategies
from docx_reader import Words, read
from every_edition import facts
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from printed_pages import printed

import juesuan_tables as jt
from juesuan_tables.prose import Heading, Paragraph, Prose
from juesuan_tables.writers.docx import document
from juesuan_tables.writers.docx._flow import Text, flow
from juesuan_tables.writers.docx._pages import pages

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLES = ("lusong-2018", "whole-2018", "whole-2024", "shegongbu-2024")
PIECES = (
    "支出决算为", "完成年初预算的", "占", "万元", "决算数大于年初预算数的主要原因", "（类）", "（款）", "“三公”经费", "《办法》",
    "其中", "因公出国（境）团组2个", "11人次", "与2017年相比", "A4", "12.50%", "7070.19万元",
)  # fmt: skip
MARKS = ("", "", "、", "，", "。", "；", "：")
seldom = settings(max_examples=3, phases=[Phase.generate], derandomize=True)
"""A few examples that are always the same: printing takes seconds."""


def _document(accounts: jt.Accounts) -> bytes:
    prose = jt.narrate(jt.build_report(accounts)).as_printed()
    return document(prose, made=date(2019, 8, 30))


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    """Return the documents of the examples and of every edition."""
    folder = Path(__file__).parent.parent / "examples"
    accounts = {name: jt.load_accounts(folder / f"{name}.yaml") for name in EXAMPLES}
    accounts |= {name: facts(name) for name in jt.edition_ids()}
    return {name: _document(each) for name, each in accounts.items()}


@pytest.fixture(scope="module")
def paper(
    contents: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """Return what is printed on their pages."""
    return printed(contents, tmp_path_factory.mktemp("printed"))


def _untrue(content: bytes, paper: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return the lines of the contents that name another page than the heading is on."""
    listed = [
        each.text for each in read(content) if isinstance(each, Words) and "TOC" in each.style
    ]
    front = next(number for number, page in enumerate(paper) if page.endswith("—1—"))
    untrue, at = [], front
    for line in listed[1:]:
        title, page = line.split("\t")
        words = re.sub(r"\s", "", title)
        at = next(n for n in range(at, len(paper)) if words in paper[n])
        if at - front + 1 != int(page):
            untrue.append((title, int(page), at - front + 1))
    return untrue


@pytest.mark.parametrize("name", [*EXAMPLES, *jt.edition_ids()])
def test_every_line_of_the_contents_names_the_page_of_its_heading(
    name: str, contents: dict[str, bytes], paper: dict[str, list[str]]
) -> None:
    """Without any difference, in all examples and editions."""
    assert _untrue(contents[name], paper[name]) == []


@pytest.mark.parametrize("name", [*EXAMPLES, *jt.edition_ids()])
def test_no_page_is_blank_and_the_numbers_count_up(name: str, paper: dict[str, list[str]]) -> None:
    """Cover and contents are whole sheets without numbers; every page behind them bears words."""
    numbers = [re.search(r"—(\d+)—$", page) for page in paper[name]]
    front = numbers.index(next(filter(None, numbers)))

    assert front % 2 == 0
    assert not any(numbers[:front])
    assert [int(n[1]) for n in numbers[front:] if n] == [*range(1, len(numbers) - front + 1)]
    assert all(re.sub(r"—\d+—$", "", page) for page in paper[name])


@seldom
@given(st.lists(strategies.accounts(), min_size=4, max_size=4))
def test_the_contents_of_any_accounts_are_true(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[jt.Accounts]
) -> None:
    """Whatever names and amounts they hold."""
    contents = {f"drawn-{number}": _document(each) for number, each in enumerate(drawn)}

    paper = printed(contents, tmp_path_factory.mktemp("drawn"))

    for name, content in contents.items():
        assert _untrue(content, paper[name]) == []


def _long(seed: int) -> list[Heading | Paragraph]:
    """Return a text of many sections, none of which begins a page."""
    chance = random.Random(seed)  # noqa: S311 no secret
    blocks: list[Heading | Paragraph] = [Heading(1, "正文")]
    for number in range(150):
        pieces = chance.choices(PIECES, k=chance.randint(1, 40))
        text = "".join(piece + chance.choice(MARKS) for piece in pieces)
        blocks += [Heading(3, f"第{number:03}节"), Paragraph(text)]
    return blocks


def test_long_texts_break_where_the_pages_were_computed(tmp_path: Path) -> None:
    """The hard case: dozens of pages without a break, numbers and brackets at every edge.

    LibreOffice parts some numbers from punctuation as nobody could tell, so one heading in a
    hundred may be a page off; whole publications have no such text.
    """
    texts = {f"long-{seed}": _long(seed) for seed in range(4)}
    contents = {
        name: document(Prose("决算", "某局", tuple(blocks)), made=date(2019, 8, 30))
        for name, blocks in texts.items()
    }

    paper = printed(contents, tmp_path)

    for name, blocks in texts.items():
        items = flow(blocks)
        found = {
            item.mark: next(
                n - 1 for n in range(2, len(paper[name])) if item.text in paper[name][n]
            )
            for item in items
            if isinstance(item, Text) and item.mark is not None
        }
        off = [found[mark] - page for mark, page in pages(items).items()]
        assert {*off} <= {-1, 0, 1}
        assert len(off) - off.count(0) <= len(off) // 100
        assert len(paper[name]) > 20
