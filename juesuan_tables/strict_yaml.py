"""YAML as located text: no guessing, no aliases, no tags, no duplicate keys.

Every scalar stays the text that was typed (``010101`` is not 4161, ``否`` is not False), and
every key and item remembers its line. This is the only reader of YAML in the package.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from juesuan_tables.errors import InputError, Problem

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Trail: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 50_000_000
MAX_DEPTH = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Document:
    """The text of one file as plain lists and dicts, and the line of each of its places."""

    name: str
    tree: Tree = ""
    lines: dict[Trail, int] = field(default_factory=dict)

    def line(self, trail: Trail) -> int | None:
        """Return the line of a place, or of the nearest place around it that has one."""
        while trail and trail not in self.lines:
            trail = trail[:-1]
        return self.lines.get(trail)


def read(path: Path) -> Document:
    """Read a UTF-8 file; raise ``InputError`` naming file and line for whatever is wrong."""
    return parse(_text(path), path.name)


def _text(path: Path) -> str:
    """Return the file's text, or raise the error that an officer can act on."""
    name = path.name or str(path)
    if path.is_dir():
        raise InputError.of(name, "这是文件夹，应为一个文件", "请指定文件夹里的文件")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError.of(name, f"文件超过 {MAX_BYTES // 1_000_000} MB", "请拆分后重新生成")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError.of(name, "没有找到这个文件", "请检查文件名和所在文件夹") from error
    except OSError as error:
        reason = "没有权限读取" if isinstance(error, PermissionError) else "读不出来"
        raise InputError.of(name, f"文件{reason}", "请检查文件的权限后重试") from error
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
    """Turn YAML text into a ``Document``; all its problems come in one ``InputError``."""
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax_problem(error, text, name))
    except yaml.YAMLError as error:
        what = "有YAML不允许的字符（控制字符）"
        builder.problems.append(Problem(name, f"{what}：{_quoted(str(error).splitlines()[0])}"))
    if builder.problems:
        raise InputError(builder.problems)
    return builder.document


def _quoted(text: str) -> str:
    """Return what the parser said, shortened."""
    return f"“{text[:60]}”"


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    """Say where the text stops being YAML, and why where the reason is a common one."""
    mark = error.problem_mark or error.context_mark
    number = mark.line if mark else 0
    lines = text.splitlines() or [""]
    found = lines[min(number, len(lines) - 1)]
    where = f"{name} 第{number + 1}行"
    if "\t" in found:
        return Problem(where, "有制表符（Tab），缩进只能用空格", "请把制表符改为空格后重新生成")
    what = f"不合YAML格式，看到的是{_quoted(found.strip())}，应为“名称: 内容”或“- 一条记录”"
    return Problem(where, what, "请检查缩进、冒号和引号后重新生成")


class _Builder:
    """Builds the tree from parse events, without recursion and without expanding anything."""

    def __init__(self, name: str) -> None:
        self.document = Document(name)
        self.problems: list[Problem] = []
        self._open: list[list[Tree] | dict[str, Tree]] = []
        self._trail: list[str | int] = []
        self._key: list[str | None] = []

    def take(self, event: yaml.Event) -> None:
        """Add what one event brings."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        self._refuse(event, line)
        match event:
            case yaml.ScalarEvent():
                self._scalar(event.value, line)
            case yaml.MappingStartEvent():
                self._begin({}, line)
            case yaml.SequenceStartEvent():
                self._begin([], line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._end()
            case yaml.DocumentStartEvent() if self.document.lines:
                self._problem(line, "一个文件里有第二份内容（---）", "请只留一份")

    def _problem(self, line: int, what: str, advice: str = "请修改后重新生成") -> None:
        self.problems.append(Problem(f"{self.document.name} 第{line}行", what, advice))

    def _refuse(self, event: yaml.Event, line: int) -> None:
        """Note what YAML allows and a file of facts does not need."""
        if isinstance(event, yaml.AliasEvent):
            self._problem(line, f"用了别名 *{event.anchor}", "请直接写出内容")
            self._scalar("", line)
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            self._problem(line, f"用了锚点 &{event.anchor}", "请直接写出内容")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            self._problem(line, f"用了标签 {tag[:40]}", "请删去标签，只写内容")

    def _scalar(self, text: str, line: int) -> None:
        if self._open and isinstance(self._open[-1], dict) and self._key[-1] is None:
            if text in self._open[-1]:
                self._problem(line, f"“{text[:40]}”重复出现", "请合并为一项")
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

    def _begin(self, container: list[Tree] | dict[str, Tree], line: int) -> None:
        if len(self._open) >= MAX_DEPTH:
            where = f"{self.document.name} 第{line}行"
            raise InputError.of(where, f"套了{MAX_DEPTH}层以上", "请检查括号和缩进")
        if self._open and isinstance(self._open[-1], dict) and self._key[-1] is None:
            self._problem(line, "名称不是文字", "请检查括号和缩进")
        place = self._place(container, line)
        if place is not None:
            self._trail.append(place)
        self._open.append(container)
        self._key.append(None)

    def _end(self) -> None:
        self._open.pop()
        self._key.pop()
        if self._open:
            self._trail.pop()
