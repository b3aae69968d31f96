"""docs/reference/edition.md: every field of an edition's file, explained in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan_tables import editions, templating
from juesuan_tables.editions._shapes import SHAPES
from juesuan_tables.terms import TABLES, Topic, glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel

RULES = (
    "一个表样是一个 YAML 文件，一套表全在里面，不从别的文件继承。怎样照财政部门的新表样写一个，见"
    "[来了新的表样怎么办](../howto/new-year.md)。下面逐项说明能填什么；写错了，"
    "`juesuan build … -e 文件.yaml` 会告诉您第几行、错在哪里。"
)
PARTS: Mapping[str, tuple[str, type[BaseModel], Mapping[str, str]]] = {
    "整个文件": (
        "",
        editions.Edition,
        {
            "id": "表样的编号，用英文字母、数字和“-”，例如 mof-2022",
            "authority": "印发表样的单位",
            "from_year": "从哪一年度开始使用，例如 2022",
            "source": "照什么文件写的：文件名称，或哪个单位哪年的公开文本",
            "checked_on": "哪一天核对的，例如 2026-11-24",
            "wording": "情况说明用哪一套措辞，见下面的“措辞和模板”",
            "remarks": "使用者应当知道的事，印在审核报告里",
            "unit_lines": "表头单位名称前面的字，按公开主体填：部门、单位、单位本级；不填则各表不印单位名称",
            "currency_line": "表头的金额单位，例如 单位：万元",
            "classes": "类级科目，见下",
            "forms": "各表，见下；在文件里的先后就是印出来的次序",
            "outline": "各部分的各级标题，见下",
            "glossary": "名词解释，见下；不填则没有",
            "thresholds": "国有资产里要单独说明的设备，单价达到多少：equipment（不分通用、专用）、"
            "general_equipment（通用）、special_equipment（专用）",
            "fund_subjects": "只由政府性基金安排的功能科目（开头几位），审核时用",
            "state_capital_subjects": "国有资本经营预算支出所在的功能科目（开头几位），审核时用",
        },
    ),
    "类级科目（classes）": (
        "每条一个类。",
        editions.FunctionalClass,
        {
            "code": "3位的类级科目编码，加引号",
            "name": "名称，例如 教育支出",
            "label": "总表里印的字，例如 五、教育支出",
        },
    ),
    "表（forms）": (
        "每条一张表。",
        editions.Form,
        {
            "table": "是哪张表，见下面的“各表应有的栏和行”",
            "number": "表号，例如 公开01表；没有表号就不填",
            "title": "表的标题，也是工作表的名称，至多31字",
            "verified": "是否对照官方文件核对过：true 或 false",
            "doubt": "哪些地方没有核对；verified 是 false 的必须填",
            "orientation": "纸的方向：portrait（纵向）或 landscape（横向）；不填是纵向",
            "one_page": "是否缩印在一页内：true 或 false；不填是 false",
            "ordinal_label": "栏次那一行的名称，例如 栏次；没有这一行就不填",
            "total_label": "合计行印的字；不填是 合计",
            "unit_lines": "不必填，用整个文件的",
            "currency_line": "不必填，用整个文件的",
            "blocks": "左右并列的各组栏，见下",
            "closing": "最末一行的几个合计，见下；没有就不填",
            "funds": "“三公”经费的表里是哪几种财政拨款；其他表不填",
            "stage": "与决算比较的是哪个预算数：年初预算或全年预算；不填是年初预算",
            "zero": "没有数的金额怎样印：0.00 或 blank（空白）；不填是 0.00",
            "notes": "表下的注，一条一行；可用 {unit}（单位名称）、{year}（年度）、{kind}（部门或单位）",
            "empty": "整张表没有数据时，表下的说明；也可用上面三个",
        },
    ),
    "一组栏（blocks）": (
        "总表有左右两组，其他表一般只有一组。",
        editions.Block,
        {
            "columns": "各栏，见下",
            "lines": "固定的各行，见下；按科目列示的表不填",
            "first_line": "有行次的，从几开始；第二组接着第一组数",
            "total": "按科目列示的表，合计行在最前（first）还是最后（last）",
            "blank_rows": "按科目列示的表，没有科目时留几个空白行；不填是 0",
        },
    ),
    "栏（columns）": (
        "没有下级分栏的填 key 和 width；有下级分栏的填 columns。",
        editions.Column,
        {
            "label": "栏名，照印",
            "name": "审核报告怎样称呼这一栏；栏名只有“小计”的才要填",
            "key": "印什么：code（科目编码）、label（名称）、line（行次），或下面列出的金额",
            "row": "“三公”经费的表：这一栏印预算数（initial_budget 年初、full_year_budget 全年）"
            "还是决算数（outturn）",
            "width": "栏宽，以半个汉字为单位，不超过255",
            "ordinal": "栏次那一行印的数，加引号",
            "columns": "下级分栏",
        },
    ),
    "行（lines）": (
        "填 key 和 label，或者只填 blank，或者只填 classes。",
        editions.Line,
        {
            "key": "印什么，见下面的“各表应有的栏和行”；基本支出决算表填经济科目编码，加引号",
            "label": "行名，照印",
            "strong": "是否加粗：true 或 false；不填是 false",
            "blank": "几个空白行，用来使左右两组的行数相同",
            "classes": "填 true，代表各类级科目，一类一行",
        },
    ),
    "末行的合计（closing）": (
        "例如基本支出决算表最末的人员经费合计、公用经费合计。",
        editions.Closing,
        {
            "key": "印什么：personnel（人员经费）、running_costs（公用经费）",
            "label": "印的字",
            "columns": "连同金额占几栏；各项之和应等于全表的栏数",
        },
    ),
    "各部分的标题（outline）": (
        (
            "每条一个标题，下面的内容填 template、topic 或 tables，下级标题填 sections。"
            "第五部分的报告填 attached。"
            "后面几项列出这一段用到的数，缺了会在审核报告里提醒。"
        ),
        editions.Section,
        {
            "title": "标题，连同序号，照印；可用 {unit}、{year}、{kind}，专项的报告里还可用 {project}（专项名称）",
            "units": "只在一个单位（one）或几个单位（several）时印；不填总是印",
            "template": "用哪个模板写，见下面的“措辞和模板”",
            "topic": f"印单位自己在“说明”里填的正文：{'、'.join(Topic)}",
            "optional": "没有内容时是否连标题也不印：true 或 false；不填是 false",
            "tables": "在这里印各表，填每张表的标题；可用 {ordinal}（序号）、{table}（表名）。"
            "只能有一处，不能在报告里",
            "attached": "附在后面的报告，另起一份：unit 是全单位一份，project 是每个专项一份；"
            "没有专项就没有。不是报告就不填",
            "on": "attached: unit 的报告，填了哪个主题的正文才附；不填总是附",
            "indicators": "在这里印专项的绩效指标表：true 或 false；只能在 attached: project 的报告里",
            "members": "这一段是否列出所属单位",
            "last_year": "要与上年比较的指标，用英文名，见[指标](figures.md)（下面几项也是）",
            "budgets": "要与预算比较的指标；只写表名，是表里的每一项",
            "unexplained": "与上年比较而不必写原因的指标",
            "purposes": "要写用途的指标；只写表名，是表里的每一项",
            "further_purposes": "填了才写用途的指标，写法相同",
            "texts": "模板里要用、必须填的正文",
            "further_texts": "填了才印的正文",
            "measures": "必须填的其他数据",
            "further_measures": "填了才印的其他数据",
            "sections": "下级标题，写法相同",
        },
    ),
    "名词解释（glossary）": (
        "每条一个名词。",
        editions.Definition,
        {
            "term": "名词",
            "text": "解释",
            "also": "出现这些说法时也印这一条",
            "always": "是否总是印：true 或 false；不填，正文或表里出现才印",
            "figure": "解释后面再按这个指标填报的用途，写主要包括什么",
        },
    ),
}


def lines() -> list[str]:
    """Return the page's lines."""
    made = [RULES, ""]
    for title, (what, model, words) in PARTS.items():
        rows = [
            (f"`{name}`", "必填" if field.is_required() else "", words[name])
            for name, field in model.model_fields.items()
        ]
        made += [
            f"## {title}",
            "",
            *([what, ""] if what else []),
            *_table(("名称", "", "填什么"), rows),
        ]
    made += ["## 各表应有的栏和行", "", _SHAPE_RULE, ""]
    for table, shape in SHAPES.items():
        made += [f"### {TABLES[table]}：`{table}`", ""]
        made += [f"- 金额栏：{_keys(shape.columns)}"]
        if shape.lines:
            where = "栏的 row" if shape.rows_in_columns else "行"
            made += [f"- {where}：{_keys(shape.lines)}"]
        made += [f"- 至少有其一：{_keys(group)}" for group in shape.one_of]
        made += [f"- 都有或都没有：{_keys(group)}" for group in shape.together]
        made += ["- 类级科目：`classes: true`"] if shape.classes else []
        made += ["- 按科目列示，另有 `code`、`label` 两栏"] if shape.by_subject else []
        made += [""]
    made += ["## 措辞和模板", "", "`wording` 和 `template` 可以填：", ""]
    wordings = [
        (f"`{wording}`", "、".join(f"`{name}`" for name in _templates(wording)))
        for wording in templating.wordings()
    ]
    return [*made, *_table(("措辞", "模板"), wordings)]


_SHAPE_RULE = (
    "缺了这些，或者多了别的，表样就不能用。栏名、行名（label）怎样印，可以照财政部门的改。"
)


def _templates(wording: str) -> list[str]:
    return [name for name in templating.template_names(wording) if not name.startswith("_")]


def _keys(keys: Iterable[str]) -> str:
    return "、".join(f"`{key}` {glossary()[key]}" for key in sorted(keys))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    parted = [head, tuple("---" for _ in head), *rows]
    return [f"| {' | '.join(row)} |" for row in parted] + [""]
