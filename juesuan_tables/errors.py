"""What this package raises when it could not do what was asked.

    JuesuanError
    ├── InputError         the facts cannot be read as they stand
    ├── EditionError       no such 表样, or one that is broken
    ├── FigureError        no such figure in this report
    ├── TemplateError      the wording cannot be rendered
    └── OutputError        the result cannot be written

Disagreement between figures is never raised: it is a ``Finding``.
"""

import errno
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with what we were given: where, what we saw, what to do.

    >>> print(Problem("坏.yaml 支出第3条“金额”", "填的是“一百”，应为数", "请修改后重新生成"))
    错误 坏.yaml 支出第3条“金额”：填的是“一百”，应为数。请修改后重新生成。
    """

    where: str
    what: str
    advice: str = "请修改后重新生成"

    def __str__(self) -> str:
        """Return the problem as one Chinese line."""
        return f"错误 {self.where}：{self.what}。{self.advice}。"


class JuesuanError(Exception):
    """Something asked for could not be done; ``problems`` says everything that stood in the way.

    ``exit_code`` is what the command returns for it.
    """

    exit_code = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in the order in which they should be read."""
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Problem, ...]]]:
        """Travel between processes with all problems."""
        return type(self), (self.problems,)

    @classmethod
    def of(cls, where: str, what: str, advice: str = "请修改后重新生成") -> Self:
        """Return the error of a single problem."""
        return cls([Problem(where, what, advice)])


def shortened(text: str, most: int = 40) -> str:
    """Return text that a message can repeat: one line, printable, not too long."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return shown if len(shown) <= most else f"{shown[:most]}…"


def system_reason(error: OSError | ValueError) -> str:
    """Return in Chinese why the system would not read or write a file."""
    number = error.errno if isinstance(error, OSError) else None
    if isinstance(error, PermissionError):
        number = errno.EACCES
    return _SYSTEM_REASONS.get(number, f"系统错误 {number}" if number else "路径不合规")


_SYSTEM_REASONS: dict[int | None, str] = {
    errno.EACCES: "没有权限，或文件正被其他程序打开",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.ENOENT: "没有找到",
    errno.ENOTDIR: "路径中有一段是文件，应为文件夹",
    errno.EEXIST: "路径中有一段是文件，应为文件夹",
    errno.EISDIR: "是文件夹，应为文件",
    errno.ENAMETOOLONG: "路径太长",
}


class InputError(JuesuanError):
    """The facts cannot be read as they stand."""


class EditionError(JuesuanError):
    """No such 表样, or one that is broken."""

    exit_code = 2


class FigureError(JuesuanError):
    """No such figure in this report."""

    exit_code = 2


class TemplateError(JuesuanError):
    """The wording cannot be rendered."""


class OutputError(JuesuanError):
    """The result cannot be written; each file is whole, old or new."""

    exit_code = 4
