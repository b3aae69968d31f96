"""Word documents (.docx) → the paragraphs of the text and the rows of its tables, in order.

The text's own XML is read, since what is needed of it is little, and documents whose other parts
are in disorder, as some programs leave them, can be read all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juesuan_tables.errors import InputError
from juesuan_tables.reading.safety import parsed
from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan_tables.reading.safety import SafeFile

_Row = tuple[str | None, ...]
_NOT_SHOWN = {"del", "moveFrom", "Fallback", "rt", "pPr", "rPr", "tblPr", "sectPr"}
"""What is deleted, stands elsewhere now, is for old programs, is a reading aid, or layout."""
_NUMBER = re.compile(r"\d{1,8}", re.ASCII)
_MOST_COLUMNS = 500
"""Word itself stops at 63."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, whose lines are rows of one cell, or a table.

    ``text`` is a paragraph's with its breaks, as it stands; ``properties`` is its ``pPr``.
    """

    rows: tuple[_Row, ...]
    is_table: bool = False
    text: str = ""
    properties: Any = None


def sheets_of_document(file: SafeFile) -> tuple[Sheet, ...]:
    """Return the text of a document as one sheet, 正文: a row of one cell is a line of text.

    A merged cell's text stands in its first cell. What Word numbers by itself has no number here,
    and headers, footers and footnotes are left out.
    """
    return (sheet_of(file.name, blocks_of_document(file)),)


def sheet_of(name: str, blocks: Iterable[Block]) -> Sheet:
    """Return the blocks of a document as its one sheet."""
    return Sheet(name, "正文", tuple(row for block in blocks for row in block.rows))


def blocks_of_document(file: SafeFile) -> list[Block]:
    """Return the paragraphs and tables of a document that hold text; no text is an error."""
    body = next(parsed(file.content).iter("{*}body"), None)
    blocks = [*_blocks(body)] if body is not None else []
    if not blocks:
        what = "里面没有文字，可能是扫描的图片"
        raise InputError.of(file.name, what, "请向编制人要带文字的Word文档或Excel工作簿")
    return blocks


def _blocks(holder: Any) -> Iterator[Block]:  # noqa: ANN401 an element
    """Yield the paragraphs and tables of whatever holds them."""
    for element in holder:
        kind = kind_of(element)
        if kind == "p":
            text = "".join(_pieces(element))
            if rows := tuple((line,) for line in _lines(text)):
                yield Block(rows, text=text, properties=next(element.iterchildren("{*}pPr"), None))
        elif kind == "tbl":
            table = tuple(_table(element))
            if _is_layout(table):
                yield from _laid_out(element)
            elif table:
                yield Block(table, is_table=True)
        elif kind and kind not in _NOT_SHOWN:  # content controls, accepted changes
            yield from _blocks(element)


def _is_layout(table: Iterable[_Row]) -> bool:
    """Return whether rows have but one cell, or one that holds sentences: a text in its place."""
    texts = [[cell for cell in row if cell] for row in table]
    one_column = all(len(row) == 1 for row in table)
    alone = all(len(cells) == 1 for cells in texts)
    return alone and (one_column or any("。" in cells[0] for cells in texts))


def _laid_out(table: Any) -> Iterator[Block]:  # noqa: ANN401 an element
    """Yield what stands in a table that has one column, or only holds a text in its place."""
    for row in _within(table, "tr"):
        for cell in _within(row, "tc"):
            if not _merged_above(cell):
                yield from _blocks(cell)


def _rows(holder: Any) -> Iterator[_Row]:  # noqa: ANN401 an element
    """Yield the lines and table rows of whatever holds paragraphs and tables."""
    return (row for block in _blocks(holder) for row in block.rows)


def _table(table: Any) -> Iterator[_Row]:  # noqa: ANN401 an element
    for row in _within(table, "tr"):
        cells: list[str | None] = [None] * _number(row, "gridBefore", 0)
        for cell in _within(row, "tc"):
            continued = _merged_above(cell)
            text = (
                "" if continued else "".join(line for each in _rows(cell) for line in each if line)
            )
            cells += [text or None, *[None] * (_number(cell, "gridSpan", 1) - 1)]
        if any(cells):
            yield tuple(cells)


def _within(element: Any, kind: str) -> Iterator[Any]:  # noqa: ANN401 elements
    """Yield the rows of a table or the cells of a row, in content controls too."""
    for child in element:
        if kind_of(child) == kind:
            yield child
        elif kind_of(child) in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
            yield from _within(child, kind)


def _properties(element: Any) -> Iterator[Any]:  # noqa: ANN401 elements
    """Yield what is said of a row or a cell."""
    for child in element:
        if kind_of(child) in {"trPr", "tcPr"}:
            yield from child


def _number(element: Any, name: str, otherwise: int) -> int:  # noqa: ANN401 an element
    """Return a number that is said of a row or a cell, within reason."""
    for each in _properties(element):
        if kind_of(each) == name:
            found = _NUMBER.fullmatch(value_of(each) or "")
            return min(int(found[0]), _MOST_COLUMNS) if found else otherwise
    return otherwise


def _merged_above(cell: Any) -> bool:  # noqa: ANN401 an element
    """Return whether a cell only goes on with the one above or left of it."""
    return any(
        kind_of(each) in {"vMerge", "hMerge"} and value_of(each) in {None, "continue"}
        for each in _properties(cell)
    )


def _lines(text: str) -> list[str]:
    """Return the lines of a paragraph that are not blank; those of text boxes in it, too."""
    return [line for each in text.split("\n") if (line := each.strip())]


def _pieces(element: Any) -> Iterator[str]:  # noqa: ANN401 an element
    for child in element:
        kind = kind_of(child)
        if kind == "t":
            yield child.text or ""
        elif kind in {"tab", "ptab"}:
            yield " "
        elif kind in {"br", "cr"}:
            yield "\n"
        elif kind == "noBreakHyphen":
            yield "-"
        elif kind == "txbxContent":
            yield "\n"
            yield from ("\n".join(cell for cell in row if cell) + "\n" for row in _rows(child))
        elif kind and kind not in _NOT_SHOWN:
            yield from _pieces(child)


def kind_of(element: Any) -> str:  # noqa: ANN401 an element
    """Return an element's name without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute_of(element: Any, name: str) -> str | None:  # noqa: ANN401 an element
    """Return an attribute by its name without its namespace."""
    return next((v for key, v in element.items() if key.rpartition("}")[2] == name), None)


def value_of(element: Any) -> str | None:  # noqa: ANN401 an element
    """Return what ``val`` says."""
    return attribute_of(element, "val")
