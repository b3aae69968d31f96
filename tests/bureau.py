"""A made-up bureau: departments whose small publications are true, unless something is planted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from juesuan_tables import reviewing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

DAY = date(2025, 10, 30)
APPROVED = date(2025, 9, 1)
HEADS = ("单位名称", "公开主体", "批复日期", "公开日期", "免于公开", "文件")
TRUE_SHARE, FALSE_SHARE = "23.06", "32.06"


def explanation(
    unit: str, *, share: str = TRUE_SHARE, year: int = 2024, more: str = "", before: str = ""
) -> str:
    """Return a publication of a few sentences; every number in it is true but for a false share."""
    return f"""{unit}{year}年度部门决算
{before}
一、收入支出决算总体情况说明

{year}年度收入、支出总计520.40万元。与上年相比，收入、支出总计增加40.40万元，增长8.42%。

三、支出决算情况说明

本年支出合计520.40万元，其中：基本支出400.40万元，占76.94%；项目支出120.00万元，占{share}%。
{more}
"""


@dataclass(frozen=True)
class Bureau:
    """A folder of what was sent in, a roster, and the folder of results."""

    top: Path

    @classmethod
    def of(cls, top: Path, units: Sequence[str]) -> Bureau:
        """Return a bureau of departments, all of which sent in what is true."""
        made = cls(top)
        made.listed(units)
        for unit in units:
            made.put(f"{unit}2024年度部门决算.txt", explanation(unit))
        return made

    @property
    def sent(self) -> Path:
        """Return the folder of what departments sent in."""
        return self.top / "报送"

    @property
    def out(self) -> Path:
        """Return the folder of results."""
        return self.top / "结果"

    @property
    def roster(self) -> Path:
        """Return the roster."""
        return self.top / "名单.xlsx"

    def put(self, path: str, content: str | bytes) -> Path:
        """Put a file there."""
        target = self.sent / path
        target.parent.mkdir(parents=True, exist_ok=True)
        raw = content.encode() if isinstance(content, str) else content
        target.write_bytes(raw)
        return target

    def listed(self, rows: Sequence[Mapping[str, Any] | str]) -> None:
        """Write the roster: each row a name, or cells by heading."""
        cells = [{"单位名称": row} if isinstance(row, str) else row for row in rows]
        table = [[row.get(head) for head in HEADS] for row in cells]
        save(self.roster, [list(HEADS), *table])
        self.sent.mkdir(parents=True, exist_ok=True)

    def judge(self, *, jobs: int = 1, **given: Any) -> reviewing.Review:  # noqa: ANN401 options
        """Review it without writing anything."""
        asked = reviewing.Given(self.sent, self.roster, without=(self.out,), **given)
        return reviewing.review(asked, day=DAY, jobs=jobs)

    def review(self, *, jobs: int = 1, **given: Any) -> reviewing.Review:  # noqa: ANN401 options
        """Review it as the command does, with the round before in the same folder."""
        history = reviewing.read_history(self.out)
        asked = reviewing.Given(self.sent, self.roster, without=(self.out,), **given)
        made = reviewing.review(asked, history, day=DAY, jobs=jobs)
        reviewing.write(made, history, self.out)
        return made


def save(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    """Save rows as a workbook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    book.save(path)


def department(review: reviewing.Review, unit: str) -> reviewing.Department:
    """Return one department of a review."""
    return next(each for each in review.departments if each.entry.unit == unit)
