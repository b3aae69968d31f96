"""`juesuan check`: finished documents, or inputs → what is wrong with them."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from juesuan_tables.audits import (
    RULES,
    Compared,
    audit_of,
    audit_of_report,
    load_settings,
    read_compared,
    read_finished,
)
from juesuan_tables.cli._app import EDITION, print_all, print_notices, told
from juesuan_tables.cli._chinese_click import ChineseCommand, example
from juesuan_tables.errors import JuesuanError, OutputError, shortened
from juesuan_tables.files import MOST_OF_A_PATH, safe_name, write_all
from juesuan_tables.findings import Severity
from juesuan_tables.inputs.loading import load_draft
from juesuan_tables.preparing import with_last_year
from juesuan_tables.publication import narrate
from juesuan_tables.report import build_report
from juesuan_tables.reviews import (
    claims_text,
    document_page,
    review_json,
    review_page,
    summary,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from juesuan_tables.auditing import Audit
    from juesuan_tables.checks import Settings
    from juesuan_tables.reading.documents import Document

PAGES = (".html", ".htm")
UNREAD_SHOWN, MOST_OF_A_PLACE = 10, 80
"""Places that were not understood and are printed, and how much of each; the rest are counted."""


@click.command(
    cls=ChineseCommand,
    help=(
        "核对做好的决算公开文本（PDF、Word、网页、文本、Excel），或者输入文件（填报表、YAML等）："
        "读懂文字里的每个数，与别处的说法和各表核对，列出不可能成立的。"
    ),
    short_help="核对做好的公开文本，或者输入文件。",
    epilog=example(
        "juesuan check 某局2024年度部门决算.pdf",
        "juesuan check 说明.docx --tables 公开表.xlsx --prior 上年决算.pdf --html 审核报告.html",
        "juesuan check 甲局.pdf 乙局.docx --json",
    ),
)
@click.argument("documents", metavar="文件…", nargs=-1, required=True)
@click.option(
    "--tables", metavar="文件", multiple=True, help="公开表，与说明分开做的才要写；可写多次。"
)
@click.option(
    "--prior",
    metavar="文件",
    multiple=True,
    help="上年公开的决算；核对输入文件的，也可以是上年的填报表；可写多次。",
)
@click.option("--budget", metavar="文件", multiple=True, help="本年公开的部门预算；可写多次。")
@click.option("--approved", metavar="文件", multiple=True, help="财政部门批复的决算；可写多次。")
@click.option("--members", metavar="文件", multiple=True, help="所属单位的公开文本；可写多次。")
@click.option("--json", "as_json", is_flag=True, help="结果印成 JSON，一个文件一行。")
@click.option(
    "--html", metavar="文件", help="另写一份标出原文的审核报告（.html）；核对几个文件的，写文件夹。"
)
@click.option("--rules", metavar="文件", help="审核设置：各条规则的严重程度和限额。")
@EDITION
@click.pass_context
def check(  # noqa: PLR0913, PLR0917 the options of the command
    ctx: click.Context,
    documents: Sequence[str],
    tables: Sequence[str],
    prior: Sequence[str],
    budget: Sequence[str],
    approved: Sequence[str],
    members: Sequence[str],
    as_json: bool,  # noqa: FBT001 an option
    html: str | None,
    rules: str | None,
    edition: str | None,
) -> None:
    """Check every document; go on after one that cannot be read."""
    others = _Others(tables, prior, budget, approved, members)
    pages = _pages(html, documents, [each for files in others.files.values() for each in files])
    settings = load_settings(rules) if rules else None
    codes = []
    for number, path in enumerate(documents):
        if number and not as_json:
            click.echo()
        try:
            finished = read_finished(path)
            if finished is None and others.unused:
                click.echo(f"核对输入文件时没有用到{others.unused}。", err=as_json)
            checked = (
                _input(path, prior, edition, settings, as_json=as_json)
                if finished is None
                else _document(path, finished, others, settings)
            )
            codes.append(_tell(checked.audit, as_json=as_json))
            if path in pages:
                write_all({pages[path]: checked.page().encode()})
                click.echo(f"已生成 {pages[path]}", err=as_json)
        except OutputError as error:  # it was checked, and told
            codes.append(told(error))
        except JuesuanError as error:
            click.echo(f"无法核对 {shortened(path, MOST_OF_A_PATH)}", err=True)
            codes.append(told(error))
    ctx.exit(max(codes))


class _Others:
    """The other files, read once, and only where there is a finished document to compare."""

    def __init__(self, *files: Sequence[str]) -> None:
        """Remember their names."""
        self.files = dict(zip(_OTHERS, files, strict=True))

    @cached_property
    def read(self) -> Compared:
        """Return them, read; raise ``InputError``."""
        return read_compared(*self.files.values())

    @property
    def unused(self) -> str:
        """Return what only a finished document is compared with."""
        return "、".join(name for name in self.files if self.files[name] and name != _PRIOR)

    @property
    def in_words(self) -> list[str]:
        """Return what there is to compare with."""
        return [f"{name}：{'、'.join(files)}" for name, files in self.files.items() if files]


_PRIOR = "上年决算"
_OTHERS = ("公开表", _PRIOR, "本年预算", "批复的决算", "所属单位")


class _Checked(NamedTuple):
    """What was found, and what makes a page of it."""

    audit: Audit
    page: Callable[[], str]


def _document(
    path: str, finished: Document, others: _Others, settings: Settings | None
) -> _Checked:
    """Audit a finished document."""
    audit = audit_of(finished, others.read, settings, document=path)
    tables = others.read.tables
    sheets = (*finished.sheets, *(tables.sheets if tables else ()))
    page = partial(document_page, audit, sheets, RULES, settings, others.in_words)
    return _Checked(audit, page)


def _input(
    path: str,
    prior: Sequence[str],
    edition: str | None,
    settings: Settings | None,
    *,
    as_json: bool,
) -> _Checked:
    """Check the facts of an input, and audit what would be published of them."""
    draft = with_last_year(load_draft(path), prior, edition)
    report = build_report(draft.accounts(), edition)
    print_notices(draft, err=as_json)
    prose = narrate(report).as_printed()
    audit = audit_of_report(report, prose, settings=settings, document=path)
    page = partial(review_page, report, audit.findings, RULES, settings)
    return _Checked(audit, page)


def _tell(audit: Audit, *, as_json: bool) -> int:
    """Print what was found and return the exit code."""
    if as_json:
        record = review_json(audit.document, audit.findings, audit.claims, audit.unread)
        click.echo(record.encode(errors="backslashreplace"))  # UTF-8 on any console, as the file
    else:
        claims = claims_text(audit.claims, audit.tables)
        click.echo(f"{shortened(audit.document, MOST_OF_A_PATH)}：{claims}。")
        click.echo(f"审核结果：{summary(audit.findings)}")
        print_all(map(str, audit.findings))
        _tell_unread(audit.unread)
    return int(any(finding.severity is Severity.ERROR for finding in audit.findings))


def _tell_unread(unread: Sequence[str]) -> None:
    """Print some of the places that were not understood."""
    if unread:
        click.echo(f"下面 {len(unread)} 处有数，没有看懂，没有核对：")
        places = (shortened(" ".join(place.split()), MOST_OF_A_PLACE) for place in unread)
        print_all((f"  {place}" for place in places), most=UNREAD_SHOWN)


def _pages(html: str | None, documents: Sequence[str], others: Sequence[str]) -> dict[str, Path]:
    """Return where the page of each document is written."""
    if html is None:
        return {}
    target = Path(html)
    if target.suffix.lower() not in PAGES:
        names = {path: safe_name(Path(path).name, "审核报告.html") for path in documents}
        if len({*names.values()}) < len(names):
            raise click.UsageError("有几个文件名字相同，审核报告会互相覆盖；请分开核对")
        return {path: target / name for path, name in names.items()}
    if len({*documents}) > 1:
        raise click.UsageError("核对几个文件的，--html 后面写文件夹")
    if any(target.absolute() == Path(path).absolute() for path in (*documents, *others)):
        raise click.UsageError("--html 后面写的是要核对的文件，会被覆盖；请换一个文件名")
    return dict.fromkeys(documents, target)
