"""JSON as the same located text that ``strict_yaml`` gives: nothing twice, no NaN, digits as typed.

Python's own parser says whether the text is JSON; its tokens are then walked through once more,
since the parser does not tell where it found what.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from juesuan_tables.errors import InputError, shortened
from juesuan_tables.strict_yaml import MAX_DEPTH, Builder, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan_tables.strict_yaml import Document

_TOKEN = re.compile(r'[{}\[\]]|"(?:[^"\\]|\\.)*+"|[^\s{}\[\],:"]+')
_WORDS = {"true": "是", "false": "否", "null": ""}
_NO_NUMBERS = {"NaN", "Infinity", "-Infinity"}
"""What Python takes for JSON, and JSON does not."""
_WHY = (
    ("Unterminated string", "双引号没有配对", "请补上另一个双引号"),
    ("Invalid control character", "双引号里有换行或制表符", "请把换行写作 \\n"),
    ("Invalid \\", "双引号里的反斜杠“\\”写法不对", "请删去反斜杠，或者写两个"),
    ("Expecting property name", "这里应为加双引号的名称", "请检查有没有多余的逗号，引号应为半角"),
    ("Illegal trailing comma", "最后一项后面多了一个逗号", "请删去逗号"),
    ("Expecting ':'", "名称后面缺少冒号", "请补上半角冒号"),
    ("Expecting ','", "两项之间缺少逗号，或者括号没有配对", "请检查逗号和括号（都用半角）"),
    ("Extra data", "内容到这里已经结束，后面还有文字", "请删去多余的文字"),
)
"""What Python's parser says, and how we say it."""


def read(path: Path) -> Document:
    """Read a UTF-8 file; raise ``InputError`` where it is no text or no JSON."""
    return parse(text_of(path), shortened(path.name, most=300))


def parse(text: str, name: str) -> Document:
    """Turn JSON text into a ``Document``; raise ``InputError`` where it is no JSON.

    ``true`` and ``false`` are 是 and 否, ``null`` is left empty; of a key given twice the document
    keeps a problem. An empty text is an empty document.
    """
    if text.strip():
        _refuse_what_is_no_json(text, name)
    builder = Builder(name)
    line, counted = 1, 0
    for token in _TOKEN.finditer(text):
        line += text.count("\n", counted, token.start())
        counted = token.start()
        _add(builder, token[0], line)
    return builder.document


def _add(builder: Builder, token: str, line: int) -> None:
    """Add what one token brings."""
    match token[0]:
        case "{":
            builder.begin({}, line)
        case "[":
            builder.begin([], line)
        case "}" | "]":
            builder.end()
        case '"':
            builder.scalar(json.loads(token), line)
        case _:
            if token in _NO_NUMBERS:
                builder.problem(line, f"有“{token}”，应为数")
            builder.scalar(_WORDS.get(token, token), line)


def _refuse_what_is_no_json(text: str, name: str) -> None:
    """Raise ``InputError`` where Python's parser knows no such thing."""
    try:
        json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        found = shortened(text.split("\n")[error.lineno - 1].strip())
        what, advice = _why(error.msg)
        where = f"{name} 第{error.lineno}行"
        raise InputError.of(where, f"{what}，这一行是“{found}”", f"{advice}后重新生成") from error
    except RecursionError as error:
        raise InputError.of(name, f"套了{MAX_DEPTH}层以上", "请检查括号") from error


def _why(message: str) -> tuple[str, str]:
    """Return what is wrong and what to do."""
    for english, what, advice in _WHY:
        if message.startswith(english):
            return what, advice
    return "不合JSON格式", "请检查引号、逗号和括号（都用半角）"
