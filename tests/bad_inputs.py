"""Input files that are wrong in one way each, and what must be said of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "某局.yaml"
BUILD = ("build", NAME, "-o", "成果")
BAD_INPUT = 3
HEAD = """\
单位名称: 某局
公开主体: 部门
年度: 2018
表样: mof-2018
"""
SPENDING = """\
支出:
  - 功能科目: "2010301"
    支出性质: 基本支出
    资金性质: 一般公共预算财政拨款
    金额: 793810.00
"""
GOOD = HEAD + SPENDING


PROJECT = """\
专项:
  - 名称: 大厅管理
    资金额: 200000.00
"""
NL = "\n"


@dataclass(frozen=True)
class Case:
    """Something wrong: files (None is a folder), a command line, and what must come of it.

    ``says`` are the words that the message cannot do without: where, what was found, what was
    expected, what to do.
    """

    id: str
    says: tuple[str, ...]
    files: Mapping[str, str | bytes | None] = field(default_factory=lambda: {NAME: GOOD})
    args: tuple[str, ...] = BUILD
    code: int = BAD_INPUT


def wrong_file(name: str, content: str | bytes, *says: str) -> Case:
    """Write something else for the whole file."""
    return Case(name, says, {NAME: content})


def _amount(name: str, typed: str, *says: str) -> Case:
    """Type something for the amount of the only expenditure."""
    content = GOOD.replace("793810.00", typed)
    return wrong_file(name, content, "某局.yaml 支出第1条“金额”", *says)


def _indicator(name: str, *says: str, **typed: str) -> Case:
    """Give a project one indicator with something else in some fields; "" leaves one out."""
    sound = {"指标类型": "满意度指标", "名称": "满意率", "年度指标值": "95%", "实际完成值": "98%"}
    fields = "，".join(f"{key}: {value}" for key, value in (sound | typed).items() if value)
    indicator = f"    绩效指标:\n      - {{{fields.replace('，', ', ')}}}\n"
    return wrong_file(name, GOOD + PROJECT + indicator, "专项第1条", *says)


def _code(name: str, typed: str, shown: str) -> Case:
    """Type something for the functional subject of the only expenditure."""
    content = GOOD.replace('"2010301"', typed)
    return wrong_file(name, content, "支出第1条“功能科目”", f"“{shown}”", "3、5或7位", "2010301")


def changed(name: str, old: str, new: str, *says: str) -> Case:
    """Replace a part of the head, or of the only expenditure."""
    return wrong_file(name, GOOD.replace(old, new), *says)


def more(name: str, lines: str, *says: str) -> Case:
    """Add lines below the head."""
    return wrong_file(name, HEAD + lines, *says)


STATED = "原表合计:\n  - {指标: 支出决算表.合计.合计, 所属期: 上年, 金额: 1}\n"
TWO_NOTES = """\
说明:
  - {指标: 支出决算表.合计.合计, 类别: 变动原因, 内容: 人员增加}
  - {指标: 支出决算表.合计.合计, 类别: 变动原因, 内容: 厉行节约}
"""
RECEPTION = "[{费用项目: 公务接待费, 资金性质: 非财政拨款, 预算阶段: 决算, 金额: 5.00}]"
_IN_YUAN = "以元为单位"

FIELDS = (
    changed("field-missing", "    金额: 793810.00\n", "", "支出第1条", "没有填写“金额”"),
    changed("field-missing-at-top", "单位名称: 某局\n", "", "没有填写“单位名称”"),
    changed("field-empty", "793810.00", "", "支出第1条", "没有填写“金额”"),
    wrong_file("fields-all-missing", "新设: 否\n", "“单位名称”", "“公开主体”", "“年度”"),
    changed("field-unknown", "金额", "单价", "支出第1条", "不认识的“单价”", "金额"),
    changed("field-unknown-near", "单位名称", "单位名", "“单位名”", "是否应为“单位名称”"),
    changed("field-unknown-near-short", "金额", "金颔", "“金颔”", "是否应为“金额”"),
    more("field-unknown-control", '"甲\\u202e乙": 1\n', "不认识的“甲\\u202e乙”"),
    more("field-unknown-long", f"{'长' * 500}: 1\n", "不认识的“长", "长…”"),
    more("field-twice", "年度: 2019\n", "第5行", "“年度”重复"),
    more("field-twice-control", '"甲\\n乙": 1\n"甲\\n乙": 2\n', "第6行", "“甲\\u000a乙”"),
    more("field-twice-in-both-spellings", f"三公经费: {RECEPTION}\n“三公”经费: []\n", "三公"),
    more("field-in-english", "支出: []\nexpenditure: []\n", "“expenditure”"),
    changed(
        "record-field-twice", "金额: 793810.00", "金额: 1\n    金额: 2", "第10行", "“金额”重复"
    ),
)
AMOUNTS = (
    _amount("amount-in-words", "一百", "“一百”", _IN_YUAN, "1234567.89"),
    _amount("amount-with-unit", "12万元", "“12万元”", _IN_YUAN),
    _amount("amount-nan", "NaN", "“NaN”", _IN_YUAN),
    _amount("amount-infinity", "Infinity", "“Infinity”", _IN_YUAN),
    _amount("amount-exponent", "1e400", "“1e400”", _IN_YUAN),
    _amount("amount-with-commas", "1,234.56", "“1,234.56”", _IN_YUAN),
    _amount("amount-with-three-decimals", "1234.567", "“1234.567”", "两位小数"),
    _amount("amount-of-twenty-digits", "1" * 20, f"“{'1' * 20}”", "至多15位数字"),
    _amount("amount-of-200-digits", "1" * 200, "1…”", _IN_YUAN),
    _amount("amount-full-width", "１２３", "“１２３”", _IN_YUAN),
    _amount("amount-with-plus", "+5", "“+5”", _IN_YUAN),
    _amount("amount-underscored", "1_000", "“1_000”", _IN_YUAN),
    _amount("amount-null", "null", "“null”", _IN_YUAN),
    _amount("amount-is-list", "[1, 2]", "填的是", _IN_YUAN),
    wrong_file(
        "amount-with-commas-in-braces",
        HEAD + SPENDING + '收入:\n  - {功能科目: "2010301", 类别: 事业收入, 金额: 1,234.56}\n',
        "收入第1条",
        "“234.56”",
        "逗号",
    ),
    changed("margin-negative", "金额: 793810.00", "金额: 1\n    误差: -1", "“误差”", "零或正数"),
)
CODES = (
    _code("code-of-four-digits", '"2010"', "2010"),
    _code("code-of-two-digits", '"99"', "99"),
    _code("code-of-letters", "abc", "abc"),
    _code("code-half-letters", "5xx", "5xx"),
    _code("code-with-space-inside", '"20103 01"', "20103 01"),
    _code("code-full-width", "２０１０３０１", "２０１０３０１"),
    _code("code-economic", '"30101"', "30101"),
    more(
        "code-economic-of-government",
        '基本支出明细:\n  - {经济科目: "50101", 金额: 1}\n',
        "基本支出明细第1条“经济科目”",
        "“50101”",
        "政府预算支出经济分类",
        "3开头",
    ),
    more(
        "code-economic-class-of-government",
        '基本支出明细:\n  - {经济科目: "501", 金额: 1}\n',
        "“501”",
        "政府预算支出经济分类",
    ),
    more(
        "name-of-code-of-government",
        '科目名称:\n  "50101": 工资奖金津补贴\n',
        "科目名称“50101”",
        "政府预算支出经济分类",
    ),
    more(
        "code-economic-of-six-digits",
        '基本支出明细:\n  - {经济科目: "501011", 金额: 1}\n',
        "“501011”",
        "以3开头",
    ),
    more("code-of-no-name", '科目名称:\n  "2010301": ""\n', "科目名称“2010301”", "填写内容"),
    more("name-of-no-code", '科目名称:\n  "2010": 行政\n', "科目名称“2010”", "科目编码"),
    changed(
        "class-without-line", "2010301", "2240101", "支出第1条", "2240101", "不在本表样的类级科目中"
    ),
)
VALUES = (
    changed("enum-wrong", "基本支出", "基本开支", "“支出性质”", "“基本开支”", "项目支出"),
    changed("enum-english", "基本支出", "basic", "“支出性质”", "“basic”", "项目支出"),
    changed("entity-wrong", "部门", "机关", "“公开主体”", "“机关”", "部门、单位、单位本级"),
    changed("year-too-early", "2018\n", "1999\n", "“年度”", "“1999”", "2000至2100"),
    changed("year-in-characters", "2018\n", "二〇一八\n", "“年度”", "“二〇一八”", "2018"),
    changed("year-with-decimals", "2018\n", "2018.5\n", "“年度”", "“2018.5”"),
    changed("year-with-zero-decimals", "年度: 2018\n", "年度: 2018.0\n", "“年度”", "“2018.0”"),
    changed("year-underscored", "年度: 2018\n", "年度: 20_18\n", "“年度”", "“20_18”"),
    changed(
        "year-of-5000-digits", "年度: 2018\n", f"年度: {'1' * 5000}\n", "“年度”", "1…”", "2018"
    ),
    changed("year-is-list", "年度: 2018\n", "年度: [2018]\n", "“年度”", "2018"),
    more("date-wrong", "批复日期: 2019-02-30\n", "“批复日期”", "“2019-02-30”", "2019-08-30"),
    more("date-in-chinese", "公开日期: 2019年8月30日\n", "“公开日期”", "“2019年8月30日”"),
    more("date-compact", "批复日期: 20190830\n", "“批复日期”", "“20190830”", "2019-08-30"),
    more("date-seconds", "批复日期: 1567123200\n", "“批复日期”", "“1567123200”", "2019-08-30"),
    more("date-with-time", "批复日期: 2019-08-30T10:00\n", "“批复日期”", "2019-08-30"),
    more("date-is-mapping", "批复日期: {年: 2019}\n", "“批复日期”", "2019-08-30"),
    more("new-maybe", "新设: maybe\n", "“新设”", "“maybe”", "“是”或“否”"),
    more("new-is-list", "新设: [是]\n", "“新设”", "“是”或“否”"),
    more(
        "unit-kind-wrong",
        "所属单位:\n  - {名称: 甲, 类别: 企业}\n",
        "所属单位第1条“类别”",
        "行政单位",
    ),
    changed("name-too-long", "某局", "长" * 201, "“单位名称”", "长…”", "不超过200字"),
    changed("name-of-two-lines", "某局", '"某\\n局"', "“单位名称”", "一行"),
    changed("name-is-list", "某局", "[某局]", "“单位名称”", "填的是", "应为文字"),
    more(
        "text-too-long",
        f"说明:\n  - {{主题: 部门职责, 类别: 正文, 内容: {'长' * 32768}}}\n",
        "说明第1条“内容”",
        "长…”",
        "不超过32767字",
    ),
    more(
        "note-about-two-things",
        "说明:\n  - {主题: 部门职责, 指标: 支出决算表.合计.合计, 类别: 正文, 内容: 某}\n",
        "说明第1条",
        "“指标”和“主题”都填了",
    ),
    more(
        "note-about-nothing",
        "说明:\n  - {类别: 正文, 内容: 某}\n",
        "说明第1条",
        "“指标”和“主题”都没有填",
    ),
    more("note-twice", TWO_NOTES, "说明", "第2条", "支出决算表.合计.合计", "变动原因"),
    more("figure-wrong", STATED.replace(".合计.", "."), "“指标”", "“支出决算表.合计”", "表.行.列"),
    more("figure-unknown", STATED.replace("支出", "开支"), "“指标”", "“开支决算表.合计.合计”"),
    more("count-with-decimals", "其他数据:\n  - {数据项: 其他用车, 数值: 1.5}\n", "“1.5”", "整数"),
    more("measure-negative", "其他数据:\n  - {数据项: 会议费, 数值: -1}\n", "“-1”", "零或正数"),
    more(
        "measure-unknown",
        "其他数据:\n  - {数据项: 饭费, 数值: 1}\n",
        "“数据项”",
        "“饭费”",
        "会议费",
    ),
    more(
        "budget-of-outturn",
        "预算:\n  - {功能科目: 201, 资金性质: 非财政拨款, 预算阶段: 决算, 金额: 1}\n",
        "预算第1条“预算阶段”",
        "“决算”",
        "年初预算或全年预算",
    ),
    _indicator("indicator-without-name", "绩效指标", "没有填写“名称”", 名称=""),
    _indicator("indicator-without-target", "没有填写“年度指标值”", 年度指标值=""),
    _indicator("indicator-score-above-100", "“得分”", "“100.5”", "0至100", 得分="100.5"),
    _indicator("indicator-score-negative", "“得分”", "“-1”", "0至100", 得分="-1"),
    _indicator("indicator-score-in-words", "“得分”", "“优”", "0至100", 得分="优"),
    _indicator("indicator-full-score-fine", "“分值”", "“33.333”", "两位小数", 分值="33.333"),
    _indicator("indicator-actual-is-list", "“实际完成值”", "应为文字", 实际完成值="[甲]"),
    more("project-twice", f"{PROJECT}{PROJECT.partition(NL)[2]}", "专项第2条", "专项 大厅管理"),
    changed("source-is-list", "金额: 793810.00", "金额: 1\n    出处: [甲]", "“出处”", "应为文字"),
    changed("source-bidi", "金额: 793810.00", '金额: 1\n    出处: "甲\\u202e"', "“甲\\u202e”"),
)
