"""The round before: what its JSON says was found, and what officers wrote into its 整改台账.xlsx."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from juesuan_tables.errors import InputError, shortened, system_reason
from juesuan_tables.files import MOST_OF_A_PATH
from juesuan_tables.findings import Severity
from juesuan_tables.inputs.headed import Column, headed
from juesuan_tables.inputs.places import Faults, Place, text_of
from juesuan_tables.reading import files
from juesuan_tables.reviewing._ledger import LedgerItem, Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from juesuan_tables.reading.sheet import Value

RECORD, LEDGER = "审核汇总表.json", "整改台账.xlsx"
SCHEMA = "juesuan-review/1"
"""What the fields of the JSON mean; it changes when they do."""
NUMBER = "编号"
TYPED = ("整改结果", "整改人", "整改日期", "备注")
"""The columns of the ledger that officers fill in."""
_COLUMNS = tuple(Column(title, (title,)) for title in (NUMBER, *TYPED))
_ADVICE = "请恢复原来的文件，或者换一个输出文件夹（-o）"


@dataclass(frozen=True, slots=True)
class History:
    """The round before; ``turn`` is its number, 0 where there is none, ``day`` its day.

    ``typed`` are the cells of officers by the number of the item; ``files`` are the digests of the
    files that were written then, by their names, ``digest`` that of what was given to it.
    """

    turn: int = 0
    day: str = ""
    digest: str = ""
    items: tuple[LedgerItem, ...] = ()
    typed: Mapping[int, tuple[Value, ...]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def read_history(folder: Path, *, needed: bool = False) -> History:
    """Return what a folder holds of the round before; raise ``InputError`` where it cannot be read.

    A folder without any is the first round, unless one is ``needed``.
    """
    record, book = folder / RECORD, folder / LEDGER
    typed = _typed(book) if book.is_file() else {}
    if not record.is_file():
        if typed:
            what = f"有填过的{LEDGER}，没有同一轮的{RECORD}，不知道上一轮审出了什么"
            raise InputError.of(str(folder), what, _ADVICE)
        if needed:
            where = shortened(str(folder), MOST_OF_A_PATH)
            what = f"没有上一轮的{RECORD}" if folder.is_dir() else "没有找到上一轮的文件夹"
            raise InputError.of(where, what, "请写上一轮的 -o；没有上一轮的，不写 --before")
        return History()
    try:
        history = _history(json.loads(record.read_text(encoding="utf-8")), typed)
    except OSError as error:
        raise InputError.of(RECORD, f"读不出来（{system_reason(error)}）", _ADVICE) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError.of(RECORD, "不是上一轮的审核结果，或者被改动过", _ADVICE) from error
    if unknown := typed.keys() - {item.number for item in history.items}:
        listed = "、".join(map(str, sorted(unknown)))
        what = f"编号{shortened(listed)}填了整改情况，上一轮的台账里没有这个编号"
        raise InputError.of(LEDGER, what, "请照原来的台账改正编号，另加的行请记在别处")
    return history


def _history(tree: Any, typed: Mapping[int, tuple[Value, ...]]) -> History:  # noqa: ANN401 JSON
    """Return what the JSON of a round says; raise ``ValueError`` where it is another one."""
    if tree["schema"] != SCHEMA:
        raise ValueError(tree["schema"])
    return History(
        turn=int(tree["round"]),
        day=str(tree["day"]),
        digest=str(tree["digest"]),
        items=tuple(_item(each) for each in tree["ledger"]),
        typed=typed,
        files={str(name): str(value) for name, value in tree["files"].items()},
    )


def record_of(item: LedgerItem) -> dict[str, Any]:
    """Return an item of the ledger as the JSON carries it."""
    return asdict(item)


def _item(fields: Mapping[str, Any]) -> LedgerItem:
    heading, words, quantity = (str(each) for each in fields["about"])
    changed = {
        "about": (heading, words, quantity),
        "severity": Severity(fields["severity"]),
        "status": Status(fields["status"]),
    }
    return LedgerItem(**{**fields, **changed})


def _typed(book: Path) -> dict[int, tuple[Value, ...]]:
    """Return what officers wrote, by the number in the first column, whatever was sorted since."""
    faults, typed = Faults(), {}
    table = headed(files.workbook(book), _COLUMNS, faults)
    for row in table.rows():
        cells = tuple(place.value if (place := row.place(each)) else None for each in TYPED)
        if not any(cell is not None for cell in cells):
            continue
        number = Place(0, row.number, table.columns[NUMBER], row.sheet)
        text = text_of(number.value)
        if not text.isdecimal():
            what = "这一行填了整改情况，编号却不是数"
            faults.refuse(number, what, "请照原来的台账补上编号")
        elif int(text) in typed:
            faults.refuse(number, f"编号{text}出现两次", "请照原来的台账改正编号")
        else:
            typed[int(text)] = cells
    if faults.problems:
        raise InputError(faults.problems)
    return typed
