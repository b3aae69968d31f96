"""The pages of docs/reference, made from the code that they describe."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import edition_page
from pydantic import BaseModel

import juesuan_tables as jt
from juesuan_tables import reviewing
from juesuan_tables.addresses import address
from juesuan_tables.checks import settings as checks_settings
from juesuan_tables.checks.formulas import parse
from juesuan_tables.inputs.schema import FIELD_WORDS
from juesuan_tables.terms import TABLES, Term, chinese_figure, glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic.fields import FieldInfo

    from juesuan_tables.editions import Form

ROOT = Path(__file__).parent.parent
_INPUT_RULES = (
    "一个文件一个单位。除了这里说的 YAML 和 JSON，输入还可以是"
    "[Excel 填报表](../tutorial/fill-in-workbook.md)、[财决报表](../howto/from-export.md)、"
    "已经做好的公开表、[支出明细](../howto/from-ledger.md)；`juesuan convert` 把它们互相转换。"
    "\n\n"
    "YAML 文件用 UTF-8 编码。金额一律为元，至多两位小数、15位数字，"
    "不写逗号和单位；编码加引号；缩进用空格；不能用别名、锚点、标签。"
    "\n\n"
    "JSON 文件用同样的名称，“是”“否”也可以写 `true`、`false`，留空也可以写 `null`。"
    "`juesuan schema` 印出两种文件的 JSON Schema，编辑器可以用它提示和检查。"
)
_ADDRESS_RULE = (
    "一个指标写作“表.行.列”，例如 `支出决算表.2010301.基本支出`；也可以用英文名，例如 "
    "`expenditure.2010301.basic`。`juesuan explain`、模板和输入文件里的“指标”都这样写。"
)
_BUDGET_RULE = (
    "年初预算和全年预算写作所在表的一列，例如 `一般公共预算财政拨款支出决算表.2010301.年初预算`。"
)
_EDITION_RULE = "各表样印法不同的，括号里是表样的编号（见 `juesuan editions`）。"
_MEASURE_RULE = "其他数据也是指标，金额写作“金额”，个数写作“数值”："
_PROJECT_RULE = (
    "专项也是指标，行是专项名称：`专项.某专项.资金额`、`专项.某专项.30201`（一个经济科目）、"
    "`专项.某专项.资金使用`（各项之和），以及 `专项.合计.资金使用`。没有填资金使用的专项，没有“资金使用”，也不在合计里。"
)
NOTICE = "<!-- 由 `make golden` 生成，请勿手改。 -->\n"


@cache
def pages() -> dict[str, str]:
    """Return every page by its file name."""
    return {
        "input.md": _input_page(),
        "figures.md": _figures_page(),
        "tables.md": _tables_page(),
        "rules.md": _rules_page(),
        "command.md": _command_page(),
        "edition.md": _page("表样文件", *edition_page.lines()),
    }


def _page(title: str, *lines: str) -> str:
    return "\n".join([f"# {title}", "", NOTICE, *lines]) + "\n"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return a Markdown table."""
    parted = [head, tuple("---" for _ in head), *rows]
    return [f"| {' | '.join(row)} |" for row in parted] + [""]


# --- the input file -------------------------------------------------------------------------


def _input_page() -> str:
    lines = [
        _INPUT_RULES,
        "",
        "## 单位",
        "",
        *_fields(jt.Accounts),
        "## 所属单位",
        "",
        "每条一个单位；只有一个单位的，也写它自己（机关运行经费要看单位类别）：",
        "",
        *_fields(jt.Unit),
    ]
    for name in jt.Accounts.FACTS:
        model = _record(jt.Accounts, name)
        reports = "，各附一份绩效自评报告" if model is jt.Project else ""
        lines += [f"## {glossary()[name]}", "", f"每条一个记录{reports}：", "", *_fields(model)]
        for part in ("uses", "indicators") if model is jt.Project else ():
            lines += [f"### 专项的{glossary()[part]}", "", *_fields(_record(jt.Project, part))]
    units = [(key.value, key.unit) for key in jt.MeasureKey]
    lines += ["## 数据项的单位", "", *_table(("数据项", "单位"), units)]
    return _page("输入文件", *lines)


def _record(model: type[BaseModel], name: str) -> type[BaseModel]:
    """Return the model of the records that a field lists."""
    for kind in get_args(model.model_fields[name].annotation):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    raise LookupError(name)


def _fields(model: type[BaseModel]) -> list[str]:
    rows = [
        (glossary()[name], "必填" if field.is_required() else "", _what(name, field))
        for name, field in model.model_fields.items()
    ]
    return _table(("名称", "", "内容"), rows)


def _what(name: str, field: FieldInfo) -> str:
    """Return in Chinese what a field takes."""
    types = [t for t in (field.annotation, *get_args(field.annotation)) if isinstance(t, type)]
    for kind in types:
        if issubclass(kind, Term):
            return "、".join(member.value for member in kind)
        if issubclass(kind, BaseModel):
            return f"列表：{'、'.join(glossary()[each] for each in kind.model_fields)}"
    return FIELD_WORDS[name]


# --- figures, rules, command ----------------------------------------------------------------


def _figures_page() -> str:
    editions = [*map(jt.load_edition, jt.edition_ids())]
    lines = [_ADDRESS_RULE, "", _EDITION_RULE, ""]
    for table, title in TABLES.items():
        forms = {each.id: form for each in editions if (form := each.form(table))}
        if not forms:
            continue
        printed = _said({name: form.title for name, form in forms.items()}, forms)
        lines += [f"## {title}", "", f"英文名 `{table}`，标题印作 {printed}", ""]
        lines += _table(("行", "英文名", "印作"), _printed(forms, _rows))
        lines += _table(("列", "英文名", "印作"), _printed(forms, _columns))
    lines += ["## 不在表上的指标", "", _BUDGET_RULE, "", _MEASURE_RULE, ""]
    rows = [
        (f"`其他数据.{name}.{'金额' if unit == '元' else '数值'}`", unit)
        for name, unit in [(key.value, key.unit) for key in jt.MeasureKey]
        + [("政府采购支出总额", "元"), ("车辆总数", "辆")]
    ]
    lines += [*_table(("指标", "单位"), rows), _PROJECT_RULE]
    return _page("指标", *lines)


def _printed(
    forms: dict[str, Form], labels: Callable[[Form], dict[str, str]]
) -> list[tuple[str, str, str]]:
    """Return every key of a table's forms: its term, itself, and how each edition prints it."""
    found: dict[str, dict[str, str]] = {}
    for name, form in forms.items():
        for key, label in labels(form).items():
            found.setdefault(key, {})[name] = label
    return [
        (glossary().get(key, "科目编码"), f"`{key}`", _said(by_edition, forms))
        for key, by_edition in found.items()
    ]


def _said(by_edition: dict[str, str], forms: dict[str, Form]) -> str:
    """Return what is printed, once where all editions agree, else with the editions' ids."""
    labels: dict[str, list[str]] = {}
    for name, label in by_edition.items():
        labels.setdefault(label, []).append(name)
    if len(labels) == 1 and len(by_edition) == len(forms):
        return next(iter(labels))
    return "；".join(f"{label}（{'、'.join(names)}）" for label, names in labels.items())


def _rows(form: Form) -> dict[str, str]:
    """Return the rows that an address may name, all subjects as one."""
    rows: dict[str, str] = {}
    for block in form.blocks:
        if block.total:
            rows |= {"total": form.total_label, "2010301": "该科目的名称"}
        for line in block.lines:
            if line.key and line.key.isdecimal():
                rows.setdefault("30101" if line.key.startswith("3") else "201", "该科目的名称")
            elif line.key:
                rows[line.key] = line.label.split("、")[-1]
        rows |= {leaf.row: glossary()[leaf.row] for leaf in block.leaves if leaf.row}
    return rows | {closing.key: closing.label for closing in form.closing}


def _columns(form: Form) -> dict[str, str]:
    """Return the columns that an address may name."""
    return {key: form.column_labels[key] for block in form.blocks for key in block.amounts}


# --- tables, facts and relations ------------------------------------------------------------


def _tables_page() -> str:
    """Say which facts feed which table, and which relations hold it together."""
    facts = [(TABLES[table], "、".join(names)) for table, names in _feeds().items()]
    lines = [
        "每张表都由[输入文件](input.md)里的记录加总而来；同一笔记录可以进几张表，所以只填一次。",
        "",
        *_table(("表", "用到的记录"), facts),
        "财政拨款各表只取相应资金性质的记录。下面列出每张表的勾稽关系和编号，编号见[审核规则](rules.md)。",
        "",
    ]
    for table, title in TABLES.items():
        held = [relation for relation in jt.RELATIONS if table in _used(relation)]
        if held:
            lines += [f"## {title}", ""]
            lines += [f"- {relation.name} `{relation.id}`" for relation in held] + [""]
    return _page("表、记录和勾稽关系", *lines)


def _feeds() -> dict[str, list[str]]:
    """Return by table the kinds of facts without which it would print something else."""
    accounts = jt.load_accounts(ROOT / "examples" / "whole-2024.yaml")
    tables = jt.build_report(accounts).tables
    feeds: dict[str, list[str]] = {table: [] for table in tables}
    for kind in jt.Accounts.FACTS:
        without = jt.build_report(accounts.model_copy(update={kind: ()})).tables
        for table in tables:
            if without[table].to_text() != tables[table].to_text():
                feeds[table].append(glossary()[kind])
    return feeds


def _used(relation: jt.Relation) -> set[str]:
    """Return the tables that a relation speaks of."""
    formula = parse(relation.formula)
    return {address(name).table for name in (formula.left, *formula.plus, *formula.minus)}


def _rules_page() -> str:
    relations = [
        (f"`{r.id}`", *_sorts(r), r.name, _chinese_formula(r.formula), r.source)
        for r in jt.RELATIONS
    ]
    checks = [(f"`{c.id}`", *_sorts(c), c.name, c.source) for c in jt.CHECKS]
    audits = [(f"`{a.id}`", *_sorts(a), a.name, a.source) for a in jt.AUDIT_RULES]
    reviews = [(f"`{r.id}`", *_sorts(r), r.name, r.source) for r in reviewing.RULES]
    return _page(
        "审核规则",
        "每条审核结果末尾的方括号里是规则的编号。`juesuan rules` 也列出这些规则。",
        "",
        "## 勾稽关系",
        "",
        *_table(("编号", *_SORTS, "关系", "指标", "出处"), relations),
        "`{row}` 表示任一行，`{class}` 任一类，`{classes}` 所有类，`{children}` 所有下级科目，"
        "`{column}` 任一列。",
        "",
        "## 其他规则",
        "",
        *_table(("编号", *_SORTS, "规则", "出处"), checks),
        "## 做好的公开文本",
        "",
        _AUDIT_RULE,
        "",
        *_table(("编号", *_SORTS, "规则", "出处"), audits),
        "## 成批审核",
        "",
        "`juesuan review` 用上面的规则，另外还看下面这些，严重程度不能改。"
        "见[怎样成批审核各部门公开的决算](../howto/review.md)。",
        "",
        *_table(("编号", *_SORTS, "规则", "出处"), reviews),
        "## 改变严重程度和限额",
        "",
        "写一个 YAML 文件，用 `--rules` 交给 `juesuan build` 或 `juesuan check`。严重程度可以是错误、提示、"
        "无法核对、不查：",
        "",
        "```yaml",
        "严重程度:",
        "  reason-short: 不查",
        "  negative-amount: 错误",
        "限额:",
        "  变动幅度（%）: 10",
        "```",
        "",
        "限额不是法规，都可以改；不填时是：",
        "",
        *_table(("限额", "不填时"), checks_settings.limits()),
    )


_AUDIT_RULE = (
    "`juesuan check` 核对做好的文件，用这里的规则；`juesuan build` 也用它们核对自己生成的文字和表。表里是规则通常的"
    "严重程度：凭印出来的数证明不了的，写成提示或无法核对。见[怎样核对做好的决算公开](../howto/audit.md)。"
)
_SORTS = ("严重程度", "审核方面")


def _sorts(rule: jt.Rule | jt.AuditRule) -> tuple[str, str]:
    """Return by what 审核报告.html sorts the breaches of a rule."""
    return rule.severity.chinese, f"{rule.dimension or ''}"


def _chinese_formula(formula: str) -> str:
    """Return a formula with Chinese addresses."""
    signs = {"=": "＝", "<=": "≤", "+": "＋", "-": "－"}
    words = [signs.get(w) or f"`{chinese_figure(w)}`" for w in formula.split()]
    return "".join(words)


def _command_page() -> str:
    lines = ["## 退出码", "", *_table(("退出码", "含义"), list(_EXIT_CODES.items()))]
    for command in _COMMANDS:
        run = [sys.executable, "-m", "juesuan_tables.cli", *command, "-h"]
        help_text = subprocess.run(run, capture_output=True, check=True).stdout.decode()
        title = " ".join(["juesuan", *command])
        lines += [f"## {title}", "", "```", help_text.replace("\r\n", "\n").rstrip(), "```", ""]
    return _page("命令", *lines)


_COMMANDS: tuple[list[str], ...] = (
    [],
    ["build"],
    ["check"],
    ["new"],
    ["convert"],
    ["explain"],
    ["editions"],
    ["editions", "diff"],
    ["editions", "show"],
    ["editions", "copy"],
    ["rules"],
    ["schema"],
)
_EXIT_CODES = {
    "0": "全部一致",
    "1": "有错误（build 照样生成文件）",
    "2": "命令写错，或没有这个表样、指标",
    "3": "输入或模板有误，或者还没有填完，什么也不生成；文件读不出来，无法核对",
    "4": "写不进去，原有文件不动",
    "130": "中断",
}
