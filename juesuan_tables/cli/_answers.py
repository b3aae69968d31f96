"""`juesuan explain` and `juesuan rules`: what is behind a figure, and what is checked."""

from __future__ import annotations

import click

from juesuan_tables import reviewing
from juesuan_tables.audits import RULES
from juesuan_tables.checks import limits
from juesuan_tables.cli._app import CATALOGUE, EDITION
from juesuan_tables.cli._chinese_click import ChineseCommand, example
from juesuan_tables.editions.official_list import load_catalogue
from juesuan_tables.preparing import load_accounts
from juesuan_tables.report import build_report


@click.command(
    cls=ChineseCommand,
    help="说明一个指标是怎样由输入的记录加总而来的。指标写作“表.行.列”。",
    short_help="说明一个指标的来历。",
    epilog=example(
        "juesuan explain 某局2018.yaml 支出决算表.合计.基本支出",
        "juesuan explain 某局2018.yaml expenditure.2010301.total",
    ),
)
@click.argument("input_", metavar="输入文件")
@click.argument("figure", metavar="指标")
@EDITION
@CATALOGUE
def explain(input_: str, figure: str, edition: str | None, catalogue: str | None) -> None:
    """Print how a figure came about."""
    names = load_catalogue(catalogue) if catalogue else None
    report = build_report(load_accounts(input_), edition, names)
    click.echo("\n".join(report.explain(figure)))


@click.command(
    cls=ChineseCommand,
    help="列出全部审核规则：严重程度、审核方面、编号、内容、出处。",
    short_help="列出全部审核规则。",
    epilog=example("juesuan rules", "juesuan build 某局2018.yaml -o 输出 --rules 审核设置.yaml"),
)
def rules() -> None:
    """Print every rule, and the limits that --rules can set."""
    for rule in (*RULES, *reviewing.RULES):
        kind = f"{rule.severity.chinese} {rule.dimension or ''}"
        click.echo(f"{kind} {rule.id}  {rule.name}（{rule.source}）")
    click.echo("\n限额：")
    for name, value in limits():
        click.echo(f"  {name}: {value}")
