"""click in Chinese: its help and its complaints. click itself speaks English only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from juesuan_tables.grid import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDEST_TERM = 30
"""Columns beyond which an option's help begins on a line of its own."""
SHORT_HELP = 80


class _Formatter(click.HelpFormatter):
    """Headings with a full-width colon, and lists aligned by what Chinese takes on screen."""

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{heading}：\n")

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = WIDEST_TERM,
        col_spacing: int = 2,
    ) -> None:
        """Write terms and their explanations, a line each."""
        rows = list(rows)
        widest = min(max(display_width(term) for term, _ in rows), col_max)
        for term, text in rows:
            gap = " " * max(widest + col_spacing - display_width(term), col_spacing)
            self.write(f"{' ' * self.current_indent}{term}{gap}{text}".rstrip() + "\n")


class _Context(click.Context):
    formatter_class = _Formatter


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    context_class = _Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; a complaint knows which command it is about."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write 用法."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[选项]")
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = (each for each in self.get_params(ctx) if isinstance(each, click.Option))
        records = (option.get_help_record(ctx) for option in options)
        with formatter.section("选项"):
            formatter.write_dl(
                [
                    (term, text.replace("  [required]", "（必填）"))
                    for term, text in filter(None, records)
                ]
            )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return -h, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本帮助。"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """The same for the command that holds the others."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        ChineseCommand.format_options(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl(
                [(n, c.get_short_help_str(SHORT_HELP)) for n, c in self.commands.items()]
            )

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what stands behind the command's name."""
        command = "[命令 …]" if self.invoke_without_command else "命令 …"
        return [*click.Command.collect_usage_pieces(self, ctx), command]


class Number(click.ParamType[int]):
    """A whole number from one upwards, or within the limits that are given."""

    name = "number"

    def __init__(self, least: int = 1, most: int | None = None) -> None:
        """Take the limits, both of which may be written."""
        self._least, self._most = least, most

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the number that was written."""
        if isinstance(value, int):
            return value
        written = re.fullmatch(r"[1-9]\d{0,8}", str(value), re.ASCII)
        number = int(written[0]) if written else 0
        if number < self._least or (self._most and number > self._most):
            limits = (
                f"{self._least} 至 {self._most} 的" if self._most else f"{self._least} 或更大的"
            )
            what = f"{_called(param)} 写的是“{value}”，应为 {limits}整数"
            raise click.UsageError(what, ctx)
        return number


def example(*lines: str) -> str:
    """Return the end of a help text."""
    return "\b\n示例：\n" + "\n".join(f"  {line}" for line in lines)


def complaint(error: click.UsageError) -> str:
    """Say in Chinese what is wrong with a command line."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    command = error.ctx.command_path if error.ctx else "juesuan"
    return f"错误 {_what(error)}。请用 {command} -h 查看用法。"


def _what(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项"
        case click.exceptions.NoSuchCommand():
            return f"没有“{error.command_name}”这个命令"
        case click.MissingParameter():
            return f"缺少{_called(error.param)}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面应有内容"
        case click.BadParameter(param=click.Parameter(type=click.Choice() as choice)):
            found = re.match(r"'(.*?)'", error.message)
            choices = "、".join(map(str, choice.choices))
            return f"{_called(error.param)} 写的是“{found[1] if found else ''}”，应为：{choices}"
        case _:
            extra = re.search(r"unexpected extra arguments? \((.*)\)", error.message)
            return f"多写了“{extra[1]}”" if extra else f"命令写法有误（{error.format_message()}）"


def _called(parameter: click.Parameter | None) -> str:
    """Return what the user calls a parameter."""
    if isinstance(parameter, click.Option):
        return f"选项 {'/'.join(parameter.opts)}"
    return f"{parameter.metavar if parameter else '参数'}"
