"""Workbooks, ledgers and JSON files that are wrong in one way each, and what must be said of them."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from bad_inputs import GOOD, HEAD, Case
from fill_in_books import draft_of, typed
from openpyxl import Workbook, load_workbook

import juesuan_tables as jt
from juesuan_tables.inputs._door import accounts_from
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.strict_yaml import parse
from juesuan_tables.writers.fill_in import workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

BOOK, LEDGER, JSON = "某局.xlsx", "明细.csv", "某局.json"
LAST = "某局2018年度部门决算公开表.xlsx"
NEEDED = """\
结转结余:
  - {类别: 年初结转和结余, 资金性质: 一般公共预算财政拨款, 金额: 0}
  - {类别: 年末结转和结余, 资金性质: 一般公共预算财政拨款, 金额: 0}
  - {类别: 年初结转和结余, 资金性质: 非财政拨款, 金额: 0}
  - {类别: 年末结转和结余, 资金性质: 非财政拨款, 金额: 0}
收入:
  - {功能科目: "2010301", 类别: 一般公共预算财政拨款收入, 金额: 793810}
三公经费:
""" + "".join(
    f"  - {{费用项目: {item}, 资金性质: 一般公共预算财政拨款, 预算阶段: {stage}, 金额: 0}}\n"
    for item in jt.ThreePublicItem
    for stage in ("年初预算", "决算")
)


def _accounts() -> jt.Accounts:
    return accounts_from(parse(GOOD + NEEDED, "某局.yaml"))


@cache
def _good(*unknown: str) -> bytes:
    """Return a filled-in workbook that can be built."""
    return workbook(draft_of(_accounts(), unknown), jt.load_edition("mof-2018"))


def _built(name: str) -> tuple[str, ...]:
    return ("build", name, "-o", "成果")


def _cell(id_: str, place: str, value: str | int | Decimal | None, *says: str) -> Case:
    """Type something into one cell of a workbook that is otherwise sound."""
    content = typed(_good(), {place: value})
    return Case(id_, (f"{BOOK}!{place}", *says), {BOOK: content}, _built(BOOK))


def _cells(id_: str, cells: Mapping[str, str | int | Decimal | None], *says: str) -> Case:
    """Type something into several cells."""
    return Case(id_, says, {BOOK: typed(_good(), cells)}, _built(BOOK))


def _book(id_: str, content: bytes, *says: str, name: str = BOOK) -> Case:
    """Give a whole workbook."""
    return Case(id_, (name, *says), {name: content}, _built(name))


def _sheets(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """Return a workbook of such sheets."""
    book = Workbook()
    del book["Sheet"]
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _uncomputed() -> bytes:
    """Return the workbook as a program saves it that computes no formula."""
    content = io.BytesIO()
    load_workbook(io.BytesIO(_good("income"))).save(content)
    return content.getvalue()


def _renamed(old: str, new: str) -> bytes:
    """Return the workbook with another name for a sheet, its formulas' values kept."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_good())) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/workbook.xml":
                part = part.replace(f'name="{old}"'.encode(), f'name="{new}"'.encode())
            target.writestr(name, part)
    return changed.getvalue()


def _ledger(id_: str, content: str | bytes, *says: str) -> Case:
    """Give a ledger to be converted."""
    return Case(id_, (LEDGER, *says), {LEDGER: content}, ("convert", LEDGER, "-o", "某局2018.yaml"))


def _json(id_: str, content: str, *says: str) -> Case:
    return Case(id_, (JSON, *says), {JSON: content}, _built(JSON))


HEADS = "功能科目,资金性质,支出性质,金额\n"
_FRESH = workbook(Draft({}), jt.load_edition("mof-2018"))
_PROJECT: dict[str, str | int | Decimal | None] = {
    "专项!A5": "1",
    "专项!B5": "大厅管理",
    "专项!C5": 200000,
}
_INDICATOR: dict[str, str | int | Decimal | None] = {
    "专项绩效指标!A5": "1",
    "专项绩效指标!B5": "满意度指标",
    "专项绩效指标!C5": "满意率",
    "专项绩效指标!D5": "95%",
    "专项绩效指标!E5": "98%",
    "专项绩效指标!F5": 10,
    "专项绩效指标!G5": 9,
}
_USE: dict[str, str | int | Decimal | None] = {
    "专项资金使用!A5": "1",
    "专项资金使用!B5": "30201",
    "专项资金使用!C5": 200000,
}
PROJECTS = (
    _cells("indicator-of-no-project", _INDICATOR, "专项绩效指标!A5", "“专项”表里没有这个专项序号"),
    _cells(
        "project-and-its-parts-wrong-at-once",
        {**_PROJECT, **_INDICATOR, **_USE, "专项!C5": "30万", "专项资金使用!B5": "办公费"},
        f"{BOOK}!专项!C5：填的是“30万”",
        f"{BOOK}!专项资金使用!B5：填的是“办公费”",
    ),
    _cells(
        "project-without-number",
        {**_PROJECT, **_INDICATOR, **_USE, "专项!A5": None},
        f"{BOOK}!专项!A5：没有填“专项序号”",
    ),
    _cells(
        "project-number-twice",
        {**_PROJECT, "专项!A6": "1", "专项!B6": "网络建设", "专项!C6": 1, **_INDICATOR},
        f"{BOOK}!专项!A6：填的是“1”",
        "专项!A5",
    ),
    _cells(
        "indicator-without-number",
        {**_PROJECT, **_INDICATOR, "专项绩效指标!A5": None},
        f"{BOOK}!专项绩效指标!A5：没有填“专项序号”",
    ),
    *(
        _cells(
            id_,
            {**_PROJECT, **_INDICATOR, f"专项绩效指标!{column}5": value},
            f"{BOOK}!专项绩效指标!{column}5",
            *says,
        )
        for id_, column, value, *says in (
            ("indicator-without-name", "C", None, "没有填“绩效指标”"),
            ("indicator-without-target", "D", None, "没有填写“年度指标值”"),
            ("indicator-score-above-100", "G", 101, "“101”", "0至100"),
            ("indicator-score-in-words", "G", "优", "“优”", "0至100", "9.5"),
            ("indicator-score-with-decimals", "F", Decimal("3.333"), "至多两位小数"),
        )
    ),
)
CELLS = (
    _cell("amount-in-words", "支出!F5", "一百", "“一百”", "1234567.89"),
    _cell("amount-three-decimals", "支出!F5", Decimal("1.005"), "小数多于两位", "1.005"),
    _cell("amount-in-wan", "支出!F5", "79.38万元", "“79.38万元”", "应为数"),
    _cell("amount-huge", "支出!F5", "12345678901234.00", "15位"),
    _cell("amount-error", "支出!F5", "#REF!", "#REF!", "应为数"),
    _cell("code-too-short", "支出!A5", "20103010", "“20103010”", "3、5或7位"),
    _cell("code-of-economic", "支出!A5", 30101, "“30101”", "3、5或7位"),
    _cells("code-without-amount", {"支出!A6": "2010302"}, "支出!D6", "一个金额也没有填"),
    _cell("row-without-code", "支出!A5", None, "没有填写“科目编码”"),
    _cells(
        "fund-mistyped",
        {"支出!C5": "一般公共预算拔款", "支出!D5": 1},
        "支出!C5",
        "是否应为“一般公共预算财政拨款”",
    ),
    _cell("entity-mistyped", "封面!B11", "机关", "“机关”", "部门、单位、单位本级"),
    _cell("year-two-digits", "封面!B12", 18, "“18”", "2018"),
    _cell("date-impossible", "封面!B15", "2019年2月30日", "2019年2月30日", "应为日期"),
    _cell("yes-or-no", "封面!B17", "有", "“有”", "“是”或“否”"),
    _cells(
        "economic-government",
        {"基本支出!B5": "50101", "基本支出!D5": 1},
        "基本支出!B5",
        "50101",
        "部门预算支出经济分类",
    ),
    _cell("heading-changed", "支出!F4", "基本支出", "“基本支出”", "一般公共预算基本支出"),
    _cell("heading-twice", "支出!G4", "一般公共预算基本支出", "重复出现"),
    _cells("heading-of-codes-gone", {"支出!A4": "编码"}, "支出!A1", "科目编码", "复制回来"),
    _cell("three-public-negative-count", "三公经费!H5", -1, "零或正数"),
    _cell("three-public-half-a-guest", "三公经费!H7", Decimal("1.5"), "应为整数"),
    _cell("text-too-long", "文字!E5", "长" * 32_768, "32767"),
    _cell("unit-on-two-lines", "封面!B10", "某局\n本级", "不能换行"),
    _cells("several", {"支出!F5": "甲", "封面!B12": "乙"}, "封面!B12", "支出!F5"),
    _cells("gap-balance", {"结转结余!D5": None}, "结转结余!D5", "没有填写", "没有的填0"),
    _cells("gap-three-public", {"三公经费!D8": None}, "三公经费!D8", "没有填写"),
    _cells("gap-unit", {"封面!B10": None}, "封面!B10", "单位名称"),
)
BOOKS = (
    _book("fresh", _FRESH, "没有填写任何支出", "没有填写单位名称"),
    _book("uncomputed", _uncomputed(), "公式没有算出结果", "请用WPS或Excel打开并保存一次"),
    _book("cover-renamed", _renamed("封面", "首页"), "首页", "没有“封面”这张工作表"),
    _book("sheet-renamed", _renamed("结转结余", "结转节余"), "结转节余", "是否应为“结转结余”"),
    _book("no-known-table", _sheets(("工资", [["姓名", "金额"], ["甲", 1]]))),
    _book("export-without-tables", _sheets(("FM 封面", [["单位名称：某局"]]))),
    _book("empty-workbook", _sheets(("Sheet1", []))),
    _book("not-a-workbook", b"PK\x03\x04" + b"\0" * 100),
    _book("text-named-xlsx", b"a,b\n"),
    _book("wps-spreadsheet", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "另存为", name="某局.et"),
    _book("scan-of-nothing", b"%PDF-1.4\n%%EOF\n", name="某局.pdf"),
)
LEDGERS = (
    _ledger("ledger-amount", HEADS + "2010301,一般公共预算,基本支出,一百\n", "第2行", "“一百”"),
    _ledger("ledger-code", HEADS + "20103011,一般公共预算,基本支出,1\n", "第2行", "20103011"),
    _ledger("ledger-nature", HEADS + "2010301,一般公共预算,人员,1\n", "第2行", "“人员”"),
    _ledger("ledger-no-column", "功能科目,金额\n2010301,1\n", "资金性质", "支出性质"),
    _ledger("ledger-empty", "", "没有"),
    _ledger("ledger-utf-16", (HEADS + "2010301,甲,乙,1\n").encode("utf-16"), "UTF-16", "另存为"),
    _ledger("ledger-quote", HEADS + '"2010301,甲,乙,1\n', "双引号"),
)
JSONS = (
    _json("json-comma", '{"单位名称": "某局" "年度": 2018}', "第1行", "逗号"),
    _json("json-twice", '{"年度": 2018, "年度": 2019}', "第1行", "重复"),
    _json(
        "json-field", '{"单位名称": "某局", "公开主体": "部门", "年度": 2018, "收人": []}', "收入"
    ),
    _json("json-nan", '{"单位名称": "某局", "年度": NaN}', "NaN"),
)
OTHERS = (
    Case(
        "convert-to-what",
        ("甲.doc", ".xlsx、.yaml"),
        {"某局.yaml": GOOD},
        ("convert", "某局.yaml", "-o", "甲.doc"),
        2,
    ),
    Case(
        "convert-over-a-file",
        ("甲.yaml", "已经有这个文件"),
        {"某局.yaml": GOOD, "甲.yaml": HEAD},
        ("convert", "某局.yaml", "-o", "甲.yaml"),
        4,
    ),
    Case("new-without-edition", ("没有指明表样",), {}, ("new", "某局2018.xlsx"), 2),
    Case("new-of-another-kind", ("甲.xls", ".xlsx"), {}, ("new", "甲.xls", "-e", "mof-2018"), 2),
    Case(
        "prior-of-another-year",
        (LAST, "2018年度", "应为2017年度"),
        {"某局.yaml": GOOD, LAST: jt.workbook(jt.build_report(_accounts()))},
        ("build", "某局.yaml", "-o", "成果", "--prior", LAST),
    ),
    Case(
        "prior-is-no-publication",
        (LEDGER, "应为Excel工作簿"),
        {"某局.yaml": GOOD, LEDGER: HEADS},
        ("build", "某局.yaml", "-o", "成果", "--prior", LEDGER),
    ),
)
CASES = (*CELLS, *PROJECTS, *BOOKS, *LEDGERS, *JSONS, *OTHERS)
