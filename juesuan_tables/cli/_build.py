"""`juesuan build`: inputs → publications."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from juesuan_tables.audits import load_settings
from juesuan_tables.batch import SECONDS, build_many, distinct
from juesuan_tables.cli._app import CATALOGUE, CONSOLIDATE, EDITION, PRIOR
from juesuan_tables.cli._chinese_click import ChineseCommand, Number, example
from juesuan_tables.cli._consolidate import build_department
from juesuan_tables.cli._dask import dask_workers
from juesuan_tables.cli._expanded import expanded
from juesuan_tables.cli._outcomes import told_all
from juesuan_tables.editions.official_list import load_catalogue
from juesuan_tables.publication import DEFAULT_FORMATS, FORMATS, ZEROS, publish
from juesuan_tables.report import build_report

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Build(ChineseCommand):
    """Lets one --format be followed by several formats."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        spelled: list[str] = []
        for arg in args:
            if arg in FORMATS and spelled[-2:-1] == ["--format"] and spelled[-1] in FORMATS:
                spelled.append("--format")
            spelled.append(arg)
        return super().parse_args(ctx, spelled)


@click.command(
    cls=_Build,
    help=(
        "读取每个输入文件（一个文件一个单位），生成公开表、决算公开文本（Word、网页等）和审核报告。"
        "输入也可以写文件夹，或者“文件夹/*.xlsx”；不止一个单位的，另有审核汇总表，再次运行时没有变化的不重做。"
    ),
    short_help="生成公开表、决算公开文本和审核报告。",
    epilog=example(
        "juesuan build 某局2018.yaml -o 输出",
        "juesuan build 甲局.yaml 乙局.yaml -o 输出 -e mof-2018 --format xlsx txt",
        "juesuan build 填报表/*.xlsx -o 输出 -j 4",
        "juesuan build 本级.xlsx 图书馆.yaml --consolidate 市文化局 -o 输出",
    ),
)
@click.argument("inputs", metavar="输入文件…", nargs=-1, required=True)
@click.option("-o", "--out", metavar="文件夹", required=True, help="生成到哪个文件夹。")
@EDITION
@PRIOR
@click.option(
    "--format",
    "formats",
    metavar="|".join(FORMATS),
    type=click.Choice(FORMATS),
    multiple=True,
    help="公开文件的格式，可写多个，不填则全部生成（pdf 除外）。",
)
@click.option("--with-charts", "charts", is_flag=True, help="公开表里另加一张“图表”工作表。")
@click.option("--reference", is_flag=True, help="公开表用逐格书写的方式生成：较慢，内容完全相同。")
@click.option("--templates", metavar="文件夹", help="自己的措辞和网页模板，同名的代替自带的。")
@click.option(
    "--zero",
    metavar="|".join(ZEROS),
    type=click.Choice(ZEROS),
    help="表中没有数的金额怎样印：0.00 或 blank（空白），不填则按表样。",
)
@CATALOGUE
@CONSOLIDATE
@click.option("--rules", metavar="文件", help="审核设置：各条规则的严重程度和限额。")
@click.option(
    "-j", "--jobs", metavar="个数", type=Number(), help="用几个进程同时生成，不填则按单位的多少。"
)
@click.option(
    "--timeout",
    metavar="秒",
    type=Number(),
    default=int(SECONDS),
    help=f"用几个进程时，一个单位最多算多久，超过的不生成；不填为 {SECONDS:.0f} 秒。",
)
@click.option("--dask", metavar="地址", help="交给已有的 Dask 集群生成，例如 tcp://10.0.0.1:8786。")
@click.pass_context
def build(  # noqa: PLR0913, PLR0917 the options of the command
    ctx: click.Context,
    /,
    inputs: Sequence[str],
    out: str,
    edition: str | None,
    prior: Sequence[str],
    catalogue: str | None,
    department: str | None,
    rules: str | None,
    jobs: int | None,
    timeout: int,
    dask: str | None,
    **wished: Any,  # noqa: ANN401 options that publishing knows by the same names
) -> None:
    """Build every input; go on after a bad one."""
    paths = [*expanded(inputs, filter(None, (edition, *prior, catalogue, rules)))]
    names = load_catalogue(catalogue) if catalogue else None
    wished["settings"] = load_settings(rules) if rules else None
    wished["formats"] = wished["formats"] or DEFAULT_FORMATS
    if department is not None:
        reporting = partial(build_report, edition=edition, catalogue=names)
        publishing = partial(publish, out=out, **wished)
        ctx.exit(build_department(paths, department, prior, edition, reporting, publishing))
    paths = distinct(paths)
    building = partial(build_many, paths, out, edition=edition, prior=prior, catalogue=names)
    with ExitStack() as stack:
        executor, workers = stack.enter_context(dask_workers(dask)) if dask else (None, jobs)
        outcomes = building(executor=executor, workers=workers, seconds=timeout, **wished)
        ctx.exit(told_all(outcomes, paths, out))
