"""YAML as located text: no guessing, no aliases, no tags, no duplicate keys.

Every scalar stays the text that was typed (``010101`` is not 4161, ``否`` is not False), and
every key and item remembers its line. This is the only reader of YAML in the package;
``strict_json`` builds the same documents.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

import yaml

from juesuan_tables.errors import InputError, Problem, shortened, system_reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Trail: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 50_000_000
MAX_DEPTH = 20
_YAML_TAG = "tag:yaml.org,2002:"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"
_NOT_YAML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Document:
    """The text of one file as plain lists and dicts, and the line of each of its places.

    ``problems`` is what YAML allows and a file of facts does not need; whoever reads the
    document adds to them and raises them all together.
    """

    name: str
    tree: Tree = ""
    lines: dict[Trail, int] = field(default_factory=dict)
    problems: dict[Trail, list[Problem]] = field(default_factory=dict)

    def complain(self, trail: Trail, problem: Problem) -> None:
        """Add a problem of one place."""
        self.problems.setdefault(trail, []).append(problem)

    def raise_problems(self) -> None:
        """Raise ``InputError`` with all problems, in the order of their places, if there are any."""
        if self.problems:
            order = {trail: number for number, trail in enumerate(self.lines)}
            places = sorted(self.problems, key=lambda trail: order[self._known(trail)])
            raise InputError(problem for place in places for problem in self.problems[place])

    def line(self, trail: Trail) -> int | None:
        """Return the line of a place, or of the nearest place around it that has one."""
        return self.lines.get(self._known(trail))

    def at(self, trail: Trail) -> Tree | None:
        """Return what was typed at a place, or None where there is no such place."""
        value: Tree | None = self.tree
        for step in trail:
            if isinstance(value, dict):
                value = value.get(str(step))
            elif isinstance(value, list) and isinstance(step, int):
                value = value[step]
            else:
                return None
        return value

    def _known(self, trail: Trail) -> Trail:
        while trail and trail not in self.lines:
            trail = trail[:-1]
        return trail


def read(path: Path) -> Document:
    """Read a UTF-8 file; raise ``InputError`` where it is no text or no YAML."""
    return parse(text_of(path), shortened(path.name, most=300))


def content_of(path: Path) -> bytes:
    """Return what is in a file, or raise the error that an officer can act on."""
    with opened(path, MAX_BYTES) as file:
        return file.read()


@contextmanager
def opened(path: Path, most: int) -> Iterator[BinaryIO]:
    """Open a file of at most so many bytes, or raise the error that an officer can act on."""
    name = shortened(path.name or str(path))
    try:
        if path.is_dir():
            raise InputError.of(name, "这是文件夹，应为一个文件", "请指定文件夹里的文件")
        if path.stat().st_size > most:
            raise InputError.of(name, f"文件超过 {most // 1_000_000} MB", "请拆分后重新生成")
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise InputError.of(name, "没有找到这个文件", "请检查文件名和所在文件夹") from error
    except (OSError, ValueError) as error:
        what = f"文件读不出来（{system_reason(error)}）"
        raise InputError.of(name, what, "请检查文件名和权限后重试") from error


def text_of(path: Path) -> str:
    """Return the file's text; raise ``InputError`` where it is none, or not in UTF-8."""
    name = shortened(path.name or str(path))
    content = content_of(path)
    if content.startswith(_ZIP):
        what = "这是Excel或Word一类的文件，应为文本文件"
        raise InputError.of(name, what, "请用记事本新建，按YAML格式填写")
    if content.startswith(_UTF_16):
        what = "是UTF-16编码（Unicode），应为UTF-8"
        raise InputError.of(name, what, "请用记事本打开，另存为并选择编码UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError.of(
            f"{name} 第{line}行",
            "不是UTF-8编码（可能是GBK），应为UTF-8",
            "请用记事本打开，另存为并选择编码UTF-8",
        ) from error


def parse(text: str, name: str) -> Document:
    """Turn YAML text into a ``Document``; raise ``InputError`` where it is no YAML."""
    if unreadable := _NOT_YAML.search(text):
        line = text.count("\n", 0, unreadable.start()) + 1
        what = f"里面有看不见的字符 U+{ord(unreadable[0]):04X}"
        raise InputError.of(f"{name} 第{line}行", what, "请删去后重新输入")
    builder = _Events(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise InputError([_syntax_problem(error, text, name)]) from error
    return builder.document


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    """Say where the text stops being YAML, and why where the reason is a common one."""
    lines = text.splitlines() or [""]
    context = error.context or ""
    begun_earlier = "simple key" in context or "quoted" in context or "flow" in context
    mark = (begun_earlier and error.context_mark) or error.problem_mark or error.context_mark
    number = min(mark.line if mark else 0, len(lines) - 1)
    if "escape" in (error.problem or ""):
        context = "escape"
    what, advice, number = _why(context, lines, number)
    return Problem(f"{name} 第{number + 1}行", what, f"{advice}后重新生成")


def _why(context: str, lines: list[str], number: int) -> tuple[str, str, int]:
    """Return what is wrong, what to do, and the line where it is."""
    found = shortened(lines[number].strip())
    if context == "escape":
        return f"双引号里的反斜杠“\\”写法不对，这一行是“{found}”", "请删去反斜杠", number
    if "quoted" in context:
        return f"引号没有配对，这一行是“{found}”", "请补上另一个引号", number
    if "flow" in context:
        what = f"括号没有配对，或者两项之间缺少逗号，这一行是“{found}”"
        return what, "请检查括号和逗号（都用半角）", number
    for line in (number, number - 1):
        if line >= 0 and (mistake := _mistake(lines[line])):
            return f"{mistake}，这一行是“{shortened(lines[line].strip())}”", "请修改", line
    what = f"不合YAML格式，这一行是“{found}”，应为“名称: 内容”或“- 一条记录”"
    return what, "请检查缩进、冒号和引号", number


def _mistake(line: str) -> str | None:
    """Return how a line gets its indentation or its colon wrong, if it does."""
    if "\t" in line:
        return "有制表符（Tab），缩进只能用空格"
    if line.lstrip(" ").startswith("\u3000"):
        return "缩进用了全角空格，应为半角空格"
    if ": " in line or line.rstrip().endswith(":") or not line.strip(" -"):
        return None
    if "：" in line:
        return "冒号是全角的“：”，应为半角的“:”，后面空一格"
    return "冒号后面没有空格，应空一格" if ":" in line else "缺少冒号，应为“名称: 内容”"


class Builder:
    """Builds a document from its scalars and containers as they come, without recursion."""

    def __init__(self, name: str) -> None:
        """Begin the document of a file."""
        self.document = Document(name)
        self._open: list[list[Tree] | dict[str, Tree]] = []
        self._trail: list[str | int] = []
        self._key: list[str | None] = []

    def scalar(self, text: str, line: int) -> None:
        """Add a text: a key where the open mapping waits for one, else a value."""
        if self._open and isinstance(self._open[-1], dict) and self._key[-1] is None:
            if text in self._open[-1]:
                self.problem(line, f"“{shortened(text)}”重复出现", "请合并为一项")
            self._key[-1] = text
            self.document.lines[(*self._trail, text)] = line
        else:
            self._place(text, line)

    def _place(self, value: Tree, line: int) -> str | int | None:
        """Put a value where the open container expects it; return its key or position there."""
        place: str | int | None = None
        if not self._open:
            self.document.tree = value
        elif isinstance(container := self._open[-1], list):
            place = len(container)
            container.append(value)
        else:
            place = self._key[-1] or ""
            container[place] = value
            self._key[-1] = None
        trail = self._trail if place is None else [*self._trail, place]
        self.document.lines[tuple(trail)] = line
        return place

    def begin(self, container: list[Tree] | dict[str, Tree], line: int) -> None:
        """Add a list or mapping and open it."""
        if len(self._open) >= MAX_DEPTH:
            where = f"{self.document.name} 第{line}行"
            raise InputError.of(where, f"套了{MAX_DEPTH}层以上", "请检查括号和缩进")
        if self._open and isinstance(self._open[-1], dict) and self._key[-1] is None:
            self.problem(line, "名称不是文字", "请检查括号和缩进")
        place = self._place(container, line)
        if place is not None:
            self._trail.append(place)
        self._open.append(container)
        self._key.append(None)

    def end(self) -> None:
        """Close the list or mapping that was opened last."""
        self._open.pop()
        self._key.pop()
        if self._open:
            self._trail.pop()

    def problem(self, line: int, what: str, advice: str = "请修改后重新生成") -> None:
        """Add what is wrong at the place that has been reached."""
        problem = Problem(f"{self.document.name} 第{line}行", what, advice)
        self.document.complain(tuple(self._trail), problem)


class _Events(Builder):
    """Builds the document of YAML's events, and expands nothing."""

    def take(self, event: yaml.Event) -> None:
        """Add what one event brings."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        self._refuse(event, line)
        match event:
            case yaml.ScalarEvent():
                self.scalar(event.value, line)
            case yaml.MappingStartEvent():
                self.begin({}, line)
            case yaml.SequenceStartEvent():
                self.begin([], line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.end()
            case yaml.DocumentStartEvent() if self.document.lines:
                self.problem(line, "一个文件里有第二份内容（---）", "请只留一份")

    def _refuse(self, event: yaml.Event, line: int) -> None:
        """Note what YAML allows and a file of facts does not need."""
        if isinstance(event, yaml.AliasEvent):
            self.problem(line, f"用了别名 *{shortened(event.anchor or '')}", "请直接写出内容")
            self.scalar("", line)
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            self.problem(line, f"用了锚点 &{shortened(event.anchor or '')}", "请直接写出内容")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            short = shortened(tag.replace(_YAML_TAG, "!!"))
            self.problem(line, f"用了标签 {short}", "请删去标签，只写内容")
