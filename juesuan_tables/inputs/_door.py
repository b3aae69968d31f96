"""The door: Chinese names outside, English names inside, and every problem in Chinese.

The model knows no Chinese field names and no files. Here a document's names are translated by
the glossary, each fact is told where it was read, and what pydantic refuses is said in the
words of a finance office.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from juesuan_tables.errors import InputError, Problem, shortened
from juesuan_tables.inputs.sources import source_in
from juesuan_tables.model import Accounts, Fact
from juesuan_tables.terms import english_figure, english_names, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from juesuan_tables.strict_yaml import Document, Trail, Tree

_QUOTE_MARKS = str.maketrans("", "", '“”"')
_FULL_WIDTH_QUOTES = tuple("“”‘’＂＇")
_NEAR_ENOUGH = 0.5
"""Likeness from which a name is suggested: one of two characters."""
_MAPPING = "应为“名称: 内容”，冒号用半角，后面空一格"
_EXPECTED = {
    "tuple_type": "应为列表，每条以“- ”开头",
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
}
"""What a value should have been, by pydantic's type of error; the model says the rest."""


def accounts_from(document: Document) -> Accounts:
    """Return the accounts that a document states, or raise ``InputError`` with all problems."""
    if document.tree == "":
        raise InputError.of(document.name, "文件是空的，应为一个单位的决算数据")
    door = _Door(document)
    fields = door.translate(Accounts, document.tree, (), ())
    try:
        accounts = Accounts.model_validate(fields)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            door.refuse(item)
        document.raise_problems()
        raise
    document.raise_problems()
    return accounts


class _Door:
    """Translates one document and adds to its problems."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._trails: dict[Trail, Trail] = {(): ()}

    def translate(self, model: type[BaseModel], tree: Tree, place: Trail, trail: Trail) -> Any:  # noqa: ANN401 whatever the model refuses later
        """Return a mapping's fields under their English names; leave anything else as it is."""
        self._trails[place] = trail
        if not isinstance(tree, dict):
            return tree
        fields: dict[str, Any] = {}
        for key, value in tree.items():
            name = _english(key)
            if name not in model.model_fields:
                self._unknown(key, model, place, (*trail, key))
            elif name in fields:
                what = f"“{shortened(key)}”与前面写的是同一项，重复出现"
                self._add((*trail, key), place, what)
            elif value != "":  # left empty is the same as left out
                self._trails[*place, name] = (*trail, key)
                fields[name] = self._value(model, name, value, (*place, name), (*trail, key))
        if issubclass(model, Fact):
            fields["source"] = self._source(place, fields.get("source", ""))
        return fields

    def _value(
        self, model: type[BaseModel], name: str, value: Tree, place: Trail, trail: Trail
    ) -> Any:  # noqa: ANN401 whatever the model refuses later
        """Translate what a field holds."""
        inner = _model_of(model, name)
        if inner and isinstance(value, list):
            return [
                self.translate(inner, item, (*place, number), (*trail, number))
                for number, item in enumerate(value)
            ]
        if name == "figure" and isinstance(value, str):
            return english_figure(value)
        return value

    def _source(self, place: Trail, stated: object) -> object:
        """Return where a fact stands, and what the file itself says of its origin."""
        if not isinstance(stated, str):
            return stated  # for the model to refuse
        return source_in(self.document.name, _place_text(place), stated)

    def _unknown(self, key: str, model: type[BaseModel], place: Trail, trail: Trail) -> None:
        """Say that a name is none, and what was probably meant."""
        known = [glossary()[name] for name in model.model_fields]
        close = get_close_matches(key, known, n=1, cutoff=_NEAR_ENOUGH)
        if re.fullmatch(r"[\d.]+", key):
            expected = "如果它是金额的一部分，金额里不能有逗号"
        elif "：" in key or "，" in key:
            expected = "冒号和逗号应为半角，后面空一格"
        elif close:
            expected = f"是否应为“{close[0]}”"
        else:
            expected = f"应为：{'、'.join(known)}"
        self._add(trail, place, f"有不认识的“{shortened(key)}”，{expected}")

    def _add(self, trail: Trail, place: Trail, what: str) -> None:
        where = f"{self.document.name} {_place_text(place)}".rstrip()
        self.document.complain(trail, Problem(where, what))

    def refuse(self, error: ErrorDetails) -> None:
        """Add what pydantic refused."""
        place = tuple(step for step in error["loc"] if step != "[key]")
        if error["type"] == "missing":
            place, what = place[:-1], f"没有填写“{_chinese(place[-1])}”"
            self._add(self._trail(place), place, what)
        else:
            trail = self._trail(place)
            self._add(trail, place, f"{self._found(trail, error)}{expected(error)}")

    def _found(self, trail: Trail, error: ErrorDetails) -> str:
        """Return what was typed, as far as a message can repeat it."""
        if "[key]" in error["loc"]:
            return f"填的是“{shortened(str(trail[-1]))}”，"
        if error["type"] == "rule":
            return ""
        typed = self.document.at(trail)
        if typed == "":
            return "没有填写，"
        if isinstance(typed, str):
            wrong = typed[:1] in _FULL_WIDTH_QUOTES and not typed.startswith("“三公”")
            quoted = "引号是全角的，应为半角，" if wrong else ""
            return f"填的是“{shortened(typed)}”，{quoted}"
        return "填的是一个列表，" if isinstance(typed, list) else "填的是几项“名称: 内容”，"

    def _trail(self, place: Trail) -> Trail:
        """Return the document's own way to a place of the model."""
        known = place
        while known not in self._trails:
            known = known[:-1]
        return (*self._trails[known], *place[len(known) :])


def spellings(name: str) -> tuple[str, ...]:
    """Return how a field may be written in Chinese: “三公”经费 also without quotation marks."""
    chinese = glossary()[name]
    return tuple(dict.fromkeys((chinese, chinese.translate(_QUOTE_MARKS))))


def _english(key: str) -> str | None:
    """Return the English name of a field, with or without quotation marks."""
    return _bare_names().get(key.translate(_QUOTE_MARKS))


@cache
def _bare_names() -> dict[str, str]:
    return {chinese.translate(_QUOTE_MARKS): name for chinese, name in english_names().items()}


def _chinese(step: str | int) -> str:
    return glossary().get(str(step), str(step))


def _model_of(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """Return the model whose records a field lists, if it does."""
    for argument in get_args(model.model_fields[name].annotation):
        if isinstance(argument, type) and issubclass(argument, BaseModel):
            return argument
    return None


def _place_text(place: Trail) -> str:
    """Return a place in Chinese: 支出第3条“金额”."""
    return "".join(_step_texts(place))


def _step_texts(place: Trail) -> Iterator[str]:
    last = len(place) - 1
    for number, step in enumerate(place):
        name = shortened(_chinese(step))
        if isinstance(step, int):
            yield f"第{step + 1}条"
        else:
            yield f"“{name}”" if number == last else name


def expected(error: ErrorDetails) -> str:
    """Return what should have been there, in Chinese."""
    if error["type"] in {"expected", "rule"}:
        return str(error["ctx"]["expected"])
    if error["type"] == "enum":
        typed, choices = str(error["input"]), _choices(str(error["ctx"]["expected"]))
        terms = choices.split("、")
        close = get_close_matches(typed, terms, n=1, cutoff=_NEAR_ENOUGH)
        unclear = sum(typed in term for term in terms) > 1  # 财政拨款 is in 非财政拨款, too
        if close and not unclear:
            return f"是否应为“{close[0]}”，可填：{choices}"
        return f"应为：{choices}"
    return _EXPECTED.get(error["type"], "不可用")


def _choices(expected: str) -> str:
    """Return pydantic's list of values («'甲', '乙' or '丙'») as Chinese."""
    return expected.replace("' or '", "、").replace("', '", "、").strip("'")
