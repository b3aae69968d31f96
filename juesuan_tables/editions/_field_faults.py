"""What pydantic refuses of an edition's file, field by field, in Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel

from juesuan_tables.editions._form_faults import known
from juesuan_tables.errors import shortened

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from juesuan_tables.strict_yaml import Trail

    Fault = tuple[Trail, str]

_EXPECTED = {
    "bool_parsing": "应为 true 或 false",
    "bool_type": "应为 true 或 false",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "float_parsing": "应为数",
    "float_type": "应为数",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "string_type": "应为一段文字",
    "tuple_type": "应为列表，每条以“- ”开头",
    "dict_type": "应为“名称: 内容”",
    "model_type": "应为“名称: 内容”",
}
_TOO_SHORT = {"too_short", "string_too_short"}
_MOST_CHOICES = 12


def of_fields(error: ValidationError, model: type[BaseModel]) -> list[Fault]:
    """Return what pydantic refused; of a list with faults within, those alone."""
    items = error.errors(include_url=False)
    places = [item["loc"] for item in items]
    return [
        _of_field(item, model)
        for item in items
        if not (
            item["type"] in _TOO_SHORT
            and any(place[: len(item["loc"])] == item["loc"] != place for place in places)
        )
    ]


def _of_field(item: ErrorDetails, model: type[BaseModel]) -> Fault:
    trail = tuple(step for step in item["loc"] if step != "[key]")
    name = _called(trail)
    what = f"{name}填的是{_typed(item['input'])}"
    match item["type"]:
        case "missing":
            return trail[:-1], f"没有填写{name}"
        case "extra_forbidden":
            fields = _fields(trail[:-1], model)
            what = f"有不认识的{name}，{known(str(trail[-1]), fields)}"
        case "value_error":
            what = str(item["ctx"]["error"])
        case "enum":
            if item["loc"][-1] == "[key]":
                what = f"{_called(trail[:-1])}里有不认识的{name}"
            choices = re.findall("'([^']*)'", str(item["ctx"]["expected"]))
            what += f"，{_one_of(str(item['input']), choices)}"
        case kind if kind in _TOO_SHORT:
            what = f"{name}不能为空"
        case kind if kind.startswith("date"):
            what += "，应为日期，例如 2019-08-30"
        case kind:
            what += f"，{_EXPECTED.get(kind, '不可用').format(**item.get('ctx', {}))}"
    return trail, what


def _called(trail: Trail) -> str:
    """Return what a message calls a place: its field, and which item of a list it is."""
    match trail:
        case (*_, str(name), int(number)):
            return f"“{name}”第{number + 1}条"
        case (*_, name):
            return f"“{shortened(str(name))}”"
        case _:
            return "整个文件"


def _typed(value: object) -> str:
    """Return what was typed, or of what kind it is where it is more than a text."""
    match value:
        case list():
            return "列表"
        case dict():
            return "“名称: 内容”"
        case _:
            return f"“{shortened(str(value))}”"


def _one_of(typed: str, choices: list[str]) -> str:
    """Return what should have been typed: all choices, or where they are many, what is near."""
    if len(choices) > _MOST_CHOICES:
        return known(typed, choices)
    return f"应为：{'、'.join(choices)}"


def _fields(trail: Trail, model: type[BaseModel]) -> list[str]:
    """Return the names that a place of the file may hold."""
    for step in trail:
        if isinstance(step, str) and step in model.model_fields:
            within = get_args(model.model_fields[step].annotation)
            inner = [each for each in within if isinstance(each, type)]
            model = next((each for each in inner if issubclass(each, BaseModel)), model)
    return [*model.model_fields]
