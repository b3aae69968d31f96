"""审核汇总表 of a run: every unit and what became of it, the worst first, and every finding."""

from __future__ import annotations

import json
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from juesuan_tables.batch._outcome import Outcome, State
from juesuan_tables.files import replacing
from juesuan_tables.findings import Severity
from juesuan_tables.writers.lists import ListColumn, Listing, Tone, lists

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from juesuan_tables.writers.lists import Value

SUMMARY = "审核汇总表"
SCHEMA = "juesuan-batch/1"
"""What the fields of 审核汇总表.json mean; it changes when they do."""
MOST_TOLD = 1_000_000
"""Rows of findings: Excel shows few more on a sheet."""
_NO_YEAR = 2000
_TONES = {State.FAILED: Tone.BAD, State.FAULTY: Tone.DOUBTFUL, State.DONE: Tone.GOOD}
_OF_STATES = {state.value: tone for state, tone in _TONES.items()}
_OF_SEVERITIES = {Severity.ERROR.chinese: Tone.BAD}
_UNITS = (
    ListColumn("状态", 9, _OF_STATES),
    ListColumn("单位", 26),
    ListColumn("输入文件", 26),
    ListColumn("年度", 7),
    ListColumn("错误", 7),
    ListColumn("提示", 7),
    ListColumn("无法核对", 7),
    ListColumn("首要的一条", 64),
    ListColumn("生成在（文件夹）", 24),
)
_FINDINGS = (
    ListColumn("单位", 24),
    ListColumn("输入文件", 22),
    ListColumn("状态", 9, _OF_STATES),
    ListColumn("严重程度", 10, _OF_SEVERITIES),
    ListColumn("内容", 84),
    ListColumn("规则", 24),
)


class Row(NamedTuple):
    """What is remembered of an outcome until all are there: by what it is sorted, and its input."""

    state: State
    errors: int
    advisories: int
    number: int
    path: str
    year: int
    told: int

    @classmethod
    def of(cls, number: int, outcome: Outcome) -> Row:
        """Return the row of the outcome of an input by its number."""
        errors, advisories = map(outcome.count, (Severity.ERROR, Severity.ADVISORY))
        told = len(outcome.findings) + len(outcome.notices) + len(outcome.problems)
        year = outcome.year or _NO_YEAR
        return cls(outcome.state, errors, advisories, number, outcome.path, year, told)


class Sums(NamedTuple):
    """How many inputs there are in each state."""

    of: dict[State, int]

    @classmethod
    def over(cls, states: Iterable[State]) -> Sums:
        """Count states."""
        of = dict.fromkeys((State.DONE, State.FAULTY, State.FAILED), 0)
        for state in states:
            of[state] += 1
        return cls(of)

    def __str__(self) -> str:
        """Return it as a person says it."""
        counts = "，".join(f"{state} {number} 个" for state, number in self.of.items())
        return f"共 {sum(self.of.values())} 个单位：{counts}"


def write_summary(
    out: Path, rows: Sequence[Row], outcomes: Callable[[Iterable[str]], Iterator[Outcome]]
) -> None:
    """Write 审核汇总表.xlsx and .json; ``outcomes`` yields those of inputs. Raise ``OutputError``."""
    states = [*State]
    rows = sorted(
        rows, key=lambda row: (states.index(row.state), -row.errors, -row.advisories, row.number)
    )
    paths = [row.path for row in rows]
    said = str(Sums.over(row.state for row in rows))
    with replacing(out / f"{SUMMARY}.json") as file:
        for line in _json(said, outcomes(paths)):
            file.write(line.encode(errors="backslashreplace"))
    with replacing(out / f"{SUMMARY}.xlsx") as file:
        file.write(_workbook(said, rows, lambda: outcomes(paths)))


def _json(said: str, outcomes: Iterator[Outcome]) -> Iterator[str]:
    """Yield the lines of a JSON object, a unit each."""
    yield f'{{"schema": "{SCHEMA}", "summary": {json.dumps(said, ensure_ascii=False)}, "units": ['
    before = "\n"
    for outcome in outcomes:
        counts = {each.value: outcome.count(each) for each in Severity}
        record = {"state": outcome.state, "counts": counts, **outcome.record()}
        del record["trace"]
        yield before + json.dumps(record, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _workbook(said: str, rows: Sequence[Row], outcomes: Callable[[], Iterator[Outcome]]) -> bytes:
    """Return the workbook: a sheet of units, and one of all that was found."""
    units = Listing(
        name=SUMMARY,
        title=SUMMARY,
        columns=_UNITS,
        rows=map(_unit, outcomes()),
        lines=(f"{said}。未生成的排在最前，其次是有错误的；每条的全文见“问题明细”。",),
    )
    told = sum(row.told for row in rows)
    cut = (f"共 {told} 条，这里只列前 {MOST_TOLD} 条。",) if told > MOST_TOLD else ()
    found = Listing(
        name="问题明细",
        title="问题明细",
        columns=_FINDINGS,
        rows=islice((row for outcome in outcomes() for row in _found(outcome)), MOST_TOLD),
        lines=cut,
    )
    made = date(max((row.year for row in rows), default=_NO_YEAR), 12, 31)
    return lists([units, found], title=SUMMARY, author="", made=made)


def _unit(outcome: Outcome) -> tuple[Value, ...]:
    """Return the row of a unit."""
    first = next(_lines(outcome), ("", "", ""))
    counts = (outcome.count(each) if outcome.files else None for each in Severity)
    named = (outcome.state.value, outcome.unit, outcome.path, outcome.year, *counts)
    return (*named, " ".join(first[:2]).strip(), outcome.folder)


def _found(outcome: Outcome) -> Iterator[tuple[Value, ...]]:
    """Yield a row for each thing that stood in the way or was found."""
    for line in _lines(outcome):
        yield (outcome.unit, outcome.path, outcome.state.value, *line)


def _lines(outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    """Yield severity, text and rule of all that is said of a unit, the worst first."""
    for severity, told in (
        (Severity.ERROR, outcome.problems),
        (Severity.ADVISORY, outcome.notices),
    ):
        if severity is Severity.ADVISORY:
            for finding in outcome.findings:
                yield finding.severity.chinese, finding.message, finding.rule
        for each in told:
            yield severity.chinese, f"{each.where}：{each.what}。{each.advice}。", ""
