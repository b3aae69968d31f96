"""Grids → a workbook, by filling what the mould holds: the same bytes as the reference writes.

What is filled in is remembered where another unit will print it again: names, heads and blanks of a
row, with slots for its number and its amounts. None of it changes a byte, whichever unit came first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from openpyxl.cell.cell import Cell as OneCell
from openpyxl.compat import safe_string
from openpyxl.xml.functions import Element, tostring

from juesuan_tables.figure import Figure, digits_in_wan
from juesuan_tables.writers._archive import joined, packed
from juesuan_tables.writers._package import write_text
from juesuan_tables.writers.xlsx._mould import (
    AUTHOR,
    BOOK,
    CORE,
    DAY,
    HEIGHT,
    NUMBER,
    TITLE,
    VALUE,
    Above,
    BookForm,
    Kind,
    RowForm,
    Shape,
    SheetForm,
    book_form,
    reaching,
    row_forms,
)
from juesuan_tables.writers.xlsx._reference import room, row_height

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from decimal import Decimal

    from juesuan_tables.grid import Cell, Grid, Row

_MOST, _MOST_PLACES = 1_000, 2
"""Rows with their texts that are remembered of the sheets of one form, and where they stood."""
_MOST_FORMS = 200
"""Forms and workbooks that are remembered: those of all editions, and of many of one's own."""
_DOWN = re.compile(NUMBER + rb"\+([0-9]+)")
_Key: TypeAlias = tuple[object, ...]


class _Filled(NamedTuple):
    """A row with its texts: its markup takes amounts by ``%``, and has slots for its number.

    ``longest`` is how long amounts may be without taking another line.
    """

    markup: bytes
    longest: int
    merged: bytes
    below: Above
    ends: tuple[str, str]
    at: dict[int, tuple[bytes, bytes]]
    """Markup and merged cells with the numbers of rows filled in: forms print most rows where they are."""


def cast(grids: Iterable[Grid], *, title: str, author: str, made: date) -> bytes:
    """Return an xlsx file with one sheet for each grid, as the reference writes it."""
    grids = list(grids)
    form = _book_form(grids, (_is_spaced(title), _is_spaced(author)))
    parts = {
        name: _sheet(grid, sheet, grids)
        for grid, (name, sheet) in zip(grids, form.sheets.items(), strict=True)
    }
    core = form.core.replace(TITLE, _escaped(title)).replace(AUTHOR, _escaped(author))
    parts[CORE] = core.replace(DAY, made.isoformat()).encode()
    ends = (str(len(grid.rows)) for grid in grids)
    parts[BOOK] = "".join(_woven(form.book, ends)).encode()
    return joined((name, part or packed(parts[name])) for name, part in form.parts.items())


def _woven(pieces: Sequence[str], between: Iterable[str]) -> Iterator[str]:
    """Yield pieces with something between each two."""
    yield pieces[0]
    for piece, each in zip(pieces[1:], between, strict=True):
        yield each
        yield piece


_books: dict[_Key, BookForm] = {}
_rows: dict[Shape, RowForm] = {}
_filled: dict[_Key, dict[_Key, _Filled]] = {}
_turn = Lock()


def _is_spaced(text: str) -> bool:
    """Return whether there are blanks around a text that is more than blanks."""
    return bool(text.strip()) and text != text.strip()


def _book_form(grids: Sequence[Grid], spaced: tuple[bool, bool]) -> BookForm:
    """Return the form of a workbook of sheets like these, made where there was none yet."""
    key = (spaced, *map(_set_up, grids))
    form = _books.get(key)
    if form is None:
        if len(_books) >= _MOST_FORMS:
            _books.clear()
        form = _books[key] = book_form(grids, spaced=spaced)
    return form


def _set_up(grid: Grid) -> _Key:
    """Return all that the markup around a sheet's rows depends on."""
    first = tuple(cell[1:3] for cell in grid.rows[grid.heading[1]])
    return grid.title, grid.widths, grid.heading, first, grid.landscape, grid.one_page


def _sheet(grid: Grid, form: SheetForm, grids: Sequence[Grid]) -> bytes:
    """Return a sheet; where a row has no form yet, those of all ``grids`` are made."""
    filled, amounts = _filled_rows(grid, grids)
    longest = min(each.longest for each in filled)
    if amounts and len(max(amounts, key=len)) > longest:
        filled = list(_with_heights(grid, filled, grids))
    placed = [row.at.get(place) or _placed(row, place) for place, row in enumerate(filled, start=1)]
    rows, merged = zip(*placed, strict=True)
    merges = b"".join(merged)
    ends = {each.ends for each in filled}
    size = f"{min(ends)[0].strip()}1:{max(end[1] for end in ends).strip()}{len(filled)}"
    if merges:
        count = merges.count(b"<")
        merges = b'<mergeCells count="%d">%b</mergeCells>' % (count, merges)
    return b"".join(
        (
            form.before,
            size.encode(),
            form.behind,
            b"".join(rows) % tuple(amounts),
            b"</sheetData>",
            merges,
            form.tail,
        )
    )


def _placed(row: _Filled, number: int) -> tuple[bytes, bytes]:
    """Return the markup of the row with this number, and the merged cells that begin in it."""
    if len(row.at) >= _MOST_PLACES:
        row.at.clear()
    merged = _DOWN.sub(lambda match: b"%d" % (number + int(match[1])), row.merged)
    pair = row.at[number] = row.markup.replace(NUMBER, b"%d" % number), merged
    return pair


def _filled_rows(grid: Grid, grids: Sequence[Grid]) -> tuple[list[_Filled], list[bytes]]:
    """Return the rows of a table with their texts, and apart from them all its amounts."""
    known = _known(grid.widths)
    filled: list[_Filled] = []
    amounts: list[bytes] = []
    above: Above = ()
    for row in grid.rows:
        key: list[object] = [above]
        for cell in row:
            value = cell[0]
            if type(value) is Figure:
                amounts.append(_digits(value.amount))
                key.append(cell[1:])
            else:
                key.append(cell)
        whole = tuple(key)
        found = known.get(whole)
        if found is None:
            if len(known) >= _MOST:
                known.clear()
            found = known[whole] = _fill(row, above, grid, grids)
        filled.append(found)
        above = found.below
    return filled, amounts


def _known(widths: tuple[float, ...]) -> dict[_Key, _Filled]:
    """Return the rows that are remembered of sheets with columns of these widths."""
    known = _filled.get(widths)
    if known is None:
        if len(_filled) >= _MOST_FORMS:
            _filled.clear()
        known = _filled[widths] = {}
    return known


@lru_cache(maxsize=10_000)
def _digits(amount: Decimal) -> bytes:
    return digits_in_wan(amount).encode()


def _with_heights(
    grid: Grid, filled: Iterable[_Filled], grids: Sequence[Grid]
) -> Iterator[_Filled]:
    """Yield rows with the heights that their amounts, some of which are very long, make them."""
    above: Above = ()
    for row, each in zip(grid.rows, filled, strict=True):
        markup = _markup(_form(row, above, grids), row, row_height(row, grid))
        yield each._replace(markup=markup, at={})
        above = each.below


def _form(row: Row, above: Above, grids: Sequence[Grid]) -> RowForm:
    """Return the form of a row."""
    shape = above, tuple(cell[1:] for cell in row)
    found = _rows.get(shape)
    if found is None:
        with _turn:  # an executor's threads may cast side by side
            if shape not in _rows:
                if len(_rows) >= _MOST:
                    _rows.clear()
                _rows.update(row_forms(grids, _rows))
            found = _rows[shape]
    return found


def _fill(row: Row, above: Above, grid: Grid, grids: Sequence[Grid]) -> _Filled:
    """Fill a row's texts in."""
    form, slot = _form(row, above, grids), NUMBER.decode()
    without = tuple(c._replace(value=None) if isinstance(c.value, Figure) else c for c in row)
    amounts = [cell for cell in row if isinstance(cell.value, Figure)]
    return _Filled(
        _markup(form, row, row_height(without, grid)),
        min((int(room(cell, grid)) for cell in amounts), default=_MOST),
        "".join(
            f'<mergeCell ref="{each.first}{slot}+0:{each.last}{slot}+{each.down}"/>'
            for each in form.merges
        ).encode(),
        reaching(row, above),
        (f"{form.columns[0]:>3}", f"{form.columns[-1]:>3}"),
        {},
    )


def _markup(form: RowForm, row: Row, height: float) -> bytes:
    """Return a row's markup, with its texts, and with ``%b`` in the place of each amount."""
    pieces = [form.start.replace(HEIGHT, safe_string(height))]
    for cells, place in zip(form.cells, form.places, strict=True):
        if place is None:
            pieces.append(cells[Kind.BLANK])
        else:
            kind, content = _content(row[place])
            pieces.append(cells[kind].replace(VALUE, content))
    return f"{''.join(pieces)}</row>".encode()


def _content(cell: Cell) -> tuple[Kind, str]:
    """Return what a cell holds and how that is written."""
    if isinstance(cell.value, Figure):
        return Kind.AMOUNT, "%b"
    if not cell.value:
        return Kind.BLANK, ""
    kind, text = _text(cell.value)
    return kind, text.replace("%", "%%")


def _text(text: str) -> tuple[Kind, str]:
    """Return how the reference writes a text."""
    cell = OneCell(None, row=1, column=1)  # type: ignore[arg-type]  # of no sheet
    write_text(cell, text)
    value = str(cell.value)
    spaced = value != value.strip()
    kind = Kind.QUOTED if cell.quotePrefix else Kind.TEXT
    return Kind(kind + spaced), _escaped(value)


@lru_cache(maxsize=1_000)
def _escaped(text: str) -> str:
    """Return a text as XML writes it; ``ValueError`` where it cannot."""
    element = Element("t")
    element.text = text
    written: Any = tostring(element)  # bytes, whatever its stub says
    return str(written, "utf-8").removeprefix("<t>").removesuffix("</t>")
