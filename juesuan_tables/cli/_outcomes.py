"""What `juesuan build` says: of a few units everything, of many a line each, or a bar on a terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from juesuan_tables.batch import SUMMARY, Outcome, State, Sums
from juesuan_tables.cli._app import print_all, print_findings
from juesuan_tables.errors import shortened
from juesuan_tables.files import MOST_OF_A_PATH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEW = 10
"""Inputs of which everything is told, as of one."""
_BAR = 20


def told_all(outcomes: Iterable[Outcome], paths: Sequence[str], out: str) -> int:
    """Print what became of each input, as it becomes known, and return the exit code."""
    if len(paths) <= FEW:
        states, code = _told_one_by_one(outcomes, out)
    elif sys.stdout.isatty():
        states, code = _told_by_bar(outcomes, len(paths))
    else:
        states, code = _told_by_lines(outcomes)
    if len(paths) > 1:
        click.echo(f"{Sums.over(states)}。")
        for ending in (".xlsx", ".json"):
            click.echo(f"已生成 {Path(out) / f'{SUMMARY}{ending}'}")
    return code


def _told_one_by_one(outcomes: Iterable[Outcome], out: str) -> tuple[list[State], int]:
    states, code = [], 0
    for outcome in outcomes:
        _tell(outcome, Path(out))
        states.append(outcome.state)
        code = max(code, outcome.exit_code)
    return states, code


def _told_by_lines(outcomes: Iterable[Outcome]) -> tuple[list[State], int]:
    states, code = [], 0
    for outcome in outcomes:
        click.echo(f"{outcome}", err=outcome.state is State.FAILED)
        states.append(outcome.state)
        code = max(code, outcome.exit_code)
    return states, code


def _told_by_bar(outcomes: Iterable[Outcome], number: int) -> tuple[list[State], int]:
    """Show a bar with rate, remaining time and counts; then print what was not built."""
    states: list[State] = []
    failed: list[str] = []
    code, begun = 0, monotonic()
    with click.progressbar(
        length=number,
        label="生成",
        width=_BAR,
        show_pos=True,
        show_percent=False,
        item_show_func=lambda said: said,
        update_min_steps=1,
    ) as bar:
        for outcome in outcomes:
            states.append(outcome.state)
            code = max(code, outcome.exit_code)
            if outcome.problems:
                failed.append(f"{outcome}")
            rate = len(states) / max(monotonic() - begun, 0.001)
            counts = "，".join(f"{state} {n}" for state, n in Sums.over(states).of.items())
            bar.update(1, f"每秒 {rate:.1f} 个，{counts}")
    print_all(failed, err=True)
    return states, code


def _tell(outcome: Outcome, out: Path) -> None:
    """Print everything about one input: its files and findings, or what stood in the way."""
    if outcome.state is State.FAILED:
        click.echo(f"未生成 {shortened(outcome.path, MOST_OF_A_PATH)}", err=True)
        print_all(map(str, outcome.problems), err=True)
        return
    print_all(f"提示 {each.where}：{each.what}。{each.advice}。" for each in outcome.notices)
    if outcome.unchanged:
        click.echo(f"没有变化，沿用上次生成的 {out / outcome.folder}")
    else:
        for file in outcome.files:
            click.echo(f"已生成 {out / file.path}")
    print_findings(outcome.findings)
    print_all(map(str, outcome.problems), err=True)
