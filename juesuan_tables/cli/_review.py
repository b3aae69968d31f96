"""`juesuan review`: a bureau's folder of publications → who published, when, and what is wrong."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan_tables import reviewing
from juesuan_tables.audits import load_settings
from juesuan_tables.cli._app import print_all
from juesuan_tables.cli._chinese_click import ChineseCommand, Number, example
from juesuan_tables.errors import InputError, shortened
from juesuan_tables.files import MOST_OF_A_PATH
from juesuan_tables.findings import Severity
from juesuan_tables.model import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from juesuan_tables.reviewing import Department, Review, Written

_SHOWN, _LONG = 20, 100


@click.command(
    cls=ChineseCommand,
    help=(
        "审核一个文件夹里各部门公开的决算（PDF、Word、网页、文本、Excel 混放），对照名单写出："
        "审核汇总表、每个部门的问题清单（Word）、整改台账。"
    ),
    short_help="成批审核各部门公开的决算。",
    epilog=example(
        "juesuan review --new-roster 名单.xlsx",
        "juesuan review 报送 --roster 名单.xlsx -o 审核结果 -j 2",
        "juesuan review 报送 --roster 名单.xlsx --prior 上年报送 --approved 批复数.xlsx -o 审核结果",
    ),
)
@click.argument("folder", metavar="文件夹", required=False)
@click.option("--roster", metavar="名单", help="应公开的部门和单位（.xlsx、.csv）。")
@click.option(
    "-o", "--out", metavar="文件夹", help="写到哪个文件夹；再审核一次写同一个，就是下一轮。"
)
@click.option("--approved", metavar="文件", help="批复数，一行一个部门（.xlsx、.csv）。")
@click.option("--prior", metavar="文件夹", help="上年公开的决算，一样混放。")
@click.option("--before", metavar="文件夹", help="上一轮写到的文件夹，不填则是 -o 的。")
@click.option(
    "--year",
    type=Number(FIRST_YEAR, LAST_YEAR),
    metavar="年度",
    help="审核哪个年度，不填则是多数文件的年度。",
)
@click.option(
    "-j", "--jobs", type=Number(1, 64), default=1, metavar="个数", help="同时用几个进程，不填为 1。"
)
@click.option("--rules", metavar="文件", help="审核设置：各条规则的严重程度和限额。")
@click.option(
    "--json", "as_json", is_flag=True, help="结果印成一行 JSON，与 审核汇总表.json 相同。"
)
@click.option("--new-roster", "blank", metavar="新名单.xlsx", help="生成一份空的名单，然后结束。")
@click.pass_context
def review(  # noqa: PLR0913, PLR0917 the options of the command
    ctx: click.Context,
    folder: str | None,
    roster: str | None,
    out: str | None,
    approved: str | None,
    prior: str | None,
    before: str | None,
    year: int | None,
    jobs: int,
    rules: str | None,
    as_json: bool,  # noqa: FBT001 an option
    blank: str | None,
) -> None:
    """Review a folder, write everything, and print the short of it."""
    today = datetime.now().astimezone().date()
    if blank:
        _write_roster(Path(blank), today)
        return
    _ask({"文件夹": folder, "--roster 名单": roster, "-o 文件夹": out})
    target = Path(out or "")
    _ask_apart(target, {"报送的文件夹": folder, "--prior 的文件夹": prior})
    earlier = Path(before) if before else target
    given = reviewing.Given(
        folder=Path(folder or ""),
        roster=Path(roster or ""),
        approved=Path(approved) if approved else None,
        prior=Path(prior) if prior else None,
        settings=load_settings(rules) if rules else None,
        year=year,
        without=(target, earlier),
    )
    history = reviewing.read_history(earlier, needed=bool(before))
    made = reviewing.review(given, history, day=today, jobs=jobs)
    written = reviewing.write(made, history, target)
    _tell(made, written, target, as_json=as_json)
    ctx.exit(_code(made))


def _write_roster(path: Path, today: date) -> None:
    reviewing.new_roster(path, today)
    click.echo(f"已生成 {path}")


def _ask(needed: Mapping[str, str | None]) -> None:
    """Refuse a command without what it needs."""
    missing = [name for name, value in needed.items() if not value]
    if missing:
        raise click.UsageError(f"没有写{'、'.join(missing)}")


def _ask_apart(out: Path, read: Mapping[str, str | None]) -> None:
    """Refuse to write among what is read: the next round would take our files for what was sent in."""
    for name, folder in read.items():
        if folder and out.resolve() == Path(folder).resolve():
            message = f"-o 与{name}是同一个，下一轮会把审核结果当成报来的文件，请另写一个文件夹"
            raise click.UsageError(message)


def _code(made: Review) -> int:
    """Return 1 where there are errors, 3 where something of a department could not be read."""
    if any(each.state is reviewing.State.UNREAD for each in made.departments):
        return InputError.exit_code
    return int(bool(made.total(Severity.ERROR)))


def _tell(made: Review, written: Written, out: Path, *, as_json: bool) -> None:
    """Print how many there are of each, the worst departments, and what was written; or all as JSON."""
    if as_json:
        click.echo(written.record.encode(errors="backslashreplace"))
        return
    year = f"{made.year}年度，" if made.year else ""
    click.echo(f"{year}{'，'.join(f'{name}{number}家' for name, number in made.counts.items())}。")
    totals = "，".join(f"{each.chinese}{made.total(each)}条" for each in Severity)
    click.echo(f"第{made.round}轮：{totals}；整改台账：{_ledger(made)}。")
    print_all(map(_line, made.worst_first), most=_SHOWN)
    strays = (f"没有归属 {shortened(each.path, _LONG)}：{each.why}" for each in made.strays)
    print_all(strays, most=_SHOWN)
    for path in written.kept:
        click.echo(f"有人改过原来的文件，另存为 {shortened(str(path), MOST_OF_A_PATH)}")
    click.echo(f"已生成 {shortened(str(out), MOST_OF_A_PATH)}：{_names(written, out)}")


def _ledger(made: Review) -> str:
    return "，".join(f"{status}{number}条" for status, number in reviewing.counted(made.ledger))


def _line(each: Department) -> str:
    """Return what became of one department."""
    late = f"，{each.timeliness}" if each.timeliness in _TOLD else ""
    counts = "，".join(f"{one.chinese}{each.count(one)}" for one in Severity if each.count(one))
    return f"  {each.title}：{each.state}{late}{f'，{counts}' if counts else ''}"


_TOLD = {reviewing.Timeliness.LATE, reviewing.Timeliness.EARLY, reviewing.Timeliness.UNKNOWN}


def _names(written: Written, out: Path) -> str:
    """Return the files below the folder, the lists of departments counted."""
    names = [path.relative_to(out).as_posix() for path in written.files]
    single = [name for name in names if "/" not in name]
    lists = len(names) - len(single)
    return "、".join([*single, *([f"问题清单（{lists}份）"] if lists else [])])
