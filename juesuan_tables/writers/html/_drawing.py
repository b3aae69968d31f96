"""A chart → bars laid out for a picture that is as wide as a phone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan_tables.figure import times
from juesuan_tables.grid import display_width
from juesuan_tables.writers.html._view import Bar, Drawing, Label

if TYPE_CHECKING:
    from juesuan_tables.chart import Chart
    from juesuan_tables.figure import Figure

WIDTH = 320
TEXT_SIZE, DIGIT_WIDTH = 14, 8
LEGEND, LABEL, THICKNESS, STEP, GAP = 28, 20, 14, 18, 12
"""Heights: of the legend, of a label, of a bar, from bar to bar, and below a label's bars."""
HUNDRED = Decimal(100)


def drawing(chart: Chart) -> Drawing:
    """Return a chart as bars to the right of zero, those below zero to its left."""
    shown = [_hundredths(figure) for series in chart.series for figure in series.figures]
    low, high = min(0, *shown), max(0, *shown)
    texts = [_value(figure) for series in chart.series for figure in series.figures]
    room = WIDTH - DIGIT_WIDTH * (1 + max(map(len, texts)))
    scale = (room, high - low or 1)
    zero = _length(low, scale)
    top = LEGEND if len(chart.series) > 1 else 0
    height = LABEL + STEP * len(chart.series) + GAP
    starts = [top + height * number for number in range(len(chart.labels))]
    return Drawing(
        id=f"chart-{chart.key}",
        title=chart.title,
        text=_in_words(chart),
        series=tuple(series.name for series in chart.series),
        labels=tuple(map(_label, chart.labels, starts)),
        bars=tuple(
            _bar(number, series.figures[place], zero, start + LABEL + STEP * number, scale)
            for place, start in enumerate(starts)
            for number, series in enumerate(chart.series)
        ),
        width=WIDTH,
        height=top + height * len(chart.labels),
        zero=zero,
        top=top,
        thickness=THICKNESS,
    )


def _hundredths(figure: Figure) -> int:
    """Return what is shown in whole hundredths of 万元, so that lengths are whole numbers, too."""
    return int(times(figure.shown, HUNDRED))


def _value(figure: Figure) -> str:
    return f"{figure.shown:.2f}"


def _label(text: str, start: int) -> Label:
    """Return a label in type as large as fits."""
    size = min(TEXT_SIZE, 2 * WIDTH // max(display_width(text), 1))
    return Label(text, start + LABEL - GAP // 2, size)


def _bar(series: int, figure: Figure, zero: int, y: int, scale: tuple[int, int]) -> Bar:
    amount = _hundredths(figure)
    length = _length(amount, scale)
    return Bar(series, _value(figure), zero - length if amount < 0 else zero, y, length)


def _length(amount: int, scale: tuple[int, int]) -> int:
    """Return how long the bar of an amount is; what is not zero is never invisible."""
    return abs(amount) * scale[0] // scale[1] or int(amount != 0)


def _in_words(chart: Chart) -> str:
    """Return a chart as a sentence for those who cannot see it."""
    several = len(chart.series) > 1
    columns = zip(*(series.figures for series in chart.series), strict=True)
    return "；".join(
        f"{label}："
        + "，".join(
            f"{series.name if several else ''}{figure}"
            for series, figure in zip(chart.series, figures, strict=True)
        )
        for label, figures in zip(chart.labels, columns, strict=True)
    )
