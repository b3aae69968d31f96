"""决算公开填报表 explains itself: colours, formulas, lists, locks; and survives LibreOffice."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from excel_lint import lint
from fill_in_books import draft_of, needs_soffice, saved_by_libreoffice, sheets_of
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator, ValidationSeverity  # type: ignore[import-untyped]

import juesuan_tables as jt
from juesuan_tables.checks.explanation import comparable
from juesuan_tables.figure import ZERO
from juesuan_tables.inputs.draft import Draft
from juesuan_tables.inputs.fill_in import Reason, read_fill_in
from juesuan_tables.terms import chinese_figure
from juesuan_tables.writers.fill_in import workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell

EXAMPLES = Path(__file__).parent.parent / "examples"
YELLOW = "FFFFFF00"
FUNCTIONS = {"SUM", "SUMIF", "IF", "ROUND", "INDEX", "MATCH"}
LEAST_EXPORTED = ("notes", "budgets", "income", "approval_number", "approval_date")
MOST_YELLOW = 40
_VALIDATOR = OpenXmlValidator(strict=True, max_errors=0)


def _reasons(report: jt.Report) -> list[Reason]:
    figures = report.figures
    return [
        Reason(kind, name, before.amount if before else None, figures[name].amount, "上年添置设备")
        for kind, name, before in comparable(report)
        if name in figures
    ]


@pytest.fixture(scope="module")
def content(lusong: jt.Report) -> bytes:
    """Return the workbook of the real unit: its export and last year's publication are known."""
    return workbook(draft_of(lusong.accounts, LEAST_EXPORTED), lusong.edition, _reasons(lusong))


def _cells(content: bytes) -> Iterator[Cell]:
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            yield from row  # type: ignore[misc]


def _yellow(content: bytes) -> list[Cell]:
    return [cell for cell in _cells(content) if cell.fill.fgColor.rgb == YELLOW]


def test_at_most_forty_cells_are_left_to_type(content: bytes) -> None:
    """An export and last year's publication leave little; every yellow cell is empty and open."""
    yellow = _yellow(content)

    print(f"{len(yellow)} cells are yellow")
    assert 0 < len(yellow) <= MOST_YELLOW
    assert all(cell.value is None and not cell.protection.locked for cell in yellow)


def test_formulas_use_six_functions(content: bytes) -> None:
    """Any program computes them, those behind colours and rules included."""
    book = load_workbook(io.BytesIO(content))
    formulas = [str(cell.value) for cell in _cells(content) if cell.data_type == "f"]
    for sheet in book.worksheets:
        rules = [rule for each in sheet.conditional_formatting for rule in each.rules]
        formulas += [str(formula) for rule in rules for formula in rule.formula]
        formulas += [str(rule.formula1) for rule in sheet.data_validations.dataValidation]

    used = {
        name
        for formula in formulas
        for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", re.sub(r'"[^"]*"', "", formula))
    }
    assert used <= FUNCTIONS
    assert len(formulas) > 100
    assert max(map(len, formulas)) < 8000


def test_neither_excel_nor_the_standard_finds_a_fault(
    content: bytes, lusong: jt.Report, tmp_path: Path
) -> None:
    """The workbook opens without a word, full or fresh."""
    for each in (content, workbook(Draft({}), lusong.edition)):
        path = tmp_path / "填报表.xlsx"
        path.write_bytes(each)
        errors = _VALIDATOR.validate(path).errors

        assert [line for line in lint(each) if "is a formula" not in line] == []
        assert [str(e) for e in errors if e.severity is ValidationSeverity.ERROR] == []


def test_what_is_not_to_be_typed_is_locked(content: bytes) -> None:
    """Sheets are protected without a password; headings and formulas that nobody reads are locked."""
    for sheet in load_workbook(io.BytesIO(content)).worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.insertRows
        frozen = int(re.sub(r"\D", "", str(sheet.freeze_panes)))
        heads = [cell for row in sheet.iter_rows(max_row=frozen - 1) for cell in row]
        assert all(cell.protection.locked for cell in heads)


def test_every_rule_rejects_and_says_why(content: bytes) -> None:
    """Lists and ranges show both messages, in Chinese: else they reject nothing."""
    rules = [
        rule
        for sheet in load_workbook(io.BytesIO(content)).worksheets
        for rule in sheet.data_validations.dataValidation
    ]

    assert {rule.type for rule in rules} >= {"list", "decimal", "whole", "date", "textLength"}
    for rule in rules:
        assert rule.showErrorMessage
        assert rule.showInputMessage
        assert rule.errorStyle in {None, "stop"}
        assert re.search(r"[一-龥]", f"{rule.error}")
        assert re.search(r"[一-龥]", f"{rule.prompt}")


def test_the_first_sheet_counts_what_is_left(content: bytes) -> None:
    """待填n项 stands on top, and that nothing secret may be typed."""
    (cover, *_) = load_workbook(io.BytesIO(content)).worksheets
    texts = [str(cell.value) for row in cover.iter_rows(max_row=8) for cell in row if cell.value]

    assert texts[0] == "决算公开填报表"
    assert any("不得填写涉密信息" in text for text in texts)
    assert any(text.startswith('="待填"&') for text in texts)


def _filled(content: bytes) -> bytes:
    """Type into every yellow cell, and one item more on a spare line."""
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.fill.fgColor.rgb == YELLOW:
                    cell.value = _typed(cell.number_format)
    spent = book["支出"]
    heads = {cell.value: cell.column or 0 for row in spent.iter_rows(max_row=4) for cell in row}
    spare = next(row for row in range(5, 40) if spent.cell(row, 1).value is None)
    for title, value in (
        ("科目编码", 2120803),
        ("科目名称", "城市建设支出"),
        ("年初预算", "１，234.50"),
        ("政府性基金项目支出", 1234.56 - 1000),
    ):
        spent.cell(spare, heads[title]).value = value
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def _typed(number_format: str) -> Any:  # noqa: ANN401 whatever fits the cell
    if "yy" in number_format:
        return date(2019, 8, 30)
    return "添置了设备" if number_format == "@" else 1000


@needs_soffice
@pytest.mark.parametrize("example", ["whole-2018", "whole-2024", "shegongbu-2024"])
def test_the_amounts_beside_a_reason_are_those_of_the_report(example: str, tmp_path: Path) -> None:
    """Formulas over the sheets come to what the explanation prints, for every figure compared."""
    report = jt.build_report(jt.load_accounts(EXAMPLES / f"{example}.yaml"))
    reasons = _reasons(report)
    content = workbook(draft_of(report.accounts), report.edition, reasons)

    sheets = sheets_of(saved_by_libreoffice(content, tmp_path))

    (rows,) = (sheet.rows for sheet in sheets if sheet.name == "原因")
    shown = {(row[0], row[2]): row[3:7] for row in rows}
    assert reasons
    for each in reasons:
        before, now, change, rate = shown[chinese_figure(each.figure), each.kind.value]
        assert now == _wan(each.now)
        if each.before is not None:
            assert before == _wan(each.before)
            expected = jt.Change(jt.Figure("", each.now or ZERO), jt.Figure("", each.before))
            assert change == expected.difference
            assert (rate or None) == expected.rate
    assert read_fill_in(sheets).fields == read_fill_in(sheets_of(content)).fields


def _wan(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else jt.Figure("", amount).shown


@needs_soffice
def test_filled_in_and_saved_by_libreoffice_it_is_read(
    content: bytes, lusong: jt.Report, tmp_path: Path
) -> None:
    """Nothing is left open, derived income included, and the count on top has come to nothing."""
    sheets = sheets_of(saved_by_libreoffice(_filled(content), tmp_path))
    accounts = read_fill_in(sheets).accounts()

    assert any(cell == "待填0项" for row in sheets[0].rows for cell in row)
    derived = {(fact.subject, fact.kind, fact.amount) for fact in accounts.income}
    known = {(fact.subject, fact.kind, fact.amount) for fact in lusong.accounts.income}
    fund = jt.IncomeKind.GOVERNMENT_FUND_INCOME
    assert derived == known | {("2120803", fund, Decimal("234.56"))}
    budgets = {(each.subject, each.fund): each.amount for each in accounts.budgets}
    assert budgets["2120803", jt.Fund.GOVERNMENT_FUND] == Decimal("1234.50")
    assert budgets["2010301", jt.Fund.GENERAL_PUBLIC_BUDGET] == Decimal("1000.00")
    previews = [row[8] for row in sheets[8].rows if len(row) > 8]
    assert "比上年增加49.41万元，增长15.88%，主要是因为添置了设备。" in previews
    jt.build_report(accounts)


def test_formulas_that_nothing_computed_are_told_once_a_sheet(content: bytes) -> None:
    """At the formula itself, not at the number typed beside it: the officer must save the file."""
    with pytest.raises(jt.InputError) as caught:
        read_fill_in(sheets_of(_filled(content)))

    told = [str(problem) for problem in caught.value.problems]
    assert [line for line in told if "公式没有算出结果" in line] == [
        "错误 填报表.xlsx!支出!C5：公式没有算出结果。请用WPS或Excel打开并保存一次。",
        "错误 填报表.xlsx!收入!C5：公式没有算出结果。请用WPS或Excel打开并保存一次。",
    ]
