"""What the reference writes, taken apart: markup that is always the same, and slots.

Rows are learned by their shape: where its cells stand, what they are, what reaches down to them. The
reference writes a row of every shape six times, each with one kind of content in all its cells,
so that any mixture can be put together. Sheets and books are learned by what is set for them.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from openpyxl.utils import get_column_letter

from juesuan_tables.figure import Figure
from juesuan_tables.grid import Grid, Role
from juesuan_tables.writers._archive import Packed, packed
from juesuan_tables.writers.xlsx import _reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan_tables.grid import Row

NUMBER = b"\0"
"""The slot of a row's number. XML has neither this character nor those of the other slots."""
VALUE, HEIGHT = "\1", "\2"
"""Slots of a row: a cell's content, and its height."""
_NUMBER = NUMBER.decode()
TITLE, AUTHOR, DAY = "\0", "\1", "\2"
"""Slots of the properties of a document."""


class Kind(IntEnum):
    """What a cell may hold, as far as the reference writes it differently."""

    BLANK = 0
    AMOUNT = 1
    TEXT = 2
    SPACED = 3
    QUOTED = 4
    QUOTED_AND_SPACED = 5


Placed: TypeAlias = tuple[Role, int, int, int, int]
"""A cell without its value: role, column, columns, rows, indent."""
Above: TypeAlias = tuple[Placed, ...]
"""Cells that reach down to a row, with how many rows they still cover."""
Shape: TypeAlias = tuple[Above, tuple[Placed, ...]]

_AMOUNT = Figure("sample", Decimal("987654321000.00"))
_SAMPLES: tuple[str | Figure | None, ...] = (
    None, _AMOUNT, "\ue000", " \ue000", "=\ue000", "=\ue000 ",
)  # fmt: skip
"""A content of each kind; the texts stand in no other place of a sheet."""
_NAMES, _DAY = ("\ue000", "\ue001"), date(1999, 12, 31)
BOOK, CORE = "xl/workbook.xml", "docProps/core.xml"
_SHEET = re.compile(
    '(.*<dimension ref=")[^"]*(".*<sheetData>)(.*)</sheetData>'
    '(?:<mergeCells count="[0-9]+">(.*)</mergeCells>)?(.*)',
    re.DOTALL,
)
_ROW = re.compile('<row r="[0-9]+" ht="[^"]*"([^>]*>)(.*?)</row>')
_CELL = re.compile('(<c r=")([A-Z]+)[0-9]+("[^>]*/>|".*?</c>)')
_MERGED = re.compile('ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_PRINTED = re.compile(r'(<definedName name="_xlnm.Print_Area"[^>]*>[^<]*\$)[0-9]+(?=<)')


class Merge(NamedTuple):
    """Merged cells: their first and last column, and how many rows they reach down."""

    first: str
    last: str
    down: int


class RowForm(NamedTuple):
    """The markup of rows of one shape: of each kind, with slots.

    ``cells`` holds the markup of cells from left to right. Where ``places`` has a number, it is that
    of the row's cell that stands there; the others are covered.
    """

    start: str
    cells: tuple[tuple[str, ...], ...]
    places: tuple[int | None, ...]
    columns: tuple[str, ...]
    merges: tuple[Merge, ...]


class SheetForm(NamedTuple):
    """The markup of a sheet before and behind the place of its size, and behind its cells."""

    before: bytes
    behind: bytes
    tail: bytes


class BookForm(NamedTuple):
    """A workbook of certain sheets: parts that are always the same, None where they are not.

    ``book`` are the pieces of workbook.xml between the numbers of the sheets' last rows.
    """

    parts: Mapping[str, Packed | None]
    sheets: Mapping[str, SheetForm]
    book: Sequence[str]
    core: str


def reaching(row: Row, above: Above) -> Above:
    """Return the cells of a row, and of those above it, that reach down to the next."""
    placed = [*above, *(cell[1:] for cell in row if cell.rows > 1)]
    return tuple((role, c, cs, rows - 1, i) for role, c, cs, rows, i in placed if rows > 1)


def _placed(grid: Grid) -> list[tuple[Shape, Row]]:
    """Return the rows of a table, each with its shape."""
    found: list[tuple[Shape, Row]] = []
    above: Above = ()
    for row in grid.rows:
        found.append(((above, tuple(cell[1:] for cell in row)), row))
        above = reaching(row, above)
    if above:
        message = f"a cell of {grid.title} reaches below its last row"
        raise ValueError(message)
    return found


def row_forms(grids: Iterable[Grid], known: Mapping[Shape, RowForm]) -> dict[Shape, RowForm]:
    """Let the reference write rows of every shape of these tables that is not known yet."""
    bands = {shapes: band for grid in grids for shapes, band in _unknown(grid, known)}
    rows = [
        tuple(cell._replace(value=sample) for cell in row)
        for band in bands.values()
        for sample in _SAMPLES
        for _, row in band
    ]
    widths = tuple(1.0 for _ in range(max(c.column + c.columns for row in rows for c in row)))
    probe = Grid(
        table="",
        title="_",
        rows=tuple(rows),
        widths=widths,
        heading=(0, 1),
        landscape=False,
        one_page=False,
        blank_zeros=False,
        row_labels={},
        column_labels={},
    )
    parts = _parts(_reference.written_rows(probe))
    _, _, written, merges, _ = _taken_apart(parts["xl/worksheets/sheet1.xml"])
    markup, merged = _ROW.findall(written), _merges(merges)
    forms: dict[Shape, RowForm] = {}
    first = 0
    for band in bands.values():
        for number, (shape, row) in enumerate(band, start=first):
            versions = markup[number : number + len(_SAMPLES) * len(band) : len(band)]
            forms[shape] = _row_form(row, versions, merged.get(number + 1, ()))
        first += len(_SAMPLES) * len(band)
    return forms


def _unknown(
    grid: Grid, known: Mapping[Shape, RowForm]
) -> Iterator[tuple[tuple[Shape, ...], list[tuple[Shape, Row]]]]:
    """Yield the bands, rows that cells reaching down hold together, some of which are unknown."""
    placed = _placed(grid)
    starts = [number for number, ((above, _), _) in enumerate(placed) if not above]
    for start, end in pairwise([*starts, len(placed)]):
        band = placed[start:end]
        if any(shape not in known for shape, _ in band):
            yield tuple(shape for shape, _ in band), band


def _row_form(row: Row, versions: Sequence[tuple[str, str]], merges: tuple[Merge, ...]) -> RowForm:
    """Return the form of a row from the versions that the reference wrote, one a kind."""
    cells = [
        [_with_slots(each, kind) for each in _CELL.findall(markup)]
        for kind, (_, markup) in zip(Kind, versions, strict=True)
    ]
    columns = tuple(column for _, column, _ in _CELL.findall(versions[0][1]))
    owners = {get_column_letter(cell.column + 1): number for number, cell in enumerate(row)}
    return RowForm(
        f'<row r="{_NUMBER}" ht="{HEIGHT}"{versions[0][0]}',
        tuple(zip(*cells, strict=True)),
        tuple(owners.get(column) for column in columns),
        columns,
        merges,
    )


def _with_slots(cell: tuple[str, str, str], kind: Kind) -> str:
    """Return a cell's markup with slots for the number of its row and for what it holds."""
    start, column, rest = cell
    sample = _SAMPLES[kind]
    content = sample.digits if isinstance(sample, Figure) else sample
    return f"{start}{column}{_NUMBER}{rest.replace(content, VALUE) if content else rest}"


def _merges(markup: str) -> dict[int, tuple[Merge, ...]]:
    """Return merged cells by the number of their first row."""
    found: dict[int, tuple[Merge, ...]] = {}
    for first, top, last, bottom in _MERGED.findall(markup):
        merge = Merge(first, last, int(bottom) - int(top))
        found[int(top)] = (*found.get(int(top), ()), merge)
    return found


def book_form(grids: Iterable[Grid], *, spaced: tuple[bool, bool]) -> BookForm:
    """Let the reference write a workbook of these tables, with no more rows than it must have.

    ``spaced`` says whether title and author have blanks around them.
    """
    title, author = (f"{' ' * blank}{name}" for blank, name in zip(spaced, _NAMES, strict=True))
    short = [replace(grid, rows=grid.rows[: grid.heading[1] + 1]) for grid in grids]
    parts = _parts(_reference.written(short, title=title, author=author, made=_DAY))
    core = parts[CORE].replace(title, TITLE).replace(author, AUTHOR)
    sheets = {}
    for number in range(1, len(short) + 1):
        name = f"xl/worksheets/sheet{number}.xml"
        before, behind, _, _, tail = _taken_apart(parts[name])
        sheets[name] = SheetForm(before.encode(), behind.encode(), tail.encode())
    changing = {*sheets, BOOK, CORE}
    return BookForm(
        {name: None if name in changing else packed(p.encode()) for name, p in parts.items()},
        sheets,
        _PRINTED.sub(rf"\1{_NUMBER}", parts[BOOK]).split(_NUMBER),
        core.replace(_DAY.isoformat(), DAY),
    )


def _parts(book: bytes) -> dict[str, str]:
    """Return the parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def _taken_apart(sheet: str) -> tuple[str, str, str, str, str]:
    """Return a sheet up to its size, up to its cells, the cells, the merged ones, and the rest."""
    match = _SHEET.fullmatch(sheet)
    if match is None:
        message = "openpyxl writes sheets in another way than the mould takes apart"
        raise ValueError(message)
    before, behind, rows, merges, tail = match.groups("")
    return before, behind, rows, merges, tail
