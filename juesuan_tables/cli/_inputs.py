"""`juesuan new`, `convert` and `schema`: from what an officer has to what `build` reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan_tables.cli._app import CONSOLIDATE, EDITION, PRIOR, print_all, print_notices
from juesuan_tables.cli._chinese_click import ChineseCommand, example
from juesuan_tables.cli._consolidate import read_department
from juesuan_tables.files import write_new
from juesuan_tables.inputs.loading import load_draft
from juesuan_tables.inputs.schema import schema as schema_of_inputs
from juesuan_tables.preparing import KINDS, WORKBOOK, converted, prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan_tables.inputs.draft import Draft


@click.command(
    cls=ChineseCommand,
    help=(
        "生成决算公开填报表（Excel）：已经有的数填好，要填的标黄。填好保存后，交给 juesuan build。"
    ),
    short_help="生成要填的 Excel 填报表。",
    epilog=example(
        "juesuan new 某局2025.xlsx -e mof-2022 --unit 某局",
        "juesuan new 某局2025.xlsx -e mof-2022 --from 财决.xls --prior 上年公开表.xlsx",
    ),
)
@click.argument("file", metavar="新填报表.xlsx")
@EDITION
@click.option("--unit", metavar="名称", help="单位名称，照公章。")
@click.option(
    "--from",
    "sources",
    metavar="文件",
    multiple=True,
    help="从哪里取数：财决报表、公开表、支出明细、旧填报表；财决报表一表一个文件的，可写多次。",
)
@PRIOR
def new(
    file: str, edition: str | None, unit: str | None, sources: Sequence[str], prior: Sequence[str]
) -> None:
    """Write the fill-in workbook."""
    target = _target(file, (WORKBOOK,))
    _write(target, prepared(sources, prior, edition, unit, called=target.stem), edition)


@click.command(
    cls=ChineseCommand,
    help=(
        "把财决报表、公开表、支出明细、填报表、YAML、JSON 互相转换。新文件以 .xlsx（填报表）、.yaml 或 "
        ".json 结尾；还缺的，在新文件里标明。"
    ),
    short_help="把各种输入互相转换。",
    epilog=example(
        "juesuan convert 财决.xls -o 某局2025.xlsx -e mof-2022",
        "juesuan convert 某局2025.xlsx -o 某局2025.yaml",
        "juesuan convert 本级.xlsx 图书馆.yaml --consolidate 市文化局 -o 市文化局2025.xlsx",
    ),
)
@click.argument("sources", metavar="来源文件…", nargs=-1, required=True)
@click.option("-o", "--out", metavar="新文件", required=True, help="转换成哪个文件，不覆盖已有的。")
@EDITION
@CONSOLIDATE
def convert(sources: Sequence[str], out: str, edition: str | None, department: str | None) -> None:
    """Write what the sources say as another kind of input."""
    target = _target(out, KINDS)
    if department is None:
        draft = load_draft(*sources)
    else:
        draft, _units = read_department(sources, department, (), edition)
    _write(target, draft, edition)


@click.command(
    cls=ChineseCommand,
    help="印出输入文件（YAML、JSON）的 JSON Schema，编辑器可以用它提示和检查。",
    short_help="印出输入文件的 JSON Schema。",
    epilog=example("juesuan schema > 决算公开.schema.json"),
)
def schema() -> None:
    """Print the schema of input files."""
    click.echo(json.dumps(schema_of_inputs(), ensure_ascii=False, indent=2))


def _target(name: str, kinds: Sequence[str]) -> Path:
    """Return the path of a new file of one of the kinds."""
    target = Path(name)
    if target.suffix.lower() not in kinds:
        raise click.UsageError(f"新文件“{name}”的名字应以 {'、'.join(kinds)} 结尾")
    return target


def _write(target: Path, draft: Draft, edition: str | None) -> None:
    """Write a draft, and say what is still missing: in the new workbook, or in the sources."""
    write_new(target, converted(draft, target, edition))
    click.echo(f"已生成 {target}")
    print_notices(draft)
    book = target.suffix.lower() == WORKBOOK
    if gaps := load_draft(target).gaps if book else draft.gaps:
        click.echo(
            f"黄色的格都要填，其中下面 {len(gaps)} 项不填，不能生成公开表："
            if book
            else f"还缺下面 {len(gaps)} 项，补上才能生成公开表："
        )
        print_all(f"待填 {gap.where}：{gap.what}。" for gap in gaps)
    if not (book or edition or draft.fields.get("edition")):
        click.echo("没有写明表样：请在新文件里填“表样”，或在生成时用 -e 指定。")
