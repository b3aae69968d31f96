"""Charts: bars as long as their numbers say, on the page and in the workbook."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import html_reader
import pytest
import strategies
from excel_lint import lint
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator, ValidationSeverity  # type: ignore[import-untyped]

import juesuan_tables as jt
from juesuan_tables.chart import Chart, Series
from juesuan_tables.narrative import charts
from juesuan_tables.prose import Prose
from juesuan_tables.writers import html, xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from html_reader import Element

EXAMPLES = ("lusong-2018", "whole-2018", "whole-2024", "shegongbu-2024")
ZERO = Decimal(0)
amounts = st.one_of(
    st.just(Decimal(0)),
    st.decimals(min_value=-(10**13), max_value=10**13, places=2),
    st.sampled_from([Decimal("0.01"), Decimal("-0.01"), Decimal(50), Decimal(-50)]),
)


@st.composite
def drawable(draw: st.DrawFn) -> Chart:
    """Return a chart of one or two series of any amounts."""
    labels = draw(
        st.lists(st.sampled_from(("甲", "一般公共预算财政拨款支出", "<乙>&")), min_size=1)
    )
    series = tuple(
        Series(name, tuple(jt.Figure(f"t.{n}.{name}", draw(amounts)) for n in range(len(labels))))
        for name in ("上年", "本年")[: draw(st.integers(1, 2))]
    )
    return Chart("any", "对比", tuple(labels), series)


def _picture(chart: Chart) -> Element:
    root = html_reader.read(html.page(Prose("题", "某局", ()), (chart,), templates=None))
    return root.one("svg")


def _shown(chart: Chart) -> list[Decimal]:
    """Return the numbers of a chart, label by label."""
    columns = zip(*(series.figures for series in chart.series), strict=True)
    return [figure.shown for column in columns for figure in column]


@given(drawable())
def test_a_bar_is_as_long_as_its_number_and_on_its_side_of_zero(chart: Chart) -> None:
    """Lengths are in one proportion to within a unit, from one zero, within the picture."""
    picture = _picture(chart)

    bars = [e for e in picture.all("rect") if e["height"] == "14"]
    places = [(int(bar["x"]), int(bar["width"])) for bar in bars]
    shown = _shown(chart)
    (zero,) = {int(path["d"].split()[1]) for path in picture.all("path")}
    scale = max([*shown, ZERO]) - min([*shown, ZERO])
    room = max((x + width for x, width in places), default=0) - min(x for x, _ in places)
    for (x, width), amount in zip(places, shown, strict=True):
        assert x + width == zero if amount < 0 else x == zero
        assert (width > 0) == (amount != 0)
        assert 0 <= x <= x + width <= 320
        assert not scale or abs(width - abs(amount) * room / scale) <= 3


@given(drawable())
def test_the_numbers_of_a_picture_are_read_out_and_printed(chart: Chart) -> None:
    """Every label and number stands beside a bar and in the text for those who see none."""
    picture = _picture(chart)

    printed = [e.text for e in picture.all("text")]
    values = [e.text for e in picture.all("text") if e["class"] == "value"]
    assert values == [f"{amount:.2f}" for amount in _shown(chart)]
    assert all(label in printed for label in chart.labels)
    assert picture["role"] == "img"
    alternative = picture.one("desc").text
    assert all(f"{amount:.2f}万元" in alternative for amount in _shown(chart))
    assert all(label in alternative for label in chart.labels)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chart_draws_what_tables_print(name: str) -> None:
    """Each of its figures of the year is one of the report's."""
    report = jt.build_report(jt.load_accounts(f"examples/{name}.yaml"))

    for chart in charts(report):
        for figure in chart.series[-1].figures:
            assert report.figures[figure.name] == figure


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chart_has_at_least_two_bars(name: str) -> None:
    """One bar alone compares nothing: such a structure is left out, two years of one total are not."""
    report = jt.build_report(jt.load_accounts(f"examples/{name}.yaml"))

    drawn = {chart.key: chart for chart in charts(report)}
    for chart in drawn.values():
        assert len(chart.labels) * len(chart.series) >= 2
    for key in ("income", "expenditure"):
        table = report.tables[key]
        figures = (report.figures.get(f"{key}.total.{c}") for c in table.column_labels)
        assert (key in drawn) == (sum(bool(f and f.exists) for f in figures) > 2)


def test_two_years_of_a_single_total_are_drawn(lusong: jt.Report) -> None:
    """That one total grew or fell is worth a picture."""
    name = "general_budget_expenditure.total.total"
    prior = {name: lusong.prior[name]}

    chart = charts(replace(lusong, prior=prior))[-1]

    assert (chart.key, len(chart.labels), len(chart.series)) == ("years", 1, 2)


@given(drawable())
def test_every_program_shows_series_in_one_order(chart: Chart) -> None:
    """The year before comes first in the legend as in the bars.

    In the workbook the title says which is which: the order of a legend is left to programs.
    """
    picture = _picture(chart)
    content = xlsx.workbook((), title="表", author="局", made=date(2019, 9, 5), charts=[chart])

    several = len(chart.series) > 1
    looks = [e["class"] for e in picture.all("rect")]
    size = len(chart.series)
    assert looks == [*looks[:size]] * (len(chart.labels) + several)
    legend = [e.text for e in picture.all("text")][: size if several else 0]
    assert legend == [series.name for series in chart.series][: size if several else 0]
    (bars,) = load_workbook(io.BytesIO(content))["图表"]._charts  # type: ignore[attr-defined]  # noqa: SLF001 no other way
    assert bars.legend is None
    title = ["".join(run.t for run in line.r) for line in bars.title.tx.rich.p]
    named = "　".join(map("：".join, zip(("浅色", "深色"), legend, strict=True))) if several else ""
    assert title == ["对比（单位：万元）", *([named] if several else [])]


def _workbook(report: jt.Report, drawn: tuple[Chart, ...]) -> bytes:
    grids = [grid.as_printed() for grid in report.tables.values()]
    return xlsx.workbook(grids, title="表", author="某局", made=date(2019, 9, 5), charts=drawn)


@strategies.half
@given(st.lists(drawable(), min_size=1, max_size=3))
def test_a_chart_of_the_workbook_points_to_the_numbers_beside_it(drawn: list[Chart]) -> None:
    """Names and numbers lie in the cells that a chart refers to, and are what it remembers."""
    content = xlsx.workbook((), title="表", author="局", made=date(2019, 9, 5), charts=drawn)

    assert lint(content) == []
    assert _remembered(content) == [
        f"{f.shown:f}" for chart in drawn for series in chart.series for f in series.figures
    ]
    sheet = load_workbook(io.BytesIO(content))["图表"]
    found: list[Any] = sheet._charts  # type: ignore[attr-defined]  # noqa: SLF001 no other way
    assert len(found) == len(drawn)
    for bars, chart in zip(found, drawn, strict=True):
        for part, series in zip(bars.ser, chart.series, strict=True):
            numbers = [figure.shown for figure in series.figures]
            names, values = part.cat.strRef, part.val.numRef
            assert _cells(sheet, part.tx.strRef.f) == [series.name]
            assert _cells(sheet, names.f) == [each.v for each in names.strCache.pt]
            assert _cells(sheet, names.f) == list(chart.labels)
            assert [*map(float, _cells(sheet, values.f))] == [*map(float, numbers)]
            assert [each.v for each in values.numCache.pt] == [*map(float, numbers)]


def _remembered(content: bytes) -> list[str]:
    """Return the digits that charts hold beside their references, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = sorted(name for name in archive.namelist() if name.startswith("xl/charts/"))
        trees = [etree.fromstring(archive.read(part)) for part in parts]
    return [v.text for tree in trees for v in tree.iterfind(".//{*}numCache//{*}v")]


def _cells(sheet: Any, where: str) -> list[Any]:  # noqa: ANN401 openpyxl's
    """Return the values of a range such as '图表'!$A$4:$A$6."""
    name, _, area = where.partition("!")
    assert name == "'图表'"
    found = sheet[area.replace("$", "")]
    return [cell.value for (cell,) in found] if isinstance(found, tuple) else [found.value]


@pytest.mark.parametrize("name", EXAMPLES)
def test_neither_excel_nor_the_standard_finds_a_fault_in_charts(name: str, tmp_path: Path) -> None:
    """The sheet is the last, prints on one page, and every run writes the same bytes."""
    report = jt.build_report(jt.load_accounts(f"examples/{name}.yaml"))
    content = _workbook(report, charts(report))
    (tmp_path / "book.xlsx").write_bytes(content)

    result = OpenXmlValidator(strict=True, max_errors=0).validate(str(tmp_path / "book.xlsx"))

    assert [e for e in result.errors if e.severity is ValidationSeverity.ERROR] == []
    assert lint(content) == []
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames[-1] == "图表"
    assert book["图表"].page_setup.fitToHeight == book["图表"].page_setup.fitToWidth == 1
    assert _workbook(report, charts(report)) == content


def test_without_charts_nothing_is_said_of_them(lusong: jt.Report) -> None:
    """A book of tables alone has neither the sheet nor a part of a drawing."""
    content = _workbook(lusong, ())

    assert load_workbook(io.BytesIO(content)).sheetnames == [
        t.title for t in lusong.tables.values()
    ]
    assert b"drawing" not in content
