"""Outcome: what became of one input, as plain data that travels and is kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan_tables.errors import JuesuanError, Problem, shortened
from juesuan_tables.files import MOST_OF_A_PATH
from juesuan_tables.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class State(StrEnum):
    """What became of an input, the worst first."""

    FAILED = "未生成"
    FAULTY = "有问题"
    DONE = "已生成"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written: where, how many bytes, and their SHA-256 in hexadecimal digits."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one input; it can be pickled and is small, whatever the publication is.

    ``path`` is the input as it was given. ``state`` is 已生成, 有问题 (written, and an error was found)
    or 未生成. ``findings`` are those of 审核报告 without the figures that explain them, ``notices`` what
    was noticed on reading. ``problems`` are what stood in the way, and ``exit_code`` what the command
    returns for it. ``trace`` is for us, where the program itself failed; ``unchanged`` says that it was
    all there already, ``seconds`` how long it took this time.
    """

    path: str
    unit: str = ""
    year: int | None = None
    folder: str = ""
    findings: tuple[Finding, ...] = ()
    notices: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: tuple[WrittenFile, ...] = ()
    exit_code: int = 0
    trace: str = field(default="", repr=False)
    unchanged: bool = field(default=False, compare=False)
    seconds: float = field(default=0.0, compare=False)

    @classmethod
    def failed(cls, path: str, error: JuesuanError, **known: Any) -> Outcome:  # noqa: ANN401
        """Return the outcome of an input that could not be built."""
        return cls(path=path, problems=error.problems, exit_code=error.exit_code, **known)

    @property
    def state(self) -> State:
        """Return 已生成, 有问题 or 未生成."""
        if not self.files:
            return State.FAILED
        return State.FAULTY if self.count(Severity.ERROR) else State.DONE

    def count(self, severity: Severity) -> int:
        """Return how many findings there are of a severity; what was noticed counts as 提示."""
        noticed = len(self.notices) if severity is Severity.ADVISORY else 0
        return noticed + sum(each.severity is severity for each in self.findings)

    def __str__(self) -> str:
        """Return what became of it as one Chinese line."""
        path = shortened(self.path, MOST_OF_A_PATH)
        if self.state is State.FAILED:
            return f"{self.state} {path}：{_told(self.problems, self.path)}"
        counts = "，".join(f"{each.chinese} {self.count(each)} 条" for each in Severity)
        again = "（没有变化，沿用上次生成的）" if self.unchanged else ""
        besides = f"。{_told(self.problems, self.path)}" if self.problems else ""
        return f"{self.state} {shortened(self.unit)}（{path}）：{counts}{again}{besides}"

    def record(self) -> dict[str, object]:
        """Return the outcome as plain data; ``from_record`` makes it anew."""
        plain: dict[str, object] = {each: getattr(self, each) for each in _PLAIN}
        plain["findings"] = [each.record() for each in self.findings]
        for name in ("notices", "problems"):
            plain[name] = [[each.where, each.what, each.advice] for each in getattr(self, name)]
        plain["files"] = [[each.path, each.size, each.sha256] for each in self.files]
        return plain

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Outcome:
        """Return the outcome of a record; raise ``KeyError``, ``TypeError`` or ``ValueError``."""
        found = (
            Finding(**{**each, "severity": Severity(each["severity"])})
            for each in record["findings"]
        )
        plain = {each: record[each] for each in _PLAIN}
        files = tuple(WrittenFile(*each) for each in record["files"])
        sound = all(isinstance(plain[each], kind) for each, kind in _PLAIN.items())
        if not (sound and all(isinstance(each.path, str) for each in files)):
            raise TypeError(plain)
        return cls(
            **plain,
            findings=tuple(found),
            notices=tuple(Problem(*each) for each in record["notices"]),
            problems=tuple(Problem(*each) for each in record["problems"]),
            files=files,
        )


_PLAIN = {
    "path": str,
    "unit": str,
    "year": int | None,
    "folder": str,
    "exit_code": int,
    "trace": str,
}
"""Fields that a record holds as they are, and what each of them may be."""


def light(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings without the figures that they are about, and all that those were added up from."""
    return tuple(replace(each, figures=(), against=(), span=None) for each in findings)


def _told(problems: tuple[Problem, ...], path: str) -> str:
    """Return the first problem of an input, and how many more there are; its name is said before."""
    first = problems[0]
    where = "" if first.where in {path, Path(path).name} else f"{first.where}："
    more = f"（另有 {len(problems) - 1} 处）" if problems[1:] else ""
    return f"{where}{first.what}。{first.advice}。{more}"


def unwritten(outcome: Outcome, error: JuesuanError) -> Outcome:
    """Return the outcome of what was made but could not be kept."""
    return Outcome.failed(
        outcome.path, error, unit=outcome.unit, year=outcome.year, seconds=outcome.seconds
    )
