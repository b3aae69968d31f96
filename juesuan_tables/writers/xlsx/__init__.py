"""Grids → an Excel workbook that is ready to print and to publish.

One sheet a table. Only amounts are numbers; everything else is text and can never become a
formula. The same grids give the same bytes.

How it looks is written down once, in ``_reference``, with openpyxl. A workbook is *cast*: ``_mould``
takes apart what the reference writes for rows and sheets of a shape, once in a process, and
``_casting`` fills the fragments with a unit's texts and amounts. Both ways give the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables.writers.xlsx import _reference
from juesuan_tables.writers.xlsx._casting import cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from juesuan_tables.chart import Chart
    from juesuan_tables.grid import Grid


def workbook(  # noqa: PLR0913 what is written, and how
    grids: Iterable[Grid],
    *,
    title: str,
    author: str,
    made: date,
    charts: Sequence[Chart] = (),
    reference: bool = False,
) -> bytes:
    """Return an xlsx file with one sheet for each grid, named by its title.

    ``charts``, where there are any, are drawn on a last sheet, 图表, so that they can be edited.
    ``made`` becomes the date of creation, so that the same input gives the same bytes.
    ``reference`` asks for the plain writer, which is slower and gives the same bytes; a workbook
    with charts is always written by it.
    """
    if charts or reference:
        return _reference.written(grids, title=title, author=author, made=made, charts=charts)
    return cast(grids, title=title, author=author, made=made)
