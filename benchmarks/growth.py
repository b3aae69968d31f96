"""Time and count what a unit with ever more items costs: it ought to grow as they do.

Run it from anywhere: ``python benchmarks/growth.py [--items N ...] [--json FILE]``. Every item has an
income, a spending, a row in five tables and two sentences. Milliseconds are the processor's, of one run.
"""

from __future__ import annotations

import argparse
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, TypeVar

from timing import machine, peak_megabytes, write_record

import juesuan_tables as jt
from juesuan_tables import audits, narrative
from juesuan_tables.reviews import review_files
from juesuan_tables.writers import docx, html, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

ITEMS = (10, 100, 1_000, 10_000)
EDITION = "mof-2018"
CLASSES, SECTIONS, ITEMS_OF_A_SECTION = (201, 205, 208, 210), 90, 90


def main() -> None:
    """Time every step for every number of items."""
    parser = argparse.ArgumentParser(description="Time a unit with ever more items.")
    parser.add_argument("--items", type=int, nargs="+", default=ITEMS)
    parser.add_argument("--json", metavar="FILE", type=Path, help="also write JSON")
    given = parser.parse_args()
    print(f"ms of the processor: {machine()}\n")
    timed = {items: dict(_steps(items)) for items in given.items}
    print(f"{'items':14}" + "".join(f"{items:>12}" for items in timed) + f"{'last/before':>14}")
    for step in timed[given.items[0]]:
        row = [each[step] for each in timed.values()]
        print(f"{step:14}" + "".join(f"{each:12.1f}" for each in row) + f"{_growth(row):>14}")
    peak = peak_megabytes()
    print(f"\npeak memory {peak:.0f} MB")
    if given.json:
        record = {"environment": machine(), "items": timed, "peak_megabytes": round(peak)}
        write_record(given.json, record)


def _growth(row: list[float]) -> str:
    """Return how many times as long the most items take as those before them."""
    return f"{row[-1] / row[-2]:.1f}" if len(row) > 1 else ""


def _steps(items: int) -> Iterator[tuple[str, float]]:
    """Yield each step and its milliseconds."""
    _whole(_unit(1))  # a warm-up
    accounts = _unit(items)
    steps = _whole(accounts)
    yield from steps.items()
    yield "all", sum(steps.values())


def _whole(accounts: jt.Accounts) -> dict[str, float]:
    """Return what each step of a publication takes."""
    taken: dict[str, float] = {}
    timed = partial(_timed, taken)
    report = timed("build_report", partial(jt.build_report, accounts, EDITION))
    prose = timed("narrate", partial(jt.narrate, report)).as_printed()
    audit = timed("checks, audit", partial(audits.audit_of_report, report, prose))
    made = date(accounts.year, 12, 31)
    timed("xlsx", partial(jt.workbook, report))
    timed("docx", partial(docx.document, prose, made=made))
    timed("html", lambda: html.page(prose, narrative.charts(report), templates=None))
    timed("正文粘贴", partial(html.paste, prose, templates=None))
    timed("txt", partial(text.plain, prose))
    timed("md", partial(text.markdown, prose))
    timed("审核报告", partial(review_files, report, audit, audits.RULES, None, blank_zeros=None))
    return taken


def _timed(taken: dict[str, float], name: str, job: Callable[[], T]) -> T:
    """Do a step and note its milliseconds."""
    begun = process_time()
    made = job()
    taken[name] = (process_time() - begun) * 1000
    return made


def _unit(items: int) -> jt.Accounts:
    """Return a unit with so many items, every amount another."""
    codes = [*_codes(items)]
    amounts = [Decimal(10_000 + 137 * number) for number in range(items)]
    names = {code: f"第{code}项" for code in codes} | {
        code[:5]: f"第{code[:5]}款" for code in codes
    }
    natures = (jt.Nature.BASIC, jt.Nature.PROJECT)
    spent = [
        jt.Expenditure(
            subject=code,
            nature=natures[number % 2],
            fund=jt.Fund.GENERAL_PUBLIC_BUDGET,
            amount=amounts[number],
        )
        for number, code in enumerate(codes)
    ]
    basic = sum((each.amount for each in spent if each.nature is jt.Nature.BASIC), Decimal(0))
    return jt.Accounts(
        unit="某市某局",
        entity=jt.Entity.DEPARTMENT,
        year=2018,
        names=names | {"30101": "基本工资"},
        income=tuple(
            jt.Income(subject=code, kind=jt.IncomeKind.GENERAL_PUBLIC_BUDGET_INCOME, amount=amount)
            for code, amount in zip(codes, amounts, strict=True)
        ),
        expenditure=tuple(spent),
        economic_expenditure=(jt.EconomicExpenditure(economic_subject="30101", amount=basic),),
    )


def _codes(items: int) -> Iterator[str]:
    """Yield so many codes of 项."""
    for number in range(items):
        rest, item = divmod(number, ITEMS_OF_A_SECTION)
        kind, section = divmod(rest, SECTIONS)
        yield f"{CLASSES[kind]}{section + 1:02}{item + 1:02}"


if __name__ == "__main__":
    main()
