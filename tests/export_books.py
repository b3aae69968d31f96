"""财决 workbooks made from facts, in the documented layout and in variations of it.

No original export is at hand. ``docs/howto/from-export.md`` says what of the layout is evidenced;
what is not, varies here.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import xlwt
from export_forms import (
    CAPITAL,
    FUND,
    GENERAL,
    Matrix,
    Page,
    basic_form,
    expenditure_form,
    fund_form,
    income_form,
    roll_forward_form,
)
from export_lines import cover_lines, fiscal_form, operation_form, summary_form
from hypothesis import strategies as st
from openpyxl import Workbook

import juesuan_tables as jt
from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan_tables.reading.sheet import Value

NAME_LIMIT = 31
WAN = Decimal(10_000)


@dataclass(frozen=True)
class Variant:
    """In what an export may differ from the plainest one."""

    naming: str = "code"
    codes: str = "one"
    nothing: Value = None
    wan: bool = False
    rounded: bool = False
    typed: bool = False
    ordinals: bool = True
    band: bool = False
    gaps: tuple[int, ...] = ()
    economic_codes: bool = False
    at_once: bool = False
    cover: bool = True
    optional: bool = True


variants = st.builds(
    Variant,
    naming=st.sampled_from(["code", "dash", "wide", "bracket", "inside", "files"]),
    codes=st.sampled_from(["one", "split", "levels", "numbers", "spaced"]),
    nothing=st.sampled_from([None, "—", Decimal(0), "", "-"]),
    wan=st.booleans(),
    typed=st.booleans(),
    ordinals=st.booleans(),
    band=st.booleans(),
    gaps=st.lists(st.integers(0, 9), max_size=2, unique=True).map(tuple),
    economic_codes=st.booleans(),
    at_once=st.booleans(),
    cover=st.booleans(),
    optional=st.booleans(),
)


def export_of(facts: jt.Accounts, variant: Variant | None = None) -> list[Sheet]:
    """Return the sheets of a unit's export."""
    variant = variant or Variant()
    classes = jt.load_edition(facts.edition or "mof-2018").class_names
    matrix = Matrix.of(facts)
    pages = [
        summary_form(facts, classes, at_once=variant.at_once),
        fiscal_form(facts, classes),
        roll_forward_form(facts),
        income_form(facts),
        expenditure_form(facts),
        *(fund_form(facts, fund, matrix) for fund in (GENERAL, FUND, CAPITAL)),
        basic_form(matrix, facts.year, codes=variant.economic_codes),
        operation_form(facts),
    ]
    if not variant.optional:
        pages = [page for page in pages if page.number not in {"01-1", "02"}]
    names = {**classes, **facts.names}
    sheets = [_sheet(page, facts, names, variant) for page in pages]
    if variant.cover:
        cover = tuple(map(tuple, cover_lines(facts)))
        sheets.insert(0, Sheet(sheets[0].file, "FMDM 封面代码", cover))
    return sheets


def _sheet(page: Page, facts: jt.Accounts, names: dict[str, str], variant: Variant) -> Sheet:
    """Return one form as a sheet: what stands above it, its heads, its body."""
    number = f"财决{page.number}表"
    unit = "金额单位：万元" if variant.wan else "金额单位：元"
    above: list[list[Value]] = [
        [page.title],
        ["", "", number] if variant.naming != "files" else [],
        [f"编制单位：{facts.unit}", "", f"{facts.year}年度", unit],
    ]
    heads, body = _by_lines(page, variant) if page.lines else _by_subject(page, names, variant)
    if variant.band and not page.lines:
        heads.insert(0, ["项目", "", "", "", "收支情况"])
    notes: list[list[Value]] = [[note] for note in page.notes]
    rows = [*above, *heads, *body, *notes]
    name, file = _named(page, variant)
    return Sheet(file, name, tuple(tuple(_spread(row, variant.gaps)) for row in rows))


def _named(page: Page, variant: Variant) -> tuple[str, str]:
    """Return the names of a sheet, cut off as Excel does it, and of its file."""
    code = f"F{page.number[1:]}" if page.number[0] == "附" else f"Z{page.number.replace('-', '_')}"
    names = {
        "code": f"{code} {page.title}(财决{page.number}表)",
        "dash": f"{code.replace('_', '-')} {page.title}（财决{page.number}表）",
        "wide": f"{page.title}（财决{page.number}表）",
        "bracket": f"财决{page.number}表",
        "inside": page.number,
        "files": "Sheet1",
    }
    file = f"财决{page.number}表.xlsx" if variant.naming == "files" else "某局.xls"
    return names[variant.naming][:NAME_LIMIT], file


def _by_subject(
    page: Page, names: dict[str, str], variant: Variant
) -> tuple[list[list[Value]], list[list[Value]]]:
    """Return heads and body of a form by subject."""
    bands = [list(band) + [""] * (len(page.total) - len(band)) for band in page.heads]
    heads: list[list[Value]] = [["支出功能分类科目编码", "", "", "科目名称", *bands[0]]]
    heads += [["", "", "", "", *band] for band in bands[1:]]
    if variant.ordinals:
        ordinals = [Decimal(number + 1) for number in range(len(page.total))]
        heads.append(["类", "款", "项", "栏次", *ordinals])
    elif variant.codes in {"split", "numbers"}:
        heads.append(["类", "款", "项", "", *[""] * len(page.total)])
    body: list[list[Value]] = [["", "", "", "合计", *_amounts(page.total, variant)]]
    for code, amounts in page.rows.items():
        name = "　" * (len(code) // 2 - 1) + names.get(code, "某项支出")
        body.append([*_code(code, variant), name, *_amounts(amounts, variant)])
    return heads, body


def _code(code: str, variant: Variant) -> list[Value]:
    """Return the three cells of a code."""
    parts = [code[:3], code[3:5], code[5:]]
    if variant.codes == "split":
        return [part or None for part in parts]
    if variant.codes == "numbers":
        return [Decimal(part) if part else None for part in parts]
    if variant.codes == "levels":
        return [code[:length] if len(code) >= length else None for length in (3, 5, 7)]
    return [f"  {code} " if variant.codes == "spaced" else code, None, None]


def _by_lines(page: Page, variant: Variant) -> tuple[list[list[Value]], list[list[Value]]]:
    """Return heads and body of a form of fixed lines, its lines numbered."""
    heads: list[list[Value]] = [list(band) for band in page.heads]
    if variant.ordinals:
        first = page.heads[min(1, len(page.heads) - 1)]
        labels = [head.startswith("项目") for head in first]
        heads.append(["栏次" if label else None for label in labels])
    body = [[_cell(value, variant) for value in line] for line in page.lines]
    return heads, body


def _cell(value: str | int | Decimal | None, variant: Variant) -> Value:
    """Return a cell of a line: a label, a count (an int) as it is, an amount in the form's unit."""
    if isinstance(value, Decimal):
        return _amount(value, variant)
    return value if value is None or isinstance(value, str) else Decimal(f"{value}")


def _amounts(amounts: Sequence[Decimal], variant: Variant) -> list[Value]:
    return [_amount(amount, variant) for amount in amounts]


def _amount(amount: Decimal, variant: Variant) -> Value:
    if not amount:
        return variant.nothing
    shown = amount / WAN if variant.wan else amount
    if variant.rounded:  # half up, to two decimals of 万元
        cents = abs(int(amount * 100))
        shown = Decimal((cents + 5_000) // 10_000).scaleb(-2).copy_sign(amount)
    if variant.typed:
        return f"{shown:,.6f}" if variant.wan and not variant.rounded else f"{shown:,.2f}"
    return shown


def _spread(row: Sequence[Value], gaps: Sequence[int]) -> Iterator[Value]:
    """Yield a row with blank columns put in, in each place in turn."""
    for column, value in enumerate(row):
        if column in gaps:
            yield None
        yield value or None if isinstance(value, str) else value


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Return the sheets as a workbook of today."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for row in sheet.rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(sheets: Sequence[Sheet]) -> bytes:
    """Return the sheets as the workbook that the software writes."""
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        for number, row in enumerate(sheet.rows):
            for column, value in enumerate(row):
                if value is not None:
                    page.write(number, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(sheet: Sheet, row: int, column: int, value: Value) -> Sheet:
    """Return a sheet with another value in one cell."""
    rows = [list(cells) for cells in sheet.rows]
    rows[row][column] = value
    return replace(sheet, rows=tuple(map(tuple, rows)))
