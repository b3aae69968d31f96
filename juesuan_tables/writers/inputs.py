"""Facts → our input files in Chinese, YAML and JSON, as ``load_accounts`` reads them.

Fields that hold what they hold anyway are left out, and so are notes without a text. Of a fact's
source only its origin is written, since the new file will be the place where it stands.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from juesuan_tables.errors import shortened
from juesuan_tables.inputs.sources import origin_of
from juesuan_tables.model import Accounts, Fact, Measure, Note
from juesuan_tables.terms import Term, chinese_figure, glossary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel

    from juesuan_tables.errors import Problem
    from juesuan_tables.inputs.draft import Draft

Written: TypeAlias = "str | int | bool | Decimal | date | list[Written] | dict[str, Written] | None"
_FIRST, _LAST = ("figure", "topic"), ("amount", "margin", "source")
"""The fields that are written before and after the others."""
_CODES = frozenset({"subject", "economic_subject"})
_NO_WIDTH = 2**31
_TAG = "tag:yaml.org,2002:"


class _Code(str):
    """A code: quoted in YAML, as officers should, too."""

    __slots__ = ()


def to_yaml(facts: Draft | Accounts, *, keep_sources: bool = True) -> str:
    """Return an input file in YAML that states the facts; a draft's gaps are comments on top.

    Read back it gives equal facts, but for the places in their sources. What must be filled in
    before it can be read stands there without a content.
    """
    tree = _tree(facts, keep_sources=keep_sources)
    parts: list[dict[str, Written]] = [{}]
    for name, value in tree.items():
        if isinstance(value, list | dict):
            parts.append({name: value})
        else:
            parts[0][name] = value
    comments = "".join(f"{_comment(gap)}\n" for gap in getattr(facts, "gaps", ()))
    return "\n".join(filter(None, [comments, *map(_yaml, parts)]))


def to_json(facts: Draft | Accounts, *, keep_sources: bool = True) -> str:
    """Return an input file in JSON that states the facts, one a line; amounts are texts.

    Read back it gives equal facts, but for the places in their sources. A draft's gaps do not show,
    since JSON knows no comments; what must be filled in is an empty text.
    """
    tree = _tree(facts, keep_sources=keep_sources)
    lines = [f"  {_json(name)}: {_json_lines(value)}" for name, value in tree.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _tree(facts: Draft | Accounts, *, keep_sources: bool) -> dict[str, Written]:
    """Return what is to be written, in Chinese and in the order of the model."""
    fields: Mapping[str, Any] = dict(facts) if isinstance(facts, Accounts) else facts.fields
    tree: dict[str, Written] = {}
    for name, field in Accounts.model_fields.items():
        value = fields.get(name)
        if field.is_required() or (value and value != field.default):
            tree[glossary()[name]] = _written(name, value, keep_sources=keep_sources)
    return tree


def _written(name: str, value: Any, *, keep_sources: bool) -> Written:  # noqa: ANN401 whatever a field holds
    """Return the content of a field."""
    match value:
        case bool() | date() | Decimal() | int() | None:
            return value
        case dict():
            named = _Code if name == "names" else str
            return {named(key): text for key, text in value.items()}
        case tuple() | list():
            return [_record(item, keep_sources=keep_sources) for item in _stated(value)]
        case _ if name in _CODES:
            return _Code(value)
        case _ if name == "figure":
            return chinese_figure(value)
    return str(value)


def _stated(records: Iterable[BaseModel]) -> list[BaseModel]:
    """Return the records that say something, facts by what they are about, not by their amounts."""
    said = [each for each in records if not (isinstance(each, Note) and not each.text)]
    return sorted(said, key=_about) if isinstance(next(iter(said), None), Fact) else said


def _about(fact: BaseModel) -> list[str]:
    """Return what facts are ordered by: codes as codes, terms as they are listed."""
    values = (getattr(fact, name) for name in sorted(type(fact).model_fields, key=_rank))
    return [f"{[*type(v)].index(v):03}" if isinstance(v, Term) else str(v or "") for v in values]


def _record(model: BaseModel, *, keep_sources: bool) -> dict[str, Written]:
    """Return a fact, or a part of one, with the fields that do not hold what they hold anyway."""
    record = {}
    for name in sorted(type(model).model_fields, key=_rank):
        field, value = type(model).model_fields[name], getattr(model, name)
        if name == "source":
            value = origin_of(value) if keep_sources else ""
        if isinstance(model, Measure) and name == "value" and model.key.counted:
            value = int(value)
        if field.is_required() or value not in (field.default, None, {}):
            record[glossary()[name]] = _written(name, value, keep_sources=keep_sources)
    return record


def _rank(name: str) -> int:
    """Return whether a field comes first, last, or where the model has it."""
    return -1 if name in _FIRST else _LAST.index(name) + 1 if name in _LAST else 0


def _comment(gap: Problem) -> str:
    return shortened(f"# 待填：{gap.where}：{gap.what}。{gap.advice}。", most=1000)


class _Dumper(yaml.SafeDumper):
    """Writes lists below their names a step further in, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 PyYAML's own
        """Indent lists, too."""
        super().increase_indent(flow, indentless=False)


def _yaml(part: dict[str, Written]) -> str:
    """Return a part of the file in YAML."""
    return yaml.serialize(_node(part), Dumper=_Dumper, allow_unicode=True, width=_NO_WIDTH)


def _node(value: Written, *, in_line: bool = False) -> yaml.Node:
    """Return a value as YAML's library wants it; text that could be taken for more is quoted."""
    match value:
        case dict():
            pairs = [(_node(key), _node(each)) for key, each in value.items()]
            return yaml.MappingNode(f"{_TAG}map", pairs, flow_style=in_line and _fits(value))
        case list():
            items = [_node(each, in_line=True) for each in value]
            return yaml.SequenceNode(f"{_TAG}seq", items, flow_style=False)
        case bool():
            return yaml.ScalarNode(f"{_TAG}str", "是" if value else "否")
        case None:
            return yaml.ScalarNode(f"{_TAG}null", "")
        case int() | Decimal() | date():
            tag = {int: "int", date: "timestamp"}.get(type(value), "float")
            return yaml.ScalarNode(f"{_TAG}{tag}", str(value))
    style = '"' if isinstance(value, _Code) else "|" if "\n" in value else None
    return yaml.ScalarNode(f"{_TAG}str", value, style=style)


def _fits(record: Mapping[str, Written]) -> bool:
    """Return whether a record can be read on one line."""
    return not any(
        isinstance(value, list | dict) or (isinstance(value, str) and "\n" in value)
        for value in record.values()
    )


def _json(value: Written) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _json_lines(value: Written) -> str:
    """Return a field's content, each record and each name of a code on a line of its own."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(f"    {_json(each)}" for each in value) + "\n  ]"
    if isinstance(value, dict):
        lines = (f"    {_json(key)}: {_json(each)}" for key, each in value.items())
        return "{\n" + ",\n".join(lines) + "\n  }"
    return _json("" if value is None else value)
