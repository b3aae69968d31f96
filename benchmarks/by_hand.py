"""The peer of the benchmark: the workbook of the example, written by hand for XlsxWriter.

It is what an engineer would write for these three sheets and no others: figures already rounded
and added up, heights already looked at, every merge spelled out. It imports nothing of ours.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    Looks = dict[str, Format]

UNIT = "株洲市芦淞区政务服务中心"
PROPERTIES = {
    "title": "株洲市芦淞区政务服务中心2018年度部门决算公开表",
    "author": UNIT,
    "created": datetime(2018, 12, 31),  # noqa: DTZ001 a plain date
}
A4 = 9
CHARACTER_PIXELS = 7
"""What a character is wide; XlsxWriter takes pixels where the width must come out exactly."""

Lines = tuple[tuple[str, float | None], ...]

INCOME: Lines = (
    ("一、财政拨款收入", 360.59),
    ("二、上级补助收入", 0.0),
    ("三、事业收入", 0.0),
    ("四、经营收入", 0.0),
    ("五、附属单位上缴收入", 0.0),
    ("六、其他收入", 0.0),
    *[("", None)] * 17,
    ("本年收入合计", 360.59),
    ("用事业基金弥补收支差额", 0.0),
    ("年初结转和结余", 0.0),
    ("总计", 360.59),
)
SPENDING: Lines = (
    ("一、一般公共服务支出", 360.22),
    ("二、外交支出", 0.0),
    ("三、国防支出", 0.0),
    ("四、公共安全支出", 0.0),
    ("五、教育支出", 0.0),
    ("六、科学技术支出", 0.0),
    ("七、文化体育与传媒支出", 0.0),
    ("八、社会保障和就业支出", 0.37),
    ("九、医疗卫生与计划生育支出", 0.0),
    ("十、节能环保支出", 0.0),
    ("十一、城乡社区支出", 0.0),
    ("十二、农林水支出", 0.0),
    ("十三、交通运输支出", 0.0),
    ("十四、资源勘探信息等支出", 0.0),
    ("十五、商业服务业等支出", 0.0),
    ("十六、金融支出", 0.0),
    ("十七、援助其他地区支出", 0.0),
    ("十八、国土海洋气象等支出", 0.0),
    ("十九、住房保障支出", 0.0),
    ("二十、粮油物资储备支出", 0.0),
    ("二十一、其他支出", 0.0),
    ("二十二、债务还本支出", 0.0),
    ("二十三、债务付息支出", 0.0),
    ("本年支出合计", 360.59),
    ("结余分配", 0.0),
    ("年末结转和结余", 0.0),
    ("总计", 360.59),
)
TOTALS = {"本年收入合计", "本年支出合计", "总计"}

SUBJECTS: tuple[tuple[str, str, int, tuple[float, ...]], ...] = (
    ("201", "一般公共服务支出", 0, (360.22, 265.92, 94.3)),
    ("20103", "政府办公厅（室）及相关机构事务", 1, (296.79, 202.49, 94.3)),
    ("2010301", "行政运行", 2, (79.38, 79.38, 0.0)),
    ("2010302", "一般行政管理事务", 2, (67.43, 67.43, 0.0)),
    ("2010303", "机关服务", 2, (48.8, 0.0, 48.8)),
    ("2010305", "专项业务活动", 2, (26.5, 0.0, 26.5)),
    ("2010306", "政务公开审批", 2, (5.0, 0.0, 5.0)),
    ("2010399", "其他政府办公厅（室）及相关机构事务支出", 2, (69.67, 55.67, 14.0)),
    ("20106", "财政事务", 1, (63.43, 63.43, 0.0)),
    ("2010601", "行政运行", 2, (60.43, 60.43, 0.0)),
    ("2010699", "其他财政事务支出", 2, (3.0, 3.0, 0.0)),
    ("208", "社会保障和就业支出", 0, (0.37, 0.37, 0.0)),
    ("20801", "人力资源和社会保障管理事务", 1, (0.37, 0.37, 0.0)),
    ("2080102", "一般行政管理事务", 2, (0.37, 0.37, 0.0)),
)
"""What both tables of spending print: code, name, indent; total, basic and project."""
SUBJECTS_TOTAL = (360.59, 266.29, 94.3)
NATURES_WITHOUT_MONEY = ("上缴上级支出", "经营支出", "对附属单位补助支出")


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
        _write_expenditure(book.add_worksheet("支出决算表"), looks)
        _write_general_budget(book.add_worksheet("一般公共预算财政拨款支出决算表"), looks)
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
        "amount": right | box | {"num_format": "#,##0.00_ "},
    }
    looks |= {f"name{level}": left | box | {"indent": level} for level in range(3)}
    return {name: book.add_format(properties) for name, properties in looks.items()}


def _write_summary(sheet: Worksheet, looks: Looks) -> None:
    """Write 收入支出决算总表: income on the left, spending on the right."""
    _lay_out(sheet, (30, 6, 15, 34, 6, 15), rows=34, tall=())
    _write_top(sheet, looks, ("收入支出决算总表", "公开01表"), last=5, currency=4)
    for column, title, ordinal in ((0, "收入", "1"), (3, "支出", "2")):
        sheet.merge_range(3, column, 3, column + 2, title, looks["head"])
        sheet.write_row(4, column, ("项目", "行次", "金额"), looks["head"])
        sheet.write_row(5, column, ("栏次", "", ordinal), looks["head"])
    _write_lines(sheet, looks, 0, INCOME, first=1)
    _write_lines(sheet, looks, 3, SPENDING, first=28)
    sheet.merge_range(
        33, 0, 33, 5, "注：本表反映部门本年度的总收支和年末结转结余情况。", looks["left"]
    )
    sheet.freeze_panes(6, 0)


def _write_lines(sheet: Worksheet, looks: Looks, column: int, lines: Lines, first: int) -> None:
    """Write one half of the summary: names, line numbers, amounts; some are blank."""
    for number, (name, amount) in enumerate(lines):
        row = 6 + number
        sheet.write(row, column, name, looks["head" if name in TOTALS else "name0"])
        sheet.write_string(row, column + 1, str(first + number), looks["head"])
        sheet.write(row, column + 2, amount, looks["amount"])


def _write_expenditure(sheet: Worksheet, looks: Looks) -> None:
    """Write 支出决算表: spending by subject and 支出性质."""
    _lay_out(sheet, (12, 40, 14, 14, 14, 14, 14, 14), rows=22, tall=(4, 14))
    sheet.set_landscape()
    _write_top(sheet, looks, ("支出决算表", "公开03表"), last=7, currency=6)
    heads = ("本年支出合计", "基本支出", "项目支出", *NATURES_WITHOUT_MONEY)
    for column, head in enumerate(heads, start=2):
        sheet.merge_range(3, column, 4, column, head, looks["head"])
    _write_subjects(sheet, looks, last=7)
    sheet.merge_range(21, 0, 21, 7, "注：本表反映部门本年度各项支出情况。", looks["left"])


def _write_general_budget(sheet: Worksheet, looks: Looks) -> None:
    """Write 一般公共预算财政拨款支出决算表: the same subjects, three amounts each."""
    _lay_out(sheet, (12, 40, 14, 14, 14), rows=22, tall=(4, 14))
    _write_top(sheet, looks, ("一般公共预算财政拨款支出决算表", "公开05表"), last=4, currency=3)
    sheet.merge_range(3, 2, 3, 4, "本年支出", looks["head"])
    sheet.write_row(4, 2, ("合计", "基本支出", "项目支出"), looks["head"])
    _write_subjects(sheet, looks, last=4)
    sheet.merge_range(
        21, 0, 21, 4, "注：本表反映部门本年度一般公共预算财政拨款支出情况。", looks["left"]
    )


def _write_subjects(sheet: Worksheet, looks: Looks, last: int) -> None:
    """Write a table of spending below its heads; the columns after 项目支出 are 0.00."""
    nothing = (0.0,) * (last - 4)
    sheet.merge_range(3, 0, 3, 1, "项目", looks["head"])
    sheet.write_row(4, 0, ("功能分类科目编码", "科目名称"), looks["head"])
    sheet.merge_range(5, 0, 5, 1, "栏次", looks["head"])
    sheet.write_row(5, 2, [str(column - 1) for column in range(2, last + 1)], looks["head"])
    sheet.merge_range(6, 0, 6, 1, "合计", looks["head"])
    sheet.write_row(6, 2, SUBJECTS_TOTAL + nothing, looks["amount"])
    for row, (code, name, indent, amounts) in enumerate(SUBJECTS, start=7):
        sheet.write_string(row, 0, code, looks["name0"])
        sheet.write_string(row, 1, name, looks[f"name{indent}"])
        sheet.write_row(row, 2, amounts + nothing, looks["amount"])
    sheet.freeze_panes(6, 2)


def _write_top(
    sheet: Worksheet, looks: Looks, titles: tuple[str, str], *, last: int, currency: int
) -> None:
    """Write the title, the form's number, the unit and the unit of money."""
    title, number = titles
    sheet.merge_range(0, 0, 0, last, title, looks["title"])
    sheet.merge_range(1, 0, 1, last, number, looks["right"])
    sheet.merge_range(2, 0, 2, currency - 1, f"部门：{UNIT}", looks["left"])
    sheet.merge_range(2, currency, 2, last, "金额单位：万元", looks["right"])


def _lay_out(
    sheet: Worksheet, widths: tuple[int, ...], *, rows: int, tall: tuple[int, ...]
) -> None:
    """Set widths, heights and the printed page."""
    for column, width in enumerate(widths):
        sheet.set_column_pixels(column, column, width * CHARACTER_PIXELS)
    sheet.set_row(0, 32)
    for row in range(1, rows):
        sheet.set_row(row, 33 if row in tall else 18)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.set_header("", {"margin": 0.3})
    sheet.set_footer("&C第 &P 页，共 &N 页", {"margin": 0.3})
    sheet.repeat_rows(3, 5)
    sheet.print_area(0, 0, rows - 1, len(widths) - 1)
    sheet.hide_gridlines(2)
