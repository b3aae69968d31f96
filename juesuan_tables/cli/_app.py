"""What several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from juesuan_tables.reviews import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from juesuan_tables.errors import JuesuanError
    from juesuan_tables.findings import Finding
    from juesuan_tables.inputs.draft import Draft

SHOWN_AT_MOST = 50
"""Findings or problems printed at once; the rest are counted."""

CATALOGUE = click.option(
    "--catalogue", metavar="文件", help="官方的科目目录（CSV：科目编码、科目名称）。"
)
EDITION = click.option(
    "-e", "--edition", metavar="表样", help="按哪个表样，不填则用输入文件里写的。"
)

CONSOLIDATE = click.option(
    "--consolidate",
    "department",
    metavar="部门名称",
    help="这些文件是这个部门各单位的（可以有差额表、调整表、汇总表）：合并成部门的决算。",
)

PRIOR = click.option(
    "--prior",
    metavar="文件",
    multiple=True,
    help="上年公开的决算（Excel、Word、PDF），或上年的填报表；表和说明分开的，可写多次。",
)


def print_notices(draft: Draft, *, err: bool = False) -> None:
    """Print what somebody should look at in what was read."""
    lines = (f"提示 {each.where}：{each.what}。{each.advice}。" for each in draft.notices)
    print_all(lines, err=err)


def told(error: JuesuanError) -> int:
    """Print what stood in the way and return the exit code."""
    print_all(map(str, error.problems), err=True)
    return error.exit_code


def print_findings(findings: Sequence[Finding]) -> None:
    """Print how many findings there are of each severity, and then the findings."""
    click.echo(f"审核结果：{summary(findings)}")
    print_all(map(str, findings))


def print_all(lines: Iterable[str], *, err: bool = False, most: int = SHOWN_AT_MOST) -> None:
    """Print lines, fifty at the most, and say how many more there are."""
    for number, line in enumerate(lines := list(lines)):
        if number == most:
            click.echo(f"……还有 {len(lines) - most} 条没有显示。", err=err)
            break
        click.echo(line, err=err)
