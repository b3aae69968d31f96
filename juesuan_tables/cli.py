"""The `juesuan` command: parse, call, print. All that it says is Chinese."""

from __future__ import annotations

import io
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan_tables import __version__
from juesuan_tables._chinese_click import ChineseCommand, ChineseGroup, complaint, example
from juesuan_tables.checks import RULES, limits, load_settings
from juesuan_tables.editions import copy_edition, edition_ids, load_edition
from juesuan_tables.editions._described import described
from juesuan_tables.editions.compare import differences
from juesuan_tables.editions.official_list import load_catalogue
from juesuan_tables.errors import InputError, JuesuanError, OutputError, shortened, system_reason
from juesuan_tables.findings import Severity
from juesuan_tables.inputs import load_accounts
from juesuan_tables.publication import (
    FORMATS,
    MOST_OF_A_PATH,
    ZEROS,
    publish,
    safe_name,
    summary,
)
from juesuan_tables.report import build_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from juesuan_tables.model import Accounts
    from juesuan_tables.publication import Published
    from juesuan_tables.report import Report

USAGE, INTERRUPTED = 2, 130
WORST_FIRST = (4, 3, 2, 1, 0)
"""Exit codes; of several inputs the worst wins."""
SHOWN_AT_MOST = 50
"""Findings or problems printed at once; the rest are counted."""


_CATALOGUE = click.option(
    "--catalogue", metavar="文件", help="官方的科目目录（CSV：科目编码、科目名称）。"
)


class _Build(ChineseCommand):
    """Lets one --format be followed by several formats."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        spelled: list[str] = []
        for arg in args:
            if arg in FORMATS and spelled[-2:-1] == ["--format"] and spelled[-1] in FORMATS:
                spelled.append("--format")
            spelled.append(arg)
        return super().parse_args(ctx, spelled)


@click.group(
    cls=ChineseGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="生成部门决算公开的全套报表和情况说明，并核对文字与数字。",
    epilog=example("juesuan build 某局2018.yaml -o 输出"),
)
@click.version_option(__version__, "--version", message="juesuan %(version)s", help="显示版本。")
def cli() -> None:
    """Hold the subcommands."""


@cli.command(
    cls=_Build,
    help="读取每个输入文件（一个文件一个单位），生成公开表、情况说明和审核报告。",
    short_help="生成公开表、情况说明和审核报告。",
    epilog=example(
        "juesuan build 某局2018.yaml -o 输出",
        "juesuan build 甲局.yaml 乙局.yaml -o 输出 -e mof-2018 --format xlsx txt",
    ),
)
@click.argument("inputs", metavar="输入文件…", nargs=-1, required=True)
@click.option("-o", "--out", metavar="文件夹", required=True, help="生成到哪个文件夹。")
@click.option("-e", "--edition", metavar="表样", help="按哪个表样，不填则用输入文件里写的。")
@click.option(
    "--format",
    "formats",
    metavar="|".join(FORMATS),
    type=click.Choice(FORMATS),
    multiple=True,
    help="公开文件的格式，可写多个，不填则全部生成。",
)
@click.option("--templates", metavar="文件夹", help="自己的措辞模板，同名的代替自带的。")
@click.option(
    "--zero",
    metavar="|".join(ZEROS),
    type=click.Choice(ZEROS),
    help="表中没有数的金额怎样印：0.00 或 blank（空白），不填则按表样。",
)
@_CATALOGUE
@click.option("--rules", metavar="文件", help="审核设置：各条规则的严重程度和限额。")
@click.pass_context
def build(  # noqa: PLR0913, PLR0917 the options of the command
    ctx: click.Context,
    inputs: Sequence[str],
    out: str,
    edition: str | None,
    formats: Sequence[str],
    templates: str | None,
    zero: str | None,
    catalogue: str | None,
    rules: str | None,
) -> None:
    """Build every input; go on after a bad one."""
    codes = []
    folders: dict[str, str] = {}
    settings = load_settings(rules) if rules else None
    names = load_catalogue(catalogue) if catalogue else None
    reporting = partial(build_report, edition=edition, catalogue=names)
    publishing = partial(
        publish,
        out=Path(out),
        formats=formats or FORMATS,
        templates=templates,
        settings=settings,
        zero=zero,
    )
    for path in inputs:
        try:
            codes.append(_build_one(path, reporting, publishing, folders))
        except JuesuanError as error:
            click.echo(f"未生成 {shortened(path, MOST_OF_A_PATH)}", err=True)
            _print_all(map(str, error.problems), err=True)
            codes.append(error.exit_code)
    ctx.exit(next(code for code in WORST_FIRST if code in codes))


def _build_one(
    path: str,
    reporting: Callable[[Accounts], Report],
    publishing: Callable[..., Published],
    folders: dict[str, str],
) -> int:
    """Build one input and return its exit code; ``folders`` are those taken so far."""
    report = reporting(load_accounts(path))
    folder = safe_name(report.accounts.unit)
    if folder in folders:
        what = f"与 {folders[folder]} 是同一单位“{report.accounts.unit}”，会互相覆盖"
        raise InputError.of(path, what, "请分开生成到不同的文件夹")
    folders[folder] = path
    done = publishing(report, document=path)
    for file in done.files:
        click.echo(f"已生成 {file}")
    click.echo(f"审核结果：{summary(done.findings)}")
    _print_all(map(str, done.findings))
    return int(any(finding.severity is Severity.ERROR for finding in done.findings))


def _print_all(lines: Iterable[str], *, err: bool = False) -> None:
    """Print lines, fifty at the most, and say how many more there are."""
    for number, line in enumerate(lines := list(lines)):
        if number == SHOWN_AT_MOST:
            click.echo(f"……还有 {len(lines) - SHOWN_AT_MOST} 条没有显示。", err=err)
            break
        click.echo(line, err=err)


@cli.command(
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
@click.option("-e", "--edition", metavar="表样", help="按哪个表样，不填则用输入文件里写的。")
@_CATALOGUE
def explain(input_: str, figure: str, edition: str | None, catalogue: str | None) -> None:
    """Print how a figure came about."""
    names = load_catalogue(catalogue) if catalogue else None
    report = build_report(load_accounts(input_), edition, names)
    click.echo("\n".join(report.explain(figure)))


@cli.group(
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


@cli.command(
    cls=ChineseCommand,
    help="列出全部审核规则：编号、严重程度、内容、出处。",
    short_help="列出全部审核规则。",
    epilog=example("juesuan rules", "juesuan build 某局2018.yaml -o 输出 --rules 审核设置.yaml"),
)
def rules() -> None:
    """Print every rule, and the limits that --rules can set."""
    for rule in RULES:
        click.echo(f"{rule.severity.chinese} {rule.id}  {rule.name}（{rule.source}）")
    click.echo("\n限额：")
    for name, value in limits():
        click.echo(f"  {name}: {value}")


def main(args: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; never a traceback for the user's mistakes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a GBK console cannot print everything
    try:
        return int(cli.main(args, prog_name="juesuan", standalone_mode=False) or 0)
    except click.UsageError as error:
        click.echo(complaint(error), err=True)
        return USAGE
    except JuesuanError as error:
        _print_all(map(str, error.problems), err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断。", err=True)
        return INTERRUPTED
    except SystemExit:  # click's answer to a closed pipe, as in `juesuan editions | head`
        return OutputError.exit_code
    except OSError as error:
        click.echo(
            f"错误 屏幕输出：写不出去（{system_reason(error)}）。请检查输出的去处。", err=True
        )
        return OutputError.exit_code


if __name__ == "__main__":
    sys.exit(main())
