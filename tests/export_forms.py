"""The 财决 forms made from facts: what each of them says, in 元, as rows below heads.

Nothing here knows how the package reads them. Sums are made here, cell by cell.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from strategies_parts import ZERO, added, of_fund

import juesuan_tables as jt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

GENERAL, FUND, CAPITAL, OTHER = jt.Fund
KIND, NATURE = jt.IncomeKind, jt.Nature
OPENING, CLOSING, USED, DISTRIBUTED = jt.BalanceKind
INCOME_OF = dict(zip(tuple(jt.Fund)[:3], jt.IncomeKind, strict=False))
LISTS = Path(__file__).parent.parent / "juesuan_tables" / "catalogues"


@dataclass(frozen=True)
class Page:
    """A form: its number and title, its heads band by band, and its body.

    Forms by subject have ``rows`` by code, others ``lines`` as they are printed.
    """

    number: str
    title: str
    heads: Sequence[Sequence[str]]
    rows: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)
    total: Sequence[Decimal] = ()
    lines: Sequence[Sequence[Any]] = ()
    notes: Sequence[str] = ()


def spent(facts: jt.Accounts, **what: Any) -> dict[str, Decimal]:  # noqa: ANN401 fields of facts
    """Return spending by subject, of the fund and the nature that are asked for."""
    return _by_subject(f for f in facts.expenditure if _is(f, what))


def _is(fact: Any, what: Mapping[str, Any]) -> bool:  # noqa: ANN401 any fact
    return all(getattr(fact, name) is value for name, value in what.items())


def _by_subject(facts: Iterable[Any]) -> dict[str, Decimal]:
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for fact in facts:
        found[fact.subject] += fact.amount
    return found


def income_form(facts: jt.Accounts) -> Page:
    """Return 03: 合计, 财政拨款, then every other kind, 事业收入 divided."""
    others = [kind for kind in KIND if kind not in INCOME_OF.values()]
    whole = _by_subject(facts.income)
    fiscal = _by_subject(f for f in facts.income if f.kind in INCOME_OF.values())
    by_kind = [_by_subject(f for f in facts.income if f.kind is kind) for kind in others]
    empty: dict[str, Decimal] = {}
    columns = [whole, fiscal, by_kind[0], by_kind[1], empty, *by_kind[2:]]
    names = ["本年收入合计", "财政拨款收入", *others]
    heads = [*names[:4], "", *names[4:]]
    return _form("03", "收入决算表", [heads, ["", "", "", "小计", "其中：教育收费"]], columns)


def expenditure_form(facts: jt.Accounts) -> Page:
    """Return 04: 合计, then every nature."""
    columns = [_by_subject(facts.expenditure), *(spent(facts, nature=n) for n in NATURE)]
    return _form("04", "支出决算表", [["本年支出合计", *NATURE]], columns)


def fund_form(facts: jt.Accounts, fund: jt.Fund, matrix: Matrix) -> Page:
    """Return 07, 09 or 11: 年初, income, spending and 年末, each divided."""
    opening, closing = (_carried(facts, fund, kind) for kind in (OPENING, CLOSING))
    income = _by_subject(f for f in facts.income if f.kind is INCOME_OF[fund])
    basic = spent(facts, fund=fund, nature=NATURE.BASIC)
    project = spent(facts, fund=fund, nature=NATURE.PROJECT)
    every = spent(facts, fund=fund)
    personnel = matrix.personnel() if fund is GENERAL else {}
    running = {code: basic[code] - personnel.get(code, ZERO) for code in basic}
    number, title = {
        GENERAL: ("07", "一般公共预算财政拨款收入支出决算表"),
        FUND: ("09", "政府性基金预算财政拨款收入支出决算表"),
        CAPITAL: ("11", "国有资本经营预算财政拨款收入支出决算表"),
    }[fund]
    none: dict[str, Decimal] = {}
    bands = [
        ["年初结转和结余", "", "", "本年收入", "", "", "本年支出", "", "", "", "", "年末结转和结余"],
        ["合计", "基本支出结转", "项目支出结转和结余", "合计", "基本支出", "项目支出",
         "合计", "基本支出", "", "", "项目支出", "合计", "基本支出结转", "项目支出结转和结余"],
        ["", "", "", "", "", "", "", "小计", "人员经费", "日常公用经费", "", "", "",
         "合计", "项目支出结转", "项目支出结余"],
    ]  # fmt: skip
    columns = [
        opening, none, opening, income, income, none, every, basic, personnel, running, project,
        closing, none, closing, closing, none,
    ]  # fmt: skip
    return _form(number, title, bands, columns)


def _carried(facts: jt.Accounts, fund: jt.Fund, kind: jt.BalanceKind) -> dict[str, Decimal]:
    """Return a balance by subject; what has none is put on the first that the fund paid for."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    paid_for = sorted(f.subject for f in of_fund(facts.expenditure, fund))
    for fact in of_fund(facts.balances, fund):
        if fact.kind is kind:
            found[fact.subject or (paid_for or ["2010301"])[0]] += fact.amount
    return found


@dataclass(frozen=True)
class Matrix:
    """Basic spending of the general budget by functional and economic subject."""

    cells: Mapping[tuple[str, str], Decimal]

    @classmethod
    def of(cls, facts: jt.Accounts) -> Matrix:
        """Spread what is known of each item over what is known of each economic subject."""
        rows = dict(spent(facts, fund=GENERAL, nature=NATURE.BASIC))
        columns = {f.economic_subject: ZERO for f in facts.economic_expenditure}
        for fact in facts.economic_expenditure:
            columns[fact.economic_subject] += fact.amount
        sign = -1 if sum(rows.values()) < 0 else 1
        left = {code: sign * amount for code, amount in rows.items()}
        cells: dict[tuple[str, str], Decimal] = {}
        for column, amount in columns.items():
            wanted = sign * amount
            for row, here in left.items():
                part = min(here, wanted)
                left[row], wanted = here - part, wanted - part
                cells[row, column] = sign * part
        return cls(cells)

    def personnel(self) -> dict[str, Decimal]:
        """Return 人员经费 by item."""
        found: defaultdict[str, Decimal] = defaultdict(Decimal)
        for (row, column), amount in self.cells.items():
            found[row] += amount if column.startswith(("301", "303")) else ZERO
        return found

    def column(self, code: str) -> dict[str, Decimal]:
        """Return the amounts of an economic subject, or of all below a 类, by item."""
        found: defaultdict[str, Decimal] = defaultdict(Decimal)
        for (row, column), amount in self.cells.items():
            found[row] += amount if column.startswith(code) else ZERO
        return found


def _economic_subjects(year: int) -> dict[str, str]:
    """Return the names of all economic codes of a year, the remembered ones where no other is."""
    known = {}
    for name in ("unverified_suggestions", "economic"):
        with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                held = int(row["from_year"] or 0) <= year <= int(row["until_year"] or year)
                if held and row["code"].startswith("3"):
                    known[row["code"]] = row["name"]
    return known


def basic_form(matrix: Matrix, year: int, *, codes: bool) -> Page:
    """Return 08-1: 合计, then every 类 with its 款, called by name or by code and name."""
    known = _economic_subjects(year)
    bands: list[list[str]] = [["合计"], [""]]
    columns = [matrix.column("3")]
    for category in sorted(code for code in known if len(code) == 3):
        sections = sorted(c for c in known if c.startswith(category) and len(c) == 5)
        bands[0] += [known[category], *[""] * len(sections)]
        bands[1] += [
            "小计",
            *(f"{code} {known[code]}" if codes else known[code] for code in sections),
        ]
        columns += [matrix.column(category), *(matrix.column(code) for code in sections)]
    return _form("08-1", "一般公共预算财政拨款基本支出决算明细表", bands, columns)


def _form(
    number: str,
    title: str,
    bands: Sequence[Sequence[str]],
    columns: Sequence[Mapping[str, Decimal]],
) -> Page:
    """Return a form by subject: items, and above them 款, 类 and 合计, which add them up."""
    items = sorted({code for column in columns for code in column})
    rows: defaultdict[str, list[Decimal]] = defaultdict(lambda: [ZERO] * len(columns))
    for code in items:
        for row in dict.fromkeys(("total", code[:3], code[:5], code)):
            for index, column in enumerate(columns):
                rows[row][index] += column.get(code, ZERO)
    total = rows.pop("total", [ZERO] * len(columns))
    return Page(number, title, bands, dict(sorted(rows.items())), total)


def roll_forward_form(facts: jt.Accounts) -> Page:
    """Return 02: 年初, income, spending, what was used and distributed, 年末."""
    codes = [*_by_subject([*facts.income, *facts.expenditure])] or ["2010301"]

    def whole(kind: jt.BalanceKind) -> dict[str, Decimal]:
        return {min(codes): added(f for f in facts.balances if f.kind is kind)}

    every = _by_subject(facts.expenditure)
    basic, project = (spent(facts, nature=n) for n in (NATURE.BASIC, NATURE.PROJECT))
    bands = [
        ["年初结转和结余", "本年收入", "本年支出", "", "", str(USED), "结余分配", "年末结转和结余"],
        ["", "", "合计", "基本支出", "项目支出", "", "", ""],
    ]
    columns = [
        whole(OPENING), _by_subject(facts.income), every, basic, project,
        whole(USED), whole(DISTRIBUTED), whole(CLOSING),
    ]  # fmt: skip
    return _form("02", "收入支出决算表", bands, columns)
