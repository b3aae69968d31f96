"""A user's own page: what it may name, and that it gets no further."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import html_reader
import pytest
import strategies
from hypothesis import given, settings

import juesuan_tables as jt
from juesuan_tables.narrative import charts
from juesuan_tables.writers import html


def test_a_page_of_ones_own_takes_the_place_of_ours(lusong: jt.Report, tmp_path: Path) -> None:
    """It may name all that ours names, and use our pieces; paste.j2 is still ours."""
    (tmp_path / "page.j2").write_text(
        "<h1>{{ unit }}</h1>{% for block in blocks %}{% if block.kind == 'heading' %}"
        "<h2>{{ block.text }}</h2>{% elif block.kind == 'paragraph' %}<p>{{ block.text }}</p>"
        "{% else %}{% include '_table.j2' %}{% endif %}{% endfor %}"
        "{% for chart in charts %}<b>{{ chart.title }}</b>{% endfor %}"
        "{% for part in contents %}<i>{{ part.text }}</i>{% endfor %}",
        encoding="utf-8",
    )
    prose = jt.narrate(lusong).as_printed()

    root = html_reader.read(html.page(prose, charts(lusong), templates=tmp_path))

    assert root.one("h1").text == prose.unit
    assert len(root.all("table")) == len(prose.grids)
    assert [b.text for b in root.all("b")] == [chart.title for chart in charts(lusong)]
    assert html.paste(prose, templates=tmp_path) == html.paste(prose, templates=None)


@settings(max_examples=10)
@given(strategies.accounts())
def test_pages_are_the_same_whether_cells_are_remembered_or_printed_one_by_one(
    accounts: jt.Accounts,
) -> None:
    """In the sandbox of a user's folder, here an empty one, every row is asked of the template."""
    report = jt.build_report(accounts)
    prose = jt.narrate(report).as_printed()
    drawn = charts(report)

    with TemporaryDirectory() as empty:
        page = html.page(prose, drawn, templates=Path(empty))
        paste = html.paste(prose, templates=Path(empty))

    assert page == html.page(prose, drawn, templates=None)
    assert paste == html.paste(prose, templates=None)


def test_a_piece_of_ones_own_is_enough(lusong: jt.Report, tmp_path: Path) -> None:
    """Other colours need one file; the rest of the page stays."""
    (tmp_path / "_style.css").write_text("h1 { color: red; }", encoding="utf-8")
    prose = jt.narrate(lusong).as_printed()

    page = html.page(prose, (), templates=tmp_path)

    assert html_reader.read(page).one("style").text.strip() == "h1 { color: red; }"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ blocks[0].__class__ }}", "用了不允许的写法"),
        (
            "{{ report }}",
            "没有“report”这个名称，可用的名称有：blocks、charts、contents、title、unit",
        ),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "时间"),
    ],
)
def test_a_page_of_ones_own_reaches_nothing_else(
    lusong: jt.Report, tmp_path: Path, source: str, said: str
) -> None:
    """No report, nothing inside of Python, and no more time than a page needs."""
    (tmp_path / "page.j2").write_text(source, encoding="utf-8")
    prose = jt.narrate(lusong).as_printed()

    with pytest.raises(jt.TemplateError, match=said):
        html.page(prose, charts(lusong), templates=tmp_path)
