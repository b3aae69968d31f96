"""Lists: every value stands in its cell as it was given, and text stays text."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date
from decimal import Decimal
from typing import Any

import excel_lint
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from juesuan_tables.writers.lists import ListColumn, Listing, Tone, lists

COLUMNS = (
    ListColumn("单位", 30),
    ListColumn("状态", 10, {"未生成": Tone.BAD}),
    ListColumn("错误", 8),
    ListColumn("金额", 16),
    ListColumn("日期", 12),
)
DAY = date(2024, 8, 30)
texts = st.text(st.characters(exclude_categories=("C", "Z")), max_size=60)
rows = st.lists(
    st.tuples(
        texts,
        st.sampled_from(["未生成", "已生成"]),
        st.integers(0, 10**6),
        st.decimals(-(10**9), 10**9, places=2),
        st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    ),
    max_size=6,
)


@given(rows)
def test_every_value_of_a_list_stands_in_its_cell(
    given_rows: list[tuple[str, str, int, Decimal, date]],
) -> None:
    """Counts and amounts are numbers, texts stay texts whatever they begin with."""
    listing = Listing("汇总", "审核汇总表", COLUMNS, tuple(given_rows), ("说明",))

    content = lists([listing], title="审核汇总表", author="某市财政局", made=DAY)

    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    for number, row in enumerate(given_rows, start=4):
        cells: list[Any] = [sheet.cell(number, column + 1) for column in range(len(row))]
        # "_x0041_" is how an xlsx file writes "A": openpyxl leaves our escape of it as it stands.
        assert (cells[0].value or "").replace("_x005F_", "_") == row[0].replace("_x005F_", "_")
        assert [cell.value for cell in cells[1:3]] == [row[1], row[2]]
        assert Decimal(str(cells[3].value)) == row[3]
        assert cells[4].value.date() == row[4]
        assert cells[0].data_type != "f"
    assert not excel_lint.lint(content)


def test_a_list_says_bad_in_colour_repeats_its_heads_and_keeps_its_total_out_of_the_filter() -> (
    None
):
    """What an officer filters by and prints."""
    row = ("甲局", "未生成", 3, Decimal("1.00"), DAY)
    listing = Listing("汇总", "审核汇总表", COLUMNS, (row,), total=("合计", None, 3, None, None))

    content = lists([listing], title="表", author="局", made=DAY)

    sheet: Any = load_workbook(io.BytesIO(content)).worksheets[0]

    assert sheet["B3"].fill.fgColor.rgb == Tone.BAD.value
    assert sheet["A3"].fill.fgColor.rgb != Tone.BAD.value
    assert sheet.auto_filter.ref == "A2:E3"
    assert sheet.print_title_rows == "$2:$2"
    assert sheet["A4"].value == "合计"


def test_a_long_list_takes_no_more_memory_than_a_short_one() -> None:
    """Rows are written as they come and forgotten: a summary may be of tens of thousands."""
    row = ("甲局", "未生成", 3, Decimal("1.00"), DAY)

    def peak(number: int) -> int:
        listing = Listing("汇总", "审核汇总表", COLUMNS, (row for _ in range(number)))
        tracemalloc.start()
        lists([listing], title="表", author="局", made=DAY)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)  # what is loaded once
    assert peak(4_000) < 4 * peak(400)  # ten times the rows; cells that were kept take ten times
