"""Forms by functional subject: rows by code, and 合计, with the amounts of the columns that count."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from juesuan_tables.errors import shortened
from juesuan_tables.inputs._door import expected
from juesuan_tables.inputs.export._amounts import NOTHING, Amount, Reader, total
from juesuan_tables.inputs.export._columns import UNKNOWN
from juesuan_tables.inputs.export._heads import CODE_HEAD, NAME_HEAD, Heads, heads_of, key_of
from juesuan_tables.model._values import Subject
from juesuan_tables.reading.official.words import SUMS, closed, says_nothing
from juesuan_tables.subjects import LENGTHS, above
from juesuan_tables.terms import glossary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from juesuan_tables.inputs.export._forms import Form
    from juesuan_tables.inputs.export._heads import Path, Patterns
    from juesuan_tables.reading.sheet import Sheet, Value

Row = dict[str, Amount]
_TOGETHER = re.compile(r"(\d{3,7})(\D.*)")
_SUBJECT = TypeAdapter[str](Subject)
_ECONOMIC = ("3", UNKNOWN)
_ROWS_OF_HEADS = {"栏次", "行次"}


@dataclass(slots=True)
class SubjectTable:
    """A form as it was read: amounts by code and column key, codes in the form's order.

    ``total`` is the row 合计, None where there is none; ``names`` are those of the codes;
    ``leaves`` are the codes that none of the others divides further.
    """

    sheet: Sheet
    keys: Sequence[str]
    rows: dict[str, Row] = field(default_factory=dict)
    total: Row | None = None
    names: dict[str, str] = field(default_factory=dict)
    leaves: Sequence[str] = ()

    def at(self, code: str, key: str) -> Amount:
        """Return the amount of a code, nothing where it has no row or the form no such column."""
        return self.rows.get(code, {}).get(key, NOTHING)

    def added(self, key: str) -> Amount:
        """Return what the leaves add up to."""
        return total(self.at(code, key) for code in self.leaves)

    def sum(self, key: str) -> Amount:
        """Return what the row 合计 says, else what the leaves add up to."""
        return self.added(key) if self.total is None else self.total.get(key, NOTHING)

    def level_sums(self, key: str) -> Iterator[Amount]:
        """Yield what the 类, the 款 and the 项 each add up to, where all leaves are below them."""
        for length in LENGTHS:
            level = [code for code in self.rows if len(code) == length]
            if all(leaf[:length] in self.rows and len(leaf) >= length for leaf in self.leaves):
                yield total(self.at(code, key) for code in level)

    def every_row(self) -> Iterator[tuple[str, Row]]:
        """Yield 合计 as ``total``, then all codes."""
        if self.total is not None:
            yield "total", self.total
        yield from self.rows.items()


def subject_table(
    sheet: Sheet,
    form: Form,
    columns: Mapping[str, Patterns] | Callable[[Path], str | None],
    needed: Sequence[str],
    reader: Reader,
) -> SubjectTable | None:
    """Return a sheet as a form by subject; None, and what is wrong, where its heads are not there.

    ``columns`` say which heads make which key, and ``needed`` are the keys that must be there.
    A code that has several rows adds up.
    """
    heads = heads_of(sheet)
    if heads is None:
        what = f"没有找到{form}的表头（科目编码、科目名称）"
        reader.faults.refuse(reader.place(sheet, 0, 0), what, "请核对是不是这张表")
        return None
    key = columns if callable(columns) else lambda path: key_of(path, columns)
    found = _columns(sheet, heads, key, reader)
    lacking = [each for each in needed if each not in found]
    if lacking:
        known = glossary()
        names = [
            known[key] if callable(columns) else "—".join(map(_plain, columns[key][0]))
            for key in lacking
        ]
        _tell_lacking(sheet, form, heads, names, reader)
        return None
    table = SubjectTable(sheet, [*found])
    texts = [column for column, path in enumerate(heads.paths) if path and _is_text(path)]
    for row in range(heads.first, len(sheet.rows)):
        _read_row(table, row, texts, found, reader)
    divided = above(table.rows)
    table.leaves = [code for code in table.rows if code not in divided]
    return table


def _is_text(path: Path) -> bool:
    return bool(CODE_HEAD.fullmatch(path[-1]) or NAME_HEAD.fullmatch(path[-1]))


def _columns(
    sheet: Sheet, heads: Heads, key: Callable[[Path], str | None], reader: Reader
) -> dict[str, int]:
    """Return the column of each key; a second one of the same is an error if it holds anything."""
    found: dict[str, int] = {}
    for column in sorted(heads.own):
        path = heads.paths[column]
        name = key(path) if path and not _is_text(path) else None
        if name is None:
            continue
        if name not in found:
            found[name] = column
        elif any(_says(sheet.at(row, column)) for row in range(heads.first, len(sheet.rows))):
            what = f"“{'—'.join(path)}”有两栏，不知道用哪一栏"
            reader.faults.refuse(reader.place(sheet, heads.top, column), what)
    return found


def _tell_lacking(
    sheet: Sheet, form: Form, heads: Heads, names: Sequence[str], reader: Reader
) -> None:
    """Say which columns were not found, and which heads were."""
    there = "、".join(dict.fromkeys("—".join(path) for path in heads.paths if path))
    wanted = "、".join(f"“{name}”" for name in names)
    what = f"{form}没有找到{wanted}这一栏，表头有：{shortened(there, most=200)}"
    reader.faults.refuse(reader.place(sheet, heads.top, 0), what, "请核对是不是这张表")


def _plain(pattern: str) -> str:
    """Return the usual head that a pattern stands for."""
    return re.sub(r"[|(.].*", "", pattern)


def _read_row(
    table: SubjectTable, row: int, texts: Sequence[int], columns: Mapping[str, int], reader: Reader
) -> None:
    """Add one row of the body, unless it is blank, a note, or the ordinals of the columns."""
    sheet = table.sheet
    said = [closed(sheet.at(row, column)) for column in texts]
    if _ROWS_OF_HEADS & {*said}:
        return
    if SUMS & {*said}:
        table.total = table.total or _amounts(sheet, row, columns, reader)
        return
    code, name = _code_and_name(sheet, row, texts, said)
    if not code and not any(_says(sheet.at(row, column)) for column in columns.values()):
        return
    if not code and _is_note(said):
        return
    problem = _problem_of(code)
    if problem:
        place = reader.place(sheet, row, texts[0] if texts else 0)
        reader.faults.refuse_typed(place, problem)
        return
    amounts = _amounts(sheet, row, columns, reader)
    before = table.rows.setdefault(code, amounts)
    if before is not amounts:
        for key, amount in amounts.items():
            before[key] = before.get(key, NOTHING) + amount
    if name:
        table.names.setdefault(code, name)


def _amounts(sheet: Sheet, row: int, columns: Mapping[str, int], reader: Reader) -> Row:
    """Return the amounts of a row; of a hundred economic subjects only those that say anything."""
    found = {}
    cells = sheet.rows[row]
    rounded, uncached = bool(reader.margin(sheet)), sheet.uncached
    for key, column in columns.items():
        value = cells[column] if column < len(cells) else None
        says = value or (rounded and value is not None) or (uncached and (row, column) in uncached)
        if says or not key.startswith(_ECONOMIC):
            found[key] = reader.amount(sheet, row, column)
    return found


def _code_and_name(
    sheet: Sheet, row: int, texts: Sequence[int], said: Sequence[str]
) -> tuple[str, str]:
    """Return a row's code, whether it stands in one cell or in those of 类, 款 and 项, and name."""
    code, name = "", ""
    for column, text in zip(texts, said, strict=True):
        whole = text.removesuffix(".0")
        if whole.isdecimal():
            part = whole.zfill(2)  # Excel makes 3 of 03
            code = part if code and part.startswith(code) and part != code else code + part
        elif text and not name:
            value = sheet.at(row, column)
            name = re.sub(r"[\r\n]", "", value).strip() if isinstance(value, str) else text
    if not code and (together := _TOGETHER.fullmatch(closed(name))):
        code = together[1]
        name = re.sub(r"^\D*\d+[\s\-_|]*", "", name)
    return code, name


def _problem_of(code: str) -> str:
    """Return what is wrong with a code, "" where nothing is."""
    if not code:
        return "这一行有金额，没有科目编码"
    try:
        _SUBJECT.validate_python(code)
    except ValidationError as error:
        return expected(error.errors(include_url=False)[0])
    return ""


def _is_note(said: Sequence[str]) -> bool:
    """Return whether a row is a line of text below the table."""
    return any(text.startswith(("注", "说明", "备注")) or ":" in text for text in said)


def _says(value: Value) -> bool:
    """Return whether a cell holds anything but a dash or zero."""
    if value is None or (isinstance(value, Decimal) and not value):
        return False
    return not (isinstance(value, str) and (says_nothing(closed(value)) or closed(value) == "0"))
