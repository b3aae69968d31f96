"""专项: what each project that reports on itself got, and what it was used for.

They are addressed like lines of a table, the name of the project in the place of a code:
``projects.某项目.funds``, ``projects.某项目.30201``, ``projects.某项目.uses`` for all its uses, and
``projects.total.uses`` for those of all projects.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from juesuan_tables.addresses import PROJECTS, of_project
from juesuan_tables.figure import Figure
from juesuan_tables.grid import Cell, Grid, Role, Row
from juesuan_tables.terms import chinese_figure, glossary

if TYPE_CHECKING:
    from decimal import Decimal

    from juesuan_tables.model import Accounts, Indicator, Project

COLUMNS = ("aspect", "name", "target", "actual", "full_score", "score")
WIDTHS = (14.0, 26.0, 22.0, 22.0, 8.0, 8.0)
HEADS = {"aspect": "一级指标", "name": "绩效指标"}
"""Heads that differ from what the input calls the field."""


def amounts(accounts: Accounts) -> dict[str, Figure]:
    """Build the figures of all projects; uses that nobody stated have no total."""
    found: dict[str, Figure] = {}
    for project in accounts.projects:
        funds = _leaf(project, "funds", project.funds)
        uses = [
            _total(
                of_project(project.name, code), [_leaf(project, code, use.amount) for use in same]
            )
            for code, same in groupby(
                sorted(project.uses, key=lambda use: use.economic_subject),
                key=lambda use: use.economic_subject,
            )
        ]
        totals = [_total(of_project(project.name, "uses"), uses)] if uses else []
        found |= {figure.name: figure for figure in (funds, *uses, *totals)}
    spent = [figure for name, figure in found.items() if name.endswith(".uses")]
    if spent:
        every = _total(f"{PROJECTS}.total.uses", spent)
        found[every.name] = every
    return found


def _leaf(project: Project, column: str, amount: Decimal) -> Figure:
    name = of_project(project.name, column)
    return Figure(name, amount, source=project.source, label=chinese_figure(name))


def _total(name: str, parts: list[Figure]) -> Figure:
    """Return the sum of parts; a single one of that name is the sum itself."""
    if len(parts) == 1 and parts[0].name == name:
        return parts[0]
    return Figure.total(name, parts, label=chinese_figure(name))


def indicators(project: Project) -> Grid | None:
    """Build the table of a project's 绩效指标; scores only where some were given."""
    if not project.indicators:
        return None
    scored = any(
        each.full_score is not None or each.score is not None for each in project.indicators
    )
    columns = COLUMNS if scored else COLUMNS[:-2]
    head = tuple(
        Cell(HEADS.get(key, glossary()[key]), Role.HEADER, n) for n, key in enumerate(columns)
    )
    return Grid(
        table="indicators",
        title="绩效指标完成情况",
        rows=(head, *(_row(each, columns) for each in project.indicators)),
        widths=WIDTHS[: len(columns)],
        heading=(0, 1),
        landscape=False,
        one_page=False,
        blank_zeros=False,
        row_labels={},
        column_labels={},
    )


def _row(indicator: Indicator, columns: tuple[str, ...]) -> Row:
    values = (getattr(indicator, key) for key in columns)
    return tuple(
        Cell(None if value is None else f"{value}", Role.LABEL, column)
        for column, value in enumerate(values)
    )
