"""What a template sees of tables, of their subjects, and of projects."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from juesuan_tables.addresses import of_project
from juesuan_tables.errors import FigureError
from juesuan_tables.subjects import CATEGORY, SECTION
from juesuan_tables.terms import ProjectText

if TYPE_CHECKING:
    from juesuan_tables.grid import Grid
    from juesuan_tables.model import Project
    from juesuan_tables.narrative._printing import Quote
    from juesuan_tables.narrative._view import View
    from juesuan_tables.narrative._views import FigureQuote


class TableQuote:
    """One of the publication's tables: its title, and whether there is nothing in it."""

    __slots__ = ("_grid", "_view")

    def __init__(self, view: View, grid: Grid) -> None:
        """Quote a table."""
        self._view, self._grid = view, grid

    @property
    def name(self) -> str:
        """Its English name, by which it can be found."""
        return self._grid.table

    @property
    def title(self) -> Quote:
        """Its title."""
        return self._view.text(self._grid.title)

    @property
    def subject(self) -> Quote:
        """What it is about: its title without 决算表."""
        return self._view.text(self._grid.title.removesuffix("决算表"))

    @property
    def columns(self) -> tuple[str, ...]:
        """The English names of its columns, text and amounts."""
        return tuple(self._grid.column_labels)

    @property
    def is_empty(self) -> bool:
        """Whether it has no facts."""
        return not any(figure.exists for figure in self._grid.figures.values())


class SubjectRow:
    """A functional subject of a table: its names by level, and its total."""

    __slots__ = ("_table", "_view", "code")

    def __init__(self, view: View, table: str, code: str) -> None:
        """Quote the row ``code`` of ``table``."""
        self._view, self._table = view, table
        self.code = code

    @property
    def category(self) -> Quote:
        """The name of its 类 as prose writes it before （类）, without 支出 at the end."""
        name = self._view.name(self.code[:CATEGORY])
        short = name.removesuffix("支出")
        return self._view.text(name if short == "其他" else short)  # 其他（类） would name nothing

    @property
    def category_in_full(self) -> Quote:
        """The name of its 类 as the tables print it."""
        return self._view.text(self._view.name(self.code[:CATEGORY]))

    @property
    def section(self) -> Quote:
        """The name of its 款; empty for a 类."""
        return self._view.text(
            self._view.name(self.code[:SECTION]) if self._below(CATEGORY) else ""
        )

    @property
    def item(self) -> Quote:
        """The name of its 项; empty for a 类 or 款."""
        return self._view.text(self._view.name(self.code) if self._below(SECTION) else "")

    @property
    def total(self) -> FigureQuote:
        """Its 合计, zero where nothing was spent."""
        return self._view.figure_or_zero(f"{self._table}.{self.code}.total")

    def _below(self, digits: int) -> bool:
        return len(self.code) > digits


class ProjectQuote:
    """A project that reports on itself: what it got, what that was used for, and its own words."""

    __slots__ = ("_project", "_view")

    def __init__(self, view: View, project: Project) -> None:
        """Quote ``project``, whose amounts are figures of the report of ``view``."""
        self._view, self._project = view, project

    @property
    def name(self) -> Quote:
        """Its name."""
        return self._view.text(self._project.name)

    @property
    def funds(self) -> FigureQuote:
        """What was put into it."""
        return self._view.figure(of_project(self._project.name, "funds"))

    @property
    def spent(self) -> FigureQuote | None:
        """What was used of it; none where no use was stated."""
        return (
            self._view.figure(of_project(self._project.name, "uses"))
            if self._project.uses
            else None
        )

    @property
    def uses(self) -> list[dict[str, Quote]]:
        """What it was used for: the name of each economic subject and the amount."""
        codes = dict.fromkeys(use.economic_subject for use in self._project.uses)
        return [
            {
                "name": self._view.text(self._view.name(code)),
                "amount": self._view.figure(of_project(self._project.name, code)),
            }
            for code in codes
        ]

    def lines(self, name: str) -> list[Quote]:
        """Return what the unit said on a matter, a paragraph each; raise ``FigureError`` for no such matter."""
        known = {each.key: each for each in ProjectText} | {
            each.value: each for each in ProjectText
        }
        if name not in known:
            what = f"没有“{name}”这一项文字，应为：{'、'.join(ProjectText)}"
            raise FigureError.of("专项", what, "请修改")
        lines = self._project.texts.get(known[name], "").split("\n")
        return [self._view.text(_ended(line.strip())) for line in lines if line.strip()]


def _ended(line: str) -> str:
    """Return a paragraph of the unit's own with a full stop, where it ends without any."""
    return line if unicodedata.category(line[-1])[0] == "P" else f"{line}。"
