"""Charts → a sheet of small tables, and below each a bar chart of it that programs can edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series as Bars
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.descriptors import Integer
from openpyxl.descriptors.nested import NestedText
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.drawing.text import Font as Typeface
from openpyxl.utils import get_column_letter, quote_sheetname

from juesuan_tables.grid import Cell, Role
from juesuan_tables.writers._package import BODY_FONT, TITLE_FONT
from juesuan_tables.writers.xlsx._cells import NUMBER_FORMAT, Styles, set_up_paper, write_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from juesuan_tables.chart import Chart
    from juesuan_tables.grid import Row

LABEL_WIDTH, AMOUNT_WIDTH, AMOUNTS = 44, 20, 2
"""Widths in characters, and how many columns of amounts there is room for."""
ROW_HEIGHT = 15
ROWS_WITHOUT_BARS, ROWS_ABOVE_BARS = 4, (2.4, 3.4)
"""Rows that title and margins take; above the bars of one series, and of two."""
BARS_LEFT, BARS_WIDTH = 0.02, 0.87
"""How much of a chart's width names and bars take: the longest bar's number needs the rest."""
COLOURS = ("1F4E79", "7F95AB")
"""Of this year and of the year before."""
TITLE_SIZE, TEXT_SIZE = 1200, 900
"""Hundredths of a point."""


class _Number(NumVal):
    """A number as its digits: openpyxl would write it through float, 67.43000000000001."""

    idx = Integer()  # again: openpyxl looks for attributes in the class itself
    v = NestedText(expected_type=str)


def write_charts(sheet: Worksheet, charts: Sequence[Chart], styles: Styles) -> None:
    """Write each chart's numbers and below them the chart, all on one page."""
    widths = (LABEL_WIDTH, *[AMOUNT_WIDTH] * AMOUNTS)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    row = 1
    for chart in charts:
        for number, cells in enumerate(_rows(chart), start=row):
            for cell in cells:
                write_cell(sheet, number, cell, styles)
        head = row + 2
        top = head + len(chart.labels) + 1  # counted from 0: a row stays free
        bottom = top + _height(chart)
        bars = _bars(chart, sheet.title, head)
        ends = (AnchorMarker(col=0, row=top), AnchorMarker(col=len(widths), row=bottom))
        bars.anchor = TwoCellAnchor(_from=ends[0], to=ends[1])  # type: ignore[assignment]  # its stub knows text only
        sheet.add_chart(bars)
        row = bottom + 2
    for number in range(1, row):
        sheet.row_dimensions[number].height = ROW_HEIGHT
    set_up_paper(sheet, len(widths), row - 1, landscape=False, one_page=True)


def _rows(chart: Chart) -> Iterator[Row]:
    """Yield the rows of a chart's numbers: title, unit, head, a row a label."""
    yield (Cell(chart.title, Role.NOTE, 0, columns=1 + AMOUNTS),)
    yield (Cell("单位：万元", Role.CURRENCY_LINE, 0, columns=1 + AMOUNTS),)
    names = ("项目", *(series.name for series in chart.series))
    yield tuple(Cell(name, Role.HEADER, column) for column, name in enumerate(names))
    for place, label in enumerate(chart.labels):
        amounts = (series.figures[place] for series in chart.series)
        numbers = (Cell(figure, Role.AMOUNT, n) for n, figure in enumerate(amounts, start=1))
        yield (Cell(label, Role.LABEL, 0), *numbers)


def _height(chart: Chart) -> int:
    """Return how many rows a chart is high."""
    return ROWS_WITHOUT_BARS + len(chart.labels) * (1 + len(chart.series))


def _bars(chart: Chart, sheet: str, head: int) -> BarChart:
    """Return the chart of the numbers below row ``head``, the first label at the top."""
    bars = BarChart()
    bars.type, bars.gapWidth, bars.varyColors = "bar", 60, False
    bars.roundedCorners = False
    bars.title = _title(chart)
    bars.ser = [_series(chart, number, sheet, head) for number in range(len(chart.series))]
    height = _height(chart)
    bars.layout = Layout(
        manualLayout=ManualLayout(
            layoutTarget="outer",
            xMode="edge",
            yMode="edge",
            x=BARS_LEFT,
            y=ROWS_ABOVE_BARS[len(chart.series) > 1] / height,
            w=BARS_WIDTH,
            h=(height - ROWS_WITHOUT_BARS) / height,
        )
    )
    bars.x_axis.delete, bars.y_axis.delete = False, True  # each bar says its number
    bars.x_axis.scaling.orientation = "maxMin"
    bars.x_axis.tickLblPos = "low"  # beside the bars, also of those below zero
    bars.x_axis.majorTickMark = None
    bars.x_axis.txPr = _type(BODY_FONT, TEXT_SIZE)
    bars.y_axis.majorGridlines = None
    if all(figure.shown >= 0 for series in chart.series for figure in series.figures):
        bars.y_axis.scaling.min = 0  # some programs begin anywhere, and bars lie about their ratio
    bars.legend = None  # some programs would list the series against the order of their bars
    return bars


def _series(chart: Chart, number: int, sheet: str, head: int) -> Bars:
    """Return the bars of one series, with what its cells hold: not every program looks there."""
    series = chart.series[number]
    column = get_column_letter(2 + number)
    place, last = f"{quote_sheetname(sheet)}!", head + len(chart.labels)
    digits = [_Number(idx=n, v=figure.digits) for n, figure in enumerate(series.figures)]
    bars = Bars(idx=number, order=number, invertIfNegative=False)
    bars.tx = SeriesLabel(
        strRef=StrRef(f=f"{place}${column}${head}", strCache=_texts((series.name,)))
    )
    bars.cat = AxDataSource(
        strRef=StrRef(f=f"{place}$A${head + 1}:$A${last}", strCache=_texts(chart.labels))
    )
    numbers = NumData(formatCode=NUMBER_FORMAT, ptCount=len(digits), pt=digits)
    where = f"{place}${column}${head + 1}:${column}${last}"
    bars.val = NumDataSource(numRef=NumRef(f=where, numCache=numbers))
    bars.spPr = GraphicalProperties(solidFill=COLOURS[len(chart.series) - 1 - number])
    bars.dLbls = DataLabelList(
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        txPr=_type(BODY_FONT, TEXT_SIZE),
    )
    return bars


def _texts(texts: Sequence[str]) -> StrData:
    points = [StrVal(idx=number, v=text) for number, text in enumerate(texts)]
    return StrData(ptCount=len(points), pt=points)


def _letters(font: str, size: int) -> CharacterProperties:
    typeface = Typeface(typeface=font)
    return CharacterProperties(latin=typeface, ea=typeface, sz=size, b=False)


def _type(font: str, size: int) -> RichText:
    """Return the look of a text that comes from cells."""
    properties = ParagraphProperties(defRPr=_letters(font, size))
    return RichText(p=[Paragraph(r=[], pPr=properties, endParaRPr=_letters(font, size))])


def _title(chart: Chart) -> Title:
    """Return the title, and below it the colours of two series in the order of their bars."""
    lines = [_line(f"{chart.title}（单位：万元）", TITLE_FONT, TITLE_SIZE)]
    if len(chart.series) > 1:
        before, this = (series.name for series in chart.series)
        lines.append(_line(f"浅色：{before}　深色：{this}", BODY_FONT, TEXT_SIZE))
    return Title(tx=Text(rich=RichText(p=lines)), overlay=False)


def _line(text: str, font: str, size: int) -> Paragraph:
    return Paragraph(r=[RegularTextRun(rPr=_letters(font, size), t=text)])
