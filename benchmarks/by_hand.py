"""The peer of the benchmark: the workbook of the example, written by hand for XlsxWriter.

It is what an engineer would write for these eight sheets and no others: figures already rounded
and added up by ``by_hand_figures``, heights already looked at, every merge spelled out. It imports
nothing of ours.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

import by_hand_figures as figures
import xlsxwriter  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    Looks = dict[str, Format]

PROPERTIES = {
    "title": f"{figures.UNIT}2018年度部门决算公开表",
    "author": figures.UNIT,
    "created": datetime(2018, 12, 31),  # noqa: DTZ001 a plain date
}
A4 = 9
CHARACTER_PIXELS = 7
"""What a character is wide; XlsxWriter takes pixels where the width must come out exactly."""
TOTALS = {"本年收入合计", "本年支出合计", "总计"}
BASIC_HEADS = ("科目编码", "科目名称", "金额")
BASIC_WIDTHS = (9, 29, 12, 9, 25, 12, 9, 27, 12)
THREE_PUBLIC_WIDTHS = (13, 17, 13, 16, 16, 13) * 2


def make() -> bytes:
    """Return the workbook."""
    content = io.BytesIO()
    defaults = {"font_name": "宋体", "font_size": 10}
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "default_format_properties": defaults}
    ) as book:
        book.set_properties(PROPERTIES)
        looks = _looks(book)
        _write_summary(book.add_worksheet("收入支出决算总表"), looks)
        _write_income(book.add_worksheet("收入决算表"), looks)
        _write_expenditure(book.add_worksheet("支出决算表"), looks)
        _write_appropriations(book.add_worksheet("财政拨款收入支出决算总表"), looks)
        _write_general_budget(book.add_worksheet("一般公共预算财政拨款支出决算表"), looks)
        _write_basic(book.add_worksheet("一般公共预算财政拨款基本支出决算表"), looks)
        _write_three_public(book.add_worksheet("一般公共预算财政拨款“三公”经费支出决算表"), looks)
        _write_fund(book.add_worksheet("政府性基金预算财政拨款收入支出决算表"), looks)
    return content.getvalue()


def _looks(book: Workbook) -> Looks:
    """Return every format that the sheets use."""
    text = {"num_format": "@", "valign": "vcenter"}
    left = text | {"align": "left", "text_wrap": True}
    right = text | {"align": "right"}
    center = text | {"align": "center", "text_wrap": True}
    box = {"border": 1, "border_color": "#000000"}
    looks = {
        "title": center | {"font_name": "黑体", "font_size": 18},
        "right": right,
        "left": left,
        "head": center | box,
        "amount": right | box | {"num_format": "#,##0.00_ ", "shrink": True},
    }
    looks |= {f"name{level}": left | box | {"indent": level} for level in range(3)}
    return {name: book.add_format(properties) for name, properties in looks.items()}


def _write_summary(sheet: Worksheet, looks: Looks) -> None:
    """Write 收入支出决算总表: income on the left, spending on the right."""
    _lay_out(sheet, (30, 6, 15, 34, 6, 15), rows=34, pages=1)
    _write_top(sheet, looks, ("收入支出决算总表", "公开01表"), last=5, currency=4)
    for column, title, ordinal in ((0, "收入", "1"), (3, "支出", "2")):
        sheet.merge_range(3, column, 3, column + 2, title, looks["head"])
        sheet.write_row(4, column, ("项目", "行次", "金额"), looks["head"])
        sheet.write_row(5, column, ("栏次", "", ordinal), looks["head"])
    _write_lines(sheet, looks, 0, figures.INCOME, first=1)
    _write_lines(sheet, looks, 3, figures.SPENDING, first=28)
    first = "1.本表反映部门本年度的总收支和年末结转结余情况。"
    second = "2.本套报表金额单位转换时可能存在尾数误差。"
    _write_note(sheet, looks, 33, 5, f"注：{first}{second}")
    _keep_heads(sheet, 6, 0)


def _write_appropriations(sheet: Worksheet, looks: Looks) -> None:
    """Write 财政拨款收入支出决算总表: as above, with a column for each appropriation."""
    _lay_out(sheet, (28, 6, 14, 32, 6, 14, 14, 14), rows=35, tall=(4,), pages=1)
    sheet.set_landscape()
    _write_top(sheet, looks, ("财政拨款收入支出决算总表", "公开04表"), last=7, currency=6)
    sheet.merge_range(3, 0, 3, 2, "收入", looks["head"])
    sheet.merge_range(3, 3, 3, 7, "支出", looks["head"])
    heads = ("项目", "行次", "金额", "项目", "行次", "合计", *figures.GRANTS)
    sheet.write_row(4, 0, heads, looks["head"])
    sheet.write_row(5, 0, ("栏次", "", "1", "栏次", "", "2", "3", "4"), looks["head"])
    _write_lines(sheet, looks, 0, figures.GRANT_LINES, first=1)
    _write_lines(sheet, looks, 3, figures.GRANT_SPENDING, first=29)
    funds = "一般公共预算财政拨款和政府性基金预算财政拨款"
    _write_note(sheet, looks, 34, 7, f"注：本表反映部门本年度{funds}的总收支和年末结转结余情况。")
    _keep_heads(sheet, 6, 0)


def _write_lines(
    sheet: Worksheet, looks: Looks, column: int, lines: list[figures.Row], first: int
) -> None:
    """Write one half of a summary: names, line numbers, amounts; some are blank."""
    for number, (name, *amounts) in enumerate(lines):
        row = 6 + number
        sheet.write(row, column, name, looks["head" if name in TOTALS else "name0"])
        sheet.write_string(row, column + 1, str(first + number), looks["head"])
        sheet.write_row(row, column + 2, amounts, looks["amount"])


def _write_income(sheet: Worksheet, looks: Looks) -> None:
    """Write 收入决算表: income by subject and kind."""
    _lay_out(sheet, (10, 40, *[14] * 7), rows=22, tall=(4, 14))
    sheet.set_landscape()
    _write_top(sheet, looks, ("收入决算表", "公开02表"), last=8, currency=7)
    _write_tall_heads(sheet, looks, 2, ("本年收入合计", "财政拨款收入", *figures.KINDS))
    _write_subjects(sheet, looks, figures.INCOME_ROWS, last=8)
    _write_note(sheet, looks, 21, 8, "注：本表反映部门本年度取得的各项收入情况。")


def _write_expenditure(sheet: Worksheet, looks: Looks) -> None:
    """Write 支出决算表: spending by subject and 支出性质."""
    _lay_out(sheet, (10, 40, *[14] * 6), rows=22, tall=(4, 14))
    sheet.set_landscape()
    _write_top(sheet, looks, ("支出决算表", "公开03表"), last=7, currency=6)
    _write_tall_heads(sheet, looks, 2, ("本年支出合计", *figures.NATURES))
    _write_subjects(sheet, looks, figures.SPENDING_ROWS, last=7)
    _write_note(sheet, looks, 21, 7, "注：本表反映部门本年度各项支出情况。")


def _write_general_budget(sheet: Worksheet, looks: Looks) -> None:
    """Write 一般公共预算财政拨款支出决算表: the same subjects, three amounts each."""
    _lay_out(sheet, (10, 40, 14, 14, 14), rows=22, tall=(4, 14))
    _write_top(sheet, looks, ("一般公共预算财政拨款支出决算表", "公开05表"), last=4, currency=3)
    sheet.merge_range(3, 2, 3, 4, "本年支出", looks["head"])
    sheet.write_row(4, 2, ("合计", "基本支出", "项目支出"), looks["head"])
    _write_subjects(sheet, looks, figures.GENERAL_ROWS, last=4)
    _write_note(sheet, looks, 21, 4, "注：本表反映部门本年度一般公共预算财政拨款支出情况。")


def _write_fund(sheet: Worksheet, looks: Looks) -> None:
    """Write 政府性基金预算财政拨款收入支出决算表, in which this unit has nothing."""
    _lay_out(sheet, (10, 40, 16, 14, 14, 14, 14, 16), rows=9, tall=(4,))
    sheet.set_landscape()
    titles = ("政府性基金预算财政拨款收入支出决算表", "公开08表")
    _write_top(sheet, looks, titles, last=7, currency=7)
    _write_tall_heads(sheet, looks, 2, ("年初结转和结余", "本年收入"))
    sheet.merge_range(3, 4, 3, 6, "本年支出", looks["head"])
    sheet.write_row(4, 4, ("小计", "基本支出", "项目支出"), looks["head"])
    _write_tall_heads(sheet, looks, 7, ("年末结转和结余",))
    _write_subjects(sheet, looks, figures.FUND_ROWS, last=7)
    fund = figures.FUND
    _write_note(sheet, looks, 7, 7, f"注：本表反映部门本年度{fund}收入、支出及结转和结余情况。")
    empty = f"说明：{figures.UNIT}2018年度没有{fund}收入和支出，故本表无数据。"
    _write_note(sheet, looks, 8, 7, empty)


def _write_basic(sheet: Worksheet, looks: Looks) -> None:
    """Write 一般公共预算财政拨款基本支出决算表: economic subjects in three groups side by side."""
    _lay_out(sheet, BASIC_WIDTHS, rows=35, tall=(28,), pages=1)
    sheet.set_landscape()
    titles = ("一般公共预算财政拨款基本支出决算表", "公开06表")
    _write_top(sheet, looks, titles, last=8, currency=7)
    sheet.merge_range(3, 0, 3, 2, "人员经费", looks["head"])
    sheet.merge_range(3, 3, 3, 8, "公用经费", looks["head"])
    sheet.write_row(4, 0, BASIC_HEADS * 3, looks["head"])
    groups = (figures.PERSONNEL, figures.SERVICES, figures.OTHERS)
    for column, lines in zip((0, 3, 6), groups, strict=True):
        for row in range(5, 33):
            code, name, amount = lines[row - 5] if row - 5 < len(lines) else ("", "", None)
            sheet.write_row(row, column, (code, name), looks["name0"])
            sheet.write(row, column + 2, amount, looks["amount"])
    sheet.merge_range(33, 0, 33, 1, "人员经费合计", looks["head"])
    sheet.write_number(33, 2, figures.PERSONNEL_TOTAL, looks["amount"])
    sheet.merge_range(33, 3, 33, 7, "公用经费合计", looks["head"])
    sheet.write_number(33, 8, figures.RUNNING_TOTAL, looks["amount"])
    note = "注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。"
    _write_note(sheet, looks, 34, 8, note)
    _keep_heads(sheet, 5, 0)


def _write_three_public(sheet: Worksheet, looks: Looks) -> None:
    """Write “三公”经费支出决算表: one row, budget on the left, outturn on the right."""
    _lay_out(sheet, THREE_PUBLIC_WIDTHS, rows=9, pages=1)
    sheet.set_landscape()
    titles = ("一般公共预算财政拨款“三公”经费支出决算表", "公开07表")
    _write_top(sheet, looks, titles, last=11, currency=10)
    for left, title in ((0, "预算数"), (6, "决算数")):
        sheet.merge_range(3, left, 3, left + 5, title, looks["head"])
        _write_tall_heads(sheet, looks, left, ("合计", "因公出国（境）费"), row=4)
        sheet.merge_range(4, left + 2, 4, left + 4, "公务用车购置及运行费", looks["head"])
        sheet.write_row(5, left + 2, ("小计", "公务用车购置费", "公务用车运行费"), looks["head"])
        _write_tall_heads(sheet, looks, left + 5, ("公务接待费",), row=4)
    sheet.write_row(6, 0, [str(number) for number in range(1, 13)], looks["head"])
    sheet.write_row(7, 0, figures.THREE_PUBLIC, looks["amount"])
    note = (
        "注：本表反映部门本年度“三公”经费支出预决算情况。其中，预算数为“三公”经费年初预算数，"
        "决算数包括当年一般公共预算财政拨款和以前年度结转资金安排的实际支出。"
    )
    _write_note(sheet, looks, 8, 11, note)
    _keep_heads(sheet, 7, 0)


def _write_tall_heads(
    sheet: Worksheet, looks: Looks, first: int, heads: tuple[str, ...], row: int = 3
) -> None:
    """Write heads that are two rows tall."""
    for column, head in enumerate(heads, start=first):
        sheet.merge_range(row, column, row + 1, column, head, looks["head"])


def _write_subjects(sheet: Worksheet, looks: Looks, rows: list[figures.Row], last: int) -> None:
    """Write a table by subject below its heads: 合计 first, names indented by their level."""
    sheet.merge_range(3, 0, 3, 1, "项目", looks["head"])
    sheet.write_row(4, 0, ("功能分类科目编码", "科目名称"), looks["head"])
    sheet.merge_range(5, 0, 5, 1, "栏次", looks["head"])
    sheet.write_row(5, 2, [str(column - 1) for column in range(2, last + 1)], looks["head"])
    sheet.merge_range(6, 0, 6, 1, "合计", looks["head"])
    sheet.write_row(6, 2, rows[0][2:], looks["amount"])
    for row, (code, name, *amounts) in enumerate(rows[1:], start=7):
        sheet.write_string(row, 0, code, looks["name0"])
        sheet.write_string(row, 1, name, looks[f"name{len(str(code)) // 2 - 1}"])
        sheet.write_row(row, 2, amounts, looks["amount"])
    _keep_heads(sheet, 6, 2)


def _keep_heads(sheet: Worksheet, rows: int, columns: int) -> None:
    """Keep heads in view on screen, those below the unit line on every page."""
    sheet.freeze_panes(rows, columns)
    sheet.repeat_rows(3, rows - 1)


def _write_note(sheet: Worksheet, looks: Looks, row: int, last: int, note: str) -> None:
    """Write a note across the table."""
    sheet.merge_range(row, 0, row, last, note, looks["left"])


def _write_top(
    sheet: Worksheet, looks: Looks, titles: tuple[str, str], *, last: int, currency: int
) -> None:
    """Write the title, the form's number, the unit and the unit of money."""
    title, number = titles
    sheet.merge_range(0, 0, 0, last, title, looks["title"])
    sheet.merge_range(1, 0, 1, last, number, looks["right"])
    sheet.merge_range(2, 0, 2, currency - 1, f"部门：{figures.UNIT}", looks["left"])
    if currency == last:
        sheet.write_string(2, last, "金额单位：万元", looks["right"])
    else:
        sheet.merge_range(2, currency, 2, last, "金额单位：万元", looks["right"])


def _lay_out(
    sheet: Worksheet,
    widths: tuple[int, ...],
    *,
    rows: int,
    tall: tuple[int, ...] = (),
    pages: int = 0,
) -> None:
    """Set widths, heights and the printed page; 0 pages are as many as it takes."""
    for column, width in enumerate(widths):
        sheet.set_column_pixels(column, column, width * CHARACTER_PIXELS)
    sheet.set_row(0, 32)
    for row in range(1, rows):
        sheet.set_row(row, 33 if row in tall else 18)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, pages)
    sheet.center_horizontally()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.set_header("", {"margin": 0.3})
    sheet.set_footer("&C第 &P 页，共 &N 页", {"margin": 0.3})
    sheet.print_area(0, 0, rows - 1, len(widths) - 1)
    sheet.hide_gridlines(2)
