"""Forms that are wrong in one way each, and what must be said of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from juesuan_tables import editions

NAME = "坏.yaml"
FOLDER = Path(editions.__file__).parent


def shipped(name: str) -> str:
    """Return the text of a shipped edition."""
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Broken:
    """Something wrong: what the file holds (None is a folder, "" nothing), and what is said."""

    id: str
    content: str | bytes | None
    says: tuple[str, ...]


def changed(name: str, old: str, new: str, *says: str, of: str = "mof-2018") -> Broken:
    """Replace a piece of a shipped edition, the first of its kind."""
    text = shipped(of)
    assert old in text, name
    return Broken(name, text.replace(old, new, 1), says)


def without(name: str, piece: str, *says: str, of: str = "mof-2018") -> Broken:
    """Leave out the first line that holds a piece."""
    line = next(line for line in shipped(of).splitlines(keepends=True) if piece in line)
    return changed(name, line, "", *says, of=of)


def form_of(table: str, of: str = "mof-2018") -> str:
    """Return the lines of a form."""
    found = re.search(
        rf"  - table: {table}\n.*?(?=  - table: |^\w)", shipped(of), re.DOTALL | re.MULTILINE
    )
    assert found
    return found[0]


def _in_form(name: str, table: str, old: str, new: str, *says: str, of: str = "mof-2018") -> Broken:
    """Replace a piece of one form."""
    form = form_of(table, of)
    assert old in form, name
    return changed(name, form, form.replace(old, new, 1), *says, of=of)


def _income(key: str, of: str = "mof-2018") -> str:
    """Return the line of the form 收入支出决算总表 that has a key."""
    return next(
        line
        for line in form_of("income_expenditure_summary", of).splitlines(keepends=True)
        if f"key: {key}," in line
    )


SUMMARY, BASIC, PUBLIC = "income_expenditure_summary", "general_budget_basic", "three_public"
COLUMN = '          - {label: 本年收入合计, key: total, width: 16, ordinal: "1"}\n'
FORMS = (
    changed(
        "table-unknown",
        "table: three_public",
        "table: four_public",
        "“four_public”",
        "three_public",
    ),
    changed("table-twice", "table: expenditure\n", "table: income\n", "“income”出现了2次"),
    changed("title-twice", "title: 支出决算表", "title: 收入决算表", "“收入决算表”出现了2次"),
    changed("number-twice", "number: 公开02表", "number: 公开01表", "“公开01表”出现了2次"),
    changed("title-too-long", "title: 支出决算表", f"title: {'长' * 32}", "工作表名", "31字"),
    changed("title-forbidden", "title: 支出决算表", "title: 支出/决算表", "工作表名"),
    changed("title-empty", "title: 支出决算表", 'title: ""', "工作表名"),
    changed("title-braces", "title: 支出决算表", 'title: "{year}支出决算表"', "花括号"),
    changed(
        "orientation-wrong",
        "orientation: landscape",
        "orientation: 横向",
        "“orientation”",
        "portrait、landscape",
    ),
    changed(
        "stage-wrong",
        "    funds: [一般公共预算财政拨款]\n",
        "    funds: [一般公共预算财政拨款]\n    stage: 中期预算\n",
        "“stage”",
        "年初预算、全年预算",
    ),
    changed(
        "stage-is-outturn",
        "    funds: [一般公共预算财政拨款]\n",
        "    funds: [一般公共预算财政拨款]\n    stage: 决算\n",
        "stage",
        "年初预算",
        "全年预算",
    ),
    changed("fund-wrong", "funds: [一般公共预算财政拨款]", "funds: [财政拨款]", "“财政拨款”"),
    changed(
        "fund-of-no-appropriation",
        "funds: [一般公共预算财政拨款]",
        "funds: [非财政拨款]",
        "funds",
        "财政拨款",
    ),
    _in_form(
        "income-counted-twice",
        "income_expenditure_summary",
        "          - {blank: 17}\n",
        "          - {key: general_public_budget_income, label: 其中：一般公共预算}\n"
        "          - {blank: 16}\n",
        "重复相加",
    ),
    _in_form(
        "basic-of-312",
        "general_budget_basic",
        '{key: "399", label: 其他支出}',
        '{key: "312", label: 对企业补助}',
        "312",
    ),
    _in_form(
        "zero-wrong",
        "income",
        "    blocks:\n",
        "    zero: 零\n    blocks:\n",
        "“zero”",
        "0.00、blank",
    ),
    _in_form(
        "note-placeholder",
        "income",
        "注：本表反映部门",
        "注：本表反映{foo}",
        "{foo}",
        "{unit}、{year}、{kind}",
    ),
    _in_form("note-brace-open", "income", "注：本表反映部门", "注：本表反映{unit", "花括号"),
)
LINES = (
    without("line-missing", "key: other_income, label", "“其他收入”", "一行"),
    without("classes-missing", "{classes: true}", "类级科目"),
    changed("line-unknown", "key: other_income, label", "key: gift, label", "“gift”"),
    changed(
        "line-twice", _income("other_income"), _income("other_income") * 2, "“其他收入”", "2次"
    ),
    changed(
        "line-without-key",
        _income("other_income"),
        _income("other_income") + "          - {label: 七、捐赠收入}\n",
        "“七、捐赠收入”",
        "key",
    ),
    changed(
        "line-without-label",
        _income("other_income"),
        "          - {key: other_income}\n",
        "“其他收入”",
        "label",
    ),
    changed("blank-negative", "{blank: 17}", "{blank: -1}", "“blank”", "不能小于0"),
    changed("blank-many", "{blank: 17}", "{blank: 101}", "“blank”", "不能大于100"),
    _in_form(
        "category-missing",
        BASIC,
        '          - {key: "301", label: 工资福利支出}\n',
        "",
        "30101",
        "301",
    ),
    _in_form("code-of-functional", BASIC, 'key: "30101"', 'key: "2010101"', "2010101"),
    _in_form("closing-too-narrow", BASIC, "columns: 3}", "columns: 2}", "合计行", "列数"),
    _in_form(
        "state-capital-columns-alone",
        "appropriation_summary",
        "label: 政府性基金预算财政拨款, key: government_fund,",
        "label: 国有资本经营预算财政拨款, key: state_capital,",
        "国有资本",
    ),
)
SIDES = (
    changed("sides-uneven", "{blank: 17}", "{blank: 16}", "收入支出决算总表", "26、27行"),
    changed("line-numbers-with-a-gap", "first_line: 28", "first_line: 29", "行次", "应为 28"),
)
COLUMNS = (
    _in_form("column-missing", "expenditure", "key: project,", "key: projects,", "“项目支出”"),
    _in_form("column-without-key", "expenditure", "key: project, ", "", "“项目支出”", "key"),
    _in_form(
        "column-without-width",
        "expenditure",
        "key: project, width: 14,",
        "key: project,",
        "“项目支出”",
        "width",
    ),
    _in_form("column-twice", "expenditure", "key: project,", "key: basic,", "“基本支出”", "2次"),
    _in_form("column-width-in-words", "expenditure", "width: 14", "width: 宽", "“width”", "应为数"),
    _in_form("column-width-nan", "expenditure", "width: 14", "width: nan", "width"),
    _in_form("column-too-wide", "expenditure", "width: 14", "width: 300", "width", "255"),
    _in_form("column-code-missing", "expenditure", "key: code", "key: codes", "code"),
    _in_form(
        "total-missing",
        "income",
        "      - total: first\n        columns:",
        "      - columns:",
        "total",
    ),
    _in_form(
        "total-elsewhere",
        SUMMARY,
        "      - columns:",
        "      - total: first\n        columns:",
        "total",
    ),
    _in_form(
        "band-empty",
        SUMMARY,
        "          - label: 收入\n",
        "          - label: 空\n          - label: 收入\n",
        "“空”",
    ),
    _in_form("public-without-funds", PUBLIC, "    funds: [一般公共预算财政拨款]\n", "", "funds"),
    _in_form("public-other-stage", PUBLIC, "row: initial_budget", "row: full_year_budget", "stage"),
    _in_form("public-without-outturn", PUBLIC, "row: outturn", "row: actual", "“决算”"),
    _in_form("public-without-item", PUBLIC, "key: reception", "key: receptions", "公务接待费"),
)
