"""Review → its files: all made before any is written, and nothing that somebody typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables.errors import OutputError, shortened, system_reason
from juesuan_tables.files import (
    MOST_OF_A_PATH,
    copy_name,
    hash_of_bytes,
    safe_name,
    write_all,
    write_new,
)
from juesuan_tables.inputs.roster import COLUMNS
from juesuan_tables.reviewing import _lists, _spending
from juesuan_tables.reviewing._history import LEDGER, RECORD
from juesuan_tables.reviewing._issues import has_issues, issues_of
from juesuan_tables.reviewing._record import record
from juesuan_tables.writers.docx.issues import issue_list
from juesuan_tables.writers.lists import ListColumn, Listing, lists

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from juesuan_tables.reviewing._history import History
    from juesuan_tables.reviewing._results import Review

SUMMARY, ISSUES, KEPT = "审核汇总表.xlsx", "问题清单", "历次"
"""The summary, the folder of the lists of departments, and that of files that somebody changed."""
_AUTHOR = "决算公开审核"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; ``kept`` are copies of files that somebody had changed since the last round.

    ``record`` is the JSON, on one line.
    """

    files: tuple[Path, ...]
    kept: tuple[Path, ...]
    record: str


def write(review: Review, history: History, out: Path) -> Written:
    """Write everything below ``out``; raise ``OutputError`` where it cannot be.

    A file that was changed since it was written is copied to 历次 first.
    """
    made = _files(review, history)
    digests = {name: hash_of_bytes(content) for name, content in made.items()}
    text = record(review, digests)
    made[RECORD] = f"{text}\n".encode(errors="backslashreplace")
    kept = _changed_since(out, [*made, *history.files], history.files)
    targets = {out / name: content for name, content in made.items()}
    write_all({out / name: content for name, content in kept.items()} | targets)
    _remove_settled(out, history.files, made)
    return Written(tuple(targets), tuple(out / name for name in kept), text)


def _files(review: Review, history: History) -> dict[str, bytes]:
    """Return every file but the JSON, by its path below the folder."""
    sheets = [
        _lists.summary(review),
        _lists.findings(review),
        _lists.files(review),
        _lists.changes(review),
        _lists.copied(review),
        _spending.three_public(review),
        _spending.operating(review),
    ]
    title = _lists.title_of(review, "审核汇总表")
    book = lists(sheets, title=title, author=_AUTHOR, made=review.day)
    ledger = [_lists.rectification(review, history.typed)]
    made = {
        SUMMARY: book,
        LEDGER: lists(
            ledger, title=_lists.title_of(review, "整改台账"), author=_AUTHOR, made=review.day
        ),
    }
    names: set[str] = set()
    for each in review.departments:
        if has_issues(each):
            name = _free(each.title, names)
            content = issue_list(issues_of(each, review), author=_AUTHOR, made=review.day)
            made[f"{ISSUES}/{name}"] = content
    return made


def _free(unit: str, names: set[str]) -> str:
    """Return the name of a department's list that no other has."""
    number, name = 1, safe_name(unit, f"{ISSUES}.docx")
    while name.casefold() in names:
        number += 1
        name = safe_name(unit, f"{ISSUES}（{number}）.docx")
    names.add(name.casefold())
    return name


def _changed_since(out: Path, names: list[str], known: Mapping[str, str]) -> dict[str, bytes]:
    """Return what somebody changed in files that are written anew, by the names of its copies."""
    kept = {}
    for name in dict.fromkeys(names):
        path = out / name
        if name == RECORD or not path.is_file():
            continue
        try:
            content = path.read_bytes()
        except OSError as error:
            where = shortened(str(path), MOST_OF_A_PATH)
            what = f"读不出来（{system_reason(error)}）"
            raise OutputError.of(where, what, "请关闭已打开的这个文件后重试") from error
        if known.get(name) != hash_of_bytes(content):
            kept[f"{KEPT}/{copy_name(path, content)}"] = content
    return kept


def _remove_settled(out: Path, known: Mapping[str, str], made: Mapping[str, bytes]) -> None:
    """Remove the list of a department that has nothing to correct any more: it would mislead."""
    for name in known:
        if name.startswith(f"{ISSUES}/") and name not in made:
            (out / ISSUES / Path(name).name).unlink(missing_ok=True)


_HINTS = (
    "一行一个应当公开或者免于公开的部门、单位；栏的顺序不限，可以另加自己的栏。",
    "公开主体：部门、单位、单位本级，可空。日期写作 年-月-日；没有公开日期的，取公开文件里写的。",
    "免于公开：空着是应公开；免于公开的写明原因，例如“涉密单位”。",
    "文件：平时空着，程序按名称认；认不出、认错的，写文件名或文件夹名。",
)
_WIDTHS = (32, 12, 14, 14, 24, 36, 24)


def new_roster(path: Path, day: date) -> None:
    """Write an empty roster with headings and hints; raise ``OutputError`` where there is one."""
    columns = tuple(
        ListColumn(column.words[0], width) for column, width in zip(COLUMNS, _WIDTHS, strict=True)
    )
    listing = Listing("名单", "部门决算公开名单", columns, (), _HINTS)
    write_new(path, lists([listing], title="部门决算公开名单", author=_AUTHOR, made=day))
