"""The web page and what is pasted elsewhere: every word and number of the prose, and no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import every_edition
import html_reader
import pytest
import strategies
from hypothesis import given

import juesuan_tables as jt
from juesuan_tables.grid import Grid, Role
from juesuan_tables.narrative import charts
from juesuan_tables.prose import Heading
from juesuan_tables.writers import html

if TYPE_CHECKING:
    from html_reader import Element

    from juesuan_tables.prose import Prose

OUTSIDE = {Role.TITLE, Role.FORM_NUMBER, Role.UNIT_LINE, Role.CURRENCY_LINE, Role.NOTE}
KEPT_BY_EDITORS = {
    "html", "head", "meta", "title", "body", "h2", "h3", "h4", "p", "div",
    "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
"""What the editors of content systems leave standing."""


def _page(report: jt.Report) -> tuple[Prose, Element]:
    prose = jt.narrate(report).as_printed()
    return prose, html_reader.read(html.page(prose, charts(report), templates=None))


def _pasted(report: jt.Report) -> tuple[Prose, Element]:
    prose = jt.narrate(report).as_printed()
    return prose, html_reader.read(html.paste(prose, templates=None))


@pytest.fixture(params=jt.edition_ids(), scope="module")
def of_edition(request: pytest.FixtureRequest) -> jt.Report:
    """Return the report of the made-up unit in each edition."""
    return jt.build_report(every_edition.facts(request.param))


def _texts(prose: Prose) -> list[str]:
    return [block.text for block in prose.blocks if not isinstance(block, Grid)]


def _cells(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows if row[0].role not in OUTSIDE]


@strategies.half
@given(strategies.accounts())
def test_the_page_says_the_words_of_the_prose_and_no_others(accounts: jt.Accounts) -> None:
    """Headings, paragraphs and the cells of tables are read back in order, to the letter.

    What is pasted says the same, with the lines of tables among its paragraphs.
    """
    report = jt.build_report(accounts)
    prose, root = _page(report)
    pasted = html_reader.read(html.paste(prose, templates=None))

    cells = [_cells(grid) for grid in prose.grids]
    assert html_reader.paragraphs(root) == _texts(prose)
    assert html_reader.tables(root) == html_reader.tables(pasted) == cells
    assert root.one("h1").text == root.all("title")[0].text == prose.title
    among = iter(html_reader.paragraphs(pasted))
    assert all(text in among for text in _texts(prose))


def test_every_row_of_a_table_fills_its_columns(of_edition: jt.Report) -> None:
    """Spans leave no hole and never overlap, in head and body, whatever the edition prints."""
    _, root = _page(of_edition)

    for table in root.all("table"):
        width = len(table.all("col"))
        for part in table.all("thead", "tbody"):
            rows = part.all("tr")
            taken = [
                (number + down, None)
                for number, row in enumerate(rows)
                for cell in row.all("th", "td")
                for down in range(int(cell["rowspan"] or 1))
                for _ in range(int(cell["colspan"] or 1))
            ]
            assert sorted(taken) == [
                (number, None) for number in range(len(rows)) for _ in range(width)
            ]


def test_lines_above_and_notes_below_stand_around_their_table(of_edition: jt.Report) -> None:
    """Title, number, unit, currency and notes are all there, outside of the rows."""
    prose, root = _page(of_edition)

    forms = [e for e in root.all("div") if e["class"].startswith("form")]
    for grid, form in zip(prose.grids, forms, strict=True):
        around = {c.text for row in grid.rows for c in row if c.role in OUTSIDE and c.text}
        found = {e.text for e in form.all("span", "caption")}
        found |= {e.text for e in form.all("p") if e["class"] == "note"}
        assert around <= found
        assert form.one("caption").text == grid.title


def test_what_is_pasted_says_the_name_of_a_table_once(of_edition: jt.Report) -> None:
    """Its heading names it, then come its number, unit and currency; else its caption does."""
    prose, root = _pasted(of_edition)

    tables = [(at, block) for at, block in enumerate(prose.blocks) if isinstance(block, Grid)]
    for (at, grid), table in zip(tables, root.all("table"), strict=True):
        before = prose.blocks[at - 1]
        headed = isinstance(before, Heading) and before.text.endswith(grid.title)
        assert [e.text for e in table.all("caption")] == ([] if headed else [grid.title])
    said = html_reader.paragraphs(root)
    for _, grid in tables:
        roles = (Role.FORM_NUMBER, Role.UNIT_LINE, Role.CURRENCY_LINE)
        cells = [cell for role in roles for row in grid.rows for cell in row if cell.role is role]
        lines = [cell.text for cell in cells if cell.text]
        assert any(said[n : n + len(lines)] == lines for n in range(len(said)))


def test_the_page_begins_with_what_it_holds(lusong: jt.Report) -> None:
    """A line names the unit and the year and counts parts and tables; it tells no amount."""
    prose, root = _page(lusong)

    (lead,) = (p for p in root.all("p") if p["class"] == "lead")
    assert f"{prose.title}，共5个部分、{len(prose.grids)}张表。" in lead.text
    assert lusong.accounts.unit in lead.text
    assert f"{lusong.accounts.year}年度" in lead.text
    assert "元" not in lead.text
    assert html_reader.paragraphs(root)[0] == _texts(prose)[0]


def test_a_figure_in_a_sentence_leads_to_the_cell_that_prints_it(of_edition: jt.Report) -> None:
    """Its link's target is one cell, of a figure behind it, and says the same where it prints it."""
    prose, root = _page(of_edition)
    cells = {cell["id"]: cell for cell in root.all("td") if cell["id"]}
    figures = {name: figure for grid in prose.grids for name, figure in grid.figures.items()}

    links = [e for e in root.one("main").all("a") if e["class"] == "figure"]
    expected = [
        (paragraph.text[q.start : q.end], q.figures)
        for paragraph in prose.paragraphs
        for q in paragraph.quotations
        if any(name in figures for name in q.figures)
    ]
    assert [link.text for link in links] == [text for text, _ in expected]
    assert len(links) > 50
    for link, (text, names) in zip(links, expected, strict=True):
        cell = cells[link["href"].removeprefix("#")]
        first = next(name for name in names if name in figures)
        assert cell.text == f"{figures[first].shown:.2f}"
        assert text == f"{cell.text}万元" or len(names) > 1


def test_every_id_is_used_once_and_every_link_within_has_a_target(of_edition: jt.Report) -> None:
    """Contents, figures and the text alternatives of pictures point to what is there."""
    _, root = _page(of_edition)

    ids = [element["id"] for element in root if element["id"]]
    links = [element["href"] for element in root.all("a")]
    named = [name for e in root for name in e["aria-labelledby"].split()]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[\w.~-]+", each, re.ASCII) for each in ids)
    assert {link[1:] for link in links if link.startswith("#")} | set(named) <= set(ids)


def test_addresses_never_share_an_id() -> None:
    """Chinese letters and marks are spelt, so that no two names become one."""
    names = ("projects.甲.funds", "projects.乙.funds", "projects.~7532~.funds", "projects.a b.x")

    assert len({html.cell_id(name) for name in names}) == len(names)


def test_what_is_pasted_holds_only_what_editors_keep(of_edition: jt.Report) -> None:
    """No class, id, link, script, picture or style element; looks are inline, widths in percent."""
    _, root = _pasted(of_edition)

    assert {element.tag for element in root} - {""} <= KEPT_BY_EDITORS
    assert not [element for element in root if element["class"] or element["id"] or element["href"]]
    assert all(re.fullmatch(r"width: [\d.]+%", column["style"]) for column in root.all("col"))
    assert all("border: 1px" in cell["style"] for cell in root.all("td", "th"))


def test_a_page_asks_nobody_for_anything(of_edition: jt.Report) -> None:
    """No script, no address but those within and the CSV files, and a policy that says so."""
    prose, root = _page(of_edition)

    policy = [e["content"] for e in root.all("meta") if "Policy" in e["http-equiv"]]
    assert policy[0].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not root.all("script", "link", "img", "iframe", "form")
    assert not [name for e in root for name in e.attributes if name.startswith(("on", "src"))]
    addresses = [e["href"] for e in root if e["href"]]
    outside = [address for address in addresses if not address.startswith("#")]
    assert len(outside) == len(prose.grids)
    assert all(address.startswith("data:text/csv;") for address in outside)
    assert "url(" not in root.one("style").text
    assert "@import" not in root.one("style").text


def test_contents_list_parts_and_sections_and_gather_what_is_attached(lusong: jt.Report) -> None:
    """Reports that follow 附件 are listed below it, without their sections."""
    prose, root = _page(lusong)

    nav = root.all("nav")[0]
    parts = [e for e in nav.all("ol")[0].children if not isinstance(e, str)]
    entries = {part.all("a")[0].text: [a.text for a in part.all("a")[1:]] for part in parts}
    assert list(entries)[1:] == [
        "第二部分 2018年度部门决算表",
        "第三部分 2018年度部门决算情况说明",
        "第四部分 名词解释",
        "第五部分 附件",
    ]
    assert entries["第四部分 名词解释"] == []
    reports = [b.text for b in prose.blocks if isinstance(b, Heading) and b.level == 1][5:]
    assert entries["第五部分 附件"] == reports
    assert all(text.endswith("报告") for text in reports)
