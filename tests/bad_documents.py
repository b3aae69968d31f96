"""Files that are no facts at all, command lines that are wrong, and templates that are broken."""

from __future__ import annotations

from bad_inputs import (
    AMOUNTS,
    BUILD,
    CODES,
    FIELDS,
    GOOD,
    HEAD,
    NAME,
    VALUES,
    Case,
    changed,
    more,
    wrong_file,
)

USAGE, CANNOT_WRITE = 2, 4


def _bomb() -> str:
    """Return ten lines that would unfold to 9¹⁰ texts."""
    lines = ["第0级: &a0 [甲, 甲, 甲, 甲, 甲, 甲, 甲, 甲, 甲]"]
    lines += [
        f"第{level}级: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 10)
    ]
    return "\n".join(lines) + "\n"


BOMB = wrong_file("alias-bomb", _bomb(), "第1行", "&a0", "第2行", "*a0", "没有显示")
_NO_UTF8 = ("不是UTF-8编码", "另存为")

DOCUMENTS = (
    BOMB,
    more("anchor", "批复文号: &a 1\n", "第5行", "&a"),
    changed("tag", "某局", "!!python/object/apply:os.system [ls]", "第1行", "!!python/object"),
    changed("tag-own", "某局", "!单位 某局", "第1行", "!单位"),
    wrong_file("two-documents", GOOD + "---\n" + GOOD, "第10行", "第二份", "---"),
    wrong_file("brackets-10000-deep", HEAD + "支出: " + "[" * 10_000 + "]" * 10_000, "第5行"),
    wrong_file("brackets-100-deep", HEAD + "支出: " + "[" * 100 + "]" * 100, "第5行", "20层"),
    more("tab-as-indent", '支出:\n\t- 功能科目: "2010301"\n', "第6行", "制表符（Tab）", "空格"),
    more("tab-inside-value", "批复文号: 财预\t5号\n", "“批复文号”", "制表符"),
    more("quote-unclosed", '批复文号: "财预5号\n', "第5行", "引号"),
    more("brace-unclosed", "支出:\n  - {金额: 1\n", "第6行", "括号"),
    more("indent-wrong", "支出:\n  - 出处: 甲\n   金额: 2\n", "第7行", "“金额: 2”", "缩进"),
    changed("colon-forgotten", "公开主体: ", "公开主体 ", "第2行", "“公开主体 部门”"),
    changed("colon-full-width", "公开主体: ", "公开主体：", "第2行", "“公开主体：部门”", "半角"),
    changed("colon-without-space", "年度: ", "年度:", "第3行", "“年度:2018”", "冒号"),
    more(
        "comma-full-width",
        '支出:\n  - {功能科目: "201"，金额: 1}\n',
        "第6行",
        '"201"，金额: 1',
        "半角",
    ),
    more(
        "colon-full-width-in-record",
        "支出:\n  - 功能科目：201\n",
        "支出第1条",
        "“功能科目：201”",
        "半角",
    ),
    more("key-is-list", "? [甲]\n: 乙\n", "第5行", "名称不是文字"),
    wrong_file("empty-file", "", "文件是空的"),
    wrong_file("blank-file", "\n  \n\n", "文件是空的"),
    wrong_file("comment-only", "# 某局\n", "文件是空的"),
    wrong_file("mark-only", b"\xef\xbb\xbf", "文件是空的"),
    wrong_file("list-at-top", "- 单位名称: 某局\n", "填的是", "名称: 内容"),
    wrong_file("scalar-at-top", "某局\n", "“某局”", "名称: 内容"),
    more("section-is-text", "支出: 无\n", "“支出”", "“无”", "“- ”"),
    more("section-is-mapping", "支出: {金额: 1}\n", "“支出”", "填的是", "“- ”"),
    more("record-is-text", "支出:\n  - 无\n", "支出第1条", "“无”"),
    more("record-is-list", "支出:\n  - - 甲\n", "支出第1条", "填的是"),
    wrong_file("gbk", GOOD.encode("gbk"), "第1行", "GBK", *_NO_UTF8),
    wrong_file("utf-16", GOOD.encode("utf-16"), "UTF-16", "另存为"),
    wrong_file("xlsx-renamed", b"PK\x03\x04", "Excel"),
    changed("nul-character", "某局", "某\0局", "第1行", "U+0000"),
    changed("bell-character", "某局", "某\a局", "第1行", "U+0007"),
    changed("bell-escaped", "某局", '"某\\a局"', "“单位名称”", "U+0007"),
    changed("bidi-override", "某局", "某\u202e局", "“单位名称”", "U+202E", "“某\\u202e局”"),
    changed("lone-surrogate", "某局", '"某\\ud800局"', "第1行", "\\ud800"),
    changed("noncharacter", "某局", "某\ufdd0局", "“单位名称”", "U+FDD0"),
    wrong_file("snippet-bidi", HEAD + "\u202e甲", "第5行", "“\\u202e甲”"),
)

EVERYTHING_AT_ONCE = (
    wrong_file(
        "repeated-and-bad-amount",
        GOOD.replace("793810.00", "一百")
        + "其他数据:\n  - {数据项: 会议费, 数值: 1}\n  - {数据项: 会议费, 数值: 2}\n",
        "“一百”",
        "会议费",
    ),
    wrong_file(
        "key-repeated-and-bad-amount",
        GOOD.replace("793810.00", "一百") + "年度: 2018\n",
        "“一百”",
        "“年度”重复",
    ),
)

PATHS = (
    Case(
        "file-missing",
        ("没有.yaml", "没有找到", "文件夹"),
        args=("build", "没有.yaml", "-o", "成果"),
    ),
    Case("file-is-folder", ("甲", "这是文件夹"), {"甲": None}, ("build", "甲", "-o", "成果")),
    Case(
        "suffix-wrong", ("甲.xlsx", "损坏"), {"甲.xlsx": b"PK"}, ("build", "甲.xlsx", "-o", "成果")
    ),
    Case("suffix-missing", ("甲", "文件名", ".yaml"), {"甲": GOOD}, ("build", "甲", "-o", "成果")),
    Case("folder-is-file", ("b.yaml",), args=("build", f"{NAME}/b.yaml", "-o", "成果")),
    Case("path-too-long", ("长",), args=("build", "长" * 300 + ".yaml", "-o", "成果")),
    Case("path-with-nul", ("甲",), args=("build", "甲\0.yaml", "-o", "成果")),
)
OUTPUT = (
    Case("out-is-file", ("成果", "是文件"), {NAME: GOOD, "成果": "甲"}, code=CANNOT_WRITE),
    Case(
        "out-below-file",
        ("成果",),
        {NAME: GOOD, "成果": "甲"},
        ("build", NAME, "-o", "成果/2018"),
        CANNOT_WRITE,
    ),
    Case("out-too-long", ("长",), args=("build", NAME, "-o", "长" * 100), code=CANNOT_WRITE),
    Case("out-with-nul", ("成",), args=("build", NAME, "-o", "成\0果"), code=CANNOT_WRITE),
)


def _usage(name: str, args: tuple[str, ...], *says: str, content: str = GOOD) -> Case:
    return Case(name, says, {NAME: content}, args, USAGE)


EDITIONS = (
    _usage("edition-unknown", (*BUILD, "-e", "mof-1999"), "“mof-1999”", "mof-2018", "-e"),
    _usage(
        "edition-in-file-unknown", BUILD, "“甲”", "mof-2018", content=GOOD.replace("mof-2018", "甲")
    ),
    _usage(
        "edition-none",
        BUILD,
        "没有指明表样",
        "mof-2018",
        content=GOOD.replace("表样: mof-2018\n", ""),
    ),
    _usage("edition-path", (*BUILD, "-e", "../mof-2018"), "“../mof-2018”"),
)
COMMANDS = (
    _usage("out-missing", ("build", NAME), "-o/--out"),
    _usage("input-missing", ("build", "-o", "成果"), "缺少输入文件"),
    _usage("command-unknown", ("生成",), "“生成”"),
    _usage("option-unknown", (*BUILD, "--甲"), "--甲"),
    _usage("option-unfinished", (*BUILD, "-e"), "-e", "build -h"),
    _usage("format-unknown", (*BUILD, "--format", "wps"), "wps", "docx、html"),
    _usage("argument-too-many", ("explain", NAME, "甲", "乙"), "乙"),
    _usage("figure-unknown-to-explain", ("explain", NAME, "甲.乙.丙"), "“甲.乙.丙”", "表.行.列"),
)


def _template(name: str, content: str | bytes, *says: str) -> Case:
    files = {NAME: GOOD, "模板": None, "模板/expenditure.j2": content}
    return Case(
        f"template-{name}", ("expenditure.j2", *says), files, (*BUILD, "--templates", "模板")
    )


TEMPLATES = (
    _template("syntax", "第一行\n{% if %}", "第2行"),
    _template("unclosed", "{{ unit", "第1行"),
    _template("missing-name", "{{ 金额 }}", "第1行", "“金额”", "figure"),
    _template("undefined-attribute", "{{ unit.金额 }}", "第1行", "“金额”"),
    _template("bare-number", "{{ 1 + 1 }}", "第1行", "不能直接印出 2", "ordinal()"),
    _template("number-in-list", "{{ [1, 2] }}", "第1行"),
    _template("no-such-figure", "{{ figure('甲.乙.丙') }}", "第1行", "“甲.乙.丙”"),
    _template("cut-through", "{{ (unit ~ '')[:1] }}", "截"),
    _template("division", "{{ (1 / 0)|string }}", "第1行"),
    _template("filter-unknown", "{{ unit|甲 }}", "第1行", "甲"),
    _template("include-missing", "{% include '甲.j2' %}", "甲.j2", "没有找到"),
    _template("forbidden", "{{ unit.__class__.__mro__ }}", "第1行"),
    _template("control-character", "甲\0乙", "U+0000"),
    _template("gbk", "部门".encode("gbk"), *_NO_UTF8),
    Case("templates-are-file", (NAME, "不是文件夹"), args=(*BUILD, "--templates", NAME)),
    Case("templates-missing", ("模板", "没有找到"), args=(*BUILD, "--templates", "模板")),
)

CASES = (
    *FIELDS,
    *AMOUNTS,
    *CODES,
    *VALUES,
    *DOCUMENTS,
    *EVERYTHING_AT_ONCE,
    *PATHS,
    *OUTPUT,
    *EDITIONS,
    *COMMANDS,
    *TEMPLATES,
)
