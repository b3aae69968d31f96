"""`juesuan editions`: what 表样 there are, what they ask for, how they differ."""

from __future__ import annotations

from pathlib import Path

import click

from juesuan_tables.cli._chinese_click import ChineseCommand, ChineseGroup, example
from juesuan_tables.editions import copy_edition, edition_ids, load_edition
from juesuan_tables.editions._described import described
from juesuan_tables.editions.compare import differences
from juesuan_tables.errors import shortened
from juesuan_tables.files import MOST_OF_A_PATH


@click.group(
    cls=ChineseGroup,
    invoke_without_command=True,
    help="列出自带的表样：年度、来源、核对情况。也可以比较两个表样，或者复制一个来改。",
    short_help="列出、比较、复制表样。",
    epilog=example("juesuan editions", "juesuan editions diff mof-2020 mof-2022"),
)
@click.pass_context
def editions(ctx: click.Context) -> None:
    """Print what is known of every edition, unless a subcommand does something else."""
    if ctx.invoked_subcommand:
        return
    for edition in map(load_edition, edition_ids()):
        click.echo(
            f"{edition.id}  {edition.authority}，{edition.from_year}年度起，{len(edition.forms)}张表"
        )
        every = len(edition.unverified) == len(edition.forms)
        titles = "各表" if every else "、".join(form.title for form in edition.unverified)
        click.echo(f"  未经官方文件核对：{titles}。" if titles else "  各表都经官方文件核对。")
    click.echo("来源、没有核对的地方和要填的数据，请看 juesuan editions show 表样。")


@editions.command(
    cls=ChineseCommand,
    help="说明一个表样：来源、各表、没有核对的地方、情况说明要填哪些数据和文字。",
    short_help="说明一个表样，要填些什么。",
    epilog=example("juesuan editions show shanghai-2024"),
)
@click.argument("edition", metavar="表样")
def show(edition: str) -> None:
    """Print all that is known of an edition."""
    click.echo("\n".join(described(load_edition(edition))))


@editions.command(
    cls=ChineseCommand,
    help="说明两个表样有哪些不同。表样写编号，或者自己的 .yaml 文件。",
    short_help="比较两个表样。",
    epilog=example(
        "juesuan editions diff mof-2020 mof-2022", "juesuan editions diff mof-2022 新表样.yaml"
    ),
)
@click.argument("old", metavar="原表样")
@click.argument("new", metavar="新表样")
def diff(old: str, new: str) -> None:
    """Print every difference, a line each."""
    pair = [load_edition(name) for name in (old, new)]
    found = differences(*pair)
    for line in found or ["两个表样印出来的内容相同。"]:
        click.echo(line)


@editions.command(
    cls=ChineseCommand,
    help="把自带的表样复制成一个文件，作为自己表样的底稿。不覆盖已有的文件。",
    short_help="复制一个表样来改。",
    epilog=example("juesuan editions copy mof-2022 新表样.yaml"),
)
@click.argument("edition", metavar="表样")
@click.argument("target", metavar="新文件")
def copy(edition: str, target: str) -> None:
    """Write the file of a shipped edition."""
    copy_edition(edition, Path(target))
    click.echo(f"已生成 {shortened(target, MOST_OF_A_PATH)}")
