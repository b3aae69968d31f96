"""The list of codes that a user was given: a CSV file with 科目编码 and 科目名称, `--catalogue FILE`.

It is read as WPS and Excel save it, in UTF-8 or GB18030. Everything that is wrong with it is said
at once, each with its line.
"""

from __future__ import annotations

import re
from pathlib import Path

from juesuan_tables import strict_csv
from juesuan_tables.editions.catalogue import CODE, Catalogue, Entry
from juesuan_tables.errors import InputError, Problem, shortened
from juesuan_tables.terms import glossary

_COLUMNS = ("subject_code", "names", "from_year", "until_year")
HEADINGS = {glossary()[column]: column for column in _COLUMNS} | {
    "编码": "subject_code",
    "名称": "names",
}
"""What the columns that are read may be called; others are for whoever reads the list."""
NAME_LIMIT = 200
_OTHER = re.compile(r"[15]\d{2}(\d{2}){0,2}", re.ASCII)
"""收入 and 政府预算支出经济分类, which a whole list has too: no accounts can name them."""
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)


def load_catalogue(path: str | Path) -> Catalogue:
    """Read an official list of codes; raise ``InputError`` with everything that is wrong with it."""
    path = Path(path)
    reader = _List(shortened(path.name or str(path)))
    try:
        for line, cells in strict_csv.rows(path):
            reader.take(line, [cell.strip() for cell in cells])
    except InputError as error:  # what came before is as wrong as what cannot be read
        reader.problems.extend(error.problems)
    return reader.catalogue()


class _List:
    """Takes one row after the other and keeps what is wrong with them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.columns: dict[str, int] = {}
        self.entries: dict[str, list[tuple[int, Entry]]] = {}
        self.problems: list[Problem] = []

    def catalogue(self) -> Catalogue:
        """Return the list, or raise ``InputError`` with all problems."""
        if not (self.columns or self.problems):
            self._refuse("文件是空的，应为科目目录", "请检查是否选对了文件")
        if not (self.entries or self.problems):
            what = "只有栏名，没有功能分类（2开头）或部门预算支出经济分类（3开头）的科目"
            self._refuse(what, "请检查是否选对了文件")
        if self.problems:
            raise InputError(self.problems)
        entries = (entry for rows in self.entries.values() for _, entry in rows)
        return Catalogue(tuple(entries), official=self.name)

    def _refuse(self, what: str, advice: str) -> None:
        self.problems.append(Problem(self.name, what, advice))

    def complain(self, line: int, what: str, advice: str = "请修改后重新生成") -> None:
        """Add what is wrong with a line."""
        self.problems.append(Problem(f"{self.name} 第{line}行", what, advice))

    def take(self, line: int, cells: list[str]) -> None:
        """Take a row: the first one is the headings."""
        if not any(cells):
            return
        if not self.columns:
            if not self.problems:  # else the headings were wrong, and nothing can be read
                self._take_headings(line, cells)
            return
        row = {name: cells[at] if at < len(cells) else "" for name, at in self.columns.items()}
        if not _OTHER.fullmatch(row["subject_code"]):
            self._take_entry(line, row)

    def _take_headings(self, line: int, cells: list[str]) -> None:
        columns: dict[str, int] = {}
        found = len(self.problems)
        for at, heading in enumerate(cells):
            column = HEADINGS.get(heading)
            if column in columns:
                self.complain(line, f"“{heading}”一栏与前面的重复，应只有一栏")
            elif column:
                columns[column] = at
            elif "年" in heading:
                what = f"有不认识的“{shortened(heading)}”，年度两栏应为：起始年度、终止年度"
                self.complain(line, what)
        missing = [glossary()[name] for name in _COLUMNS[:2] if name not in columns]
        if missing:
            seen = shortened("、".join(filter(None, cells)))
            what = f"没有“{'”和“'.join(missing)}”一栏，这一行是“{seen}”"
            self.complain(line, f"{what}，应为栏名：科目编码、科目名称", "请在第一行写栏名")
        if len(self.problems) == found:
            self.columns = columns

    def _take_entry(self, line: int, row: dict[str, str]) -> None:
        code, name = row["subject_code"], row["names"]
        before = len(self.problems)
        if not CODE.fullmatch(code):
            typed = f"填的是“{shortened(code)}”" if code else "没有填写"
            expected = "应为3、5或7位的功能分类科目编码（2开头）或3、5位的部门预算支出经济分类科目编码（3开头）"
            self.complain(line, f"科目编码{typed}，{expected}")
        self._check_name(line, name)
        start, end = (self._year(line, row, column) for column in ("from_year", "until_year"))
        if start and end and start > end:
            self.complain(line, f"起始年度 {start} 晚于终止年度 {end}")
        if len(self.problems) > before:
            return
        entry = Entry(code, name, start, end, source=f"{self.name} 第{line}行")
        for earlier, other in self.entries.setdefault(code, []):
            if entry.overlaps(other):
                what = f"科目 {code} 与第{earlier}行重复，同一年度应只有一个名称"
                self.complain(line, what, "请只留一行，或填写起始年度、终止年度分开")
                return
        self.entries[code].append((line, entry))

    def _check_name(self, line: int, name: str) -> None:
        if not name:
            self.complain(line, "没有填写科目名称")
        elif not name.isprintable():
            self.complain(line, f"科目名称“{shortened(name)}”里有看不见的字符或换行")
        elif len(name) > NAME_LIMIT:
            self.complain(line, f"科目名称“{shortened(name)}”太长，应不超过{NAME_LIMIT}字")

    def _year(self, line: int, row: dict[str, str], column: str) -> int | None:
        text = row.get(column, "")
        if text and not _YEAR.fullmatch(text):
            self.complain(
                line, f"{glossary()[column]}填的是“{shortened(text)}”，应为四位年份，或者空着"
            )
            return None
        return int(text) if text else None
