"""审核报告.html of a finished document: its own words with what was found marked and told beside them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import browser
import html_reader
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_hostile_text import dangerous
from test_review_page import ATTRIBUTES, TAGS, few

import juesuan_tables as jt
from juesuan_tables.auditing import Span
from juesuan_tables.reading.sheet import Sheet
from juesuan_tables.reviews import document_page

if TYPE_CHECKING:
    from pathlib import Path

RULES = tuple(
    jt.AuditRule(f"planted-{each}", f"规则{each}", "出处", each, jt.Dimension.TRUTHFULNESS)
    for each in jt.Severity
)
KINDS = {f"as-{kind.name.lower()}" for kind in jt.PassageKind}
words = st.one_of(
    dangerous, st.text("数字，。1234.56万元<&\"'〔", max_size=30), st.text(max_size=9)
)


@st.composite
def passages(draw: st.DrawFn) -> tuple[jt.Passage, ...]:
    """Draw a document's text: any kinds, any words, pages that may be unknown."""
    text = words.filter(lambda text: "\0" not in text)
    passage = st.builds(
        jt.Passage,
        text,
        st.sampled_from(jt.PassageKind),
        st.none() | st.integers(1, 3),
        st.integers(0, 4),
        st.lists(text, max_size=2).map(tuple),
    )
    return tuple(draw(st.lists(passage, min_size=1, max_size=6)))


@st.composite
def audits_of(draw: st.DrawFn) -> jt.Audit:
    """Draw an audit with findings anywhere in the text: nested, overlapping, empty, or nowhere."""
    text = draw(passages())
    found = []
    for _ in range(draw(st.integers(0, 6))):
        number = draw(st.integers(0, len(text) - 1))
        ends = st.integers(0, len(text[number].text))
        start, end = sorted((draw(ends), draw(ends)))
        rule = draw(st.sampled_from(RULES))
        what = draw(words)
        found.append(
            rule.in_text(text, Span(number, start, end), what, printed="一", expected="二")
        )
    found.sort(key=lambda each: list(jt.Severity).index(each.severity))
    unread = tuple(draw(st.lists(words.filter(bool), max_size=2)))
    return jt.Audit("某/决算.pdf", text, tuple(found), jt.Claims(3, 2, 1), unread)


def _read(audit: jt.Audit, *sheets: Sheet) -> html_reader.Element:
    return html_reader.read(document_page(audit, sheets, (*jt.RULES, *RULES)))


def _texts(root: html_reader.Element) -> list[html_reader.Element]:
    """Return the elements that print passages, in order."""
    return [each for each in root if each["class"] in KINDS and each.tag in {"p", "h3", "h4", "h5"}]


def _own_words(element: html_reader.Element) -> str:
    """Return an element's text without the numbers of findings."""
    return "".join(
        each if isinstance(each, str) else "" if each["class"] == "numbers" else each.text
        for each in element.children
    )


def _as_browsers_read(text: str) -> str:
    return html_reader.read(f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>").text


@few
@given(audits_of())
def test_the_text_is_the_documents_own(audit: jt.Audit) -> None:
    """Every passage is printed to the character and in order, whatever is marked in it."""
    printed = [_own_words(each) for each in _texts(_read(audit))]

    assert printed == [_as_browsers_read(each.text) for each in audit.passages]


@few
@given(audits_of())
def test_marks_cover_what_findings_point_to_and_nothing_else(audit: jt.Audit) -> None:
    """In the colour of the worst; an empty span marks the character where it stands."""
    wanted = []
    for number, passage in enumerate(audit.passages):
        look = [""] * len(passage.text)
        for finding in reversed(audit.findings):
            if finding.span and finding.span[0] == number:
                _, start, end = finding.span
                start = min(start, len(look) - 1)
                for at in range(start, max(end, start + 1)):
                    if look:
                        look[at] = finding.severity.value
        wanted.append(look)

    printed = [_looks(each) for each in _texts(_read(audit))]

    if all(_as_browsers_read(each.text) == each.text for each in audit.passages):
        assert printed == wanted


def _looks(element: html_reader.Element) -> list[str]:
    """Return the look of each character of a passage."""
    looks: list[str] = []
    for each in element.children:
        if isinstance(each, str):
            looks += [""] * len(each)
        elif each.tag == "mark":
            looks += [each["class"]] * len(each.text)
    return looks


@few
@given(audits_of())
def test_findings_lead_to_their_words_and_the_words_lead_back(audit: jt.Audit) -> None:
    """No link is dead, no id is there twice; beside a passage stands all that was found in it."""
    root = _read(audit)

    ids = Counter(element["id"] for element in root if element["id"])
    assert set(ids.values()) == {1}
    assert {a["href"] for a in root.all("a")} <= {f"#{each}" for each in ids}
    numbered = {article["id"]: article for article in root.all("article")}
    assert len(numbered) == len(audit.findings)
    beside = [each for each in root.all("ul") if each["class"] == "beside"]
    told = [li.all("a")[0]["href"][1:] for each in beside for li in each.all("li")]
    assert sorted(told) == sorted(numbered)
    for article, finding in zip(root.all("article"), audit.findings, strict=True):
        assert finding.span
        number, start, _ = finding.span
        text = audit.passages[number].text
        links = [a["href"] for a in article.all("a")]
        assert links == ([f"#text-{number}-{min(start, len(text) - 1)}"] if text else [])


@few
@given(audits_of())
def test_hostile_text_never_becomes_markup(audit: jt.Audit) -> None:
    """The page links to itself only and runs nothing, whatever stands in the document."""
    sheet = Sheet("表.xlsx", "<b>", ((audit.passages[0].text, "x"), ("<script>", "1")))

    root = _read(audit, sheet)

    assert {element.tag for element in root} - {""} <= TAGS | {"mark", "h4", "h5"}
    assert {name for element in root for name in element.attributes} <= ATTRIBUTES
    assert all(a["href"].startswith("#") for a in root.all("a"))


def _figure(sheet: Sheet, row: int, column: int) -> jt.Figure:
    value = sheet.at(row, column)
    amount = value if isinstance(value, Decimal) else Decimal(0)
    return jt.Figure(
        "expenditure.total.total", amount, source=sheet.place(row, column), label="合计"
    )


SHEET = Sheet(
    "公开表.xlsx",
    "支出",
    (
        ("支出决算表", None, None),
        (None, None, "单位：万元"),
        ("科目", "合计", "基本支出"),
        ("合计", Decimal("1.20"), Decimal("1.1")),
        (None, None, None),
        ("其他", True, date(2024, 12, 31)),
    ),
)


def test_tables_are_shown_as_they_were_read_with_the_cells_marked() -> None:
    """Title and unit above, heads first; the cell of the finding and the one it was compared with."""
    finding = jt.Finding(
        rule="planted-error",
        severity=jt.Severity.ERROR,
        message="支出决算表 合计：不等。",
        figures=(_figure(SHEET, 3, 1),),
        against=(_figure(SHEET, 3, 2), _figure(SHEET, 3, 1)),
    )
    text = Sheet("说明.docx", "正文", (("第二部分",), ("收入决算表",), ("甲", "1"), ("乙", "2")))
    root = _read(jt.Audit("表.xlsx", (), (finding,), jt.Claims(0, 0, 0), ()), SHEET, text)

    titles = [each.text for each in root.all("h3") if each["id"].startswith("table-")]
    assert titles == ["支出决算表", "收入决算表"]
    shown, other = root.all("table")[1:]
    assert [th.text for th in shown.all("th")] == ["科目", "合计", "基本支出"]
    rows = [[td.text for td in row.all("td")] for row in shown.one("tbody").all("tr")]
    assert rows == [["合计", "1.20〔1〕", "1.1〔1〕"], ["其他", "是", "2024-12-31"]]
    marked = [td["class"] for td in shown.all("td") if "marked" in td["class"]]
    assert marked == ["amount marked error", "amount marked compared"]
    assert [td.text for td in other.all("td")] == ["甲", "1", "乙", "2"]
    link, compared = (a for a in root.one("article").all("a") if "cell-" in a["href"])
    assert (link.text, compared.text) == ("合计", "合计")
    assert "文件里没有文字说明" in root.one("main").text
    assert "没有读到公开表，文字里也没有数字说法。" in root.one("main").text


def test_a_document_without_findings_says_so() -> None:
    """And how much of it was understood; what it was compared with stands at the end."""
    audit = jt.Audit("a.pdf", (jt.Passage("好"),), (), jt.Claims(7, 6, 1), ())

    page = document_page(audit, (), RULES, None, ["上年决算：上年.pdf"])

    main = html_reader.read(page).one("main")
    assert (
        "错误 0 条，提示 0 条，无法核对 0 条。看懂 7 处数字说法，核实 6 处，无法核对 1 处。"
        "没有读到公开表，只核对了文字之间的关系。" in main.text
    )
    assert "没有发现问题。" in main.text
    assert main.all("p")[-1].text == "上年决算：上年.pdf"


def test_every_rule_of_an_audit_says_which_dimension_it_is_about() -> None:
    """The page sorts findings by it, and prints name and source."""
    for rule in jt.AUDIT_RULES:
        assert isinstance(rule.dimension, jt.Dimension)
        assert rule.name
        assert rule.source


@pytest.fixture(scope="module")
def shown(whole_of_nine: jt.Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of a whole publication with findings in text and tables."""
    prose = jt.narrate(whole_of_nine).as_printed()
    text = tuple(
        jt.Passage(block.text, page=1 + number // 9)
        for number, block in enumerate(prose.blocks)
        if isinstance(block, jt.Paragraph)
    )
    spans = [Span(number, 2, min(20, len(each.text))) for number, each in enumerate(text)]
    found = [
        RULES[number % 3].in_text(
            text, span, "应为 15.88%。请改正。", printed="13.7%", expected="15.88%"
        )
        for number, span in enumerate(spans)
        if len(text[number].text) > 30
    ]
    wide = Sheet(
        "表.pdf",
        "第1页",
        (("收入决算表",), *[tuple(f"{n},{m}.00" for m in range(100, 112)) for n in range(9)]),
    )
    audit = jt.Audit("某局.pdf", text, tuple(found), jt.Claims(9, 8, 1), ("“3人次”",))
    path = tmp_path_factory.mktemp("audited") / "审核报告.html"
    path.write_text(document_page(audit, (SHEET, wide), RULES), encoding="utf-8")
    return path


@browser.NO_CHROMIUM
@pytest.mark.parametrize("size", [browser.PHONE, browser.DESKTOP], ids=["phone", "desktop"])
def test_what_was_found_stands_beside_its_words(shown: Path, size: tuple[int, int]) -> None:
    """At a desk to the right of the passage, on a phone below it; nothing is cut off or asked for."""
    with browser.chromium() as opened, browser.opened(opened, shown, size) as seen:
        words = seen.page.locator(".told > p").first.bounding_box()
        beside = seen.page.locator(".told > .beside").first.bounding_box()

        assert seen.page.evaluate("document.documentElement.scrollWidth") == size[0]
        assert (seen.requests, seen.messages) == ([shown.as_uri()], [])
        assert words
        assert beside
        if size == browser.DESKTOP:
            assert beside["x"] >= words["x"] + words["width"]
            assert abs(beside["y"] - words["y"]) < 20
        else:
            assert beside["y"] >= words["y"] + words["height"]
        seen.page.locator(".places a").first.click()
        target = seen.page.locator("mark:target").bounding_box()
        assert target
        assert 0 <= target["y"] < size[1]


@browser.NO_CHROMIUM
@browser.NO_AXE
def test_everybody_can_read_it(shown: Path) -> None:
    """axe-core has no serious or critical complaint."""
    with browser.chromium() as opened, browser.opened(opened, shown) as seen:
        assert browser.violations(seen.page) == []
