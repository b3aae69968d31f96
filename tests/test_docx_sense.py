"""Titles break where their words are whole: 回行时词意完整."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from docx_reader import W, lines, tree, words
from hypothesis import given
from hypothesis import strategies as st

from juesuan_tables.prose import Heading, Prose
from juesuan_tables.writers.docx import _looks as looks
from juesuan_tables.writers.docx import document
from juesuan_tables.writers.docx._flow import Text
from juesuan_tables.writers.docx._sense import BEFORE_REPORT, BEFORE_YEAR, BEHIND_PART, pieces

BREAKS = (BEHIND_PART, BEFORE_YEAR, BEFORE_REPORT)
WORDS = (
    "第一部分 ",
    "芦淞区政务服务中心",
    "2018年度",
    "二〇一八年度",
    "部门决算",
    "专项资金绩效自评报告",
    "　",
    "A4",
)
SHORT = "第二部分 2018年度部门决算表"
LONG = (
    "株洲市芦淞区政务服务中心／2018年度部门决算",
    "中共上海市普陀区委社会工作部／二〇二四年度部门决算",
    "第一部分 ／株洲市芦淞区政务服务中心业务工作概况",
    "第三部分 ／中共上海市普陀区委社会工作部／2024年度部门决算情况说明",
    "株洲市芦淞区政务服务中心／2018年度部门整体支出绩效评价报告",
    "株洲市芦淞区政务服务中心／2018年度政务大院和乡办网络建设／专项资金绩效自评报告",
    "株洲市芦淞区政务服务中心／2018年度政务大院和乡办网络建设／项目支出绩效自评报告",
)


@pytest.mark.parametrize("broken", [*LONG, SHORT])
def test_a_title_breaks_by_sense_if_it_is_too_long_for_a_line(broken: str) -> None:
    """On the cover and in headings of parts; the contents do not break for that."""
    title = broken.replace("／", "")
    content = document(Prose(title, "某局", (Heading(1, title),)), made=date(2019, 8, 30))

    paragraphs = [each for each in tree(content).iter(f"{W}p") if words(each) == title]

    assert [lines(each) for each in paragraphs] == [broken.split("／")] * 2


def test_the_page_in_the_contents_never_stands_alone_on_a_line() -> None:
    """A line that is as long as the page is wide breaks by sense, and part of it goes along."""
    title = "第三部分 中共上海市普陀区委社会工作部2024年度部门决算情况说明"
    content = document(Prose("决算", "某局", (Heading(1, title),)), made=date(2019, 8, 30))

    (entry,) = [each for each in tree(content).iter(f"{W}p") if words(each) == f"{title}\t1"]

    assert lines(entry) == [
        "第三部分 中共上海市普陀区委社会工作部", "2024年度部门决算情况说明1",
    ]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=9), max_size=9), st.integers(1, 30))
def test_pieces_are_the_text_and_none_is_empty_or_broken_without_need(
    drawn: list[str], room: int
) -> None:
    """Joined they are the text to the letter; what fits is whole; they are broken in their order."""
    text = "".join(drawn)

    found = pieces(text, BREAKS, lambda piece: len(piece) <= room)

    assert "".join(found) == text
    assert all(found) or found == ("",)
    assert found == (text,) or len(text) > room


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
def test_a_title_is_as_high_as_its_pieces(drawn: list[str]) -> None:
    """Each piece begins a line, and one too long for itself is balanced at no other's cost."""
    text = Text(looks.TITLE, "".join(drawn))

    alone = [Text(replace(looks.TITLE, breaks=()), piece) for piece in text.pieces]

    assert text.lines == sum(each.lines for each in alone)
    assert not text.sides or text.lines > len(alone)
