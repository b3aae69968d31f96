"""The `juesuan` command: parse, call, print. All that it says is Chinese."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import click

from juesuan_tables import __version__
from juesuan_tables.cli._answers import explain, rules
from juesuan_tables.cli._app import print_all
from juesuan_tables.cli._build import build
from juesuan_tables.cli._check import check
from juesuan_tables.cli._chinese_click import ChineseGroup, complaint, example
from juesuan_tables.cli._editions import editions
from juesuan_tables.cli._inputs import convert, new, schema
from juesuan_tables.cli._review import review
from juesuan_tables.errors import JuesuanError, OutputError, system_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE, INTERRUPTED = 2, 130


@click.group(
    cls=ChineseGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="生成部门决算公开的全套报表和情况说明，并核对文字与数字。",
    epilog=example("juesuan build 某局2018.yaml -o 输出", "juesuan check 某局2018年度部门决算.pdf"),
)
@click.version_option(__version__, "--version", message="juesuan %(version)s", help="显示版本。")
def cli() -> None:
    """Hold the subcommands."""


for _command in (build, check, review, new, convert, explain, editions, rules, schema):
    cli.add_command(_command)


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
        print_all(map(str, error.problems), err=True)
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
