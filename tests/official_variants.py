"""The many ways in which finance offices print the same official tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from official_sheets import cells_of, grids, sheet

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from official_sheets import Cells

    from juesuan_tables.grid import Grid
    from juesuan_tables.reading.sheet import Sheet, Value

_FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_BY_SUBJECT = ("income", "expenditure", "general_budget_expenditure", "government_fund")


@dataclass
class Printed:
    """A table as somebody printed it: a sheet's name and its cells, beside the grid they are of."""

    name: str
    grid: Grid
    cells: Cells

    @property
    def heads(self) -> range:
        """Return the rows of the heads."""
        return range(*self.grid.heading)

    @property
    def body(self) -> range:
        """Return the rows below the heads."""
        return range(self.grid.heading[1], len(self.cells))

    def figures(self) -> Iterator[tuple[int, int, jt.Figure]]:
        """Yield the figures with their places."""
        for row, cells in enumerate(self.grid.rows):
            for cell in cells:
                if isinstance(cell.value, jt.Figure):
                    yield row, cell.column, cell.value

    def columns(self, role: jt.Role) -> list[int]:
        """Return the columns that hold something of this kind below the heads."""
        found = {c.column for row in self.grid.rows for c in row if c.role is role}
        return sorted(found, reverse=True)

    def insert_column(self, at: int) -> None:
        """Insert a blank column."""
        for row in self.cells:
            row.insert(at, None)


def book(report: jt.Report, *variants: Callable[[Printed], None]) -> list[Printed]:
    """Return the tables of a report, printed otherwise."""
    tables = [Printed(grid.title, grid, cells_of(grid)) for grid in grids(report).values()]
    for table in tables:
        for variant in variants:
            variant(table)
    return tables


def sheets(tables: list[Printed], file: str = "公开表.xlsx") -> list[Sheet]:
    """Return the sheets of a workbook of these tables."""
    return [sheet(file, table.name, table.cells) for table in tables]


def replace_text(change: Callable[[str], str]) -> Callable[[Printed], None]:
    """Return the variant that prints other texts."""

    def variant(table: Printed) -> None:
        for row in table.cells:
            row[:] = [change(value) if isinstance(value, str) else value for value in row]

    return variant


def codes_in_three_cells(table: Printed) -> None:
    """Put 类, 款 and 项 of a code in a cell each, under one head: 201 | 03 | 01."""
    for column in table.columns(jt.Role.CODE):
        table.insert_column(column + 1)
        table.insert_column(column + 1)
        for row in table.body:
            code = table.cells[row][column]
            if isinstance(code, str) and code.isdecimal():
                parts = [code[:3], code[3:5] or None, code[5:] or None]
                table.cells[row][column : column + 3] = parts


def codes_under_three_heads(table: Printed) -> None:
    """Do the same with a head each; 款 and 项 are numbers, which have lost their zeros."""
    columns = table.columns(jt.Role.CODE)
    codes_in_three_cells(table)
    heads: list[Value] = [None] * len(table.cells[0])
    for shift, column in zip(range(0, 2 * len(columns), 2), reversed(columns), strict=True):
        heads[column + shift : column + shift + 3] = ["类", "款", "项"]
        for row in table.body:
            for at in range(column + shift, column + shift + 3):
                text = str(table.cells[row][at])
                table.cells[row][at] = Decimal(text) if text.isdecimal() else table.cells[row][at]
    if columns:
        table.cells.insert(_last_head(table) + 1, heads)


def codes_in_steps(table: Printed) -> None:
    """Put a code, whole, in the column of its level."""
    for column in table.columns(jt.Role.CODE):
        table.insert_column(column + 1)
        table.insert_column(column + 1)
        for row in table.body:
            code = table.cells[row][column]
            if isinstance(code, str) and code.isdecimal():
                table.cells[row][column] = None
                table.cells[row][column + (len(code) - 3) // 2] = code


def codes_before_names(table: Printed) -> None:
    """Put code and name in one cell: 2010301 行政运行."""
    for column in table.columns(jt.Role.CODE):
        for row in table.body:
            code, name = table.cells[row][column : column + 2]
            if isinstance(code, str) and code.isdecimal():
                table.cells[row][column : column + 2] = [None, f"{code} {name}"]


def codes_as_numbers(table: Printed) -> None:
    """Store a code as a number, as old workbooks do."""
    for column in table.columns(jt.Role.CODE):
        for row in table.body:
            code = table.cells[row][column]
            if isinstance(code, str) and code.isdecimal():
                table.cells[row][column] = Decimal(code)


def _last_head(table: Printed) -> int:
    """Return the last row of heads above 栏次."""
    rows = [r for r in table.heads if not _has(table, r, jt.Role.ORDINAL)]
    return rows[-1]


def _has(table: Printed, row: int, role: jt.Role) -> bool:
    return any(cell.role is role for cell in table.grid.rows[row])


def without_rows_of(role: jt.Role) -> Callable[[Printed], None]:
    """Return the variant without rows of a kind."""

    def variant(table: Printed) -> None:
        for row in reversed(range(len(table.grid.rows))):
            if _has(table, row, role):
                del table.cells[row]

    return variant


def without_line_numbers(table: Printed) -> None:
    """Leave 行次 out."""
    for column in table.columns(jt.Role.LINE_NUMBER):
        for row in table.cells:
            del row[column]


def without_bands(table: Printed) -> None:
    """Leave one row of heads: no 项目, 收入 and 支出, 本年支出 above them."""
    if table.grid.table == "three_public" or len(table.heads) == 1:
        return
    heads = [row for row in table.heads if not _has(table, row, jt.Role.ORDINAL)]
    above, below = table.cells[heads[0]], table.cells[heads[-1]]
    table.cells[heads[-1]] = [under or over for over, under in zip(above, below, strict=True)]
    del table.cells[heads[0]]


def blank_rows(table: Printed) -> None:
    """Insert rows under the title, under the heads and before the last row of the body."""
    for row in (len(table.cells) - 2, table.heads[-1] + 1, 1):
        table.cells.insert(row, [None] * len(table.cells[0]))


def blank_columns(table: Printed) -> None:
    """Insert a column at the left edge, and another before the last."""
    table.insert_column(len(table.cells[0]) - 1)
    table.insert_column(0)


def total_moved(table: Printed) -> None:
    """Print 合计 last where it was first, and the other way round."""
    if table.grid.table not in _BY_SUBJECT:
        return
    rows = [row for row in table.body if not _has(table, row, jt.Role.NOTE)]
    total = next(row for row in rows if _has(table, row, jt.Role.TOTAL_LABEL))
    to = rows[-1] if total == rows[0] else rows[0]
    table.cells.insert(to, table.cells.pop(total))


def detail_column(table: Printed) -> None:
    """Print a part of 事业收入 beside it: 其中：教育收费."""
    if table.grid.table == "income":
        heads = table.cells[table.heads[0]]
        at = heads.index("事业收入") + 1
        table.insert_column(at)
        heads[at] = "其中：教育收费"
        for row in table.body:
            table.cells[row][at] = Decimal("0.01") if table.cells[row][at + 1] else None


def detail_under_a_band(table: Printed) -> None:
    """Do the same under one band: 事业收入, and below it 小计 and 其中：教育收费."""
    if table.grid.table == "income":
        detail_column(table)
        at = table.cells[table.heads[0]].index("其中：教育收费")
        table.cells[table.heads[0]][at] = None
        table.cells[table.heads[1]][at - 1 : at + 1] = ["小计", "其中：教育收费"]


def amounts_as(text: Callable[[Decimal], Value]) -> Callable[[Printed], None]:
    """Return the variant that stores an amount of 元 otherwise."""

    def variant(table: Printed) -> None:
        for row, column, figure in table.figures():
            table.cells[row][column] = text(figure.amount)

    return variant


def amounts_as_text(table: Printed) -> None:
    """Store numbers as text, with commas."""
    for row, column, figure in table.figures():
        table.cells[row][column] = f"{figure.shown:,.2f}"


def amounts_full_width(table: Printed) -> None:
    """Store numbers as text with commas and full-width digits, and blanks as dashes."""
    for row, column, figure in table.figures():
        shown = f"{figure.shown:,.2f}".translate(_FULL_WIDTH)
        table.cells[row][column] = f" {shown}"
    for row in table.body:
        for cell in table.grid.rows[row]:
            if cell.role is jt.Role.AMOUNT and cell.value is None:
                table.cells[row][cell.column] = "—"


def in_yuan(table: Printed) -> None:
    """Print amounts in 元, and say so."""
    amounts_as(lambda amount: amount)(table)
    replace_text(lambda text: text.replace("单位：万元", "单位：元"))(table)


def unit_and_year_before_title(table: Printed) -> None:
    """Say in a spaced title whose and which year's it is, the number in brackets."""
    spaced = " ".join(table.grid.title)
    table.cells[0][0] = f"云溪市文化局2018年度{spaced}（公开0９表）"


def other_numbering(text: str) -> str:
    """Put the numbers of lines in brackets."""
    return re.sub(r"^([一二三四五六七八九十]+)、", r"（\1）", text)


def no_numbering(text: str) -> str:
    """Indent lines, without numbers."""
    return re.sub(r"^[一二三四五六七八九十]+、", "　　", text)


def short_labels(text: str) -> str:
    """Leave 支出 and 收入 out at the end of numbered lines."""
    return re.sub(r"^([一二三四五六七八九十]+、.+)(?:支出|收入)$", r"\1", text)


def other_words(text: str) -> str:
    """Give heads other usual words."""
    pairs = {
        "金额": "决算数",
        "决算数": "金额",
        "合计": "小计",
        "小计": "合计",
        "功能分类科目编码": "支出功能分类科目编码",
        "科目编码": "经济分类科目编码",
        "经济分类科目编码": "科目编码",
        "公务用车购置及运行费": "公务用车购置及运行维护费",
        "公务用车运行维护费": "公务用车运行费",
        "因公出国（境）费": "因公出国（境）费用",
        "一般公共预算财政拨款": "一般公共预算",
        "行次": "序号",
    }
    return pairs.get(text, text)


def with_signatures(table: Printed) -> None:
    """Let somebody sign below the notes, and add a sentence."""
    width = len(table.cells[0])
    names: list[Value] = ["单位负责人：张三", "财务负责人：李四", "填表人：王五", "2025年8月1日"]
    table.cells.append([*names, *[None] * width][:width])
    table.cells.append(["本套报表由财政部门统一制定。", *[None] * (width - 1)])


def block_beside(table: Printed) -> None:
    """Print a third block of 收入支出决算总表, by 支出性质, with numbers of its own."""
    if table.grid.table == "income_expenditure_summary":
        more: Cells = [[None] * 2 for _ in table.cells]
        more[_last_head(table)] = ["项目（按支出性质和经济分类）", "决算数"]
        for row, label in zip(table.body, ("一、基本支出", "二、项目支出"), strict=False):
            more[row] = [label, Decimal("1.23")]
        table.cells = [[*row, *beside] for row, beside in zip(table.cells, more, strict=True)]
