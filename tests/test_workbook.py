"""The workbook opens in Excel without a word, holds what the tables print, is ready to print."""

from __future__ import annotations

import io
import math
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from excel_lint import lint
from lxml import etree  # type: ignore[import-untyped]
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openxml_audit import OpenXmlValidator, ValidationSeverity  # type: ignore[import-untyped]
from planted_faults import FAULTS, Fault, broken

import juesuan_tables as jt
from juesuan_tables.grid import display_width

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "#N/A", '=HYPERLINK("http://x")', "'=1", "<b>&\"'", "TRUE",
    "_x0041_", "_x005F_x0041_x0042_", "1e5", "2018-01-01", "甲  乙", "𠮷野家",
)  # fmt: skip
WRITE_LATER = """
import sys, time, juesuan_tables as jt
time.sleep(2)
sys.stdout.buffer.write(jt.workbook(jt.build_report(jt.load_accounts(sys.argv[1]))))
"""
_VALIDATOR = OpenXmlValidator(strict=True, max_errors=0)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@pytest.fixture(scope="module")
def content(lusong: jt.Report) -> bytes:
    """Return the workbook of the real input."""
    return jt.workbook(lusong)


def _report(*amounts: str, unit: str = "某局", name: str = "行政运行") -> jt.Report:
    """Return a small report, its spending all under one subject of the given name."""
    spending = {"nature": jt.Nature.BASIC, "fund": jt.Fund.GENERAL_PUBLIC_BUDGET}
    facts = [{"subject": "2010301", "amount": amount} | spending for amount in amounts]
    accounts = {
        "unit": unit,
        "entity": jt.Entity.SINGLE_UNIT,
        "year": 2018,
        "publication_date": date(2019, 9, 5),
        "names": {"20103": "政府办公厅", "2010301": name},
        "expenditure": facts,
    }
    return jt.build_report(jt.Accounts.model_validate(accounts), "mof-2018")


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _read(content: bytes) -> list[dict[str, str | Decimal]]:
    """Return the values of each sheet by place, straight from the XML: text and exact numbers."""
    parts = sorted(_parts(content).items())
    sheets = [etree.fromstring(part) for name, part in parts if name.startswith("xl/worksheets/")]
    return [
        {
            cell.get("r"): Decimal(text)
            if cell.get("t") == "n"
            else _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
            for cell in sheet.iter("{*}c")
            if (text := "".join(cell.itertext()))
        }
        for sheet in sheets
    ]


def _sheets(report: jt.Report) -> list[tuple[jt.Grid, Worksheet]]:
    """Return the tables of a report, each beside its sheet as openpyxl reads it."""
    book = load_workbook(io.BytesIO(jt.workbook(report)))
    return list(zip(report.tables.values(), book.worksheets, strict=True))


def _printed(grid: jt.Grid) -> dict[str, jt.Cell]:
    """Return the cells of a table that print something, by their place on the sheet."""
    return {
        f"{get_column_letter(cell.column + 1)}{row}": cell
        for row, cells in enumerate(grid.rows, start=1)
        for cell in cells
        if cell.text
    }


def _audited(content: bytes, folder: Path) -> list[str]:
    """Return the errors that openxml-audit finds."""
    path = folder / "book.xlsx"
    path.write_bytes(content)
    errors = _VALIDATOR.validate(path).errors
    return [str(each) for each in errors if each.severity is ValidationSeverity.ERROR]


def test_neither_excel_nor_the_standard_finds_a_fault(content: bytes, tmp_path: Path) -> None:
    """The workbook breaks no rule of Excel's and none of Open XML, with facts or without any."""
    for each in (content, jt.workbook(_report())):
        assert lint(each) == []
        assert _audited(each, tmp_path) == []


@pytest.mark.parametrize("fault", [pytest.param(each, id=each.name) for each in FAULTS])
def test_a_planted_fault_is_found(fault: Fault, content: bytes, tmp_path: Path) -> None:
    """The lint or openxml-audit, as the fault says, notices one thing that is wrong."""
    spoilt = broken(content, fault)

    said, seen = lint(spoilt), _audited(spoilt, tmp_path)

    assert said or seen
    assert any(fault.lint in line for line in said) == bool(fault.lint)
    assert seen or not fault.audit


def test_another_process_at_a_later_time_writes_the_same_bytes(
    content: bytes, example: Path
) -> None:
    """The clock, the time zone and the seed of hashes leave no trace."""
    surroundings = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"}

    command = [sys.executable, "-c", WRITE_LATER, str(example)]
    later = subprocess.run(command, env=surroundings, capture_output=True, check=True)

    assert later.stdout == content


def test_the_order_of_facts_does_not_change_the_file() -> None:
    """The same facts give the same bytes."""
    assert jt.workbook(_report("100.00", "250.00")) == jt.workbook(_report("250.00", "100.00"))


def test_the_file_is_dated_by_the_publication_and_not_by_the_clock(content: bytes) -> None:
    """Where no day of publication is given, the last day of the year stands for it."""
    for each, day in ((content, "2018-12-31"), (jt.workbook(_report()), "2019-09-05")):
        core = _parts(each)["docProps/core.xml"].decode()
        assert re.findall(r"[\d-]+T[\d:]+Z", core) == [f"{day}T00:00:00Z"] * 2
        with zipfile.ZipFile(io.BytesIO(each)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_name_the_unit_and_not_the_software(
    lusong: jt.Report, content: bytes
) -> None:
    """Title and author are the publication's, and no part tells which library wrote it."""
    properties = load_workbook(io.BytesIO(content)).properties

    assert properties.title == f"{lusong.title}公开表"
    assert {properties.creator, properties.lastModifiedBy} == {lusong.accounts.unit}
    assert not [name for name, part in _parts(content).items() if b"openpyxl" in part.lower()]


def test_there_is_one_sheet_a_form_and_nothing_else(lusong: jt.Report, content: bytes) -> None:
    """The sheets are the edition's forms in their order; nothing is hidden, drawn or linked."""
    book = load_workbook(io.BytesIO(content))

    assert book.sheetnames == [form.title for form in lusong.edition.forms]
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    assert not book.defined_names
    assert not [name for name in _parts(content) if "draw" in name or "sheets/_rels" in name]


def test_the_cells_hold_exactly_what_the_tables_print(lusong: jt.Report, content: bytes) -> None:
    """Each amount is the shown one to the last digit, all else is text, blanks stay blank."""
    for grid, found in zip(lusong.tables.values(), _read(content), strict=True):
        assert found == {
            place: cell.value.shown if isinstance(cell.value, jt.Figure) else cell.value
            for place, cell in _printed(grid).items()
        }


def test_another_reader_gets_the_same_values(lusong: jt.Report) -> None:
    """What openpyxl reads prints like the tables, cell by cell."""
    for grid, sheet in _sheets(lusong):
        found = [c for row in sheet.iter_rows() for c in row if c.value is not None]

        assert {
            cell.coordinate: f"{cell.value:.2f}" if cell.data_type == "n" else cell.value
            for cell in found
        } == {place: cell.text for place, cell in _printed(grid).items()}


def test_the_title_and_the_number_of_the_form_fill_cells_of_their_own(lusong: jt.Report) -> None:
    """Each stands alone in a cell over the whole width, so that a program can find it."""
    for form, (grid, sheet) in zip(lusong.edition.forms, _sheets(lusong), strict=True):
        assert (sheet["A1"].value, sheet["A2"].value) == (form.title, form.number)
        last = get_column_letter(len(grid.widths))
        assert {f"A1:{last}1", f"A2:{last}2"} <= {str(each) for each in sheet.merged_cells.ranges}


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0.01", "0.00"), ("-49.99", "0.00"), ("-50.00", "-0.01"), ("10650.00", "1.07"), ("674300.00", "67.43"),
        ("123456789012.34", "12345678.90"), ("9999999999999.99", "1000000000.00"),
    ],
)  # fmt: skip
def test_an_amount_prints_as_shown_however_small_or_large(amount: str, shown: str) -> None:
    """It is rounded half up to two decimals of 万元, and −0.00 does not exist."""
    found = _read(jt.workbook(_report(amount)))[2]

    numbers = {f"{value:.2f}" for value in found.values() if isinstance(value, Decimal)}
    assert numbers == {shown, "0.00"}
    xml = _parts(jt.workbook(_report(amount)))["xl/worksheets/sheet3.xml"].decode()
    assert all(re.fullmatch(r"(?!-0$)-?\d+\.\d\d", v) for v in re.findall("<v>([^<]*)</v>", xml))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_is_text_whatever_it_says(text: str, tmp_path: Path) -> None:
    """No name becomes a formula, a number, a date or an error; it comes back to the letter."""
    report = _report("12345.67", unit=text, name=text)

    content = jt.workbook(report)

    assert lint(content) == []
    assert _audited(content, tmp_path) == []
    assert all(cells["A3"] == f"单位：{text}" for cells in _read(content))
    where = [number for number, cells in enumerate(_read(content), 1) if text in cells.values()]
    assert where == [3, 5]
    assert load_workbook(io.BytesIO(content)).properties.creator == text
    for grid, sheet in _sheets(report):
        for place, cell in _printed(grid).items():
            if not cell.text:
                continue
            # Else WPS, or a click into the cell, would read it as a formula.
            like_a_formula = isinstance(cell.value, str) and cell.text[0] in "=+-@"
            assert sheet[place].quotePrefix == like_a_formula


def test_spaces_around_a_name_do_not_reach_the_workbook() -> None:
    """The model strips them, so no cell begins or ends with a space."""
    found = _read(jt.workbook(_report("1.00", unit=" 某局　", name="　行政 运行 ")))

    texts = [value for cells in found for value in cells.values() if isinstance(value, str)]
    assert {"单位：某局", "行政 运行"} <= set(texts)
    assert texts == [text.strip() for text in texts]


def test_every_table_prints_on_a4_one_page_wide(lusong: jt.Report) -> None:
    """The page lies as the form says, is as wide as the table, and has its number below."""
    for form, (grid, sheet) in zip(lusong.edition.forms, _sheets(lusong), strict=True):
        page, fit, footer = sheet.page_setup, sheet.sheet_properties.pageSetUpPr, sheet.oddFooter

        assert (page.paperSize, page.orientation) == (9, form.orientation)
        assert fit
        assert fit.fitToPage
        assert (page.fitToWidth, page.fitToHeight) == (1, 1 if form.one_page else 0)
        last = f"${get_column_letter(len(grid.widths))}${len(grid.rows)}"
        assert sheet.print_area == f"'{sheet.title}'!$A$1:{last}"
        assert footer
        assert footer.center.text == "第 &P 页，共 &N 页"


def test_the_heading_repeats_on_every_page_and_stays_in_view(lusong: jt.Report) -> None:
    """Column headings and 栏次 repeat in print and are frozen, with code and name where alone."""
    frozen = {}
    for grid, sheet in _sheets(lusong):
        roles = [{cell.role for cell in row} for row in grid.rows]
        heading = [
            n for n, each in enumerate(roles, 1) if each <= {jt.Role.HEADER, jt.Role.ORDINAL}
        ]
        assert sheet.print_title_rows == f"${heading[0]}:${heading[-1]}"
        frozen[grid.table] = str(sheet.freeze_panes).replace(f"{heading[-1] + 1}", "")

    by_subject = {f.table for f in lusong.edition.forms if f.blocks[0].total}
    assert {table for table, column in frozen.items() if column == "C"} == by_subject
    assert set(frozen.values()) == {"A", "C"}


def test_every_column_and_every_row_has_a_size_of_its_own(lusong: jt.Report) -> None:
    """No program has to guess: widths are the form's, heights are set for every row."""
    for grid, sheet in _sheets(lusong):
        for number, width in enumerate(grid.widths, start=1):
            column = sheet.column_dimensions[get_column_letter(number)]
            assert (column.width, column.customWidth) == (width, True)
        heights = [sheet.row_dimensions[row].height or 0 for row in range(1, len(grid.rows) + 1)]
        assert min(heights) >= 15
        assert sheet.max_row == len(heights)


def test_a_long_name_has_room_for_all_its_lines() -> None:
    """A name of nearly 200 characters wraps, and its row is as high as the lines it takes."""
    long = "很长的科目名称" * 28
    sheets = _sheets(_report("1.00", name=long))
    for grid, sheet in (sheets[2], sheets[4]):
        (place,) = [at for at, cell in _printed(grid).items() if cell.text == long]

        cell = sheet[place]
        lines = math.ceil(display_width(long) / grid.widths[cell.column - 1])
        assert cell.alignment.wrap_text
        assert (sheet.row_dimensions[cell.row].height or 0) >= lines * cell.font.sz
