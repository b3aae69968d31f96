"""The door: Chinese names outside, English names inside, and every problem in Chinese.

The model knows no Chinese field names and no files. Here a document's names are translated by
the glossary, each fact is told where it was read, and what pydantic refuses is said in the
words of a finance office.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from juesuan_tables.errors import InputError, Problem
from juesuan_tables.model import Accounts, Fact
from juesuan_tables.terms import english_figure, english_names, glossary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from juesuan_tables.strict_yaml import Document, Trail, Tree

_QUOTE_MARKS = str.maketrans("", "", '“”"')
_YES_NO = {"是": "true", "否": "false"}
SHOWN_LENGTH = 40
"""Characters of a wrong value that a message repeats."""
_EXPECTED = {
    "missing": "没有填写",
    "int_parsing": "应为年份，例如 2018",
    "greater_than_equal": "应为2000至2100之间的年份",
    "less_than_equal": "应为2000至2100之间的年份",
    "bool_parsing": "应为“是”或“否”",
    "date_from_datetime_parsing": "应为日期，例如 2019-08-30",
    "date_parsing": "应为日期，例如 2019-08-30",
    "tuple_type": "应为列表，每条以“- ”开头",
    "dict_type": "应为“名称: 内容”",
    "model_type": "应为“名称: 内容”",
}
"""What a value should have been, by pydantic's type of error."""


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
        raise InputError(door.sorted_problems()) from error
    if door.problems:
        raise InputError(door.sorted_problems())
    return accounts


class _Door:
    """Translates one document and collects what is wrong with it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[tuple[int, Problem]] = []
        self._trails: dict[Trail, Trail] = {(): ()}

    def sorted_problems(self) -> list[Problem]:
        """Return the problems in the order of the document's lines."""
        return [problem for _, problem in sorted(self.problems)]

    def translate(self, model: type[BaseModel], tree: Tree, place: Trail, trail: Trail) -> Any:  # noqa: ANN401 whatever the model refuses later
        """Return a mapping's fields under their English names; leave anything else as it is."""
        self._trails[place] = trail
        if not isinstance(tree, dict):
            return tree
        fields: dict[str, Any] = {}
        for key, value in tree.items():
            name = _english(key)
            inside = (*place, name)
            self._trails[inside] = (*trail, key)
            if name not in model.model_fields:
                self._unknown(key, model, place, (*trail, key))
            elif value != "":  # left empty is the same as left out
                fields[name] = self._value(model, name, value, inside, (*trail, key))
        if issubclass(model, Fact):
            fields["source"] = self._source(place, fields.get("source"))
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
        if name == "newly_established" and isinstance(value, str):
            return _YES_NO.get(value, value)
        return value

    def _source(self, place: Trail, stated: object) -> str:
        """Return where a fact stands, and what the file itself says of its origin."""
        origin = f"（{stated}）" if isinstance(stated, str) else ""
        return f"{self.document.name} {_place_text(place)}{origin}"

    def _unknown(self, key: str, model: type[BaseModel], place: Trail, trail: Trail) -> None:
        known = [glossary()[name] for name in model.model_fields]
        close = get_close_matches(key, known, n=1)
        expected = f"是否应为“{close[0]}”" if close else f"应为：{'、'.join(known)}"
        self._add(trail, place, f"有不认识的“{_short(key)}”，{expected}")

    def _add(self, trail: Trail, place: Trail, what: str) -> None:
        where = f"{self.document.name} {_place_text(place)}".rstrip()
        self.problems.append((self.document.line(trail) or 0, Problem(where, what)))

    def refuse(self, error: ErrorDetails) -> None:
        """Add what pydantic refused."""
        place = tuple(step for step in error["loc"] if step != "[key]")
        if error["type"] == "missing":
            what = f"没有填写“{_chinese(place[-1])}”"
            self._add(self._trail(place[:-1]), place[:-1], what)
            return
        found = error["input"]
        expected = _expected(error)
        what = f"填的是“{_short(found)}”，{expected}" if isinstance(found, str) else expected
        self._add(self._trail(place), place, what)

    def _trail(self, place: Trail) -> Trail:
        """Return the document's own way to a place of the model."""
        known = place
        while known not in self._trails:
            known = known[:-1]
        return (*self._trails[known], *place[len(known) :])


def _english(key: str) -> str:
    """Return the English name of a field; “三公”经费 may be typed without its quotation marks."""
    if key in english_names():
        return english_names()[key]
    plain = key.translate(_QUOTE_MARKS)
    bare = {chinese.translate(_QUOTE_MARKS): name for chinese, name in english_names().items()}
    return bare.get(plain, key)


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
    for number, step in enumerate(place):
        if isinstance(step, int):
            yield f"第{step + 1}条"
        elif number == len(place) - 1 and number > 0:
            yield f"“{_short(_chinese(step))}”"
        else:
            yield _short(_chinese(step)) if len(place) > 1 else f"“{_short(_chinese(step))}”"


def _short(text: str) -> str:
    """Return text that a message can repeat: one line, printable, not too long."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return shown if len(shown) <= SHOWN_LENGTH else f"{shown[:SHOWN_LENGTH]}…"


def _expected(error: ErrorDetails) -> str:
    """Return what should have been there, in Chinese."""
    if error["type"] == "expected":
        return str(error["ctx"]["expected"])
    if error["type"] == "enum":
        return f"应为：{_choices(str(error['ctx']['expected']))}"
    return _EXPECTED.get(error["type"], f"不可用（{error['msg']}）")


def _choices(expected: str) -> str:
    """Return pydantic's list of values («'甲', '乙' or '丙'») as Chinese."""
    return expected.replace("' or '", "、").replace("', '", "、").strip("'")
