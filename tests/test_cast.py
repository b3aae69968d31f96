"""A cast workbook is the reference's, byte for byte, whatever the unit, the edition and the texts.

So every value, type, style, merge, width, height, print setting and property is the reference's, of
which ``test_workbook`` says what it must hold.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import every_edition
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError

import juesuan_tables as jt
from juesuan_tables.cli import main
from juesuan_tables.grid import Cell, Role
from juesuan_tables.writers import xlsx
from juesuan_tables.writers.xlsx import _casting, _reference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ZEROS = st.sampled_from((None, "0.00", "blank"))
EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = date(2018, 12, 31)
CAST_IN_ORDER = """
import sys, juesuan_tables as jt
reports = [jt.build_report(jt.load_accounts(path)) for path in sys.argv[1:]]
for report in reports:
    content = jt.workbook(report)
sys.stdout.buffer.write(content)
"""
SPECIAL = (
    "&", "<", ">", '"', "'", "\r", "\n", "\t", " ", "\u3000", "\xa0", "\x85", "_", "x", "000D", "=", "+", "-", "@",
    "%", "%%", "%s", "%b", "{0}", "甲", "𠮷", "\ue000", "\ue001", "]]>", "<!--", "&amp;", "_x000D_", "\\1",
)  # fmt: skip
texts = st.lists(st.sampled_from(SPECIAL) | st.text(max_size=3), max_size=6).map("".join)
writable = texts.filter(lambda text: all(_is_writable(character) for character in text))


def _is_writable(character: str) -> bool:
    """Return whether XML can hold a character."""
    return character in "\t\n\r" or (character >= " " and character not in "\ufffe\uffff" and not "\ud800" <= character <= "\udfff")  # fmt: skip


@cache
def _table(name: str) -> jt.Grid:
    """Return a table of the example."""
    return jt.build_report(jt.load_accounts(EXAMPLES / "lusong-2018.yaml")).tables[name]


def _both(
    grids: Sequence[jt.Grid], title: str = "标题", author: str = "某局"
) -> tuple[bytes, bytes]:
    """Return the workbook cast, and as the reference writes it."""
    cast, plain = (
        xlsx.workbook(grids, title=title, author=author, made=DAY, reference=reference)
        for reference in (False, True)
    )
    return cast, plain


def _unlike(cast: bytes, plain: bytes) -> list[str]:
    """Return the parts that differ, for a failing test to show."""
    with zipfile.ZipFile(io.BytesIO(cast)) as left, zipfile.ZipFile(io.BytesIO(plain)) as right:
        assert left.namelist() == right.namelist()
        return [name for name in left.namelist() if left.read(name) != right.read(name)]


def _with_texts(grid: jt.Grid, text: Callable[[], str]) -> jt.Grid:
    """Return a table that says something else wherever it says something."""
    rows = tuple(
        tuple(c._replace(value=text()) if isinstance(c.value, str) else c for c in row)
        for row in grid.rows
    )
    return replace(grid, rows=rows)


def _with_items(grid: jt.Grid, number: int) -> jt.Grid:
    """Return a table of many items below each other."""
    end = grid.heading[1]
    body = tuple(
        tuple(
            cell._replace(value=jt.Figure(f"f{item}.{cell.column}", Decimal(item * 10_000)))
            if cell.role is Role.AMOUNT
            else Cell(f"第{item}项", cell.role, cell.column, indent=cell.indent)
            for cell in grid.rows[end + 1]
        )
        for item in range(number)
    )
    return replace(grid, rows=(*grid.rows[: end + 1], *body, *grid.rows[-1:]))


@given(strategies.accounts(), ZEROS)
def test_any_unit_is_cast_as_the_reference_writes_it(
    accounts: jt.Accounts, zero: str | None
) -> None:
    """In every edition, with zeros printed in any way, both ways give the same bytes."""
    report = jt.build_report(accounts)

    cast = jt.workbook(report, zero=zero)

    plain = jt.workbook(report, zero=zero, reference=True)
    assert _unlike(cast, plain) == []
    assert cast == plain


@pytest.mark.parametrize("edition", jt.edition_ids())
def test_a_unit_that_has_everything_is_cast_as_the_reference_writes_it(edition: str) -> None:
    """Whatever an edition prints, its facts fill."""
    report = jt.build_report(every_edition.facts(edition))

    assert jt.workbook(report) == jt.workbook(report, reference=True)


@given(st.lists(writable, min_size=1), writable.filter(bool), writable.filter(bool))
def test_texts_are_escaped_as_the_reference_does(texts: list[str], title: str, author: str) -> None:
    """Marks of XML, blanks around a text, breaks, what looks like a formula or an escape, percents."""
    told = cycle(texts)

    cast, plain = _both([_with_texts(_table("income"), lambda: next(told))], title, author)

    assert _unlike(cast, plain) == []


@given(texts)
def test_what_no_workbook_can_hold_is_refused_by_both(text: str) -> None:
    """A text is written alike or refused alike, with the same error."""
    grids = [_with_texts(_table("income"), lambda: f"甲{text}")]
    told: list[object] = []
    for reference in (False, True):
        try:
            told.append(
                xlsx.workbook(grids, title="题", author="局", made=DAY, reference=reference)
            )
        except (IllegalCharacterError, ValueError) as error:
            told.append(type(error))

    assert told[0] == told[1]


@pytest.mark.parametrize(
    "text", ["长" * 32_767, "长" * 32_768, "_x0041_" * 5_000, "=" + "1" * 40_000]
)
def test_a_text_longer_than_a_cell_is_cut_where_the_reference_cuts_it(text: str) -> None:
    """A cell holds 32,767 characters, those of escapes included."""
    cast, plain = _both([_with_texts(_table("income"), lambda: text)])

    assert _unlike(cast, plain) == []


@given(st.lists(st.integers(-(10**26), 10**26), min_size=1, max_size=4), st.integers(3, 20))
def test_long_amounts_make_their_rows_as_high_as_the_reference_does(
    cents: list[int], width: int
) -> None:
    """An amount that does not fit in a narrow column takes lines, as any other content."""
    grid = _table("expenditure")
    amounts = iter(cents * 1_000)
    rows = tuple(
        tuple(
            c._replace(value=jt.Figure("f", Decimal(next(amounts)).scaleb(-2)))
            if isinstance(c.value, jt.Figure)
            else c
            for c in row
        )
        for row in grid.rows
    )
    widths = tuple(float(width) for _ in grid.widths)

    cast, plain = _both([replace(grid, rows=rows, widths=widths)])

    assert _unlike(cast, plain) == []


@given(st.data())
def test_any_rows_of_any_shape_are_cast(data: st.DataObject) -> None:
    """Roles, spans and contents that no edition puts together are learned, too."""
    grid = _table("income")
    count = len(grid.widths)

    def row() -> tuple[Cell, ...]:
        cells, column = [], 0
        while column < count:
            columns = data.draw(st.integers(1, count - column))
            role = data.draw(st.sampled_from(Role))
            indent = data.draw(st.integers(0, 3)) if role is Role.LABEL else 0
            value = data.draw(st.none() | writable | st.builds(jt.Figure, st.just("f"), st.just(Decimal(12345))))  # fmt: skip
            cells.append(Cell(value, role, column, columns, 1, indent))
            column += columns
        return tuple(cells)

    rows = (*grid.rows, *(row() for _ in range(data.draw(st.integers(1, 4)))))

    cast, plain = _both([replace(grid, rows=rows)])

    assert _unlike(cast, plain) == []


def test_a_cell_that_reaches_below_the_table_is_refused() -> None:
    """No table has one, and the mould would not know the rows that it makes."""
    grid = _table("income")
    last = tuple(cell._replace(rows=2) for cell in grid.rows[-1])

    with pytest.raises(ValueError, match="below its last row"):
        _both([replace(grid, rows=(*grid.rows[:-1], last))])


def test_more_rows_than_are_remembered_are_cast_all_the_same(
    lusong: jt.Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered is thrown away when it is too much, and made again."""
    monkeypatch.setattr(_casting, "_books", {})
    monkeypatch.setattr(_casting, "_filled", {})
    monkeypatch.setattr(_casting, "_MOST", 3)
    monkeypatch.setattr(_casting, "_MOST_FORMS", 1)
    expected = jt.workbook(lusong, reference=True)

    assert [jt.workbook(lusong) for _ in range(3)] == [expected] * 3
    assert all(len(rows) <= 3 for rows in _casting._filled.values())  # noqa: SLF001
    assert len(_casting._books) == len(_casting._filled) == 1  # noqa: SLF001


def test_which_units_a_process_met_before_does_not_matter(lusong: jt.Report, example: Path) -> None:
    """A new process casts another unit first, of this edition or of another, and the same bytes."""
    examples = example.parent
    for first in ("whole-2018.yaml", "whole-2024.yaml"):
        command = [sys.executable, "-c", CAST_IN_ORDER, str(examples / first), str(example)]
        done = subprocess.run(
            command, env=os.environ | {"PYTHONHASHSEED": "11"}, capture_output=True, check=True
        )
        assert done.stdout == jt.workbook(lusong)


def test_a_process_that_knows_the_form_asks_the_reference_no_more(
    lusong: jt.Report, whole: jt.Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Casting is no disguise of the reference: once learned, it does not run at all."""
    expected = jt.workbook(lusong, reference=True)
    for report in (whole, lusong):
        jt.workbook(report)

    def refused(*_: object, **__: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(_reference, "written", refused)
    monkeypatch.setattr(_reference, "written_rows", refused)

    assert jt.workbook(lusong) == expected


class _Overtaken(dict[object, object]):
    """Rows known so far; whoever finds one missing is overtaken by another thread."""

    def __init__(self, other: Callable[[], object]) -> None:
        self.others = [other]

    def _let_others_go_first(self) -> None:
        while self.others:
            other = threading.Thread(target=self.others.pop())
            other.start()
            other.join()

    def __contains__(self, key: object) -> bool:
        found = super().__contains__(key)
        self._let_others_go_first()
        return found

    def get(self, key: object, default: Any = None) -> Any:  # noqa: ANN401 as a dict's
        found = super().get(key, default)
        self._let_others_go_first()
        return found


def test_two_threads_may_learn_the_same_rows_at_once(
    lusong: jt.Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is overtaken between looking a row up and learning it uses what the other learned."""
    expected = jt.workbook(lusong, reference=True)
    monkeypatch.setattr(_casting, "_filled", {})
    monkeypatch.setattr(_casting, "_rows", _Overtaken(lambda: jt.workbook(lusong)))

    assert jt.workbook(lusong) == expected


def test_charts_come_from_the_reference(lusong: jt.Report) -> None:
    """A workbook with 图表 is the reference's, whichever way is asked for."""
    assert jt.workbook(lusong, charts=True) == jt.workbook(lusong, charts=True, reference=True)


def test_the_command_writes_the_same_files_with_reference(example: Path, tmp_path: Path) -> None:
    """``--reference`` is passed on, and changes nothing that is written."""
    for folder, wish in (("cast", []), ("plain", ["--reference"])):
        asked = ["build", str(example), "-o", str(tmp_path / folder), "--format", "xlsx", *wish]
        assert main(asked) in {0, 1}

    cast, plain = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).rglob("*.xlsx")}
        for folder in ("cast", "plain")
    )
    assert cast
    assert cast == plain


def _work(action: Callable[[], object]) -> int:
    """Return how many functions are called, in Python and in C."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(None)
    return calls


def test_the_cost_grows_with_the_rows_and_no_faster() -> None:
    """From 10 to 10,000 items in one unit each row takes as many steps, though none was met before."""
    counts = {}
    for items in (10, 100, 1_000, 10_000):
        grids = [_with_items(_table("expenditure"), items)]
        cast = partial(xlsx.workbook, grids, title="题", author="局", made=DAY)
        _casting._filled.clear()  # noqa: SLF001 else the rows of the smaller table would cost nothing
        counts[items] = _work(cast)

    steps = [(counts[10 * n] - counts[n]) / (9 * n) for n in (100, 1_000)]
    assert steps[1] <= 1.1 * steps[0]
    both = _both([_with_items(_table("expenditure"), 1_000)])
    assert both[0] == both[1]
