"""Rows of ledgers for the tests, spelled in many ways, and what they must add up to."""

from __future__ import annotations

import csv
import io
import sqlite3
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import strategies as st

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Row: TypeAlias = "dict[str, Any]"
Spent: TypeAlias = "tuple[str, str, str]"
GENERAL, OTHER = jt.Fund.GENERAL_PUBLIC_BUDGET, jt.Fund.NON_APPROPRIATION
SUBJECTS = ("2010301", "2010302", "2080501", "21011", "221")
ITEMS = ("30101", "30201", "30299", "302")
HEADINGS = {
    "subject": ("功能科目", "支出功能分类科目编码", "支出功能分类", " 功能分类科目代码 "),
    "economic_subject": ("经济科目", "部门支出经济分类科目编码", "部门经济分类", "经济\n科目"),
    "fund": ("资金性质", "资金性质名称"),
    "nature": ("支出性质", "支出性质名称"),
    "amount": ("金额", "支付金额", "金额（元）", "发生额"),
}
FUNDS = {
    jt.Fund.GENERAL_PUBLIC_BUDGET: ("一般公共预算资金", "111-一般公共预算资金", "一般公共预算"),
    jt.Fund.GOVERNMENT_FUND: ("政府性基金预算资金", "政府性基金"),
    jt.Fund.STATE_CAPITAL: ("国有资本经营预算资金", "3 国有资本经营预算"),
    jt.Fund.NON_APPROPRIATION: ("单位资金", "财政专户管理资金"),
}


@dataclass
class Sum:
    """What rows add up to, worked out in whole 分: where the first is, and how many."""

    cents: int
    first: int
    count: int


@dataclass
class Drawn:
    """A ledger by columns and rows, and what it must give, by what the facts are about."""

    columns: list[str]
    rows: list[list[Any]]
    spent: dict[Spent, Sum]
    items: dict[str, Sum]

    def as_dicts(self) -> list[Row]:
        """Return the rows as records."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def _added(sums: dict[Any, Sum], key: object, cents: int, number: int) -> None:
    known = sums.setdefault(key, Sum(0, number, 0))
    known.cents += cents
    known.count += 1


def full_width(text: str) -> str:
    """Return digits as they come out of a Chinese keyboard."""
    return text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.,-"})


def spelled(cents: int) -> list[Any]:
    """Return an amount in all the ways in which it may stand in a row."""
    exact = Decimal(cents).scaleb(-2)
    plain = f"{exact:.2f}"
    noisy = Decimal(cents * 10**5 + 9).scaleb(-7)
    ways: list[Any] = [
        exact,
        plain,
        f"{exact:,.2f}",
        f" {plain} ",
        f"¥{plain}元",
        full_width(plain),
    ]
    ways += [float(plain), str(noisy), f"{noisy:E}"]
    return [*ways, cents // 100] if cents % 100 == 0 else ways


def _codes(code: str) -> list[str]:
    """Return a code in the ways of ledgers, with and without a name behind it."""
    behind = [f"{code}-某项支出", f"{code} 某项支出", f"[{code}]某项支出", f"{code}.0"]
    return [code, f" {code}\t", f"'{code}", f'="{code}"', full_width(code), *behind]


@st.composite
def ledgers(draw: st.DrawFn) -> Drawn:
    """Any rows in any order, blank ones among them, under any known headings, with others between."""
    names = {field: draw(st.sampled_from(known)) for field, known in HEADINGS.items()}
    columns = draw(st.permutations([*names.values(), "摘要", "凭证号"]))
    itemised = draw(st.booleans())
    drawn = Drawn(columns, [], {}, {})
    for number in range(1, draw(st.integers(1, 12)) + 1):
        row = dict.fromkeys(columns, "")
        if number == 1 or draw(st.integers(0, 5)):
            cents = draw(
                st.integers(-(10**6), 10**11) | st.integers(-500, 500).map(lambda n: n * 100)
            )
            fund, nature = draw(st.sampled_from(jt.Fund)), draw(st.sampled_from(jt.Nature))
            subject, item = draw(st.sampled_from(SUBJECTS)), draw(st.sampled_from(ITEMS))
            basic = (fund, nature) == (GENERAL, jt.Nature.BASIC)
            _added(drawn.spent, (subject, nature.value, fund.value), cents, number)
            if basic and itemised:
                _added(drawn.items, item, cents, number)
            row[names["subject"]] = draw(st.sampled_from(_codes(subject)))
            coded = st.sampled_from(_codes(item))
            row[names["economic_subject"]] = draw(coded if basic else coded | st.just("50502"))
            if basic and not itemised:
                row[names["economic_subject"]] = ""
            row[names["fund"]] = draw(st.sampled_from((fund.value, *FUNDS[fund])))
            row[names["nature"]] = draw(st.sampled_from((nature.value, f"{number}-{nature.value}")))
            row[names["amount"]] = draw(st.sampled_from(spelled(cents)))
        row["摘要"] = draw(st.sampled_from(("", "付“办公费”, 1月", '"甲"；乙', "支出合计 3 笔")))
        drawn.rows.append([row[column] for column in columns])
    return drawn


class PandasLike:
    """Has what is read of a pandas frame."""

    def __init__(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Keep the rows."""
        self.columns = [*columns]
        self._rows = [*rows]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns, as a frame does."""
        return iter(self.columns)

    def __len__(self) -> int:
        """Return the number of rows, as a frame does."""
        return len(self._rows)

    @property
    def iloc(self) -> PandasLike:
        """Return what takes slices of rows."""
        return self

    def __getitem__(self, rows: slice) -> PandasLike:
        """Return some of the rows."""
        return type(self)(self.columns, self._rows[rows])

    def astype(self, kind: type) -> PandasLike:
        """Return the same, as Python's own objects."""
        assert kind is object
        return self

    def itertuples(self, *, index: bool, name: str | None) -> Iterator[tuple[Any, ...]]:
        """Yield the rows; without a name they are plain."""
        assert not index
        assert name is None
        return map(tuple, self._rows)


class PolarsLike(PandasLike):
    """Has what is read of a polars frame."""

    def iter_rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows."""
        return map(tuple, self._rows)


def _cursor(drawn: Drawn, base: sqlite3.Connection) -> sqlite3.Cursor:
    """Return a database cursor over the rows; amounts are text, whole numbers or floats there."""
    named = ", ".join(f'"{name}"' for name in drawn.columns)
    marks = ", ".join("?" * len(drawn.columns))
    base.execute("DROP TABLE IF EXISTS ledger")
    base.execute(f"CREATE TABLE ledger ({named})")
    for row in drawn.rows:
        values = [str(each) if isinstance(each, Decimal) else each for each in row]
        base.execute(f"INSERT INTO ledger VALUES ({marks})", values)  # noqa: S608 marks only
    return base.execute("SELECT * FROM ledger ORDER BY rowid")


def _rows_of_cursor(drawn: Drawn, base: sqlite3.Connection) -> list[sqlite3.Row]:
    cursor = _cursor(drawn, base)
    cursor.row_factory = sqlite3.Row
    return cursor.fetchall()


def as_csv(drawn: Drawn, delimiter: str = ",") -> str:
    """Return the rows as a spreadsheet saves them."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([[name.replace("\n", "") for name in drawn.columns], *drawn.rows])
    return text.getvalue()


SHAPES: dict[str, Callable[[Drawn, sqlite3.Connection], Any]] = {
    "list of dicts": lambda drawn, _: drawn.as_dicts(),
    "generator": lambda drawn, _: (row for row in drawn.as_dicts()),
    "csv.DictReader": lambda drawn, _: csv.DictReader(io.StringIO(as_csv(drawn), newline="")),
    "sqlite3 cursor": _cursor,
    "list of sqlite3.Row": _rows_of_cursor,
    "pandas": lambda drawn, _: PandasLike(drawn.columns, drawn.rows),
    "polars": lambda drawn, _: PolarsLike(drawn.columns, drawn.rows),
}
"""The same rows as whoever has them hands them over."""
