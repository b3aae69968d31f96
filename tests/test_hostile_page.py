"""Text from outside stays text on the web page, in what is pasted, and in its CSV files."""

from __future__ import annotations

import csv
import io
import re
from base64 import b64decode
from typing import TYPE_CHECKING

import html_reader
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st
from test_hostile_text import hostile_report, texts

import juesuan_tables as jt
from juesuan_tables.figure import Figure
from juesuan_tables.grid import Grid, Role
from juesuan_tables.writers import html

if TYPE_CHECKING:
    from html_reader import Element

FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
markup = st.sampled_from(
    (
        "<script>alert(1)</script>",
        '" onmouseover="alert(1)',
        "' onfocus='alert(1)' autofocus='",
        "javascript:alert(1)",
        "{{7*7}}",
        "{% raw %}",
        "</style><style>*{display:none}</style>",
        "</title><img src=x>",
        "]]>",
        "<!--",
        "--><b>",
        "<![CDATA[",
        "&lt;b&gt;",
        "&#60;b>",
        "</svg><circle/>",
        "</td></tr></table>",
        "url(http://example.org)",
        "=HYPERLINK(1)",
        "＝1+1",
        "@SUM(1)",
        'a"b,c',
    )
)
quarter = settings(max_examples=max(settings().max_examples // 4, 1))
"""Four pages are made for every example."""
hostile = st.one_of(markup, texts, st.builds("{}{}".format, markup, markup))


def _pages(report: jt.Report) -> tuple[Element, Element]:
    prose = jt.narrate(report).as_printed()
    page = html.page(prose, (), templates=None)
    return html_reader.read(page), html_reader.read(html.paste(prose, templates=None))


def _shape(element: Element) -> list[tuple[str, list[str]]]:
    """Return tags and the names of attributes: what text can never change."""
    return [(each.tag, sorted(each.attributes)) for each in element]


def _bare(attribute: str) -> str:
    """Return an attribute without the least width of a cell, which is that of its text, at most 5 em."""
    return re.sub(r"; min-width: [1-5]em", "", attribute)


@quarter
@given(strategies.accounts(), hostile)
def test_no_text_becomes_markup_style_or_link(accounts: jt.Accounts, text: str) -> None:
    """Page and 正文粘贴.html have the same elements, attributes and links as with a harmless text."""
    report, plain = hostile_report(accounts, text), hostile_report(accounts, "甲")
    if report is None or plain is None:
        return

    for found, other in zip(_pages(report), _pages(plain), strict=True):
        assert _shape(found) == _shape(other)
        for name in ("style", "class", "id", "scope", "role", "http-equiv"):
            assert [_bare(e[name]) for e in found] == [_bare(e[name]) for e in other]
        assert [e["href"][:20] for e in found] == [e["href"][:20] for e in other]
        assert [e.text for e in found.all("style")] == [e.text for e in other.all("style")]
        assert found.one("title").text == report.title


@strategies.half
@given(strategies.accounts(), hostile)
def test_csv_files_hold_the_tables_and_no_formula(accounts: jt.Accounts, text: str) -> None:
    """Each is the table from title to notes, numbers as printed; what might compute is disarmed."""
    report = hostile_report(accounts, text)
    if report is None:
        return
    prose = jt.narrate(report).as_printed()

    root = html_reader.read(html.page(prose, (), templates=None))

    links = [a["href"] for a in root.all("a") if a["href"].startswith("data:")]
    for grid, link in zip(prose.grids, links, strict=True):
        content = b64decode(link.removeprefix("data:text/csv;charset=utf-8;base64,"), validate=True)
        assert content.startswith(b"\xef\xbb\xbf")
        rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)]
        assert len(rows) == len(grid.rows)
        for row, cells in zip(rows, grid.rows, strict=True):
            assert len(row) == len(grid.widths)
            assert sum(map(bool, row)) == sum(bool(cell.text) for cell in cells)
            for cell in cells:
                _holds(row[cell.column], cell.text, is_figure=isinstance(cell.value, Figure))


def _holds(field: str, text: str, *, is_figure: bool) -> None:
    """Check one field: a number is itself, a text is itself or, if it might compute, disarmed."""
    if is_figure or not text.strip().startswith(FORMULA):
        assert field == text
    else:
        assert field == f"'{text}"


def test_a_table_of_any_texts_becomes_csv_that_computes_nothing() -> None:
    """Tabs, line breaks and quotes inside a field are kept there."""
    names = ("=1", "\t=1", "a,b", 'a"b', "a\r\nb", " a ", "'", "", "＝1")
    row = tuple(jt.Cell(name, Role.LABEL, column) for column, name in enumerate(names))
    grid = Grid("t", "表", (row,), (9.0,) * len(names), (0, 0), False, False, False, {}, {})  # noqa: FBT003

    (fields,) = csv.reader(io.StringIO(html.csv(grid), newline=""), strict=True)

    assert fields == ["'=1", "'\t=1", "a,b", 'a"b', "a\r\nb", " a ", "'", "", "'＝1"]
