"""What is remembered of documents written before changes nothing in the next one."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import strategies
from counted_calls import calls_of
from hypothesis import given

import juesuan_tables as jt
from juesuan_tables.grid import Cell, Grid, Role
from juesuan_tables.prose import Heading, Prose
from juesuan_tables.writers.docx import _fitting, _flow, _lines, _parts, _table, document

REMEMBERED = (
    _fitting._width, _flow._set, _lines._units, _lines._width, _lines.in_programs, _lines.line_count,  # noqa: SLF001
    _parts._constant, _parts._packed_styles, _table._content, _table._forms,  # noqa: SLF001
)  # fmt: skip
DAY = date(2018, 12, 31)


def _forget() -> None:
    for each in REMEMBERED:
        each.cache_clear()


@strategies.half
@given(strategies.accounts())
def test_a_document_does_not_depend_on_those_before_it(accounts: jt.Accounts) -> None:
    """Written first in a process or behind many others, it has the same bytes."""
    prose = jt.narrate(jt.build_report(accounts)).as_printed()
    behind_others = document(prose, made=DAY)

    _forget()

    assert document(prose, made=DAY) == behind_others


def _of_items(number: int) -> Prose:
    """Return a document with one table of many items."""
    head = (Cell("项目", Role.HEADER, 0), Cell("金额", Role.HEADER, 1))
    body = (
        (Cell(f"第{item}项", Role.LABEL, 0), Cell(f"{item}.00", Role.AMOUNT, 1))
        for item in range(number)
    )
    grid = Grid(
        table="t",
        title="表",
        rows=(head, *body),
        widths=(30.0, 20.0),
        heading=(0, 1),
        landscape=False,
        one_page=False,
        blank_zeros=False,
        row_labels={},
        column_labels={},
    )
    return Prose("决算", "某局", (Heading(2, "表"), grid))


def test_the_cost_of_a_document_grows_with_the_rows_and_no_faster() -> None:
    """From 100 to 10,000 items in one table each row takes as many steps."""
    counts = {}
    for items in (100, 1_000, 10_000):
        prose = _of_items(items)
        _forget()
        counts[items] = calls_of(lambda prose=prose: document(prose, made=DAY))  # type: ignore[misc]

    steps = [(counts[10 * n] - counts[n]) / (9 * n) for n in (100, 1_000)]
    assert steps[1] <= 1.1 * steps[0]


def test_the_parts_of_a_document_are_whole(lusong: jt.Report) -> None:
    """Every part can be read back, those that were deflated long before too."""
    for content in (jt.document(lusong), jt.document(lusong), jt.workbook(lusong)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
