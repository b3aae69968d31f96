"""The document opens in Word without a word, holds what the prose says, and looks official."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
import strategies
from docx_lint import lint
from docx_reader import Table, W, Words, body, parts, read, tree, words
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator, ValidationSeverity  # type: ignore[import-untyped]

import juesuan_tables as jt
from juesuan_tables.grid import Cell, Grid, Role
from juesuan_tables.prose import Heading, Paragraph, Prose
from juesuan_tables.writers.docx import document

if TYPE_CHECKING:
    from pathlib import Path

MADE = date(2019, 8, 30)
OUTSIDE = {Role.TITLE, Role.FORM_NUMBER, Role.UNIT_LINE, Role.CURRENCY_LINE, Role.NOTE}
HOSTILE = (
    "<w:r><w:t>x</w:t></w:r>", "</w:t></w:r></w:p>", '{ HYPERLINK "http://x" }', "&amp;&#x4e00;", "]]>",
    'TOC \\o "1-9"', "PAGEREF _Toc000000001 \\h", "_x0041_", "甲\t乙\n丙", "\x00\x07\ufffe", "𠮷野家🏛",
    "עברית", "a" * 300, "很长" * 200, "  前后  ", "“‘（", "！。，",
)  # fmt: skip
WRITE_LATER = """
import sys, time, datetime, juesuan_tables as jt
from juesuan_tables.writers.docx import document
time.sleep(2)
prose = jt.narrate(jt.build_report(jt.load_accounts(sys.argv[1]))).as_printed()
sys.stdout.buffer.write(document(prose, made=datetime.date(2019, 8, 30)))
"""
_VALIDATOR = OpenXmlValidator(strict=True, max_errors=0)
# The schema makes a theme optional, and one would bring fonts that win over ours.
_NO_THEME = "relationships/theme' is missing"


@pytest.fixture(scope="module")
def prose(whole: jt.Report) -> Prose:
    """Return the text of the made-up unit, its tables as printed."""
    return jt.narrate(whole).as_printed()


@pytest.fixture(scope="module")
def content(prose: Prose) -> bytes:
    """Return its document."""
    return document(prose, made=MADE, issued=MADE)


def _prose(*blocks: Heading | Paragraph | Grid, unit: str = "某局", title: str = "决算") -> Prose:
    return Prose(title, unit, blocks)


def _audited(content: bytes, folder: Path) -> list[str]:
    """Return the errors that openxml-audit finds."""
    path = folder / "document.docx"
    path.write_bytes(content)
    errors = (each for each in _VALIDATOR.validate(path).errors if _NO_THEME not in str(each))
    return [str(each) for each in errors if each.severity is ValidationSeverity.ERROR]


def _expected(prose: Prose) -> list[str | tuple[tuple[str, ...], ...]]:
    """Return what stands behind the contents: texts, and tables by row."""
    found: list[str | tuple[tuple[str, ...], ...]] = []
    for block in prose.blocks:
        if not isinstance(block, Grid):
            found.append(block.text)
            continue
        rows = [tuple(cell.text for cell in row) for row in block.rows]
        boxed = [row[0].role not in OUTSIDE for row in block.rows]
        first, end = boxed.index(True), len(boxed) - boxed[::-1].index(True)
        found += ["\t".join(filter(None, row)) for row in rows[:first]][1:]
        found += [tuple(rows[first:end]), *(text for row in rows[end:] for text in row if text)]
    return [each for each in found if each]


def _found(content: bytes) -> list[str | tuple[tuple[str, ...], ...]]:
    """Return the same, read from a document."""
    texts = [each.rows if isinstance(each, Table) else each.text for each in body(content)]
    return [each for each in texts if each]


def test_neither_our_lint_nor_the_standard_finds_a_fault(
    content: bytes, lusong: jt.Report, tmp_path: Path
) -> None:
    """The document breaks no rule of Open XML and none that Word has besides."""
    bare = document(_prose(), made=MADE)
    real = document(jt.narrate(lusong).as_printed(), made=MADE)

    for each in (content, real, bare):
        assert lint(each) == []
        assert _audited(each, tmp_path) == []


def test_it_holds_the_words_and_tables_of_the_prose_in_their_order(
    prose: Prose, content: bytes
) -> None:
    """Each paragraph and each cell is there once, to the letter; a table's title is its heading."""
    assert _found(content) == _expected(prose)


@strategies.half
@given(strategies.accounts())
def test_any_accounts_become_a_sound_document_with_all_they_print(accounts: jt.Accounts) -> None:
    """In every edition: the same words and cells, no fault, every contents line true to a heading."""
    prose = jt.narrate(jt.build_report(accounts)).as_printed()

    content = document(prose, made=MADE)

    assert lint(content) == []
    assert _found(content) == _expected(prose)
    listed = [
        each.text for each in read(content) if isinstance(each, Words) and "TOC" in each.style
    ]
    headings = [b.text for b in prose.blocks if isinstance(b, Heading) and b.level < 3]
    assert [line.split("\t")[0] for line in listed[1:]] == headings
    pages = [int(line.split("\t")[1]) for line in listed[1:]]
    assert pages == sorted(pages)
    assert not pages or pages[0] == 1


@given(st.sampled_from(HOSTILE) | st.text(max_size=60), st.integers(1, 3))
def test_text_is_text_whatever_it_says(text: str, level: int) -> None:
    """It becomes neither markup nor a field nor a link, in any place, and comes back to the letter."""
    head = (Cell(text, Role.HEADER, 0), Cell("金额", Role.HEADER, 1))
    cells = (Cell(text, Role.LABEL, 0, indent=2), Cell(None, Role.AMOUNT, 1))
    grid = Grid("t", text, (head, cells), (10.0, 10.0), (0, 1), False, False, False, {}, {})  # noqa: FBT003 as declared

    content = document(
        _prose(Heading(level, text), Paragraph(text), grid, unit=text, title=text), made=MADE
    )

    assert lint(content) == []
    safe = re.sub(r"[\t\n\r]", " ", text)
    safe = re.sub("[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", safe)
    table = ((safe, "金额"), (safe, ""))
    assert _found(content) == [each for each in (safe, safe, table) if each]
    assert read(content)[0] == Words("Title", safe)
    assert len([*tree(content).iter(f"{W}tbl")]) == 1
    core = tree(content, "docProps/core.xml")
    assert [each.text or "" for each in core][:3] == [safe] * 3


def test_another_process_at_a_later_time_writes_the_same_bytes(
    lusong: jt.Report, example: Path
) -> None:
    """The clock, the time zone and the seed of hashes leave no trace."""
    surroundings = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"}

    command = [sys.executable, "-c", WRITE_LATER, str(example)]
    later = subprocess.run(command, env=surroundings, capture_output=True, check=True)

    assert later.stdout == document(jt.narrate(lusong).as_printed(), made=MADE)


def test_the_properties_name_the_unit_and_the_day_and_no_software(
    prose: Prose, content: bytes
) -> None:
    """Title, author and days are the publication's; nothing is left of any template."""
    core = {each.tag.split("}")[1]: each.text for each in tree(content, "docProps/core.xml")}

    day = "2019-08-30T00:00:00Z"
    assert core == {
        "title": prose.title, "creator": prose.unit, "lastModifiedBy": prose.unit,
        "created": day, "modified": day,
    }  # fmt: skip
    assert not [name for name in parts(content) if "theme" in name or "custom" in name]
    left = re.compile(rb"(?i)python|openpyxl|libreoffice|theme(?!FontLang)|<!--|application>")
    assert not [name for name, part in parts(content).items() if left.search(part)]


def test_pages_and_styles_are_those_of_an_official_document(content: bytes) -> None:
    """A4 with the margins of GB/T 9704; fonts, sizes and lines of body and headings."""
    for section in tree(content).iter(f"{W}sectPr"):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        sides = ("top", "right", "bottom", "left")
        if size.get(f"{W}orient") == "landscape":
            sides = ("right", "bottom", "left", "top")
        found = [int(margins.get(W + side)) * 127 / 7200 for side in sides]
        assert found == pytest.approx([37, 26, 35, 28], abs=0.02)
    styles = {s.get(f"{W}styleId"): s for s in tree(content, "word/styles.xml").iter(f"{W}style")}
    looks = {
        key: (
            styles[key].find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia"),
            int(styles[key].find(f"{W}rPr/{W}sz").get(f"{W}val")) / 2,
        )
        for key in ("BodyText", "Heading1", "Heading2", "Heading3", "Title", "Footer")
    }
    assert looks == {
        "BodyText": ("仿宋_GB2312", 16), "Heading1": ("方正小标宋简体", 22), "Heading2": ("黑体", 16),
        "Heading3": ("楷体_GB2312", 16), "Title": ("方正小标宋简体", 22), "Footer": ("宋体", 14),
    }  # fmt: skip
    line = styles["BodyText"].find(f"{W}pPr/{W}spacing")
    assert (line.get(f"{W}line"), line.get(f"{W}lineRule")) == ("579", "exact")
    assert styles["BodyText"].find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"
    for fonts in tree(content, "word/styles.xml").iter(f"{W}rFonts"):
        names = {fonts.get(W + kind) for kind in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert len(names) == 1


def test_every_font_names_what_may_stand_in_for_it(content: bytes) -> None:
    """Fonts of 公文 are missing on many computers: they take what comes nearest, for Chinese text."""
    fonts = [*tree(content, "word/fontTable.xml")]
    used = {each.get(f"{W}ascii") for each in tree(content, "word/styles.xml").iter(f"{W}rFonts")}

    others = {each.get(f"{W}name"): each.find(f"{W}altName").get(f"{W}val") for each in fonts}
    assert others == {
        "宋体": "SimSun", "黑体": "SimHei", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体",
        "方正小标宋简体": "方正小标宋_GBK,华文中宋,宋体",
    }  # fmt: skip
    assert used == {*others}
    assert {each.find(f"{W}charset").get(f"{W}val") for each in fonts} == {"86"}


def test_page_numbers_stand_outside_and_not_on_cover_and_contents(content: bytes) -> None:
    """— 1 — on the right of odd pages and on the left of even ones, from the first page of text."""
    sections = [*tree(content).iter(f"{W}sectPr")]
    assert [len(each.findall(f"{W}footerReference")) for each in sections[:3]] == [0, 0, 2]
    assert sections[2].find(f"{W}pgNumType").get(f"{W}start") == "1"
    assert not [s for s in sections[3:] if s.find(f"{W}pgNumType") is not None]
    footers = [tree(content, f"word/footer{number}.xml") for number in (1, 2)]
    assert [words(each) for each in footers] == ["— 1 —"] * 2
    assert footers[1].find(f".//{W}jc").get(f"{W}val") == "left"
    assert tree(content, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    assert tree(content, "word/settings.xml").find(f"{W}updateFields") is None


def test_the_cover_says_what_it_is_whose_and_when(prose: Prose, content: bytes) -> None:
    """Title, unit and month."""
    assert [each.text for each in read(content)[:3] if isinstance(each, Words)] == [
        prose.title, prose.unit, "2019年8月",
    ]  # fmt: skip


def test_heads_repeat_rows_stay_whole_and_amounts_stand_to_the_right(
    prose: Prose, content: bytes
) -> None:
    """Every table repeats exactly its head; no row is broken; a cell is aligned by its role."""
    tables = [*tree(content).iter(f"{W}tbl")]
    for grid, table in zip(prose.grids, tables, strict=True):
        rows = [*table.iter(f"{W}tr")]
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        heads = grid.heading[1] - grid.heading[0]
        assert repeated == [number < heads for number in range(len(rows))]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        amounts = {c.text for r in grid.rows for c in r if c.role is Role.AMOUNT and c.text}
        aligned = {
            words(cell): cell.find(f".//{W}jc") for cell in table.iter(f"{W}tc") if words(cell)
        }
        assert {aligned[text].get(f"{W}val") for text in amounts} <= {"right"}


def test_wide_tables_lie_on_their_side(prose: Prose, content: bytes) -> None:
    """A table is as wide as the text of the page that its grid asks for."""
    widths = [int(t.find(f"{W}tblPr/{W}tblW").get(f"{W}w")) for t in tree(content).iter(f"{W}tbl")]

    assert [width > 10_000 for width in widths] == [grid.landscape for grid in prose.grids]


def test_a_cover_without_a_date_of_publication_says_none(prose: Prose) -> None:
    """The last day of the year, by which files are dated, is nobody's 公开日期."""
    first = read(document(prose, made=MADE))[:3]

    assert "2019年8月" not in [each.text for each in first if isinstance(each, Words)]


def test_two_tables_do_not_grow_together(prose: Prose) -> None:
    """Even without text between them, and at the very end, each is followed by a paragraph."""
    grid = replace(prose.grids[0], rows=prose.grids[0].rows[3:9], heading=(0, 3))

    assert lint(document(_prose(grid, grid), made=MADE)) == []


def test_the_lines_of_a_title_are_about_as_long(content: bytes) -> None:
    """A title that needs two lines does not leave one character on the second: 回行对称."""
    title = "云溪市文化和旅游局所属各单位决算公开文本汇编"
    bare = document(_prose(title=title), made=MADE)

    (long, *_) = tree(bare).iter(f"{W}p")
    (short, *_) = tree(content).iter(f"{W}p")

    indents = long.find(f"{W}pPr/{W}ind")
    left, right = (int(indents.get(W + side)) for side in ("left", "right"))
    assert left == right
    assert (len(title) // 2) * 440 <= 8845 - left - right <= (len(title) // 2 + 3) * 440
    assert short.find(f"{W}pPr/{W}ind") is None
