"""What is wrong with an edition: each fault with its place in the file, in Chinese.

First what pydantic refuses, field by field; then, in an edition whose fields are sound, what does
not hold together: a form without a line that its table must have, a heading that no template fills.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel

from juesuan_tables.editions._shapes import form_faults
from juesuan_tables.errors import shortened
from juesuan_tables.templating import template_names, wordings
from juesuan_tables.terms import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from juesuan_tables.editions import Edition
    from juesuan_tables.editions._outline import Section
    from juesuan_tables.strict_yaml import Trail

Fault = tuple["Trail", str]
"""A place in the file, and what is wrong there."""
_PLACEHOLDERS = ("unit", "year", "kind")
_EXPECTED = {
    "bool_parsing": "应为 true 或 false",
    "int_parsing": "应为整数",
    "float_parsing": "应为数",
    "greater_than_equal": "数太小",
    "less_than_equal": "数太大",
    "too_short": "不能为空",
    "string_too_short": "不能为空",
    "string_type": "应为一段文字",
    "tuple_type": "应为列表，每条以“- ”开头",
    "dict_type": "应为“名称: 内容”",
    "model_type": "应为“名称: 内容”",
}


def of_fields(error: ValidationError, model: type[BaseModel]) -> list[Fault]:
    """Return what pydantic refused."""
    return [_of_field(item, model) for item in error.errors(include_url=False)]


def _of_field(item: ErrorDetails, model: type[BaseModel]) -> Fault:
    trail = tuple(step for step in item["loc"] if step != "[key]")
    name = str(trail[-1]) if trail else ""
    typed = shortened(str(item["input"]))
    match item["type"]:
        case "missing":
            return trail[:-1], f"没有填写“{name}”"
        case "extra_forbidden":
            known = _fields(trail[:-1], model)
            close = get_close_matches(name, known, n=1)
            hint = f"是否应为“{close[0]}”" if close else f"应为：{'、'.join(known)}"
            return trail, f"有不认识的“{shortened(name)}”，{hint}"
        case "value_error":
            return trail, str(item["ctx"]["error"])
        case "enum":
            choices = re.sub(r"' or '|', '", "、", str(item["ctx"]["expected"])).strip("'")
            return trail, f"“{name}”填的是“{typed}”，应为：{choices}"
        case kind if kind.startswith("date"):
            return trail, f"“{name}”填的是“{typed}”，应为日期，例如 2019-08-30"
        case kind:
            return trail, f"“{name}”填的是“{typed}”，{_EXPECTED.get(kind, '不可用')}"


def _fields(trail: Trail, model: type[BaseModel]) -> list[str]:
    """Return the names that a place of the file may hold."""
    for step in trail:
        if isinstance(step, str) and step in model.model_fields:
            within = get_args(model.model_fields[step].annotation)
            inner = [each for each in within if isinstance(each, type)]
            model = next((each for each in inner if issubclass(each, BaseModel)), model)
    return [*model.model_fields]


def of_edition(edition: Edition) -> list[Fault]:
    """Return what does not hold together in an edition whose fields are sound."""
    return [
        *_repeated(edition),
        *(
            (("forms", number, *place), f"{form.title}：{what}")
            for number, form in enumerate(edition.forms)
            for place, what in (*form_faults(form), *_wrong_texts(form))
        ),
        *_wording(edition),
        *(fault for fault in _outline(edition)),
    ]


def _repeated(edition: Edition) -> Iterator[Fault]:
    """Yield what stands twice and may stand once."""
    for place, key, values in (
        ("forms", "table", [form.table for form in edition.forms]),
        ("forms", "title", [form.title for form in edition.forms]),
        ("forms", "number", [form.number for form in edition.forms]),
        ("classes", "code", [item.code for item in edition.classes]),
    ):
        for value, count in Counter(values).items():
            if value is not None and count > 1:
                last = len(values) - 1 - values[::-1].index(value)
                yield (place, last, key), f"“{value}”出现了{count}次，应只出现一次"


def _wrong_texts(form: BaseModel) -> Iterator[Fault]:
    """Yield the notes of a form that hold what nothing fills."""
    for text in (*form.notes, form.empty):  # type: ignore[attr-defined]
        if what := _placeholder(text):
            yield (), what


def _placeholder(text: str) -> str | None:
    """Return what is wrong with the braces of a text, if anything is."""
    rest = re.sub(r"\{(\w*)\}", lambda m: "" if m[1] in _PLACEHOLDERS else m[0], text)
    if re.search(r"[{}]", rest):
        known = "、".join(f"{{{name}}}" for name in _PLACEHOLDERS)
        return f"“{shortened(text)}”里的花括号用法不对，可用的有：{known}"
    return None


def _wording(edition: Edition) -> Iterator[Fault]:
    """Yield a wording that is none, and templates that it lacks."""
    if edition.wording not in wordings():
        what = f"没有“{shortened(edition.wording)}”这套措辞，应为：{'、'.join(wordings())}"
        yield ("wording",), what
        return
    there = template_names(edition.wording)
    for trail, section in _walk(edition.outline, ("outline",)):
        if section.template and section.template not in there:
            names = "、".join(name for name in there if not name.startswith("_"))
            yield (*trail, "template"), f"没有“{section.template}”这个模板，应为：{names}"


def _walk(sections: Iterable[Section], trail: Trail) -> Iterator[tuple[Trail, Section]]:
    """Yield every section with its place."""
    for number, section in enumerate(sections):
        yield (*trail, number), section
        yield from _walk(section.sections, (*trail, number, "sections"))


def _outline(edition: Edition) -> Iterator[Fault]:
    """Yield what of the outline the forms do not have, and headings with nothing under them."""
    for trail, section in _walk(edition.outline, ("outline",)):
        if what := _placeholder(section.title):
            yield (*trail, "title"), what
        if not (section.template or section.topic or section.sections):
            what = f"“{section.title}”下面没有内容，应填 template、topic 或 sections"
            yield trail, what
        for field in ("last_year", "budgets", "unexplained", "purposes"):
            for number, figure in enumerate(getattr(section, field)):
                if what := _figure(edition, figure):
                    yield (*trail, field, number), what


def _figure(edition: Edition, figure: str) -> str | None:
    """Return what is wrong with a figure or table that the outline names, if anything is."""
    table, *place = figure.split(".")
    tables = [form.table for form in edition.forms]
    if table not in (*tables, "measures"):
        what = "本表样没有这张表" if table in TABLES else "没有这张表"
        return f"“{shortened(figure)}”：{what}，应为：{'、'.join(tables)}"
    if place and len(place) != len(("row", "column")):
        return f"“{shortened(figure)}”应为“表.行.列”，或者只写表名"
    return None
