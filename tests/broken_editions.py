"""Edition files that are wrong in one way each, and what must be said of them."""

from __future__ import annotations

from broken_forms import COLUMNS, FORMS, LINES, SIDES, Broken, changed, form_of, shipped, without

FIELDS = (
    without("field-missing", "authority:", "第2行", "没有填写“authority”"),
    changed(
        "source-empty", shipped("mof-2018").splitlines()[4], 'source: ""', "“source”", "不能为空"
    ),
    changed("field-unknown", "authority:", "publisher: 某\nauthority:", "“publisher”"),
    changed("field-mistyped", "    number: 公开01表", "    nunber: 公开01表", "是否应为“number”"),
    changed("date-wrong", "2026-11-24", "昨天", "“checked_on”", "“昨天”", "2019-08-30"),
    changed("year-in-words", "from_year: 2018", "from_year: 二〇一八", "“from_year”", "整数"),
    changed("year-far-away", "from_year: 2018", "from_year: 218", "“from_year”", "四位"),
    changed(
        "forms-empty",
        shipped("mof-2018")[shipped("mof-2018").index("forms:") :],
        "forms: []\noutline: []\n",
        "“forms”",
        "不能为空",
    ),
    changed(
        "forms-is-text",
        shipped("mof-2018")[shipped("mof-2018").index("forms:") :],
        "forms: 八张\noutline: []\n",
        "“forms”",
        "列表",
    ),
    changed("title-is-list", "    title: 支出决算表", "    title: [支出决算表]", "“title”", "文字"),
    changed("entity-unknown", "  单位本级: ", "  机关: ", "“机关”", "部门、单位、单位本级"),
    changed("verified-maybe", "verified: false", "verified: 也许", "“verified”", "true 或 false"),
    changed(
        "doubt-missing",
        "    doubt: 表头、栏次和注未见于2018年的官方文件\n",
        "",
        "收入决算表",
        "doubt",
    ),
)

TABLES = '    tables: "{ordinal}、{table}"\n'
OUTLINE = (
    changed("wording-unknown", "wording: hunan", "wording: hubei", "“hubei”", "hunan、shanghai"),
    changed("template-unknown", "template: overall", "template: overal", "“overal”", "overall"),
    changed("template-outside", "template: overall", "template: ../shanghai/overall", "模板"),
    changed("heading-placeholder", "- title: 第二部分 {", "- title: 第二部分 {foo}{", "{foo}"),
    changed("heading-with-nothing", f"template: tables\n{TABLES}", "optional: true\n", "没有内容"),
    changed("threshold-missing", "  special_equipment: 100万元\n", "", "大额专用设备", "单价"),
    changed("heading-two-lines", "title: 第四部分 名词解释", r'title: "第四\n部分"', "一行文字"),
    changed("label-bell", "label: 功能分类科目编码", r'label: "编\a码"', "U+0007"),
    changed("label-turned", "label: 功能分类科目编码", r'label: "编\u202e码"', "U+202E"),
    changed("title-history", "title: 支出决算表", "title: History", "工作表名"),
    changed("title-blank-end", "title: 支出决算表", 'title: "支出决算表 "', "工作表名"),
    changed("heading-empty", "title: 第四部分 名词解释", 'title: ""', "“title”", "不能为空"),
    changed("topic-unknown", "topic: 部门职责", "topic: 部门职能", "“部门职能”", "部门职责"),
    changed("measure-unknown", "- 领导干部用车", "- 干部用车", "“干部用车”"),
    changed(
        "figure-of-missing-table",
        "income_expenditure_summary.income_total.amount",
        "state_capital.total.total",
        "state_capital",
        "本表样没有",
    ),
    changed(
        "figure-unknown-table",
        "income_expenditure_summary.income_total.amount",
        "summary.income_total.amount",
        "“summary.income_total.amount”",
        "没有这张表",
    ),
    changed(
        "figure-unknown-row",
        "income_expenditure_summary.income_total.amount",
        "income_expenditure_summary.total_income.amount",
        "total_income",
    ),
    changed(
        "figure-unknown-column",
        "income_expenditure_summary.income_total.amount",
        "income_expenditure_summary.income_total.total",
        "total",
    ),
    changed(
        "figure-with-two-parts",
        "income_expenditure_summary.income_total.amount",
        "income_expenditure_summary.income_total",
        "表.行.列",
    ),
    changed(
        "units-wrong",
        "  - title: 第四部分 名词解释\n",
        "  - title: 第四部分 名词解释\n    units: two\n",
        "“units”",
        "one、several",
    ),
    changed(
        "term-twice",
        "glossary:\n",
        "glossary:\n  - {term: 结余分配, text: 某}\n",
        "“结余分配”",
        "2次",
    ),
    changed("term-without-text", "glossary:\n", "glossary:\n  - {term: 某词}\n", "“text”"),
    changed(
        "term-figure-unknown",
        "glossary:\n",
        "glossary:\n  - {term: 某词, text: 某, figure: 收入}\n",
        "“收入”",
    ),
    changed("class-twice", 'code: "202"', 'code: "201"', "“201”出现了2次"),
    changed("class-code-wrong", 'code: "202"', 'code: "20201"', "20201", "3位"),
    changed("fund-subject-wrong", "fund_subjects: [", "fund_subjects: [土地, ", "“土地”"),
)
OTHERS = "topic: 其他说明, optional: true"
OVERVIEW = "template: project_overview"
REPORTS = (
    changed("attached-unknown", "attached: unit", "attached: 单位", "“attached”", "unit、project"),
    changed("attached-nested", OVERVIEW, f"{OVERVIEW}, attached: project", "不能再有", "并列"),
    changed("on-outside", OTHERS, f"{OTHERS}, on: 部门职责", "“on”", "attached: unit"),
    changed("on-unknown", "on: 整体支出", "on: 整体", "“on”", "整体支出绩效目标完成情况"),
    changed("indicators-outside", OTHERS, f"{OTHERS}, indicators: true", "“indicators”", "project"),
    changed("template-of-a-project", "template: glossary", "template: project_funds", "只能用在"),
    changed(
        "heading-of-a-project",
        "title: 第四部分 名词解释",
        'title: "第四部分 {project}"',
        "花括号",
        "{unit}、{year}、{kind}",
    ),
    changed("tables-twice", "template: glossary", f"template: glossary\n{TABLES}", "2次", "一处"),
    changed(
        "tables-in-report", "  attached: unit\n", f"  attached: unit\n    {TABLES}", "附上的报告"
    ),
    changed("tables-braces", TABLES, '    tables: "{ordinal}、{title}"\n', "{ordinal}、{table}"),
)
WITHOUT_TABLE = (
    changed("form-missing", form_of("income"), "", "收入决算表", "“income”", "删去这一段"),
    changed("form-missing-with-figures", form_of("general_budget_expenditure"), "", "本表样没有"),
    changed("template-for-others", "template: overall", "template: _phrases", "“_phrases”"),
)
FILES = (
    Broken("empty", "", ("里面没有内容",)),
    Broken("only-comments", "# 表样\n", ("里面没有内容",)),
    Broken("text", "某省表样\n", ("名称: 内容",)),
    Broken("list", "- 某省\n", ("名称: 内容",)),
    Broken("not-yaml", "id: [甲\nforms: 无\n", ("括号",)),
    Broken("folder", None, ("这是文件夹",)),
    Broken("gbk", shipped("mof-2018").encode("gb18030"), ("UTF-8", "GBK")),
    Broken("utf-16", shipped("mof-2018").encode("utf-16"), ("UTF-16",)),
    Broken("nested", "id: " + "[" * 500 + "]" * 500, ("套了20层以上",)),
    changed("tabs", "    number: 公开01表", "\tnumber: 公开01表", "制表符"),
    changed(
        "key-twice", "authority: 财政部", "authority: 财政部\nauthority: 财政厅", "“authority”重复"
    ),
    changed("alias", "authority: 财政部", "authority: &a 财政部", "锚点"),
    Broken(
        "sections-nested",
        shipped("mof-2018").split("outline:")[0]
        + "outline:\n"
        + "".join(
            f"{'  ' * 2 * n}  - title: 甲{n}\n{'  ' * 2 * n}    sections:\n" for n in range(12)
        ),
        ("20层",),
    ),
)
BROKEN = (*FIELDS, *FORMS, *LINES, *SIDES, *COLUMNS, *OUTLINE, *REPORTS, *WITHOUT_TABLE, *FILES)
