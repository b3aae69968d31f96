"""A unit's input → a draft of its accounts. What an input is, its content says, not its user."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from juesuan_tables import strict_json, strict_yaml
from juesuan_tables.editions import SUFFIXES as YAML_SUFFIXES
from juesuan_tables.errors import InputError
from juesuan_tables.inputs._door import accounts_from
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.inputs.export import is_export, read_export
from juesuan_tables.inputs.fill_in import is_fill_in, read_fill_in
from juesuan_tables.inputs.published import read_published
from juesuan_tables.inputs.records import records_csv
from juesuan_tables.model import Accounts
from juesuan_tables.reading.files import sheets_of
from juesuan_tables.reading.official import official_tables

if TYPE_CHECKING:
    from juesuan_tables.strict_yaml import Document

_TYPED = {**dict.fromkeys(YAML_SUFFIXES, strict_yaml.read), ".json": strict_json.read}
"""Readers of what is typed by hand or written by programs, by the end of the file's name."""
_LEDGERS = {".csv", ".tsv", ".txt"}
_ENDINGS = ".xlsx、.xls、.docx、.pdf、.csv、.yaml 或 .json"


def load_draft(path: str | Path, *further: str | Path) -> Draft:
    """Return what a file says of one unit: YAML, JSON, 填报表, 财决, published tables, a ledger.

    ``further`` are the other files of a 财决 export that has one for every table. Raise
    ``InputError`` with everything that is wrong with them.
    """
    paths = [Path(each) for each in (path, *further)]
    if further:
        return _exported(paths)
    (only,) = paths
    suffix = only.suffix.lower()
    if suffix in _TYPED:
        return _whole(_TYPED[suffix](only), only)
    if suffix in _LEDGERS:
        return records_csv(only)
    if not suffix and only.is_file():
        what = f"文件名没有结尾，看不出是什么文件，应以 {_ENDINGS} 结尾"
        raise InputError.of(only.name, what, "请改名后重新生成")
    return _of_sheets(only)


def states_facts(path: str | Path) -> bool:
    """Return whether a file is an input of the facts themselves, and not what was published."""
    path = Path(path)
    if path.suffix.lower() in _TYPED:
        return True
    if path.suffix.lower() in {*_LEDGERS, ".md"}:
        return False
    sheets = sheets_of(path)
    return is_fill_in(sheets) or is_export(sheets)


def _whole(document: Document, path: Path) -> Draft:
    """Return the draft of a file that states everything: what it leaves out, there is not."""
    accounts = accounts_from(document)
    fields = {name: getattr(accounts, name) for name in Accounts.model_fields}
    return _beside(Draft(fields), path)


def _of_sheets(path: Path) -> Draft:
    """Return the draft of a workbook or a document, by what its sheets are."""
    sheets = sheets_of(path)
    if is_fill_in(sheets):
        return _beside(read_fill_in(sheets), path)
    if is_export(sheets):
        return read_export(sheets)
    return read_published(official_tables(sheets))


def _exported(paths: list[Path]) -> Draft:
    """Return the draft of an export in several files."""
    read = {path: sheets_of(path) for path in paths}
    for path, sheets in read.items():
        if not is_export(sheets):
            what = "不是财决报表；几个文件一起读，只能都是同一单位的财决报表"
            raise InputError.of(path.name, what, "请一次只给一个文件")
    return read_export([sheet for sheets in read.values() for sheet in sheets])


def _beside(draft: Draft, path: Path) -> Draft:
    """Return the draft with its edition's file looked for beside the input."""
    edition = draft.fields.get("edition") or ""
    if edition.endswith(YAML_SUFFIXES):  # an absolute path stays what it is
        return draft.with_fields(edition=str(path.parent / edition))
    return draft
