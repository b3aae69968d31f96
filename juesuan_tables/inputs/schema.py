"""What an input file may say, as a JSON Schema in its own Chinese words, made from the model."""

from __future__ import annotations

from typing import Any

from juesuan_tables.inputs._door import spellings
from juesuan_tables.model import Accounts
from juesuan_tables.terms import glossary

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KEPT = {"$ref", "type", "pattern", "enum", "items", "anyOf", "additionalProperties"}
"""What is taken over from pydantic's schema; its titles and defaults are English."""
FIELD_WORDS = {
    "unit": "名称，至多200字",
    "year": "四位数字的年份",
    "edition": "表样的编号，见 juesuan editions；或自己的表样文件（.yaml，放在输入文件旁边）",
    "approval_number": "一行文字",
    "approval_date": "日期，例如 2019-08-30",
    "publication_date": "日期，例如 2019-08-30",
    "newly_established": "是、否",
    "declassified": "是、否；因涉密已删去部分内容的填“是”",
    "report_type": "一般不填；部门汇总时用来调整的表填差额表、调整表",
    "names": '编码: 名称，例如 "2010301": 行政运行；科目目录里有的可以不填',
    "subject": "3、5或7位的功能分类科目编码",
    "economic_subject": "3或5位、以3开头的部门预算支出经济分类科目编码",
    "amount": "元",
    "margin": "元；读自只印到万元的表时为 50，一般不填",
    "funds": "元",
    "value": "金额为元，个数为整数，得分至多两位小数",
    "source": "说明这个数从哪里来；文件名和第几条会自动记下",
    "counterparty": "名称，至多200字",
    "payer": "名称，至多200字",
    "receiver": "名称，至多200字",
    "paid": "元；付款单位没有写明付给哪个单位的不填",
    "received": "元；收款单位没有写明是哪个单位给的不填",
    "figure": "“表.行.列”，例如 支出决算表.合计.基本支出",
    "text": "文字；对指标的说明为一行",
    "name": "名称，至多200字",
    "texts": "主题: 文字",
    "aspect": "一级指标，例如 产出指标、效益指标、满意度指标",
    "target": "年初定的目标，一行文字，例如 不低于95%",
    "actual": "一行文字，例如 98%",
    "full_score": "0至100的数，至多两位小数",
    "score": "0至100的数，至多两位小数",
}
"""What each field takes, for people; lists and the terms of the model speak for themselves."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of input files, YAML or JSON; editors check and complete by it.

    It says what single fields may be; what must hold between them, and between digits, only
    ``load_accounts`` checks.
    """
    made = Accounts.model_json_schema()
    definitions = made.pop("$defs")
    return {
        "$schema": _DIALECT,
        "title": "决算公开输入文件",
        **_chinese(made),
        "$defs": {glossary().get(key, key): _chinese(each) for key, each in definitions.items()},
    }


def _chinese(node: dict[str, Any]) -> dict[str, Any]:
    """Return a part of pydantic's schema under the names that input files use."""
    said = {key: _inner(value) for key, value in node.items() if key in _KEPT}
    if "propertyNames" in node:
        said["propertyNames"] = _chinese(node["propertyNames"])
    if "patternProperties" in node:
        patterns = node["patternProperties"]
        said["patternProperties"] = {key: _chinese(each) for key, each in patterns.items()}
        said["additionalProperties"] = False
    if "properties" in node:
        said["properties"] = {
            spelled: _described(name, field)
            for name, field in node["properties"].items()
            for spelled in spellings(name)
        }
        said["required"] = [glossary()[key] for key in node.get("required", [])]
    return said


def _inner(value: Any) -> Any:  # noqa: ANN401 whatever stands in a schema
    """Return what a keyword holds: another part, several, or a plain value."""
    if isinstance(value, dict):
        return _chinese(value)
    if isinstance(value, list):
        return [_inner(each) for each in value]
    return value


def _described(name: str, field: dict[str, Any]) -> dict[str, Any]:
    """Return a field with what it is in words, where there are some."""
    words = {"description": FIELD_WORDS[name]} if name in FIELD_WORDS else {}
    return {**words, **_chinese(field)}
