"""“三公”经费支出汇总表: budget and outturn of every unit by item, under the department's own.

No official form of it is known; its columns are those of “三公”经费支出决算表, a row a unit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan_tables.addresses import project_row
from juesuan_tables.grid import Cell, Grid, Role, Row
from juesuan_tables.tables import three_public
from juesuan_tables.terms import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from juesuan_tables.editions import Form
    from juesuan_tables.figure import Figure
    from juesuan_tables.model import Accounts

TABLE, TITLE = "three_public_by_unit", "“三公”经费支出汇总表"
COLUMNS = {
    "total": "合计",
    "travel_abroad": "因公出国（境）费",
    "vehicles": "公务用车购置及运行费",
    "vehicle_purchase": "公务用车购置费",
    "vehicle_running": "公务用车运行费",
    "reception": "公务接待费",
}
_SUBTOTAL = {"vehicles": "小计"}
_NAME, _TOTAL = "单位", "合计"
_NAME_WIDTH, _WIDTH = 30.0, 15.0


def build(
    department: Accounts, units: Iterable[Accounts], form: Form, figures: Mapping[str, Figure]
) -> Grid:
    """Build the table: the department's ``figures`` first, then what the form prints of each unit.

    差额表 and 调整表 stand among the units, since they are part of the sum. ``form`` is that of
    “三公”经费支出决算表, which says whose money counts and which budget is printed, if any.
    """
    stages = [
        stage
        for stage in (form.stage, Stage.OUTTURN)
        if f"three_public.{stage.key}.total" in figures
    ]
    keys = [f"{stage.key}.{column}" for stage in stages for column in COLUMNS]
    rows = [(_TOTAL, figures)]
    for unit in units:
        of = f"（{unit.report_type}）" if unit.adjusting else ""
        rows.append((f"{unit.unit}{of}", three_public.build(unit, form).figures))
    top = _top(department, len(keys))
    return Grid(
        table=TABLE,
        title=TITLE,
        rows=(*top, *_heads(stages), *(_row(name, keys, each) for name, each in rows)),
        widths=(_NAME_WIDTH, *[_WIDTH] * len(keys)),
        heading=(len(top), len(top) + 3),
        landscape=True,
        one_page=False,
        blank_zeros=False,
        row_labels={project_row(name): name for name, _ in rows},
        column_labels={
            f"{stage.key}_{column}": f"{stage}数 {label}"
            for stage in stages
            for column, label in COLUMNS.items()
        },
    )


def _top(department: Accounts, columns: int) -> list[Row]:
    """Return title with its year, unit and currency."""
    currency = 2
    return [
        (Cell(f"{department.year}年度{TITLE}", Role.TITLE, 0, columns=columns + 1),),
        (
            Cell(f"部门：{department.unit}", Role.UNIT_LINE, 0, columns=columns + 1 - currency),
            Cell("金额单位：万元", Role.CURRENCY_LINE, columns + 1 - currency, columns=currency),
        ),
    ]


def _heads(stages: Sequence[Stage]) -> list[Row]:
    """Return the headings: a band a stage, within it one of the vehicles."""
    bands, columns, within = [Cell(_NAME, Role.HEADER, 0, rows=3)], [], []
    at = 1
    for stage in stages:
        bands.append(Cell(f"{stage}数", Role.HEADER, at, columns=len(COLUMNS)))
        for number, (key, label) in enumerate(COLUMNS.items(), start=at):
            if key == "vehicles":
                columns.append(Cell(label, Role.HEADER, number, columns=3))
            if key.startswith("vehicle"):
                within.append(Cell(_SUBTOTAL.get(key, label), Role.HEADER, number))
            else:
                columns.append(Cell(label, Role.HEADER, number, rows=2))
        at += len(COLUMNS)
    return [tuple(bands), tuple(columns), tuple(within)]


def _row(name: str, keys: Iterable[str], figures: Mapping[str, Figure]) -> Row:
    """Return a unit's amounts, each under an address of its own."""
    cells = [Cell(name, Role.LABEL, 0)]
    for number, key in enumerate(keys, start=1):
        figure = figures[f"three_public.{key}"]
        address = f"{TABLE}.{project_row(name)}.{key.replace('.', '_')}"
        cells.append(Cell(replace(figure, name=address), Role.AMOUNT, number))
    return tuple(cells)
