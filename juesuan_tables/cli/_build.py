"""`juesuan build`: inputs → publications."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan_tables.audits import load_settings
from juesuan_tables.cli._app import (
    CATALOGUE,
    CONSOLIDATE,
    EDITION,
    PRIOR,
    print_all,
    print_notices,
    told,
)
from juesuan_tables.cli._chinese_click import ChineseCommand, example
from juesuan_tables.cli._consolidate import build_department
from juesuan_tables.editions.official_list import load_catalogue
from juesuan_tables.errors import InputError, JuesuanError, shortened
from juesuan_tables.files import MOST_OF_A_PATH, safe_name
from juesuan_tables.findings import Severity
from juesuan_tables.inputs.loading import load_draft
from juesuan_tables.preparing import with_last_year
from juesuan_tables.printing import Printing
from juesuan_tables.publication import (
    DEFAULT_FORMATS,
    FORMATS,
    ZEROS,
    publish,
)
from juesuan_tables.report import build_report
from juesuan_tables.reviews import summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from juesuan_tables.publication import Published
    from juesuan_tables.report import Report


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
    help="读取每个输入文件（一个文件一个单位），生成公开表、决算公开文本（Word、网页等）和审核报告。",
    short_help="生成公开表、决算公开文本和审核报告。",
    epilog=example(
        "juesuan build 某局2018.yaml -o 输出",
        "juesuan build 甲局.yaml 乙局.yaml -o 输出 -e mof-2018 --format xlsx txt",
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
@click.pass_context
def build(  # noqa: PLR0913, PLR0917 the options of the command
    ctx: click.Context,
    inputs: Sequence[str],
    out: str,
    edition: str | None,
    prior: Sequence[str],
    formats: Sequence[str],
    charts: bool,  # noqa: FBT001 an option
    templates: str | None,
    zero: str | None,
    catalogue: str | None,
    department: str | None,
    rules: str | None,
) -> None:
    """Build every input; go on after a bad one."""
    codes, printing, folders = [], Printing(), dict[str, str]()
    names = load_catalogue(catalogue) if catalogue else None
    reporting = partial(build_report, edition=edition, catalogue=names)
    publishing = partial(
        publish,
        out=Path(out),
        formats=formats or DEFAULT_FORMATS,
        templates=templates,
        settings=load_settings(rules) if rules else None,
        zero=zero,
        charts=charts,
        printing=printing,
    )
    if department is not None:
        codes.append(build_department(inputs, department, prior, edition, reporting, publishing))
    for path in inputs if department is None else ():
        try:
            draft = with_last_year(load_draft(path), prior, edition)
            report = reporting(draft.accounts())
            print_notices(draft)
            codes.append(_build_one(path, report, publishing, folders))
        except JuesuanError as error:
            click.echo(f"未生成 {shortened(path, MOST_OF_A_PATH)}", err=True)
            codes.append(told(error))
    ctx.exit(max([*codes, _print_pdfs(printing)]))


def _print_pdfs(printing: Printing) -> int:
    """Print the PDFs of all inputs at once and return the exit code."""
    try:
        for file in printing.finish():
            click.echo(f"已生成 {file}")
    except JuesuanError as error:
        return told(error)
    return 0


def _build_one(
    path: str, report: Report, publishing: Callable[..., Published], folders: dict[str, str]
) -> int:
    """Build one input and return its exit code; ``folders`` are those taken so far."""
    folder = safe_name(report.accounts.unit)
    if folder in folders:
        what = f"与 {folders[folder]} 是同一单位“{report.accounts.unit}”，会互相覆盖"
        raise InputError.of(path, what, "请分开生成到不同的文件夹")
    folders[folder] = path
    done = publishing(report, document=path)
    for file in done.files:
        click.echo(f"已生成 {file}")
    click.echo(f"审核结果：{summary(done.findings)}")
    print_all(map(str, done.findings))
    return int(any(finding.severity is Severity.ERROR for finding in done.findings))
