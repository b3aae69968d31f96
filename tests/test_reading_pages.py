"""PDF and Word documents are read as sheets: lines of text and rows of tables, in reading order."""

from __future__ import annotations

import builtins
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pdf_pages
import published_tables
import pytest
from attack_files import relations, zipped
from docx.enum.text import WD_BREAK
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan_tables.errors import InputError
from juesuan_tables.reading.files import document

if TYPE_CHECKING:
    from juesuan_tables.reading.sheet import Sheet

REFERENCE = Path("/work/shared/reference")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

words = st.text(
    st.sampled_from("决算公开收支部门单位万元一二三年度科目1234567890.%"), min_size=2, max_size=8
)
tables = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(words, min_size=width, max_size=width), min_size=1, max_size=4)
)
blocks = st.lists(words | tables, min_size=1, max_size=6)
"""A document: lines of text and tables."""


def read(content: bytes, folder: Path, name: str) -> tuple[Sheet, ...]:
    """Return what is read of a document of this content."""
    (folder / name).write_bytes(content)
    return document(folder / name)


def refusal(content: bytes, folder: Path, name: str) -> str:
    """Return what is said of a document that cannot be read."""
    with pytest.raises(InputError) as raised:
        read(content, folder, name)
    return str(raised.value)


def _rows(blocks: list[Any]) -> list[tuple[str, ...]]:
    """Return the rows that a document of these blocks must be read as."""
    return [
        row
        for block in blocks
        for row in ([(block,)] if isinstance(block, str) else map(tuple, block))
    ]


def _without_neighbours(blocks: list[Any]) -> list[Any]:
    """Return blocks among which no table follows a table: they would be one."""
    return [
        block
        for number, block in enumerate(blocks)
        if isinstance(block, str) or number == 0 or isinstance(blocks[number - 1], str)
    ]


# --- PDF -----------------------------------------------------------------------------------------


@given(blocks.map(_without_neighbours))
@settings(max_examples=30)
def test_a_page_is_read_from_top_to_bottom(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[Any]
) -> None:
    """A line is a row of one cell, a table's row has its cells, and their order is the page's."""
    top, page = 120.0, b""
    for block in blocks:
        if isinstance(block, str):
            page += pdf_pages.text(60, top, block)
            top += 20
        else:
            page += pdf_pages.table(60, top, block, width=100)
            top += 20 * len(block) + 10

    (sheet,) = read(pdf_pages.pdf([page]), tmp_path_factory.getbasetemp(), "公开.pdf")

    assert list(sheet.rows) == _rows(blocks)
    assert (sheet.file, sheet.name) == ("公开.pdf", "第1页")


HEAD: list[list[str | None]] = [["项目", None, "金额"], ["201", "一般公共服务支出", "1.20"]]


def test_a_table_goes_on_overleaf(tmp_path: Path) -> None:
    """Page numbers between its parts are left out, and the title printed again with it."""
    title = pdf_pages.text(200, 110, "支出决算表")
    number = pdf_pages.text(290, 800, "- {} -")
    first = title + pdf_pages.table(60, 130, HEAD) + number
    second = title + pdf_pages.table(60, 130, [["202", "外交支出", "0.30"]]) + number
    last = pdf_pages.table(60, 110, [["203", "国防支出", "0.50"]]) + pdf_pages.text(
        60, 200, "注：无"
    )
    pages = [
        page.replace("- {} -".encode("utf-16-be").hex().encode(), b"0035")
        for page in (first, second, last)
    ]

    (sheet,) = read(pdf_pages.pdf(pages), tmp_path, "公开.pdf")

    assert sheet.name == "第1至3页"
    assert sheet.rows == (
        ("支出决算表",),
        ("项目", None, "金额"),
        ("201", "一般公共服务支出", "1.20"),
        ("202", "外交支出", "0.30"),
        ("203", "国防支出", "0.50"),
        ("注：无",),
    )


def test_a_running_head_does_not_part_a_table(tmp_path: Path) -> None:
    """What stands over everything on each page is printed once in a table that goes on."""
    head = pdf_pages.text(60, 110, "某局部门决算")
    first = head + pdf_pages.text(200, 130, "支出决算表") + pdf_pages.table(60, 150, HEAD)
    second = head + pdf_pages.table(60, 130, [["202", "外交支出", "0.30"]])

    (sheet,) = read(pdf_pages.pdf([first, second, head]), tmp_path, "公开.pdf")[:1]

    assert sheet.name == "第1至2页"
    assert sheet.rows[:2] == (("某局部门决算",), ("支出决算表",))
    assert sheet.rows[-1] == ("202", "外交支出", "0.30")


@pytest.mark.parametrize(
    "second",
    [
        pdf_pages.text(60, 110, "收入决算表") + pdf_pages.table(60, 130, HEAD),
        pdf_pages.table(60, 130, [["201", "1.20"]]),
        pdf_pages.table(90, 130, HEAD),
    ],
    ids=["another title", "other columns", "other edges"],
)
def test_another_table_begins_a_page_of_its_own(second: bytes, tmp_path: Path) -> None:
    """Only a table of the same columns between the same edges goes on."""
    first = pdf_pages.text(60, 110, "支出决算表") + pdf_pages.table(60, 130, HEAD)

    sheets = read(pdf_pages.pdf([first, second]), tmp_path, "公开.pdf")

    assert [sheet.name for sheet in sheets] == ["第1页", "第2页"]


def test_wide_blanks_part_a_line(tmp_path: Path) -> None:
    """The unit stands on the left over a table, 单位：万元 on the right."""
    page = pdf_pages.text(60, 120, "部门：某局") + pdf_pages.text(450, 120, "单位：万元")

    (sheet,) = read(pdf_pages.pdf([page]), tmp_path, "公开.pdf")

    assert sheet.rows == (("部门：某局", "单位：万元"),)


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    """A table has columns; lines of text in a box stay lines."""
    page = (
        b"50 600 400 150 re S\n"
        + pdf_pages.text(60, 120, "一、概况")
        + pdf_pages.text(60, 140, "某局")
    )

    (sheet,) = read(pdf_pages.pdf([page]), tmp_path, "公开.pdf")

    assert sheet.rows == (("一、概况",), ("某局",))


def test_bold_print_does_not_double_the_text(tmp_path: Path) -> None:
    """Some programs make it by printing twice, a hair's breadth apart."""
    page = pdf_pages.text(60, 120, "支出决算表") + pdf_pages.text(60.4, 120, "支出决算表")

    (sheet,) = read(pdf_pages.pdf([page]), tmp_path, "公开.pdf")

    assert sheet.rows == (("支出决算表",),)


def test_a_scan_cannot_be_read(tmp_path: Path) -> None:
    """Nor can text whose characters have no meaning; whoever made the document has the original."""
    scan = pdf_pages.pdf([b"0 0 600 800 re f"])
    text = pdf_pages.pdf([pdf_pages.text(60, 120, "部门决算")])
    nameless = text.replace(b"/UniGB-UCS2-H", b"/Identity-H  ").replace(b"(GB1)", b"(Any)")

    assert "扫描件" in refusal(scan, tmp_path, "公开.pdf")
    assert "乱码" in refusal(nameless, tmp_path, "公开.pdf")
    assert "原件" in refusal(nameless, tmp_path, "公开.pdf")


def test_a_broken_pdf_is_told(tmp_path: Path) -> None:
    """What pdfminer raises is no officer's business."""
    assert "PDF读不出来" in refusal(b"%PDF-1.7\nnothing of the kind", tmp_path, "公开.pdf")


def test_without_pdfplumber_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes with the extra, which those who read no PDF do without."""
    usual = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:  # noqa: ANN401 as import does
        if name == "pdfplumber":
            raise ImportError(name)
        return usual(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    monkeypatch.delitem(sys.modules, "pdfplumber", raising=False)

    message = refusal(pdf_pages.pdf([pdf_pages.text(60, 120, "决算")]), tmp_path, "公开.pdf")

    assert 'pip install "juesuan-tables[audit]"' in message


@pytest.mark.skipif(not REFERENCE.exists(), reason="the published documents are not at hand")
def test_a_real_publication_is_read_as_it_was_printed() -> None:
    """Each of its tables stands below its title, as we have typed it from the page."""
    sheets = document(REFERENCE / "shegongbu-2024.pdf")

    for table in published_tables.TABLES:
        title, *printed = published_tables.published(table)
        rows = [
            ["".join(str(cell or "").split()) for cell in row]
            for sheet in sheets
            if (title[0],) in sheet.rows
            for row in sheet.rows
        ]
        amounts = [
            [cell for cell in row if cell] for row in printed if len([*filter(None, row)]) > 1
        ]
        found = [[cell for cell in row if cell] for row in rows]
        missing = [row for row in amounts if ["".join(cell.split()) for cell in row] not in found]
        assert missing == [], table


# --- Word ----------------------------------------------------------------------------------------


def _saved(book: Any) -> bytes:  # noqa: ANN401 python-docx exports a function of this name
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@given(blocks)
@settings(max_examples=12)
def test_a_document_is_read_from_top_to_bottom(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[Any]
) -> None:
    """A paragraph is a row of one cell, a table's row has its cells, in the document's order."""
    book = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            book.add_paragraph(block)
        else:
            table = book.add_table(len(block), len(block[0]))
            for row, line in enumerate(block):
                for column, text in enumerate(line):
                    table.cell(row, column).text = text

    (sheet,) = read(_saved(book), tmp_path_factory.getbasetemp(), "公开.docx")

    assert list(sheet.rows) == _rows(blocks)
    assert (sheet.file, sheet.name) == ("公开.docx", "正文")


def test_a_merged_cell_of_a_document_stands_in_its_first(tmp_path: Path) -> None:
    """Whether it is merged to the right or downwards; the others keep their columns."""
    book = docx.Document()
    table = book.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "项目"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "金额"
    for place, text in {(1, 0): "编码", (1, 1): "名称", (2, 0): "201", (2, 2): "1.20"}.items():
        table.cell(*place).text = text

    (sheet,) = read(_saved(book), tmp_path, "公开.docx")

    assert sheet.rows == (("项目", None, "金额"), ("编码", "名称", None), ("201", None, "1.20"))


def test_lines_of_a_paragraph_are_rows(tmp_path: Path) -> None:
    """A break within a paragraph ends a line; a tab is a blank; blank lines are left out."""
    book = docx.Document()
    paragraph = book.add_paragraph()
    paragraph.paragraph_format.tab_stops.add_tab_stop(1)
    run = paragraph.add_run("某局\t2024年度")
    run.add_break(WD_BREAK.LINE)
    run.add_text("部门决算")
    book.add_paragraph("  ")
    table = book.add_table(1, 2)
    table.cell(0, 0).text = "人员经费\n合计"
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "1.20"

    (sheet,) = read(_saved(book), tmp_path, "公开.docx")

    assert sheet.rows == (("某局 2024年度",), ("部门决算",), ("人员经费合计", "1.20"))


SHOWN = {
    "<r><t>决算</t></r>": "决算",
    "<ins><r><t>决算</t></r></ins>": "决算",
    "<hyperlink><r><t>决算</t></r></hyperlink>": "决算",
    "<del><r><delText>预</delText></r></del><r><t>决算</t></r>": "决算",
    "<moveFrom><r><t>预</t></r></moveFrom><r><t>决算</t></r>": "决算",
    "<r><instrText>TOC</instrText></r><r><t>决算</t></r>": "决算",
    "<r><ruby><rt><r><t>jue</t></r></rt><rubyBase><r><t>决算</t></r></rubyBase></ruby></r>": "决算",
    "<r><t>决</t><noBreakHyphen/><t>算</t></r>": "决-算",
    "<r><AlternateContent><Choice><txbxContent><p><r><t>决算</t></r></p></txbxContent></Choice>"
    "<Fallback><t>决算</t></Fallback></AlternateContent></r>": "决算",
    "<!-- 预算 --><r><t>决算</t></r>": "决算",
}


@pytest.mark.parametrize("inside", SHOWN)
def test_what_a_reader_of_the_document_sees_is_read(inside: str, tmp_path: Path) -> None:
    """Changes are taken as accepted; what is not shown is not read, text boxes are, once."""
    (sheet,) = read(_document(f"<p>{inside}</p>"), tmp_path, "公开.docx")

    assert sheet.rows == ((SHOWN[inside],),)


def test_rows_and_cells_in_content_controls_are_read(tmp_path: Path) -> None:
    """A row may begin to the right; a span beyond reason is not believed."""
    cell = "<tc><tcPr><gridSpan val='{}'/></tcPr><p><r><t>{}</t></r></p></tc>"
    row = f"<tr><trPr><gridBefore val='1'/></trPr><sdt><sdtContent>{cell.format(1, '决算')}</sdtContent></sdt></tr>"
    wide = f"<tr>{cell.format(99999999, '合计')}</tr>"
    table = f"<sdt><sdtContent><tbl>{row}{wide}<tr><tc><p/></tc></tr></tbl></sdtContent></sdt>"

    (sheet,) = read(_document(table), tmp_path, "公开.docx")

    assert sheet.rows[0] == (None, "决算")
    assert sheet.rows[1][0] == "合计"
    assert len(sheet.rows[1]) <= 1_000
    assert len(sheet.rows) == 2


def test_a_document_without_text_is_refused(tmp_path: Path) -> None:
    """It holds pictures at best."""
    assert "没有文字" in refusal(_document("<p/>"), tmp_path, "公开.docx")
    assert "没有文字" in refusal(_document("", body="nothing"), tmp_path, "公开.docx")


def test_a_document_without_its_own_part_is_damaged(tmp_path: Path) -> None:
    """The archive must say which part is the text, and have it."""
    assert "已损坏" in refusal(zipped({"word/styles.xml": "<a/>"}), tmp_path, "公开.docx")
    nowhere = {"_rels/.rels": relations(("officeDocument", "word/no.xml")), "word/a.xml": "<a/>"}
    assert "已损坏" in refusal(zipped({**nowhere}), tmp_path, "公开.docx")


def _document(inside: str, body: str = "body") -> bytes:
    """Return a document of some XML; its part has a name of its own, as some programs give it."""
    text = f'<document xmlns="{_WORD}"><{body}>{inside}</{body}></document>'
    files = {
        "_rels/.rels": relations(("officeDocument", "/word/Document2.xml")),
        "word/document2.xml": text,
    }
    return zipped({**files})
