"""Workbooks are read as they stand: every value in its cell, numbers exact."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

import attack_files
import fill_in_books
import pytest
import xlsxwriter  # type: ignore[import-untyped]
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from second_reader import read_again

from juesuan_tables.errors import InputError
from juesuan_tables.reading.files import document, sheets_of, workbook
from juesuan_tables.writers import fill_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import juesuan_tables as jt
    from juesuan_tables.reading.sheet import Sheet, Value

Rows = list[list["Value"]]

texts = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Sc"]), min_size=1, max_size=9
)
amounts = st.integers(-(10**13), 10**13).map(lambda cents: Decimal(cents).scaleb(-2))
codes = st.integers(0, 10**7).map(Decimal)
dates = st.dates(date(1950, 1, 1), date(2100, 1, 1))
values: st.SearchStrategy[Value] = st.none() | texts | amounts | codes | dates | st.booleans()
tables = st.lists(st.lists(values, min_size=3, max_size=3), max_size=5)


def written_xlsx(rows: Rows, first: tuple[int, int] = (0, 0)) -> bytes:
    """Return a workbook with these rows from a cell on, as XlsxWriter writes it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet("支出")
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        for number, row in enumerate(rows, start=first[0]):
            for column, value in enumerate(row, start=first[1]):
                if isinstance(value, str):
                    page.write_string(number, column, value)
                elif isinstance(value, date):
                    page.write_datetime(number, column, datetime(*value.timetuple()[:3]), day)  # noqa: DTZ001 a day
                elif isinstance(value, bool):
                    page.write_boolean(number, column, value)
                elif value is not None:
                    page.write_number(number, column, value)
    return target.getvalue()


def written_xls(rows: Rows, first: tuple[int, int] = (0, 0)) -> bytes:
    """Return the same as an .xls file, as xlwt writes it."""
    book = xlwt.Workbook()
    page = book.add_sheet("支出")
    day = xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"')
    for number, row in enumerate(rows, start=first[0]):
        for column, value in enumerate(row, start=first[1]):
            if isinstance(value, date):
                page.write(number, column, value, day)
            elif value is not None:
                page.write(number, column, value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(content: bytes, folder: Path, name: str = "表.xlsx") -> tuple[Sheet, ...]:
    """Return what is read of a file of this content."""
    (folder / name).write_bytes(content)
    return workbook(folder / name)


@given(tables, st.integers(0, 4), st.integers(0, 4))
@settings(max_examples=60)
@pytest.mark.parametrize("written", [written_xlsx, written_xls])
def test_whatever_is_written_is_read_in_its_place(
    tmp_path_factory: pytest.TempPathFactory,
    written: Callable[[Rows, tuple[int, int]], bytes],
    rows: Rows,
    row: int,
    column: int,
) -> None:
    """Text, exact numbers, dates, 是/否 and blanks; blank rows and columns above and left count."""
    content = written(rows, (row, column))

    (page,) = read(content, tmp_path_factory.getbasetemp())

    found = [[page.at(row + r, column + c) for c in range(3)] for r in range(len(rows))]
    assert found == rows
    assert [list(map(type, each)) for each in found] == [list(map(type, each)) for each in rows]
    assert all(value is None for each in page.rows[:row] for value in each)
    assert all(page.at(row + r, c) is None for r in range(len(rows)) for c in range(column))


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=60)
def test_a_number_is_the_shortest_decimal_that_it_may_be(
    tmp_path_factory: pytest.TempPathFactory, number: float
) -> None:
    """Excel stores floats; a reader of them gets what they print, and no more."""
    content = attack_files.workbook(attack_files.cell("A1", number))

    (page,) = read(content, tmp_path_factory.getbasetemp())

    assert page.at(0, 0) == Decimal(repr(number))


@pytest.mark.parametrize("written", [written_xlsx, written_xls])
def test_a_code_has_no_decimals(written: Callable[[Rows], bytes], tmp_path: Path) -> None:
    """A code typed as a number is stored as 2010301.0."""
    (page,) = read(written([[Decimal(2010301), Decimal("1234.50")]]), tmp_path)

    assert [str(value) for value in page.rows[0]] == ["2010301", "1234.5"]


def test_texts_of_an_xls_run_on_over_its_records(tmp_path: Path) -> None:
    """A record holds 8,224 bytes; texts begin in one and end in another, wide or narrow."""
    rows: Rows = [[f"{number}号说明" * (number % 40), "a" * number] for number in range(1, 400)]

    (page,) = read(written_xls(rows), tmp_path)

    assert [[value or "" for value in row] for row in page.rows] == rows


def test_what_is_no_number_is_text(tmp_path: Path) -> None:
    """NaN and infinity are not amounts, and times of day not dates."""
    rows = "".join(map(attack_files.cell, ("A1", "A2"), ("NaN", "inf")))
    (page,) = read(attack_files.workbook(rows), tmp_path)
    book = Workbook()
    book.worksheets[0]["A1"] = time(8, 30)
    target = io.BytesIO()
    book.save(target)
    (clock,) = read(target.getvalue(), tmp_path)

    assert [row[0] for row in page.rows] == ["nan", "inf"]
    assert clock.at(0, 0) == "08:30:00"


def test_an_error_value_is_its_text(tmp_path: Path) -> None:
    """A broken formula must not look like a blank cell."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet().write_formula("B2", "=1/0", None, "#DIV/0!")
    old = xlwt.Workbook()
    page = old.add_sheet("支出")
    page.row(1).set_cell_error(1, "#REF!")
    old_target = io.BytesIO()
    old.save(old_target)

    (new_page,) = read(target.getvalue(), tmp_path)
    (old_page,) = read(old_target.getvalue(), tmp_path, "表.xls")

    assert new_page.at(1, 1) == "#DIV/0!"
    assert old_page.at(1, 1) == "#REF!"


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_a_merged_cell_stands_in_its_first(suffix: str, tmp_path: Path) -> None:
    """The cells that it covers are blank."""
    target = io.BytesIO()
    if suffix == "xlsx":
        with xlsxwriter.Workbook(target) as book:
            book.add_worksheet().merge_range("B2:C3", "项目")
    else:
        old = xlwt.Workbook()
        old.add_sheet("支出").write_merge(1, 2, 1, 2, "项目")
        old.save(target)

    (page,) = read(target.getvalue(), tmp_path)

    assert page.at(1, 1) == "项目"
    assert {page.at(1, 2), page.at(2, 1), page.at(2, 2)} == {None}


FORMULAS = {
    "<f>1+1</f>": True,
    "<f>1+1</f><v></v>": True,
    "<f>1+1</f><v/>": True,
    "<f>1+1</f><v>2</v>": False,
    "<v>2</v>": False,
    '<f t="shared" si="0"/>': True,
}


@pytest.mark.parametrize("inside", FORMULAS)
def test_a_formula_without_a_value_is_told(inside: str, tmp_path: Path) -> None:
    """Nothing has computed it yet, so its cell looks blank and is not."""
    rows = f'<row r="3"><c r="A3">{inside}</c><c r="B3"><v>1</v></c></row>'

    (page,) = read(attack_files.workbook(rows), tmp_path)

    assert page.uncached == (frozenset({(2, 0)}) if FORMULAS[inside] else frozenset())


def test_a_formula_that_gives_an_empty_text_is_computed(tmp_path: Path) -> None:
    """Its value is there, and empty."""
    rows = '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>'

    (page,) = read(attack_files.workbook(rows), tmp_path)

    assert page.uncached == frozenset()


def test_what_stands_behind_the_last_cell_is_not_its_value(tmp_path: Path) -> None:
    """Rules of colours and footers hold text of their own; a note below a table does no harm."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "注：本表没有数。"
    rule = FormulaRule(formula=['IF(D5="",1,0)'])  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add("B1:B9", rule)
    sheet.oddFooter.center.text = "第 &P 页"  # type: ignore[union-attr]
    content = io.BytesIO()
    book.save(content)

    (page,) = read(content.getvalue(), tmp_path)

    assert page.rows == (("注：本表没有数。",),)


def test_a_fill_in_workbook_is_read_as_openpyxl_reads_it(
    whole_of_nine: jt.Report, tmp_path: Path
) -> None:
    """Two readers that share nothing see the same sheets, values and open formulas."""
    draft = fill_in_books.draft_of(whole_of_nine.accounts)
    content = fill_in.workbook(draft, whole_of_nine.edition)

    pages = read(content, tmp_path, "填报表.xlsx")

    expected = read_again(content)
    assert [page.name for page in pages] == [page.name for page in expected]
    for page, other in zip(pages, expected, strict=True):
        size = range(max(len(page.rows), len(other.rows)))
        assert [_filled(page, row) for row in size] == [_filled(other, row) for row in size]
        assert page.uncached == other.uncached


def _filled(page: Sheet, row: int) -> dict[int, Value]:
    cells: Sequence[Value] = page.rows[row] if row < len(page.rows) else ()
    return {column: value for column, value in enumerate(cells) if value is not None}


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_hidden_sheets_are_read_and_those_out_of_reach_are_not(suffix: str, tmp_path: Path) -> None:
    """An officer can show a hidden sheet; a very hidden one only a programmer."""
    target = io.BytesIO()
    if suffix == "xlsx":
        book = Workbook()
        for name, state in (("支出", "visible"), ("收入", "hidden"), ("参数", "veryHidden")):
            book.create_sheet(name).sheet_state = state
        del book["Sheet"]
        book.create_chartsheet("图")
        book.save(target)
    else:
        old = xlwt.Workbook()
        for visibility, name in enumerate(("支出", "收入", "参数")):
            old.add_sheet(name).visibility = visibility
        old.save(target)

    pages = read(target.getvalue(), tmp_path)

    assert [page.name for page in pages] == ["支出", "收入"]


def test_a_workbook_without_sheets_to_read_is_refused(tmp_path: Path) -> None:
    """There is nothing in it that a person could have filled in."""
    book = Workbook()
    book.create_chartsheet("图")
    del book["Sheet"]
    target = io.BytesIO()
    book.save(target)

    with pytest.raises(InputError, match="没有工作表"):
        read(target.getvalue(), tmp_path)


def test_each_reader_says_what_it_expects(tmp_path: Path) -> None:
    """A workbook where a document is wanted, and the other way round."""
    (tmp_path / "表.xlsx").write_bytes(attack_files.workbook(attack_files.cell("A1")))
    text = "<document><body><p><t>决算</t></p></body></document>"
    files = {
        "_rels/.rels": attack_files.relations(("officeDocument", "word/document.xml")),
        "word/document.xml": text,
    }
    (tmp_path / "文.docx").write_bytes(attack_files.zipped({**files}))

    with pytest.raises(InputError, match=r"表\.xlsx：这是Excel工作簿（\.xlsx），应为Word文档"):
        document(tmp_path / "表.xlsx")
    with pytest.raises(InputError, match=r"文\.docx：这是Word文档（\.docx），应为Excel工作簿"):
        workbook(tmp_path / "文.docx")
    assert sheets_of(tmp_path / "文.docx")[0].rows == (("决算",),)
