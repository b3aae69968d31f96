"""PDF files → sheets: the lines of each page's text and the rows of its tables, in reading order."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from juesuan_tables.errors import InputError
from juesuan_tables.reading.pdf_lines import Block, lines_of
from juesuan_tables.reading.safety import Refused, bounded_pdf
from juesuan_tables.reading.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF
    from pdfplumber.table import Table

    from juesuan_tables.reading.safety import PdfBudget, SafeFile

_Row = tuple[str | None, ...]
_MOST_PAGES = 1_000
_NEAR = 3
"""Points by which the edges of one table differ from page to page at most."""
_MARGIN = 0.12
"""Page numbers stand in this part of the page's height, at its top or bottom."""
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共，]+\s*\d{1,4}\s*页?)?[-—–－·\s]*"
)
_MOST_UNREADABLE = 0.1
"""Share of characters without a meaning from which a page cannot be read."""
_UNREADABLE = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff]")
_ORIGINAL = "请向编制人要Excel或Word原件，或带文字的PDF"


@dataclass(slots=True)
class Part:
    """One page, or several over which a table runs, and the size of the first."""

    first: int
    last: int
    width: float
    height: float
    blocks: list[Block] = field(default_factory=list)

    def sheet(self, file: str) -> Sheet:
        """Return it as a sheet."""
        pages = f"{self.first}" if self.first == self.last else f"{self.first}至{self.last}"
        rows = tuple(row for block in self.blocks for row in block.rows)
        return Sheet(file, f"第{pages}页", rows)


def sheets_of_pdf(file: SafeFile) -> tuple[Sheet, ...]:
    """Return the pages of a PDF as sheets, 第3页, pages over which a table runs as one, 第3至4页.

    A line of text is a row of one cell, or of several where wide blanks part it; a table's row has
    as many cells as the table has columns, a merged cell's text in the first. Page numbers and
    blank pages are left out. Raise ``InputError`` as ``parts_of_pdf``.
    """
    return tuple(part.sheet(file.name) for part in parts_of_pdf(file))


def parts_of_pdf(file: SafeFile) -> list[Part]:
    """Return the lines and tables of a PDF, page by page.

    Raise ``InputError`` where there is no text (a scan), a password, or no pdfplumber on the
    machine.
    """
    try:
        import pdfplumber  # noqa: PLC0415 only those who read PDF need it
    except ImportError as error:
        what = "读PDF要用的pdfplumber还没有安装"
        advice = '请运行 pip install "juesuan-tables[audit]" 后重试，或改用Excel、Word文件'
        raise InputError.of(file.name, what, advice) from error
    try:
        with bounded_pdf() as budget:
            parts = _joined(_pages(pdfplumber.open(io.BytesIO(file.content)), budget))
    except Exception as error:  # pdfminer raises whatever Python raises where a PDF is broken
        raise _said(file.name, error) from error
    if not parts:
        what = "PDF里没有文字，是扫描件或图片，无法核对"
        raise InputError.of(file.name, what, _ORIGINAL)
    return parts


def _said(name: str, error: BaseException) -> InputError:
    """Return in Chinese why a PDF cannot be read; pdfplumber wraps what pdfminer raises."""
    inner = next((each for each in error.args if isinstance(each, BaseException)), None)
    if isinstance(error, Refused):
        return InputError.of(name, error.what, error.advice)
    if "Password" in type(error).__name__:
        return InputError.of(
            name, "PDF加了打开密码", "请用PDF阅读器打开，打印成没有密码的PDF后重试"
        )
    if inner:
        return _said(name, inner)
    return InputError.of(name, "PDF读不出来，可能已损坏", f"请用PDF阅读器打开确认；{_ORIGINAL}")


def _pages(document: PDF, budget: PdfBudget) -> Iterator[Part]:
    """Yield what each page holds."""
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415 as above

    if sum(1 for _ in islice(PDFPage.create_pages(document.doc), _MOST_PAGES + 1)) > _MOST_PAGES:
        raise Refused(f"PDF超过{_MOST_PAGES}页", "请只留下决算公开的部分，另存后重试")
    for page in document.pages:
        budget.next_page()
        number = page.page_number
        yield Part(number, number, page.width, page.height, _blocks(page, budget))
        page.close()


def _blocks(page: Page, budget: PdfBudget) -> list[Block]:
    """Return the tables and the lines between them, from the top of the page to its bottom."""
    page = _without_doubles(page)
    _check_readable(page.chars)
    budget.rule(*_rules(page))
    tables = [
        _table(table, page.page_number) for table in page.find_tables() if len(table.columns) > 1
    ]
    outside = [char for char in page.chars if not any(_covers(table, char) for table in tables)]
    lines = lines_of(outside, page.page_number)
    shown = [line for line in lines if not _is_page_number(line, page.height)]
    return sorted(tables + shown, key=lambda block: (block.top, block.left))


def _without_doubles(page: Page) -> Page:
    """Return the page without characters that are printed twice over, as some programs make bold."""
    seen: defaultdict[tuple[str, int, int], list[tuple[float, float]]] = defaultdict(list)
    doubles: set[int] = set()
    for char in page.chars:
        text, x, y = char["text"], char["x0"], char["top"]
        column, row = int(x), int(y)
        near = (
            place
            for across in (column - 1, column, column + 1)
            for down in (row - 1, row, row + 1)
            if (text, across, down) in seen
            for place in seen[text, across, down]
        )
        if any(abs(x - left) < 1 and abs(y - top) < 1 for left, top in near):
            doubles.add(id(char))
        else:
            seen[text, column, row].append((x, y))
    return page.filter(lambda each: id(each) not in doubles) if doubles else page


def _rules(page: Page) -> tuple[int, int]:
    """Return how many different rules a page has across, and how many down."""
    across = {int(edge["top"] / _NEAR) for edge in page.edges if edge["orientation"] == "h"}
    down = {int(edge["x0"] / _NEAR) for edge in page.edges if edge["orientation"] == "v"}
    return len(across), len(down)


def _check_readable(chars: list[dict[str, Any]]) -> None:
    """Refuse a page whose characters have lost their meaning."""
    strange = sum(1 for char in chars if _UNREADABLE.match(char["text"]))
    if strange > _MOST_UNREADABLE * len(chars):
        raise Refused("PDF里的字没有编码，读出来是乱码", _ORIGINAL)


def _table(table: Table, number: int) -> Block:
    """Return a table; a cell that a merged one covers is None, a blank one too."""
    rows = [
        tuple((text or "").replace("\n", "").strip() or None for text in row)
        for row in table.extract()
    ]
    left, top, right, bottom = table.bbox
    return Block(number, top, bottom, left, right, rows, is_table=True)


def _covers(table: Block, char: dict[str, Any]) -> bool:
    """Return whether a character stands in a table."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(table.left <= x <= table.right and table.top <= y <= table.bottom)


def _is_page_number(line: Block, height: float) -> bool:
    """Return whether a line is nothing but the page's number, near its edge."""
    edge = line.bottom < height * _MARGIN or line.top > height * (1 - _MARGIN)
    return edge and bool(_PAGE_NUMBER.fullmatch("".join(filter(None, line.rows[0]))))


def _joined(pages: Iterable[Part]) -> list[Part]:
    """Return the pages that hold something, with those on which a table goes on added to its first.

    A table goes on where it ends one page and begins the next with the same columns between the
    same edges; lines that stood over it before and are printed again are left out.
    """
    parts: list[Part] = []
    above: list[list[_Row]] = []
    for page in pages:
        if not page.blocks:
            continue
        lead = _lead(page)
        here = page.blocks[len(lead) :] if lead == above[: len(lead)] else page.blocks
        if parts and here and _goes_on(parts[-1].blocks[-1], here[0]):
            parts[-1].blocks += here
            parts[-1].last = page.last
        else:
            parts.append(page)
        above = lead
    return parts


def _lead(page: Part) -> list[list[_Row]]:
    """Return the lines over the first table of a page: what is printed on each, or its title."""
    return [block.rows for block in takewhile(lambda block: not block.is_table, page.blocks)]


def _goes_on(table: Block, other: Block) -> bool:
    """Return whether one table may be the other's continuation."""
    return (
        table.is_table
        and other.is_table
        and len(table.rows[-1]) == len(other.rows[0])
        and abs(table.left - other.left) < _NEAR
        and abs(table.right - other.right) < _NEAR
    )
