"""Documents as others lay them out: broken lines, running heads, tables without rules, web pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pdf_pages
import pytest
from attack_files import relations, zipped
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from juesuan_tables.errors import InputError
from juesuan_tables.grid import display_width
from juesuan_tables.passages import PassageKind
from juesuan_tables.reading.documents import Document, read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HEADING, PARAGRAPH = PassageKind.HEADING, PassageKind.PARAGRAPH
half = settings(max_examples=max(settings().max_examples // 2, 1), phases=[Phase.generate])
clauses = st.text(
    st.sampled_from("本年度财政拨款收支决算比上年增减主要是人员经费"), min_size=4, max_size=14
)
numbers = st.decimals(0, 10_000, places=2).map(lambda number: f"{number}万元")
sentences = st.lists(clauses | numbers, min_size=3, max_size=12).map("，".join)
paragraphs = st.lists(sentences, min_size=1, max_size=3).map(lambda each: "。".join(each) + "。")
documents = st.lists(paragraphs, min_size=3, max_size=8)


def read(content: bytes | str, folder: Path, name: str) -> Document:
    """Return what is read of a document of this content."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(folder / name)


def texts(document: Document, *kinds: PassageKind) -> list[str]:
    """Return the texts of some kinds of passages, of all if none is named."""
    return [each.text for each in document.passages if not kinds or each.kind in kinds]


def lines_of(text: str, width: int, measure: Callable[[str], int] = len) -> Iterator[str]:
    """Yield a paragraph in lines, the first two characters in; no number and no stop is parted."""
    room, line = width - measure("　　"), ""
    for word in re.findall(r"[\d.]+[，。]?|.[，。]?", text):
        if line and measure(line + word) > room:
            yield line
            room, line = width, ""
        line += word
    yield line


# --- Text files ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_text_is_read_in_the_encodings_of_here(encoding: str, tmp_path: Path) -> None:
    """UTF-8 with and without its mark, GBK's successor, and what 记事本 calls Unicode."""
    text = "一、收入决算情况说明\n本年收入合计12.30万元。\n" * 40

    document = read(text.encode(encoding), tmp_path, "决算.txt")

    assert texts(document, PARAGRAPH) == ["本年收入合计12.30万元。"] * 40


def test_text_in_no_encoding_is_refused(tmp_path: Path) -> None:
    """It would be read as nonsense."""
    with pytest.raises(InputError, match="乱码"):
        read(b"\x81\x20\xff\xff" * 9, tmp_path, "决算.txt")


def test_a_blank_line_in_a_sentence_was_the_end_of_a_page(tmp_path: Path) -> None:
    """Between a name and its amount, within a word, within a number; other blank lines stay."""
    text = """一、机关运行经费支出情况

本单位机关运行经费支出20.00万元，比上年增加，其中：人员经费

12.00万元；公用经费8.00万元，主要用于办公设备的购置和维

修，以及其他支出。

投入资金 20 万元

使用情况：专用材料费3.00万元，办公费4.00万元。

（一）制定制度并组织实施

（二）负责管理和考核。
"""
    assert texts(read(text, tmp_path, "决算.txt")) == [
        "一、机关运行经费支出情况",
        (
            "本单位机关运行经费支出20.00万元，比上年增加，其中：人员经费12.00万元；"
            "公用经费8.00万元，主要用于办公设备的购置和维修，以及其他支出。"
        ),
        "投入资金 20 万元",
        "使用情况：专用材料费3.00万元，办公费4.00万元。",
        "（一）制定制度并组织实施",
        "（二）负责管理和考核。",
    ]


@given(documents.filter(lambda each: sum(map(len, each)) > 500), st.integers(24, 40))
@half
def test_lines_broken_at_a_width_are_joined(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str], width: int
) -> None:
    """Paragraphs that begin two characters in come back as they were."""
    lines = [
        f"{'　　' if not number else ''}{line}"
        for paragraph in paragraphs
        for number, line in enumerate(lines_of(paragraph, 2 * width, display_width))
    ]

    document = read("\n".join(lines), tmp_path_factory.getbasetemp(), "决算.txt")

    assert texts(document) == paragraphs


@given(st.lists(st.text(st.sampled_from("收支决算，。；：（）一、1.2%万元 表|-#"), max_size=40)))
@half
def test_no_character_is_lost_or_moved(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    """Whatever a text is like, its passages stand in it in their order, blanks aside."""
    try:
        document = read("\n".join(lines), tmp_path_factory.getbasetemp(), "决算.txt")
    except InputError:
        assert not "".join(lines).strip()
        return

    source = re.sub(r"\s", "", "".join(lines))
    for text in texts(document):
        found = source.find(re.sub(r"\s", "", text))
        assert found >= 0
        source = source[found + len(re.sub(r"\s", "", text)) :]


# --- PDF -----------------------------------------------------------------------------------------


def _pages(lines: list[tuple[float, str]], head: str) -> Iterator[bytes]:
    """Yield pages of eight lines each, with a running head and a number at the foot."""
    for number, begin in enumerate(range(0, len(lines), 8), start=1):
        page = pdf_pages.text(230, 40, head) + pdf_pages.text(290, 800, f"- {number} -")
        for place, (left, line) in enumerate(lines[begin : begin + 8]):
            page += pdf_pages.text(left, 110 + 20 * place, line)
        yield page


@given(documents.filter(lambda each: sum(map(len, each)) > 900), st.integers(24, 40))
@half
def test_lines_of_a_page_are_joined_by_where_they_stand(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str], width: int
) -> None:
    """Over the ends of lines and pages alike; running heads and page numbers are gone."""
    lines: list[tuple[float, str]] = []
    for number, paragraph in enumerate(paragraphs, start=1):
        lines.append((80, f"（{'一二三四五六七八九'[number - 1]}）支出情况"))
        broken = lines_of(paragraph, width)
        lines += [(60 if place else 80, line) for place, line in enumerate(broken)]

    content = pdf_pages.pdf([*_pages(lines, "某局决算")])
    document = read(content, tmp_path_factory.getbasetemp(), "决算.pdf")

    assert texts(document, PARAGRAPH) == paragraphs
    assert len(texts(document, HEADING)) == len(paragraphs)
    assert texts(document, PassageKind.COVER, PassageKind.NOTE) == []
    assert [each.page for each in document.passages] == sorted(
        each.page or 0 for each in document.passages
    )


def test_rows_without_rules_are_no_sentences(tmp_path: Path) -> None:
    """Labels and numbers, line under line, are a table, and its title and notes stand beside it."""
    page = (
        pdf_pages.text(80, 100, "三、支出决算情况说明")
        + pdf_pages.text(80, 120, "本年支出合计3.30万元。")
        + pdf_pages.text(250, 160, "支出决算表")
        + pdf_pages.text(450, 180, "单位：万元")
    )
    for place, row in enumerate(("201 一般公共服务支出 1.20 1.00", "202 外交支出 2.10 0.00")):
        page += pdf_pages.text(80, 200 + 20 * place, row)
    page += pdf_pages.text(80, 240, "注：本表反映各项支出情况。")

    document = read(pdf_pages.pdf([page]), tmp_path, "决算.pdf")

    assert texts(document, HEADING, PARAGRAPH) == ["三、支出决算情况说明", "本年支出合计3.30万元。"]
    assert [(each.table, each.text) for each in document.passages[2:]] == [
        ("expenditure", "支出决算表"),
        ("expenditure", "单位：万元"),
        ("expenditure", "注：本表反映各项支出情况。"),
    ]


def test_the_contents_are_no_headings(tmp_path: Path) -> None:
    """Their lines end in dots and a page, over two pages; then the headings come."""
    first = pdf_pages.text(250, 110, "某局2024年度部门决算")
    second = pdf_pages.text(280, 110, "目 录") + pdf_pages.text(60, 140, "第一部分 概况......1")
    third = pdf_pages.text(80, 110, "一、收入决算情况说明......2")
    last = pdf_pages.text(250, 110, "第一部分 概况") + pdf_pages.text(80, 150, "本单位有五个股室。")

    document = read(pdf_pages.pdf([first, second, third, last]), tmp_path, "决算.pdf")

    assert [each.kind for each in document.passages] == [
        PassageKind.COVER,
        PassageKind.CONTENTS,
        PassageKind.CONTENTS,
        PassageKind.CONTENTS,
        HEADING,
        PARAGRAPH,
    ]
    assert document.passages[-1].section == ("第一部分 概况",)


# --- Word ----------------------------------------------------------------------------------------

_MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _word(body: str, **beside: str) -> bytes:
    """Return a Word document of this body, and of the parts beside it."""
    kinds = [(name, f"{name}.xml") for name in beside]
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {_MAIN}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*kinds),
    }
    return zipped(parts | {f"word/{name}.xml": part for name, part in beside.items()})


def _paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_what_word_numbers_by_itself_has_its_number(tmp_path: Path) -> None:
    """Levels look as their list says, and each begins anew under the one above."""

    def place(level: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'

    looks = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{look}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (look, text) in enumerate(looks)
    )
    numbering = (
        f'<w:numbering {_MAIN}><w:abstractNum w:abstractNumId="3">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    )
    body = "".join(
        _paragraph(text, place(level))
        for text, level in (("收入决算情况说明", 0), ("支出决算情况说明", 0), ("总体情况", 1))
    )

    document = read(_word(body + _paragraph("无。"), numbering=numbering), tmp_path, "决算.docx")

    assert document.passages[-1].section == ("二、支出决算情况说明", "（一）总体情况")
    assert texts(document)[0] == "一、收入决算情况说明"


def test_an_explanation_in_a_cell_is_read(tmp_path: Path) -> None:
    """A table of one column lays a text out; its paragraphs stay apart."""
    cell = _paragraph("一、收入决算情况说明") + _paragraph("本年收入合计1.20万元。")
    table = f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"

    document = read(_word(table), tmp_path, "决算.docx")

    assert texts(document, HEADING) == ["一、收入决算情况说明"]
    assert texts(document, PARAGRAPH) == ["本年收入合计1.20万元。"]


# --- Web pages -----------------------------------------------------------------------------------

_PAGE = """<html><head><title>某局决算_某区人民政府</title><style>p{color:red}</style></head>
<body><script>var n = 1;</script>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/gk">政务公开</a></li></ul></div>
<div class="content"><h1>某局2024年度部门决算</h1><div class="TRS_Editor">
<p>一、收入决算情况说明</p><p>&emsp;本年收入合计<span>1.20</span>万元，<b>其中</b>：
财政拨款收入1.20万元。</p><p style="display:none">暗字</p>
<table><tr><td colspan="2">收入决算表</td></tr><tr><td>项目</td><td>金额</td></tr>
<tr><td rowspan="2">合计</td><td>1.20</td></tr><tr><td>0.30</td></tr></table>
<p>说明：本表金额单位为万元。</p><p>二、支出决算情况说明<br>本年支出合计1.20万元。</p></div>
<p><a href="/print">打印</a></p></div>
<div class="foot"><p>主办：某区人民政府</p></div></body></html>"""


def test_a_page_of_a_site_is_read_without_what_leads_elsewhere(tmp_path: Path) -> None:
    """Its main content is; tables keep their columns, entities are characters."""
    document = read(_PAGE, tmp_path, "决算.html")

    assert texts(document, HEADING) == ["一、收入决算情况说明", "二、支出决算情况说明"]
    assert texts(document, PARAGRAPH) == [
        "本年收入合计1.20万元，其中： 财政拨款收入1.20万元。",
        "本年支出合计1.20万元。",
    ]
    assert texts(document, PassageKind.COVER) == ["某局2024年度部门决算"]
    rows = [row for sheet in document.sheets for row in sheet.rows if len(row) > 1]
    assert rows == [
        ("收入决算表", None),
        ("项目", "金额"),
        ("合计", "1.20"),
        (None, "0.30"),
    ]


def test_a_page_of_nothing_but_rules_is_refused(tmp_path: Path) -> None:
    """Looking for tables among all their crossings would take minutes."""
    rules = b"".join(
        f"{20 + 4 * n} 10 m {20 + 4 * n} 830 l S 20 {10 + 4 * n} m 590 {10 + 4 * n} l S\n".encode()
        for n in range(100)
    )

    with pytest.raises(InputError, match="线太多"):
        read(pdf_pages.pdf([rules + pdf_pages.text(60, 60, "决算")]), tmp_path, "决算.pdf")


def test_a_text_of_nothing_but_lines_is_refused(tmp_path: Path) -> None:
    """No publication has so many."""
    with pytest.raises(InputError, match="太多"):
        read("支\n" * 200_000, tmp_path, "决算.txt")


@pytest.mark.parametrize(
    "text", ["支" * 60_000, ("支出" * 400 + "\n\n") * 1_500, "一、收入\n\n" * 21_000]
)
def test_more_text_than_any_publication_has_is_refused(text: str, tmp_path: Path) -> None:
    """An audit of it would take minutes."""
    with pytest.raises(InputError, match="文字太多"):
        read(text, tmp_path, "决算.md")


def test_a_long_text_is_refused_before_its_lines_are_looked_at(tmp_path: Path) -> None:
    """Only to find its paragraphs would take half a minute."""
    with pytest.raises(InputError, match="文字太多"):
        read(("支出" * 15 + "\n") * 90_000, tmp_path, "决算.txt")


@pytest.mark.parametrize("number", ["十一二", "一十二三", "一二十", "〇十"])
def test_what_looks_like_a_number_and_is_none_breaks_nothing(number: str, tmp_path: Path) -> None:
    """Whatever it counts, its line is read."""
    path = tmp_path / "某局.txt"
    path.write_text(f"一、收入\n\n{number}、支出决算情况说明\n\n支出9.00万元。\n", encoding="utf-8")

    texts = [passage.text for passage in read_document(path).passages]

    assert f"{number}、支出决算情况说明" in texts
