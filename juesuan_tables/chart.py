"""Chart: bars to be drawn, as plain data. Writers draw them; it knows no file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juesuan_tables.figure import Figure


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of bars: a figure for each label of the chart."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """For each label a bar of every series, in 万元 as the figures are shown.

    ``key`` tells charts of one document apart. Amounts may be below zero.
    """

    key: str
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
